"""Policy values that a person may change."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from instansi.models import ParameterKebijakan, Pengguna
from instansi.queries import pemda_utuh

if TYPE_CHECKING:
    from instansi.akses import IzinDasar


def parameter_untuk(pengguna: Pengguna, izin: "IzinDasar") -> QuerySet[ParameterKebijakan]:
    """The values of the pemda at whose root the person holds this permission."""
    return ParameterKebijakan.objects.filter(pemda=pemda_utuh(pengguna, izin))
