"""Every KPI counted by hand in a world of 12 people."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from evaluasi.models import Bagian, Instrumen, Jawaban, Pertanyaan, TugasEvaluasi
from instansi.models import Pegawai, PredikatKinerja
from instansi.tests.factories import (
    JabatanFactory,
    PegawaiFactory,
    buat_pemda,
    buat_unit,
)
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import RingkasanPerhatian
from laporan.queries import dasbor, mentah
from laporan.queries.pegawai import banyak_teringkas
from laporan.queries.perhatian import (
    alasan_perhatian,
    dengan_perhatian,
    nilai_perhatian,
    perlu_perhatian,
)
from laporan.queries.periksa import selisih_ringkasan
from pelatihan.models import Kehadiran, Sesi
from pelatihan.tests.factories import KelasFactory, PendaftaranFactory, SesiFactory
from pembinaan.models import CatatanJP

SEKARANG = datetime(2026, 7, 2, 4, tzinfo=UTC)  # day 183 of 365: pro-rata 20 JP is 10.03


def jp(orang, jumlah, tahun=2026):
    CatatanJP.objects.create(
        pegawai=orang,
        unit=orang.unit,
        tanggal=date(tahun, 5, 4),
        tahun=tahun,
        jp=jumlah,
        sumber="LUAR",
        kunci=f"luar:{orang.pk}:{tahun}:{jumlah}",
        keterangan="Kursus",
        dicatat_pada=SEKARANG,
    )


def ikut(orang, kelas, mulai, status="HADIR"):
    sesi = SesiFactory(kelas=kelas, mulai=mulai, selesai=mulai + timedelta(hours=2), terjadwal=True)
    daftar = PendaftaranFactory(kelas=kelas, pegawai=orang)
    Kehadiran.objects.create(
        pendaftaran=daftar,
        sesi=sesi,
        pegawai=orang,
        mulai=sesi.mulai,
        selesai=sesi.selesai,
        terjadwal=True,
        status=status,
        ditandai_pada=None if status == "BELUM" else SEKARANG,
    )
    return daftar


def nilai(daftar, soal, *, lewat=1, angka=None, dibuka=True):
    tugas = TugasEvaluasi.objects.create(
        pendaftaran=daftar,
        instrumen=soal.bagian.instrumen,
        kelas=daftar.kelas,
        pegawai=daftar.pegawai,
        unit=daftar.unit,
        dibuka_pada=SEKARANG - timedelta(days=7 + lewat),
        tenggat=SEKARANG - timedelta(days=lewat),
        status="TERKIRIM" if angka else "TERBUKA",
        tanggal_kirim=date(2026, 6, 30) if angka else None,
        dihitung_pada=SEKARANG if dibuka else None,
    )
    if angka:
        Jawaban.objects.create(tugas=tugas, pertanyaan=soal, nilai=angka)


def isi_orang():
    """The units and their people: ``kota`` says who is who, ``g`` are the teachers."""
    pemda = buat_pemda("Uji", "Asia/Makassar")
    dinas = buat_unit(pemda, "Dinas")
    sekolah = buat_unit(dinas, "SD", "SEKOLAH")
    kelurahan = buat_unit(pemda, "Kelurahan", "KELURAHAN")
    guru = JabatanFactory(pemda=pemda, nama="Guru", rumpun="GURU", jenis="JF")
    kepala = PegawaiFactory(
        unit=dinas,
        jabatan=JabatanFactory(pemda=pemda, nama="Sekda", jenis="JPT", eselon="II.a"),
    )
    a, b, c, d = (PegawaiFactory(unit=dinas, atasan=kepala) for _ in range(4))
    g = [PegawaiFactory(unit=sekolah, jabatan=guru, atasan=kepala) for _ in range(6)]
    lurah = PegawaiFactory(unit=kelurahan, atasan=kepala)
    pensiun = PegawaiFactory(unit=dinas, status="PENSIUN")
    Pegawai.objects.filter(pk=g[4].pk).update(atasan=None)
    Pegawai.objects.filter(pk=g[5].pk).update(jenis="PPPK")
    return SimpleNamespace(
        pemda=pemda, dinas=dinas, sekolah=sekolah, kelurahan=kelurahan,
        kepala=kepala, a=a, b=b, c=c, d=d, g=g, lurah=lurah, pensiun=pensiun,
    )  # fmt: skip


def isi_jp(k):
    for orang, jumlah in zip(
        [k.kepala, k.a, k.b, k.c, k.d, *k.g[:5], k.lurah, k.pensiun],
        [25, 20, 12, 10, 10, 20, 11, 11, 11, 11, 20, 40],
        strict=True,
    ):
        jp(orang, jumlah)
    jp(k.g[5], 24, tahun=2025)


def isi_kelas(k):
    lalu = datetime(2026, 3, 2, 1, tzinfo=UTC)
    for n, orang in enumerate([k.a, k.b, k.g[0]]):
        ikut(orang, KelasFactory(penyelenggara=k.dinas), lalu + timedelta(days=n))
    ikut(k.d, KelasFactory(penyelenggara=k.dinas), lalu + timedelta(days=9), status="ALPA")
    ikut(k.c, KelasFactory(penyelenggara=k.dinas), SEKARANG + timedelta(days=3), status="BELUM")


def isi_evaluasi(k):
    instrumen = Instrumen.objects.create(pemda=k.pemda, kode="reaksi", nama="Reaksi", skala_maks=5)
    bagian = Bagian.objects.create(
        instrumen=instrumen, jenis="PENYELENGGARA", judul="Kelas", urutan=1
    )
    soal = Pertanyaan.objects.create(bagian=bagian, urutan=1, jenis="SKALA", teks="Materi")
    for orang, angka, lewat in [
        (k.a, 5, 1),
        (k.b, 4, 1),
        (k.g[0], 3, 1),
        (k.g[2], None, 8),
        (k.g[3], None, 7),
    ]:
        kelas = KelasFactory(penyelenggara=k.dinas)
        nilai(PendaftaranFactory(kelas=kelas, pegawai=orang), soal, angka=angka, lewat=lewat)


def isi_predikat(k):
    for orang, tahun, predikat in [
        (k.a, 2024, "KURANG"),
        (k.a, 2025, "SANGAT_BAIK"),
        (k.b, 2025, "BAIK"),
        (k.g[0], 2024, "BUTUH_PERBAIKAN"),
    ]:
        PredikatKinerja.objects.create(
            pegawai=orang, unit=orang.unit, tahun=tahun, predikat=predikat
        )


@pytest.fixture
def kota(db):
    """A dinas with 5 people, its school with 6 teachers and a kelurahan with one person.

    Dinas: kepala (25 JP), a (20), b (12), c (10, an upcoming class), d (10, nothing booked).
    School: g1..g6, teachers: g1 20 JP; g2 11; g3 11 with a form 8 days late; g4 11 with a form
    7 days late; g5 11 without superior; g6 PPPK with 24 JP in 2025 and none in 2026.
    Kelurahan: its lurah, 20 JP. A retired person with 40 JP counts nowhere.
    """
    kota = isi_orang()
    isi_jp(kota)
    isi_kelas(kota)
    isi_evaluasi(kota)
    isi_predikat(kota)
    segarkan_ringkasan(pemda=kota.pemda, tahun=2026, oleh="sistem:uji", sekarang=SEKARANG)
    return kota


def test_people_and_target(kota):
    angka = dasbor.angka_unit(kota.pemda, 2026).kelompok

    assert angka["SEMUA"].pegawai == 12
    assert angka["SEMUA"].capai_target == 4  # kepala, a, g1, lurah
    assert angka["GURU"].pegawai == 6
    assert angka["GURU"].capai_target == 1
    assert angka["SEMUA"].persen_capai == Decimal(100) * 4 / 12


def test_participation_counts_people_present_this_year(kota):
    angka = dasbor.angka_unit(kota.pemda, 2026).kelompok

    assert angka["SEMUA"].berpartisipasi == 3  # a, b, g1; d was absent, c comes later
    assert angka["GURU"].berpartisipasi == 1


def test_attention_has_each_reason(kota):
    semua = dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"]

    assert semua.perhatian_jp == 2  # d and g6; c has a class booked
    assert semua.perhatian_evaluasi == 1  # g3, 8 days late; 7 days is not yet over the limit
    assert semua.perhatian_atasan == 1  # g5; the regional secretary needs none
    assert semua.perhatian == 4


def test_a_class_of_next_year_does_not_help_this_year(kota):
    Sesi.objects.filter(mulai__gt=SEKARANG).update(
        mulai=datetime(2027, 1, 4, 1, tzinfo=UTC), selesai=datetime(2027, 1, 4, 3, tzinfo=UTC)
    )

    segarkan_ringkasan(pemda=kota.pemda, tahun=2026, oleh="sistem:uji", sekarang=SEKARANG)

    assert dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"].perhatian_jp == 3  # c as well
    acuan = mentah.acuan_tahun(kota.pemda, 2026, SEKARANG)
    orang = dengan_perhatian(
        Pegawai.objects.filter(status="AKTIF"), patokan=acuan, sekarang=SEKARANG
    )
    assert not any(p.ada_kelas for p in orang)


def test_people_behind_the_count_carry_their_reasons(kota):
    acuan = mentah.acuan_tahun(kota.pemda, 2026, SEKARANG)

    orang = dasbor.orang_perhatian(kota.pemda, patokan=acuan, banyak=10)

    assert [(o.jp, o.target, o.alasan) for o in orang] == [
        (0, 20, ["0 JP, di bawah laju tahun ini, dan belum terdaftar di kelas mendatang"]),
        (10, 20, ["10 JP, di bawah laju tahun ini, dan belum terdaftar di kelas mendatang"]),
        (11, 20, ["1 evaluasi terlambat lebih dari batas"]),
        (11, 20, ["belum punya atasan langsung"]),
    ]
    assert len(dasbor.orang_perhatian(kota.sekolah, patokan=acuan, banyak=10)) == 3
    assert len(dasbor.orang_perhatian(kota.pemda, patokan=acuan, banyak=2)) == 2


def test_stored_people_are_those_that_a_look_at_each_finds(kota):
    acuan = mentah.acuan_tahun(kota.pemda, 2026, SEKARANG)
    orang = dengan_perhatian(
        Pegawai.objects.filter(status="AKTIF"), patokan=acuan, sekarang=SEKARANG
    )

    langsung = {p.pk: (p.jp, p.alasan) for p in orang if nilai_perhatian(p, acuan)}

    assert langsung == {r.pegawai_id: (r.jp, alasan_perhatian(r)) for r in perlu_perhatian(2026)}
    banyak = {"semua": 4, "jp": 2, "evaluasi": 1, "atasan": 1}
    assert {j: perlu_perhatian(2026, j).count() for j in banyak} == banyak
    for jenis, n in banyak.items():
        saring = {"perhatian": jenis}
        assert banyak_teringkas(saring, tahun=2026, pemda=kota.pemda.pk) == n
    assert banyak_teringkas(saring, tahun=2025, pemda=kota.pemda.pk) == 0
    assert banyak_teringkas(saring, tahun=2026, pemda=None) is None


def test_rebuild_follows_and_writes_only_what_changed(kota):
    lama = dict(perlu_perhatian(2026).values_list("pegawai", "pk"))
    tetap, pergi = min(lama), max(lama)
    Pegawai.objects.filter(pk=pergi).update(status="PENSIUN")

    segarkan_ringkasan(pemda=kota.pemda, tahun=2026, oleh="sistem:uji", sekarang=SEKARANG)

    baru = dict(perlu_perhatian(2026).values_list("pegawai", "pk"))
    assert baru == {k: v for k, v in lama.items() if k != pergi}
    assert baru[tetap] == lama[tetap]


def test_periksa_finds_a_planted_difference_of_a_person(kota):
    assert list(selisih_ringkasan(kota.pemda, 2026)) == []
    satu = perlu_perhatian(2026, "atasan").get()
    RingkasanPerhatian.objects.filter(pk=satu.pk).update(jp=99)

    (selisih,) = selisih_ringkasan(kota.pemda, 2026)

    assert f"pegawai {satu.pegawai_id}" in selisih


def test_evaluation_mean_with_response(kota):
    semua = dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"]

    assert (semua.evaluasi_terkirim, semua.evaluasi_ditugaskan) == (3, 5)
    assert semua.evaluasi_dihitung == 3
    assert semua.nilai_evaluasi == 80  # (100 + 80 + 60) / 3
    assert semua.respons == 60


def test_a_form_counts_in_the_response_at_once_and_in_the_mean_when_results_open(kota):
    soal = Pertanyaan.objects.get()
    orang = PegawaiFactory(unit=kota.kelurahan)
    daftar = PendaftaranFactory(kelas=KelasFactory(penyelenggara=kota.dinas), pegawai=orang)
    nilai(daftar, soal, angka=1, dibuka=False)
    segarkan_ringkasan(pemda=kota.pemda, tahun=2026, oleh="sistem:uji", sekarang=SEKARANG)

    semua = dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"]

    assert (semua.evaluasi_terkirim, semua.evaluasi_dihitung) == (4, 3)
    assert semua.nilai_evaluasi == 80
    assert list(selisih_ringkasan(kota.pemda, 2026)) == []


def test_people_behind_a_mean_are_counted_not_forms(kota):
    """Two classes of one person are one person, in another unit too (responden_minimum)."""
    soal = Pertanyaan.objects.get()
    lama = TugasEvaluasi.objects.filter(dihitung_pada__isnull=False).first()
    for unit in (kota.kelurahan, kota.dinas):
        daftar = PendaftaranFactory(
            kelas=KelasFactory(penyelenggara=kota.dinas), pegawai=lama.pegawai
        )
        nilai(daftar, soal, angka=5)
        TugasEvaluasi.objects.filter(kelas=daftar.kelas).update(unit=unit)
    segarkan_ringkasan(pemda=kota.pemda, tahun=2026, oleh="sistem:uji", sekarang=SEKARANG)

    semua = dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"]

    assert (semua.evaluasi_dihitung, semua.evaluasi_orang) == (5, 3)


def test_latest_rating_counts_once(kota):
    semua = dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"]

    assert (semua.predikat_sangat_baik, semua.predikat_baik) == (1, 1)
    assert (semua.predikat_butuh_perbaikan, semua.predikat_kurang) == (1, 0)
    assert semua.berpredikat == 3


def test_children_add_up_to_the_parent(kota):
    anak = dasbor.anak_unit(kota.pemda, dasbor.angka_unit(kota.pemda, 2026))

    assert [(u.nama, a.pegawai, a.capai_target) for u, a in anak] == [
        ("Dinas", 11, 3),
        ("Kelurahan", 1, 1),
    ]
    assert (
        dasbor.jumlahkan(a for _, a in anak)
        == dasbor.angka_unit(kota.pemda, 2026).kelompok["SEMUA"]
    )


def test_people_of_the_unit_itself_are_a_row_of_their_own(kota):
    angka = dasbor.angka_unit(kota.dinas, 2026)
    baris = dasbor.anak_unit(kota.dinas, angka)

    assert [(u.nama, a.pegawai) for u, a in baris] == [("Dinas", 5), ("SD", 6)]
    assert dasbor.jumlahkan(a for _, a in baris) == angka.kelompok["SEMUA"]
    assert dasbor.anak_unit(kota.sekolah, dasbor.angka_unit(kota.sekolah, 2026)) == []


def test_no_people_is_no_data(kota):
    kosong = buat_unit(kota.pemda, "Badan Kosong")

    semua = dasbor.angka_unit(kosong, 2026).kelompok["SEMUA"]

    assert semua.persen_capai is None
    assert semua.nilai_evaluasi is None


def test_monthly_jp_comes_from_the_ledger(kota):
    assert dasbor.jp_bulanan(kota.dinas, 2026, 2025) == {
        2026: {5: 25 + 20 + 12 + 10 + 10 + 20 + 44 + 40},
        2025: {},
    }
