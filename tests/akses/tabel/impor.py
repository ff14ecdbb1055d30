"""Imports."""

from datetime import timedelta

from kelola.models import PekerjaanImpor

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  kelola:impor_daftar          -                    | L  2  2  2  2  F  F  F  F  F  F  F  F  2
POST kelola:impor_daftar          -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:impor_baru            -                    | L  2  2  2  2  F  F  F  F  F  F  F  F  2
GET  kelola:impor_baru            ?jenis=kode_pegawai  | L  2  2  2  2  F  F  F  F  F  F  F  F  2
GET  kelola:impor_baru            ?jenis=kode_mitra    | L  2  2  F  F  F  F  F  F  F  F  F  F  2
POST kelola:impor_baru            ?jenis=kode_pegawai  | L  2  2  2  2  F  F  F  F  F  F  F  F  2
POST kelola:impor_baru            ?jenis=kode_mitra    | L  2  2  F  F  F  F  F  F  F  F  F  F  2
GET  kelola:impor_templat         kode_pegawai         | L  2  2  2  2  F  F  F  F  F  F  F  F  2
GET  kelola:impor_templat         kode_mitra           | L  2  2  F  F  F  F  F  F  F  F  F  F  2
POST kelola:impor_templat         kode_pegawai         | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:impor_detail          impor_siap           | L  2  2  2  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_detail          impor_hr             | L  2  2  4  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_detail          impor_kerja          | L  2  2  2  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_detail          impor_terap          | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_detail          impor_siap           | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:impor_kolom           impor_siap           | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_kolom           impor_siap           | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_pastikan        impor_siap           | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:impor_pastikan        impor_siap           | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_terapkan        impor_siap           | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_terapkan        impor_siap           | L  3  3  3  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_terapkan        impor_hr             | L  3  3  4  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_urungkan        impor_terap          | L  3  3  3  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_urungkan        impor_terap          | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_undang          impor_terap          | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:impor_undang          impor_terap          | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_batalkan        impor_siap           | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_batalkan        impor_siap           | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:impor_unduh           impor_siap           | L  4  4  4  4  F  F  F  F  F  F  F  F  4
POST kelola:impor_unduh           impor_siap           | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
"""
KOLOM = ("nip", "nama", "jabatan", "unit")


def _impor(semesta, oleh, jenis="pegawai", **isi) -> int:
    """An import with one line of each kind."""
    pekerjaan = PekerjaanImpor.objects.create(
        pemda=semesta.palu.pemda,
        jenis=jenis,
        pengunggah=oleh,
        pelaksana=oleh,
        nama_berkas="pegawai-november.xlsx",
        ukuran=1,
        pratinjau=[
            {"letak": c, "huruf": "ABCD"[c], "judul": n, "contoh": ["x"], "nama": n}
            for c, n in enumerate(KOLOM)
        ],
        pemetaan={n: c for c, n in enumerate(KOLOM)},
        dibuat_pada=semesta.kini,
        kedaluwarsa_pada=semesta.kini + timedelta(days=30),
        diperiksa_pada=semesta.kini,
        baru=1,
        berubah=1,
        ditolak=1,
        **isi,
    )
    galat = {"kolom": "NIP", "isi": "1985", "alasan": "Hanya 4 angka.", "langkah": "Lengkapi."}
    for macam, rincian in (
        ("BARU", {"label": "Sitti Aminah", "kolom": [["NIP", "1991"], ["Golongan", "III/b"]]}),
        ("BERUBAH", {"label": "Fajar", "beda": [["Golongan", "III/c", "III/d"]]}),
        ("DITOLAK", galat),
        ("PERINGATAN", galat),
        ("TAWARAN", {"label": "Fajar", "pegawai": semesta.palu.pegawai.pegawai_id}),
    ):
        pekerjaan.rincian.create(jenis=macam, baris=2, isi=rincian)
    return pekerjaan.pk


OBJEK = {
    "kode_pegawai": lambda semesta: "pegawai",
    "kode_mitra": lambda semesta: "mitra",
    "impor_siap": lambda semesta: _impor(semesta, semesta.palu.pengelola, status="SIAP"),
    "impor_hr": lambda semesta: _impor(semesta, semesta.palu.hr, "mitra", status="SIAP"),
    "impor_kerja": lambda semesta: _impor(semesta, semesta.palu.pengelola, status="DIPERIKSA"),
    "impor_terap": lambda semesta: _impor(
        semesta,
        semesta.palu.pengelola,
        status="DITERAPKAN",
        diterapkan_pada=semesta.kini,
        selesai_pada=semesta.kini,
    ),
    "impor_urung": lambda semesta: _impor(
        semesta,
        semesta.palu.pengelola,
        status="DIURUNGKAN",
        diterapkan_pada=semesta.kini,
        selesai_pada=semesta.kini,
    ),
}
_YA = dict.fromkeys(
    ("kelola:impor_terapkan", "kelola:impor_urungkan", "kelola:impor_batalkan"),
    lambda semesta: {"konfirmasi": "ya"},
)
ISIAN = {
    "kelola:impor_kolom": lambda semesta: {f"k{c}": n for c, n in enumerate(KOLOM)},
    "kelola:impor_pastikan": lambda semesta: {"baris": "2"},
} | _YA
RUPA_LAIN = tuple(
    ("hr", "kelola:impor_detail", "impor_siap", f"?tab={t}")
    for t in ("BARU", "BERUBAH", "DITOLAK", "PERINGATAN", "TAWARAN")
) + (("hr", "kelola:impor_detail", "impor_urung", "?tab=BARU"),)
