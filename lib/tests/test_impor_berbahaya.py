"""Files that lie about what they are, or that would cost the server its memory."""

import io
import json
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from lib.impor import Batas, Kolom, baca_tabel
from lib.impor.anak import baca_berkas, jawab
from lib.impor.mentah import KolomMentah
from lib.impor.xlsx import BerkasDitolak, periksa

KOLOM = [Kolom("nip"), Kolom("nama")]
KUNCI = [(k.nama, k.kunci) for k in KOLOM]
TIDAK_WAJAR = "Salin datanya ke lembar kerja baru, simpan sebagai .xlsx, lalu unggah lagi."
TIDAK_TERBACA = f"Susunan berkas ini tidak bisa dibaca. {TIDAK_WAJAR}"


@pytest.fixture
def xlsx(tmp_path):
    """A valid workbook whose sheet XML is `lembar`; other parts by name."""

    def buat(lembar, **lain):
        jalur = tmp_path / "masuk.xlsx"
        with xlsxwriter.Workbook(jalur) as buku:
            buku.add_worksheet("Data")
        with zipfile.ZipFile(jalur) as asal:
            bagian = {nama: asal.read(nama) for nama in asal.namelist()}
        bagian["xl/worksheets/sheet1.xml"] = (
            lembar if isinstance(lembar, bytes) else lembar.encode()
        )
        with zipfile.ZipFile(jalur, "w", zipfile.ZIP_DEFLATED) as tujuan:
            for nama, isi in (bagian | lain).items():
                tujuan.writestr(nama, isi)
        return jalur

    return buat


