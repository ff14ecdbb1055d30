"""The audit trail."""

from pghistory.models import Context

from instansi.actions import catat_buka_rekam
from instansi.actions.libur import salin_libur


def _aksi(semesta):
    """An action of Palu's HR, and a record that was opened."""
    palu = semesta.palu
    catat_buka_rekam(
        pegawai=palu.pegawai.pegawai, halaman="Data pegawai", oleh=palu.hr, sekarang=semesta.kini
    )
    salin_libur(pemda=palu.pemda, daftar=[(semesta.kini.date(), "Libur uji")], oleh=palu.hr)
    return Context.objects.get(metadata__aksi="salin_libur").pk


OBJEK = {
    "aksi_palu": _aksi,
    "jejak_pegawai": lambda semesta: ("pegawai", semesta.palu.pegawai.pegawai_id),
    "jejak_tugas": lambda semesta: ("tugasevaluasi", semesta.objek["tugas"]),
}
ISIAN = {"kelola:jejak_cari": lambda _: {"q": "Fajar"}}
TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  kelola:jejak_daftar          -                    | L  2  F  F  F  F  F  F  F  F  F  F  2  F
POST kelola:jejak_daftar          -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:jejak_cari            -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:jejak_cari            -                    | L  3  F  F  F  F  F  F  F  F  F  F  3  F
GET  kelola:jejak_aksi            aksi_palu            | L  2  F  F  F  F  F  F  F  F  F  F  2  F
POST kelola:jejak_aksi            aksi_palu            | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:jejak_benda           jejak_pegawai        | L  2  F  F  F  F  F  F  F  F  F  F  2  F
POST kelola:jejak_benda           jejak_pegawai        | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:jejak_benda           jejak_tugas          | L  4  F  F  F  F  F  F  F  F  F  F  4  F
GET  kelola:jejak_dibuka          -                    | L  2  F  F  F  F  F  F  F  F  F  F  2  F
POST kelola:jejak_dibuka          -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:jejak_diunduh         -                    | L  2  F  F  F  F  F  F  F  F  F  F  2  F
POST kelola:jejak_diunduh         -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
GET  kelola:jejak_dibuka_ekspor   -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:jejak_dibuka_ekspor   -                    | L  3  F  F  F  F  F  F  F  F  F  F  3  F
GET  kelola:jejak_ekspor          -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST kelola:jejak_ekspor          -                    | L  3  F  F  F  F  F  F  F  F  F  F  3  F
"""
RUPA_LAIN = (
    ("auditor", "kelola:jejak_daftar", "-", "?jenis=pegawai"),
    ("auditor", "kelola:jejak_dibuka", "-", "?pembaca=1&pegawai=1"),
)
