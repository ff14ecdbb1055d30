"""Quality of records: computed in one pass over the people of a city, read by unit."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from instansi.models import Instansi, Pegawai
from instansi.queries.akun_aktif import SQL_BELUM_AKTIF
from instansi.queries.kebijakan import parameter
from instansi.rules.mutu import AKUN, PER_KODE, UKURAN, Nilai, jumlah_nilai
from instansi.rules.orang import ESELON_TANPA_ATASAN, GOLONGAN_PPPK, PANGKAT
from lib.nip import USIA_TERENDAH

SETAHUN = timedelta(days=365)
LANGKAH = Instansi.steplen
_AKTIF = "p.status = 'AKTIF'"
_KELUAR = "p.status IN ('PENSIUN', 'PINDAH', 'BERHENTI')"

# Code: who is asked, and which of them are wrong. p person, u unit, j position, a superior,
# au the superior's unit, g account, r placement of today, e last change, k rating.
SYARAT: dict[str, tuple[str, str]] = {
    "atasan": (f"{_AKTIF} AND j.eselon <> ALL(%(eselon)s)", "p.atasan_id IS NULL"),
    "surel": (_AKTIF, "p.surel = ''"),
    "telepon": (_AKTIF, "p.telepon = ''"),
    "golongan": (_AKTIF, "p.golongan = ''"),
    "jenjang": (f"{_AKTIF} AND j.jenis = 'JF'", "j.jenjang = ''"),
    "tempat_lahir": (_AKTIF, "p.tempat_lahir = ''"),
    "nip": (
        _AKTIF,
        # As lib.nip.periksa_nip warns; dates as numbers, since 18 years are 180000 of them apart.
        "p.alasan_nip = '' AND ("
        "  left(p.nip, 8) <> replace(p.tanggal_lahir::text, '-', '')"
        "  OR substr(p.nip, 13, 2) BETWEEN '01' AND '12'"
        "    AND coalesce(to_char(p.tmt, 'YYYYMM') <> substr(p.nip, 9, 6), false)"
        "  OR substr(p.nip, 15, 1) <> CASE p.jenis_kelamin WHEN 'L' THEN '1' ELSE '2' END"
        "  OR CASE WHEN substr(p.nip, 13, 2) BETWEEN '01' AND '12'"
        "    THEN substr(p.nip, 9, 6)::int * 100 + 1 - left(p.nip, 8)::int"
        "      < %(usia_terendah)s * 10000"
        "    ELSE substr(p.nip, 9, 4)::int - left(p.nip, 4)::int < %(usia_terendah)s END)",
    ),
    "golongan_jenis": (
        f"{_AKTIF} AND p.golongan <> ''",
        # Two constant arrays, each searched by hash; one chosen for each row would not be.
        "CASE p.jenis WHEN 'PNS' THEN p.golongan <> ALL(%(gol_pns)s)"
        " ELSE p.golongan <> ALL(%(gol_pppk)s) END",
    ),
    "bup": (
        _AKTIF,
        "p.tanggal_lahir + make_interval(years => CASE"
        "  WHEN j.jenis = 'JF' AND j.jenjang LIKE '%%Utama' THEN %(bup_utama)s"
        "  WHEN j.jenis = 'JPT' OR j.jenis = 'JF'"
        "    AND (j.jenjang LIKE '%%Madya' OR j.rumpun = 'GURU') THEN %(bup_jpt_madya)s"
        "  ELSE %(bup_umum)s END) < %(awal_bulan)s",
    ),
    "atasan_sah": (
        f"{_AKTIF} AND p.atasan_id IS NOT NULL",
        "a.status <> 'AKTIF' OR j.jenis NOT IN ('JPT', 'ADMINISTRATOR')"
        "  AND left(au.path, %(opd)s) <> left(u.path, %(opd)s)",
    ),
    "unit_aktif": (_AKTIF, "u.aktif_sampai IS NOT NULL"),
    "penempatan": (
        _AKTIF,
        "(r.unit_id, r.jabatan_id) IS DISTINCT FROM (p.unit_id, p.jabatan_id)",
    ),
    "akun_keluar": (_KELUAR, "g.is_active IS TRUE"),
    "perubahan": (_AKTIF, "e.pada IS NULL OR e.pada < %(setahun_lalu)s"),
    "predikat": (
        f"{_AKTIF} AND (p.tmt IS NULL OR p.tmt <= %(akhir_tahun)s)",
        "k.id IS NULL",
    ),
    AKUN.kode: (_AKTIF, SQL_BELUM_AKTIF),
}

_DARI = """
FROM instansi_pegawai p
JOIN instansi_instansi u ON u.id = p.unit_id
JOIN instansi_jabatan j ON j.id = p.jabatan_id
LEFT JOIN instansi_pegawai a ON a.id = p.atasan_id
LEFT JOIN instansi_instansi au ON au.id = a.unit_id
LEFT JOIN instansi_pengguna g ON g.pegawai_id = p.id
LEFT JOIN instansi_riwayatpenempatan r ON r.pegawai_id = p.id AND r.mulai <= %(hari)s
    AND (r.selesai IS NULL OR r.selesai >= %(hari)s)
