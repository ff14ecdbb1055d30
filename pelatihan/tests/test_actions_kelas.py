from dataclasses import replace

import pghistory
import pytest
from django.apps import apps
from django.db import IntegrityError

from notifikasi.models import Pesan
from pelatihan import tasks as tugas
from pelatihan.actions import kelas as actions
from pelatihan.actions.sesi import SesiBertumpuk
from pelatihan.models import Kehadiran, Kelas, Sesi
from pelatihan.tests.factories import SEKARANG
from pelatihan.tests.jadwal import (
    JAM,
    PAGI,
    buat,
    daftarkan,
    isi_kelas,
    isi_tabel,
    pesan_peserta,
    rencana_dari,
    sesi,
    terbitkan,
)

# Drafting


def test_buat_kelas_with_three_sessions_two_rooms_two_trainers(kota):
    rencana = (
        sesi(kota, pengajar=(kota.joko.pk, kota.hana.pk)),
        sesi(kota, 2, ruang=kota.kecil.pk, jp=3),
        sesi(kota, 26, pengajar=(), jp=1),
    )

    kelas = buat(kota, *rencana)

    assert (kelas.status, kelas.angkatan, kelas.dibuat_oleh) == ("DRAF", 1, kota.hr)
    assert rencana_dari(kelas) == [
        (r.mulai, r.selesai, r.ruang, r.jp, set(r.pengajar)) for r in rencana
    ]
    assert not Sesi.objects.filter(terjadwal=True).exists()


def test_buat_kelas_writes_who_did_it(kota):
    kelas = buat(kota)

    konteks = pghistory.models.Context.objects.get(
        pk=apps.get_model("pelatihan.KelasEvent").objects.get(pgh_obj=kelas).pgh_context_id
    )
    assert konteks.metadata == {"aksi": "buat_kelas", "pelaku": kota.hr.pk}


def test_angkatan_counts_up_and_may_be_given(kota):
    satu = buat(kota)
    isi = isi_kelas(kota, pelatihan=satu.pelatihan_id)

    def lagi(**ubah):
        return actions.buat_kelas(
            pemda=kota.pemda, isi=replace(isi, **ubah), rencana=(), oleh=kota.hr, sekarang=SEKARANG
        )

    assert [lagi().angkatan, lagi(angkatan=7).angkatan, lagi().angkatan] == [2, 7, 8]
    with pytest.raises(actions.KelasTidakBisaDiubah, match="angkatan 7 sudah ada"):
        lagi(angkatan=7)


def test_drafts_may_overlap_each_other(kota):
    buat(kota)
    buat(kota)

    assert Sesi.objects.count() == 6


@pytest.mark.parametrize("jam", [0, 1, 1.99, -1])
def test_a_class_may_not_overlap_itself(kota, jam):
    with pytest.raises(SesiBertumpuk, match="Sesi 1 dan sesi 2 kelas ini bertumpuk"):
        buat(kota, sesi(kota), sesi(kota, jam))
    assert not Kelas.objects.exists()


def test_the_constraint_also_refuses_overlap_with_itself(kota):
    kelas = buat(kota)
    pertama, kedua, _ = kelas.sesi.order_by("mulai")

    with pytest.raises(IntegrityError, match="sesi_kelas_tidak_bertumpuk"):
        Sesi.objects.filter(pk=kedua.pk).update(mulai=pertama.mulai)


def test_ubah_kelas_swaps_times_adds_and_drops_sessions(kota):
    kelas = buat(kota)
    daftarkan(kelas, kota.pegawai)
    a, b, c = kelas.sesi.order_by("mulai")
    rencana = [
        sesi(kota, 2, pk=a.pk, pengajar=(kota.hana.pk,)),
        sesi(kota, 0, pk=b.pk, ruang=None),
        sesi(kota, 30),
    ]

    actions.ubah_kelas(
        kelas=kelas,
        isi=isi_kelas(kota, pelatihan=kelas.pelatihan_id, kursi=9),
        rencana=rencana,
        oleh=kota.hr,
        sekarang=SEKARANG,
    )

    kelas.refresh_from_db()
    assert (kelas.kursi, kelas.angkatan) == (9, 1)
    assert rencana_dari(kelas) == [
        (PAGI, PAGI + 2 * JAM, None, 2, {kota.joko.pk}),
        (PAGI + 2 * JAM, PAGI + 4 * JAM, kota.aula.pk, 2, {kota.hana.pk}),
        (PAGI + 30 * JAM, PAGI + 32 * JAM, kota.aula.pk, 2, {kota.joko.pk}),
    ]
    assert not Sesi.objects.filter(pk=c.pk).exists()
    assert sorted(Kehadiran.objects.values_list("mulai", flat=True)) == [
        PAGI,
        PAGI + 2 * JAM,
        PAGI + 30 * JAM,
    ]


def test_seats_below_the_number_enrolled_are_refused(kota):
    kelas = buat(kota)
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    sebelum = isi_tabel()

    with pytest.raises(actions.KelasTidakBisaDiubah, match="Kursi 1 kurang dari 2 peserta"):
        actions.ubah_kelas(
            kelas=kelas,
            isi=isi_kelas(kota, pelatihan=kelas.pelatihan_id, kursi=1),
            rencana=[],
            oleh=kota.hr,
            sekarang=SEKARANG,
        )
    assert isi_tabel() == sebelum


