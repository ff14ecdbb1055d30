"""Home, classes, evaluation, reports, logging in."""

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  beranda:beranda              -                    | L  2  2  2  2  2  2  2  2  2  2  2  2  2
POST beranda:beranda              -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  beranda:tim_saya             -                    | L  F  F  F  F  F  F  F  2  F  F  F  F  F
POST beranda:tim_saya             -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:kelola                -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST kelola:kelola                -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  laporan:dasbor               -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
GET  laporan:dasbor               ?unit=dikbud         | L  2  2  2  4  2  4  2  F  F  F  F  2  4
GET  laporan:dasbor               ?unit=dinkes         | L  2  2  4  2  4  2  2  F  F  F  F  2  4
POST laporan:dasbor               -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  laporan:laporan_daftar       -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST laporan:laporan_daftar       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  laporan:laporan_buat         -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST laporan:laporan_buat         unit=dikbud          | L  3  3  3  4  3  4  3  F  F  F  F  F  4
POST laporan:laporan_buat         unit=dinkes          | L  3  3  4  3  4  3  3  F  F  F  F  F  4
GET  laporan:laporan_detail       laporan              | L  4  4  4  4  2  4  4  F  F  F  F  4  4
POST laporan:laporan_detail       laporan              | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  laporan:laporan_unduh        laporan              | L  4  4  4  4  4  4  4  F  F  F  F  4  4
POST laporan:laporan_unduh        laporan              | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:tugas_daftar        -                    | L  2  2  2  2  2  2  F  2  2  2  F  F  2
POST evaluasi:tugas_daftar        -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:tugas_isi           tugas                | L  4  4  4  4  4  4  F  4  2  4  F  F  4
GET  evaluasi:tugas_simpan        tugas                | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:tugas_kirim         tugas                | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:tugas_selesai       tugas                | L  4  4  4  4  4  4  F  4  3  4  F  F  4
GET  evaluasi:tugas_tautan        token_tugas          | 2  2  2  2  2  2  2  2  2  2  2  2  2  2
GET  evaluasi:tautan_simpan       token_tugas          | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:tautan_kirim        token_tugas          | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:kelas_hasil         selesai              | L  2  2  2  4  2  4  2  F  F  F  2  2  4
POST evaluasi:kelas_hasil         selesai              | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  evaluasi:kelas_slide         selesai              | L  F  2  2  4  F  F  F  F  F  F  2  F  4
GET  pembinaan:katalog            -                    | L  2  2  2  2  2  2  2  2  2  2  2  2  2
POST pembinaan:katalog            -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pembinaan:jp_saya            -                    | L  2  2  2  2  2  2  F  2  2  2  F  F  2
POST pembinaan:jp_saya            -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  notifikasi:tanpa_surel       -                    | L  F  2  2  2  F  F  F  F  F  F  F  F  2
POST notifikasi:tanpa_surel       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pelatihan:jadwal             -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST pelatihan:jadwal             -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pelatihan:kelas_daftar       -                    | L  2  2  2  2  2  2  2  2  2  2  2  2  2
POST pelatihan:kelas_daftar       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pelatihan:kelas_baru         -                    | L  F  2  2  2  F  F  F  F  F  F  F  F  2
GET  pelatihan:kelas_periksa      -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST pelatihan:kelas_periksa      -                    | L  F  2  2  2  F  F  F  F  F  F  F  F  2
GET  pelatihan:kelas_detail       draf                 | L  2  2  2  4  2  4  2  4  4  4  4  2  4
GET  pelatihan:kelas_detail       terbit               | L  2  2  2  2  2  2  2  4  2  4  2  2  4
GET  pelatihan:kelas_detail       selesai              | L  2  2  2  2  2  2  2  4  2  4  2  2  4
POST pelatihan:kelas_detail       terbit               | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pelatihan:kelas_ubah         draf                 | L  F  2  2  4  F  F  F  F  F  F  F  F  4
GET  pelatihan:kelas_ubah         terbit               | L  F  2  2  F  F  F  F  F  F  F  F  F  4
POST pelatihan:kelas_batalkan     draf                 | L  F  3  3  4  F  F  F  F  F  F  F  F  4
POST pelatihan:kelas_batalkan     terbit               | L  F  3  3  F  F  F  F  F  F  F  F  F  4
GET  pelatihan:kelas_batalkan     terbit               | L  F  2  2  F  F  F  F  F  F  F  F  F  4
GET  pelatihan:kelas_terbitkan    draf                 | L  F  2  2  4  F  F  F  F  F  F  F  F  4
POST pelatihan:kelas_terbitkan    draf                 | L  F  3  3  4  F  F  F  F  F  F  F  F  4
GET  pelatihan:kelas_geser        terbit               | L  F  2  2  F  F  F  F  F  F  F  F  F  4
GET  pelatihan:kelas_daftar_hadir terbit               | L  F  2  2  F  F  F  F  F  F  F  2  F  4
POST pelatihan:kelas_daftar_hadir terbit               | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pelatihan:sesi_pindah        sesi_terbit          | L  F  2  2  F  F  F  F  F  F  F  F  F  4
GET  pelatihan:sesi_periksa       sesi_terbit          | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST pelatihan:sesi_periksa       sesi_terbit          | L  F  2  2  F  F  F  F  F  F  F  F  F  4
GET  pelatihan:peserta_usul       terbit               | L  F  2  2  2  F  F  F  F  F  F  F  F  4
POST pelatihan:peserta_daftarkan  terbit               | L  F  2  2  4  F  F  F  F  F  F  F  F  4
GET  pelatihan:peserta_daftarkan  terbit               | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  pelatihan:peserta_batalkan   daftar               | L  F  2  2  4  F  F  F  F  F  F  F  F  4
POST pelatihan:peserta_batalkan   daftar               | L  F  3  3  4  F  F  F  F  F  F  F  F  4
GET  pelatihan:kehadiran_tandai   sesi_selesai         | L  F  2  2  4  F  F  F  F  F  F  2  F  4
POST pelatihan:kehadiran_tandai   sesi_selesai         | L  F  3  3  4  F  F  F  F  F  F  3  F  4
GET  pelatihan:kehadiran_verifikasi selesai            | L  F  2  F  F  F  F  F  F  F  F  F  F  4
POST pelatihan:kehadiran_verifikasi selesai            | L  F  3  F  F  F  F  F  F  F  F  F  F  4
GET  pelatihan:kehadiran_luar     token_hadir          | 2  2  2  2  2  2  2  2  2  2  2  2  2  2
GET  evaluasi:tautan_selesai      token_tugas          | 3  3  3  3  3  3  3  3  3  3  3  3  3  3
POST evaluasi:tugas_simpan        tugas                | L  4  4  4  4  4  4  F  4  2  4  F  F  4
POST evaluasi:tugas_kirim         tugas                | L  4  4  4  4  4  4  F  4  3  4  F  F  4
POST evaluasi:tugas_isi           tugas                | L  4  4  4  4  4  4  F  4  3  4  F  F  4
POST evaluasi:kelas_slide         selesai              | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
"""

# Open to everyone, with the reason.
PUBLIK = {
    "beranda:sehat": "liveness",
    "beranda:sehat_siap": "readiness",
    "beranda:komponen": "gallery, demo only",
    "notifikasi:demo_surat": "mails of the demo, demo only",
    "evaluasi:pekerja": "service worker, no data",
    "evaluasi:kelas_qr": "asks NIP and phone, rate limited",
    "account_login": "log in",
    "account_logout": "log out",
    "account_inactive": "says that an account is closed",
    "account_reauthenticate": "allauth, own account",
    "account_email": "allauth, own account",
    "account_email_verification_sent": "allauth",
    "account_confirm_email": "allauth, signed key",
    "account_change_password": "allauth, own account",
    "account_set_password": "allauth, own account",
    "account_reset_password": "forgotten password",
    "account_reset_password_done": "forgotten password",
    "account_reset_password_from_key": "allauth, signed key",
    "account_reset_password_from_key_done": "forgotten password",
    "mfa_index": "allauth, own account",
    "mfa_authenticate": "allauth, own account",
    "mfa_reauthenticate": "allauth, own account",
    "mfa_activate_totp": "allauth, own account",
    "mfa_deactivate_totp": "allauth, own account",
    "mfa_view_recovery_codes": "allauth, own account",
    "mfa_generate_recovery_codes": "allauth, own account",
    "mfa_download_recovery_codes": "allauth, own account",
}
