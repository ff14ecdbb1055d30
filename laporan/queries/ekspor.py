"""What the workbooks hold: rows that stream, so that a city costs no more memory than a school."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from instansi.models import Instansi, Pegawai, Pengguna, RiwayatPenempatan
from instansi.queries import cabang, parameter
from instansi.rules.impor.kolom import SEBUTAN_JABATAN, SEBUTAN_STATUS
from instansi.rules.impor.unit import kunci_nama
from laporan.queries.pegawai import pegawai_tersaring, urutkan
from laporan.queries.perhatian import dengan_perhatian, nilai_perhatian
from laporan.rules.dasbor import Patokan, patokan
from laporan.rules.pegawai import JUDUL_IMPOR, judul_tabel, lebar, sebutan_impor

SEKALI_BACA = 2000  # rows fetched at a time
KATA_STATUS = sebutan_impor(SEBUTAN_STATUS)
KATA_JABATAN = sebutan_impor(SEBUTAN_JABATAN)
KATA_RUMPUN = {"UMUM": "Umum", "GURU": "Guru", "KESEHATAN": "Kesehatan"}
# Who a row is about, in every table of people.
IDENTITAS = ("nip", "nama", "gelar_depan", "gelar_belakang", "jabatan", "unit")


class Tabel(NamedTuple):
    """A workbook's heads with widths, its rows, and how many they are.

    With ``judul`` it and ``catatan`` stand above the heads: for a file that is read as evidence and
    never loaded again.
    """

    kolom: Sequence[tuple[str, int]]
    baris: Iterator[Sequence[Any]]
    banyak: int
    judul: str = ""
    catatan: Sequence[str] = ()


def tabel_pegawai(peminta: Pengguna, isi: dict[str, Any]) -> Tabel:
    """The list of people of a job: its filters, sort and columns, below the nodes it was asked for.

    With ``lengkap`` it has every column that the importer reads, named as there: loading the file
    again changes nothing. Else it has the columns of the list. The caller has asked whether the
    nodes are still in the requester's scope.
    """
    hari = timezone.localdate()
    ukuran = patokan(parameter(peminta.pemda_id, hari), hari, hari.year)
    daftar = _orang(isi, tahun=ukuran.tahun)
    banyak = daftar.count()
    kode = list(JUDUL_IMPOR) if isi["lengkap"] else [*IDENTITAS, *_tambahan(isi["kolom"])]
    judul = [JUDUL_IMPOR.get(k) or judul_tabel(k, ukuran.tahun) for k in kode]
    if {"jp", "perhatian"} & set(kode):
        daftar = dengan_perhatian(daftar, patokan=ukuran, sekarang=timezone.now())
    return Tabel(
        lebar(judul), _baris(daftar, kode, ukuran, _sebutan_unit(peminta.pemda_id)), banyak
    )


def orang_diunduh(isi: dict[str, Any]) -> list[int]:
    """The keys of the people whose records such a workbook holds."""
    hari = timezone.localdate()
    return list(_orang(isi, tahun=hari.year).order_by().values_list("pk", flat=True))


def _tambahan(kolom: Sequence[str]) -> list[str]:
    return [k for k in kolom if k not in IDENTITAS]


def _orang(isi: dict[str, Any], *, tahun: int) -> QuerySet[Pegawai]:
    saring = dict(isi["saring"])
    if saring.get("unit"):
        saring["unit"] = Instansi.objects.get(pk=saring["unit"])
    simpul = Instansi.objects.filter(pk__in=isi["cakupan"]).values_list("path", flat=True)
    daftar = Pegawai.objects.filter(unit__in=Instansi.objects.filter(cabang(simpul)))
    if isi["pilihan"]:
        daftar = daftar.filter(pk__in=isi["pilihan"])
    else:
        daftar = pegawai_tersaring(daftar, saring, cari=isi["cari"], tahun=tahun)
    mulai = RiwayatPenempatan.objects.filter(pegawai=OuterRef("pk"), selesai=None)
    return (
        urutkan(daftar, isi["urut"], tahun=tahun)
        .select_related("jabatan", "atasan")
        .annotate(mulai=Subquery(mulai.values("mulai")[:1]))
    )


def _sebutan_unit(pemda_id: int) -> dict[int, str]:
    """How a workbook calls each unit: by its name, or by its code where the name is not enough."""
    units = list(Instansi.objects.filter(pemda=pemda_id).values_list("pk", "nama", "kode"))
    banyak = Counter(k for _, nama, kode in units for k in {kunci_nama(nama), kunci_nama(kode)})
    akar = Instansi.objects.filter(pk=pemda_id).values_list("pk", "nama")
    return dict(akar) | {
        pk: nama if banyak[kunci_nama(nama)] == 1 else kode for pk, nama, kode in units
    }


def _baris(
    daftar: QuerySet[Any], kode: Sequence[str], ukuran: Patokan, unit: dict[int, str]
) -> Iterator[list[Any]]:
    for orang in daftar.iterator(chunk_size=SEKALI_BACA):
        yield [_SEL[k](orang, ukuran) if k in _SEL else _sel(orang, k, unit) for k in kode]


def _sel(orang: Any, kode: str, unit: dict[int, str]) -> Any:
    return unit[orang.unit_id] if kode == "unit" else getattr(orang, kode)


def _perhatian(orang: Any, ukuran: Patokan) -> str:
    return "; ".join(nilai_perhatian(orang, ukuran))


# Where a cell is not simply the column of the person. "atasan" is a name, "nip_atasan" what the
# importer reads.
_SEL: dict[str, Any] = {
    "jabatan": lambda o, _: o.jabatan.nama,
    "jabatan_jenis": lambda o, _: KATA_JABATAN[o.jabatan.jenis],
    "jabatan_jenjang": lambda o, _: o.jabatan.jenjang,
    "jenjang": lambda o, _: o.jabatan.jenjang,
    "jabatan_eselon": lambda o, _: o.jabatan.eselon,
    "eselon": lambda o, _: o.jabatan.eselon,
    "jabatan_rumpun": lambda o, _: KATA_RUMPUN[o.jabatan.rumpun],
    "rumpun": lambda o, _: KATA_RUMPUN[o.jabatan.rumpun],
    "status": lambda o, _: KATA_STATUS[o.status],
    "nip_atasan": lambda o, _: o.atasan.nip if o.atasan else "",
    "atasan": lambda o, _: o.atasan.nama_lengkap if o.atasan else "",
    "perhatian": _perhatian,
}
