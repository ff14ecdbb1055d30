"""Classes around today that the demo's story needs: ended, running, to come, drafts."""

from datetime import date, timedelta

from beranda.demo.kelas import RencanaKelas, susun_kelas
from beranda.demo.kota import BKPSDM, DINAS_PENDIDIKAN
from beranda.demo.papan import Paruh
from beranda.demo.riwayat import (
    Dunia,
    calon_peserta,
    dudukkan,
    jp_sesi,
    rencanakan_kelas,
    tandai_kehadiran,
    verifikasi,
)
from instansi.models import Pegawai
from pelatihan.models import Kelas

# Training and days from today of the classes to come; two more are told by name.
MENDATANG = (
    ("Penanganan Pengaduan Masyarakat", 3, 26),
    ("Survei Kepuasan Masyarakat", 9, 18),
    ("Mutu dan Keselamatan Pasien", 10, 24),
    ("Manajemen Proyek Pembangunan", 12, 20),
    ("Kepemimpinan yang Memberi Teladan", 16, 28),
    ("Asesmen Pembelajaran", 17, 12),
    ("Kolaborasi Antarinstansi", 20, 9),
    ("Aplikasi Pelayanan Publik", 24, 15),
    ("Integritas dan Etika Kerja", 31, 5),
    ("Mengelola Perubahan", 38, 0),
)


def rencanakan_cerita(dunia: Dunia) -> list[RencanaKelas]:
    """All classes of the story; those that end before today are marked."""
    hasil = [
        _jp_pegawai(dunia),
        _baru_selesai(dunia),
        _terlambat(dunia),
        _belum_ditandai(dunia),
        _berjalan(dunia),
        *_mendatang(dunia),
        *_draf(dunia),
    ]
    return [r for r in hasil if r]


def _deret_sampai(dunia: Dunia, akhir: date, banyak: int) -> list[Paruh]:
    """Half days, two a day, of which the last lies on the last working day up to ``akhir``."""
    hari = akhir
    hasil: list[Paruh] = []
    while len(hasil) < banyak:
        if dunia.papan.hari_kerja(hari):
            hasil = [(hari, 0), (hari, 1), *hasil]
        hari -= timedelta(days=1)
    return hasil[-banyak:]


def _deret_mulai(dunia: Dunia, mulai: date, banyak: int) -> list[Paruh]:
    """Half days from this very day on, a free day or not; two a day."""
    lanjut = dunia.papan.deret(mulai + timedelta(days=1), banyak, sehari=2)
    return [(mulai, 0), (mulai, 1), *lanjut][:banyak]


def _lampau(dunia: Dunia, nama: str, akhir: date, wajib: list[Pegawai]) -> RencanaKelas | None:
    """A class that ended on or before a day, with these people and others."""
    pelatihan = dunia.pelatihan[nama]
    deret = _deret_sampai(dunia, akhir, len(jp_sesi(pelatihan)))
    rencana = rencanakan_kelas(dunia, pelatihan, akhir, deret_tetap=deret)
    if rencana is None:
        return None
    wajib = [p for p in wajib if dunia.papan.bebas("orang", p.pk, deret)]
    dudukkan(dunia, rencana, wajib[: rencana.kelas.kursi])
    _tambah(dunia, rencana, rencana.kelas.kursi - 6 - len(rencana.peserta))
    tandai_kehadiran(dunia.acak, rencana)
    for kunci in [k for k in rencana.tidak_hadir if k[0] in {p.pk for p in wajib}]:
        del rencana.tidak_hadir[kunci]
    return rencana


def _tambah(dunia: Dunia, rencana: RencanaKelas, banyak: int) -> None:
    calon = calon_peserta(dunia, rencana)
    dudukkan(dunia, rencana, dunia.acak.sample(calon, max(min(banyak, len(calon)), 0)))


def _jp_pegawai(dunia: Dunia) -> RencanaKelas | None:
    """8 of the 14 JP that the employee of the story has this year."""
    akhir = max(date(dunia.hari_ini.year, 1, 20), dunia.hari_ini - timedelta(days=200))
    rencana = _lampau(dunia, "Literasi Digital Aparatur", akhir, [dunia.tokoh["pegawai"]])
    if rencana:
        verifikasi(dunia, rencana)
    return rencana


def _baru_selesai(dunia: Dunia) -> RencanaKelas | None:
    """Ended two days ago: attendance waits for HR, evaluations are open."""
    akhir = dunia.hari_ini - timedelta(days=2)
    return _lampau(dunia, "Teknologi Pembelajaran untuk Guru", akhir, [dunia.tokoh["pegawai"]])


def _bawahan(dunia: Dunia) -> list[Pegawai]:
    """Six people who report to the superior of the story, without the employee of the story."""
    bawahan = [p for p in dunia.orang if p.atasan_id == dunia.tokoh["atasan"].pk]
    return [p for p in bawahan if p.pk != dunia.tokoh["pegawai"].pk][:6]


def orang_diam(dunia: Dunia) -> set[int]:
    """People who have not answered: the superior's reports (overdue), the employee (open)."""
    tanpa_jawaban = {p.pk for p in _bawahan(dunia)[:4]}
    return tanpa_jawaban | {dunia.tokoh["pegawai"].pk}


