from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from instansi.models import RiwayatPenempatan
from instansi.tests.factories import Dunia
from lib.impor import LaporanImpor
from lib.impor.tulis import tulis_xlsx
from pembinaan.actions import PEMUAT_RIWAYAT
from pembinaan.models import CatatanJP
from pembinaan.rules.impor import KOLOM_RIWAYAT

HARI_INI = date(2026, 11, 21)
SEKARANG = datetime(2026, 11, 21, 2, tzinfo=UTC)
KOLOM = [k.nama for k in KOLOM_RIWAYAT]


def tulis(folder: Path, dunia: Dunia, *baris: dict[str, Any]) -> Path:
    """History in the SIASN layout; each row is the default with what it names changed."""
    bawaan = {
        "id": "a-1",
        "institusiPenyelenggara": "Balai Pelatihan",
        "jenisDiklatId": 9,
        "jumlahJam": 6,
        "namaKursus": "Seminar Layanan",
        "nomorSertipikat": "12/SERT",
        "pnsOrangId": dunia.palu.pegawai.pegawai.nip,
        "tahunKursus": 2026,
        "tanggalKursus": "10-03-2026",
        "tanggalSelesaiKursus": "11-03-2026",
    }
    berkas = folder / "riwayat.xlsx"
    tulis_xlsx(berkas, "", KOLOM, ([(bawaan | b).get(k) for k in KOLOM] for b in baris))
    return berkas


def impor(dunia: Dunia, berkas: Path, *, terapkan: bool = True) -> LaporanImpor:
    return PEMUAT_RIWAYAT.muat(
        pemda=dunia.palu.pemda,
        berkas=berkas,
        terapkan=terapkan,
        hari_ini=HARI_INI,
        oleh=dunia.palu.hr,
        sekarang=SEKARANG,
    )


def test_kolom_persis_siasn():
    assert KOLOM == [
        "id",
        "instansiId",
        "institusiPenyelenggara",
        "jenisDiklatId",
        "jenisKursus",
        "jenisKursusSertipikat",
        "jumlahJam",
        "lokasiId",
        "namaKursus",
        "nomorSertipikat",
        "pnsOrangId",
        "tahunKursus",
        "tanggalKursus",
        "tanggalSelesaiKursus",
        "path",
        "id_rumpun_jabatan",
    ]


def test_masuk_buku_besar_sebagai_luar(dunia, tmp_path):
    laporan = impor(dunia, tulis(tmp_path, dunia, {}))
    assert (laporan.baru, laporan.ditolak, laporan.ditulis) == (1, 0, 1)
    c = CatatanJP.objects.get()
    assert (c.pegawai, c.sumber, c.jp, c.tahun) == (dunia.palu.pegawai.pegawai, "LUAR", 6, 2026)
    assert (c.tanggal, c.keterangan) == (date(2026, 3, 11), "Seminar Layanan, Balai Pelatihan")
    assert c.hitungan["penjelasan"] == (
        "Seminar: 6 JP menurut riwayat SIASN, sertifikat nomor 12/SERT."
    )


def test_dua_kali_tidak_menulis_dan_urutan_bebas(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, dunia, {}, {"id": "a-2"}))
    laporan = impor(dunia, tulis(tmp_path, dunia, {"id": "a-2"}, {}))
    assert (laporan.baru, laporan.berubah, laporan.tetap, laporan.ditulis) == (0, 0, 2, 0)
    assert CatatanJP.objects.count() == 2


def test_tanpa_id_dikenali_dari_isinya(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, dunia, {"id": None}))
    assert impor(dunia, tulis(tmp_path, dunia, {"id": None, "lokasiId": "X"})).tetap == 1


def test_jam_yang_berubah_dibalik(dunia, tmp_path):
    impor(dunia, tulis(tmp_path, dunia, {}))
    laporan = impor(dunia, tulis(tmp_path, dunia, {"jumlahJam": 8}))
    assert (laporan.baru, laporan.berubah) == (0, 1)
    assert sorted(CatatanJP.objects.values_list("jp", flat=True)) == [-6, 6, 8]


