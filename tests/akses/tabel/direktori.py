"""People: list, record, editing.

pegawai is Fajar of Dinas Pendidikan, indra Indra of the other agency, plt an acting post of Fajar,
ditempatkan Fajar with a placement that runs, tampilan a kept list of HR. ``massal`` pages without
anyone ticked lead back to the list.
"""

from datetime import date, timedelta
from typing import Any

from instansi.models import Jabatan, PelaksanaTugas, RiwayatPenempatan, TampilanTersimpan
from lib.nip import tampilkan_nip

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  beranda:pegawai_daftar       -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
GET  beranda:pegawai_daftar       ?unit=dikbud         | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST beranda:pegawai_daftar       -                    | L  3  3  3  3  3  3  3  F  F  F  F  3  3
GET  beranda:pegawai_ekspor       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST beranda:pegawai_ekspor       -                    | L  3  3  3  3  F  F  F  F  F  F  F  3  3
POST beranda:pegawai_ekspor       ?unit=dikbud         | L  3  3  3  4  F  F  F  F  F  F  F  3  4
POST beranda:pegawai_ekspor       isi=ringkas          | L  3  3  3  3  3  3  3  F  F  F  F  3  3
GET  beranda:pegawai_massal       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST beranda:pegawai_massal       pegawai=pegawai      | L  3  3  3  3  F  F  F  F  F  F  F  F  3
GET  beranda:massal_kelas         -                    | L  F  3  3  3  F  F  F  F  F  F  F  F  3
POST beranda:massal_kelas         -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  beranda:tampilan_simpan      -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST beranda:tampilan_simpan      -                    | L  3  3  3  3  3  3  3  F  F  F  F  3  3
GET  beranda:tampilan_hapus       tampilan             | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST beranda:tampilan_hapus       tampilan             | L  4  3  4  4  4  4  4  F  F  F  F  4  4
GET  beranda:pegawai_detail       pegawai              | L  2  2  2  4  2  4  2  2  2  4  F  2  4
GET  beranda:pegawai_detail       indra                | L  2  2  4  2  4  2  2  4  4  2  F  2  4
POST beranda:pegawai_detail       pegawai              | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  instansi:pegawai_baru        -                    | L  2  2  2  2  F  F  F  F  F  F  F  F  2
POST instansi:pegawai_baru        unit=dikbud          | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:pegawai_ubah        pegawai              | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:pegawai_ubah        pegawai              | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:pegawai_cari        -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST instansi:pegawai_cari        -                    | L  2  2  2  2  F  F  F  F  F  F  F  F  2
GET  instansi:telepon_saya        -                    | L  2  2  2  2  2  2  F  2  2  2  F  F  2
POST instansi:telepon_saya        -                    | L  3  3  3  3  3  3  F  3  3  3  F  F  3
GET  instansi:pegawai_pindah      pegawai              | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:pegawai_pindah      pegawai              | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:pegawai_atasan      pegawai              | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:pegawai_atasan      pegawai              | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:massal_atasan       -                    | L  3  3  3  3  F  F  F  F  F  F  F  F  3
POST instansi:massal_atasan       -                    | L  3  3  3  3  F  F  F  F  F  F  F  F  3
GET  instansi:atasan_masalah      -                    | L  2  2  2  2  F  F  F  F  F  F  F  F  2
POST instansi:atasan_masalah      pegawai=gita         | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:pegawai_status      pegawai              | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:pegawai_status      pegawai              | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:massal_status       -                    | L  3  3  3  3  F  F  F  F  F  F  F  F  3
POST instansi:massal_status       -                    | L  3  3  3  3  F  F  F  F  F  F  F  F  3
GET  instansi:penempatan_mulai    ditempatkan            | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:penempatan_mulai    ditempatkan            | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:pelaksana_baru      pegawai              | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:pelaksana_baru      pegawai              | L  3  3  3  4  F  F  F  F  F  F  F  F  4
GET  instansi:pelaksana_akhiri    plt                  | L  2  2  2  4  F  F  F  F  F  F  F  F  4
POST instansi:pelaksana_akhiri    plt                  | L  3  3  3  4  F  F  F  F  F  F  F  F  4
"""


def _hari(semesta: Any, geser: int = 0) -> date:
    return (semesta.kini + timedelta(days=geser)).date()


def _plt(semesta: Any) -> int:
    fajar = semesta.palu.pegawai.pegawai
    return PelaksanaTugas.objects.create(
        pegawai=fajar,
        unit=semesta.palu.sekolah,
        jabatan=fajar.jabatan,
        jenis="PLT",
        mulai=_hari(semesta, -10),
        selesai=_hari(semesta, 30),
    ).pk


def _tampilan(semesta: Any) -> int:
    return TampilanTersimpan.objects.create(
        pengguna=semesta.palu.hr, halaman="pegawai", nama="Guru", saringan="rumpun=GURU"
    ).pk


def _jabatan(semesta: Any) -> int:
    return Jabatan.objects.get(pemda=semesta.palu.pemda, nama="Pengelola Data").pk


def _identitas(semesta: Any) -> dict[str, Any]:
    fajar = semesta.palu.pegawai.pegawai
    return {
        "nip": tampilkan_nip(fajar.nip),
        "nama": "Fajar Baru",
        "jenis_kelamin": "L",
        "tanggal_lahir": "1985-03-07",
        "surel": fajar.surel,
    }


def _tempat(semesta: Any) -> dict[str, Any]:
    tempat = {"jabatan": _jabatan(semesta), "mulai": _hari(semesta, -1).isoformat()}
    return tempat | {"unit": semesta.palu.dikbud.pk}


def _atasan(semesta: Any) -> dict[str, Any]:
    return {"orang": semesta.palu.kepala.pegawai_id, "setuju": "ya"}


def _ditempatkan(semesta: Any) -> int:
    """Fajar, with a placement that runs."""
    fajar = semesta.palu.pegawai.pegawai
    RiwayatPenempatan.objects.create(
        pegawai=fajar, unit=fajar.unit, jabatan=fajar.jabatan, mulai=_hari(semesta, -9)
    )
    return fajar.pk


OBJEK = {
    "ringkas": lambda s: "ringkas",
    "indra": lambda s: s.palu.pegawai_dinkes.pegawai_id,
    "gita": lambda s: s.palu.atasan.pegawai_id,
    "plt": _plt,
    "ditempatkan": _ditempatkan,
    "tampilan": _tampilan,
}
ISIAN = {
    "beranda:pegawai_ekspor": lambda s: {"isi": "lengkap"},
    "beranda:pegawai_massal": lambda s: {"tindakan": "atasan"},
    "beranda:tampilan_simpan": lambda s: {"nama": "Punya saya"},
    "instansi:pegawai_baru": lambda s: (
        (_identitas(s) | _tempat(s) | {"nip": "199001012015011001", "tanggal_lahir": "1990-01-01"})
        | {"surel": ""}
    ),
    "instansi:pegawai_ubah": _identitas,
    "instansi:pegawai_cari": lambda s: {"cari": "Gita"},
    "instansi:telepon_saya": lambda s: {"telepon": "081234567890"},
    "instansi:pegawai_pindah": lambda s: _tempat(s) | _atasan(s),
    "instansi:pegawai_atasan": _atasan,
    "instansi:penempatan_mulai": lambda s: {"mulai": _hari(s, -1).isoformat()},
    "instansi:pegawai_status": lambda s: {
        "status": "PENSIUN",
        "sejak": _hari(s).isoformat(),
        "alasan": "Atas permintaan sendiri",
        "setuju": "ya",
    },
    "instansi:pelaksana_baru": lambda s: (
        _tempat(s) | {"jenis": "PLH", "selesai": _hari(s, 20).isoformat(), "alasan": "Cuti besar"}
    ),
    "instansi:pelaksana_akhiri": lambda s: {"konfirmasi": "ya"},
    "beranda:tampilan_hapus": lambda s: {"konfirmasi": "ya"},
}
RUPA_LAIN = [
    ("hr", "beranda:pegawai_detail", "pegawai", "?tab=penempatan"),
    ("hr", "beranda:pegawai_detail", "pegawai", "?tab=pengembangan"),
    ("hr", "beranda:pegawai_detail", "pegawai", "?tab=riwayat"),
    ("hr", "beranda:pegawai_daftar", "-", "?kolom=nip&kolom=golongan&kolom=status&urut=-jp"),
]
