"""What the rows of an import are judged against."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.db import connection
from django.db.models import Q

from instansi.models import Instansi, Pegawai
from instansi.rules.impor.unit import AcuanUnit, Simpul, kunci_unit


def acuan_unit(pemda: Instansi, hari_ini: date, cakupan: Collection[int] | None) -> AcuanUnit:
    """Units by name and by code, closed ones with their successor; one query."""
    units = list(
        Instansi.objects.filter(Q(pemda=pemda) | Q(pk=pemda.pk))
        .select_related("digantikan_oleh")
        .order_by("path")
    )
    kunci = kunci_unit(_simpul(units), cakupan)
    return AcuanUnit(
        unit=kunci.unit,
        nama=tuple(u.nama for u in units if cakupan is None or u.pk in cakupan),
        kembar=kunci.kembar,
        sebutan=kunci.sebutan,
        tutup={
            u.pk: u.digantikan_oleh.nama if u.digantikan_oleh else ""
            for u in units
            if u.aktif_sampai and u.aktif_sampai < hari_ini
        },
        cakupan=cakupan,
    )


def _simpul(units: list[Instansi]) -> Iterator[Simpul]:
    nama = {u.path: u.nama for u in units if u.depth > 1}
    for u in units:
        panjang = range(len(u.path) - u.steplen, 0, -u.steplen)
        atas = tuple(nama[u.path[:n]] for n in panjang if u.path[:n] in nama)
        yield Simpul(u.pk, u.nama, u.kode, atas)


def orang_dikenal(pemda: Instansi, cakupan: Collection[int] | None) -> dict[str, int]:
    """The pemda's people, within the scope, by NIP."""
    orang = Pegawai.objects.filter(pemda=pemda)
    if cakupan is not None:
        orang = orang.filter(unit__in=cakupan)
    return dict(orang.values_list("nip", "pk"))


def nama_berbeda(pemda: Instansi, nip: Sequence[str], nama: Sequence[str]) -> dict[str, str]:
    """By NIP the names of those people of the pemda who stand under another name than given."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT p.nip, p.nama FROM unnest(%s::text[], %s::text[]) AS b (nip, nama)"
            " JOIN instansi_pegawai p ON p.pemda_id = %s AND p.nip = b.nip WHERE p.nama <> b.nama",
            [list(nip), list(nama), pemda.pk],
        )
        return dict(kursor.fetchall())


# A date becomes text as ISO 8601 (psycopg asks for that style); to_char takes twice as long.
_SIDIK = {
    "tmt": "coalesce(p.tmt::text, '')",
    "jabatan": "j.nama",
    "nip_atasan": "coalesce(a.nip, '')",
}


def sidik_pegawai(pemda: Instansi, kolom: Sequence[str]) -> set[str]:
    """People as ``rules.impor.pegawai.sidik_baris`` writes rows, if such a row changes nothing.

    That is: whose superior is of this pemda and whose account already follows from them.
    """
    isi = ", ".join(_SIDIK.get(nama, f"p.{nama}") for nama in kolom)
    with connection.cursor() as kursor:
        kursor.execute(
            f"""
            SELECT concat_ws(chr(31), {isi})
            FROM instansi_pegawai p
            JOIN instansi_jabatan j ON j.id = p.jabatan_id
            LEFT JOIN instansi_pegawai a ON a.id = p.atasan_id AND a.pemda_id = p.pemda_id
            LEFT JOIN instansi_pengguna g ON g.pegawai_id = p.id
            WHERE p.pemda_id = %s AND (p.atasan_id IS NULL OR a.id IS NOT NULL) AND CASE
                WHEN g.id IS NULL THEN p.surel = '' OR p.status <> 'AKTIF'
                ELSE g.nama = p.nama AND (p.surel = '' OR g.email = p.surel)
                    AND NOT (g.is_active AND p.status IN ('PENSIUN', 'PINDAH', 'BERHENTI')) END
            """,  # noqa: S608 - names of columns that stand in rules
            [pemda.pk],
        )
        return {sidik for (sidik,) in kursor}