def test_uji_coba_tidak_menulis(dunia, tmp_path):
    laporan = impor(dunia, tulis(tmp_path, dunia, {}), terapkan=False)
    assert (laporan.baru, laporan.ditulis, CatatanJP.objects.count()) == (1, 0, 0)


def test_tahun_dari_tanggal_selesai(dunia, tmp_path):
    ubah = {"tanggalKursus": "30-12-2025", "tanggalSelesaiKursus": "02-01-2026"}
    laporan = impor(dunia, tulis(tmp_path, dunia, ubah | {"tahunKursus": 2025}))
    (catatan,) = laporan.peringatan
    assert catatan.alasan == "Berbeda dari tahun selesainya, 2026."
    assert CatatanJP.objects.get().tahun == 2026


def test_unit_pada_hari_selesai(dunia, tmp_path):
    fajar = dunia.palu.pegawai.pegawai
    for unit, mulai, selesai in (
        (dunia.palu.puskesmas, date(2020, 1, 1), date(2026, 5, 31)),
        (dunia.palu.sekolah, date(2026, 6, 1), None),
    ):
        RiwayatPenempatan.objects.create(
            pegawai=fajar, unit=unit, jabatan=fajar.jabatan, mulai=mulai, selesai=selesai
        )
    impor(dunia, tulis(tmp_path, dunia, {}))
    assert CatatanJP.objects.get().unit == dunia.palu.puskesmas


@pytest.mark.parametrize(
    ("ubah", "kolom", "alasan"),
    [
        ({"jumlahJam": "7,5"}, "jumlahJam", "Isinya bukan bilangan bulat."),
        ({"jumlahJam": 0}, "jumlahJam", "Jumlah jam di luar kewajaran."),
        ({"jenisDiklatId": 99}, "jenisDiklatId", "Jenis diklat tidak dikenal."),
        (
            {"pnsOrangId": 199103122019021004},
            "pnsOrangId",
            "NIP tersimpan sebagai bilangan, sehingga tiga angka terakhirnya sudah hilang dari "
            "berkas.",
        ),
        ({"pnsOrangId": "199103122019021004"}, "pnsOrangId", "Tidak ada di data pegawai."),
        ({"tanggalSelesaiKursus": None}, "tanggalSelesaiKursus", "Wajib diisi."),
        (
            {"tanggalSelesaiKursus": "22-11-2026"},
            "tanggalSelesaiKursus",
            "Pelatihan ini belum selesai.",
        ),
        (
            {"tanggalKursus": "12-03-2026"},
            "tanggalSelesaiKursus",
            "Selesai sebelum mulai (12-03-2026).",
        ),
        ({"namaKursus": " "}, "namaKursus", "Wajib diisi."),
    ],
)
def test_baris_rusak_ditolak(dunia, tmp_path, ubah, kolom, alasan):
    laporan = impor(dunia, tulis(tmp_path, dunia, {"id": "lain"}, ubah))
    (galat,) = laporan.galat
    assert (galat.baris, galat.kolom, galat.alasan) == (3, kolom, alasan)
    assert galat.langkah
    assert CatatanJP.objects.count() == 1


def test_baris_ganda_ditolak(dunia, tmp_path):
    (galat,) = impor(dunia, tulis(tmp_path, dunia, {}, {})).galat
    assert (galat.baris, galat.alasan) == (3, "Sama dengan baris 2.")


def test_pegawai_kota_lain_tidak_dikenal(dunia, tmp_path):
    nip = dunia.salatiga.pegawai.pegawai.nip
    (galat,) = impor(dunia, tulis(tmp_path, dunia, {"pnsOrangId": nip})).galat
    assert galat.alasan == "Tidak ada di data pegawai."


def test_perintah(dunia, tmp_path, capsys):
    berkas = str(tulis(tmp_path, dunia, {}))
    call_command("impor", "riwayat", berkas, "--kota", "palu", "--terapkan")
    assert "Baru 1, berubah 0, tidak berubah 0, ditolak 0." in capsys.readouterr().out