def _lembar(*sel):
    isi = "".join(f"<row {r}><c {c}><v>1</v></c></row>" for r, c in sel)
    awal = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{awal}<sheetData>{isi}</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("isi", "galat"),
    [
        (b"", "Berkas ini kosong. Unggah berkas yang berisi data."),
        (b" \n ", "Berkas ini kosong. Unggah berkas yang berisi data."),
        (
            b"%PDF-1.7 ...",
            "Ini berkas PDF, bukan tabel. Simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        ),
        (
            b"\x89PNG\r\n",
            "Ini gambar, bukan tabel. Simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "Berkas Excel lama (.xls) atau bersandi. "
            "Buka di Excel, simpan sebagai .xlsx tanpa kata sandi, lalu unggah lagi.",
        ),
        (
            b"\n<html><table><tr><td>NIP</td></tr></table></html>",
            "Ini halaman web yang diberi nama seperti tabel. "
            "Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi.",
        ),
        (
            b"\x7fELF\x00\x01",
            "Berkas ini bukan XLSX atau CSV. Simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        ),
        (
            b"NIP;Nama\n\x81\xfe\xff",
            "Huruf di berkas ini tidak terbaca. Simpan sebagai CSV UTF-8, lalu unggah lagi.",
        ),
        (
            b'NIP;Nama\n"' + b"x" * 200_000,
            "Berkas CSV ini tidak terbaca: ada tanda kutip yang tidak ditutup. "
            "Simpan sebagai .xlsx atau .csv, lalu unggah lagi.",
        ),
        (
            b"PK\x03\x04 bukan zip",
            "Berkas Excel ini rusak atau belum selesai terunggah. "
            "Buka di Excel, simpan ulang, lalu unggah lagi.",
        ),
    ],
)
def test_isi_berkas_yang_menentukan_bukan_namanya(tmp_path, isi, galat):
    berkas = tmp_path / "pegawai.xlsx"
    berkas.write_bytes(isi)

    assert _ditolak(berkas) == galat


@pytest.mark.parametrize(
    ("bagian", "sebutan"),
    [
        ("word/document.xml", "Ini berkas Word, bukan tabel."),
        ("ppt/presentation.xml", "Ini berkas PowerPoint, bukan tabel."),
        ("xl/workbook.bin", "Ini berkas Excel biner (.xlsb)."),
        ("content.xml", "Ini berkas OpenDocument (.ods)."),
        ("foto.jpg", "Ini berkas ZIP, bukan tabel."),
    ],
)
def test_zip_lain_disebut_namanya(tmp_path, bagian, sebutan):
    berkas = tmp_path / "pegawai.xlsx"
    with zipfile.ZipFile(berkas, "w") as zip_:
        zip_.writestr(bagian, "x")

    assert _ditolak(berkas) == (
        f"{sebutan} Simpan tabelnya sebagai .xlsx atau .csv, lalu unggah lagi."
    )


def test_berkas_terlalu_besar_ditolak_sebelum_dibuka(tmp_path):
    berkas = tmp_path / "besar.xlsx"
    with berkas.open("wb") as f:
        f.truncate(60 * 1024**2)

    assert baca_tabel(berkas, KOLOM).galat_berkas == (
        "Berkas ini 60 MB, paling besar 20 MB. "
        "Pecah menjadi beberapa berkas, atau hapus gambar di dalamnya."
    )


@pytest.mark.parametrize(
    "sel",
    [
        ('r="1048576"', 'r="XFD1048576"'),
        ('r="2"', 'r="XFD2"'),
        ("r = '2'", "s='1' r\t=\n'XFD2'"),
        ('r="2"', 'r="' + " " * 600 + 'xfd2"'),
        ('r="2"', 'r="GS2"'),
        ('r="2"', 'r="IV2"'),
        ('r="100001"', ""),
        ("", 'r="A100001"'),
        ("", 's="1" r="A0000100001"'),
    ],
)
def test_sel_yang_sangat_jauh_ditolak_tanpa_dibuka(xlsx, sel):
    berkas = xlsx(_lembar(('r="1"', 'r="A1"'), sel))

    with pytest.raises(BerkasDitolak, match="Ada sel berisi yang sangat jauh"):
        periksa(berkas, Batas())


def test_sel_jauh_di_perbatasan_potongan_tetap_terlihat(xlsx):
    for sisa in range(-30, 30, 7):
        isian = "<!--" + "x" * ((1 << 20) - 200 + sisa) + "-->"
        berkas = xlsx(
            _lembar(('r="1"', 'r="A1"'))
            .replace("<sheetData>", f"{isian}<sheetData>")
            .replace("</sheetData>", '<row r="2"><c r="XFD2"/></row></sheetData>')
        )

        with pytest.raises(BerkasDitolak, match="XFD2"):
            periksa(berkas, Batas())


@pytest.mark.parametrize("sel", [('r="100000"', 'r="GR100000"'), ('r="2"', 'r="Z2"')])
def test_sel_paling_jauh_yang_masih_boleh(xlsx, sel):
    assert periksa(xlsx(_lembar(sel)), Batas()) == {"Data": {}}


def test_atribut_serupa_di_luar_sel_tidak_ditolak(xlsx):
    lembar = _lembar(('r="1"', 'r="A1"')).replace(
        "</worksheet>", '<pic descr="LOGO1"/><fill r="180000"/></worksheet>'
    )

    assert periksa(xlsx(lembar), Batas()) == {"Data": {}}


def test_sel_jauh_tidak_menghabiskan_memori_sebelum_ditolak(xlsx):
    berkas = xlsx(_lembar(('r="1"', 'r="A1"'), ('r="1048576"', 'r="XFD1048576"')))

    assert baca_tabel(berkas, KOLOM).galat_berkas == (
        "Ada sel berisi yang sangat jauh, 1048576: paling jauh baris 100000 dan kolom GR. "
        f"{TIDAK_WAJAR}"
    )


def test_pembaca_yang_kehabisan_memori_hanya_mengakhiri_prosesnya(xlsx):
    berkas = xlsx(_lembar(('r="1"', 'r="A1"'), ('r="90000"', 'r="GR90000"')))

    sempit = Batas(memori=220 * 1024**2)

    assert baca_tabel(berkas, KOLOM, batas=sempit).galat_berkas == TIDAK_TERBACA
    wajar = xlsx(_lembar(('r="1"', 'r="A1"'), ('r="900"', 'r="Z900"')))
    assert baca_tabel(wajar, KOLOM, batas=sempit).galat_berkas.startswith("Judul kolom tidak")


def test_pembaca_yang_terlalu_lama_dihentikan(xlsx):
    hasil = baca_tabel(xlsx(_lembar()), KOLOM, batas=Batas(detik=0))

    assert hasil.galat_berkas == (
        "Berkas ini tidak selesai dibaca dalam 0 detik. "
        "Pecah menjadi beberapa berkas, lalu unggah lagi."
    )


@pytest.mark.parametrize(
    "batas", [Batas(bita_terurai=1024 * 1024), Batas(rasio=50)], ids=["jumlah", "rasio"]
)
def test_bom_zip_ditolak_dari_daftar_isinya(xlsx, batas):
    berkas = xlsx(_lembar(), **{"xl/media/a.xml": b"\0" * 30_000_000})

    with pytest.raises(BerkasDitolak) as galat:
        periksa(berkas, batas)

    assert str(galat.value) == f"Isi berkas ini jauh lebih besar daripada yang wajar. {TIDAK_WAJAR}"


def test_ukuran_yang_dipalsukan_ketahuan(xlsx):
    berkas = xlsx(_lembar(), **{"xl/media/a.xml": b"\0" * 5_000_000})
    isi = berkas.read_bytes()
    berkas.write_bytes(isi.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))

    assert _ditolak(berkas).startswith("Berkas Excel ini rusak")


