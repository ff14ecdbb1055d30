"""The five cities and the trees of their agencies."""

from typing import NamedTuple


class Unit(NamedTuple):
    """One node: where it hangs, who works there and how many, relative to the others."""

    nama: str
    jenis: str
    induk: str  # name of the parent; "" is the city
    kepala: str  # title of the head's position; "" where nobody works yet
    bobot: float
    rumpun: str = "UMUM"
    singkatan: str = ""


class Kota(NamedTuple):
    """What differs between the cities."""

    kode: str
    nama: str
    zona: str
    nomor: int  # the last digit of serials in its NIP: no NIP is in two cities
    kecamatan: dict[str, tuple[str, ...]]
    puskesmas: tuple[str, ...]
    sd: int
    smp: int
    lengkap: bool  # the whole list of agencies, or the short one


DINAS_POKOK = {
    "Dinas Kependudukan dan Pencatatan Sipil": ("Pendaftaran Penduduk", "Pencatatan Sipil"),
    "Dinas Komunikasi dan Informatika": ("Layanan Digital", "Informasi Publik"),
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu": ("Perizinan", "Promosi Investasi"),
    "Dinas Sosial": ("Rehabilitasi Sosial", "Perlindungan Sosial"),
    "Dinas Perhubungan": ("Lalu Lintas", "Angkutan"),
    "Dinas Lingkungan Hidup": ("Pengelolaan Sampah", "Tata Lingkungan"),
}
DINAS_LAIN = {
    "Dinas Pekerjaan Umum": ("Bina Marga", "Sumber Daya Air"),
    "Dinas Perumahan dan Kawasan Permukiman": ("Perumahan", "Kawasan Permukiman"),
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak": ("Pengarusutamaan Gender",),
    "Dinas Pengendalian Penduduk dan Keluarga Berencana": ("Keluarga Sejahtera",),
    "Dinas Koperasi, Usaha Kecil dan Menengah": ("Kelembagaan Koperasi", "Usaha Mikro"),
    "Dinas Perpustakaan dan Kearsipan": ("Layanan Perpustakaan", "Kearsipan"),
    "Dinas Pertanian dan Ketahanan Pangan": ("Ketahanan Pangan", "Penyuluhan"),
    "Dinas Perdagangan dan Perindustrian": ("Stabilisasi Perdagangan", "Industri Kecil"),
    "Dinas Pariwisata": ("Destinasi Wisata",),
    "Dinas Pemadam Kebakaran dan Penyelamatan": ("Operasi Penyelamatan",),
}
BADAN_POKOK = {
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia": (
        "BKPSDM",
        ("Pengembangan Kompetensi", "Mutasi dan Data Kepegawaian"),
    ),
    "Badan Perencanaan Pembangunan Daerah": ("Bappeda", ("Perencanaan Makro",)),
    "Badan Penanggulangan Bencana Daerah": ("BPBD", ("Kedaruratan",)),
    "Badan Kesatuan Bangsa dan Politik": ("Kesbangpol", ()),
}
BADAN_LAIN = {
    "Badan Pengelolaan Keuangan dan Aset Daerah": ("BPKAD", ("Perbendaharaan", "Aset")),
    "Badan Pendapatan Daerah": ("Bapenda", ("Pelayanan Pajak",)),
}
UPTD = {"UPTD Pengelolaan Sampah": "Dinas Lingkungan Hidup"}
SINGKATAN = {
    "Dinas Kependudukan dan Pencatatan Sipil": "Disdukcapil",
    "Dinas Komunikasi dan Informatika": "Diskominfo",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu": "DPMPTSP",
    "Dinas Lingkungan Hidup": "DLH",
    "Dinas Perhubungan": "Dishub",
    "Dinas Pekerjaan Umum": "DPU",
    "Dinas Perumahan dan Kawasan Permukiman": "DPKP",
    "Dinas Pemberdayaan Perempuan dan Perlindungan Anak": "DP3A",
    "Dinas Pengendalian Penduduk dan Keluarga Berencana": "DPPKB",
    "Dinas Koperasi, Usaha Kecil dan Menengah": "Dinkop UKM",
    "Dinas Perpustakaan dan Kearsipan": "Dispusip",
    "Dinas Pertanian dan Ketahanan Pangan": "Distan",
    "Dinas Perdagangan dan Perindustrian": "Disperdagin",
    "Dinas Pariwisata": "Dispar",
    "Dinas Pemadam Kebakaran dan Penyelamatan": "Damkar",
}
DINAS_PENDIDIKAN = "Dinas Pendidikan"
DINAS_KESEHATAN = "Dinas Kesehatan"
BKPSDM = "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"
KOMINFO = "Dinas Komunikasi dan Informatika"
BAPPEDA = "Badan Perencanaan Pembangunan Daerah"
SETDA = "Sekretariat Daerah"
TANPA_DATA = "Badan Riset dan Inovasi Daerah"  # founded this year: nobody placed yet

