"""The gate of every view, and what a permission is. Rights stand in code, one table per app.

An app's ``permissions.py`` holds ``class Izin(IzinDasar)``: each member says in Indonesian what
one may do, and names the roles that hold it. Views ask ``@perlu_izin(Izin.X)``; queries narrow by
the same permission, so that an outsider gets 404 and one in scope without the right gets 403.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

import pghistory
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from instansi import queries
from instansi.models import Instansi, Pengguna, Peran
from instansi.rules.peran import Jangkauan, jangkauan_peran


class IzinDasar(StrEnum):
    """A permission: its code, what one may do in plain words, and the roles that hold it.

    Where its queries reach elsewhere than the roles do by themselves, that stands after them: for
    all roles, or as (role, reach).
    """

    label: str
    peran: frozenset[Peran]
    khusus: dict[Peran, Jangkauan]

    def __new__(
        cls, kode: str, label: str, *isi: "Peran | Jangkauan | tuple[Peran, Jangkauan]"
    ) -> "IzinDasar":
        if isinstance(label, Peran):
            raise TypeError(f"Izin {kode} belum punya kalimat yang dibaca orang di tabel hak.")
        izin = str.__new__(cls, kode)
        izin._value_ = kode
        izin.label = label
        izin.peran = frozenset(p for p in isi if isinstance(p, Peran))
        semua = [j for j in isi if isinstance(j, Jangkauan)]
        izin.khusus = {p: j for j in semua for p in izin.peran}
        izin.khusus |= dict(p for p in isi if isinstance(p, tuple))
        return izin

    def jangkauan(self, peran: Peran) -> Jangkauan | None:
        """Whose data the permission opens to a role; None where the role does not hold it."""
        if peran not in self.peran:
            return None
        return self.khusus.get(peran) or jangkauan_peran(peran)


def boleh(pengguna: Pengguna, izin: IzinDasar) -> bool:
    """Whether the person holds a role today, anywhere, that has this permission."""
    return not izin.peran.isdisjoint(queries.peran_hari_ini(pengguna))


def alasan_ditolak(izin: IzinDasar) -> str:
    """The refusal as a sentence that names who may and whom to ask."""
    peran = [p.label[0].lower() + p.label[1:] for p in Peran if p in izin.peran]
    return f"Halaman ini untuk {', '.join(peran)}. Jika Anda perlu membukanya, hubungi BKPSDM."


def perlu_izin(izin: IzinDasar) -> Callable[[Callable[..., HttpResponse]], Callable[..., Any]]:
    """Gate a view: anonymous goes to the login page, a person without the right gets 403."""

    def hias(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def gerbang(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not boleh(request.user, izin):
                raise PermissionDenied(alasan_ditolak(izin))
            if dari := queries.delegasi_izin(request.user, izin):
                # The history keeps in whose place the person acts.
                with pghistory.context(delegasi=dari):
                    return view(request, *args, **kwargs)
            return view(request, *args, **kwargs)

        gerbang.izin = izin  # type: ignore[attr-defined]
        return gerbang

    return hias


def ambil_unit(
    pengguna: Pengguna, pk: int, lihat: IzinDasar, ubah: IzinDasar | None = None
) -> Instansi:
    """The unit if the person may see it (else 404) and has the other right on it (else 403)."""
    unit = get_object_or_404(queries.instansi_untuk(pengguna, lihat), pk=pk)
    if ubah and not unit.path.startswith(
        tuple(p.path for p in queries.simpul_izin(pengguna, ubah))
    ):
        raise PermissionDenied(alasan_ditolak(ubah))
    return unit


def ambil_tujuan(pengguna: Pengguna, pilihan: str | None, izin: IzinDasar) -> Instansi | None:
    """The unit whose number was chosen, None where none was; anything else 404."""
    if not pilihan:
        return None
    if not pilihan.isdecimal() or len(pilihan) > 18:
        raise Http404
    return ambil_unit(pengguna, int(pilihan), izin)
