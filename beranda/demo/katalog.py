"""Catalogue, rooms and trainers of a city, and its calendar."""

from datetime import date

from django.utils.text import slugify

from beranda.demo.kota import (
    BAPPEDA,
    BKPSDM,
    DINAS_KESEHATAN,
    DINAS_PENDIDIKAN,
    KOMINFO,
    SETDA,
    Kota,
)
from instansi.models import HariLibur, Instansi, Pengguna, Penugasan, Peran
from pelatihan.models import Pengajar, Ruang
from pembinaan.models import Pelatihan

# Name, theme, JP, code of AturanKonversiJP, method, aim of each training.
PELATIHAN = (
    ("Pelayanan Prima di Loket", "Pelayanan publik", 12, "B3", "TATAP_MUKA",
     "Melayani warga dengan ramah, cepat, dan jelas."),
    ("Standar Pelayanan dan Maklumat", "Pelayanan publik", 10, "B3", "TATAP_MUKA",
     "Menyusun standar pelayanan yang dipahami warga."),
    ("Penanganan Pengaduan Masyarakat", "Pelayanan publik", 12, "B3", "CAMPURAN",
     "Menjawab pengaduan warga tepat waktu dan menutupnya dengan tuntas."),
    ("Survei Kepuasan Masyarakat", "Pelayanan publik", 8, "B10", "CAMPURAN",
     "Menjalankan survei kepuasan dan memakai hasilnya."),
    ("Penyederhanaan Prosedur Layanan", "Pelayanan publik", 10, "B7", "TATAP_MUKA",
     "Memangkas langkah dan waktu tunggu layanan."),
    ("Aplikasi Pelayanan Publik", "Teknologi informasi", 12, "B3", "TATAP_MUKA",
     "Memakai aplikasi layanan dengan sedikit kesalahan."),
    ("Literasi Digital Aparatur", "Teknologi informasi", 8, "C4", "DARING",
     "Bekerja aman dan terampil dengan perangkat digital."),
    ("Keamanan Data Pribadi", "Teknologi informasi", 6, "C4", "DARING",
     "Menjaga data pribadi warga dan pegawai."),
    ("Pengolahan Data dengan Lembar Kerja", "Teknologi informasi", 16, "B3", "TATAP_MUKA",
     "Mengolah dan menyajikan data unit sendiri."),
    ("Teknologi Pembelajaran untuk Guru", "Pendidikan", 20, "B4", "CAMPURAN",
     "Mengajar dengan bantuan teknologi di kelas."),
    ("Asesmen Pembelajaran", "Pendidikan", 16, "B4", "TATAP_MUKA",
     "Menilai hasil belajar dan memakainya untuk perbaikan."),
    ("Kelas Inklusif dan Ramah Anak", "Pendidikan", 12, "B5", "TATAP_MUKA",
     "Mengelola kelas yang aman bagi semua anak."),
    ("Komunikasi Tenaga Kesehatan", "Kesehatan", 12, "B5", "TATAP_MUKA",
     "Menjelaskan tindakan kepada pasien dengan bahasa yang mudah."),
    ("Mutu dan Keselamatan Pasien", "Kesehatan", 20, "B4", "TATAP_MUKA",
     "Mencegah kejadian yang tidak diharapkan di layanan kesehatan."),
    ("Administrasi Perkantoran Modern", "Administrasi", 12, "B3", "TATAP_MUKA",
     "Menata surat, arsip, dan rapat secara tertib."),
    ("Penyusunan Anggaran Berbasis Kinerja", "Administrasi", 16, "B3", "TATAP_MUKA",
     "Menghubungkan anggaran dengan hasil yang ingin dicapai."),
    ("Manajemen Proyek Pembangunan", "Administrasi", 20, "B3", "TATAP_MUKA",
     "Merencanakan dan menjalankan kegiatan tepat waktu dan biaya."),
    ("Kepemimpinan yang Memberi Teladan", "Kepemimpinan", 20, "B2", "TATAP_MUKA",
     "Memimpin tim dengan contoh, arahan, dan umpan balik."),
    ("Mengelola Perubahan", "Kepemimpinan", 12, "B2", "TATAP_MUKA",
     "Mengajak rekan yang terbiasa dengan cara lama untuk mencoba cara baru."),
    ("Umpan Balik dan Dialog Kinerja", "Kepemimpinan", 10, "B7", "TATAP_MUKA",
     "Berbicara tentang kinerja secara jujur dan membangun."),
    ("Keterampilan Mentor", "Kepemimpinan", 10, "B2", "TATAP_MUKA",
     "Membimbing pegawai baru lewat pertemuan yang terencana."),
    ("Integritas dan Etika Kerja", "Integritas", 8, "B5", "TATAP_MUKA",
     "Mengenali benturan kepentingan dan memilih jalan yang benar."),
    ("Pencegahan Gratifikasi", "Integritas", 6, "C4", "DARING",
     "Menolak dan melaporkan gratifikasi."),
    ("Kolaborasi Antarinstansi", "Kolaborasi", 10, "B5", "TATAP_MUKA",
     "Menyelesaikan urusan warga yang melibatkan beberapa instansi."),
    ("Forum Warga dan Kelas Terbuka", "Kolaborasi", 8, "B5", "TATAP_MUKA",
     "Menyelenggarakan dialog dengan warga dan menindaklanjuti masukannya."),
)  # fmt: skip