KOTA = {
    k.kode: k
    for k in (
        Kota(
            "palu",
            "Palu",
            "Asia/Makassar",
            1,
            {
                "Palu Barat": ("Baru", "Lere", "Ujuna", "Balaroa"),
                "Palu Selatan": ("Birobuli Utara", "Petobo", "Tatura Utara"),
                "Palu Timur": ("Besusu Barat", "Besusu Timur", "Lolu Utara"),
                "Palu Utara": ("Mamboro", "Taipa"),
                "Tatanga": ("Nunu", "Palupi", "Pengawu"),
                "Ulujadi": ("Buluri", "Donggala Kodi", "Kabonena"),
                "Mantikulore": ("Talise", "Tondo", "Kawatuna"),
                "Tawaeli": ("Lambara", "Panau"),
            },
            (
                *("Talise", "Kamonji", "Singgani", "Birobuli", "Mabelopura", "Sangurara"),
                *("Tipo", "Mamboro", "Tawaeli", "Bulili", "Nosarara", "Lere"),
            ),
            22,
            9,
            lengkap=True,
        ),
        Kota(
            "salatiga",
            "Salatiga",
            "Asia/Jakarta",
            2,
            {
                "Argomulyo": ("Noborejo", "Ledok"),
                "Tingkir": ("Kutowinangun", "Gendongan"),
                "Sidomukti": ("Mangunsari", "Dukuh"),
                "Sidorejo": ("Blotongan", "Pulutan"),
            },
            ("Cebongan", "Kalicacing", "Sidorejo Lor"),
            5,
            3,
            lengkap=False,
        ),
        Kota(
            "palembang",
            "Palembang",
            "Asia/Jakarta",
            3,
            {
                "Ilir Timur Satu": ("Sungai Pangeran", "Kepandean Baru"),
                "Seberang Ulu Satu": ("Lima Belas Ulu", "Tujuh Ulu"),
                "Plaju": ("Plaju Ilir", "Talang Bubuk"),
                "Sako": ("Sako Baru", "Sialang"),
            },
            ("Dempo", "Plaju", "Sekip"),
            5,
            3,
            lengkap=False,
        ),
        Kota(
            "kendari",
            "Kendari",
            "Asia/Makassar",
            4,
            {
                "Mandonga": ("Korumba", "Labibia"),
                "Baruga": ("Lepo-Lepo", "Watubangga"),
                "Poasia": ("Anduonohu", "Rahandouna"),
                "Kadia": ("Bende", "Pondambea"),
            },
            ("Lepo-Lepo", "Poasia", "Puuwatu"),
            5,
            3,
            lengkap=False,
        ),
        Kota(
            "medan",
            "Medan",
            "Asia/Jakarta",
            5,
            {
                "Medan Baru": ("Padang Bulan", "Titi Rantai"),
                "Medan Johor": ("Kwala Bekala", "Gedung Johor"),
                "Medan Tembung": ("Bantan", "Sidorejo Hilir"),
                "Medan Denai": ("Binjai", "Menteng"),
            },
            ("Padang Bulan", "Helvetia", "Teladan"),
            5,
            3,
            lengkap=False,
        ),
    )
}


def daftar_unit(kota: Kota) -> list[Unit]:
    """The city's tree, parents before children."""
    return [
        *_sekretariat(kota),
        *_dinas(kota),
        *_badan(kota),
        *_pendidikan(kota),
        *_kesehatan(kota),
        *_wilayah(kota),
    ]


