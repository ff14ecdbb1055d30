from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from instansi.models import Pegawai
from instansi.tests.factories import PegawaiFactory
from notifikasi.models import Pesan
from pelatihan.actions import pendaftaran as actions
from pelatihan.actions.pendaftaran import (
    JadwalBaruBerubah,
    KelasTertutup,
    PendaftaranTidakBisaDibatalkan,
    batalkan_pendaftaran,
    daftarkan_peserta,
)
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, Sesi
from pelatihan.rules.pendaftaran import Kode
from pelatihan.tests.factories import SEKARANG, SesiFactory, buat_kelas

HARI = timedelta(days=1)


@pytest.fixture
def kelas(dunia):
    return buat_kelas(dunia.palu.pemda, kursi=3)


@pytest.fixture
def daftarkan(dunia):
    def jalankan(kelas, *pegawai, sekarang=SEKARANG, **isi):
        return daftarkan_peserta(
            kelas=kelas, pegawai=pegawai, oleh=dunia.palu.hr, sekarang=sekarang, **isi
        )

    return jalankan


@pytest.fixture
def batalkan(dunia):
    def jalankan(pendaftaran, alasan="Tugas mendadak", sekarang=SEKARANG):
        batalkan_pendaftaran(
            pendaftaran=pendaftaran, alasan=alasan, oleh=dunia.palu.hr, sekarang=sekarang
        )

    return jalankan


def orang(dunia, jumlah):
    return [PegawaiFactory(unit=dunia.palu.puskesmas) for _ in range(jumlah)]


def terisi(kelas):
    kelas.refresh_from_db()
    assert kelas.terisi == kelas.pendaftaran.filter(status="DITERIMA").count()
    return kelas.terisi


def isi_tabel():
    return [m.objects.count() for m in (Pendaftaran, Kehadiran, Pesan)]


def test_seated_person_has_rows_and_is_told(dunia, kelas, daftarkan):
    pegawai = dunia.palu.pegawai.pegawai

    (hasil,) = daftarkan(kelas, pegawai)

    daftar = Pendaftaran.objects.get()
    assert hasil == (pegawai, daftar.pk, None, "")
    assert (daftar.unit, daftar.didaftarkan_oleh) == (dunia.palu.sekolah, dunia.palu.hr)
    assert list(daftar.kehadiran.order_by("mulai").values_list("mulai", "terjadwal")) == list(
        kelas.sesi.order_by("mulai").values_list("mulai", "terjadwal")
    )
    pesan = Pesan.objects.get()
    assert (pesan.jenis, pesan.sasaran) == ("kelas_undangan", f"pendaftaran:{daftar.pk}")
    assert (pesan.penerima, pesan.jatuh_tempo) == (dunia.palu.pegawai, SEKARANG)
    assert terisi(kelas) == 1


def test_a_draft_tells_nobody_and_holds_nobody(dunia, daftarkan):
    draf = buat_kelas(dunia.palu.pemda, terbit=False)

    daftarkan(draf, dunia.palu.pegawai.pegawai)

    assert Pesan.objects.count() == 0
    assert set(Kehadiran.objects.values_list("terjadwal", flat=True)) == {False}


def test_a_person_without_account_is_seated_without_message(dunia, kelas, daftarkan):
    daftarkan(kelas, *orang(dunia, 1))

    assert isi_tabel() == [1, 3, 0]


def test_bulk_larger_than_the_seats_keeps_the_order(dunia, kelas, daftarkan):
    calon = orang(dunia, 5)
    calon[1].status = "PENSIUN"
    calon[1].save()

    hasil = daftarkan(kelas, *calon)

    assert [h.pegawai for h in hasil] == calon
    assert [h.penolakan and h.penolakan.kode for h in hasil] == [
        None,
        Kode.TIDAK_AKTIF,
        None,
        None,
        Kode.PENUH,
    ]
    assert terisi(kelas) == 3
    assert {d.pegawai for d in Pendaftaran.objects.all()} == {calon[0], calon[2], calon[3]}


def test_nominating_twice_seats_once(dunia, kelas, daftarkan):
    pegawai = dunia.palu.pegawai.pegawai

    assert len(daftarkan(kelas, pegawai, pegawai)) == 1
    (ulang,) = daftarkan(kelas, pegawai)

    assert ulang.penolakan == (Kode.SUDAH, "Sudah terdaftar di kelas ini.")
    assert isi_tabel() == [1, 3, 1]
    assert terisi(kelas) == 1


