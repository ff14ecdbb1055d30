from dataclasses import replace
from datetime import timedelta

import pghistory
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from notifikasi.models import Pesan
from pelatihan import tasks as tugas
from pelatihan.actions import kelas as actions
from pelatihan.actions.pendaftaran import kunci_kelas
from pelatihan.actions.sesi import (
    JadwalBentrok,
    PerluKeputusan,
    SesiBertumpuk,
    batasan_menjelaskan,
)
from pelatihan.models import Kehadiran, Kelas, PengajarSesi, PenomoranSurat, Sesi
from pelatihan.queries.jadwal import rencana_kelas
from pelatihan.rules.jadwal import Keputusan
from pelatihan.tests.factories import (
    SEKARANG,
)
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


# Publishing


def test_terbitkan_holds_everything_numbers_and_tells(kota):
    kelas = buat(kota)
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)

    assert terbitkan(kota, kelas) == 2

    kelas.refresh_from_db()
    assert (kelas.status, kelas.terbit_pada, kelas.terbit_oleh) == ("TERBIT", SEKARANG, kota.hr)
    assert kelas.nomor_undangan == "800/001/PALU/XI/2026"
    assert Sesi.objects.filter(terjadwal=True).count() == 3
    assert PengajarSesi.objects.filter(terjadwal=True).count() == 3
    assert Kehadiran.objects.filter(terjadwal=True).count() == 6
    assert set(pesan_peserta().values_list("jenis", "sasaran", "penerima")) == {
        ("kelas_undangan", f"pendaftaran:{d.pk}", d.pegawai.pengguna.pk)
        for d in kelas.pendaftaran.all()
    }


@transaction.atomic
def terbitkan_lalu_terputus(kota, kelas, sekarang):
    terbitkan(kota, kelas, sekarang=sekarang)
    raise InterruptedError


def test_letter_numbers_have_no_gap_and_start_anew_each_year(kota):
    nomor = []
    for jam, sekarang in ((0, SEKARANG), (50, SEKARANG), (100, SEKARANG + timedelta(days=60))):
        kelas = buat(kota, sesi(kota, jam + 2000, jp=6))
        with pytest.raises(InterruptedError):
            terbitkan_lalu_terputus(kota, kelas, sekarang)
        terbitkan(kota, kelas, sekarang=sekarang)
        nomor.append(Kelas.objects.get(pk=kelas.pk).nomor_undangan)

    assert nomor == ["800/001/PALU/XI/2026", "800/002/PALU/XI/2026", "800/001/PALU/I/2027"]
    assert list(PenomoranSurat.objects.order_by("tahun").values_list("terakhir", flat=True)) == [
        2,
        1,
    ]


@pytest.mark.parametrize(
    ("rencana", "isi", "alasan"),
    [
        ([], {}, "Belum ada sesi"),
        ([{"jp": 5}], {}, "Jumlah JP sesi 5, sedangkan kurikulum 6 JP"),
        ([{"jp": 6, "jam": -24 * 11}], {}, "waktunya sudah lewat"),
        ([{"jp": 6, "ruang": None}], {}, "1 sesi belum punya ruang"),
        ([{"jp": 6, "ruang": None}], {"metode": "DARING"}, "Tautan daring belum diisi"),
        ([{"jp": 6}], {"metode": "CAMPURAN"}, "Tautan daring belum diisi"),
    ],
)
def test_terbitkan_is_refused(kota, rencana, isi, alasan):
    kelas = actions.buat_kelas(
        pemda=kota.pemda,
        isi=isi_kelas(kota, **isi),
        rencana=[sesi(kota, **r) for r in rencana],
        oleh=kota.hr,
        sekarang=SEKARANG,
    )
    sebelum = isi_tabel()

    with pytest.raises(actions.KelasTidakBisaTerbit, match=alasan):
        terbitkan(kota, kelas)
    assert isi_tabel() == sebelum


def test_terbitkan_twice_is_refused(kota):
    kelas = buat(kota)
    terbitkan(kota, kelas)

    with pytest.raises(actions.KelasTidakBisaTerbit, match="sudah terbit"):
        terbitkan(kota, kelas)


