"""What each action is called in the audit trail, grouped by what it touches.

An action without a line here is still readable by its own name (``kata_aksi``); a test
walks all actions, so that each new one is given words.
"""

from collections.abc import Collection, Iterable

KELOMPOK = {
    "Pegawai": {
        "tambah_pegawai": "Tambah pegawai",
        "ubah_pegawai": "Ubah data pegawai",
        "pindahkan_pegawai": "Pindahkan pegawai",
        "ubah_status": "Ubah status pegawai",
        "ubah_telepon": "Ubah telepon sendiri",
        "tetapkan_atasan": "Tetapkan atasan",
        "terapkan_usulan": "Terapkan usulan atasan",
        "tetapkan_pelaksana": "Tetapkan Plt atau Plh",
        "akhiri_pelaksana": "Akhiri Plt atau Plh",
        "catat_jp": "Catat JP",
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
        "alihkan_penyelenggara": "Alihkan penyelenggara kelas",
        "geser_sesi": "Geser jadwal sesi",
        "pindahkan_sesi": "Pindahkan sesi",
        "daftarkan_peserta": "Daftarkan peserta",
        "batalkan_pendaftaran": "Batalkan pendaftaran",
        "tandai_kehadiran": "Tandai kehadiran",
        "verifikasi_kehadiran": "Verifikasi kehadiran",
    },
    "Evaluasi": {
        "ubah_pertanyaan": "Ubah pertanyaan evaluasi",
        "buat_versi_baru": "Buat versi baru instrumen",
        "pasang_instrumen_bawaan": "Pasang instrumen bawaan",
    },
    "Peran dan delegasi": {
        "beri_peran": "Beri peran",
        "ubah_peran": "Ubah peran",
        "akhiri_peran": "Akhiri peran",
        "persingkat_penugasan": "Persingkat peran",
        "delegasikan": "Delegasikan peran",
        "akhiri_delegasi": "Akhiri delegasi",
        "angkat_admin": "Angkat admin pertama",
    },
    "Akun": {
        "undang": "Buat akun dan undang",
        "minta_akun": "Buat akun",
        "minta_akun_massal": "Buat banyak akun",
        "buat_akun_luar": "Buat akun orang luar",
        "kirim_aktivasi": "Kirim tautan aktivasi",
        "aktifkan": "Aktifkan akun sendiri",
        "aktifkan_kembali": "Aktifkan kembali akun",
        "nonaktifkan": "Nonaktifkan akun",
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
        "urungkan_impor": "Urungkan impor",
        "impor_pegawai": "Impor pegawai",
        "muat_pegawai": "Muat pegawai",
        "impor_unit": "Impor unit",
        "impor_jabatan": "Impor jabatan",
        "impor_mitra": "Impor mitra",
        "impor_libur": "Impor hari libur",
        "impor_ruang": "Impor ruang",
        "impor_predikat": "Impor predikat kinerja",
        "impor_riwayat": "Impor riwayat pelatihan",
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
    "Sistem": {
        "klaim_pekerjaan": "Mulai pekerjaan latar",
        "gagalkan_pekerjaan": "Catat pekerjaan yang gagal",
        "selesaikan_pekerjaan": "Selesaikan berkas laporan",
        "hapus_kedaluwarsa": "Hapus berkas yang lewat masa simpan",
        "muat_impor": "Periksa berkas impor",
        "selesaikan_periksa": "Selesaikan pemeriksaan impor",
        "catat_rincian": "Catat rincian impor",
        "kosongkan_rincian": "Kosongkan rincian impor",
        "hapus_impor_kedaluwarsa": "Hapus impor yang lewat masa simpan",
        "urungkan_konteks": "Kembalikan isi data",
        "urungkan_catatan": "Kembalikan catatan",
        "kerjakan_bagian": "Kerjakan sebagian akun",
        "selesaikan": "Selesaikan pembuatan akun",
        "hapus_slip": "Hapus slip aktivasi",
        "majukan_kelas": "Majukan keadaan kelas",
        "siapkan_kota": "Siapkan kota baru",
        "muat_kota": "Muat kota contoh",
        "pasang_aturan_bawaan": "Pasang aturan pengingat bawaan",
        "pasang_aturan_konversi": "Pasang aturan konversi JP",
        "pasang_parameter_bawaan": "Pasang parameter bawaan",
        "lengkapi_parameter_bawaan": "Lengkapi parameter bawaan",
    },
}
# They change nothing that the trail shows (messages, answers, sign-ins, own views, counters): to
# filter by them would find nothing. As the outer step of another change they still have words.
TANPA_JEJAK = {
    "akhiri_sesi": "Akhiri sesi",
    "antrekan_banyak": "Antrekan banyak pesan",
    "antrekan_pesan": "Antrekan pesan",
    "buang_percobaan_lama": "Buang percobaan lama",
    "buka_kunci": "Buka kunci akun",
    "buka_dari_qr": "Buka formulir dari QR",
    "buka_hasil": "Buka hasil evaluasi",
    "buka_tugas": "Buka formulir evaluasi",
    "cabut_semua_sesi": "Cabut semua sesi",
    "catat_keamanan": "Catat perubahan keamanan",
    "catat_peristiwa": "Catat peristiwa masuk",
    "catat_terkirim": "Catat pesan terkirim",
    "hapus_tampilan": "Hapus tampilan tersimpan",
    "kirim_tugas": "Kirim formulir evaluasi",
    "klaim_pesan": "Ambil pesan dari antrean",
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
SEBUTAN = {k: v for isi in (*KELOMPOK.values(), TANPA_JEJAK) for k, v in isi.items()}


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