RUANG = (
    ("Aula Bappeda", BAPPEDA, 60), ("Ruang Rapat Bappeda", BAPPEDA, 24),
    ("Ruang Diklat 1", BKPSDM, 40), ("Ruang Diklat 2", BKPSDM, 30), ("Ruang Diklat 3", BKPSDM, 30),
    ("Ruang Diskusi BKPSDM", BKPSDM, 16), ("Aula BKPSDM", BKPSDM, 80),
    ("Lab Komputer Diskominfo", KOMINFO, 25), ("Lab Multimedia Diskominfo", KOMINFO, 20),
    ("Ruang Kendali Diskominfo", KOMINFO, 15),
    ("Aula Dinas Pendidikan", DINAS_PENDIDIKAN, 100),
    ("Ruang Belajar Guru A", DINAS_PENDIDIKAN, 32),
    ("Ruang Belajar Guru B", DINAS_PENDIDIKAN, 32), ("Lab Komputer Guru", DINAS_PENDIDIKAN, 28),
    ("Aula Dinas Kesehatan", DINAS_KESEHATAN, 60), ("Ruang Simulasi Klinis", DINAS_KESEHATAN, 20),
    ("Ruang Rapat Dinas Kesehatan", DINAS_KESEHATAN, 24),
    ("Aula Balai Kota", SETDA, 200), ("Ruang Rapat Balai Kota", SETDA, 40),
    ("Ruang Media Balai Kota", SETDA, 24), ("Pendopo Balai Kota", SETDA, 120),
)  # fmt: skip

PENGAJAR_LUAR = (
    ("Hendro Wiratama", "Universitas Teluk Timur", "Kebijakan publik"),
    ("Mariani Sitorus", "Universitas Teluk Timur", "Manajemen kinerja"),
    ("Yohanes Pelealu", "Politeknik Nusantara", "Teknologi informasi"),
    ("Sitti Rahmatia", "Lembaga Warga Peduli", "Pelayanan publik"),
    ("Bimo Adiputra", "Lembaga Warga Peduli", "Pengaduan masyarakat"),
    ("Laksmi Paramita", "Balai Pelatihan Nusantara", "Kepemimpinan"),
    ("Rustam Effendi", "Balai Pelatihan Nusantara", "Anggaran"),
    ("Clara Wenas", "Klinik Mutu Indonesia", "Mutu layanan kesehatan"),
    ("Agustinus Toar", "Yayasan Guru Maju", "Pembelajaran"),
)
KEAHLIAN_DALAM = (
    "Kepegawaian", "Administrasi", "Pelayanan publik", "Integritas", "Teknologi informasi",
    "Pendidikan", "Kesehatan", "Perencanaan",
)  # fmt: skip

LIBUR = (
    ("2025-01-01", "Tahun Baru"), ("2025-03-31", "Idulfitri"), ("2025-04-01", "Idulfitri"),
    ("2025-04-18", "Wafat Yesus Kristus"), ("2025-05-01", "Hari Buruh"),
    ("2025-05-12", "Waisak"), ("2025-05-29", "Kenaikan Yesus Kristus"),
    ("2025-06-06", "Iduladha"), ("2025-06-27", "Tahun Baru Hijriah"),
    ("2025-09-05", "Maulid Nabi"), ("2025-12-25", "Natal"),
    ("2026-01-01", "Tahun Baru"), ("2026-01-16", "Isra Mikraj"), ("2026-02-17", "Imlek"),
    ("2026-03-19", "Nyepi"), ("2026-03-20", "Idulfitri"), ("2026-03-21", "Idulfitri"),
    ("2026-04-03", "Wafat Yesus Kristus"), ("2026-05-01", "Hari Buruh"),
    ("2026-05-14", "Kenaikan Yesus Kristus"), ("2026-05-27", "Iduladha"),
    ("2026-05-31", "Waisak"), ("2026-06-01", "Hari Lahir Pancasila"),
    ("2026-06-16", "Tahun Baru Hijriah"), ("2026-08-17", "Hari Kemerdekaan"),
    ("2026-08-25", "Maulid Nabi"), ("2026-12-25", "Natal"),
    ("2027-01-01", "Tahun Baru"), ("2027-01-05", "Isra Mikraj"), ("2027-02-06", "Imlek"),
    ("2027-03-09", "Idulfitri"), ("2027-03-10", "Idulfitri"), ("2027-03-08", "Nyepi"),
    ("2027-03-26", "Wafat Yesus Kristus"), ("2027-05-01", "Hari Buruh"),
    ("2027-05-06", "Kenaikan Yesus Kristus"), ("2027-05-16", "Iduladha"),
    ("2027-05-20", "Waisak"), ("2027-06-01", "Hari Lahir Pancasila"),
    ("2027-06-06", "Tahun Baru Hijriah"), ("2027-08-15", "Maulid Nabi"),
    ("2027-08-17", "Hari Kemerdekaan"), ("2027-12-25", "Natal"),
)  # fmt: skip
CUTI_BERSAMA = (
    ("2025-12-26", "Natal"), ("2026-02-16", "Imlek"), ("2026-03-18", "Nyepi"),
    ("2026-03-23", "Idulfitri"), ("2026-03-24", "Idulfitri"), ("2026-05-15", "Kenaikan Yesus"),
    ("2026-05-28", "Iduladha"), ("2026-12-24", "Natal"),
)  # fmt: skip


