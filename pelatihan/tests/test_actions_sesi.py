from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.galat import GalatAturan
from notifikasi.models import Pesan
from pelatihan.actions import sesi as actions
from pelatihan.actions.kelas import batalkan_kelas, majukan_kelas
from pelatihan.models import Kehadiran, Kelas, PengajarSesi, Sesi
from pelatihan.queries.jadwal import rencana_kelas
from pelatihan.rules.jadwal import Keputusan, Rentang
from pelatihan.tests.factories import SEKARANG
from pelatihan.tests.jadwal import (
    JAM,
    PAGI,
    buat,
    daftarkan,
    isi_tabel,
    pesan_peserta,
    sesi,
    terbitkan,
)


@pytest.fixture
def kelas(kota):
    """A published class of three sessions (09-11, 11-13, 14-16) with Fajar and Indra in it."""
    kelas = buat(kota)
    daftarkan(kelas, kota.pegawai, kota.pegawai_dinkes)
    terbitkan(kota, kelas)
    Pesan.objects.all().delete()
    return kelas


def pindahkan(kota, kelas, *ubahan, keputusan=None, sekarang=SEKARANG):
    return actions.pindahkan_sesi(
        kelas=kelas, ubahan=ubahan, keputusan=keputusan or {}, oleh=kota.hr, sekarang=sekarang
    )


def geser(kota, kelas, geser, keputusan=None, sekarang=SEKARANG):
    return actions.geser_sesi(
        kelas=kelas, geser=geser, keputusan=keputusan or {}, oleh=kota.hr, sekarang=sekarang
    )


def jam_mulai(kelas):
    return [(m - PAGI) / JAM for m in kelas.sesi.order_by("mulai").values_list("mulai", flat=True)]


def test_moving_carries_trainers_and_people_and_tells_them_old_and_new(kota, kelas):
    pertama = kelas.sesi.order_by("mulai")[0]

    diberitahu = pindahkan(
        kota,
        kelas,
        sesi(kota, 24, pk=pertama.pk, ruang=kota.kecil.pk, pengajar=(kota.hana.pk,)),
    )

    pertama.refresh_from_db()
    assert (pertama.mulai, pertama.ruang, pertama.terjadwal) == (PAGI + 24 * JAM, kota.kecil, True)
    assert list(
        PengajarSesi.objects.filter(sesi=pertama).values_list("pengajar", "mulai", "terjadwal")
    ) == [(kota.hana.pk, pertama.mulai, True)]
    assert set(Kehadiran.objects.filter(sesi=pertama).values_list("mulai", flat=True)) == {
        pertama.mulai
    }
    assert diberitahu == 2
    assert {(p.jenis, p.sasaran, p.penerima_id) for p in pesan_peserta()} == {
        ("kelas_dipindah", f"kehadiran:{k.pk}", k.pegawai.pengguna.pk)
        for k in pertama.kehadiran.all()
    }
    assert pesan_peserta().first().data == {
        "lama": ["2026-12-01T01:00:00+00:00", "2026-12-01T03:00:00+00:00", "Aula"],
        "baru": ["2026-12-02T01:00:00+00:00", "2026-12-02T03:00:00+00:00", "Ruang kecil"],
    }


def test_a_new_trainer_alone_tells_no_participant(kota, kelas):
    pertama = kelas.sesi.order_by("mulai")[0]

    assert pindahkan(kota, kelas, sesi(kota, pk=pertama.pk, pengajar=(kota.hana.pk,))) == 0
    assert not pesan_peserta().exists()


def test_moving_next_to_another_session_is_allowed_onto_it_is_not(kota, kelas):
    a, b, _ = kelas.sesi.order_by("mulai")

    pindahkan(kota, kelas, sesi(kota, -2, pk=a.pk))
    sebelum = isi_tabel()
    with pytest.raises(actions.SesiBertumpuk, match="Sesi 1 dan sesi 2 kelas ini bertumpuk"):
        pindahkan(kota, kelas, sesi(kota, -1, pk=b.pk))
    assert isi_tabel() == sebelum


