"""The one form of a class: its facts beside its sessions, typed in the pemda's own time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone

from instansi.models import Instansi, Pengguna
from lib.tanggal import nama_zona
from pelatihan.forms import sesi
from pelatihan.forms.sesi import FormsetSesi, IsianTanggal
from pelatihan.models import Kelas
from pelatihan.permissions import Izin
from pelatihan.queries.jadwal import kalender_pemda, rencana_kelas
from pelatihan.queries.kelas import penyelenggara_awal, penyelenggara_untuk
from pelatihan.queries.pemeriksaan import Pemeriksa, Pemeriksaan, periksa_rencana
from pelatihan.rules.jadwal import RencanaSesi
from pelatihan.rules.kelas import IsiKelas
from pembinaan.models import Metode, Pelatihan

PERINTAH_BARIS = frozenset({"tambah", "hapus", "pakai"})
KURSI_AWAL, TUTUP_SEBELUM = 30, 3  # seats; days between the end of registration and the class


class FormKelas(forms.Form):
    """What is filled in about a class; ``isi()`` gives it to the action."""

    pelatihan = forms.ModelChoiceField(Pelatihan.objects.none(), empty_label="Pilih pelatihan")
    angkatan = forms.IntegerField(
        required=False, min_value=1, max_value=999, help_text="Kosongkan untuk nomor berikutnya."
    )
    penyelenggara = forms.ModelChoiceField(Instansi.objects.none(), empty_label=None)
    metode = forms.ChoiceField(choices=Metode)
    kursi = forms.IntegerField(label="Jumlah kursi", min_value=1, max_value=2000)
    daftar_dari = IsianTanggal(label="Pendaftaran dibuka")
    daftar_sampai = IsianTanggal(
        label="Pendaftaran ditutup", help_text="Hari terakhir pendaftaran."
    )
    tautan_daring = forms.URLField(
        label="Tautan daring",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Wajib sebelum kelas daring atau campuran diterbitkan.",
    )
    catatan_undangan = forms.CharField(
        label="Catatan pada undangan",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Misalnya pakaian, bahan yang dibawa, atau nomor panitia.",
    )

    def __init__(self, *args: Any, pengguna: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zona = ZoneInfo(pengguna.pemda.zona_waktu)
        katalog = Pelatihan.objects.filter(pemda=pengguna.pemda_id, aktif=True)
        self.fields["pelatihan"].queryset = katalog.order_by("nama", "pk")
        self.fields["pelatihan"].label_from_instance = lambda p: f"{p.nama} ({p.jp} JP)"
        self.fields["penyelenggara"].queryset = penyelenggara_untuk(pengguna, Izin.KELAS_KELOLA)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dari, sampai = data.get("daftar_dari"), data.get("daftar_sampai")
        if dari and sampai and sampai < dari:
            self.add_error("daftar_sampai", "Pendaftaran harus ditutup setelah dibuka.")
        return data

    def isi(self) -> IsiKelas:
        """The cleaned facts; the window ends at the midnight after its last day."""
        data = dict(self.cleaned_data)
        dari, sampai = data.pop("daftar_dari"), data.pop("daftar_sampai")
        return IsiKelas(
            **data | {"pelatihan": data["pelatihan"].pk, "penyelenggara": data["penyelenggara"].pk},
            daftar_mulai=datetime.combine(dari, time(), self.zona),
            daftar_selesai=datetime.combine(sampai + timedelta(days=1), time(), self.zona),
        )


class FormKelasTerbit(FormKelas):
    """A published class: what people were invited to stands still."""

    TETAP = ("pelatihan", "angkatan", "penyelenggara", "metode")

    def __init__(self, *args: Any, kelas: Kelas, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kelas = kelas
        for nama in self.TETAP:
            del self.fields[nama]

    def isi(self) -> IsiKelas:
        tetap = {nama: getattr(self.kelas, nama) for nama in self.TETAP}
        self.cleaned_data |= tetap
        return super().isi()


class IsianKelas:
    """Both forms together, for a new class or a draft.

    The commands ``tambah``, ``hapus`` and ``pakai`` change rows and save nothing; what was typed
    stays, and nothing is called wrong before someone wants to save it.
    """

    def __init__(
        self,
        pengguna: Pengguna,
        data: QueryDict | None = None,
        *,
        kelas: Kelas | None = None,
        awal: Mapping[str, str] | None = None,
        sekarang: datetime,
    ) -> None:
        self.pengguna, self.kelas, self.sekarang, self.data = pengguna, kelas, sekarang, data
        self.zona = ZoneInfo(pengguna.pemda.zona_waktu)
        self.hari_ini = timezone.localdate(sekarang, self.zona)
        self.kalender = kalender_pemda(pengguna.pemda, self.hari_ini)
        self.lama = rencana_kelas(kelas) if kelas else []
        if data is None:
            self._tampilkan(self._awal_kelas(awal or {}), self._awal_sesi(awal or {}))
        elif PERINTAH_BARIS.isdisjoint(data):
            self.form, self.sesi = self._ikat(data)
        else:
            self._tampilkan(data.dict(), self._jalankan(data))

    @property
    def bisa_hapus(self) -> bool:
        return len(self.sesi.forms) > 1

    @property
    def nomor_berikut(self) -> int:
        return len(self.sesi.forms) + 1

    @property
    def nama_zona(self) -> str:
        return nama_zona(self.zona)

    def siap_disimpan(self) -> bool:
        """Whether saving was asked for and everything typed is good."""
        if self.data is None or "simpan" not in self.data or not self.form.is_bound:
            return False
        return all([self.form.is_valid(), self.sesi.is_valid()])

    def rencana(self) -> list[RencanaSesi]:
        """The sessions that are filled in; call after siap_disimpan()."""
        return [r for _, r in self.sesi.rencana()]

    def periksa(self) -> Pemeriksaan:
        """Clashes, free slots and notes of what is typed so far, complete or not."""
        form, daftar = self._ikat(self.data_kini())
        form.is_valid()
        daftar.is_valid()
        pelatihan = form.cleaned_data.get("pelatihan")
        return periksa_rencana(
            daftar.rencana(),
            Pemeriksa(self.pengguna, Izin.KELAS_KELOLA, self.kalender, self.sekarang),
            kelas=self.kelas,
            kursi=form.cleaned_data.get("kursi") or 1,
            jp_kurikulum=pelatihan.jp if pelatihan else None,
        )

    def data_kini(self) -> QueryDict:
        """What is on the page now, as if it were posted."""
        if self.form.is_bound and self.data is not None:
            return self.data
        kini = QueryDict(mutable=True)
        kini.update({k: "" if v is None else str(v) for k, v in self.form.initial.items()})
        kini.update(sesi.baris_ke_data(self.sesi.initial or []))
        return kini

    def _ikat(self, data: QueryDict) -> tuple[FormKelas, FormsetSesi]:
        return FormKelas(data, pengguna=self.pengguna), self._baris(data, data.get("metode", ""))

    def _tampilkan(self, isi: dict[str, Any], baris: list[dict[str, Any]]) -> None:
        self.form = FormKelas(pengguna=self.pengguna, initial=isi)
        self.sesi = self._baris(baris)

    def _baris(self, isi: QueryDict | list[dict[str, Any]], metode: str = "") -> FormsetSesi:
        return sesi.isian_sesi(
            self.pengguna,
            isi,
            menit_per_jp=self.kalender.menit_per_jp,
            metode=metode,
            milik=[r.pk for r in self.lama if r.pk is not None],
        )

    def _jalankan(self, data: QueryDict) -> list[dict[str, Any]]:
        baris = sesi.baris_sesi(data)
        if "hapus" in data:
            return sesi.hapus_baris(baris, data["hapus"])
        if "pakai" in data:
            return sesi.pakai_slot(baris, data["pakai"], self.zona)
        return sesi.tambah_baris(
            baris, libur=self.kalender.libur, hari_kerja=self.kalender.hari_kerja
        )

    def _awal_kelas(self, awal: Mapping[str, str]) -> dict[str, Any]:
        if self.kelas:
            return awal_kelas(self.kelas, self.zona)
        return {
            "metode": Metode.TATAP_MUKA,
            "kursi": KURSI_AWAL,
            "daftar_dari": f"{self.hari_ini:%Y-%m-%d}",
            "daftar_sampai": self._tutup_awal(awal.get("tanggal", "")),
            "pelatihan": awal.get("pelatihan", ""),
            "penyelenggara": penyelenggara_awal(self.pengguna, Izin.KELAS_KELOLA),
        }

    def _tutup_awal(self, tanggal: str) -> str:
        """Three days before the first session; empty while that is unknown."""
        try:
            hari = date.fromisoformat(tanggal) - timedelta(days=TUTUP_SEBELUM)
        except ValueError:
            return ""
        return f"{max(hari, self.hari_ini):%Y-%m-%d}"

    def _awal_sesi(self, awal: Mapping[str, str]) -> list[dict[str, Any]]:
        if self.lama:
            return sesi.baris_dari_rencana(self.lama, self.zona, self.kalender.menit_per_jp)
        return [{k: awal.get(k, "") for k in ("tanggal", "ruang", "mulai", "selesai")}]


def awal_kelas(kelas: Kelas, zona: ZoneInfo) -> dict[str, Any]:
    """What the form shows of an existing class."""
    sampai = kelas.daftar_selesai.astimezone(zona) - timedelta(microseconds=1)
    return {
        "pelatihan": kelas.pelatihan_id,
        "angkatan": kelas.angkatan,
        "penyelenggara": kelas.penyelenggara_id,
        "metode": kelas.metode,
        "kursi": kelas.kursi,
        "daftar_dari": f"{kelas.daftar_mulai.astimezone(zona):%Y-%m-%d}",
        "daftar_sampai": f"{sampai:%Y-%m-%d}",
        "tautan_daring": kelas.tautan_daring,
        "catatan_undangan": kelas.catatan_undangan,
    }
