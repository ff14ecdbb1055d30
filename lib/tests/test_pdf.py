import io
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pypdf import PdfReader

from lib.bagan import Deret, Titik, batang_datar, grafik_svg
from lib.pdf import AlamatDitolak, PengambilStatis, _sumber, html_ke_pdf
from lib.statis import lokasi


def _huruf(pdf):
    return {
        huruf.get_object()["/BaseFont"].partition("+")[2]
        for halaman in PdfReader(io.BytesIO(pdf)).pages
        for huruf in halaman["/Resources"]["/Font"].values()
    }


def test_teks_dan_ukuran_halaman_terbaca_kembali():
    pdf = html_ke_pdf(
        '<html lang="id"><body data-judul="Kemajuan" data-kaki="Palu"><h2>Jam pelajaran</h2>'
        "<p>Nilai 3,8 dari 5.</p></body></html>"
    )

    (halaman,) = PdfReader(io.BytesIO(pdf)).pages
    assert "Jam pelajaran" in halaman.extract_text()
    assert "Nilai 3,8 dari 5." in halaman.extract_text()
    assert [round(float(x)) for x in halaman.mediabox[2:]] == [595, 842]


def test_hanya_bobot_huruf_tetap_yang_dipakai():
    isi = "".join(f'<p style="font-weight:{b}">Bobot {b}</p>' for b in (400, 500, 600, 700, 800))

    assert _huruf(html_ke_pdf(isi)) == {
        "Plus-Jakarta-Sans",
        "Plus-Jakarta-Sans-Medium",
        "Plus-Jakarta-Sans-Semi-Bold",
        "Plus-Jakarta-Sans-Bold",
        "Plus-Jakarta-Sans-Ultra-Bold",
    }


def test_bagan_cetak_berwarna_dan_berhuruf_sama():
    bagan = batang_datar(["Sekretariat"], [Deret("x", [Titik(81)])], satuan="%", maksimum=100)

    pdf = html_ke_pdf(f"<figure>{grafik_svg(bagan, judul='x', untuk='cetak')}</figure>")

    halaman = PdfReader(io.BytesIO(pdf)).pages[0]
    assert "81%" in halaman.extract_text()
    assert b"0.054902 0.439216 0.466667" in halaman.get_contents().get_data()
    assert all(nama.startswith("Plus-Jakarta-Sans") for nama in _huruf(pdf))


def test_huruf_dan_gaya_dibaca_sekali_per_proses():
    css = ("css/huruf-cetak.css",)

    assert _sumber(css) is _sumber(css)


def test_kemajuan_dilaporkan_dan_pekerjaan_bisa_dihentikan():
    langkah = []
    html_ke_pdf("<p>a</p>", lanjut=langkah.append)

    class Dibatalkan(Exception): ...

    def henti(persen):
        raise Dibatalkan

    assert langkah == [5, 80, 100]
    with pytest.raises(Dibatalkan):
        html_ke_pdf("<p>a</p>", lanjut=henti)


@pytest.mark.parametrize(
    "alamat",
    [
        "http://127.0.0.1:9/a.png",
        "https://contoh.example/a.png",
        "ftp://contoh.example/a",
        "file:///etc/passwd",
        "file:///work/../etc/passwd",
    ],
)
def test_alamat_di_luar_berkas_statis_ditolak(alamat):
    with pytest.raises(AlamatDitolak):
        PengambilStatis().fetch(alamat)


def test_jalan_keluar_dari_folder_statis_ditolak(settings):
    alamat = lokasi("css/token.css").parent.as_uri() + "/%2e%2e/%2e%2e/config/settings.py"

    with pytest.raises(AlamatDitolak):
        PengambilStatis().fetch(alamat)


def test_berkas_statis_dan_data_boleh():
    assert PengambilStatis().fetch(lokasi("css/token.css").as_uri() + "?v=1").read()
    assert PengambilStatis().fetch("data:text/plain,isi").read() == b"isi"


def test_dokumen_tidak_menyentuh_jaringan(caplog):
    permintaan = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            permintaan.append(self.path)
            self.send_error(404)

    with (
        HTTPServer(("127.0.0.1", 0), Server) as server,
        caplog.at_level(logging.ERROR, "weasyprint"),
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        alamat = f"http://127.0.0.1:{server.server_port}"
        pdf = html_ke_pdf(
            f'<link rel="stylesheet" href="{alamat}/a.css"><img src="{alamat}/b.png" alt="b">'
            f'<p style="background:url({alamat}/c.png)">Isi</p>'
        )
        server.shutdown()

    assert permintaan == []
    assert "Isi" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "PDF tidak mengambil apa pun dari jaringan." in caplog.text


def test_gambar_statis_dengan_alamat_pendek(caplog):
    with caplog.at_level(logging.ERROR, "weasyprint"):
        html_ke_pdf('<p class="pita"></p><img src="gambar/motif.svg" alt="">')

    assert caplog.text == ""
