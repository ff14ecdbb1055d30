"""What an import did or would do, in a form that a page, a workbook and a terminal can show."""

from dataclasses import dataclass, field
from typing import NamedTuple


class GalatBaris(NamedTuple):
    """One thing to mend: row number as the file shows it, column, content, reason, remedy."""

    baris: int
    kolom: str
    isi: str
    alasan: str
    langkah: str


class BarisBaru(NamedTuple):
    """A row that brings something new; `label` is what a page calls it, `isi` its key columns:
    heading and content of those that are filled. `kunci` finds it once it is stored."""

    baris: int
    label: str
    isi: tuple[tuple[str, str], ...] = ()
    kunci: str = ""


class Perubahan(NamedTuple):
    """A row that changes what is there: of each changed column its heading, before and after."""

    baris: int
    label: str
    beda: tuple[tuple[str, str, str], ...]
    kunci: str = ""


class Tawaran(NamedTuple):
    """A row whose NIP has lost digits, and the only person of that name and birth date.

    Once a person confirms it, `konfirmasi={baris: pegawai_id}` loads the row with that one's NIP.
    """

    baris: int
    pegawai_id: int
    label: str
    rinci: str = ""


@dataclass(slots=True)
class LaporanImpor:
    """Counts are rows of the file, `ditulis` rows of tables.

    `baru` + `berubah` + `tetap` + `ditolak` are all rows. With `galat_berkas` the file as a whole
    is refused. `galat` and `peringatan` are in the order of the file; a row with a warning is
    loaded, a row with an error is not; lines below the table stand among the warnings and count
    nowhere. `tanpa_atasan` are active people of the file who would have no superior, `tanpa_akun`
    says of rows that bring or change a person without an account why none is made. `jabatan_baru`
    are positions that the file would make, each at the first row that names it, `tanpa_mulai` new
    people whose position has no first day. `sebutan` is what the file calls each row.
    """

    galat_berkas: str = ""
    baris_judul: int = 0
    kolom_asing: list[str] = field(default_factory=list)
    galat: list[GalatBaris] = field(default_factory=list)
    peringatan: list[GalatBaris] = field(default_factory=list)
    tawaran: list[Tawaran] = field(default_factory=list)
    daftar_baru: list[BarisBaru] = field(default_factory=list)
    perubahan: list[Perubahan] = field(default_factory=list)
    jabatan_baru: list[BarisBaru] = field(default_factory=list)
    baru: int = 0
    berubah: int = 0
    tetap: int = 0
    ditolak: int = 0
    akun_baru: int = 0
    tanpa_atasan: int = 0
    tanpa_mulai: int = 0
    sebutan: dict[int, str] = field(default_factory=dict)
    tanpa_akun: dict[int, str] = field(default_factory=dict)
    ditulis: int = 0
    diterapkan: bool = False
