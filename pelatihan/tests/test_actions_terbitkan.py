from datetime import timedelta

import pytest
from django.db import transaction

from pelatihan.actions import kelas as actions
from pelatihan.actions.pendaftaran import kunci_kelas
from pelatihan.actions.sesi import JadwalBentrok, PerluKeputusan, batasan_menjelaskan
from pelatihan.models import Kehadiran, Kelas, PengajarSesi, PenomoranSurat, Sesi
from pelatihan.queries.jadwal import rencana_kelas
from pelatihan.rules.jadwal import Keputusan
from pelatihan.tests.factories import SEKARANG
from pelatihan.tests.jadwal import (
    buat,
    daftarkan,
    isi_kelas,
    isi_tabel,
    pesan_peserta,
    sesi,
    terbitkan,
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
