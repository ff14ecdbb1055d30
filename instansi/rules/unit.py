"""What the tree of agencies allows. Kinds after PP 18/2016 jo PP 72/2019.

Sekretariat Daerah, Sekretariat DPRD, Inspektorat, Dinas, Badan, Satpol PP, BPBD and Kesbangpol are
all perangkat daerah (OPD): their names tell them apart, and no rule asks which one it is.
"""

from datetime import date, timedelta
from typing import NamedTuple

from instansi.models import Instansi
from lib.tanggal import tanggal_panjang

J = Instansi.Jenis

# Which kinds may hang under which. A bidang may hold schools and puskesmas: some cities' lists do.
JENIS_DI_BAWAH: dict[str, tuple[str, ...]] = {
    J.PEMDA: (J.OPD, J.KECAMATAN, J.RSUD),
    J.OPD: (J.UNIT, J.UPTD, J.SEKOLAH, J.PUSKESMAS, J.RSUD),
    J.UNIT: (J.UNIT, J.UPTD, J.SEKOLAH, J.PUSKESMAS),
    J.KECAMATAN: (J.KELURAHAN, J.UNIT),
    J.KELURAHAN: (J.UNIT,),
    J.UPTD: (J.UNIT, J.SEKOLAH, J.PUSKESMAS),
    J.SEKOLAH: (J.UNIT,),
    J.PUSKESMAS: (J.UNIT,),
    J.RSUD: (J.UNIT,),
}
# Everything but the root can take another unit over.
BISA_MENERIMA = tuple(j for j in J if j != J.PEMDA)


class Simpul(NamedTuple):
    """What the rules ask of a node."""

    pk: int
    path: str
    jenis: str
    nama: str
    tutup: bool


class IsiUnit(NamedTuple):
    """What hangs on a unit today: people at work (on leave too), open children, roles."""

    pegawai: int = 0
    anak: int = 0
    penugasan: int = 0


class IsiDiLuar(NamedTuple):
    """What other parts of the product keep under a unit: classes to come, rooms in use."""

    kelas: int = 0
    ruang: int = 0


def simpul(unit: Instansi) -> Simpul:
    """The facts of a loaded node."""
    return Simpul(unit.pk, unit.path, unit.jenis, unit.nama, unit.aktif_sampai is not None)


def label_jenis(jenis: str) -> str:
    """A kind in the words of the pages."""
    return J(jenis).label


def jenis_induk(jenis: str) -> tuple[str, ...]:
    """The kinds under which this one may hang."""
    return tuple(induk for induk, anak in JENIS_DI_BAWAH.items() if jenis in anak)


def alasan_bukan_akar(unit: Simpul) -> str | None:
    """Why the root stays as it is; None for any other unit."""
    if len(unit.path) == Instansi.steplen:
        return "Pemda adalah akar susunan: tidak bisa dipindah, digabungkan, atau ditutup."
    return None


def alasan_jenis(jenis: str, induk: str) -> str | None:
    """Why a unit of this kind cannot hang under that kind; None where it can."""
    if jenis in JENIS_DI_BAWAH[induk]:
        return None
    boleh = ", ".join(label_jenis(j) for j in JENIS_DI_BAWAH[induk])
    return f"{label_jenis(jenis)} tidak bisa berada di bawah {label_jenis(induk)}. Bisa: {boleh}."


def alasan_tidak_bisa_pindah(unit: Simpul, tujuan: Simpul) -> str | None:
    """Why a unit cannot move under another; None where it can."""
    if alasan := alasan_bukan_akar(unit):
        return alasan
    if tujuan.path == unit.path[: -Instansi.steplen]:
        return f"{unit.nama} sudah berada di bawah {tujuan.nama}."
    if tujuan.path.startswith(unit.path):
        return f"{tujuan.nama} berada di dalam {unit.nama} sendiri. Pilih unit di luarnya."
    if tujuan.tutup:
        return f"{tujuan.nama} sudah ditutup. Pilih unit yang masih aktif."
    if unit.tutup:
        return f"{unit.nama} sudah ditutup. Buka kembali sebelum memindahkannya."
    return alasan_jenis(unit.jenis, tujuan.jenis)


