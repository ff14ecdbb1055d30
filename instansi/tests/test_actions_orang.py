"""Adding people, moving them, their superiors, acting posts, leaving and coming back."""

from datetime import date, timedelta

import pytest
from pghistory.models import Events

from instansi.actions.orang import (
    IsiPegawai,
    NipPerluAlasan,
    PegawaiTidakBisaDisimpan,
    tambah_pegawai,
    ubah_pegawai,
)
from instansi.actions.orang_penempatan import (
    AtasanTidakBisaDitetapkan,
    PegawaiTidakBisaDipindah,
    pindahkan_pegawai,
    tetapkan_atasan,
)
from instansi.actions.orang_status import PensiunPerluAlasan, StatusTidakBisaDiubah, ubah_status
from instansi.actions.peran import AdminTerakhir
from instansi.models import (
    ParameterKebijakan,
    Pegawai,
    PelaksanaTugas,
    Pengguna,
    RiwayatPenempatan,
)
from instansi.queries.riwayat_orang import perubahan_orang
from instansi.tests.factories import JabatanFactory, PegawaiFactory

HARI = date(2026, 7, 2)
SEHARI = timedelta(days=1)
ISI = IsiPegawai(
    nip="19900101 201501 1 001",
    nama="Nadia",
    jenis_kelamin="L",
    tanggal_lahir=date(1990, 1, 1),
    surel="Nadia@Uji.example",
    golongan="III/a",
)


@pytest.fixture
def palu(dunia):
    return dunia.palu


def tambah(kota, isi=ISI, **beda):
    bawaan = {
        "pemda": kota.pemda,
        "unit": kota.sekolah,
        "jabatan": JabatanFactory(pemda=kota.pemda),
        "mulai": date(2026, 6, 1),
        "atasan": None,
        "oleh": kota.hr,
        "hari_ini": HARI,
    }
    return tambah_pegawai(isi=isi, **bawaan | beda)


def pindah(kota, **beda):
    bawaan = {
        "pegawai": kota.pegawai.pegawai,
        "unit": kota.dikbud,
        "jabatan": JabatanFactory(pemda=kota.pemda, nama="Analis"),
        "mulai": date(2026, 6, 15),
        "atasan": kota.kepala.pegawai,
        "oleh": kota.hr,
        "hari_ini": HARI,
    }
    pindahkan_pegawai(**bawaan | beda)


def status(kota, nilai, orang=None, **beda):
    bawaan = {"sejak": HARI, "pengganti": None, "oleh": kota.hr, "hari_ini": HARI}
    bawaan["alasan"] = "Atas permintaan sendiri"
    orang = [orang or kota.pegawai.pegawai]
    return ubah_status(pegawai=orang, status=nilai, **bawaan | beda)


def masa(orang):
    baris = RiwayatPenempatan.objects.filter(pegawai=orang).order_by("mulai")
    return [(r.unit_id, r.mulai, r.selesai) for r in baris]


def test_tambah_opens_a_placement_and_reads_the_nip(palu):
    orang = tambah(palu)

    orang.refresh_from_db()
    assert (orang.nip, orang.jenis, orang.tmt) == ("199001012015011001", "PNS", date(2015, 1, 1))
    assert orang.surel == "nadia@uji.example"
    assert masa(orang) == [(palu.sekolah.pk, date(2026, 6, 1), None)]
    assert not Pengguna.objects.filter(pegawai=orang).exists()


@pytest.mark.parametrize(
    ("beda", "kata"),
    [
        ({"nip": "123"}, "hanya 3 angka"),
        ({"golongan": "IX"}, "golongannya I/a sampai IV/e"),
        ({"surel": "bagus"}, "surel"),
    ],
)
def test_tambah_refuses_what_cannot_be_true(palu, beda, kata):
    if beda.get("surel"):
        beda = {"surel": palu.hr.email}

    with pytest.raises(PegawaiTidakBisaDisimpan, match=rf"(?i){kata}"):
        tambah(palu, ISI._replace(**beda))

    assert not Pegawai.objects.filter(nama="Nadia").exists()


def test_tambah_asks_a_reason_for_an_odd_nip_and_keeps_it(palu):
    aneh = ISI._replace(tanggal_lahir=date(1990, 2, 2))

    with pytest.raises(NipPerluAlasan, match="di formulir alasannya wajib"):
        tambah(palu, aneh)
    orang = tambah(palu, aneh._replace(alasan_nip="SK BKN 12/2016"))

    assert orang.alasan_nip == "SK BKN 12/2016"


