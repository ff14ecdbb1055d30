import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.bagan import Bagan, Bentuk, Deret, Titik, batang, batang_datar, garis, grafik_svg

UNIT = ["Ketenagaan", "Pembinaan SD", "Sekretariat"]
JUDUL = "Sekretariat tertinggi & <PAUD> terendah"


def _unit(**pilihan):
    titik = [
        Titik(50, "14 dari 28 orang", "/pegawai/?unit=1"),
        Titik(3, "1 dari 30 orang"),
        Titik(None),
    ]
    return batang_datar(UNIT, [Deret("Dinas", titik)], satuan="%", maksimum=100, **pilihan)


def _tren(*nilai, banding=None):
    deret = [Deret("Dinas", [Titik(n) for n in nilai])]
    if banding:
        deret.append(Deret("Pembanding", [Titik(n) for n in banding]))
    return garis([f"TW{i + 1}" for i in range(len(nilai))], deret)


def _svg(markup):
    akar = [ET.fromstring(teks) for teks in re.findall(r"<svg.*?</svg>", markup, re.DOTALL)]
    for svg in akar:
        for unsur in svg.iter():
            unsur.tag = unsur.tag.rpartition("}")[2]
    return akar


def _teks(svg, kelas="nilai"):
    return [u.text for u in svg.iter("text") if kelas in u.get("class", "").split()]


@pytest.mark.parametrize("bagan", [_unit(), _tren(1, 2), batang(["a"], [Deret("x", [Titik(1)])])])
def test_svg_layar_tanpa_gaya_skrip_komentar_dan_tanggal(bagan):
    markup = grafik_svg(bagan, judul=JUDUL)

    assert not re.search(r"style|<script|<defs|<desc|<!--|tooltip|reactive|20\d\d-\d\d", markup)
    assert {u.get("id") for svg in _svg(markup) for u in svg.iter() if u.get("id")} == {
        svg.get("aria-labelledby") for svg in _svg(markup)
    }


def test_dua_lebar_di_layar_satu_di_cetak():
    lebar, sempit = _svg(grafik_svg(_unit(), judul=JUDUL))
    (cetak,) = _svg(grafik_svg(_unit(), judul=JUDUL, untuk="cetak"))

    assert [s.get("viewBox").split()[2] for s in (lebar, sempit, cetak)] == ["620", "340", "640"]
    assert lebar.get("aria-labelledby") != sempit.get("aria-labelledby")
    assert cetak[0].tag == "style"
    assert "#0e7077" in cetak[0].text


def test_nama_peran_dan_judul_setiap_batang():
    svg = _svg(grafik_svg(_unit(), judul=JUDUL))[0]

    assert (svg[0].tag, svg[0].text, svg.get("role")) == ("title", JUDUL, "group")
    assert [j.text for j in svg.iter("title")][1:] == [
        "Pembinaan SD: 1 dari 30 orang",
        "Ketenagaan: 14 dari 28 orang",
    ]
    (tautan,) = svg.iter("a")
    assert tautan.attrib == {"href": "/pegawai/?unit=1"}
    assert _svg(grafik_svg(_tren(1, 2), judul="x"))[0].get("role") == "img"


def test_nilai_di_dalam_batang_panjang_dan_di_luar_batang_pendek():
    svg = _svg(grafik_svg(_unit(), judul=JUDUL))[0]

    assert (_teks(svg), _teks(svg, "dalam")) == (["3%", "50%"], ["50%"])
    assert _svg(grafik_svg(_unit(), judul=JUDUL))[0].find(".//text[@class='major']").text == "0%"


def test_sumbu_memakai_angka_indonesia():
    svg = _svg(grafik_svg(batang(["a", "b"], [Deret("x", [Titik(1450), Titik(2)])]), judul="x"))[0]

    assert "1.500" in [u.text for u in svg.iter("text")]
    assert _teks(svg) == ["1.450", "2"]


def test_garis_hanya_berlabel_di_ujung_dan_putus_di_data_kosong():
    svg = _svg(grafik_svg(_tren(77.1, 78, None, 80, 82.39), judul="x"))[0]

    assert _teks(svg) == ["77,1", "82,39"]
    assert len([p for p in svg.iter("path") if p.get("class") == "line nofill"]) == 2


def test_garis_satu_titik_berlabel_sekali():
    assert _teks(_svg(grafik_svg(_tren(None, 80, None), judul="x"))[0]) == ["80"]


