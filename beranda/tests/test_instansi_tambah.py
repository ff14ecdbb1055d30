"""The way to a new unit: from the tree, a search and one unit."""

from django.urls import reverse
from django.utils import timezone

from instansi.models import Instansi


def buka(client, akun, unit=None):
    client.force_login(akun)
    return client.get(reverse("beranda:instansi_daftar"), {"buka": unit.pk} if unit else {})


def test_the_tree_offers_a_new_unit_to_those_who_may(client, dunia):
    """At the open node; not under a closed one, and not to who only looks."""
    palu = dunia.palu
    bawah, atas = (reverse("instansi:unit_baru", args=[u.pk]) for u in (palu.dikbud, palu.pemda))

    assert f'href="{atas}"' in buka(client, palu.hr).content.decode()
    teks = buka(client, palu.hr, palu.dikbud).content.decode()
    assert f'href="{bawah}"' in teks
    assert "Tambah di bawah Dinas Pendidikan" in teks
    assert bawah not in buka(client, palu.kepala, palu.dikbud).content.decode()
    Instansi.objects.filter(pk=palu.dikbud.pk).update(aktif_sampai=timezone.localdate())
    assert bawah not in buka(client, palu.hr, palu.dikbud).content.decode()


def test_a_search_keeps_the_button_for_a_new_unit(client, dunia):
    palu = dunia.palu
    baru = f'href="{reverse("instansi:unit_baru", args=[palu.pemda.pk])}"'
    for siapa, ada in ((palu.hr, True), (palu.kepala, False)):
        client.force_login(siapa)
        for kata in ("dinas", "zzzz"):
            teks = client.get(reverse("beranda:instansi_daftar"), {"cari": kata}).content.decode()
            assert (baru in teks) is ada


def test_a_unit_offers_one_below_it(client, dunia):
    palu = dunia.palu
    baru = reverse("instansi:unit_baru", args=[palu.puskesmas.pk])
    client.force_login(palu.hr)
    teks = client.get(reverse("beranda:instansi_detail", args=[palu.puskesmas.pk])).content.decode()
    assert f'href="{baru}"' in teks
    assert "Belum ada unit di bawahnya" in teks

    client.force_login(palu.kepala_dinkes)
    assert (
        "Tambah di bawah"
        not in client.get(
            reverse("beranda:instansi_detail", args=[palu.puskesmas.pk])
        ).content.decode()
    )