def test_tambah_refuses_tomorrow(palu):
    with pytest.raises(PegawaiTidakBisaDisimpan, match="belum tiba"):
        tambah(palu, mulai=HARI + SEHARI)


def test_a_nip_active_in_another_city_is_refused_without_saying_where(dunia):
    lain = tambah(dunia.salatiga)

    with pytest.raises(PegawaiTidakBisaDisimpan) as tolak:
        tambah(dunia.palu)
    status(dunia.salatiga, "PINDAH", lain)

    assert "masih aktif di instansi lain" in str(tolak.value)
    assert "Salatiga" not in str(tolak.value)
    assert "Nadia" not in str(tolak.value)
    assert tambah(dunia.palu).pemda == dunia.palu.pemda
    with pytest.raises(PegawaiTidakBisaDisimpan, match="aktif di instansi lain"):
        status(dunia.salatiga, "AKTIF", Pegawai.objects.get(pk=lain.pk))


def test_tambah_refuses_a_nip_twice(palu):
    tambah(palu)

    with pytest.raises(PegawaiTidakBisaDisimpan, match="sudah ada"):
        tambah(palu)


def test_ubah_takes_the_account_along_and_stands_in_the_history(palu):
    fajar = palu.pegawai.pegawai
    isi = IsiPegawai(fajar.nip, "Fajar Sidik", "L", fajar.tanggal_lahir, surel="sidik@uji.example")

    ubah_pegawai(pegawai=fajar, isi=isi, oleh=palu.hr, hari_ini=HARI)

    akun = Pengguna.objects.get(pegawai=fajar)
    assert (akun.nama, akun.email) == ("Fajar Sidik", "sidik@uji.example")
    kini = perubahan_orang(fajar)[0]
    assert (kini.oleh, kini.aksi) == ("Bagus", "Data diubah")
    assert ("Nama", "Fajar", "Fajar Sidik") in kini.daftar
    assert (
        None
        not in Events.objects.filter(pgh_obj_id=fajar.pk).values_list("pgh_context", flat=True)[:1]
    )


@pytest.mark.parametrize(("oleh", "ikut"), [("pengelola", False), ("hr", False), ("admin", True)])
def test_ubah_leaves_the_address_of_an_account_with_a_role(palu, oleh, ikut):
    diana = palu.kepala
    orang = diana.pegawai
    isi = IsiPegawai(orang.nip, "Diana", "L", orang.tanggal_lahir, surel="rebut@uji.example")

    ubah_pegawai(pegawai=orang, isi=isi, oleh=getattr(palu, oleh), hari_ini=HARI)

    assert (Pengguna.objects.get(pk=diana.pk).email == "rebut@uji.example") is ikut


@pytest.mark.parametrize(("sandi", "sesudah"), [("!belum", None), ("perahu biru", "f@uji.example")])
def test_an_emptied_address_is_the_accounts_too_until_it_is_active(palu, sandi, sesudah):
    fajar = palu.pegawai.pegawai
    Pengguna.objects.filter(pegawai=fajar).update(email="f@uji.example", password=sandi)
    isi = IsiPegawai(fajar.nip, "Fajar", "L", fajar.tanggal_lahir, surel="")

    ubah_pegawai(pegawai=fajar, isi=isi, oleh=palu.hr, hari_ini=HARI)

    assert Pengguna.objects.get(pegawai=fajar).email == sesudah


def test_pindah_closes_the_placement_and_opens_one(palu):
    fajar = palu.pegawai.pegawai
    RiwayatPenempatan.objects.create(
        pegawai=fajar, unit=palu.sekolah, jabatan=fajar.jabatan, mulai=date(2024, 1, 1)
    )

    pindah(palu)

    fajar.refresh_from_db()
    assert (fajar.unit, fajar.atasan, fajar.jabatan.nama) == (
        palu.dikbud,
        palu.kepala.pegawai,
        "Analis",
    )
    assert masa(fajar) == [
        (palu.sekolah.pk, date(2024, 1, 1), date(2026, 6, 14)),
        (palu.dikbud.pk, date(2026, 6, 15), None),
    ]