LEFT JOIN (
    SELECT pgh_obj_id, max(pgh_created_at) AS pada FROM instansi_pegawaievent
    WHERE pgh_obj_id IN (SELECT p.id FROM instansi_pegawai p
        JOIN instansi_instansi u ON u.id = p.unit_id
        WHERE p.pemda_id = %(pemda)s AND u.path LIKE %(path)s)
    GROUP BY pgh_obj_id
) e ON e.pgh_obj_id = p.id
LEFT JOIN instansi_predikatkinerja k ON k.pegawai_id = p.id AND k.tahun = %(tahun_lalu)s
    AND k.periode = 'TAHUNAN'
WHERE p.pemda_id = %(pemda)s AND u.path LIKE %(path)s
"""


@dataclass
class Mutu:
    """The quality of a subtree: by measure, and by child (tree path) again by measure."""

    orang: int = 0  # active people
    bersih: int = 0  # of them, with nothing wrong in the record
    nilai: dict[str, Nilai] = field(default_factory=dict)
    anak: dict[str, "Mutu"] = field(default_factory=dict)
    terakhir: datetime | None = None  # the last change of any record
    data_per: datetime | None = None  # when it was computed; None: never


def isi_sql(unit: Instansi, hari: date, sekarang: datetime) -> dict[str, Any]:
    """The values of the statements about a subtree: its path, days, limits of that day."""
    pemda = unit.pemda_id or unit.pk
    bup = parameter(pemda, hari)
    return {
        "pemda": pemda,
        "path": f"{unit.path}%",
        "opd": 2 * LANGKAH,
        "eselon": ESELON_TANPA_ATASAN,
        "gol_pns": list(PANGKAT),
        "gol_pppk": list(GOLONGAN_PPPK),
        "usia_terendah": USIA_TERENDAH,
        "hari": hari,
        "awal_bulan": hari.replace(day=1),
        "setahun_lalu": sekarang - SETAHUN,
        "tahun_lalu": hari.year - 1,
        "akhir_tahun": date(hari.year - 1, 12, 31),
        **{k: int(bup[k]) for k in ("bup_umum", "bup_jpt_madya", "bup_utama")},
    }


def _sql_hitung() -> str:
    kolom = ", ".join(
        f"({dasar}) AS d_{kode}, ({dasar}) AND ({salah}) AS s_{kode}"
        for kode, (dasar, salah) in SYARAT.items()
    )
    dasar = ", ".join(f"count(*) FILTER (WHERE d_{k})" for k in SYARAT)
    salah = ", ".join(f"count(*) FILTER (WHERE s_{k})" for k in SYARAT)
    ada_salah = " OR ".join(f"s_{u.kode}" for u in UKURAN)
    return (
        f"WITH orang AS (SELECT p.unit_id, {_AKTIF} AS aktif, e.pada, {kolom} {_DARI})"  # noqa: S608
        " SELECT unit_id, count(*) FILTER (WHERE aktif) AS orang,"
        f" count(*) FILTER (WHERE aktif AND NOT ({ada_salah})) AS bersih,"
        f" ARRAY[{dasar}] AS dasar, ARRAY[{salah}] AS salah, max(pada) AS terakhir"
        " FROM orang GROUP BY unit_id"
    )


# One pass over the people of a subtree: each unit's own, with one number for each measure.
SQL_MUTU = _sql_hitung()


def hitung_mutu(unit: Instansi, *, hari: date, sekarang: datetime) -> dict[int, Mutu]:
    """The quality of each unit's own people in a subtree, from raw rows; two queries."""
    with connection.cursor() as kursor:
        kursor.execute(SQL_MUTU, isi_sql(unit, hari, sekarang))
        return {
            pk: Mutu(orang, bersih, _nilai(dasar, salah), {}, terakhir)
            for pk, orang, bersih, dasar, salah, terakhir in kursor.fetchall()
        }