def test_berkas_bersandi_ditolak(xlsx):
    berkas = xlsx(_lembar())
    isi = bytearray(berkas.read_bytes())
    letak = isi.find(b"PK\x01\x02")
    while letak >= 0:
        isi[letak + 8] |= 1
        letak = isi.find(b"PK\x01\x02", letak + 1)
    berkas.write_bytes(isi)

    assert _ditolak(berkas) == ("Berkas ini bersandi. Simpan tanpa kata sandi, lalu unggah lagi.")


@pytest.mark.parametrize("isi", ["<worksheet><sheetData><row", "bukan xml"])
def test_lembar_yang_rusak_ditolak(xlsx, isi):
    assert _ditolak(xlsx(isi)) == (
        "Berkas Excel ini rusak. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
    )


def test_tabel_terlalu_panjang_atau_lebar_ditolak(tmp_path):
    panjang, lebar = tmp_path / "panjang.csv", tmp_path / "lebar.csv"
    panjang.write_text("nip;nama\n" + "1;2\n" * 50)
    lebar.write_text("nip;nama" + ";x" * 20)
    batas = Batas(baris=50, kolom=20)

    for berkas in (panjang, lebar):
        assert _ditolak(berkas, batas) == (
            "Tabel ini lebih dari 50 baris atau 20 kolom. "
            "Pecah menjadi beberapa berkas, atau hapus kolom yang tidak dipakai."
        )


@pytest.mark.parametrize("batas", [None, {"bita_hasil": 50_000}])
def test_isi_yang_membengkak_dipotong_lalu_ditolak(tmp_path, batas):
    berkas = tmp_path / "gemuk.csv"
    isi = [f"{n:02}{'x' * 9_000}" for n in range(20)]
    berkas.write_text("nip;nama\n" + "".join(f"1;{teks}\n" for teks in isi))

    *_, akhir = _jawaban(berkas, **(batas or {}))

    if batas:
        assert akhir == {
            "alasan": "Isi tabel ini terlalu besar.",
            "langkah": "Pecah menjadi beberapa berkas, lalu unggah lagi.",
        }
    else:
        assert akhir == [["nama", *(teks[:5_000] for teks in isi)], None]


def test_isi_yang_berulang_dikirim_sekali(tmp_path):
    berkas = tmp_path / "ulang.csv"
    berkas.write_text("nip;unit\n" + "".join(f"{n};Dinas\n" for n in range(5)))

    nomor, nip, unit = _jawaban(berkas)[1:]

    assert nomor == [1, 2, 3, 4, 5, 6]
    assert nip == [["nip", "0", "1", "2", "3", "4"], None]
    assert unit[0] == ["unit", "Dinas"]
    assert list(KolomMentah.urai(*unit).kode) == [0, 1, 1, 1, 1, 1]


def test_benar_dan_satu_tidak_disamakan(tmp_path):
    berkas = tmp_path / "campur.xlsx"
    with xlsxwriter.Workbook(berkas) as buku:
        buku.add_worksheet().write_column("A1", ["NIP", True, 1, True, 1, 1])

    assert _jawaban(berkas)[2] == [["NIP", True, 1, True, 1, 1], None]


