"""Classes of the demo: planned in memory without a clash, then written in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from beranda.demo.papan import Papan, Paruh
from beranda.demo.salin import salin
from instansi.models import Pegawai, Pengguna
from pelatihan.models import (
    Kehadiran,
    Kelas,
    Pendaftaran,
    Pengajar,
    PengajarSesi,
    PenomoranSurat,
    Ruang,
    Sesi,
)
from pelatihan.rules.surat import KLASIFIKASI_BAWAAN, TEMPLAT_BAWAAN, nomor_surat
from pembinaan.models import Pelatihan

H = Kehadiran.Status
DITANDAI = timedelta(minutes=20)  # after the end of a session
KOLOM_KEHADIRAN = (
    *("pendaftaran_id", "sesi_id", "pegawai_id", "mulai", "selesai", "terjadwal"),
    *("izin_bentrok_alasan", "status", "ditandai_oleh_id", "ditandai_pada"),
)


@dataclass
class RencanaKelas:
    """One class to be: the row itself, its sessions, who teaches, who takes part and how."""

    kelas: Kelas
    pelatihan: Pelatihan
    deret: list[Paruh]
    sesi: list[Sesi]
    pengajar: list[list[Pengajar]]  # by session
    peserta: list[Pegawai] = field(default_factory=list)
    batal: list[Pegawai] = field(default_factory=list)
    # person, session: status; what is missing is HADIR once the session is marked
    tidak_hadir: dict[tuple[int, int], str] = field(default_factory=dict)
    ditandai: int = 0  # the first sessions, as many as these, have been marked
    daftar: list[Pendaftaran] = field(default_factory=list)
    verifikasi_pada: datetime | None = None

    @property
    def selesai(self) -> datetime:
        """The end of the last session."""
        return self.sesi[-1].selesai

    def hadir(self, pegawai: Pegawai) -> bool:
        """Whether the person was at one session at least, as marked."""
        return any(
            self.tidak_hadir.get((pegawai.pk, n), H.HADIR) == H.HADIR for n in range(self.ditandai)
        )


def susun_kelas(
    papan: Papan,
    kelas: Kelas,
    deret: list[Paruh],
    jp: list[int],
    ruang: Ruang | None,
    pengajar: list[Pengajar],
) -> RencanaKelas:
    """Plan a class on half days and hold room and trainers, unless it is a draft."""
    terjadwal = kelas.status != Kelas.Status.DRAF and kelas.status != Kelas.Status.BATAL
    sesi = []
    for paruh, banyak in zip(deret, jp, strict=True):
        mulai, selesai = papan.waktu(paruh, banyak)
        sesi.append(
            Sesi(
                kelas=kelas,
                mulai=mulai,
                selesai=selesai,
                ruang=ruang,
                jp=banyak,
                terjadwal=terjadwal,
            )
        )
    # Two trainers share a class: one opens, the other goes on from the middle.
    separuh = (len(sesi) + 1) // 2
    mengajar = [[pengajar[0] if n < separuh else pengajar[-1]] for n in range(len(sesi))]
    if terjadwal:
        if ruang:
            papan.pakai("ruang", ruang.pk, deret)
        for p in pengajar:
            papan.pakai("pengajar", p.pk, deret)
    return RencanaKelas(kelas, kelas.pelatihan, deret, sesi, mengajar)


def simpan_kelas(daftar: list[RencanaKelas], oleh: Pengguna) -> None:
    """Write classes with sessions, trainers, enrolments and attendance; one statement a table."""
    for r in daftar:
        r.kelas.terisi = len(r.peserta)
    Kelas.objects.bulk_create(r.kelas for r in daftar)
    Sesi.objects.bulk_create(s for r in daftar for s in r.sesi)
    PengajarSesi.objects.bulk_create(
        PengajarSesi(sesi=s, pengajar=p, mulai=s.mulai, selesai=s.selesai, terjadwal=s.terjadwal)
        for r in daftar
        for s, semua in zip(r.sesi, r.pengajar, strict=True)
        for p in semua
    )
    for r in daftar:
        r.daftar = [_pendaftaran(r, p, oleh) for p in r.peserta]
    Pendaftaran.objects.bulk_create(d for r in daftar for d in [*r.daftar, *_dibatalkan(r, oleh)])
    salin(Kehadiran, KOLOM_KEHADIRAN, (k for r in daftar for k in _kehadiran(r)))


def _pendaftaran(r: RencanaKelas, pegawai: Pegawai, oleh: Pengguna) -> Pendaftaran:
    return Pendaftaran(
        kelas=r.kelas,
        pegawai=pegawai,
        unit_id=pegawai.unit_id,
        didaftarkan_oleh=oleh,
        didaftarkan_pada=r.kelas.daftar_mulai + timedelta(days=2, hours=pegawai.pk % 48),
    )


def _dibatalkan(r: RencanaKelas, oleh: Pengguna) -> list[Pendaftaran]:
    hasil = []
    for pegawai in r.batal:
        d = _pendaftaran(r, pegawai, oleh)
        d.status = Pendaftaran.Status.DIBATALKAN
        d.alasan_batal = "Mendapat tugas luar pada tanggal yang sama."
        d.dibatalkan_oleh = oleh
        d.dibatalkan_pada = d.didaftarkan_pada + timedelta(days=5)
        hasil.append(d)
    return hasil


def _kehadiran(r: RencanaKelas) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of KOLOM_KEHADIRAN."""
    for d in r.daftar:
        for n, s in enumerate(r.sesi):
            tanda: tuple[Any, ...] = (H.BELUM, None, None)
            if n < r.ditandai:
                status = r.tidak_hadir.get((d.pegawai_id, n), H.HADIR)
                tanda = (status, r.pengajar[n][0].pengguna_id, s.selesai + DITANDAI)
            yield (d.pk, s.pk, d.pegawai_id, s.mulai, s.selesai, s.terjadwal, "", *tanda)


def beri_angkatan(daftar: list[RencanaKelas]) -> None:
    """Number the runs of each training by their first day."""

    def urutan(r: RencanaKelas) -> tuple[int, datetime]:
        return r.pelatihan.pk, r.sesi[0].mulai

    for _, kelompok in groupby(sorted(daftar, key=urutan), key=lambda r: r.pelatihan.pk):
        for n, r in enumerate(kelompok, 1):
            r.kelas.angkatan = n


def beri_nomor(daftar: list[RencanaKelas]) -> None:
    """Number the invitations in the order of publishing, without gaps, a sequence for each year."""
    terbit = [r.kelas for r in daftar if r.kelas.terbit_pada]
    terakhir: dict[int, int] = {}
    for kelas in sorted(terbit, key=lambda k: (k.terbit_pada, k.pelatihan_id, k.angkatan)):
        zona = ZoneInfo(kelas.pemda.zona_waktu)
        tanggal = kelas.terbit_pada.astimezone(zona).date()
        terakhir[tanggal.year] = terakhir.get(tanggal.year, 0) + 1
        kelas.nomor_undangan = nomor_surat(
            TEMPLAT_BAWAAN,
            klasifikasi=KLASIFIKASI_BAWAAN,
            urut=terakhir[tanggal.year],
            unit=kelas.penyelenggara.singkatan,
            tanggal=tanggal,
        )
    PenomoranSurat.objects.bulk_create(
        PenomoranSurat(
            pemda=daftar[0].kelas.pemda,
            tahun=tahun,
            klasifikasi=KLASIFIKASI_BAWAAN,
            templat=TEMPLAT_BAWAAN,
            terakhir=nomor,
        )
        for tahun, nomor in terakhir.items()
    )