def test_label_garis_terendah_di_bawah():
    svg = _svg(grafik_svg(_tren(77.1, 82.4, banding=(78.4, 80.3)), judul="x"))[0]
    titik = [float(c.get("cy")) for c in svg.iter("circle")]
    label = {u.text: float(u.get("y")) for u in svg.iter("text") if u.get("class") == "nilai"}

    assert label["77,1"] > titik[0]
    assert label["82,4"] < titik[1]
    assert label["78,4"] < titik[2]
    assert label["80,3"] > titik[3]


def test_label_awal_di_dekat_sumbu_tidak_ditulis():
    """Two lines that start near zero: their values would run into the lines and the months."""
    svg = _svg(grafik_svg(_tren(2, 300, 500, banding=(1, 200, 400)), judul="x"))[0]

    assert _teks(svg) == ["500", "400"]


def test_label_akhir_di_bawah_tidak_menimpa_garisnya():
    svg = _svg(grafik_svg(_tren(*range(9, 90, 7), banding=range(0, 84, 7)), judul="x"))[1]
    titik = [(float(c.get("cx")), float(c.get("cy"))) for c in svg.iter("circle")][12:]
    (label,) = [u for u in svg.iter("text") if u.get("class") == "nilai" and u.text == "77"]
    kiri, atas = float(label.get("x")) - 16, float(label.get("y")) - 13

    assert all(y < atas for x, y in titik if x >= kiri)


@pytest.mark.parametrize("target", [0, 37.5, 100])
def test_target_berada_di_skalanya(target):
    def letak_x(bagan):
        svg = _svg(grafik_svg(bagan, judul="x"))[0]
        target = next(p for p in svg.iter("path") if p.get("class") == "target")
        guides = [
            float(re.match(r"M([\d.]+)", p.get("d"))[1])
            for g in svg.iter("g")
            if g.get("class", "").startswith("axis x")
            for p in g.iter("path")
        ]
        return float(re.match(r"M([\d.]+)", target.get("d"))[1]), min(guides), max(guides)

    x, nol, seratus = letak_x(_unit(target=target))

    assert x == pytest.approx(nol + (seratus - nol) * target / 100, abs=0.02)


def test_target_tegak_di_batang_berdiri():
    bagan = batang(["a"], [Deret("x", [Titik(4)])], target=4)
    svg = _svg(grafik_svg(bagan, judul="x"))[0]

    (batang_,) = [r for r in svg.iter("rect") if r.get("class") == "rect"]
    garis_ = next(p for p in svg.iter("path") if p.get("class") == "target")
    assert float(re.match(r"M0 ([\d.]+)H", garis_.get("d"))[1]) == pytest.approx(
        float(batang_.get("y")), abs=0.02
    )


def test_tanpa_data_berkata_belum_ada_data():
    kosong = batang(["a"], [Deret("x", [Titik(None)])])

    assert grafik_svg(kosong, judul="x") == "<p>Belum ada data.</p>"


def test_label_panjang_dipotong_dan_label_rapat_dijarangkan():
    panjang = "Sekretariat Dinas Pendidikan dan Kebudayaan"
    datar = grafik_svg(batang_datar([panjang], [Deret("x", [Titik(1)])]), judul="x")
    rapat = _svg(grafik_svg(_tren(*range(1, 13)), judul="x"))

    assert [svg.find(".//g[@class='axis y']//text").text for svg in _svg(datar)] == [
        "Sekretariat Dinas Pendidi…",
        "Sekretariat…",
    ]
    assert f"<title>{panjang}: 1</title>" in datar
    assert [
        len([u for u in svg.iter("text") if (u.text or "").startswith("TW")]) for svg in rapat
    ] == [6, 4]


@pytest.mark.parametrize("deret", [[], [Deret("x", [Titik(1)])] * 5, [Deret("x", [])]])
def test_deret_yang_tidak_cocok_ditolak(deret):
    with pytest.raises(ValueError, match=r"deret"):
        batang(["a"], deret)


def test_tujuan_lain_ditolak():
    with pytest.raises(ValueError, match="tidak dikenal"):
        grafik_svg(_unit(), judul="x", untuk="ponsel")


@given(
    bentuk=st.sampled_from(Bentuk),
    nilai=st.lists(
        st.none() | st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=1, max_size=6
    ),
    label=st.text(st.characters(exclude_categories=("C",)), max_size=30),
    target=st.none() | st.floats(0, 1e6),
)
def test_nilai_apa_pun_tergambar_sama_setiap_kali(bentuk, nilai, label, target):
    bagan = Bagan(
        bentuk, [label] * len(nilai), [Deret(label, [Titik(n) for n in nilai])], target=target
    )

    pertama, kedua = (grafik_svg(bagan, judul=label) for _ in range(2))

    assert pertama == kedua
    assert len(_svg(pertama)) == (2 if bagan.nilai else 0)
