"""What each POST of the matrix sends: input that would succeed for someone with the right."""

from typing import Any

from tests.akses.semesta import Semesta
from tests.akses.tabel import gabung

JSON = {"evaluasi:tugas_simpan", "evaluasi:tautan_simpan"}


def isian(semesta: Semesta, baris: Any) -> dict[str, Any]:
    """The form of a row; ``unit=dikbud`` in the table names an object inside the form."""
    tetap: dict[str, dict[str, Any]] = {
        "beranda:pegawai_daftar": {"q": "Fajar"},
        "pelatihan:kelas_batalkan": {"alasan": "Pengajar berhalangan", "konfirmasi": "ya"},
        "pelatihan:kelas_terbitkan": {"konfirmasi": "ya"},
        "pelatihan:peserta_daftarkan": {"pegawai": [semesta.objek["pegawai_baru"]]},
        "pelatihan:peserta_batalkan": {"alasan": "Sakit", "konfirmasi": "ya"},
        "pelatihan:kehadiran_tandai": {f"h{semesta.objek['hadir']}": "HADIR"},
        "evaluasi:tugas_simpan": {"isi": []},
        "evaluasi:tautan_simpan": {"isi": []},
        "laporan:laporan_buat": {"jenis": "KEMAJUAN", "tahun": semesta.kini.year},
    }
    khusus = gabung("ISIAN").get(baris.nama)
    isi = dict(khusus(semesta) if khusus else tetap.get(baris.nama, {}))
    if "=" in baris.objek and not baris.objek.startswith("?"):
        kunci, _, nama = baris.objek.partition("=")
        isi[kunci] = semesta.objek[nama]
    return isi