def test_pindah_on_the_first_day_puts_the_placement_right(palu):
    fajar = palu.pegawai.pegawai
    RiwayatPenempatan.objects.create(
        pegawai=fajar, unit=palu.sekolah, jabatan=fajar.jabatan, mulai=date(2026, 6, 15)
    )

    pindah(palu)

    assert masa(fajar) == [(palu.dikbud.pk, date(2026, 6, 15), None)]


@pytest.mark.parametrize(
    ("mulai", "galat"),
    [(date(2026, 6, 14), PegawaiTidakBisaDipindah), (HARI + SEHARI, PegawaiTidakBisaDisimpan)],
)
def test_pindah_refuses_days_that_do_not_fit(palu, mulai, galat):
    fajar = palu.pegawai.pegawai
    RiwayatPenempatan.objects.create(
        pegawai=fajar, unit=palu.sekolah, jabatan=fajar.jabatan, mulai=date(2026, 6, 15)
    )

    with pytest.raises(galat):
        pindah(palu, mulai=mulai)

    assert masa(fajar) == [(palu.sekolah.pk, date(2026, 6, 15), None)]


def test_pindah_refuses_a_closed_unit_the_same_place_and_oneself(palu):
    fajar = palu.pegawai.pegawai
    tutup = palu.puskesmas
    tutup.aktif_sampai = HARI - SEHARI
    tutup.save()

    with pytest.raises(PegawaiTidakBisaDisimpan, match="sudah tutup"):
        pindah(palu, unit=tutup)
    with pytest.raises(PegawaiTidakBisaDipindah, match="sama dengan"):
        pindah(palu, unit=fajar.unit, jabatan=fajar.jabatan)
    with pytest.raises(AtasanTidakBisaDitetapkan, match="Anda sendiri"):
        pindah(palu, pegawai=palu.hr.pegawai, unit=palu.dikbud)


def test_a_superior_is_not_oneself_gone_or_below(palu, dunia):
    gita, fajar = palu.atasan.pegawai, palu.pegawai.pegawai
    pergi = PegawaiFactory(unit=palu.dikbud, status="PENSIUN")
    lain = dunia.salatiga.hr.pegawai
    for atasan, kata in (
        (gita, "dirinya sendiri"),
        (fajar, "adalah atasan dari Fajar"),
        (pergi, "tidak aktif"),
        (lain, "kota yang sama"),
    ):
        with pytest.raises(AtasanTidakBisaDitetapkan, match=kata):
            tetapkan_atasan(pegawai=[gita], atasan=atasan, oleh=palu.hr)

    assert tetapkan_atasan(pegawai=[gita, fajar], atasan=palu.kepala.pegawai, oleh=palu.hr) == 2
    assert tetapkan_atasan(pegawai=[gita], atasan=palu.kepala.pegawai, oleh=palu.hr) == 0
    with pytest.raises(AtasanTidakBisaDitetapkan, match="Anda sendiri"):
        tetapkan_atasan(pegawai=[palu.hr.pegawai], atasan=gita, oleh=palu.hr)


def test_who_leaves_loses_the_account_and_acting_posts_and_the_reports_get_another(palu):
    gita, fajar = palu.atasan.pegawai, palu.pegawai.pegawai
    tugas = PelaksanaTugas.objects.create(
        pegawai=gita,
        unit=palu.sekolah,
        jabatan=gita.jabatan,
        jenis="PLT",
        mulai=date(2026, 6, 1),
        selesai=date(2026, 9, 1),
    )

    assert status(palu, "PENSIUN", gita, pengganti=palu.kepala.pegawai) == 1

    for baris in (gita, fajar, tugas):
        baris.refresh_from_db()
    assert (gita.status, gita.status_sejak) == ("PENSIUN", HARI)
    assert fajar.atasan == palu.kepala.pegawai
    assert tugas.selesai == HARI - SEHARI
    assert not Pengguna.objects.get(pegawai=gita).is_active

    status(palu, "AKTIF", gita)
    assert Pengguna.objects.get(pegawai=gita).is_active


