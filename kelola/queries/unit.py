"""What a merger or closing of a unit touches, shown before it happens."""

from dataclasses import dataclass
from datetime import date

from instansi.models import Instansi, Penugasan
from instansi.queries.unit import anak_terbuka, isi_unit, pegawai_di_bawah, penugasan_belum_usai
from instansi.rules.unit import IsiDiLuar, IsiUnit
from pelatihan.models import Kelas
from pelatihan.queries.penyelenggara import kelas_belum_usai, ruang_dipakai

CONTOH = 8


def isi_luar(unit: Instansi) -> IsiDiLuar:
    """How many open classes and rooms in use a unit has; two queries."""
    return IsiDiLuar(kelas=kelas_belum_usai(unit).count(), ruang=ruang_dipakai(unit).count())


@dataclass(frozen=True)
class Akibat:
    """What a merger will do, in figures and by name."""

    isi: IsiUnit
    luar: IsiDiLuar
    pegawai_bawah: int  # at work in the unit and below
    jenis_anak: frozenset[str]
    penugasan: list[Penugasan]
    kelas: list[Kelas]

    @property
    def kosong(self) -> bool:
        """Whether nothing moves with the unit."""
        return not any((self.isi.pegawai, self.isi.anak, self.luar.kelas, self.luar.ruang))


def akibat_gabung(unit: Instansi, hari: date) -> Akibat:
    """The consequences of merging a unit away; a fixed number of queries."""
    return Akibat(
        isi=isi_unit(unit, hari),
        luar=isi_luar(unit),
        pegawai_bawah=pegawai_di_bawah(unit),
        jenis_anak=frozenset(anak_terbuka(unit).values_list("jenis", flat=True)),
        penugasan=list(
            penugasan_belum_usai(unit, hari)
            .select_related("pengguna")
            .order_by("peran", "pengguna__nama", "pk")
        ),
        kelas=list(kelas_belum_usai(unit)[:CONTOH]),
    )
