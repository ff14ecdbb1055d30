"""What the trail says of accounts helped, of accounts made, of roles ended."""

from datetime import timedelta

import pghistory
import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Context

from instansi.models import Penugasan
from kelola.actions.akun import buka_kunci, cabut_semua_sesi, lepas_dua_langkah
from kelola.actions.delegasi import akhiri_delegasi
from kelola.actions.peran import akhiri_peran
from kelola.models import PekerjaanAkun
from laporan.queries.jejak import Saring, daftar_aksi
from lib.tanggal import di_zona

pytestmark = pytest.mark.django_db
DAFTAR = "kelola:jejak_daftar"


def cari(kota, **saring):
    return daftar_aksi(kota.pemda, Saring(**saring)).daftar


@pytest.mark.parametrize(
    ("perbuatan", "kata", "judul"),
    [
        (buka_kunci, "dibuka kuncinya", "Buka kunci akun"),
        (cabut_semua_sesi, "diakhiri semua sesinya", "Akhiri semua sesi akun"),
        (
            lepas_dua_langkah,
            "dilepas verifikasi dua langkahnya",
            "Lepas verifikasi dua langkah",
        ),
    ],
)
def test_help_to_an_account_is_in_the_trail_with_its_reason(client, dunia, perbuatan, kata, judul):
    palu, kini = dunia.palu, timezone.now()
    UserSession.objects.create(user=palu.pegawai, ip="10.0.0.1", session_key="x" * 32)
    Authenticator.objects.create(user=palu.pegawai, type="totp", data={})
    perbuatan(pengguna=palu.pegawai, alasan="Ponselnya hilang", oleh=palu.admin, sekarang=kini)
    konteks = Context.objects.get(metadata__aksi=perbuatan.__name__)
    client.force_login(palu.auditor)

    form = client.get(reverse(DAFTAR)).context["form"]
    (entri,) = cari(palu, aksi=perbuatan.__name__)
    assert (perbuatan.__name__, judul) in dict(form.fields["aksi"].choices)["Akun"]
    assert (entri.aksi, entri.pelaku, entri.alasan) == (judul, "Ayu", "Ponselnya hilang")
    for halaman in (
        reverse(DAFTAR),
        reverse("kelola:jejak_aksi", args=[konteks.pk]),
        reverse("kelola:jejak_benda", args=["pengguna", palu.pegawai.pk]),
    ):
        isi = " ".join(client.get(halaman).content.decode().split())
        assert f"</a> {kata} </p>" in isi or f"</b> {kata} </p>" in isi
        assert "Alasan: Ponselnya hilang" in isi


def test_a_job_of_accounts_says_how_many(dunia):
    palu = dunia.palu
    with pghistory.context(aksi="minta_akun", pelaku=palu.admin.pk):
        PekerjaanAkun.objects.create(
            pemda=palu.pemda, peminta=palu.admin, cara="SLIP", sasaran={"akun": [1, 2, 3]},
            jumlah=3, dibuat_pada=timezone.now(),
        )  # fmt: skip

    (entri,) = cari(palu, aksi="minta_akun")

    assert entri.kelompok[0].rinci[0].nama == "Slip cetak, 3 akun"


@pytest.mark.parametrize(("mundur", "hilang"), [(3, False), (0, True)])
@pytest.mark.parametrize("delegasi", [True, False])
def test_what_is_ended_reads_as_ended_with_its_reason(dunia, mundur, hilang, delegasi):
    palu, kini = dunia.palu, timezone.now()
    hari = di_zona(kini, palu.pemda.zona_waktu).date()
    tugas = Penugasan.objects.create(
        pengguna=palu.pengelola if delegasi else palu.pegawai, peran="KEPALA",
        instansi=palu.dikbud, mulai=hari - timedelta(days=mundur),
        selesai=hari + timedelta(days=5), alasan="Cuti tahunan",
        delegasi_dari=palu.kepala.penugasan.get() if delegasi else None,
    )  # fmt: skip
    perintah = {"penugasan": tugas, "alasan": "Kembali lebih awal", "sekarang": kini}
    if delegasi:
        akhiri_delegasi(oleh=palu.kepala, **perintah)
    else:
        akhiri_peran(oleh=palu.admin, **perintah)

    (entri,) = cari(palu, aksi="akhiri_delegasi" if delegasi else "akhiri_peran")
    (peran,) = [k for k in entri.kelompok if k.benda == "Peran"]
    (p,) = peran.rinci

    assert p.tindakan == "diakhiri"
    isi = [tuple(b) for b in p.butir]
    assert ("Alasan diakhiri", None, "Kembali lebih awal") in isi
    assert not [b for b in isi if "Cuti tahunan" in b]
    assert [b[0] for b in isi if b[0] == "Hari terakhir"] == ([] if hilang else ["Hari terakhir"])


def test_what_had_not_begun_is_called_off_and_a_longer_role_is_changed(dunia):
    palu, kini = dunia.palu, timezone.now()
    hari = di_zona(kini, palu.pemda.zona_waktu).date()
    tugas = Penugasan.objects.create(
        pengguna=palu.pegawai, peran="MENTOR", instansi=palu.dikbud,
        mulai=hari + timedelta(days=9), selesai=hari + timedelta(days=20),
    )  # fmt: skip
    with pghistory.context(aksi="ubah_peran", pelaku=palu.admin.pk):
        tugas.selesai = hari + timedelta(days=15)
        tugas.save()
    akhiri_peran(penugasan=tugas, alasan="Batal cuti", oleh=palu.admin, sekarang=kini)

    (ubah,) = cari(palu, aksi="ubah_peran")
    (akhir,) = cari(palu, aksi="akhiri_peran")

    assert ubah.kelompok[0].rinci[0].tindakan == "diubah"
    (peran,) = [k for k in akhir.kelompok if k.benda == "Peran"]
    assert peran.rinci[0].tindakan == "dibatalkan"
    assert [tuple(b) for b in peran.rinci[0].butir] == [("Alasan dibatalkan", None, "Batal cuti")]
