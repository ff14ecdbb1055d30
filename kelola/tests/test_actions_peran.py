from datetime import UTC, date, datetime, timedelta

import pghistory
import pytest
from django.apps import apps
from django.utils import timezone

from instansi.actions.peran import AdminTerakhir
from instansi.models import Penugasan, Peran
from instansi.tests.factories import buat_akun
from kelola.actions.peran import (
    IsiPeran,
    PeranTidakBisaDiberi,
    PeranTidakBisaDiubah,
    akhiri_peran,
    beri_peran,
    ubah_peran,
)
from notifikasi.models import Pesan

SEKARANG = datetime(2026, 11, 22, 2, tzinfo=UTC)
HARI = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def beri(dunia, penerima=None, oleh=None, **isi):
    isi = {"peran": "KEPALA", "instansi": dunia.palu.dikbud, "mulai": HARI, "selesai": None} | isi
    return beri_peran(
        penerima=penerima or dunia.palu.pegawai,
        isi=IsiPeran(**{"alasan": "SK 800/1"} | isi),
        oleh=oleh or dunia.palu.admin,
        sekarang=SEKARANG,
    )


def ubah(dunia, tugas, oleh=None, **isi):
    isi = {"selesai": None, "pelaksana_tugas": False, "deputi": None, "alasan": "SK 800/2"} | isi
    return ubah_peran(penugasan=tugas, oleh=oleh or dunia.palu.admin, sekarang=SEKARANG, **isi)


def akhiri(dunia, tugas, oleh=None, sekarang=SEKARANG):
    return akhiri_peran(
        penugasan=tugas, alasan="Mutasi", oleh=oleh or dunia.palu.admin, sekarang=sekarang
    )


def milik(akun):
    return Penugasan.objects.get(pengguna=akun)


def surat():
    return list(Pesan.objects.order_by("pk").values_list("jenis", "penerima__nama"))


def test_giving_writes_the_reason_and_tells_the_person(dunia):
    baru = beri(dunia, deputi=dunia.palu.atasan)

    baru.refresh_from_db()
    assert (baru.alasan, baru.deputi, baru.delegasi_dari) == ("SK 800/1", dunia.palu.atasan, None)
    assert surat() == [("peran_diberi", "Fajar"), ("peran_diberi", "Gita")]
    assert Pesan.objects.latest("pk").data["pemegang"] == "Fajar"
    acara = pghistory.models.Events.objects.tracks(baru).get()
    assert acara.pgh_context["aksi"] == "beri_peran"
    assert acara.pgh_context["pelaku"] == dunia.palu.admin.pk


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ({"peran": "PEGAWAI"}, "mengikuti data pegawai"),
        ({"peran": "HR"}, "seluruh kota"),
        ({"mulai": HARI - timedelta(days=1)}, "paling awal hari ini"),
        ({"pelaksana_tugas": True}, "Plt/Plh wajib punya hari terakhir"),
        ({"selesai": HARI - timedelta(days=1)}, "sebelum tanggal mulai"),
    ],
)
def test_giving_refused_writes_nothing(dunia, isi, kata):
    semula = Penugasan.objects.count()

    with pytest.raises(PeranTidakBisaDiberi, match=kata):
        beri(dunia, **isi)

    assert (Penugasan.objects.count(), surat()) == (semula, [])


def test_giving_twice_is_refused_with_the_days_of_the_first(dunia):
    beri(dunia)

    with pytest.raises(PeranTidakBisaDiberi, match=r"sudah memegang peran .* 22 November 2026"):
        beri(dunia, mulai=HARI + timedelta(days=3))


def test_nobody_gives_a_role_to_oneself(dunia):
    with pytest.raises(PeranTidakBisaDiberi, match="kepada diri sendiri"):
        beri(dunia, penerima=dunia.palu.admin)


def wakil_admin(dunia):
    """Gita is admin by delegation of Ayu."""
    return Penugasan.objects.create(
        pengguna=dunia.palu.atasan,
        peran=Peran.ADMIN_PEMDA,
        instansi=dunia.palu.pemda,
        mulai=date(2026, 1, 1),
        selesai=date(2099, 1, 1),
        delegasi_dari=milik(dunia.palu.admin),
    )


def test_a_delegated_admin_makes_and_unmakes_no_admin(dunia):
    wakil_admin(dunia)
    oleh = dunia.palu.atasan

    with pytest.raises(PeranTidakBisaDiberi, match="sebagai delegasi"):
        beri(dunia, oleh=oleh, peran="ADMIN_PEMDA", instansi=dunia.palu.pemda)
    with pytest.raises(PeranTidakBisaDiubah, match="sebagai delegasi"):
        akhiri(dunia, milik(dunia.palu.admin), oleh=oleh)
    assert beri(dunia, oleh=oleh).pk


