"""Accounts and sessions."""

from datetime import timedelta

from allauth.usersessions.models import UserSession

from instansi.models import Pegawai
from instansi.tests.factories import PegawaiFactory
from kelola.models import Aktivasi, PekerjaanAkun
from kelola.queries.akun import kode_untuk

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  kelola:akun_daftar           -                    | L  2  2  2  2  F  F  F  F  F  F  F  2  2
GET  kelola:akun_daftar           ?unit=dikbud         | L  2  2  2  2  F  F  F  F  F  F  F  2  2
POST kelola:akun_daftar           -                    | L  3  3  3  3  F  F  F  F  F  F  F  3  3
GET  kelola:akun_buat             -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_buat             pegawai=pegawai_polos | L  3  3  3  3  F  F  F  F  F  F  F  F  3
GET  kelola:akun_luar             -                    | L  2  2  F  F  F  F  F  F  F  F  F  F  2
POST kelola:akun_luar             -                    | L  3  3  F  F  F  F  F  F  F  F  F  F  3
GET  kelola:akun_massal           -                    | L  3  3  3  3  F  F  F  F  F  F  F  F  3
POST kelola:akun_massal           -                    | L  3  3  3  3  F  F  F  F  F  F  F  F  3
GET  kelola:akun_detail           akun                 | L  2  2  2  4  F  F  F  F  F  F  F  2  4
POST kelola:akun_detail           akun                 | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:akun_detail           akun_luar            | L  2  2  4  4  F  F  F  F  F  F  F  2  4
GET  kelola:akun_kirim            akun                 | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_kirim            akun                 | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:akun_slip             akun                 | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST kelola:akun_slip             akun                 | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:akun_nonaktifkan      akun                 | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_nonaktifkan      akun                 | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:akun_aktifkan         akun                 | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_aktifkan         akun                 | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:akun_buka_kunci       akun                 | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_buka_kunci       akun                 | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:akun_cabut_sesi       akun                 | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_cabut_sesi       akun                 | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  kelola:akun_lepas_dua_langkah akun                | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:akun_lepas_dua_langkah akun                | L  3  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:akun_pekerjaan_daftar -                    | L  2  2  2  2  F  F  F  F  F  F  F  F  2
POST kelola:akun_pekerjaan_daftar -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:akun_pekerjaan        pekerjaan_akun       | L  4  2  4  4  F  F  F  F  F  F  F  F  4
POST kelola:akun_pekerjaan        pekerjaan_akun       | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:akun_slip_unduh       pekerjaan_akun       | L  4  4  4  4  F  F  F  F  F  F  F  F  4
POST kelola:akun_slip_unduh       pekerjaan_akun       | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:catatan_masuk         -                    | L  2  F  F  F  F  F  F  F  F  F  F  2  F
POST kelola:catatan_masuk         -                    | L  3  F  F  F  F  F  F  F  F  F  F  3  F
GET  kelola:akun_saya             -                    | L  2  2  2  2  2  2  2  2  2  2  2  2  2
POST kelola:akun_saya             -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:akun_wajib            -                    | L  3  3  3  3  3  3  3  3  3  3  3  3  3
POST kelola:akun_wajib            -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:sesi_saya             -                    | L  2  2  2  2  2  2  2  2  2  2  2  2  2
POST kelola:sesi_saya             -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:sesi_akhiri           sesi_pegawai         | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:sesi_akhiri           sesi_pegawai         | L  4  4  4  4  4  4  4  4  3  4  4  4  4
GET  kelola:sesi_akhiri_lain      -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:sesi_akhiri_lain      -                    | L  3  3  3  3  3  3  3  3  3  3  3  3  3
"""

# Open to everyone: an invitation's code opens one account once.
PUBLIK = {
    "kelola:aktivasi": "asks NIP and code, rate limited",
    "kelola:aktivasi_sandi": "only with a code that opens",
    "kelola:aktivasi_tautan": "takes the code out of the address",
}


def _pegawai_polos(semesta) -> int:
    return PegawaiFactory(unit=semesta.palu.sekolah, nama="Lina", status=Pegawai.Status.AKTIF).pk


def _pekerjaan(semesta, **isi) -> int:
    return PekerjaanAkun.objects.create(
        pemda=semesta.palu.pemda,
        peminta=semesta.palu.hr,
        cara="SLIP",
        sasaran={"pegawai": [1]},
        jumlah=1,
        dibuat_pada=semesta.kini,
        **isi,
    ).pk


def _pekerjaan_selesai(semesta) -> int:
    """A job that is over and left somebody out."""
    lina = _pegawai_polos(semesta)
    return _pekerjaan(
        semesta,
        status="SELESAI",
        selesai_pada=semesta.kini,
        lewat={"belum punya surel": 1},
        dilewati={"belum punya surel": [lina]},
    )


def _sesi(semesta) -> int:
    return UserSession.objects.create(
        user=semesta.palu.pegawai, ip="10.0.0.1", session_key="x" * 32, user_agent="Firefox"
    ).pk


def aktivasi_baru(semesta) -> dict[str, object]:
    """The number and code of an invitation for Indra, as its address takes them."""
    aktivasi = Aktivasi.objects.create(
        pengguna=semesta.palu.pegawai_dinkes,
        cara="SLIP",
        dibuat_oleh=semesta.palu.hr,
        dibuat_pada=semesta.kini,
        berlaku_sampai=semesta.kini + timedelta(days=1),
    )
    return {"pk": aktivasi.pk, "kode": kode_untuk(aktivasi)}


OBJEK = {
    "akun": lambda semesta: semesta.palu.pegawai.pk,
    "akun_luar": lambda semesta: semesta.palu.pengajar.pk,
    "pegawai_polos": _pegawai_polos,
    "pekerjaan_akun": _pekerjaan,
    "pekerjaan_selesai": _pekerjaan_selesai,
    "sesi_pegawai": _sesi,
}
_BERALASAN = dict.fromkeys(
    (
        "kelola:akun_nonaktifkan",
        "kelola:akun_aktifkan",
        "kelola:akun_buka_kunci",
        "kelola:akun_cabut_sesi",
        "kelola:akun_lepas_dua_langkah",
    ),
    lambda semesta: {"alasan": "Permintaan tertulis pemilik akun"},
)
ISIAN = {
    "kelola:akun_daftar": lambda semesta: {"q": "Fajar"},
    "kelola:akun_buat": lambda semesta: {"cara": "SUREL", "konfirmasi": "ya"},
    "kelola:akun_luar": lambda semesta: {"nama": "Hadianto", "nama_akun": "wali.kota"},
    "kelola:akun_slip": lambda semesta: {"konfirmasi": "ya"},
    "kelola:catatan_masuk": lambda semesta: {"q": "Fajar"},
} | _BERALASAN
RUPA_LAIN = (
    *(
        ("hr", "kelola:akun_daftar", "-", f"?keadaan={k}")
        for k in ("tanpa_akun", "nonaktif", "luar")
    ),
    ("admin", "kelola:akun_detail", "akun_luar", ""),
    ("admin", "kelola:catatan_masuk", "-", "?hari="),
    ("hr", "kelola:akun_pekerjaan", "pekerjaan_selesai", "?tab=belum-punya-surel"),
)
