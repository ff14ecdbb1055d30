"""The first day of the placement that runs, put right: the one before it follows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.actions.orang import PegawaiTidakBisaDisimpan
from instansi.actions.orang_penempatan import (
    AtasanTidakBisaDitetapkan,
    MulaiTidakBisaDibetulkan,
    betulkan_mulai,
)
from instansi.models import Pegawai, RiwayatPenempatan
from lib.tanggal import tanggal_panjang

HARI = date(2026, 7, 2)
SEHARI = timedelta(days=1)


@pytest.fixture
def fajar(dunia):
    return dunia.palu.pegawai.pegawai


def tempatkan(orang, *masa):
    for mulai, selesai in masa:
        RiwayatPenempatan.objects.create(
            pegawai=orang, unit=orang.unit, jabatan=orang.jabatan, mulai=mulai, selesai=selesai
        )


def masa(orang):
    return list(orang.penempatan.order_by("mulai").values_list("mulai", "selesai"))


def betulkan(dunia, orang, mulai, **beda):
    perintah = {"oleh": dunia.palu.hr, "hari_ini": HARI} | beda
    betulkan_mulai(pegawai=orang, mulai=mulai, **perintah)


@pytest.mark.parametrize("mulai", [date(2026, 5, 1), date(2026, 6, 20)])
def test_the_placement_before_ends_the_day_before(dunia, fajar, mulai):
    awal, lama = date(2024, 1, 1), date(2026, 6, 1)
    tempatkan(fajar, (awal, lama - SEHARI), (lama, None))

    betulkan(dunia, fajar, mulai)

    assert masa(fajar) == [(awal, mulai - SEHARI), (mulai, None)]


@pytest.mark.parametrize(
    ("mulai", "sampai"),
    [(date(2026, 6, 20), date(2025, 12, 31)), (date(2025, 12, 1), date(2025, 11, 30))],
)
def test_a_time_away_stays_as_far_as_there_is_room(dunia, fajar, mulai, sampai):
    tempatkan(fajar, (date(2024, 1, 1), date(2025, 12, 31)), (date(2026, 6, 1), None))

    betulkan(dunia, fajar, mulai)

    assert masa(fajar) == [(date(2024, 1, 1), sampai), (mulai, None)]


@pytest.mark.parametrize(
    ("mulai", "galat", "kata"),
    [
        (HARI + SEHARI, PegawaiTidakBisaDisimpan, "belum tiba"),
        (date(2026, 6, 1), MulaiTidakBisaDibetulkan, "sudah demikian"),
        (date(2024, 1, 1), MulaiTidakBisaDibetulkan, "Penempatan sebelumnya mulai 1 Januari 2024"),
    ],
)
def test_days_that_cannot_be_are_refused(dunia, fajar, mulai, galat, kata):
    semula = [(date(2024, 1, 1), date(2026, 5, 31)), (date(2026, 6, 1), None)]
    tempatkan(fajar, *semula)

    with pytest.raises(galat, match=kata):
        betulkan(dunia, fajar, mulai)

    assert masa(fajar) == semula


def test_nothing_to_put_right_without_a_running_placement_or_for_oneself(dunia, fajar):
    with pytest.raises(MulaiTidakBisaDibetulkan, match="Tidak ada penempatan"):
        betulkan(dunia, fajar, HARI)
    tempatkan(fajar, (date(2024, 1, 1), date(2025, 1, 1)))
    with pytest.raises(MulaiTidakBisaDibetulkan, match="Tidak ada penempatan"):
        betulkan(dunia, fajar, HARI)
    with pytest.raises(AtasanTidakBisaDitetapkan, match="Data Anda sendiri"):
        betulkan(dunia, fajar, HARI, oleh=dunia.palu.pegawai)


def test_the_page_asks_refuses_and_leads_back(dunia, fajar, client):
    hari = timezone.localdate()
    tempatkan(fajar, (hari - SEHARI, None))
    client.force_login(dunia.palu.pengelola)
    orang = reverse("beranda:pegawai_detail", args=[fajar.pk]) + "?tab=penempatan"
    alamat = reverse("instansi:penempatan_mulai", args=[fajar.pk])

    assert f'href="{alamat}"' in client.get(orang).content.decode()
    assert client.get(alamat).context["form"]["mulai"].value() == hari - SEHARI
    tolak = client.post(alamat, {"mulai": (hari + SEHARI).isoformat()})
    assert tolak.status_code == 422
    assert "belum tiba" in tolak.context["form"].errors["mulai"][0]
    beres = client.post(alamat, {"mulai": hari.isoformat()}, follow=True)
    assert beres.redirect_chain[-1][0] == orang
    assert f"kini mulai {tanggal_panjang(hari)}." in beres.content.decode()
    assert masa(fajar) == [(hari, None)]
    client.force_login(dunia.palu.kepala)
    assert alamat not in client.get(orang).content.decode()


def test_the_placement_of_who_left_does_not_run_until_now(dunia, fajar, client):
    tempatkan(fajar, (date(2024, 1, 1), None))
    client.force_login(dunia.palu.hr)
    orang = reverse("beranda:pegawai_detail", args=[fajar.pk]) + "?tab=penempatan"

    def sampai():
        isi = " ".join(client.get(orang).content.decode().split())
        return isi.split("1 Januari 2024 sampai ")[1].split(" <")[0]

    assert sampai() == "sekarang"
    Pegawai.objects.filter(pk=fajar.pk).update(status="PENSIUN", status_sejak=HARI)
    assert sampai() == "pensiun 2 Juli 2026"