def test_a_published_class_keeps_its_sessions(kota):
    kelas = buat(kota)
    terbitkan(kota, kelas)
    sebelum = isi_tabel()

    with pytest.raises(actions.KelasTidakBisaDiubah, match="Undangan kelas ini sudah terbit"):
        actions.ubah_kelas(
            kelas=kelas, isi=isi_kelas(kota), rencana=[], oleh=kota.hr, sekarang=SEKARANG
        )
    # PelatihanFactory of isi_kelas is pembinaan's: pelatihan's tables stay as they were.
    assert isi_tabel() == sebelum


def test_ubah_kelas_terbit_changes_only_what_it_may(kota):
    kelas = buat(kota)
    terbitkan(kota, kelas)
    isi = isi_kelas(kota, kursi=30, metode="DARING", catatan_undangan="Bawa laptop.")

    actions.ubah_kelas_terbit(kelas=kelas, isi=isi, oleh=kota.hr, sekarang=SEKARANG)

    lama, kelas = kelas, Kelas.objects.get(pk=kelas.pk)
    assert (kelas.kursi, kelas.catatan_undangan) == (30, "Bawa laptop.")
    assert (kelas.metode, kelas.pelatihan_id) == ("TATAP_MUKA", lama.pelatihan_id)


def test_a_published_online_class_keeps_a_link(kota):
    tautan = "https://rapat.contoh.go.id/a"
    rencana = [sesi(kota, ruang=None, jp=6)]
    kelas = buat(kota, *rencana, metode="DARING", tautan_daring=tautan)
    terbitkan(kota, kelas)

    with pytest.raises(actions.KelasTidakBisaDiubah, match="Isi tautan daring"):
        actions.ubah_kelas_terbit(
            kelas=kelas, isi=isi_kelas(kota, metode="DARING"), oleh=kota.hr, sekarang=SEKARANG
        )


# Cancelling and time


def test_batalkan_frees_the_future_tells_and_keeps_the_number(kota):
    kelas = buat(kota)
    daftarkan(kelas, kota.pegawai)
    terbitkan(kota, kelas)
    Pesan.objects.all().delete()

    diberitahu = actions.batalkan_kelas(
        kelas=kelas, alasan=" Banjir ", oleh=kota.hr, sekarang=PAGI + JAM
    )

    kelas.refresh_from_db()
    assert (diberitahu, kelas.status, kelas.alasan_batal) == (1, "BATAL", "Banjir")
    assert kelas.nomor_undangan == "800/001/PALU/XI/2026"
    assert [s.terjadwal for s in kelas.sesi.order_by("mulai")] == [True, False, False]
    assert pesan_peserta().get().jenis == "kelas_batal"


def test_batalkan_a_draft_tells_nobody(kota):
    kelas = buat(kota)
    daftarkan(kelas, kota.pegawai)

    assert (
        actions.batalkan_kelas(kelas=kelas, alasan="Keliru", oleh=kota.hr, sekarang=SEKARANG) == 0
    )
    assert not Pesan.objects.exists()


def test_batalkan_needs_a_reason_and_a_living_class(kota):
    kelas = buat(kota)

    with pytest.raises(actions.KelasTidakBisaBatal, match="Alasan pembatalan belum diisi"):
        actions.batalkan_kelas(kelas=kelas, alasan=" ", oleh=kota.hr, sekarang=SEKARANG)
    actions.batalkan_kelas(kelas=kelas, alasan="Keliru", oleh=kota.hr, sekarang=SEKARANG)
    with pytest.raises(actions.KelasTidakBisaBatal, match="sudah dibatalkan"):
        actions.batalkan_kelas(kelas=kelas, alasan="Lagi", oleh=kota.hr, sekarang=SEKARANG)


def test_majukan_kelas_by_time_and_again_changes_nothing(kota):
    satu, dua, draf = buat(kota), buat(kota, sesi(kota, 48, jp=6)), buat(kota, sesi(kota, jp=6))
    terbitkan(kota, satu)
    terbitkan(kota, dua)

    def majukan(sekarang):
        n = actions.majukan_kelas(oleh="sistem:majukan_kelas", sekarang=sekarang)
        return n, [Kelas.objects.get(pk=k.pk).status for k in (satu, dua, draf)]

    assert majukan(PAGI - JAM) == (0, ["TERBIT", "TERBIT", "DRAF"])
    assert majukan(PAGI) == (1, ["BERJALAN", "TERBIT", "DRAF"])
    assert majukan(PAGI) == (0, ["BERJALAN", "TERBIT", "DRAF"])
    assert majukan(PAGI + 100 * JAM) == (2, ["SELESAI", "SELESAI", "DRAF"])
    assert majukan(PAGI + 100 * JAM) == (0, ["SELESAI", "SELESAI", "DRAF"])


def test_the_task_moves_classes_on_and_twice_is_once(kota):
    kelas = buat(kota, sesi(kota, jp=6))
    terbitkan(kota, kelas)
    Sesi.objects.filter(kelas=kelas).update(mulai=SEKARANG, selesai=SEKARANG + JAM)

    assert tugas.majukan_kelas() == 1
    assert tugas.majukan_kelas() == 0
    assert Kelas.objects.get(pk=kelas.pk).status == "SELESAI"