def isi_katalog(*, pemda: Instansi, kota: Kota) -> None:
    """Trainings, rooms and the calendar."""
    unit = {u.nama: u for u in Instansi.objects.filter(pemda=pemda)}
    Pelatihan.objects.bulk_create(
        Pelatihan(
            pemda=pemda, kode=slugify(nama)[:40].strip("-"), nama=nama, tema=tema, jp=jp,
            bentuk=bentuk, metode=metode, tujuan=tujuan,
        )
        for nama, tema, jp, bentuk, metode, tujuan in PELATIHAN
    )  # fmt: skip
    Ruang.objects.bulk_create(
        Ruang(
            pemda=pemda,
            pemilik=unit[pemilik],
            nama=nama,
            lokasi=f"Kompleks {pemilik}"[:160],
            kapasitas=kapasitas,
        )
        for nama, pemilik, kapasitas in RUANG
    )
    HariLibur.objects.bulk_create(
        HariLibur(pemda=pemda, tanggal=date.fromisoformat(hari), nama=nama, jenis=jenis)
        for daftar, jenis in ((LIBUR, "LIBUR"), (CUTI_BERSAMA, "CUTI_BERSAMA"))
        for hari, nama in daftar
    )


def isi_pengajar(*, pemda: Instansi, kota: Kota, mulai: date) -> None:
    """Nine external trainers with accounts of their own, eight civil servants, and the handle."""
    luar = Pengguna.objects.bulk_create(
        Pengguna(
            pemda=pemda,
            username=f"{slugify(nama)}.{kota.kode}"[:40],
            email=f"{slugify(nama)}@pengajar-{kota.kode}.example",
            nama=nama,
            password="!tanpa-sandi",  # noqa: S106 - no hash: cannot log in by password
        )
        for nama, _, _ in PENGAJAR_LUAR
    )
    contoh = Pengguna.objects.get(username=f"pengajar.{kota.kode}")
    dalam = _pengajar_dalam(pemda)
    Pengajar.objects.bulk_create(
        [
            Pengajar(pemda=pemda, pengguna=contoh, lembaga="Universitas Teluk Timur",
                     keahlian="Manajemen perubahan"),
            *(
                Pengajar(pemda=pemda, pengguna=akun, lembaga=lembaga, keahlian=keahlian)
                for akun, (_, lembaga, keahlian) in zip(luar, PENGAJAR_LUAR, strict=True)
            ),
            *(
                Pengajar(pemda=pemda, pengguna=akun, lembaga=akun.pegawai.unit.nama, keahlian=k)
                for akun, k in zip(dalam, KEAHLIAN_DALAM, strict=False)
            ),
        ]
    )  # fmt: skip
    Penugasan.objects.bulk_create(
        Penugasan(pengguna=akun, peran=Peran.PENGAJAR, instansi=pemda, mulai=mulai)
        for akun in [*luar, *dalam]
    )


def _pengajar_dalam(pemda: Instansi) -> list[Pengguna]:
    """Civil servants who teach: seniors of the agencies that run trainings, and the mentor."""
    akun = Pengguna.objects.filter(pemda=pemda, pegawai__isnull=False).select_related(
        "pegawai__unit"
    )
    senior = akun.filter(
        pegawai__golongan__startswith="IV/", penugasan=None, pegawai__status="AKTIF"
    ).exclude(username__contains=".")
    return [
        *akun.filter(username__startswith="mentor."),
        *senior.order_by("pegawai__nip")[: len(KEAHLIAN_DALAM) - 1],
    ]
