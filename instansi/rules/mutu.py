"""What makes a record good: each measure with its definition, as the page tells it.

The conditions themselves stand beside them in ``queries.mutu``, one for each code.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Kelompok(StrEnum):
    """The four sides of quality, in the order of the page."""

    LENGKAP = "Kelengkapan"
    SAH = "Kesahihan"
    SELARAS = "Keselarasan"
    MUTAKHIR = "Kemutakhiran"


class Ukuran(NamedTuple):
    """One measure. ``judul`` says what is right, ``masalah`` who stands in the list behind it."""

    kode: str
    kelompok: Kelompok | None  # None: of no side
    judul: str
    masalah: str
    definisi: str
    obat: str


_L, _S, _R, _M = Kelompok
UKURAN = (
    Ukuran(
        "atasan",
        _L,
        "Punya atasan langsung",
        "belum punya atasan",
        "Pegawai aktif yang atasannya terisi. Sekretaris daerah (eselon II.a) tidak dihitung.",
        "Isi atasan langsung pada data pegawai.",
    ),
    Ukuran(
        "surel",
        _L,
        "Punya surel",
        "belum punya surel",
        "Pegawai aktif yang surelnya terisi. Tanpa surel, undangan dan pengingat tidak sampai.",
        "Isi surel, satu per satu atau lewat impor.",
    ),
    Ukuran(
        "telepon",
        _L,
        "Punya nomor telepon",
        "belum punya nomor telepon",
        "Pegawai aktif yang nomor teleponnya terisi.",
        "Isi nomor telepon, satu per satu atau lewat impor.",
    ),
    Ukuran(
        "golongan",
        _L,
        "Golongan terisi",
        "belum punya golongan",
        "Pegawai aktif yang golongannya terisi.",
        "Isi golongan dari SK terakhir.",
    ),
    Ukuran(
        "jenjang",
        _L,
        "Jenjang fungsional terisi",
        "jabatannya belum punya jenjang",
        "Pemegang jabatan fungsional yang jabatannya punya jenjang. Jabatan lain tidak dihitung.",
        "Isi jenjang pada daftar jabatan; semua pemegangnya ikut terisi.",
    ),
    Ukuran(
        "tempat_lahir",
        _L,
        "Tempat lahir terisi",
        "belum punya tempat lahir",
        "Pegawai aktif yang tempat lahirnya terisi.",
        "Isi tempat lahir, satu per satu atau lewat impor.",
    ),
    Ukuran(
        "nip",
        _S,
        "NIP sesuai data",
        "NIP-nya berbeda dari data, tanpa alasan",
        "Tanggal lahir, jenis kelamin, dan TMT CPNS pada NIP sama dengan data, dan usia saat "
        "diangkat paling sedikit 18 tahun. NIP yang berbeda tetapi diberi alasan dihitung benar.",
        "Perbaiki data, atau tulis alasan mengapa NIP itu benar.",
    ),
    Ukuran(
        "golongan_jenis",
        _S,
        "Golongan sesuai jenis pegawai",
        "golongannya bukan untuk jenisnya",
        "PNS bergolongan I/a sampai IV/e, PPPK I sampai XVII. Yang kosong tidak dihitung.",
        "Perbaiki golongan atau jenis pegawai.",
    ),
    Ukuran(
        "bup",
        _S,
        "Belum lewat usia pensiun",
        "lewat usia pensiun tetapi masih aktif",
        "Usia pegawai aktif paling tinggi batas usia pensiun jabatannya, menurut parameter "
        "kebijakan hari ini.",
        "Ubah status menjadi pensiun, atau perbaiki tanggal lahir dan jenjang jabatan.",
    ),
    Ukuran(
        "atasan_sah",
        _R,
        "Atasan aktif dan seinstansi",
        "atasannya tidak aktif atau di instansi lain",
        "Dari yang punya atasan: atasannya masih aktif, dan untuk selain pimpinan tinggi dan "
        "administrator berada di perangkat daerah yang sama.",
        "Ganti atasan langsung.",
    ),
    Ukuran(
        "unit_aktif",
        _R,
        "Unit kerja masih aktif",
        "unit kerjanya sudah ditutup",
        "Pegawai aktif yang unitnya belum ditutup.",
        "Pindahkan ke unit yang masih aktif.",
    ),
    Ukuran(
        "penempatan",
        _R,
        "Riwayat penempatan cocok",
        "riwayat penempatannya tidak cocok",
        "Penempatan yang berlaku hari ini ada, dengan unit dan jabatan yang sama dengan data.",
        "Pindahkan pegawai dengan tanggal yang benar, atau impor ulang datanya.",
    ),
    Ukuran(
        "akun_keluar",
        _R,
        "Akun yang keluar sudah ditutup",
        "sudah keluar tetapi akunnya masih aktif",
        "Dari yang pensiun, pindah, atau berhenti: akunnya tidak bisa dipakai masuk.",
        "Tutup akunnya dari halaman Akun.",
    ),
    Ukuran(
        "perubahan",
        _M,
        "Data diperbarui dalam 12 bulan",
        "datanya tidak berubah lebih dari 12 bulan",
        "Pegawai aktif yang datanya dibuat atau diubah dalam 12 bulan terakhir.",
        "Cocokkan dengan sumber resmi lewat impor.",
    ),
    Ukuran(
        "predikat",
        _M,
        "Predikat kinerja tahun lalu ada",
        "belum punya predikat kinerja tahun lalu",
        "Pegawai aktif yang diangkat sebelum tahun ini dan punya predikat tahunan tahun lalu.",
        "Impor predikat kinerja dari e-Kinerja.",
    ),
)
# Told beside them, in no share: an account that nobody has opened yet is no defect of a record.
AKUN = Ukuran(
    "akun",
    None,
    "Akun sudah diaktifkan",
    "akunnya belum diaktifkan",
    "Pegawai aktif yang sudah membuat kata sandi, jadi akunnya bisa dipakai masuk. Sisanya di "
    "halaman Akun: belum punya akun, belum diaktifkan, atau nonaktif.",
    "Isi surelnya, buat akun dari halaman Akun, lalu minta pemiliknya mengaktifkannya.",
)
PER_KODE = {u.kode: u for u in (*UKURAN, AKUN)}


class Nilai(NamedTuple):
    """How many records a measure asks, and how many of them are wrong."""

    dasar: int = 0
    salah: int = 0

    @property
    def benar(self) -> int:
        """Records that are right."""
        return self.dasar - self.salah

    @property
    def persen(self) -> float | None:
        """Share that is right, 0-100; None where nobody is asked."""
        return self.benar / self.dasar * 100 if self.dasar else None

    @property
    def tampil(self) -> float | None:
        """The share in words: 100 only where nothing is wrong."""
        return self.persen if self.persen is None or not self.salah else min(self.persen, 99.0)


def jumlah_nilai(daftar: Iterable[Nilai]) -> Nilai:
    """The sum of several units' values."""
    isi = list(daftar)
    return Nilai(sum(n.dasar for n in isi), sum(n.salah for n in isi))


def isian(nilai: dict[str, Nilai]) -> Nilai:
    """All measures of records as one: of everything that was asked, how much is wrong."""
    return jumlah_nilai(n for kode, n in nilai.items() if kode != AKUN.kode)


def terburuk(nilai: dict[str, Nilai]) -> Ukuran | None:
    """The measure of records with the lowest share; None where nothing is wrong."""
    salah = [(n.persen or 0.0, k) for k, n in nilai.items() if n.salah and k != AKUN.kode]
    return PER_KODE[min(salah)[1]] if salah else None


class Sisi(NamedTuple):
    """One side of quality: all its measures as one, and those with something wrong."""

    kelompok: Kelompok
    nilai: Nilai
    daftar: list[tuple[Ukuran, Nilai]]


def per_kelompok(nilai: dict[str, Nilai]) -> list[Sisi]:
    """The four sides in the order of the page; in each what has most wrong comes first."""
    sisi = []
    for k in Kelompok:
        isi = [(u, nilai[u.kode]) for u in UKURAN if u.kelompok is k]
        salah = sorted((u for u in isi if u[1].salah), key=lambda u: -u[1].salah)
        sisi.append(Sisi(k, jumlah_nilai(n for _, n in isi), salah))
    return sisi
