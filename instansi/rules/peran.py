"""Which role fits which node, how far it reaches, when a city would be without its admin."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from instansi.models import Instansi, Peran

# For the whole pemda only; who looks after one agency is not at the root.
HANYA_AKAR = frozenset({Peran.ADMIN_PEMDA, Peran.HR, Peran.AUDITOR})
BUKAN_AKAR = frozenset({Peran.PENGELOLA_OPD})
TURUNAN = frozenset({Peran.ATASAN, Peran.PEGAWAI})
# Roles that count for their node and everything below it: what queries narrow by.
PERAN_UNIT = HANYA_AKAR | BUKAN_AKAR | {Peran.KEPALA}


class Jangkauan(StrEnum):
    """Whose data a permission opens, in the words of the table of rights."""

    KOTA = "seluruh kota"
    UNIT = "instansinya dan bawahannya"
    TIM = "timnya"
    SENDIRI = "diri sendiri"
    # What is not about people of a unit.
    MILIK = "miliknya sendiri"
    DIAJAR = "kelas yang diajarnya"
    DIIKUTI = "kelas yang diikutinya"
    DIBIMBING = "orang yang dibimbingnya"
    HALAMAN = "ya"


_SEMPIT = {
    Peran.ATASAN: Jangkauan.TIM,
    Peran.PEGAWAI: Jangkauan.SENDIRI,
    Peran.PENGAJAR: Jangkauan.DIAJAR,
    Peran.MENTOR: Jangkauan.DIBIMBING,
}


def jangkauan_peran(peran: Peran) -> Jangkauan:
    """How far a role reaches by itself: what ``instansi.queries.pegawai_untuk`` narrows to."""
    if peran in HANYA_AKAR:
        return Jangkauan.KOTA
    return Jangkauan.UNIT if peran in PERAN_UNIT else _SEMPIT[peran]


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