def _sql_baca() -> str:
    """Written once: building this of the ORM takes longer than the database needs for it."""
    jumlah = ", ".join(
        f"ARRAY[{', '.join(f'sum(m.{k}[{n}])::int' for n in range(1, len(SYARAT) + 1))}]"
        for k in ("dasar", "salah")
    )
    return (
        "SELECT left(u.path, %(panjang)s), sum(m.orang)::int, sum(m.bersih)::int,"  # noqa: S608
        f" {jumlah}, max(m.terakhir), max(m.dihitung_pada)"
        " FROM instansi_ringkasanmutu m JOIN instansi_instansi u ON u.id = m.unit_id"
        " WHERE m.pemda_id = %(pemda)s AND u.path LIKE %(path)s"
        " AND m.ukuran = %(ukuran)s::varchar[]"  # rows of older measures are as good as none
        " GROUP BY 1"
    )


_SQL_BACA = _sql_baca()


def mutu_unit(unit: Instansi) -> Mutu:
    """The quality of a subtree as last computed, a sum over its units; one query.

    People placed in the unit itself stand under its own path in ``anak``.
    """
    nilai = {
        "pemda": unit.pemda_id or unit.pk,
        "path": f"{unit.path}%",
        "panjang": len(unit.path) + LANGKAH,
        "ukuran": list(SYARAT),
    }
    with connection.cursor() as kursor:
        kursor.execute(_SQL_BACA, nilai)
        return jumlah_mutu(
            {
                path: Mutu(orang, bersih, _nilai(dasar, salah), {}, terakhir, pada)
                for path, orang, bersih, dasar, salah, terakhir, pada in kursor.fetchall()
            }
        )


def jumlah_mutu(anak: dict[str, Mutu]) -> Mutu:
    """The whole of several branches."""
    isi = anak.values()
    return Mutu(
        orang=sum(m.orang for m in isi),
        bersih=sum(m.bersih for m in isi),
        nilai={k: jumlah_nilai(m.nilai[k] for m in isi) for k in PER_KODE},
        anak=anak,
        terakhir=max((m.terakhir for m in isi if m.terakhir), default=None),
        data_per=max((m.data_per for m in isi if m.data_per), default=None),
    )


def _nilai(dasar: list[int], salah: list[int]) -> dict[str, Nilai]:
    return {k: Nilai(d, s) for k, d, s in zip(SYARAT, dasar, salah, strict=True)}


def lewat_usia_pensiun(
    pemda: Instansi, *, hari: date, sekarang: datetime, batas: dict[str, int]
) -> int:
    """How many would be past the retirement age if these limits held instead; two queries.

    ``batas``: years by the code of a parameter; other limits stay as they are on that day.
    """
    dasar, salah = SYARAT["bup"]
    nilai = isi_sql(pemda, hari, sekarang) | batas
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT count(*) {_DARI} AND ({dasar}) AND ({salah})", nilai)
        return int(kursor.fetchone()[0])


class DaftarMasalah:
    """The people behind one measure, for a paginator: one query to count, two for a page."""

    def __init__(self, unit: Instansi, kode: str, *, hari: date, sekarang: datetime) -> None:
        dasar, salah = SYARAT[kode]
        self._syarat = f"{_DARI} AND ({dasar}) AND ({salah})"
        self._nilai = isi_sql(unit, hari, sekarang)
        self._jumlah: int | None = None

    def count(self) -> int:
        """How many there are."""
        if self._jumlah is None:
            with connection.cursor() as kursor:
                kursor.execute(f"SELECT count(*) {self._syarat}", self._nilai)
                self._jumlah = kursor.fetchone()[0]
        return self._jumlah

    __len__ = count

    def __getitem__(self, irisan: slice) -> list[Pegawai]:
        """A page of them by name, with unit and position."""
        nilai = self._nilai | {"lewati": irisan.start, "ambil": irisan.stop - irisan.start}
        with connection.cursor() as kursor:
            kursor.execute(
                f"SELECT p.id {self._syarat}"
                ' ORDER BY lower(p.nama) COLLATE "C", p.id OFFSET %(lewati)s LIMIT %(ambil)s',
                nilai,
            )
            urutan = [pk for (pk,) in kursor.fetchall()]
        isi = Pegawai.objects.select_related("unit", "jabatan").in_bulk(urutan)
        return [isi[pk] for pk in urutan]
