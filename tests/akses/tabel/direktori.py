"""People: list, record, editing."""

TABEL = """
#                                                        an ad hr op o2 ke k2 wa at pe p2 pj au hl
GET  beranda:pegawai_daftar       -                    | L  2  2  2  2  2  2  2  F  F  F  F  2  2
GET  beranda:pegawai_daftar       ?unit=dikbud         | L  2  2  2  2  2  2  2  F  F  F  F  2  2
POST beranda:pegawai_daftar       -                    | L  3  3  3  3  3  3  3  F  F  F  F  3  3
GET  beranda:pegawai_ekspor       -                    | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
POST beranda:pegawai_ekspor       -                    | L  3  3  3  3  F  F  F  F  F  F  F  3  3
POST beranda:pegawai_ekspor       ?unit=dikbud         | L  3  3  3  4  F  F  F  F  F  F  F  3  4
POST beranda:pegawai_ekspor       isi=ringkas          | L  3  3  3  3  3  3  3  F  F  F  F  3  3
GET  beranda:pegawai_detail       pegawai              | L  2  2  2  4  2  4  2  2  2  4  F  2  4
POST beranda:pegawai_detail       pegawai              | 5  5  5  5  5  5  5  5  5  5  5  5  5  5
"""
OBJEK = {"ringkas": lambda semesta: "ringkas"}
ISIAN = {"beranda:pegawai_ekspor": lambda semesta: {"isi": "lengkap"}}
