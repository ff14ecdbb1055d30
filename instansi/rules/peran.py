"""Which role fits which node, and when a city would be without its admin."""

from collections.abc import Iterable
from datetime import date, timedelta

from instansi.models import Instansi, Peran

# For the whole pemda only; who looks after one agency is not at the root.
HANYA_AKAR = frozenset({Peran.ADMIN_PEMDA, Peran.HR, Peran.AUDITOR})
BUKAN_AKAR = frozenset({Peran.PENGELOLA_OPD})
TURUNAN = frozenset({Peran.ATASAN, Peran.PEGAWAI})


def alasan_peran_tidak_cocok(peran: str, jenis_simpul: str) -> str | None:
    """Why a role cannot be held at a node of this kind, or None."""
    akar = jenis_simpul == Instansi.Jenis.PEMDA
    label = Peran(peran).label
    if peran in TURUNAN:
        return f"Peran {label} mengikuti data pegawai dan tidak diberikan."
    if peran in HANYA_AKAR and not akar:
        return f"Peran {label} berlaku untuk seluruh kota. Pilih pemerintah kota."
    if peran in BUKAN_AKAR and akar:
        return f"Peran {label} untuk satu perangkat daerah atau unit. Pilih perangkat daerahnya."
    return None


def hari_tanpa_pemegang(masa: Iterable[tuple[date, date | None]], hari_ini: date) -> date | None:
    """The first day from today on which nobody holds the role; None where there is none.

    ``masa`` are first and last days, both included; None is open-ended.
    """
    hari = hari_ini
    for mulai, selesai in sorted(masa, key=lambda m: m[0]):
        if mulai > hari:
            break
        if selesai is None:
            return None
        hari = max(hari, selesai + timedelta(days=1))
    return hari


def admin_berkurang(sebelum: date | None, sesudah: date | None) -> bool:
    """Whether a change leaves the pemda without an admin earlier than it was going to be."""
    return sesudah is not None and (sebelum is None or sesudah < sebelum)