@pytest.mark.parametrize(
    ("jam", "sekarang", "alasan"),
    [
        (24, PAGI, "sudah dimulai"),
        (-24 * 20, SEKARANG, "Waktu baru sudah lewat"),
    ],
)
def test_moving_is_refused_by_time(kota, kelas, jam, sekarang, alasan):
    pertama = kelas.sesi.order_by("mulai")[0]

    with pytest.raises(actions.SesiTidakBisaDipindah, match=alasan):
        pindahkan(kota, kelas, sesi(kota, jam, pk=pertama.pk), sekarang=sekarang)


def test_moving_a_draft_is_refused(kota):
    draf = buat(kota)

    with pytest.raises(actions.SesiTidakBisaDipindah, match="masih draf"):
        pindahkan(kota, draf, sesi(kota, 24, pk=draf.sesi.first().pk))


@pytest.fixture
def kelas_lain(kota, kelas):
    """Another published class the day after, 09-11, in the small room with Hana; Fajar attends."""
    lain = buat(kota, sesi(kota, 24, jp=6, ruang=kota.kecil.pk, pengajar=(kota.hana.pk,)))
    daftarkan(lain, kota.pegawai)
    terbitkan(kota, lain)
    Pesan.objects.all().delete()
    return lain


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ({"ruang": "kecil"}, r"Ruang kecil dipakai .*Rabu, 2 Desember 2026, 09\.00–11\.00 WITA"),
        ({"pengajar": "hana"}, r"Hana mengajar di .*Hubungi Bagus"),
    ],
)
def test_moving_onto_a_taken_room_or_trainer(kota, kelas, kelas_lain, isi, alasan):
    isi = {"ruang": kota.kecil.pk} if "ruang" in isi else {"pengajar": (kota.hana.pk,)}
    pertama = kelas.sesi.order_by("mulai")[0]
    sebelum = isi_tabel()

    with pytest.raises(actions.JadwalBentrok, match=alasan):
        pindahkan(kota, kelas, sesi(kota, 25, pk=pertama.pk, **isi))
    assert isi_tabel() == sebelum


def test_moving_lists_who_would_be_in_two_places(kota, kelas, kelas_lain):
    pertama = kelas.sesi.order_by("mulai")[0]
    sebelum = isi_tabel()

    with pytest.raises(actions.PerluKeputusan) as galat:
        pindahkan(kota, kelas, sesi(kota, 25, pk=pertama.pk))

    assert [(b.kelas, [p.nama for p in b.peserta]) for b in galat.value.bentrok] == [
        (kelas_lain.pk, ["Fajar"])
    ]
    assert isi_tabel() == sebelum


def test_release_on_moving_tells_the_released_and_the_moved(kota, kelas, kelas_lain):
    pertama = kelas.sesi.order_by("mulai")[0]
    fajar = kota.pegawai.pegawai

    diberitahu = pindahkan(
        kota,
        kelas,
        sesi(kota, 25, pk=pertama.pk),
        keputusan={
            fajar.pk: Keputusan(True, "Tetap di kelas lain"),
            kota.pegawai_dinkes.pegawai_id: Keputusan(True, "Tidak bentrok, jadi diabaikan"),
        },
    )

    kelas.refresh_from_db()
    assert (diberitahu, kelas.terisi) == (1, 1)
    assert kelas.pendaftaran.get(status="DIBATALKAN").pegawai == fajar
    assert sorted(pesan_peserta().values_list("jenis", "penerima")) == [
        ("kelas_dipindah", kota.pegawai_dinkes.pk),
        ("pendaftaran_batal", kota.pegawai.pk),
    ]