@pytest.mark.parametrize(
    ("ubah", "alasan"),
    [
        ({}, "Aula dipakai Pelayanan Prima angkatan 1, Selasa, 1 Desember 2026, 09.00–11.00 WITA"),
        ({"pengajar": ()}, "Aula dipakai"),
        ({"ruang": "kecil"}, "Joko mengajar di Pelayanan Prima angkatan 1"),
    ],
)
def test_a_taken_room_or_trainer_is_refused_with_who_and_when(kota, ubah, alasan):
    if ubah.get("ruang"):
        ubah = {"ruang": kota.kecil.pk}
    terbitkan(kota, buat(kota))
    kelas = buat(kota, sesi(kota, 1, jp=6, **ubah))
    sebelum = isi_tabel()

    with pytest.raises(actions.KelasTidakBisaTerbit, match=alasan) as galat:
        terbitkan(kota, kelas)
    assert "Hubungi Bagus, Pemerintah Kota Palu" in str(galat.value)
    assert "Pilih waktu, ruang, atau pengajar lain." in str(galat.value)
    assert isi_tabel() == sebelum


def test_back_to_back_with_another_class_is_published(kota):
    terbitkan(kota, buat(kota))
    kelas = buat(kota, sesi(kota, -2, jp=3), sesi(kota, 4, lama=1, jp=3))

    terbitkan(kota, kelas)

    assert Kelas.objects.filter(status="TERBIT").count() == 2


def test_the_constraint_has_the_last_word_and_says_who(kota):
    """Scheduling past every check is still refused, in the statement, with who and when."""
    kelas = buat(kota, sesi(kota, jp=6))
    terbitkan(kota, buat(kota, sesi(kota, 1, jp=6)))
    kelas = kunci_kelas(kelas.pk)

    with (
        pytest.raises(JadwalBentrok, match=r"Aula dipakai .* 10\.00–12\.00 WITA.*Hubungi Bagus"),
        batasan_menjelaskan(kelas, rencana_kelas(kelas), kota.hr),
    ):
        Sesi.objects.filter(kelas=kelas).update(terjadwal=True)
    assert not Sesi.objects.filter(kelas=kelas, terjadwal=True).exists()


@pytest.fixture
def peserta_ganda(kota):
    """Fajar is in a published class; the draft he is in as well overlaps, in the other room."""
    satu = buat(kota)
    daftarkan(satu, kota.pegawai)
    terbitkan(kota, satu)
    kelas = buat(kota, sesi(kota, 1, jp=6, ruang=kota.kecil.pk, pengajar=()))
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    return kelas


def test_a_participant_in_two_places_needs_a_decision(kota, peserta_ganda):
    sebelum = isi_tabel()

    with pytest.raises(PerluKeputusan, match="1 peserta akan berada di dua tempat") as galat:
        terbitkan(kota, peserta_ganda)

    assert [p.nama for b in galat.value.bentrok for p in b.peserta] == ["Fajar"] * 2
    assert isi_tabel() == sebelum


def test_a_decision_without_a_reason_is_none(kota, peserta_ganda):
    with pytest.raises(PerluKeputusan):
        terbitkan(kota, peserta_ganda, {kota.pegawai.pegawai_id: Keputusan(False, "  ")})


def test_release_frees_the_seat_and_publishes(kota, peserta_ganda):
    fajar = kota.pegawai.pegawai

    diberitahu = terbitkan(
        kota, peserta_ganda, {fajar.pk: Keputusan(True, "Ikut kelas lain pada jam itu")}
    )

    peserta_ganda.refresh_from_db()
    daftar = peserta_ganda.pendaftaran.get(pegawai=fajar)
    assert (diberitahu, peserta_ganda.terisi, peserta_ganda.status) == (1, 1, "TERBIT")
    assert (daftar.status, daftar.alasan_batal) == ("DIBATALKAN", "Ikut kelas lain pada jam itu")
    assert not daftar.kehadiran.exists()


def test_allow_writes_the_reason_on_the_rows_that_clash(kota, peserta_ganda):
    fajar = kota.pegawai.pegawai

    terbitkan(kota, peserta_ganda, {fajar.pk: Keputusan(False, "Diizinkan atasan")})

    assert list(
        Kehadiran.objects.exclude(izin_bentrok_alasan="").values_list("pegawai", "sesi__kelas")
    ) == [(fajar.pk, peserta_ganda.pk)]
    assert Kehadiran.objects.filter(pegawai=fajar, terjadwal=True).count() == 4


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
