"""The first city of an installation: a root, its rules, and somebody who may log in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from evaluasi.actions.instrumen import pasang_instrumen_bawaan
from instansi.actions import pasang_parameter_bawaan
from instansi.models import Instansi, Pengguna, Penugasan
from instansi.queries import penugasan_aktif
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import di_zona
from notifikasi.actions import pasang_aturan_bawaan
from pembinaan.actions import pasang_aturan_konversi

# The dashboard shows this year and the two before it, each with its own parameters.
TAHUN_KE_BELAKANG = 2


class KotaTidakBisaDibuat(GalatAturan):
    """The name is taken, or the password is too weak."""


class Admin(NamedTuple):
    """The first administrator as typed; an empty password leaves it to the link."""

    akun: str
    nama: str
    surel: str = ""
    sandi: str = ""


@aksi
def siapkan_kota(
    *, kode: str, nama: str, zona: str, oleh: Pengguna | str, sekarang: datetime
) -> tuple[Instansi, bool]:
    """The pemda of this code with the default rules; True where it is new.

    Again it adds only what is missing: nothing that was changed since is set back. Policy
    parameters count from two years ago on, as far back as dashboards reach.
    """
    pemda = Instansi.objects.filter(kode=kode, depth=1).first()
    baru = pemda is None
    if pemda is None:
        pemda = Instansi.objects.add_root(
            instance=Instansi(jenis="PEMDA", kode=kode, nama=nama, zona_waktu=zona)
        )
    mulai = date(di_zona(sekarang, pemda.zona_waktu).year - TAHUN_KE_BELAKANG, 1, 1)
    pasang_parameter_bawaan(pemda=pemda, berlaku_dari=mulai, oleh=oleh)
    pasang_aturan_konversi(pemda=pemda, berlaku_dari=mulai, oleh=oleh)
    pasang_aturan_bawaan(pemda=pemda, oleh=oleh)
    pasang_instrumen_bawaan(pemda=pemda, oleh=oleh)
    return pemda, baru


@aksi
def angkat_admin(
    *,
    pemda: Instansi,
    admin: Admin,
    peran: Sequence[str],
    oleh: Pengguna | str,
    sekarang: datetime,
) -> tuple[Pengguna, bool]:
    """The account with these roles over the whole pemda; True where it is new.

    An account that is there keeps its password, unless it has none and one is given. Raises
    KotaTidakBisaDibuat when the name belongs to another pemda or the password is too weak.
    """
    pengguna = Pengguna.objects.filter(username=admin.akun.strip().lower()).first()
    baru = pengguna is None
    if pengguna is not None and pengguna.pemda_id != pemda.pk:
        raise KotaTidakBisaDibuat(
            f"Akun {pengguna.username} milik {pengguna.pemda}. Pilih nama akun lain."
        )
    if pengguna is None:
        pengguna = Pengguna.objects.create_user(
            admin.akun, nama=admin.nama, email=admin.surel or None, pemda=pemda
        )
    if admin.sandi and not pengguna.has_usable_password():
        _isi_sandi(pengguna, admin.sandi)
    hari = di_zona(sekarang, pemda.zona_waktu).date()
    punya = set(
        penugasan_aktif(hari)
        .filter(pengguna=pengguna, instansi=pemda)
        .values_list("peran", flat=True)
    )
    Penugasan.objects.bulk_create(
        Penugasan(pengguna=pengguna, peran=p, instansi=pemda, mulai=hari)
        for p in peran
        if p not in punya
    )
    return pengguna, baru


def _isi_sandi(pengguna: Pengguna, sandi: str) -> None:
    try:
        validate_password(sandi, pengguna)
    except ValidationError as galat:
        raise KotaTidakBisaDibuat(" ".join(galat.messages)) from galat
    pengguna.set_password(sandi)
    pengguna.save(update_fields=["password"])
