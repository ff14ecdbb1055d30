"""The files that a city's HR office would export, with the dirt that such files have."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from beranda.demo.kota import Kota
from beranda.demo.orang import Orang
from lib.impor.tulis import tulis_xlsx

KOLOM_PEGAWAI = (
    ("NIP", 22),
    ("Nama", 32),
    "Gelar depan",
    "Gelar belakang",
    "Jenis pegawai",
    "L/P",
    "Tanggal lahir",
    "TMT CPNS/PPPK",
    "Golongan",
    ("Jabatan", 40),
    "Jenis jabatan",
    "Jenjang",
    "Eselon",
    "Rumpun jabatan",
    "TMT jabatan",
    ("Unit kerja", 44),
    ("NIP atasan", 22),
    "Status",
    ("E-mail", 36),
    "No HP",
    "Tempat lahir",
)
TEMPAT_LAHIR = (
    *("Palu", "Donggala", "Poso", "Makassar", "Salatiga", "Semarang", "Solo", "Palembang"),
    *("Lahat", "Kendari", "Kolaka", "Baubau", "Medan", "Binjai", "Pematangsiantar", "Jakarta"),
)
NIP, NAMA, GOLONGAN, LAHIR, UNIT, ATASAN, SUREL = 0, 1, 8, 6, 15, 16, 18
KOLOM_PREDIKAT = (("NIP", 22), ("Nama", 32), "Tahun", "Periode", "Predikat kinerja")
KOLOM_RIWAYAT = [
    "id",
    "instansiId",
    "institusiPenyelenggara",
    "jenisDiklatId",
    "jenisKursus",
    "jenisKursusSertipikat",
    "jumlahJam",
    "lokasiId",
    "namaKursus",
    "nomorSertipikat",
    "pnsOrangId",
    "tahunKursus",
    "tanggalKursus",
    "tanggalSelesaiKursus",
    "path",
    "id_rumpun_jabatan",
]
PREDIKAT = (
    ("Sangat baik", 14),
    ("Baik", 76),
    ("Butuh perbaikan", 7),
    ("Kurang", 2),
    ("Sangat kurang", 1),
)
# Name, SIASN's kind, JP.
KURSUS = (
    ("Seminar Nasional Pelayanan Publik", 9, 4),
    ("Webinar Reformasi Birokrasi", 9, 4),
    ("Bimtek Penyusunan SKP", 8, 8),
    ("Workshop Penulisan Naskah Dinas", 4, 10),
    ("Pelatihan Dasar Keselamatan Kerja", 3, 12),
    ("Pelatihan Kepemimpinan Pengawas", 5, 24),
    ("Kursus Bahasa Inggris Dasar", 11, 20),
    ("E-learning Keamanan Siber", 16, 6),
    ("Pelatihan Jarak Jauh Pengadaan Barang", 17, 16),
    ("Sosialisasi Disiplin Pegawai", 7, 4),
    ("Magang Layanan Terpadu", 10, 20),
    ("Bimtek Aplikasi Keuangan Daerah", 8, 10),
)
LEMBAGA = ("Balai Pelatihan Nusantara", "Universitas Teluk Timur", "Lembaga Warga Peduli")


def tulis_pegawai(
    tujuan: Path, orang: Sequence[Orang], cadangan: Sequence[Orang], acak: Random
) -> None:
    """Write the staff export. ``cadangan`` are people whose rows cannot be loaded as they stand."""
    baris = [_baris(o) for o in orang]
    biasa = [n for n, o in enumerate(orang) if not o.kepala and not o.peran]
    _kotori_ringan(baris, acak.sample(biasa, min(60, len(biasa))), acak)
    rusak = [_baris(o) for o in cadangan]
    _rusak(rusak, baris[biasa[0]])
    for isi in rusak:
        baris.insert(acak.randrange(len(baris) // 2, len(baris)), isi)
    tulis_xlsx(
        tujuan,
        "Daftar Nominatif Pegawai",
        KOLOM_PEGAWAI,
        baris,
        catatan=["Keadaan menurut data kepegawaian", ""],
    )


def _baris(o: Orang) -> list[Any]:
    return [
        *(o.nip, o.nama, o.gelar_depan, o.gelar_belakang, o.jenis, o.kelamin, o.lahir, o.tmt),
        *(o.golongan, o.jabatan, o.jenis_jabatan, o.jenjang, o.eselon, o.rumpun, o.tmt_jabatan),
        *(o.unit, o.nip_atasan, o.status, o.surel, o.telepon, _tempat_lahir(o.nip)),
    ]


def _tempat_lahir(nip: str) -> str:
    """The same place for the same person; one in nine is not recorded."""
    nomor = int(nip[4:])
    return TEMPAT_LAHIR[nomor % len(TEMPAT_LAHIR)] if nomor % 9 else ""


def _kotori_ringan(baris: list[list[Any]], nomor: list[int], acak: Random) -> None:
    """Dirt that a good import reads through, but for superiors that do not exist."""
    for urut, n in enumerate(nomor):
        isi = baris[n]
        match urut % 6:
            case 0:
                isi[NAMA] = f"  {isi[NAMA].replace(' ', '  ')} "
            case 1:
                nip = isi[NIP]
                isi[NIP] = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
            case 2:
                isi[LAHIR] = f"{isi[LAHIR]:%d-%m-%Y}"
            case 3:
                isi[LAHIR] = f"{isi[LAHIR]:%d/%m/%Y}"
            case 4:
                isi[GOLONGAN] = ""
            case _ if urut < 24:
                isi[ATASAN] = f"1960010119850310{acak.randint(10, 99)}"
            case _:
                isi[UNIT] = f"{isi[UNIT].upper()}\u00a0"


def _rusak(rusak: list[list[Any]], kembar: list[Any]) -> None:
    """Rows that no import may guess at."""
    for isi in rusak:
        isi[SUREL] = ""
    rusak[0][NIP] = int(rusak[0][NIP])
    rusak[1][NIP] = int(rusak[1][NIP])
    rusak[2][NIP] = "1.98E+17"
    rusak[3][UNIT] = "Dinas Kominfoo dan Informatika"
    rusak[4][NAMA] = ""
    rusak[5][NIP] = rusak[5][NIP][:17]
    rusak[6][LAHIR] = "31/02/1985"
    rusak[7][:] = kembar


CADANGAN = 8


def tulis_predikat(tujuan: Path, orang: Sequence[Orang], acak: Random, hari_ini: date) -> None:
    """Ratings of the two years before this one; who came later has none."""
    label, bobot = zip(*PREDIKAT, strict=True)
    baris: list[list[Any]] = []
    for o in orang:
        for tahun in (hari_ini.year - 2, hari_ini.year - 1):
            if o.tmt.year < tahun and acak.random() < 0.97:
                predikat = acak.choices(label, bobot)[0]
                baris.append([o.nip, o.nama, tahun, "Tahunan", predikat])
    if baris:
        baris.append(["197001011995031999", "Pegawai Lama", hari_ini.year - 1, "Tahunan", "Baik"])
        baris[len(baris) // 2][4] = "Memuaskan"
    tulis_xlsx(tujuan, "Rekap Predikat Kinerja", KOLOM_PREDIKAT, baris)


def tulis_riwayat(
    tujuan: Path, kota: Kota, orang: Sequence[Orang], acak: Random, hari_ini: date
) -> None:
    """Trainings held elsewhere, in the layout of SIASN; the employee of the story has 6 JP."""
    baris: list[list[Any]] = []
    for o in orang:
        if o.peran == "pegawai":
            hari = max(date(hari_ini.year, 1, 10), hari_ini - timedelta(days=120))
            hari = min(hari, hari_ini - timedelta(days=1))
            baris.append(_kursus(kota, o, ("E-learning Keamanan Siber", 16, 6), hari, len(baris)))
            continue
        for tahun, peluang in ((hari_ini.year - 1, 0.35), (hari_ini.year, 0.6)):
            awal, akhir = date(tahun, 1, 15), min(date(tahun, 12, 15), hari_ini)
            for _ in range(acak.choice((1, 1, 2)) if acak.random() < peluang else 0):
                hari = awal + timedelta(days=acak.randrange(max((akhir - awal).days, 1)))
                if hari < hari_ini:
                    baris.append(_kursus(kota, o, acak.choice(KURSUS), hari, len(baris)))
    if baris:
        _kotori_riwayat(baris)
    tulis_xlsx(tujuan, "", KOLOM_RIWAYAT, baris)


def _kursus(kota: Kota, o: Orang, kursus: tuple[str, int, int], hari: date, urut: int) -> list[Any]:
    nama, jenis, jp = kursus
    lembaga = LEMBAGA[urut % len(LEMBAGA)]
    mulai = hari - timedelta(days=jp // 10)
    return [
        f"{kota.kode}-{urut:06d}",
        kota.kode.upper(),
        lembaga,
        jenis,
        "",
        "S",
        jp,
        "",
        nama,
        f"{urut + 1:04d}/SERT/{hari:%m}/{hari.year}",
        o.nip,
        hari.year,
        f"{mulai:%d-%m-%Y}",
        f"{hari:%d-%m-%Y}",
        "",
        "",
    ]


def _kotori_riwayat(baris: list[list[Any]]) -> None:
    """A fraction of an hour, an unknown kind, a NIP that is a number: three rows that stay out."""
    tengah = len(baris) // 2
    for geser, kolom, isi in ((1, 6, "7,5"), (2, 3, 99), (3, 10, 197001011995031001)):
        rusak = list(baris[(tengah + geser) % len(baris)])
        rusak[0], rusak[kolom] = f"{rusak[0]}-x", isi
        baris.append(rusak)
