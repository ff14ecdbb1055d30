"""One session of a published class at another time, in another room, with other trainers."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone

from instansi.models import Pengguna
from pelatihan.forms import sesi as baris
from pelatihan.models import Kelas, Sesi
from pelatihan.permissions import Izin
from pelatihan.queries.jadwal import kalender_pemda, rencana_kelas
from pelatihan.queries.pemeriksaan import Pemeriksa, Pemeriksaan, periksa_rencana
from pelatihan.rules.jadwal import RencanaSesi
from pelatihan.rules.kelas import alasan_tidak_bisa_pindah


class IsianPindah:
    """The session's row of the form; JP and title stay what people were invited to."""

    def __init__(
        self,
        pengguna: Pengguna,
        data: QueryDict | None,
        *,
        kelas: Kelas,
        sesi: Sesi,
        sekarang: datetime,
    ) -> None:
        self.pengguna, self.kelas, self.sekarang, self.data = pengguna, kelas, sekarang, data
        self.zona = ZoneInfo(kelas.pemda.zona_waktu)
        hari_ini = timezone.localdate(sekarang, self.zona)
        self.kalender = kalender_pemda(pengguna.pemda, hari_ini)
        semua = rencana_kelas(kelas)
        self.lama = next(r for r in semua if r.pk == sesi.pk)
        self.lain = [r.rentang for r in semua if r.pk != sesi.pk]
        if data is None:
            isi: QueryDict | list[dict[str, Any]] = baris.baris_dari_rencana(
                [self.lama], self.zona, self.kalender.menit_per_jp
            )
        elif "pakai" in data:
            isi = baris.pakai_slot(baris.baris_sesi(data), data["pakai"], self.zona)
        else:
            isi = data
        self.sesi = self._ikat(isi)

    def alasan(self) -> str | None:
        """Why this session cannot be moved at all, wherever to."""
        return alasan_tidak_bisa_pindah(
            self.kelas.status, mulai=self.lama.mulai, ke=(), sekarang=self.sekarang
        )

    def siap_disimpan(self) -> bool:
        """Whether moving was asked for and what was typed is good."""
        if self.data is None or "simpan" not in self.data or not self.sesi.is_bound:
            return False
        return self.sesi.is_valid() and bool(self.sesi.rencana())

    def rencana(self) -> RencanaSesi:
        """The session as it should be; call after siap_disimpan()."""
        ((_, baru),) = self.sesi.rencana()
        return RencanaSesi(
            *baru.rentang,
            ruang=baru.ruang,
            pengajar=baru.pengajar,
            jp=self.lama.jp,
            judul=self.lama.judul,
            pk=self.lama.pk,
        )

    def periksa(self) -> Pemeriksaan:
        """Clashes and free slots of what is on the page now."""
        terikat = self.sesi
        if not terikat.is_bound:
            kini = QueryDict(mutable=True)
            kini.update(baris.baris_ke_data(self.sesi.initial or []))
            terikat = self._ikat(kini)
        terikat.is_valid()
        rencana = terikat.rencana()
        return periksa_rencana(
            rencana,
            Pemeriksa(self.pengguna, Izin.KELAS_KELOLA, self.kalender, self.sekarang),
            kelas=self.kelas,
            kursi=self.kelas.kursi,
            jp_kurikulum=None,
            lain=self.lain,
            pindah=[r.pk for _, r in rencana if r.pk and r.rentang != self.lama.rentang],
        )

    def _ikat(self, isi: QueryDict | list[dict[str, Any]]) -> baris.FormsetSesi:
        return baris.isian_sesi(
            self.pengguna,
            isi,
            menit_per_jp=self.kalender.menit_per_jp,
            metode=self.kelas.metode,
            milik=[self.lama.pk] if self.lama.pk else [],
        )