def _sekretariat(kota: Kota) -> list[Unit]:
    bagian = ["Organisasi", "Hukum", "Umum"] if kota.lengkap else ["Organisasi"]
    return [
        Unit(SETDA, "OPD", "", "Sekretaris Daerah", 2, singkatan="Setda"),
        *(Unit(f"Bagian {b}", "UNIT", SETDA, f"Kepala Bagian {b}", 3) for b in bagian),
        Unit("Sekretariat DPRD", "OPD", "", "Sekretaris DPRD", 6, singkatan="Setwan"),
        Unit("Inspektorat", "OPD", "", "Inspektur", 8),
        Unit("Satuan Polisi Pamong Praja", "OPD", "", "Kepala Satuan", 14, singkatan="Satpol PP"),
    ]


def _opd(nama: str, bidang: tuple[str, ...], singkatan: str) -> list[Unit]:
    sebutan = nama.removeprefix("Dinas ").removeprefix("Badan ")
    sekretariat = f"Sekretariat {singkatan or nama}"
    return [
        Unit(nama, "OPD", "", f"Kepala {nama}", 1, singkatan=singkatan),
        Unit(sekretariat, "UNIT", nama, f"Sekretaris {nama}", 6),
        *(
            Unit(f"Bidang {b}", "UNIT", nama, f"Kepala Bidang {b}", 6)
            for b in bidang
            if b != sebutan
        ),
    ]


def _dinas(kota: Kota) -> list[Unit]:
    daftar = DINAS_POKOK | DINAS_LAIN if kota.lengkap else DINAS_POKOK
    dinas = [u for n, b in daftar.items() for u in _opd(n, b, SINGKATAN.get(n, ""))]
    return dinas + [Unit(n, "UPTD", induk, f"Kepala {n}", 4) for n, induk in UPTD.items()]


def _badan(kota: Kota) -> list[Unit]:
    daftar = BADAN_POKOK | BADAN_LAIN if kota.lengkap else BADAN_POKOK
    kosong = [Unit(TANPA_DATA, "OPD", "", "", 0, singkatan="BRIDA")]
    return [u for n, (s, b) in daftar.items() for u in _opd(n, b, s)] + kosong


def _pendidikan(kota: Kota) -> list[Unit]:
    sekolah = [(f"SDN {n} {kota.nama}", 15) for n in range(1, kota.sd + 1)]
    sekolah += [(f"SMPN {n} {kota.nama}", 24) for n in range(1, kota.smp + 1)]
    bidang = ("Pembinaan Sekolah Dasar", "Pembinaan Sekolah Menengah Pertama")
    return _opd(DINAS_PENDIDIKAN, bidang, "Disdik") + [
        Unit(nama, "SEKOLAH", DINAS_PENDIDIKAN, f"Kepala {nama}", bobot, "GURU")
        for nama, bobot in sekolah
    ]


def _kesehatan(kota: Kota) -> list[Unit]:
    bidang = ("Pelayanan Kesehatan", "Pencegahan Penyakit")
    rsud = f"RSUD Kota {kota.nama}"
    return [
        *_opd(DINAS_KESEHATAN, bidang, "Dinkes"),
        *(
            Unit(
                f"Puskesmas {p}",
                "PUSKESMAS",
                DINAS_KESEHATAN,
                f"Kepala Puskesmas {p}",
                16,
                "KESEHATAN",
            )
            for p in kota.puskesmas
        ),
        Unit(rsud, "RSUD", "", "Direktur RSUD", 4, "KESEHATAN"),
        Unit("Bidang Pelayanan Medis", "UNIT", rsud, "Kepala Bidang Medis", 45, "KESEHATAN"),
        Unit("Bidang Keperawatan", "UNIT", rsud, "Kepala Bidang Keperawatan", 60, "KESEHATAN"),
    ]


def _wilayah(kota: Kota) -> list[Unit]:
    hasil = []
    for camat, lurah in kota.kecamatan.items():
        nama = f"Kecamatan {camat}"
        hasil.append(Unit(nama, "KECAMATAN", "", f"Camat {camat}", 7))
        hasil += [Unit(f"Kelurahan {k}", "KELURAHAN", nama, f"Lurah {k}", 4) for k in lurah]
    return hasil