def test_anak_menjawab_lembar_dan_baris_sebagai_json(xlsx):
    galat = (
        '<c r="F5" t="e"/><c r="C5" t="e"><f>NA()</f><v>#N/A</v></c><c r="B5"><v>2</v></c>'
        "<c s='1' t='e' r='D5'>"
    )
    lembar = _lembar(('r="3"', 'r="B3"')).replace(
        "</sheetData>", f'<row r="5">{galat}<v>#REF!</v></c></row></sheetData>'
    )
    gabung = '<mergeCells count="1"><mergeCell ref="B3:C4"/></mergeCells></worksheet>'

    kepala, *tabel = _jawaban(xlsx(lembar.replace("</worksheet>", gabung)))

    assert kepala == {"lembar": "Data", "gabungan": [[0, 1, 1, 2]]}
    assert _baris(*tabel) == [(3, ["", 1]), (4, []), (5, ["", 2, "#N/A", "#REF!"])]


def test_anak_memilih_lembar_dan_menulis_tanggal(tmp_path):
    berkas = tmp_path / "lembar.xlsx"
    with xlsxwriter.Workbook(berkas) as buku:
        bentuk = buku.add_format({"num_format": "dd-mm-yyyy"})
        waktu = buku.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        durasi = buku.add_format({"num_format": "[hh]:mm"})
        buku.add_worksheet("Petunjuk").write("A1", "Isi NIP di lembar berikut")
        isi = buku.add_worksheet("Isi")
        isi.write_row("A1", ["Nama", "NIP"])
        isi.write_datetime("A2", date(2026, 8, 17), bentuk)
        isi.write_datetime("A3", datetime(2026, 8, 17, 9, 30), waktu)  # noqa: DTZ001
        isi.write_number("A50", 1.5, durasi)
        buku.add_worksheet("Lain").write("A1", "NIP")

    kepala, *tabel = _jawaban(berkas)

    assert kepala["lembar"] == "Isi"
    assert [b for b in _baris(*tabel) if b[1]] == [
        (1, ["Nama", "NIP"]),
        (2, ["\0d2026-08-17"]),
        (3, ["\0w2026-08-17T09:30:00"]),
        (50, ["1 day, 12:00:00"]),
    ]
    with pytest.raises(BerkasDitolak, match="Lembar Petunjuk2 tidak ada"):
        baca_berkas(berkas, lembar="Petunjuk2", kunci=KUNCI, batas=Batas())


def test_anak_membaca_csv_dengan_baris_sep(tmp_path):
    berkas = tmp_path / "a.csv"
    berkas.write_text("sep=|\nnip|nama\n" + "\n" * 40 + "1|a\n")

    _, *tabel = _jawaban(berkas)

    assert [b for b in _baris(*tabel) if b[1]] == [(2, ["nip", "nama"]), (43, ["1", "a"])]


def test_berkas_tanpa_hubungan_lembar_tetap_diperiksa(xlsx):
    berkas = xlsx(_lembar())
    with zipfile.ZipFile(berkas) as asal:
        bagian = {n: asal.read(n) for n in asal.namelist() if not n.endswith("workbook.xml.rels")}
    with zipfile.ZipFile(berkas, "w") as tujuan:
        for nama, isi in bagian.items():
            tujuan.writestr(nama, isi)

    assert periksa(berkas, Batas()) == {}
    assert _ditolak(berkas).startswith("Berkas Excel ini rusak")


def test_anak_menjawab_penolakan_sebagai_json(tmp_path):
    berkas = tmp_path / "x.pdf"
    berkas.write_bytes(b"%PDF")

    assert [jawaban["alasan"] for jawaban in _jawaban(berkas)] == ["Ini berkas PDF, bukan tabel."]


def _ditolak(berkas, batas=None):
    """The refusal, from the child's own function (without a process)."""
    with pytest.raises(BerkasDitolak) as galat:
        baca_berkas(berkas, lembar=None, kunci=KUNCI, batas=batas or Batas())
    return str(galat.value)


def _jawaban(berkas, **batas):
    keluar = io.StringIO()
    jawab({"berkas": str(berkas), "lembar": None, "kunci": KUNCI, "batas": batas}, keluar)
    return [json.loads(baris) for baris in keluar.getvalue().splitlines()]


def _baris(nomor, *kolom):
    """The answer row by row: number and cells, without the empty ones at the end."""
    sel = [KolomMentah.urai(*satu).sel for satu in kolom]
    hasil = []
    for satu, *isi in zip(nomor, *sel, strict=True):
        while isi and isi[-1] == "":
            isi.pop()
        hasil.append((satu, isi))
    return hasil
