"""Imports that a person may see, and the lines of their results."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.utils.text import slugify

from instansi.akses import IzinDasar
from instansi.models import Pegawai, Pengguna
from instansi.permissions import Izin
from instansi.queries import instansi_untuk, pegawai_untuk, pemda_utuh
from kelola.models import Aktivasi, PekerjaanImpor, RincianImpor

MASALAH_TERSEBUT = 10
TAB_AKUN = "TANPA_AKUN"  # beside the kinds of lines: new and changed people without an account


def impor_untuk(pengguna: Pengguna, izin: IzinDasar) -> QuerySet[PekerjaanImpor]:
    """Imports of the own pemda for who holds the right at its root, else only one's own."""
    semua = PekerjaanImpor.objects.filter(pemda=pengguna.pemda_id).select_related("pengunggah")
    if pemda_utuh(pengguna, izin):
        return semua
    return semua.filter(pengunggah=pengguna)


def cakupan_impor(pengguna: Pengguna, izin: IzinDasar) -> set[int] | None:
    """The units that a person may write to by this permission; None for the whole pemda."""
    if pemda_utuh(pengguna, izin):
        return None
    return set(instansi_untuk(pengguna, izin).values_list("pk", flat=True))


def akun_baru(pekerjaan: PekerjaanImpor) -> QuerySet[Pegawai]:
    """People whose account this import made, and who have not been invited yet."""
    peristiwa: Any = Pengguna.pgh_event_model  # type: ignore[attr-defined]
    dibuat = peristiwa.objects.filter(pgh_context=pekerjaan.konteks, pgh_label="insert")
    diundang = Aktivasi.objects.values("pengguna")
    akun = Pengguna.objects.filter(pk__in=dibuat.values("pgh_obj")).exclude(pk__in=diundang)
    return Pegawai.objects.filter(pengguna__in=akun)


def sudah_diundang(pekerjaan: PekerjaanImpor) -> bool:
    """Whether somebody whom this import added holds an invitation, which ends its undo."""
    peristiwa: Any = Pegawai.pgh_event_model  # type: ignore[attr-defined]
    baru = peristiwa.objects.filter(pgh_context=pekerjaan.konteks, pgh_label="insert")
    return Aktivasi.objects.filter(pengguna__pegawai__in=baru.values("pgh_obj")).exists()


class Hitungan(NamedTuple):
    """Rows of the file, and messages about them: a row may have several."""

    baris: int = 0
    pesan: int = 0


def hitung_rincian(pekerjaan: PekerjaanImpor) -> dict[str, Hitungan]:
    """How many rows each kind of line is about, and how many lines there are; one query."""
    jumlah = (
        pekerjaan.rincian.order_by()
        .values_list("jenis")
        .annotate(baris=Count("baris", distinct=True), pesan=Count("id"))
    )
    ada = {jenis: Hitungan(*n) for jenis, *n in jumlah}
    return dict.fromkeys(RincianImpor.Jenis.values, Hitungan()) | ada


class Masalah(NamedTuple):
    """One thing that is wrong with several rows: the first line that says it, how many rows."""

    pk: int
    kolom: str
    isi: str
    alasan: str
    baris: int

    @property
    def sebutan(self) -> str:
        """The problem in one phrase, with the content that it is about."""
        alasan = self.alasan.rstrip(".")
        if self.isi and self.isi in alasan:
            return alasan
        return f"{self.kolom} “{self.isi}”: {alasan}" if self.isi else f"{self.kolom}: {alasan}"


def masalah_berulang(pekerjaan: PekerjaanImpor) -> list[Masalah]:
    """What is wrong with several rejected rows in the same way, the most frequent first."""
    sama = (
        pekerjaan.rincian.filter(jenis=RincianImpor.Jenis.DITOLAK)
        .order_by()
        .values_list("isi__kolom", "isi__isi", "isi__alasan")
        .annotate(n=Count("baris", distinct=True), awal=Min("id"))
        .filter(n__gt=1)
        .order_by("-n", "awal")[:MASALAH_TERSEBUT]
    )
    return [Masalah(awal, kolom, isi, alasan, n) for kolom, isi, alasan, n, awal in sama]


class Sebab(NamedTuple):
    """Why people of a file have no account: in an address, in words, how many rows."""

    kode: str
    alasan: str
    baris: int