def test_a_clash_is_named_and_uses_no_seat(dunia, kelas, daftarkan):
    satu, dua = orang(dunia, 2)
    lain = buat_kelas(dunia.palu.pemda, mulai=SEKARANG + 11 * HARI, jumlah_sesi=1)
    daftarkan(lain, satu)

    hasil = daftarkan(kelas, satu, dua)

    assert hasil[0].penolakan == (
        Kode.BENTROK,
        f"Bentrok dengan {lain}, Rabu, 2 Desember 2026 10.00–12.00 WITA.",
    )
    assert hasil[1].penolakan is None
    assert terisi(kelas) == 1


def test_back_to_back_is_no_clash(dunia, kelas, daftarkan):
    (satu,) = orang(dunia, 1)
    lain = buat_kelas(
        dunia.palu.pemda, mulai=SEKARANG + 10 * HARI + timedelta(hours=2), jumlah_sesi=1
    )
    daftarkan(lain, satu)

    assert daftarkan(kelas, satu)[0].penolakan is None


def test_a_clash_may_be_allowed_with_a_reason(dunia, kelas, daftarkan):
    (satu,) = orang(dunia, 1)
    lain = buat_kelas(dunia.palu.pemda, mulai=SEKARANG + 11 * HARI, jumlah_sesi=1)
    daftarkan(lain, satu)

    (hasil,) = daftarkan(kelas, satu, izin_bentrok={satu.pk: " Diminta Sekda "})

    assert hasil.penolakan is None
    assert hasil.catatan.startswith(f"Bentrok dengan {lain}")
    assert list(
        Kehadiran.objects.filter(sesi__kelas=kelas)
        .order_by("mulai")
        .values_list("izin_bentrok_alasan", flat=True)
    ) == ["", "Diminta Sekda", ""]


def test_a_draft_may_overlap_but_says_so(dunia, kelas, daftarkan):
    (satu,) = orang(dunia, 1)
    daftarkan(kelas, satu)
    draf = buat_kelas(dunia.palu.pemda, terbit=False)

    (hasil,) = daftarkan(draf, satu)

    assert hasil.penolakan is None
    assert hasil.catatan.startswith(f"Bentrok dengan {kelas}")


@pytest.mark.parametrize(
    ("isi", "alasan"),
    [
        ({"status": "SELESAI"}, "Rapat"),
        ({"status": "BATAL", "alasan_batal": "Dana"}, "Rapat"),
        ({"daftar_mulai": SEKARANG + HARI / 2}, ""),
        ({"daftar_selesai": SEKARANG}, "  "),
    ],
)
def test_closed_class_writes_nothing(dunia, kelas, daftarkan, isi, alasan):
    Kelas.objects.filter(pk=kelas.pk).update(**isi)

    with pytest.raises(KelasTertutup):
        daftarkan(kelas, dunia.palu.pegawai.pegawai, alasan_luar_masa=alasan)

    assert isi_tabel() == [0, 0, 0]


def test_outside_the_window_with_a_reason(dunia, kelas, daftarkan):
    daftarkan(
        kelas,
        dunia.palu.pegawai.pegawai,
        sekarang=kelas.daftar_selesai,
        alasan_luar_masa="Pengganti peserta sakit",
    )

    assert Pendaftaran.objects.get().alasan_luar_masa == "Pengganti peserta sakit"


def test_a_refusal_names_the_next_step(dunia, kelas, daftarkan):
    with pytest.raises(KelasTertutup) as galat:
        daftarkan(kelas, dunia.palu.pegawai.pegawai, sekarang=kelas.daftar_selesai)

    assert str(galat.value) == (
        "Pendaftaran kelas ini sudah ditutup. "
        "Hubungi BKPSDM: BKPSDM bisa mendaftarkan dengan alasan tertulis."
    )


def test_the_constraints_have_the_last_word(dunia, kelas, daftarkan):
    """A count that lies stands for a writer that came in between."""
    Kelas.objects.filter(pk=kelas.pk).update(terisi=3)

    with pytest.raises(JadwalBaruBerubah, match="Ulangi usulan"):
        daftarkan(kelas, dunia.palu.pegawai.pegawai)

    assert isi_tabel() == [0, 0, 0]


def test_other_integrity_errors_are_not_hidden(dunia, kelas, daftarkan):
    with connection.cursor() as kursor:
        kursor.execute("ALTER TABLE pelatihan_kehadiran ADD CONSTRAINT lain CHECK (mulai IS NULL)")

    with pytest.raises(IntegrityError, match="lain"):
        daftarkan(kelas, dunia.palu.pegawai.pegawai)


