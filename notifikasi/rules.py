"""Kinds of messages and the key of each: values in, values out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from notifikasi.models import Pesan


class Butir(NamedTuple):
    """One message to queue: what it is about ("tugas:12"), for which account, with which facts."""

    sasaran: str
    penerima: int
    data: dict[str, Any] | None = None


def tanpa_muatan(daftar: "Sequence[Pesan]") -> Mapping[int, Any]:
    """For kinds that need nothing from the database beyond the message itself."""
    return {}


@dataclass(frozen=True)
class JenisPesan:
    """One kind of message, registered by the app whose facts it tells.

    ``muat`` reads what many messages of this kind need, in as few queries as for one, keyed by the
    message's pk; the sender puts it into ``pesan.objek`` (None where there is nothing any more).
    ``konteks`` then gives the template's values and ``masih_berlaku`` the reason why the message
    must not be sent any more, or None; neither reads the clock nor, given ``muat``, the database.
    ``templat`` names templates/surat/<templat>.txt (its first line is the subject) and .html.
    ``harian``: a reminder that may travel with the first reminder of the same day.
    """

    kode: str
    templat: str
    konteks: Callable[["Pesan"], dict[str, Any]]
    masih_berlaku: Callable[["Pesan", datetime], str | None]
    muat: Callable[["Sequence[Pesan]"], Mapping[int, Any]] = tanpa_muatan
    harian: bool = False


_DAFTAR: dict[str, JenisPesan] = {}


class JenisPesanGanda(ValueError):
    """Two apps registered the same kind of message."""


class JenisPesanTidakDikenal(LookupError):
    """A message of a kind that no app registered."""


def daftarkan(*daftar: JenisPesan) -> None:
    """Make kinds known to the sender; called in AppConfig.ready(). Raises JenisPesanGanda."""
    for jenis in daftar:
        if _DAFTAR.get(jenis.kode, jenis) != jenis:
            raise JenisPesanGanda(jenis.kode)
        _DAFTAR[jenis.kode] = jenis


def jenis_pesan(kode: str) -> JenisPesan:
    """The registered kind. Raises JenisPesanTidakDikenal."""
    try:
        return _DAFTAR[kode]
    except KeyError as galat:
        raise JenisPesanTidakDikenal(f"Jenis pesan {kode} belum didaftarkan.") from galat


def semua_jenis() -> dict[str, JenisPesan]:
    """All registered kinds by code."""
    return dict(_DAFTAR)


def kunci_pesan(jenis: str, sasaran: str, penerima: int, jatuh_tempo: datetime) -> str:
    """The unique key of a message: the same fact for the same person and time is one message."""
    return f"{jenis}|{sasaran}|{penerima}|{jatuh_tempo.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"
