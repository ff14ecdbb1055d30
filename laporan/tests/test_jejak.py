"""The audit trail of one pemda, from what actions really wrote."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pghistory.models import Context

from instansi.actions import (
    koreksi_parameter,
    tarik_parameter,
    tetapkan_parameter,
)
from instansi.actions.libur import hapus_libur, salin_libur, simpan_libur
from instansi.actions.unit import tambah_unit, ubah_unit
from instansi.models import HariLibur, ParameterKebijakan
from instansi.rules.unit import IsiDataUnit
from laporan.queries.jejak import (
    Saring,
    aksi,
    daftar_aksi,
    rincian_aksi,
    riwayat_benda,
    satu_aksi,
)
from laporan.queries.jejak.aksi import semua_aksi
from lib.aksi import aksi as bingkai

pytestmark = pytest.mark.django_db
HARI = date(2027, 3, 1)
JUDUL_BUP = "Administrator, pengawas, pelaksana, JF pertama dan muda"


@bingkai
def pindahkan(*, pegawai, unit, oleh):
    """Move people of any city: what the application itself never does."""
    for p in pegawai:
        p.unit = unit
        p.save(update_fields=["unit"])


def libur(kota, n=1, oleh="hr"):
    salin_libur(
        pemda=kota.pemda,
        daftar=[(HARI + timedelta(days=i), f"Hari {i}") for i in range(n)],
        oleh=getattr(kota, oleh),
    )


def cari(kota, **saring):
    return daftar_aksi(kota.pemda, Saring(**saring)).daftar


def test_one_action_with_its_change_before_and_after(dunia):
    libur(dunia.palu)
    hari = HariLibur.objects.get()
    simpan_libur(
        libur=hari, tanggal=HARI, nama="Nyepi", jenis="CUTI_BERSAMA", yakin=False,
        oleh=dunia.palu.admin, hari_ini=date(2026, 11, 22),
    )  # fmt: skip

    (entri,) = cari(dunia.palu, jenis="harilibur", aksi="simpan_libur")

    assert (entri.aksi, entri.pelaku, entri.pelaku_pk) == (
        "Simpan hari libur",
        "Ayu",
        dunia.palu.admin.pk,
    )
    (kelompok,) = entri.kelompok
    assert (kelompok.benda, kelompok.jumlah) == ("Hari libur", "1 diubah")
    (p,) = kelompok.rinci
    assert (p.nama, p.tindakan) == ("Nyepi, 1 Maret 2027", "diubah")
    assert [tuple(b) for b in p.butir] == [
        ("Nama", "Hari 0", "Nyepi"),
        ("Jenis", "Libur nasional", "Cuti bersama"),
    ]


@bingkai
def dua_langkah(*, orang, hapus, oleh):
    """Write one row in two steps, as ending a role does."""
    orang.nama = "Fajar Baru"
    orang.save(update_fields=["nama"])
    orang.telepon = "0812"
    orang.save(update_fields=["telepon"])
    if hapus:
        HariLibur.objects.get().delete()


def test_steps_of_one_action_on_one_row_are_one_line_with_all_changes(dunia):
    palu = dunia.palu
    libur(palu)
    dua_langkah(orang=palu.pegawai.pegawai, hapus=True, oleh=palu.hr)

    (entri,) = cari(palu, aksi="dua_langkah")

    assert [(k.benda, k.jumlah, k.banyak) for k in entri.kelompok] == [
        ("Pegawai", "1 diubah", 1),
        ("Hari libur", "1 dihapus", 1),
    ]
    (p,) = entri.kelompok[0].rinci
    harap = [("Nama", "Fajar", "Fajar Baru"), ("Telepon", "kosong", "0812")]
    assert [tuple(b) for b in p.butir] == harap
    ((sama,), _) = rincian_aksi(palu.pemda, entri.pk, "pegawai", None)
    assert [tuple(b) for b in sama.butir] == harap
    riwayat = riwayat_benda(palu.pemda, "pegawai", palu.pegawai.pegawai_id)
    assert [s.peristiwa.tindakan for s in riwayat.langkah] == ["diubah", "ditambahkan"]
    assert [tuple(b) for b in riwayat.langkah[0].peristiwa.butir] == harap


def test_much_of_one_kind_is_folded_and_can_be_walked(dunia):
    libur(dunia.palu, n=60)

    entri = cari(dunia.palu, jenis="harilibur")[0]
    assert entri.kelompok[0].jumlah == "60 ditambahkan"
    assert entri.kelompok[0].rinci == []

    dilihat, sebelum = [], None
    for _ in range(3):
        daftar, sebelum = rincian_aksi(dunia.palu.pemda, entri.pk, "harilibur", sebelum)
        dilihat += [p.nama for p in daftar]
    assert sebelum is None
    assert sorted(d.partition(",")[0] for d in dilihat) == sorted(f"Hari {i}" for i in range(60))


def test_another_city_is_never_told(dunia):
    libur(dunia.palu)
    milik_palu = Context.objects.get(metadata__aksi="salin_libur").pk
    hari = HariLibur.objects.get()

    assert cari(dunia.salatiga, jenis="harilibur") == []
    assert satu_aksi(dunia.salatiga.pemda, milik_palu) is None
    assert riwayat_benda(dunia.salatiga.pemda, "harilibur", hari.pk) is None
    assert satu_aksi(dunia.palu.pemda, milik_palu) is not None


def test_an_action_over_two_cities_tells_each_only_its_own(dunia):
    orang = [k.pegawai.pegawai for k in (dunia.palu, dunia.salatiga)]
    pindahkan(pegawai=orang, unit=dunia.palu.dinkes, oleh=dunia.salatiga.hr)

    (palu,) = cari(dunia.palu, aksi="pindahkan")
    (salatiga,) = cari(dunia.salatiga, aksi="pindahkan")

    assert palu.kelompok[0].jumlah == salatiga.kelompok[0].jumlah == "1 diubah"
    assert (palu.pelaku, palu.pelaku_pk) == ("Akun di luar pemda ini", None)
    assert palu.kelompok[0].rinci[0].obj == orang[0].pk
    assert palu.kelompok[0].rinci[0].butir[0].sesudah == "Dinas Kesehatan"
    # The unit of the other city has no name here.
    assert salatiga.kelompok[0].rinci[0].butir[0].sesudah == "tidak ditampilkan"


@pytest.mark.parametrize(
    ("saring", "ada"),
    [
        ({}, True),
        ({"aksi": "salin_libur"}, True),
        ({"aksi": "hapus_libur"}, False),
        ({"jenis": "pegawai", "aksi": "salin_libur"}, False),
        ({"dari": timezone.localdate() - timedelta(days=1)}, True),
        ({"dari": timezone.localdate() + timedelta(days=2)}, False),
        ({"sampai": timezone.localdate() - timedelta(days=2)}, False),
        ({"sampai": timezone.localdate() + timedelta(days=1)}, True),
    ],
)
def test_the_trail_is_narrowed_by_action_kind_and_days(dunia, saring, ada):
    libur(dunia.palu)

    assert ("Salin hari libur" in [e.aksi for e in cari(dunia.palu, **saring)]) is ada


def test_the_trail_of_one_person(dunia):
    libur(dunia.palu, oleh="hr")
    HariLibur.objects.all().delete()
    libur(dunia.palu, oleh="admin")

    assert [e.pelaku for e in cari(dunia.palu, pelaku=dunia.palu.admin.pk)] == ["Ayu"]


def test_what_people_did_is_told_apart_from_steps_of_the_system(dunia):
    libur(dunia.palu)
    salin_libur(
        pemda=dunia.palu.pemda, daftar=[(date(2027, 8, 17), "HUT RI")], oleh="sistem:salin_libur"
    )

    def pelaku(**saring):
        return {e.pelaku for e in cari(dunia.palu, aksi="salin_libur", **saring)}

    assert pelaku() == {"Bagus", "Sistem (salin libur)"}
    assert pelaku(oleh="orang") == {"Bagus"}
    assert pelaku(oleh="sistem") == {"Sistem (salin libur)"}
    # Whose trail was asked for is a person anyway.
    assert pelaku(oleh="sistem", pelaku=dunia.palu.hr.pk) == {"Bagus"}


def test_a_page_counts_to_a_limit_and_the_workbook_to_the_end(dunia):
    libur(dunia.palu, n=8)

    (tepat,) = daftar_aksi(dunia.palu.pemda, Saring(jenis="harilibur"), batas=8).daftar
    (lebih,) = daftar_aksi(dunia.palu.pemda, Saring(jenis="harilibur"), batas=6).daftar
    (semua,) = semua_aksi(dunia.palu.pemda, Saring(jenis="harilibur"))

    assert [e.kelompok[0].jumlah for e in (tepat, lebih, semua)] == [
        "8 ditambahkan",
        "lebih dari 6 perubahan",
        "8 ditambahkan",
    ]
    assert (lebih.kelompok[0].banyak, lebih.kelompok[0].rinci) == (7, [])


def test_pages_follow_by_key_through_other_cities(dunia, monkeypatch):
    monkeypatch.setattr(aksi, "SEKALI", (7,) * 8)
    monkeypatch.setattr(aksi, "PER_HALAMAN", 4)
    for i in range(20):
        kota = dunia.palu if i % 3 == 0 else dunia.salatiga
        salin_libur(pemda=kota.pemda, daftar=[(HARI + timedelta(days=i), f"H{i}")], oleh=kota.hr)

    dilihat, sebelum = [], None
    for _ in range(10):
        halaman = daftar_aksi(dunia.palu.pemda, Saring(aksi="salin_libur"), sebelum)
        dilihat += [e.kelompok[0].rinci[0].nama for e in halaman.daftar]
        sebelum = halaman.sebelum
        if sebelum is None:
            break

    # One transaction of the test is one instant: the order is by key alone.
    assert sorted(d.partition(",")[0] for d in dilihat) == sorted(f"H{i}" for i in range(0, 20, 3))


def test_the_history_of_one_object(dunia):
    libur(dunia.palu)
    hari = HariLibur.objects.get()
    pk = hari.pk
    simpan_libur(
        libur=hari, tanggal=HARI, nama="Nyepi", jenis="LIBUR", yakin=False,
        oleh=dunia.palu.admin, hari_ini=date(2026, 11, 22),
    )  # fmt: skip
    hapus_libur(libur=hari, yakin=False, oleh=dunia.palu.hr, hari_ini=date(2026, 11, 22))

    riwayat = riwayat_benda(dunia.palu.pemda, "harilibur", pk)

    assert (riwayat.benda, riwayat.nama, riwayat.ada) == (
        "Hari libur",
        "Nyepi, 1 Maret 2027",
        False,
    )
    assert [(x.pelaku, x.peristiwa.tindakan) for x in riwayat.langkah] == [
        ("Bagus", "dihapus"),
        ("Ayu", "diubah"),
        ("Bagus", "ditambahkan"),
    ]


def test_hidden_models_have_no_history_page(dunia):
    assert riwayat_benda(dunia.palu.pemda, "tugasevaluasi", 1) is None
    assert riwayat_benda(dunia.palu.pemda, "jawaban", 1) is None
    assert riwayat_benda(dunia.palu.pemda, "pegawai", 999_999) is None


@pytest.mark.django_db(transaction=True)  # a context lives as long as its transaction
def test_a_change_past_the_application_is_seen_in_the_history(dunia):
    ParameterKebijakan.objects.filter(pemda=dunia.palu.pemda, kode="bup_umum").update(nilai=60)
    baris = ParameterKebijakan.objects.get(pemda=dunia.palu.pemda, kode="bup_umum")

    langkah = riwayat_benda(dunia.palu.pemda, "parameterkebijakan", baris.pk).langkah[0]

    assert (langkah.aksi, langkah.pelaku) == ("Di luar aplikasi", "Tanpa pelaku")
    assert [tuple(b) for b in langkah.peristiwa.butir] == [
        ("Nilai", "58 tahun", "60 tahun, mulai 1 Januari 2024")
    ]


def tetapkan(kota, nilai, dasar="Perwali 12/2026", kode="bup_umum", mulai=HARI):
    return tetapkan_parameter(
        pemda=kota.pemda, kode=kode, nilai=Decimal(nilai), dasar_hukum=dasar, berlaku_dari=mulai,
        oleh=kota.admin, hari_ini=date(2026, 11, 22),
    )  # fmt: skip


def nilai_di_jejak(kota, perintah):
    """What list, detail and history say of the one change of a value by this action."""
    (entri,) = cari(kota, aksi=perintah)
    (kelompok,) = entri.kelompok
    (p,) = kelompok.rinci
    ((rinci,), _) = rincian_aksi(kota.pemda, entri.pk, kelompok.kode, None)
    riwayat = riwayat_benda(kota.pemda, kelompok.kode, p.obj)
    assert (p.nama, kelompok.jumlah, riwayat.ada) == (JUDUL_BUP, "1 diubah", True)
    assert rinci == p == riwayat.langkah[0].peristiwa
    return [tuple(b) for b in p.butir]


def test_a_new_policy_value_is_told_with_the_one_before_its_unit_and_day(dunia):
    palu, dasar = dunia.palu, "UU 20/2023 pasal 55, PP 11/2017 pasal 239"
    baru = tetapkan(palu, 59)
    assert nilai_di_jejak(palu, "tetapkan_parameter") == [
        ("Nilai", "58 tahun", "59 tahun, mulai 1 Maret 2027"),
        ("Dasar hukum", dasar, "Perwali 12/2026"),
    ]
    perintah = {"parameter": baru, "oleh": palu.admin, "hari_ini": date(2026, 11, 22)}

    koreksi_parameter(nilai=Decimal(60), dasar_hukum="Perwali 12/2026", **perintah)
    assert nilai_di_jejak(palu, "koreksi_parameter") == [
        ("Nilai", "59 tahun", "60 tahun, mulai 1 Maret 2027")
    ]

    koreksi_parameter(nilai=Decimal(60), dasar_hukum="Perwali 9/2026", **perintah)
    dasar_saja = riwayat_benda(palu.pemda, "parameterkebijakan", baru.pk).langkah[0].peristiwa
    assert [tuple(b) for b in dasar_saja.butir] == [
        ("Dasar hukum", "Perwali 12/2026", "Perwali 9/2026, mulai 1 Maret 2027")
    ]

    tarik_parameter(**perintah)
    assert nilai_di_jejak(palu, "tarik_parameter") == [
        ("Nilai", "60 tahun mulai 1 Maret 2027", "tetap 58 tahun"),
        ("Dasar hukum", "Perwali 9/2026", f"tetap {dasar}"),
    ]
    # One history of the value, also by the row that is gone.
    riwayat = riwayat_benda(palu.pemda, "parameterkebijakan", baru.pk)
    assert [x.aksi.partition(" ")[0] for x in riwayat.langkah[:4]] == [
        "Tarik", "Koreksi", "Koreksi", "Tetapkan",
    ]  # fmt: skip
    assert riwayat.langkah[4].peristiwa.baru
    assert len(riwayat.langkah) == 5
    assert riwayat_benda(dunia.salatiga.pemda, "parameterkebijakan", baru.pk) is None


def test_the_list_costs_the_same_for_one_and_three(dunia, django_assert_num_queries):
    for i in range(2):
        salin_libur(
            pemda=dunia.palu.pemda, daftar=[(HARI + timedelta(days=i), "X")], oleh=dunia.palu.hr
        )
        with django_assert_num_queries(5):
            cari(dunia.palu, aksi="salin_libur")


def test_the_first_day_of_a_unit_is_a_date_in_words(dunia):
    palu, kini = dunia.palu, timezone.now()
    isi = IsiDataUnit("Bidang Data", "UNIT", "", "", date(2027, 1, 1))
    unit = tambah_unit(induk=palu.dikbud, isi=isi, dasar="SK 1", oleh=palu.admin, sekarang=kini)
    ubah_unit(unit=unit, isi=isi._replace(aktif_dari=None), oleh=palu.admin, sekarang=kini)

    (entri,) = cari(palu, aksi="ubah_unit")
    ((rinci,), _) = rincian_aksi(palu.pemda, entri.pk, "instansi", None)
    langkah = riwayat_benda(palu.pemda, "instansi", unit.pk).langkah

    for p in (entri.kelompok[0].rinci[0], rinci, langkah[0].peristiwa):
        assert ("Aktif dari", "1 Januari 2027", "kosong") in [tuple(b) for b in p.butir]
    assert ("Aktif dari", None, "1 Januari 2027") in [tuple(b) for b in langkah[-1].peristiwa.butir]
