from datetime import date
from decimal import Decimal

import pytest

from instansi.models import ParameterKebijakan, Pegawai
from pembinaan import queries
from pembinaan.permissions import Izin
from pembinaan.tests.factories import PelatihanFactory, buat_catatan


def test_catalogue_is_of_the_own_city(dunia):
    ada = PelatihanFactory(pemda=dunia.palu.pemda)
    PelatihanFactory(pemda=dunia.palu.pemda, aktif=False)
    PelatihanFactory(pemda=dunia.salatiga.pemda)

    assert list(queries.katalog_untuk(dunia.palu.pegawai)) == [ada]


@pytest.mark.parametrize(
    ("kata", "tema", "harapan"),
    [
        ("", "", ["Etika ASN", "Pelayanan ramah"]),
        ("layan RAMAH", "", ["Pelayanan ramah"]),
        ("integritas", "", ["Etika ASN"]),
        ("", "Integritas", ["Etika ASN"]),
        ("ramah", "Integritas", []),
        ("100%", "", []),
    ],
)
def test_search(dunia, kata, tema, harapan):
    PelatihanFactory(pemda=dunia.palu.pemda, nama="Pelayanan ramah", tema="Layanan")
    PelatihanFactory(pemda=dunia.palu.pemda, nama="Etika ASN", tema="Integritas")

    hasil = queries.cari_katalog(queries.katalog_untuk(dunia.palu.hr), kata=kata, tema=tema)

    assert [p.nama for p in hasil] == harapan


def test_themes_once_each(dunia):
    for tema in ["Layanan", "Integritas", "Layanan"]:
        PelatihanFactory(pemda=dunia.palu.pemda, tema=tema)

    assert queries.daftar_tema(dunia.palu.hr) == ["Integritas", "Layanan"]


@pytest.mark.parametrize(
    ("akun", "terlihat"),
    [
        ("hr", {"Fajar", "Indra"}),
        ("kepala", {"Fajar"}),
        ("kepala_dinkes", {"Indra"}),
        ("atasan", {"Fajar"}),
        ("pegawai", {"Fajar"}),
        ("pengajar", set()),
    ],
)
def test_ledger_scope(dunia, akun, terlihat):
    for kota in (dunia.palu, dunia.salatiga):
        buat_catatan(kota.pegawai.pegawai, 5)
        buat_catatan(kota.pegawai_dinkes.pegawai, 5)

    pengguna = getattr(dunia.palu, akun)
    catatan = queries.catatan_untuk(pengguna, Izin.JP_LIHAT).select_related("pegawai")

    assert {c.pegawai.nama for c in catatan} == terlihat
    assert {c.pegawai.pemda_id for c in catatan} <= {dunia.palu.pemda.pk}


@pytest.mark.parametrize("jumlah", [1, 3])
def test_summary_of_many_in_three_queries(dunia, django_assert_num_queries, jumlah):
    orang = list(Pegawai.objects.filter(pemda=dunia.palu.pemda).order_by("pk")[:jumlah])
    for p in orang:
        buat_catatan(p, 9)
        buat_catatan(p, 5)
        buat_catatan(p, 40, date(2025, 5, 4))

    with django_assert_num_queries(3):
        hasil = queries.ringkasan_jp([p.pk for p in orang], 2026, date(2026, 11, 21))

    assert [str(hasil[p.pk]) for p in orang] == ["14 dari 20 JP"] * jumlah


def test_summary_without_rows_is_zero_of_target(dunia):
    pegawai = dunia.palu.pegawai.pegawai
    Pegawai.objects.filter(pk=pegawai.pk).update(jenis="PPPK")

    r = queries.ringkasan_jp([pegawai.pk], 2026, date(2026, 11, 21))[pegawai.pk]

    assert (r.jp, r.target, r.batas) == (0, 20, 24)
    assert r.prorata == Decimal(20) * 325 / 365


@pytest.mark.parametrize(
    ("tahun", "pada", "target", "prorata"),
    [
        (2025, date(2026, 11, 21), 20, 20),
        (2026, date(2026, 12, 31), 30, 30),
        (2027, date(2026, 11, 21), 30, 0),
    ],
)
def test_a_year_is_judged_by_its_own_parameters(dunia, tahun, pada, target, prorata):
    lama = ParameterKebijakan.objects.get(pemda=dunia.palu.pemda, kode="jp_target_pns")
    ParameterKebijakan.objects.filter(pk=lama.pk).update(berlaku_sampai=date(2025, 12, 31))
    lama.pk, lama.nilai, lama.berlaku_dari = None, 30, date(2026, 1, 1)
    lama.save(force_insert=True)
    pegawai = dunia.palu.pegawai.pegawai

    r = queries.ringkasan_jp([pegawai.pk], tahun, pada)[pegawai.pk]

    assert (r.target, r.prorata) == (target, prorata)


def test_cap_used_elsewhere_forgets_reversed_rows_and_this_activity(dunia):
    pegawai = dunia.palu.pegawai.pegawai
    pakai = {"hitungan": {"kode": "C1", "pemakaian": {"2026-05": 1}}}
    lama = buat_catatan(pegawai, 2, **pakai)
    buat_catatan(pegawai, -2, membalik=lama, alasan="Salah")
    buat_catatan(pegawai, 2, **pakai)
    buat_catatan(pegawai, 2, kunci="kelas:9:pegawai:1:1", **pakai)
    buat_catatan(pegawai, 2, hitungan={"kode": "C2", "pemakaian": {"2026-05": 2}})

    terpakai = queries.pemakaian_batas([pegawai.pk], "C1", sejak_tahun=2026, kecuali="kelas:9:")

    assert terpakai == {pegawai.pk: {"2026-05": 1}}
