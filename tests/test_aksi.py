"""The frame of actions on a tracked model: transaction, history, refusals."""

import pytest
from django.apps import apps
from pghistory.models import Context

from instansi.models import Jabatan
from lib.aksi import aksi
from lib.galat import GalatAturan

pytestmark = pytest.mark.django_db


class Ditolak(GalatAturan): ...


@aksi
def buat_jabatan(*, nama, pemda, oleh):
    """Create one position."""
    return Jabatan.objects.create(pemda=pemda, nama=nama, jenis="PELAKSANA")


@aksi
def buat_lalu_tolak(*, nama, pemda, oleh):
    """Write, then refuse."""
    Jabatan.objects.create(pemda=pemda, nama=nama, jenis="PELAKSANA")
    raise Ditolak("Belum bisa.")


@aksi
def buat_dua(*, pemda, oleh):
    """Call two other actions, of which the second is refused."""
    buat_jabatan(nama="Satu", pemda=pemda, oleh="sistem:lain")
    with pytest.raises(Ditolak):
        buat_lalu_tolak(nama="Dua", pemda=pemda, oleh="sistem:lain")
    Jabatan.objects.create(pemda=pemda, nama="Tiga", jenis="PELAKSANA")


def _riwayat(nama):
    peristiwa = apps.get_model("instansi", "JabatanEvent").objects.get(nama=nama)
    return peristiwa.pgh_context.metadata


def test_riwayat_memuat_nama_aksi_dan_pelaku(dunia):
    buat_jabatan(nama="Arsiparis", pemda=dunia.palu.pemda, oleh=dunia.palu.hr)
    buat_jabatan(nama="Pranata", pemda=dunia.palu.pemda, oleh="sistem:uji")

    assert _riwayat("Arsiparis") == {"aksi": "buat_jabatan", "pelaku": dunia.palu.hr.pk}
    assert _riwayat("Pranata") == {"aksi": "buat_jabatan", "pelaku": "sistem:uji"}


def test_aksi_yang_ditolak_tidak_menulis_apa_pun(dunia):
    sebelum = Context.objects.count()

    with pytest.raises(Ditolak):
        buat_lalu_tolak(nama="Arsiparis", pemda=dunia.palu.pemda, oleh=dunia.palu.hr)

    assert not Jabatan.objects.filter(nama="Arsiparis").exists()
    assert Context.objects.count() == sebelum


def test_aksi_di_dalam_aksi_memakai_nama_dan_pelaku_terluar(dunia):
    buat_dua(pemda=dunia.palu.pemda, oleh=dunia.palu.hr)

    assert _riwayat("Satu") == _riwayat("Tiga") == {"aksi": "buat_dua", "pelaku": dunia.palu.hr.pk}
    assert not Jabatan.objects.filter(nama="Dua").exists()


def test_setelah_aksi_ditolak_aksi_berikutnya_memakai_namanya_sendiri(dunia):
    with pytest.raises(Ditolak):
        buat_lalu_tolak(nama="Arsiparis", pemda=dunia.palu.pemda, oleh=dunia.palu.hr)

    buat_jabatan(nama="Arsiparis", pemda=dunia.palu.pemda, oleh="sistem:uji")

    assert _riwayat("Arsiparis") == {"aksi": "buat_jabatan", "pelaku": "sistem:uji"}


@pytest.mark.parametrize("oleh", [None, "", object()])
def test_tanpa_pelaku_ditolak(dunia, oleh):
    with pytest.raises(ValueError, match="Aksi memerlukan oleh"):
        buat_jabatan(nama="Arsiparis", pemda=dunia.palu.pemda, oleh=oleh)


def test_bentuk_aksi_diperiksa_saat_impor():
    def posisional(pemda, *, oleh): ...

    def tanpa_pelaku(*, pemda): ...

    for fungsi in (posisional, tanpa_pelaku):
        with pytest.raises(TypeError, match="harus keyword-only dan menerima oleh"):
            aksi(fungsi)