def test_changing_the_end_tells_the_holder_and_shortens_delegations(dunia):
    asal = milik(dunia.palu.kepala)
    titip = Penugasan.objects.create(
        pengguna=dunia.palu.atasan,
        peran="KEPALA",
        instansi=dunia.palu.dikbud,
        mulai=HARI,
        selesai=HARI + timedelta(days=9),
        delegasi_dari=asal,
    )

    ubah(dunia, asal, selesai=HARI + timedelta(days=3), deputi=dunia.palu.pengelola)

    titip.refresh_from_db()
    asal.refresh_from_db()
    assert titip.selesai == asal.selesai == HARI + timedelta(days=3)
    assert asal.deputi == dunia.palu.pengelola
    assert surat() == [
        ("peran_diubah", "Gita"),
        ("peran_diubah", "Diana"),
        ("peran_diberi", "Citra"),
    ]
    assert Pesan.objects.get(penerima__nama="Diana").data["selesai_lama"] is None


def test_a_deputy_is_told_of_every_change_and_of_the_end(dunia):
    tugas, palu = milik(dunia.palu.kepala), dunia.palu
    Penugasan.objects.filter(pk=tugas.pk).update(deputi=palu.pengelola)

    ubah(dunia, tugas, selesai=HARI + timedelta(days=3), deputi=palu.pengelola)
    ubah(dunia, tugas, selesai=HARI + timedelta(days=3), deputi=palu.atasan)
    akhiri(dunia, tugas)

    kepada_deputi = [s for s in surat() if s[1] != "Diana"]
    assert kepada_deputi == [
        ("peran_diubah", "Citra"),
        ("peran_berakhir", "Citra"),
        ("peran_diberi", "Gita"),
        ("peran_berakhir", "Gita"),
    ]


def test_a_delegation_is_not_changed(dunia):
    with pytest.raises(PeranTidakBisaDiubah, match="Delegasi tidak diubah"):
        ubah(dunia, wakil_admin(dunia))


def test_nobody_extends_their_own_role(dunia):
    tugas = milik(dunia.palu.admin)
    # Rights are read by the real clock: the role must last beyond the test's own day.
    Penugasan.objects.filter(pk=tugas.pk).update(selesai=timezone.localdate() + timedelta(days=1))
    buat_akun(dunia.palu.pemda, "Beni", Peran.ADMIN_PEMDA)

    with pytest.raises(PeranTidakBisaDiubah, match="memperpanjang peran sendiri"):
        ubah(dunia, tugas)


def test_the_last_admin_stays(dunia):
    tugas = milik(dunia.palu.admin)

    with pytest.raises(AdminTerakhir, match="tidak akan punya admin pemda lagi"):
        akhiri(dunia, tugas)
    with pytest.raises(AdminTerakhir, match="mulai 28 November 2026"):
        ubah(dunia, tugas, selesai=HARI + timedelta(days=5))

    tugas.refresh_from_db()
    assert (tugas.selesai, tugas.alasan, surat()) == (None, "", [])


def test_ending_takes_the_role_at_once_and_tells(dunia):
    tugas = milik(dunia.palu.pengelola)

    akhiri(dunia, tugas)

    tugas.refresh_from_db()
    assert (tugas.selesai, tugas.alasan) == (HARI - timedelta(days=1), "Mutasi")
    assert surat() == [("peran_berakhir", "Citra")]
    assert Pesan.objects.get().data["alasan"] == "Mutasi"


def test_ending_on_the_first_day_removes_the_row_and_keeps_the_history(dunia):
    baru = beri(dunia)
    nomor = baru.pk

    akhiri(dunia, baru)

    assert not Penugasan.objects.filter(pk=nomor).exists()
    assert surat() == [("peran_diberi", "Fajar"), ("peran_berakhir", "Fajar")]
    assert set(Pesan.objects.values_list("sasaran", flat=True)) == {f"penugasan:{nomor}"}
    peristiwa = apps.get_model("instansi.PenugasanEvent").objects
    acara = peristiwa.filter(pgh_obj_id=nomor).order_by("pgh_id")
    assert [a.pgh_label for a in acara] == ["insert", "update", "delete"]


def test_the_day_is_the_pemdas_own(dunia):
    """17.00 UTC is the next day in Palu already: yesterday there is the 22nd."""
    tugas = milik(dunia.palu.pengelola)

    akhiri(dunia, tugas, sekarang=datetime(2026, 11, 22, 17, tzinfo=UTC))

    tugas.refresh_from_db()
    assert tugas.selesai == HARI


def test_what_is_over_is_not_ended_again(dunia):
    tugas = milik(dunia.palu.pengelola)
    akhiri(dunia, tugas)

    with pytest.raises(PeranTidakBisaDiubah, match="sudah berakhir 21 November 2026"):
        akhiri(dunia, tugas)
    with pytest.raises(PeranTidakBisaDiubah, match="sudah berakhir"):
        ubah(dunia, tugas)


def test_what_was_removed_meanwhile_says_so(dunia):
    baru = beri(dunia)
    akhiri(dunia, baru)
    baru.pk = 10**9

    with pytest.raises(PeranTidakBisaDiubah, match="baru saja dihapus"):
        akhiri(dunia, baru)
