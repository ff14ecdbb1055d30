from datetime import date, timedelta

import pytest

from instansi.models import ParameterKebijakan
from instansi.tests.factories import PegawaiFactory
from pelatihan.actions.kehadiran import (
    KehadiranTidakBisaDitandai,
    KehadiranTidakBisaDiverifikasi,
    tandai_kehadiran,
    verifikasi_kehadiran,
)
from pelatihan.actions.pendaftaran import KelasTertutup, daftarkan_peserta
from pelatihan.models import Kehadiran, Kelas
from pelatihan.tests.factories import SEKARANG, PelatihanFactory, buat_kelas
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.models import CatatanJP

HARI = timedelta(days=1)
USAI = SEKARANG + 13 * HARI


@pytest.fixture
def kota(dunia):
    pasang_aturan_konversi(pemda=dunia.palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    return dunia.palu


@pytest.fixture
def kelas(kota):
    kelas = buat_kelas(kota.pemda)
    daftarkan_peserta(
        kelas=kelas,
        pegawai=[kota.pegawai.pegawai, kota.pegawai_dinkes.pegawai],
        oleh=kota.hr,
        sekarang=SEKARANG,
    )
    return kelas


@pytest.fixture
def tandai(kota):
    def jalankan(kelas, pegawai, tanda, sekarang=USAI, alasan=""):
        for sesi, status in zip(kelas.sesi.order_by("mulai"), tanda, strict=True):
            baris = Kehadiran.objects.get(sesi=sesi, pegawai=pegawai)
            tandai_kehadiran(
                sesi=sesi,
                tanda={baris.pk: status},
                alasan_koreksi=alasan,
                oleh=kota.hr,
                sekarang=sekarang,
            )

    return jalankan


@pytest.fixture
def verifikasi(kota):
    def jalankan(kelas, sekarang=USAI):
        return verifikasi_kehadiran(kelas=kelas, oleh=kota.hr, sekarang=sekarang)

    return jalankan


@pytest.fixture
def selesai(kota, kelas, tandai, verifikasi):
    """Fajar came to 2 of 3 sessions, Indra to all; verified."""
    tandai(kelas, kota.pegawai.pegawai, ["HADIR", "HADIR", "ALPA"])
    tandai(kelas, kota.pegawai_dinkes.pegawai, ["HADIR"] * 3)
    verifikasi(kelas)
    return kelas


def buku(pegawai):
    return list(
        CatatanJP.objects.filter(pegawai=pegawai).order_by("id").values_list("jp", "alasan")
    )


def test_marks_are_written_with_who_and_when(kota, kelas):
    sesi = kelas.sesi.order_by("mulai").first()
    satu, dua = Kehadiran.objects.filter(sesi=sesi).order_by("pk")

    berubah = tandai_kehadiran(
        sesi=sesi,
        tanda={satu.pk: "HADIR", dua.pk: "SAKIT"},
        oleh=kota.pengajar,
        sekarang=sesi.mulai,
    )

    assert berubah == 2
    assert list(
        Kehadiran.objects.exclude(status="BELUM")
        .order_by("pk")
        .values_list("pk", "status", "ditandai_oleh", "ditandai_pada")
    ) == [
        (satu.pk, "HADIR", kota.pengajar.pk, sesi.mulai),
        (dua.pk, "SAKIT", kota.pengajar.pk, sesi.mulai),
    ]


def test_only_changes_are_written(kota, kelas):
    sesi = kelas.sesi.order_by("mulai").first()
    satu, dua = Kehadiran.objects.filter(sesi=sesi).order_by("pk")
    perintah = {"sesi": sesi, "oleh": kota.hr, "sekarang": USAI}
    tandai_kehadiran(tanda={satu.pk: "HADIR"}, **perintah)

    berubah = tandai_kehadiran(tanda={satu.pk: "HADIR", dua.pk: "BELUM"}, **perintah)

    assert berubah == 0
    assert Kehadiran.pgh_event_model.objects.filter(pgh_label="update").count() == 1


def test_a_mark_is_not_taken_back_and_other_sessions_stay(kota, kelas):
    sesi, lain = kelas.sesi.order_by("mulai")[:2]
    satu = Kehadiran.objects.filter(sesi=sesi).first()
    asing = Kehadiran.objects.filter(sesi=lain).first()
    perintah = {"sesi": sesi, "oleh": kota.hr, "sekarang": USAI}
    tandai_kehadiran(tanda={satu.pk: "HADIR"}, **perintah)

    assert tandai_kehadiran(tanda={satu.pk: "BELUM", asing.pk: "HADIR"}, **perintah) == 0
    assert set(Kehadiran.objects.filter(sesi=lain).values_list("status", flat=True)) == {"BELUM"}


def test_before_the_start_nothing_is_marked(kota, kelas):
    sesi = kelas.sesi.order_by("mulai").first()

    with pytest.raises(KehadiranTidakBisaDitandai, match="Sesi belum dimulai"):
        tandai_kehadiran(
            sesi=sesi,
            tanda={k.pk: "HADIR" for k in sesi.kehadiran.all()},
            oleh=kota.hr,
            sekarang=sesi.mulai - timedelta(seconds=1),
        )

    assert set(Kehadiran.objects.values_list("status", flat=True)) == {"BELUM"}


def test_verified_marks_become_jp(kota, selesai):
    baris = {c.pegawai: c for c in CatatanJP.objects.select_related("pegawai")}
    fajar, indra = baris[kota.pegawai.pegawai], baris[kota.pegawai_dinkes.pegawai]

    assert (indra.jp, indra.alasan, indra.unit) == (6, "", kota.puskesmas)
    assert (indra.tanggal, indra.tahun, indra.sumber) == (date(2026, 12, 3), 2026, "KELAS")
    assert indra.keterangan == str(selesai)
    assert indra.hitungan["penjelasan"] == (
        "Hadir 3 dari 3 sesi (6 dari 6 JP). Pelatihan teknis: 6 JP kurikulum, menjadi 6 JP."
    )
    assert fajar.jp == 0
    assert fajar.alasan == ("Hadir 2 dari 3 sesi (4 dari 6 JP), kurang dari 80% yang disyaratkan.")
    selesai.refresh_from_db()
    assert (selesai.kehadiran_diverifikasi_pada, selesai.kehadiran_diverifikasi_oleh) == (
        USAI,
        kota.hr,
    )


def test_verifying_again_writes_nothing(selesai, verifikasi):
    with pytest.raises(KehadiranTidakBisaDiverifikasi, match="sudah diverifikasi"):
        verifikasi(selesai)

    assert CatatanJP.objects.count() == 2


def test_verification_waits_for_every_mark(kota, kelas, tandai, verifikasi):
    tandai(kelas, kota.pegawai.pegawai, ["HADIR"] * 3)

    with pytest.raises(KehadiranTidakBisaDiverifikasi, match="Masih ada 3 tanda hadir"):
        verifikasi(kelas)

    assert CatatanJP.objects.count() == 0
    assert Kelas.objects.filter(kehadiran_diverifikasi_pada=None).count() == 1


def test_verification_waits_for_the_last_session(kelas, verifikasi):
    akhir = max(s.selesai for s in kelas.sesi.all())

    with pytest.raises(KehadiranTidakBisaDiverifikasi, match="belum selesai"):
        verifikasi(kelas, sekarang=akhir - timedelta(seconds=1))


def test_a_form_without_rule_is_refused(kota, verifikasi, tandai):
    kelas = buat_kelas(
        kota.pemda, pelatihan=PelatihanFactory(pemda=kota.pemda, bentuk="ZZ"), jumlah_sesi=1
    )
    pegawai = kota.pegawai.pegawai
    daftarkan_peserta(kelas=kelas, pegawai=[pegawai], oleh=kota.hr, sekarang=SEKARANG)
    tandai(kelas, pegawai, ["HADIR"])

    with pytest.raises(KehadiranTidakBisaDiverifikasi, match="bentuk ZZ belum ada"):
        verifikasi(kelas)

    assert Kelas.objects.get(pk=kelas.pk).kehadiran_diverifikasi_pada is None


def test_correction_reverses_and_writes_anew(kota, selesai, tandai):
    tandai(selesai, kota.pegawai.pegawai, ["HADIR"] * 3, alasan="Daftar hadir tertukar")

    assert buku(kota.pegawai.pegawai) == [
        (0, "Hadir 2 dari 3 sesi (4 dari 6 JP), kurang dari 80% yang disyaratkan."),
        (0, "Daftar hadir tertukar"),
        (6, ""),
    ]
    assert buku(kota.pegawai_dinkes.pegawai) == [(6, "")]


def test_correction_without_reason_writes_nothing(kota, selesai, tandai):
    with pytest.raises(KehadiranTidakBisaDitandai, match="Hanya BKPSDM"):
        tandai(selesai, kota.pegawai_dinkes.pegawai, ["ALPA"] * 3)

    assert buku(kota.pegawai_dinkes.pegawai) == [(6, "")]
    assert Kehadiran.objects.filter(status="ALPA").count() == 1


def test_an_unchanged_correction_writes_nothing(kota, selesai, tandai):
    tandai(selesai, kota.pegawai_dinkes.pegawai, ["HADIR"] * 3, alasan="Tidak ada")

    assert CatatanJP.objects.count() == 2


def test_a_verified_class_takes_nobody(kota, selesai):
    with pytest.raises(KelasTertutup, match="diverifikasi"):
        daftarkan_peserta(
            kelas=selesai,
            pegawai=[PegawaiFactory(unit=kota.sekolah)],
            alasan_luar_masa="Susulan",
            oleh=kota.hr,
            sekarang=USAI,
        )


def test_the_minimum_is_that_of_the_last_day(kota, kelas, tandai, verifikasi):
    lama = ParameterKebijakan.objects.get(pemda=kota.pemda, kode="kehadiran_minimum")
    akhir = date(2026, 12, 2)
    ParameterKebijakan.objects.filter(pk=lama.pk).update(berlaku_sampai=akhir)
    lama.pk, lama.nilai, lama.berlaku_dari = None, 60, akhir + HARI
    lama.save(force_insert=True)
    tandai(kelas, kota.pegawai.pegawai, ["HADIR", "HADIR", "ALPA"])
    tandai(kelas, kota.pegawai_dinkes.pegawai, ["ALPA", "ALPA", "HADIR"])

    verifikasi(kelas)

    assert [jp for jp, _ in buku(kota.pegawai.pegawai)] == [6]
    assert [jp for jp, _ in buku(kota.pegawai_dinkes.pegawai)] == [0]


def test_monthly_cap_holds_over_classes(kota, tandai, verifikasi):
    coaching = PelatihanFactory(pemda=kota.pemda, bentuk="C1")
    pegawai = kota.pegawai.pegawai
    for angkatan, mulai in [(1, 11), (2, 14)]:
        kelas = buat_kelas(
            kota.pemda,
            pelatihan=coaching,
            angkatan=angkatan,
            jumlah_sesi=angkatan,
            mulai=SEKARANG + mulai * HARI,
        )
        daftarkan_peserta(kelas=kelas, pegawai=[pegawai], oleh=kota.hr, sekarang=SEKARANG)
        usai = SEKARANG + 20 * HARI
        tandai(kelas, pegawai, ["HADIR"] * kelas.sesi.count(), sekarang=usai)
        verifikasi(kelas, sekarang=usai)

    assert buku(pegawai) == [(2, ""), (2, "")]


def test_queries_do_not_grow_with_people(kota, tandai, verifikasi, django_assert_num_queries):
    for jumlah in (1, 3):
        kelas = buat_kelas(kota.pemda, jumlah_sesi=1, mulai=SEKARANG + jumlah * HARI)
        calon = [PegawaiFactory(unit=kota.sekolah) for _ in range(jumlah)]
        daftarkan_peserta(kelas=kelas, pegawai=calon, oleh=kota.hr, sekarang=SEKARANG)
        for p in calon:
            tandai(kelas, p, ["HADIR"])
        with django_assert_num_queries(16):
            verifikasi(kelas)
