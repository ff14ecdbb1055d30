"""What the page of one class shows."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from pelatihan.models import Kelas, Sesi
from pelatihan.queries.jadwal import cari_bentrok
from pelatihan.queries.kelas import keadaan_kelas, rencana_dari_sesi, sesi_lengkap
from pelatihan.rules import jadwal
from pelatihan.rules import kelas as rules
from pelatihan.rules.jadwal import Bentrok


@dataclass(frozen=True)
class RingkasanKelas:
    """The sessions, and for a draft why it cannot be published and who would be in two places."""

    sesi: list[Sesi]
    alasan: list[str] = field(default_factory=list)
    bentrok: list[Bentrok] = field(default_factory=list)
    peserta_bentrok: list[Bentrok] = field(default_factory=list)

    @property
    def jp(self) -> int:
        """JP of all sessions together."""
        return sum(s.jp for s in self.sesi)

    @property
    def ruang(self) -> list[str]:
        """The places in order of first use."""
        return list(dict.fromkeys(str(s.ruang) if s.ruang else "Daring" for s in self.sesi))

    @property
    def pengajar(self) -> list[str]:
        """The trainers in order of first session."""
        return list(
            dict.fromkeys(str(p.pengajar) for s in self.sesi for p in s.pengajar_sesi.all())
        )


def ringkasan_kelas(
    kelas: Kelas, lingkup: Collection[str], sekarang: datetime, *, periksa: bool
) -> RingkasanKelas:
    """Two queries; for a draft, when ``periksa``, two more for its clashes."""
    sesi = sesi_lengkap(kelas, zona=kelas.pemda.zona_waktu)
    if not periksa or kelas.status != Kelas.Status.DRAF:
        return RingkasanKelas(sesi)
    rencana = rencana_dari_sesi(sesi)
    bentrok = cari_bentrok(
        rencana,
        pemda=kelas.pemda_id,
        kelas=kelas.pk,
        lingkup=lingkup,
    )
    tempat = [b for b in bentrok if b.jenis != jadwal.PESERTA]
    keadaan = keadaan_kelas(kelas, rencana, tempat)
    return RingkasanKelas(
        sesi,
        rules.daftar_alasan_terbit(keadaan, sekarang=sekarang),
        tempat,
        jadwal.satukan_bentrok(b for b in bentrok if b.jenis == jadwal.PESERTA),
    )