def _terlambat(dunia: Dunia) -> RencanaKelas | None:
    """Ended 17 days ago: the superior of the story has people who have not answered."""
    akhir = dunia.hari_ini - timedelta(days=17)
    rencana = _lampau(dunia, "Kelas Inklusif dan Ramah Anak", akhir, _bawahan(dunia))
    if rencana:
        verifikasi(dunia, rencana)
    return rencana


def _belum_ditandai(dunia: Dunia) -> RencanaKelas | None:
    """Ended three days ago, and the trainer has not marked the last session."""
    akhir = dunia.hari_ini - timedelta(days=3)
    rencana = _lampau(dunia, "Standar Pelayanan dan Maklumat", akhir, [])
    if rencana:
        rencana.ditandai = len(rencana.sesi) - 1
    return rencana


def _berjalan(dunia: Dunia) -> RencanaKelas | None:
    """Half of its sessions are over."""
    pelatihan = dunia.pelatihan["Pengolahan Data dengan Lembar Kerja"]
    banyak = len(jp_sesi(pelatihan))
    lewat = _deret_sampai(dunia, dunia.hari_ini - timedelta(days=1), banyak // 2)
    besok = dunia.hari_ini + timedelta(days=1)
    deret = lewat + dunia.papan.deret(besok, banyak - len(lewat), sehari=2)
    rencana = rencanakan_kelas(
        dunia, pelatihan, besok, deret_tetap=deret, status=Kelas.Status.BERJALAN
    )
    if rencana:
        _tambah(dunia, rencana, 18)
        tandai_kehadiran(dunia.acak, rencana, len(lewat))
    return rencana


def _mendatang(dunia: Dunia) -> list[RencanaKelas]:
    """One tomorrow, one in six days with the employee of the story, and ten more."""
    hasil = [
        _terbit(dunia, "Keamanan Data Pribadi", 1, 32, [], tepat=True),
        _terbit(
            dunia,
            "Umpan Balik dan Dialog Kinerja",
            6,
            22,
            [dunia.tokoh["pegawai"], dunia.tokoh["atasan"]],
            tepat=True,
            penyelenggara=DINAS_PENDIDIKAN,
        ),
    ]
    hasil += [_terbit(dunia, nama, hari, banyak, []) for nama, hari, banyak in MENDATANG]
    return [r for r in hasil if r]


def _terbit(
    dunia: Dunia,
    nama: str,
    hari: int,
    banyak: int,
    wajib: list[Pegawai],
    *,
    tepat: bool = False,
    penyelenggara: str = "",
) -> RencanaKelas | None:
    pelatihan = dunia.pelatihan[nama]
    mulai = dunia.hari_ini + timedelta(days=hari)
    deret = _deret_mulai(dunia, mulai, len(jp_sesi(pelatihan))) if tepat else None
    rencana = rencanakan_kelas(
        dunia,
        pelatihan,
        mulai,
        deret_tetap=deret,
        penyelenggara=penyelenggara,
        status=Kelas.Status.TERBIT,
    )
    if rencana is None:
        return None
    kelas = rencana.kelas
    # Published by now, and open for enrolment unless it begins within days.
    kelas.daftar_mulai = dunia.papan.pukul(dunia.hari_ini - timedelta(days=14), 8)
    kelas.terbit_pada = dunia.papan.pukul(dunia.hari_ini - timedelta(days=15), 9)
    dudukkan(dunia, rencana, wajib)
    _tambah(dunia, rencana, min(banyak, kelas.kursi) - len(wajib))
    return rencana


def _draf(dunia: Dunia) -> list[RencanaKelas]:
    """A draft that clashes with the class in six days, one that does not, one called off."""
    deret = _deret_mulai(dunia, dunia.hari_ini + timedelta(days=6), 3)
    pemakai = {(jenis, pk) for jenis, pk, p in dunia.papan.terpakai if p == deret[0]}
    ruang = next(r for r in dunia.ruang if ("ruang", r.pk) in pemakai)
    pengajar = next(p for p in dunia.pengajar if ("pengajar", p.pk) in pemakai)
    hasil = []
    for nama, mulai, isi in (
        ("Forum Warga dan Kelas Terbuka", deret, {"status": Kelas.Status.DRAF}),
        (
            "Keterampilan Mentor",
            dunia.papan.deret(dunia.hari_ini + timedelta(days=45), 4, sehari=1),
            {"status": Kelas.Status.DRAF},
        ),
        (
            "Penyusunan Anggaran Berbasis Kinerja",
            dunia.papan.deret(dunia.hari_ini + timedelta(days=5), 7, sehari=1),
            {"status": Kelas.Status.BATAL, "alasan_batal": "Pengajar berhalangan hadir."},
        ),
    ):
        pelatihan = dunia.pelatihan[nama]
        kosong = {"terbit_pada": None, "terbit_oleh": None}
        kelas = dunia.kelas(pelatihan, dunia.unit[BKPSDM], mulai, **(kosong | isi))
        hasil.append(susun_kelas(dunia.papan, kelas, mulai, jp_sesi(pelatihan), ruang, [pengajar]))
    return hasil