def alasan_tidak_bisa_gabung(
    unit: Simpul, tujuan: Simpul, *, jenis_anak: frozenset[str], hari: date, hari_ini: date
) -> str | None:
    """Why a unit cannot be merged into another from a day on; None where it can.

    ``jenis_anak`` are the kinds of its open children, which move along.
    """
    if alasan := _alasan_pasangan(unit, tujuan):
        return alasan
    for jenis in sorted(jenis_anak):
        if alasan := alasan_jenis(jenis, tujuan.jenis):
            return f"Unit di bawah {unit.nama} tidak bisa ikut: {alasan}"
    if hari > hari_ini:
        return "Penggabungan dicatat pada hari berlakunya. Isi paling lambat hari ini."
    return None


def _alasan_pasangan(unit: Simpul, tujuan: Simpul) -> str | None:
    """Why these two cannot become one, whatever hangs on them."""
    if alasan := alasan_bukan_akar(unit):
        return alasan
    if len(tujuan.path) == Instansi.steplen:
        return "Unit tidak bisa digabungkan ke pemda. Pilih satu unit."
    if unit.tutup:
        return f"{unit.nama} sudah ditutup."
    if tujuan.tutup:
        return f"{tujuan.nama} sudah ditutup. Pilih unit yang masih aktif."
    if tujuan.path.startswith(unit.path):
        return f"{tujuan.nama} berada di dalam {unit.nama} sendiri. Pilih unit di luarnya."
    return None


def alasan_tidak_bisa_tutup(unit: Simpul, isi: IsiUnit, luar: IsiDiLuar) -> str | None:
    """Why a unit cannot be closed: everything that still hangs on it, in one sentence."""
    if alasan := alasan_bukan_akar(unit):
        return alasan
    if unit.tutup:
        return f"{unit.nama} sudah ditutup."
    sisa = [
        f"{jumlah} {benda}"
        for jumlah, benda in (
            (isi.pegawai, "pegawai"),
            (isi.anak, "unit di bawahnya"),
            (isi.penugasan, "peran yang masih berlaku"),
            (luar.kelas, "kelas yang belum selesai"),
            (luar.ruang, "ruang yang dipakai"),
        )
        if jumlah
    ]
    return f"{unit.nama} masih berisi {', '.join(sisa)}." if sisa else None


def alasan_tidak_bisa_buka(unit: Simpul, induk: Simpul) -> str | None:
    """Why a closed unit cannot be opened again; None where it can."""
    if not unit.tutup:
        return f"{unit.nama} masih aktif."
    if induk.tutup:
        return f"{induk.nama}, induknya, masih ditutup. Buka induknya lebih dahulu."
    return None


def alasan_hari_tutup(hari: date, *, aktif_dari: date | None, hari_ini: date) -> str | None:
    """Why the last day of a unit cannot be this one; None where it can."""
    if aktif_dari and aktif_dari > hari_ini:
        return (
            f"Unit baru aktif mulai {tanggal_panjang(aktif_dari)}. "
            "Ubah tanggal aktifnya lebih dahulu, atau tunggu hari itu."
        )
    if hari > hari_ini:
        return "Penutupan dicatat pada harinya. Isi paling lambat hari ini."
    if aktif_dari and hari < aktif_dari:
        return (
            f"Unit ini ada sejak {tanggal_panjang(aktif_dari)}. Isi hari itu atau sesudahnya, "
            "atau perbaiki tanggal aktifnya."
        )
    return None


def hari_terakhir(gabung: date, aktif_dari: date | None) -> date:
    """The last day of a unit that another takes over from a day on: the day before.

    Taken over on its very first day, it has that day: nothing ends before it began.
    """
    return gabung if gabung == aktif_dari else gabung - timedelta(days=1)


def judul_perubahan(jenis: str, *, unit: str, dari: str, ke: str) -> str:
    """A change of shape in one sentence; names of the unit, and of where from and where to."""
    return {
        "BUAT": f"{unit} dibuat di bawah {ke}",
        "PINDAH": f"{unit} dipindah dari {dari} ke {ke}",
        "GABUNG": f"{unit} digabungkan ke {ke}",
        "TUTUP": f"{unit} ditutup",
        "BUKA": f"{unit} dibuka kembali",
    }[jenis]


class IsiDataUnit(NamedTuple):
    """What is typed about a unit."""

    nama: str
    jenis: str
    kode: str
    singkatan: str = ""
    aktif_dari: date | None = None
