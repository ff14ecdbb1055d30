"""Roles and delegation."""

from datetime import timedelta

from django.utils import timezone

from instansi.models import Penugasan

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  kelola:peran_daftar          -                    | L  2  2  F  F  F  F  F  F  F  F  F  2  2
GET  kelola:peran_daftar          ?unit=dikbud         | L  2  2  F  F  F  F  F  F  F  F  F  2  2
POST kelola:peran_daftar          -                    | L  3  3  F  F  F  F  F  F  F  F  F  3  3
GET  kelola:peran_orang           akun_pegawai         | L  2  2  F  F  F  F  F  F  F  F  F  2  4
POST kelola:peran_orang           akun_pegawai         | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:peran_unit            dikbud               | L  2  2  F  F  F  F  F  F  F  F  F  2  4
POST kelola:peran_unit            dikbud               | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:peran_beri            -                    | L  2  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:peran_beri            ?akun=akun_pegawai   | L  2  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:peran_beri            ?akun=akun_lain      | L  4  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_beri            -                    | L  3  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_beri            ?akun=akun_pegawai   | L  3  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_beri            ?akun=akun_lain      | L  4  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:peran_ubah            peran_pengelola      | L  2  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_ubah            peran_pengelola      | L  3  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:peran_ubah            peran_lain           | L  4  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_ubah            peran_lain           | L  4  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:peran_akhiri          peran_pengelola      | L  2  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_akhiri          peran_pengelola      | L  3  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:peran_akhiri          peran_lain           | L  4  F  F  F  F  F  F  F  F  F  F  F  F
POST kelola:peran_akhiri          peran_lain           | L  4  F  F  F  F  F  F  F  F  F  F  F  F
GET  kelola:hak                   -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST kelola:hak                   -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:delegasi_daftar       -                    | L  2  2  2  2  2  2  2  2  2  2  F  F  2
POST kelola:delegasi_daftar       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:delegasi_baru         -                    | L  2  2  2  2  2  2  2  F  F  F  F  F  2
GET  kelola:delegasi_baru         ?rekan=akun_pegawai  | L  2  2  2  4  2  4  2  F  F  F  F  F  4
POST kelola:delegasi_baru         -                    | L  3  3  3  3  3  3  3  F  F  F  F  F  3
POST kelola:delegasi_baru         ?rekan=akun_pegawai  | L  3  3  3  4  3  4  3  F  F  F  F  F  4
GET  kelola:delegasi_akhiri       delegasi             | L  4  4  4  4  2  4  4  2  4  4  F  F  4
POST kelola:delegasi_akhiri       delegasi             | L  4  4  4  4  3  4  4  3  4  4  F  F  4
"""


def _delegasi(semesta):
    """Diana hands her role to Gita from the day after tomorrow: nobody's rights change today."""
    lusa = timezone.localdate() + timedelta(days=2)
    asal = semesta.palu.kepala.penugasan.get()
    titip = Penugasan.objects.create(
        pengguna=semesta.palu.atasan,
        peran=asal.peran,
        instansi=asal.instansi,
        mulai=lusa,
        selesai=lusa,
        delegasi_dari=asal,
        alasan="Cuti",
    )
    return titip.pk


OBJEK = {
    "akun_pegawai": lambda s: s.palu.pegawai.pk,
    "akun_lain": lambda s: s.orang["hr_lain"].pk,
    "peran_pengelola": lambda s: s.palu.pengelola.penugasan.get().pk,
    "peran_lain": lambda s: s.orang["hr_lain"].penugasan.get().pk,
    "delegasi": _delegasi,
}


def _hari(geser: int) -> str:
    return f"{timezone.localdate() + timedelta(days=geser)}"


ISIAN = {
    "kelola:peran_beri": lambda s: {
        "peran": "MENTOR",
        "instansi": s.palu.dikbud.pk,
        "mulai": _hari(0),
        "alasan": "SK 800/1",
        "konfirmasi": "ya",
    },
    "kelola:peran_ubah": lambda s: {
        "selesai": _hari(30),
        "alasan": "SK 800/2",
        "konfirmasi": "ya",
    },
    "kelola:peran_akhiri": lambda s: {"alasan": "SK 800/3"},
    "kelola:delegasi_baru": lambda s: {
        "instansi": s.palu.dikbud.pk,
        "mulai": _hari(0),
        "selesai": _hari(1),
        "alasan": "Cuti",
        "konfirmasi": "ya",
    },
    "kelola:delegasi_akhiri": lambda s: {"alasan": "Batal cuti"},
}
RUPA_LAIN = (
    ("admin", "kelola:peran_daftar", "-", "?keadaan=SEMUA&urut=-selesai"),
    ("admin", "kelola:peran_orang", "akun_pegawai", ""),
    ("hr", "kelola:peran_daftar", "-", "?peran=MENTOR"),
)
