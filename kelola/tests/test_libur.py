"""Days off that training sessions stand on: seen before saving, told afterwards."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from instansi.models import HariLibur, Penugasan
from kelola.actions.libur import simpan_libur
from kelola.queries import libur as queries
from lib.tanggal import tanggal_hari
from notifikasi.actions import kirim_bagian
from notifikasi.models import Pesan
from pelatihan.models import Kelas, Sesi
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.tests.factories import KelasFactory, SesiFactory

pytestmark = pytest.mark.django_db
SEHARI = timedelta(days=1)
BARU = reverse("kelola:libur_baru")


def hari(selisih=20):
    return timezone.localdate() + timedelta(days=selisih)


def sesi(unit, selisih=20, jam=9, **isi):
    """A session of a class of this unit, by the clock of Palu."""
    mulai = datetime.combine(hari(selisih), time(jam), ZoneInfo("Asia/Makassar"))
    kelas = isi.pop("kelas", None) or KelasFactory(penyelenggara=unit, **isi)
    return SesiFactory(kelas=kelas, mulai=mulai)


def isi(selisih=20, **lain):
    return {"tanggal": hari(selisih), "nama": "Hari Raya", "jenis": "LIBUR"} | lain


def ditinjau(selisih=20, **lain):
    return isi(selisih, ditinjau=hari(selisih).isoformat(), **lain)


def teks(jawaban):
    return " ".join(jawaban.content.decode().split())


def pesan():
    daftar = Pesan.objects.filter(jenis="libur_sesi").order_by("penerima__nama", "pk")
    return [(p.penerima.nama, p.data["sesi"]) for p in daftar]


def test_sessions_of_that_day_are_listed_before_anything_is_saved(hr, dunia):
    palu = dunia.palu
    satu, dua = sesi(palu.dikbud), sesi(palu.pemda, jam=13)
    lain = [
        sesi(palu.dikbud, 21),
        sesi(palu.dikbud, status="BATAL", alasan_batal="Sepi"),
        sesi(dunia.salatiga.dikbud),
    ]

    jawaban = hr.post(BARU, isi())

    halaman = teks(jawaban)
    assert jawaban.status_code == 200
    assert f"<b>2 sesi pelatihan</b> jatuh pada {tanggal_hari(hari())}" in halaman
    for s in (satu, dua):
        assert f"{reverse('pelatihan:kelas_detail', args=[s.kelas_id])}?tab=sesi" in halaman
    for s in lain:
        assert reverse("pelatihan:kelas_detail", args=[s.kelas_id]) not in halaman
    assert not HariLibur.objects.exists()
    assert pesan() == []


def test_a_day_that_is_off_already_is_refused_before_the_sessions_are_shown(hr, dunia):
    sesi(dunia.palu.dikbud)
    ada = HariLibur.objects.create(
        pemda=dunia.palu.pemda, tanggal=hari(), nama="Natal", jenis="CUTI_BERSAMA"
    )
    lain = HariLibur.objects.create(
        pemda=dunia.palu.pemda, tanggal=hari(25), nama="Lain", jenis="LIBUR"
    )

    for alamat in (BARU, reverse("kelola:libur_ubah", args=[lain.pk])):
        jawaban = hr.post(alamat, isi())
        assert jawaban.status_code == 422
        assert "sudah tercatat sebagai hari libur: Natal (cuti bersama)." in teks(jawaban)
        assert "sesi pelatihan" not in teks(jawaban)
    sendiri = reverse("kelola:libur_ubah", args=[ada.pk])
    assert hr.post(sendiri, isi(nama="Hari Natal")).status_code == 302


def test_saved_after_the_look_it_is_told_to_the_organisers_once(hr, dunia):
    palu = dunia.palu
    satu, dua = sesi(palu.sekolah), sesi(palu.dinkes)
    sesi(palu.pemda)  # the officer who saves is its organiser

    jawaban = hr.post(BARU, ditinjau(), follow=True)

    assert "Hari Raya tersimpan. 2 penyelenggara kelas diberi tahu." in teks(jawaban)
    assert pesan() == [("Citra", [satu.pk]), ("Hana", [dua.pk])]

    ubah = reverse("kelola:libur_ubah", args=[HariLibur.objects.get().pk])
    assert hr.post(ubah, isi(nama="Lain")).status_code == 302
    assert len(pesan()) == 2


def test_the_deputy_of_an_organiser_is_told_too(hr, dunia):
    palu = dunia.palu
    tugas = palu.pengelola.penugasan.filter(peran="PENGELOLA_OPD")
    satu = sesi(palu.sekolah)
    tugas.update(deputi=palu.atasan)

    hr.post(BARU, ditinjau())

    assert pesan() == [("Citra", [satu.pk]), ("Gita", [satu.pk])]


def test_a_day_moved_onto_sessions_is_looked_at_and_told_again(hr, dunia):
    lama, baru = sesi(dunia.palu.dinkes), sesi(dunia.palu.dinkes, 21)
    hr.post(BARU, ditinjau())
    ubah = reverse("kelola:libur_ubah", args=[HariLibur.objects.get().pk])

    assert "Belum disimpan" in teks(hr.post(ubah, isi(21)))
    assert "Belum disimpan" in teks(hr.post(ubah, isi(21, ditinjau=hari(20).isoformat())))
    assert HariLibur.objects.get().tanggal == hari(20)

    hr.post(ubah, ditinjau(21))
    assert [s for _, s in pesan()] == [[lama.pk], [baru.pk]]


def test_a_day_without_sessions_is_saved_at_once(hr, dunia):
    sesi(dunia.palu.dinkes, 21)

    assert hr.post(BARU, isi()).status_code == 302
    assert pesan() == []


def test_the_day_is_the_one_of_the_citys_calendar(dunia):
    """07.00 in Palu is the evening before in UTC."""
    pagi = sesi(dunia.palu.dinkes, jam=7)

    ada = queries.sesi_pada(dunia.palu.pemda, [hari()], timezone.now())

    assert pagi.mulai.astimezone(UTC).date() == hari(19)
    assert [s.pk for s in ada] == [pagi.pk]


def test_what_is_outside_the_scope_is_counted_not_named(dunia):
    palu = dunia.palu
    sesi(palu.dinkes)
    milik = sesi(palu.dikbud)

    ada = queries.sesi_libur(palu.pengelola, IzinPelatihan.KELAS_KELOLA, [hari()], timezone.now())

    assert ([s.pk for s in ada.daftar], ada.sisa, ada.luar) == ([milik.pk], 0, 1)


def test_the_same_queries_for_one_and_three_sessions(dunia, django_assert_num_queries):
    palu = dunia.palu
    sesi(palu.dikbud, 21)  # reads the roles of the account, as the gate does
    queries.sesi_libur(palu.hr, IzinPelatihan.KELAS_LIHAT, [hari(21)], timezone.now())
    for n in (1, 2):
        for _ in range(n):
            sesi(palu.dikbud)
        with django_assert_num_queries(3):
            ada = queries.sesi_libur(palu.hr, IzinPelatihan.KELAS_LIHAT, [hari()], timezone.now())
            assert all(str(s.kelas) and str(s.kelas.penyelenggara) for s in ada.daftar)


def test_without_an_officer_of_its_own_the_city_organises(dunia):
    palu = dunia.palu
    Penugasan.objects.filter(pengguna=palu.pengelola_dinkes).update(selesai=hari(-1))
    satu = sesi(palu.puskesmas)

    assert queries.penyelenggara_sesi([satu], hari(0)) == {palu.hr.pk: [satu]}


def simpan(palu, selisih=20):
    libur = HariLibur(pemda=palu.pemda)
    simpan_libur(
        libur=libur, tanggal=hari(selisih), nama="Hari Raya", jenis="LIBUR", yakin=False,
        oleh=palu.admin, sekarang=timezone.now(),
    )  # fmt: skip
    return libur


def test_the_letter_names_the_sessions(dunia):
    satu = sesi(dunia.palu.dinkes)
    simpan(dunia.palu)

    kirim_bagian(jam=timezone.now)

    (surat,) = mail.outbox
    assert "Sesi pelatihan pada hari libur" in surat.subject
    assert str(satu.kelas) in surat.body
    assert "09.00–11.00 WITA" in surat.body


@pytest.mark.parametrize("sebab", ["dihapus", "dipindah", "sesi_pindah", "kelas_batal", "lewat"])
def test_what_no_longer_holds_is_not_sent(dunia, sebab):
    satu = sesi(dunia.palu.dinkes)
    libur = simpan(dunia.palu)
    (pesan_libur,) = Pesan.objects.filter(jenis="libur_sesi")
    kini = timezone.now()
    if sebab == "dihapus":
        libur.delete()
    elif sebab == "dipindah":
        HariLibur.objects.update(tanggal=hari(40))
    elif sebab == "sesi_pindah":
        Sesi.objects.update(mulai=satu.mulai + SEHARI, selesai=satu.selesai + SEHARI)
    elif sebab == "kelas_batal":
        Kelas.objects.update(status="BATAL", alasan_batal="Sepi")
    else:
        kini += timedelta(days=22)
    pesan_libur.objek = queries.muat_libur([pesan_libur]).get(pesan_libur.pk)

    assert queries.alasan_libur(pesan_libur, kini) == {
        "sesi_pindah": queries.TIDAK_ADA_SESI,
        "kelas_batal": queries.TIDAK_ADA_SESI,
        "lewat": queries.SUDAH_LEWAT,
    }.get(sebab, queries.SUDAH_BERUBAH)


def test_copied_days_are_looked_at_too(hr, dunia):
    tahun = timezone.localdate().year + 1
    HariLibur.objects.create(
        pemda=dunia.palu.pemda, tanggal=f"{tahun - 1}-12-25", nama="Natal", jenis="LIBUR"
    )
    mulai = datetime(tahun, 12, 25, 1, tzinfo=UTC)
    satu = SesiFactory(kelas=KelasFactory(penyelenggara=dunia.palu.dinkes), mulai=mulai)
    salin = reverse("kelola:libur_salin", args=[tahun])
    data = {"tanggal": [f"{tahun}-12-25"]}

    jawaban = hr.post(salin, data)
    assert "<b>1 sesi pelatihan</b>" in teks(jawaban)
    assert HariLibur.objects.count() == 1

    hr.post(salin, data | {"ditinjau": "ya"})
    assert HariLibur.objects.count() == 2
    assert pesan() == [("Hana", [satu.pk])]
