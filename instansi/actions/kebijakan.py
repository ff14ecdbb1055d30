"""Writes on agencies, people and accounts."""

from datetime import date

from instansi.models import Instansi, ParameterKebijakan, Pengguna
from instansi.rules import PARAMETER_BAWAAN
from lib.aksi import aksi


@aksi
def pasang_parameter_bawaan(*, pemda: Instansi, berlaku_dari: date, oleh: Pengguna | str) -> None:
    """Give a new pemda the default policy parameters it does not have yet."""
    ada = set(ParameterKebijakan.objects.filter(pemda=pemda).values_list("kode", flat=True))
    ParameterKebijakan.objects.bulk_create(
        ParameterKebijakan(pemda=pemda, berlaku_dari=berlaku_dari, **bawaan._asdict())
        for bawaan in PARAMETER_BAWAAN
        if bawaan.kode not in ada
    )