def test_allow_on_moving_holds_only_at_the_new_time(kota, kelas, kelas_lain):
    pertama = kelas.sesi.order_by("mulai")[0]
    fajar = kota.pegawai.pegawai
    boleh = {fajar.pk: Keputusan(False, "Diizinkan kepala dinas")}

    assert pindahkan(kota, kelas, sesi(kota, 25, pk=pertama.pk), keputusan=boleh) == 2
    izin = Kehadiran.objects.exclude(izin_bentrok_alasan="")
    assert izin.get().sesi == pertama
    pindahkan(kota, kelas, sesi(kota, 25, pk=pertama.pk, pengajar=()))
    assert izin.get().izin_bentrok_alasan == "Diizinkan kepala dinas"
    with pytest.raises(actions.PerluKeputusan):
        pindahkan(kota, kelas, sesi(kota, 24, pk=pertama.pk))
    pindahkan(kota, kelas, sesi(kota, 50, pk=pertama.pk))
    assert not izin.exists()


def test_who_was_allowed_elsewhere_is_not_asked_about_again(kota, kelas, kelas_lain):
    """The constraint skips the allowed row, and so does the check."""
    Kehadiran.objects.filter(sesi__kelas=kelas_lain).update(izin_bentrok_alasan="Diizinkan")

    assert pindahkan(kota, kelas, sesi(kota, 25, pk=kelas.sesi.order_by("mulai")[0].pk)) == 2


def test_shifting_back_to_back_sessions_through_each_other(kota, kelas):
    assert geser(kota, kelas, 2 * JAM) == 6
    assert jam_mulai(kelas) == [2, 4, 7]
    geser(kota, kelas, -JAM)
    assert jam_mulai(kelas) == [1, 3, 6]


def test_two_back_to_back_classes_cannot_shift_onto_each_other(kota, kelas):
    lain = buat(kota, sesi(kota, 7, jp=6, pengajar=()))
    terbitkan(kota, lain)
    sebelum = isi_tabel()

    with pytest.raises(actions.JadwalBentrok, match="Aula dipakai"):
        geser(kota, kelas, JAM)
    assert isi_tabel() == sebelum


def test_shifting_leaves_sessions_that_have_begun(kota, kelas):
    geser(kota, kelas, 24 * JAM, sekarang=PAGI + JAM)

    assert jam_mulai(kelas) == [0, 26, 29]


def test_shifting_by_nothing_is_refused(kota, kelas):
    with pytest.raises(actions.SesiTidakBisaDipindah, match="Tidak ada sesi yang bergeser"):
        geser(kota, kelas, timedelta())
    with pytest.raises(actions.SesiTidakBisaDipindah, match="Tidak ada sesi yang bergeser"):
        geser(kota, kelas, JAM, sekarang=PAGI + 30 * JAM)


def test_a_deferred_clash_comes_up_inside_the_action(kota, kelas):
    """Not at commit: the constraints are set back before the block ends."""
    lain = buat(kota, sesi(kota, 30, jp=6, pengajar=()))
    terbitkan(kota, lain)
    kelas = actions.kunci_kelas(kelas.pk)
    rencana = actions.rencana_geser(kelas, 25 * JAM, SEKARANG)

    with (
        pytest.raises(actions.JadwalBentrok, match="Aula dipakai"),
        actions.batasan_menjelaskan(kelas, rencana, kota.hr),
        actions.batasan_ditunda(),
    ):
        actions.tulis_sesi(kelas, rencana)
    assert jam_mulai(kelas) == [0, 2, 5]


def test_the_constraint_explains_overlap_with_itself_and_nothing_else(kota, kelas):
    kelas = actions.kunci_kelas(kelas.pk)
    a, b, _ = rencana_kelas(kelas)
    tumpuk = [replace(a, mulai=b.mulai, selesai=b.selesai), b]

    with (
        pytest.raises(actions.SesiBertumpuk),
        actions.batasan_menjelaskan(kelas, tumpuk, kota.hr),
    ):
        actions.tulis_sesi(kelas, tumpuk[:1])
    with (
        pytest.raises(IntegrityError, match="sesi_jp_positif"),
        actions.batasan_menjelaskan(kelas, [a], kota.hr),
    ):
        Sesi.objects.filter(pk=a.pk).update(jp=0)