def tanpa_akun(pekerjaan: PekerjaanImpor) -> list[Sebab]:
    """Why people whom a file brings or changes get no account, the most frequent first."""
    jumlah = (
        _dari(pekerjaan, TAB_AKUN)
        .order_by()
        .values_list("isi__tanpa_akun")
        .annotate(n=Count("baris", distinct=True))
        .order_by("-n", "isi__tanpa_akun")
    )
    return [Sebab(slugify(alasan), alasan, n) for alasan, n in jumlah]


def _dari(pekerjaan: PekerjaanImpor, tab: str) -> QuerySet[RincianImpor]:
    """The lines of one kind, or those about people without an account."""
    if tab == TAB_AKUN:
        orang = (RincianImpor.Jenis.BARU, RincianImpor.Jenis.BERUBAH)
        return pekerjaan.rincian.filter(jenis__in=orang, isi__has_key="tanpa_akun")
    return pekerjaan.rincian.filter(jenis=tab)


def baris_rincian(
    pekerjaan: PekerjaanImpor,
    tab: str,
    masalah: Masalah | None = None,
    sebab: Sebab | None = None,
) -> QuerySet[RincianImpor, int]:
    """The rows of one tab, or with one problem or reason, by their number in the file."""
    semua = _dari(pekerjaan, tab)
    if sebab:
        semua = semua.filter(isi__tanpa_akun=sebab.alasan)
    if masalah:
        semua = semua.filter(
            isi__kolom=masalah.kolom, isi__isi=masalah.isi, isi__alasan=masalah.alasan
        )
    return semua.order_by("baris").values_list("baris", flat=True).distinct()


def rincian(
    pekerjaan: PekerjaanImpor, tab: str, baris: Sequence[int], pengguna: Pengguna
) -> list[list[Any]]:
    """What is said of these rows: for each row its messages.

    ``orang`` is the key of the person of a line, in the directory now, whom this user may open.
    """
    milik = pegawai_untuk(pengguna, Izin.PEGAWAI_LIHAT)
    orang = milik.filter(nip=OuterRef("kunci"))
    semua = list(
        _dari(pekerjaan, tab)
        .filter(baris__in=baris)
        .annotate(kunci=KT("isi__kunci"), orang=Subquery(orang.values("pk")[:1]))
        .order_by("baris", "id")
    )
    _sebut_atasan(semua, milik)
    return [list(isi) for _, isi in groupby(semua, key=attrgetter("baris"))]


def _sebut_atasan(semua: list[Any], milik: QuerySet[Pegawai]) -> None:
    """Add the names of superiors before and after to what differs; one query where there are any.

    Only of who may be opened: a file with any NIP must not tell whose it is.
    """
    beda = [b for r in semua for b in r.isi.get("beda", ()) if b[0] == "NIP atasan"]
    nip = {n for _, *isi in beda for n in isi if n}
    nama = dict(milik.filter(nip__in=nip).values_list("nip", "nama")) if nip else {}
    for b in beda:
        b[1:] = [f"{n} ({nama[n]})" if n in nama else n for n in b[1:]]


def jabatan_baru(pekerjaan: PekerjaanImpor, banyak: int) -> list[str]:
    """The first so many positions that the file would make, as it has them."""
    baru = pekerjaan.rincian.filter(jenis=RincianImpor.Jenis.JABATAN).order_by("id")
    return list(baru.values_list("isi__label", flat=True)[:banyak])


def akan_kosong(pekerjaan: PekerjaanImpor, *, tanpa: Sequence[str]) -> list[tuple[str, int]]:
    """Of each column how many values the file takes away by an empty cell, the most first.

    ``tanpa`` are headings of columns that the file lacks: what goes there goes for another reason.
    One query, whatever the number of rows.
    """
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT beda->>0, count(*) FROM kelola_rincianimpor r"
            " CROSS JOIN LATERAL jsonb_array_elements(r.isi->'beda') AS beda"
            " WHERE r.pekerjaan_id = %s AND r.jenis = %s AND beda->>2 = '' AND beda->>1 <> ''"
            " AND beda->>0 <> ALL(%s) GROUP BY 1 ORDER BY 2 DESC, 1",
            [pekerjaan.pk, RincianImpor.Jenis.BERUBAH, list(tanpa)],
        )
        return kursor.fetchall()
