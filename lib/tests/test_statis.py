import json

import pytest
from django.contrib.staticfiles import finders

from lib import statis


def test_each_npm_file_is_found():
    for nama, asal in statis.BERKAS_NPM.items():
        assert str(finders.find(nama)) == str(statis.folder_npm() / asal)


def test_finder_lists_named_files_only():
    assert [nama for nama, _ in statis.FinderNpm().list([])] == list(statis.BERKAS_NPM)


def test_finder_answers_all_matches_and_none():
    finder = statis.FinderNpm()

    assert len(finder.find("npm/htmx.min.js", find_all=True)) == 1
    assert finder.find("bootstrap/dist/css/bootstrap.css") == []


def test_check_says_what_is_missing(settings, tmp_path):
    assert statis.FinderNpm().check() == []

    settings.BASE_DIR = tmp_path

    assert "npm/" not in statis.FinderNpm().check()[0].msg
    assert statis.FinderNpm().check()[0].id == "statis.W001"


def test_find_is_empty_where_npm_did_not_run(settings, tmp_path):
    settings.BASE_DIR = tmp_path

    assert statis.FinderNpm().find("npm/htmx.min.js") == []


def test_lokasi_gives_the_file_or_an_error():
    assert statis.lokasi("css/cetak.css").read_text().startswith("/* Pembinaan ASN")
    with pytest.raises(FileNotFoundError, match=r"css/tidak-ada\.css"):
        statis.lokasi("css/tidak-ada.css")


def test_lokasi_takes_the_collected_file_where_there_is_no_node_modules(settings, tmp_path):
    nama = "npm/plus-jakarta-sans-400.woff2"
    settings.BASE_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    hash_ = {nama: "npm/plus-jakarta-sans-400.abc.woff2"}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "paths": hash_}))

    assert statis.lokasi(nama) == tmp_path / hash_[nama]
    with pytest.raises(FileNotFoundError, match="tidak-ada"):
        statis.lokasi("npm/tidak-ada.woff2")


def test_collected_file_is_the_npm_file():
    penyimpanan = dict(statis.FinderNpm().list([]))["npm/bootstrap.min.css"]

    with penyimpanan.open("npm/bootstrap.min.css") as berkas:
        assert b"Bootstrap" in berkas.read(200)


def test_alamat_asli_maps_npm_files_of_style_sheets_only():
    css = statis.lokasi("css/huruf-cetak.css").as_uri()
    huruf = css.replace("css/huruf-cetak.css", "npm/plus-jakarta-sans-400.woff2")

    assert statis.alamat_asli(css) == css
    assert statis.alamat_asli(huruf) == statis.lokasi("npm/plus-jakarta-sans-400.woff2").as_uri()
    assert statis.alamat_asli("data:,x") == "data:,x"