def test_retiring_before_the_age_of_the_position_needs_a_reason(palu):
    """Gita is 41; the city's parameter says 58, and by which rule."""
    ParameterKebijakan.objects.filter(kode="bup_umum").update(dasar_hukum="Perwali 7/2026")
    gita = palu.atasan.pegawai

    dini = r"Gita baru 41 tahun pada 2 Juli 2026; .* 58 tahun \(Perwali 7/2026\)"
    with pytest.raises(PensiunPerluAlasan, match=dini):
        status(palu, "PENSIUN", gita, alasan="")
    gita.refresh_from_db()
    assert gita.status == "AKTIF"

    status(palu, "PENSIUN", gita, alasan="SK Wali Kota 1/2026")
    gita.refresh_from_db()
    assert (gita.status, gita.alasan_status) == ("PENSIUN", "SK Wali Kota 1/2026")

    status(palu, "AKTIF", gita)
    gita.refresh_from_db()
    assert gita.alasan_status == ""
    ParameterKebijakan.objects.filter(pemda=palu.pemda, kode="bup_umum").update(nilai=41)
    assert status(palu, "PENSIUN", gita, alasan="") == 1


def test_retiring_at_the_age_or_leaving_otherwise_needs_none(palu):
    gita, fajar = palu.atasan.pegawai, palu.pegawai.pegawai
    Pegawai.objects.filter(pk=gita.pk).update(tanggal_lahir=date(1966, 7, 2))

    status(palu, "PENSIUN", gita, alasan="")
    status(palu, "PINDAH", fajar, alasan="tidak disimpan")

    assert Pegawai.objects.get(pk=gita.pk).alasan_status == ""
    assert Pegawai.objects.get(pk=fajar.pk).alasan_status == ""


def test_someone_new_is_active_since_the_tmt_and_not_since_the_form(palu):
    orang = tambah(palu)
    assert (orang.status_sejak, orang.tmt) == (date(2015, 1, 1), date(2015, 1, 1))

    lain = ISI._replace(tmt=date(2015, 3, 1), alasan_nip="SK CPNS diperbaiki")
    ubah_pegawai(pegawai=orang, isi=lain, oleh=palu.hr, hari_ini=HARI)
    orang.refresh_from_db()
    assert orang.status_sejak == date(2015, 3, 1)

    status(palu, "PINDAH", orang)
    status(palu, "AKTIF", orang)
    ubah_pegawai(pegawai=orang, isi=ISI, oleh=palu.hr, hari_ini=HARI)
    orang.refresh_from_db()
    assert orang.status_sejak == HARI


def test_a_replacement_from_among_the_reports_goes_up_one_step(palu):
    gita, fajar = palu.atasan.pegawai, palu.pegawai.pegawai
    lain = PegawaiFactory(unit=palu.sekolah, atasan=gita)
    tetapkan_atasan(pegawai=[gita], atasan=palu.kepala.pegawai, oleh=palu.hr)

    status(palu, "PINDAH", gita, pengganti=fajar)

    fajar.refresh_from_db()
    lain.refresh_from_db()
    assert (fajar.atasan, lain.atasan) == (palu.kepala.pegawai, fajar)


def test_unpaid_leave_keeps_the_account(palu):
    status(palu, "CUTI_LUAR")

    assert Pengguna.objects.get(pk=palu.pegawai.pk).is_active


@pytest.mark.parametrize(
    ("beda", "kata"),
    [({"sejak": HARI + SEHARI}, "belum tiba"), ({"sejak": date(2019, 1, 1)}, "berlaku sejak")],
)
def test_status_refuses_days_that_do_not_fit(palu, beda, kata):
    Pegawai.objects.filter(nama="Fajar").update(status_sejak=date(2020, 1, 1))

    with pytest.raises((PegawaiTidakBisaDisimpan, StatusTidakBisaDiubah), match=kata):
        status(palu, "PENSIUN", **beda)

    assert Pegawai.objects.get(nama="Fajar", pemda=palu.pemda).status == "AKTIF"


def test_status_refuses_oneself_the_same_and_the_last_admin(palu):
    with pytest.raises(AtasanTidakBisaDitetapkan, match="Anda sendiri"):
        status(palu, "PENSIUN", palu.hr.pegawai)
    with pytest.raises(StatusTidakBisaDiubah, match="sudah demikian"):
        status(palu, "AKTIF")
    with pytest.raises(AdminTerakhir, match="admin pemda"):
        status(palu, "PENSIUN", palu.admin.pegawai)

    assert Pengguna.objects.get(pk=palu.admin.pk).is_active
