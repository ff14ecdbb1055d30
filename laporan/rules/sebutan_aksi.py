"""What each action is called in the audit trail, grouped by what it touches.

An action without a line here is still readable by its own name (``kata_aksi``); a test
walks all actions, so that each new one is given words.
"""

from collections.abc import Collection, Iterable

OTOMATIS = "Berjalan sendiri"  # what no person does
KELOMPOK = {
    "Pegawai": {
        "tambah_pegawai": "Tambah pegawai",
        "ubah_pegawai": "Ubah data pegawai",
        "pindahkan_pegawai": "Pindahkan pegawai",
        "betulkan_mulai": "Betulkan tanggal mulai penempatan",
        "ubah_status": "Ubah status pegawai",
        "ubah_telepon": "Ubah telepon sendiri",
        "tetapkan_atasan": "Tetapkan atasan",
        "terapkan_usulan": "Terapkan usulan atasan",
        "tetapkan_pelaksana": "Tetapkan Plt atau Plh",
        "akhiri_pelaksana": "Akhiri Plt atau Plh",
    },
    "Unit, jabatan, dan mitra": {
        "tambah_unit": "Tambah unit",
        "ubah_unit": "Ubah unit",
        "pindah_unit": "Pindahkan unit",
        "gabung_unit": "Gabungkan unit",
        "tutup_unit": "Tutup unit",
        "buka_unit": "Buka kembali unit",
        "simpan_jabatan": "Simpan jabatan",
        "gabung_jabatan": "Gabungkan jabatan",
        "hapus_jabatan": "Hapus jabatan",
        "simpan_mitra": "Simpan mitra",
    },
    "Kelas dan peserta": {
        "buat_kelas": "Buat kelas",
        "ubah_kelas": "Ubah rancangan kelas",
        "ubah_kelas_terbit": "Ubah kelas yang sudah terbit",
        "terbitkan_kelas": "Terbitkan kelas",
        "batalkan_kelas": "Batalkan kelas",
        "geser_sesi": "Geser jadwal sesi",
        "pindahkan_sesi": "Pindahkan sesi",
        "daftarkan_peserta": "Daftarkan peserta",
        "batalkan_pendaftaran": "Batalkan pendaftaran",
        "tandai_kehadiran": "Tandai kehadiran",
        "verifikasi_kehadiran": "Verifikasi kehadiran",
    },
    "Peran dan delegasi": {
        "beri_peran": "Beri peran",
        "ubah_peran": "Ubah peran",
        "akhiri_peran": "Akhiri peran",
        "delegasikan": "Delegasikan peran",
        "akhiri_delegasi": "Akhiri delegasi",
    },
    "Akun": {
        "minta_akun": "Buat akun",
        "minta_akun_massal": "Buat banyak akun",
        "buat_akun_luar": "Buat akun orang luar",
        "kirim_aktivasi": "Kirim tautan aktivasi",
        "aktifkan": "Aktifkan akun sendiri",
        "aktifkan_kembali": "Aktifkan kembali akun",
        "nonaktifkan": "Nonaktifkan akun",
        "buka_kunci": "Buka kunci akun",
        "cabut_semua_sesi": "Akhiri semua sesi akun",
        "lepas_dua_langkah": "Lepas verifikasi dua langkah",
    },
    "Impor": {
        "unggah_impor": "Unggah berkas impor",
        "petakan_impor": "Pasangkan kolom impor",
        "pastikan_orang": "Pastikan orang dalam impor",
        "minta_terapkan": "Minta impor diterapkan",
        "terapkan_impor": "Terapkan impor",
        "batalkan_impor": "Batalkan impor",
        "minta_urungkan": "Minta impor diurungkan",
        "catat_halangan_urung": "Catat halangan mengurungkan impor",
        "urungkan_impor": "Urungkan impor",
    },
    "Aturan kota": {
        "tetapkan_parameter": "Tetapkan parameter kebijakan",
        "koreksi_parameter": "Koreksi parameter kebijakan",
        "tarik_parameter": "Tarik parameter kebijakan",
        "simpan_libur": "Simpan hari libur",
        "hapus_libur": "Hapus hari libur",
        "salin_libur": "Salin hari libur",
    },
    "Berkas": {
        "minta_laporan": "Minta berkas laporan",
    },
    OTOMATIS: {
        "klaim_pekerjaan": "Pekerjaan dimulai",
        "gagalkan_pekerjaan": "Pekerjaan gagal",
        "selesaikan_pekerjaan": "Berkas laporan selesai",
        "hapus_kedaluwarsa": "Berkas laporan lama dihapus",
        "selesaikan_periksa": "Berkas impor selesai diperiksa",
        "hapus_impor_kedaluwarsa": "Berkas impor lama dihapus",
        "kerjakan_bagian": "Akun dibuat",
        "selesaikan": "Pembuatan akun selesai",
        "hapus_slip": "Slip lama dihapus",
        "majukan_kelas": "Kelas dimulai atau selesai menurut tanggal",
        "siapkan_kota": "Kota baru disiapkan",
        "angkat_admin": "Admin pertama diangkat",
        "muat_kota": "Kota contoh dibuat",
        "lengkapi_parameter_bawaan": "Parameter baru ditambahkan",
    },
}
# Always a step of another action, whose name the trail keeps; so nothing is found by these either.
BAGIAN = {
    "alihkan_penyelenggara": "Alihkan penyelenggara kelas",
    "buat_versi_baru": "Buat versi baru instrumen",
    "impor_jabatan": "Impor jabatan",
    "impor_libur": "Impor hari libur",
    "impor_mitra": "Impor mitra",
    "impor_pegawai": "Impor pegawai",
    "impor_predikat": "Impor predikat kinerja",
    "impor_riwayat": "Impor riwayat pelatihan",
    "impor_ruang": "Impor ruang",
    "impor_unit": "Impor unit",
    "muat_impor": "Muat isi berkas impor",
    "muat_pegawai": "Muat pegawai",
    "pasang_aturan_bawaan": "Pasang aturan pengingat bawaan",
    "pasang_aturan_konversi": "Pasang aturan konversi JP",
    "pasang_instrumen_bawaan": "Pasang kuesioner bawaan",
    "pasang_parameter_bawaan": "Pasang parameter bawaan",
    "persingkat_penugasan": "Persingkat peran",
    "ubah_pertanyaan": "Ubah pertanyaan evaluasi",
    "undang": "Buat akun dan undang",
    "urungkan_catatan": "Kembalikan catatan JP",
    "urungkan_konteks": "Kembalikan data",
}
# They change nothing that the trail shows (messages, answers, sign-ins, own views, counters): to
# filter by them would find nothing. As the outer step of another change they still have words.
TANPA_JEJAK = {
    "akhiri_sesi": "Akhiri sesi",
    "akhiri_sesi_lama": "Akhiri sesi kata sandi lama",
    "antrekan_banyak": "Antrekan banyak pesan",
    "antrekan_pesan": "Antrekan pesan",
    "buang_percobaan_lama": "Buang percobaan lama",
    "buka_dari_qr": "Buka formulir dari QR",
    "buka_hasil": "Buka hasil evaluasi",
    "buka_tugas": "Buka formulir evaluasi",
    "catat_jp": "Catat JP",
    "catat_keamanan": "Catat perubahan keamanan",
    "catat_peristiwa": "Catat peristiwa masuk",
    "catat_rincian": "Catat rincian impor",
    "catat_terkirim": "Catat pesan terkirim",
    "hapus_tampilan": "Hapus tampilan tersimpan",
    "kirim_tugas": "Kirim formulir evaluasi",
    "klaim_pesan": "Ambil pesan dari antrean",
    "kosongkan_rincian": "Kosongkan rincian impor",
    "lepas_pesan": "Lepas pesan ke antrean",
    "minta_sandi_baru": "Minta kata sandi baru",
    "perpanjang_klaim": "Perpanjang klaim pekerjaan",
    "sapu_pesan": "Sapu antrean pesan",
    "segarkan_mutu": "Hitung ulang mutu data",
    "segarkan_ringkasan": "Hitung ulang ringkasan",
    "simpan_jawaban": "Simpan jawaban",
    "simpan_tampilan": "Simpan tampilan",
    "tandai_terlewat": "Tandai formulir terlewat",
    "terbitkan_pengingat": "Terbitkan pengingat",
    "tunda_pesan": "Tunda pesan",
    "tutup_pesan": "Tutup pesan",
}
LAIN = "Lainnya"
SEBUTAN = {k: v for isi in (*KELOMPOK.values(), BAGIAN, TANPA_JEJAK) for k, v in isi.items()}


def kata_aksi(aksi: str | None) -> str:
    """What an action is called; its own name in words where it has no line here."""
    if not aksi:
        return "Di luar aplikasi"
    return SEBUTAN.get(aksi) or aksi.replace("_", " ").capitalize()


def pilihan_aksi(daftar: Collection[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """These actions as groups of choices, each by its words; what has no group comes last."""
    hasil = [(judul, _pilihan(k for k in isi if k in daftar)) for judul, isi in KELOMPOK.items()]
    hasil.append((LAIN, _pilihan(k for k in daftar if k not in SEBUTAN)))
    return [(judul, isi) for judul, isi in hasil if isi]


def _pilihan(aksi: Iterable[str]) -> list[tuple[str, str]]:
    return sorted(((a, kata_aksi(a)) for a in aksi), key=lambda p: p[1])