# Whatever officers do, in whatever order, nothing that is scheduled is booked twice.

PERINTAH = st.one_of(
    st.tuples(st.just("buat"), st.integers(0, 6), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("terbitkan"), st.integers(0, 5)),
    st.tuples(st.just("pindah"), st.integers(0, 5), st.integers(0, 8), st.integers(0, 2)),
    st.tuples(st.just("geser"), st.integers(0, 5), st.integers(-3, 3)),
    st.tuples(st.just("batal"), st.integers(0, 5)),
    st.tuples(st.just("maju"), st.integers(-1, 10)),
)


def jalankan(kota, daftar, perintah):
    nama, *isi = perintah
    ruang = (None, kota.aula.pk, kota.kecil.pk)
    pengajar = ((), (kota.joko.pk,), (kota.hana.pk,))
    if nama == "buat":
        jam, r, p = isi
        tempat = {"ruang": ruang[r], "pengajar": pengajar[p], "jp": 3, "lama": 1}
        baru = buat(
            kota,
            sesi(kota, jam, **tempat),
            sesi(kota, jam + 1, **tempat),
            metode="CAMPURAN",
            tautan_daring="https://rapat.contoh.go.id/a",
        )
        daftarkan(baru, kota.pegawai)
        daftar.append(baru)
    elif nama == "maju":
        majukan_kelas(oleh="sistem:uji", sekarang=PAGI + isi[0] * JAM)
    elif daftar:
        kelas = daftar[isi[0] % len(daftar)]
        putusan = {kota.pegawai.pegawai_id: Keputusan(isi[0] % 2 == 0, "Diputuskan")}
        if nama == "terbitkan":
            terbitkan(kota, kelas, putusan)
        elif nama == "pindah":
            pk = kelas.sesi.order_by("mulai").values_list("pk", flat=True)[0]
            ubahan = sesi(kota, isi[1], lama=1, pk=pk, ruang=ruang[isi[2]], jp=3)
            pindahkan(kota, kelas, ubahan, keputusan=putusan)
        elif nama == "geser":
            geser(kota, kelas, isi[1] * JAM, keputusan=putusan)
        else:
            batalkan_kelas(kelas=kelas, alasan="Batal", oleh=kota.hr, sekarang=SEKARANG)


def pemakaian():
    """Who holds what when, from the three tables: (kind, id) to spans."""
    hasil = {}
    for jenis, tabel, kolom in (
        ("ruang", Sesi.objects.filter(ruang__isnull=False), "ruang"),
        ("pengajar", PengajarSesi.objects.all(), "pengajar"),
        ("pegawai", Kehadiran.objects.filter(izin_bentrok_alasan=""), "pegawai"),
    ):
        for pk, mulai, selesai in tabel.filter(terjadwal=True).values_list(
            kolom, "mulai", "selesai"
        ):
            hasil.setdefault((jenis, pk), []).append(Rentang(mulai, selesai))
    return hasil


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PERINTAH, min_size=4, max_size=14))
def test_nothing_is_ever_booked_twice(kota, perintah):
    Kehadiran.objects.all().delete()
    Sesi.objects.all().delete()
    daftar = []
    for p in perintah:
        with suppress(GalatAturan):
            jalankan(kota, daftar, p)

    for pemakai, rentang in pemakaian().items():
        assert not any(a.bertumpuk(b) for a, b in combinations(rentang, 2)), pemakai
    for k in Kelas.objects.filter(pk__in=[k.pk for k in daftar]):
        assert k.terisi == k.pendaftaran.filter(status="DITERIMA").count()
        if k.status in ("TERBIT", "BERJALAN", "SELESAI"):
            assert k.sesi.filter(terjadwal=True).count() == 2
