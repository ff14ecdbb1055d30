"""What must stay true of roles whoever changes people, accounts or roles."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from instansi import queries
from instansi.models import Instansi, Pengguna, Penugasan, Peran
from instansi.rules.peran import admin_berkurang, hari_tanpa_pemegang
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import tanggal_panjang


class AdminTerakhir(GalatAturan):
    """The change would leave the pemda without an admin."""


@contextmanager
def admin_terjaga(*, pemda_id: int, hari_ini: date) -> Iterator[None]:
    """Inside an action, around every write after which someone may no longer be an admin.

    That is: ending or shortening a role, closing an account, ending a person's service. Locks the
    pemda's row until the transaction ends, so that two admins cannot remove each other. Raises
    AdminTerakhir after the block when the city would be without an admin, or sooner than it
    already was going to be.
    """
    Instansi.objects.select_for_update(no_key=True).get(pk=pemda_id)
    sebelum = hari_tanpa_pemegang(queries.masa_admin(pemda_id), hari_ini)
    yield
    sesudah = hari_tanpa_pemegang(queries.masa_admin(pemda_id), hari_ini)
    if sesudah is not None and admin_berkurang(sebelum, sesudah):
        kapan = "" if sesudah == hari_ini else f" mulai {tanggal_panjang(sesudah)}"
        raise AdminTerakhir(
            f"Kota ini tidak akan punya admin pemda lagi{kapan}.",
            langkah="Beri peran Admin pemda kepada orang lain dulu, lalu ulangi.",
        )


def boleh_ganti_surel_peran(oleh: Pengguna | str) -> bool:
    """Whether this actor may change the login address of an account that holds a role.

    Who can set the address can reset the password. So only an ADMIN_PEMDA and the system may; the
    owner does it on the own page of accounts. Nobody else's edit or import of people touches it.
    """
    if isinstance(oleh, str):
        return True
    return any(p.peran == Peran.ADMIN_PEMDA for p in queries.penugasan_hari_ini(oleh))


@aksi
def persingkat_penugasan(
    *, penugasan: Penugasan, terakhir: date, oleh: Pengguna | str
) -> list[Penugasan]:
    """Let a role end after the day ``terakhir``; what was handed over from it ends by then too.

    A role that had not begun by then is removed: the history keeps it. Returns the delegations that
    changed, as they were. Call inside ``admin_terjaga``.
    """
    dari_sini = Penugasan.objects.filter(delegasi_dari=penugasan, selesai__gt=terakhir)
    berubah = list(dari_sini.select_related("pengguna", "instansi").order_by("pk"))
    dari_sini.filter(mulai__gt=terakhir).delete()
    dari_sini.update(selesai=terakhir)
    if penugasan.mulai > terakhir:
        penugasan.delete()
    elif penugasan.selesai is None or penugasan.selesai > terakhir:
        penugasan.selesai = terakhir
        penugasan.save(update_fields=["selesai"])
    return berubah


def kemarin(hari: date) -> date:
    """The last day of a role that ends at once."""
    return hari - timedelta(days=1)
