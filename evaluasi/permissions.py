"""Who may do what with evaluations.

A trainer reads the means of the own section only (queries.hanya_pengajar); nobody reads one
person's marks. What people wrote is for the organisers alone: a head may know the hand.
"""

from instansi.akses import IzinDasar
from instansi.models import Peran
from instansi.permissions import PENGAWAS_UNIT


class Izin(IzinDasar):
    TUGAS_ISI = "evaluasi.tugas_isi", "Mengisi evaluasi setelah pelatihan", Peran.PEGAWAI
    HASIL_LIHAT = (
        "evaluasi.hasil_lihat",
        "Melihat hasil evaluasi kelas, hanya sebagai rata-rata",
        *PENGAWAS_UNIT,
        Peran.PENGAJAR,
    )
    URAIAN_LIHAT = (
        "evaluasi.uraian_lihat",
        "Membaca uraian evaluasi kelas yang diselenggarakan, tanpa nama",
        Peran.HR,
        Peran.PENGELOLA_OPD,
    )
    SLIDE_LIHAT = (
        "evaluasi.slide_lihat",
        "Menampilkan kode QR evaluasi di layar kelas",
        Peran.HR,
        Peran.PENGELOLA_OPD,
        Peran.PENGAJAR,
    )
