from datetime import UTC, datetime, timedelta

from notifikasi import actions, rules
from notifikasi.models import Pesan

SEKARANG = datetime(2026, 11, 21, 2, tzinfo=UTC)


def antre(dunia, *orang, **isi):
    isi = {
        "jenis": "uji",
        "sasaran": "pendaftaran:1",
        "jatuh_tempo": SEKARANG,
        "pemda": dunia.palu.pemda.pk,
        "oleh": "sistem:uji",
        "sekarang": SEKARANG,
    } | isi
    return actions.antrekan_pesan(penerima=[o.pk for o in orang], **isi)


def test_antrekan_pesan_is_idempotent(dunia):
    assert antre(dunia, dunia.palu.pegawai) == 1
    assert antre(dunia, dunia.palu.pegawai, dunia.palu.hr) == 1
    assert antre(dunia, dunia.palu.pegawai, dunia.palu.hr) == 0

    assert Pesan.objects.count() == 2


def test_antrekan_pesan_again_for_another_due_time(dunia):
    antre(dunia, dunia.palu.pegawai)

    assert antre(dunia, dunia.palu.pegawai, jatuh_tempo=SEKARANG + timedelta(days=1)) == 1


def test_antrekan_banyak_counts_each_target(dunia, django_assert_num_queries):
    butir = [rules.Butir(f"pendaftaran:{n}", dunia.palu.pegawai.pk, {"n": n}) for n in range(50)]
    with django_assert_num_queries(4):
        jumlah = actions.antrekan_banyak(
            jenis="uji",
            butir=butir,
            jatuh_tempo=SEKARANG,
            pemda=dunia.palu.pemda.pk,
            oleh="sistem:uji",
            sekarang=SEKARANG,
        )

    assert jumlah == 50
    assert Pesan.objects.get(sasaran="pendaftaran:7").data == {"n": 7}


def test_antrekan_pesan_asks_for_sending_after_commit(dunia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        antre(dunia, dunia.palu.pegawai)
        antre(dunia, dunia.palu.hr, jatuh_tempo=SEKARANG + timedelta(hours=1))

    assert len(callbacks) == 1