def test_queries_do_not_grow_with_people(dunia, daftarkan, django_assert_num_queries):
    for jumlah in (1, 3):
        kelas = buat_kelas(dunia.palu.pemda, mulai=SEKARANG + jumlah * 20 * HARI)
        calon = orang(dunia, jumlah)
        with django_assert_num_queries(17):
            daftarkan(kelas, *calon)


def test_new_sessions_get_rows_once(dunia, kelas, daftarkan):
    daftarkan(kelas, *orang(dunia, 2))
    SesiFactory(kelas=kelas, mulai=SEKARANG + 30 * HARI, terjadwal=True)

    assert [actions.lengkapi_kehadiran(kelas.pk) for _ in range(2)] == [2, 0]
    assert Kehadiran.objects.count() == 8


def test_cancelling_frees_seat_and_hours(dunia, kelas, daftarkan, batalkan):
    pegawai = dunia.palu.pegawai.pegawai
    daftarkan(kelas, pegawai)

    batalkan(Pendaftaran.objects.get())

    daftar = Pendaftaran.objects.get()
    assert (daftar.status, daftar.alasan_batal) == ("DIBATALKAN", "Tugas mendadak")
    assert (daftar.dibatalkan_oleh, daftar.dibatalkan_pada) == (dunia.palu.hr, SEKARANG)
    assert Kehadiran.objects.count() == 0
    assert terisi(kelas) == 0
    assert list(Pesan.objects.order_by("pk").values_list("jenis", "sasaran")) == [
        ("kelas_undangan", f"pendaftaran:{daftar.pk}"),
        ("pendaftaran_batal", f"pendaftaran:{daftar.pk}"),
    ]


def test_a_cancelled_person_may_come_back(dunia, kelas, daftarkan, batalkan):
    pegawai = dunia.palu.pegawai.pegawai
    daftarkan(kelas, pegawai)
    batalkan(Pendaftaran.objects.get())

    assert daftarkan(kelas, pegawai)[0].penolakan is None
    assert terisi(kelas) == 1
    assert Kehadiran.objects.count() == 3


def test_cancelling_keeps_marks(dunia, kelas, daftarkan, batalkan):
    """A mark can stand before the first session only when the session was moved; keep it."""
    daftarkan(kelas, dunia.palu.pegawai.pegawai)
    tanda = Kehadiran.objects.first()
    Kehadiran.objects.filter(pk=tanda.pk).update(status="IZIN", ditandai_pada=SEKARANG)

    batalkan(Pendaftaran.objects.get())

    assert list(Kehadiran.objects.values_list("status", flat=True)) == ["IZIN"]


@pytest.mark.parametrize(
    ("alasan", "sekarang", "sebagian"),
    [
        ("  ", SEKARANG, "Alasan pembatalan belum diisi"),
        ("Sakit", SEKARANG + 10 * HARI, "sudah dimulai"),
    ],
)
def test_refused_cancellation_writes_nothing(
    dunia, kelas, daftarkan, batalkan, alasan, sekarang, sebagian
):
    daftarkan(kelas, dunia.palu.pegawai.pegawai)
    sebelum = isi_tabel()

    with pytest.raises(PendaftaranTidakBisaDibatalkan, match=sebagian):
        batalkan(Pendaftaran.objects.get(), alasan, sekarang)

    assert isi_tabel() == sebelum
    assert terisi(kelas) == 1


def test_cancelling_twice_frees_one_seat(dunia, kelas, daftarkan, batalkan):
    daftarkan(kelas, *orang(dunia, 2))
    daftar = Pendaftaran.objects.order_by("pk").first()
    batalkan(daftar)

    with pytest.raises(PendaftaranTidakBisaDibatalkan, match="sudah dibatalkan"):
        batalkan(daftar)

    assert terisi(kelas) == 1


def test_cancelling_in_a_draft_tells_nobody(dunia, daftarkan, batalkan):
    draf = buat_kelas(dunia.palu.pemda, terbit=False, jumlah_sesi=0)
    daftarkan(draf, dunia.palu.pegawai.pegawai)

    batalkan(Pendaftaran.objects.get())

    assert Pesan.objects.count() == 0


def test_the_check_constraint_stands_beside_the_lock(kelas):
    with pytest.raises(IntegrityError, match="kelas_kursi_cukup"):
        Kelas.objects.filter(pk=kelas.pk).update(terisi=4)


def test_history_names_the_command(dunia, kelas, daftarkan):
    daftarkan(kelas, dunia.palu.pegawai.pegawai)

    konteks = Pendaftaran.pgh_event_model.objects.get().pgh_context
    assert konteks.metadata["aksi"] == "daftarkan_peserta"
    assert Sesi.objects.count() == 3
    assert Pegawai.objects.filter(pk=dunia.palu.pegawai.pegawai_id).exists()
