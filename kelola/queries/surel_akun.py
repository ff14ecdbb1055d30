"""Accounts that nobody opened yet and whose address is older than the staff record's."""

from collections.abc import Collection

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower

from instansi.models import Pengguna
from instansi.queries.akun_aktif import tanpa_sandi


def surel_tertinggal(akun: str = "", orang: str = "pegawai__") -> Q:
    """Accounts, or rows with one under ``akun``, whose next link goes to another address.

    ``orang`` leads to the staff record. No condition on whether that address is free.
    """
    return (
        tanpa_sandi(akun)
        & Q(**{f"{akun}email__gt": "", f"{orang}surel__gt": ""})
        & ~Q(**{f"{akun}email": Lower(F(f"{orang}surel"))})
    )


def surel_bentrok(akun: str = "", orang: str = "pegawai__") -> Q:
    """Of ``surel_tertinggal`` those whose new address another account has, or has confirmed."""
    alamat = Lower(OuterRef(f"{orang}surel"))
    surel = EmailAddress.objects.filter(email=alamat, verified=True)
    surel = surel.exclude(user=OuterRef(f"{akun}pk"))
    dipakai = Q(Exists(Pengguna.objects.filter(email=alamat))) | Q(Exists(surel))
    return surel_tertinggal(akun, orang) & dipakai


def pemilik_surel(alamat: Collection[str]) -> dict[str, set[int]]:
    """Which accounts have these addresses, or have confirmed them; two queries."""
    hasil: dict[str, set[int]] = {}
    milik = Pengguna.objects.filter(email__in=alamat).values_list("email", "pk")
    bukti = EmailAddress.objects.filter(email__in=alamat, verified=True)
    for surel, pk in [*milik, *bukti.values_list("email", "user")]:
        hasil.setdefault(surel or "", set()).add(pk)
    return hasil
