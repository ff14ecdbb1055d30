"""Quality of records: one pass over the people of a subtree, counted by child unit."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from instansi.models import Instansi, Pegawai
from instansi.queries.kebijakan import parameter
from instansi.rules.mutu import PER_KODE, Nilai, jumlah_nilai
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
    "akun": (_AKTIF, "g.is_active IS NOT TRUE"),
    "nip": (
        _AKTIF,
        # As lib.nip.periksa_nip warns; dates as numbers, since 18 years are 180000 of them apart.
        "p.alasan_nip = '' AND ("
        "  left(p.nip, 8) <> replace(p.tanggal_lahir::text, '-', '')"
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
    bersih: int = 0  # of them, with nothing wrong
    nilai: dict[str, Nilai] = field(default_factory=dict)
    anak: dict[str, "Mutu"] = field(default_factory=dict)
    terakhir: datetime | None = None  # the last change of any record


def _nilai_sql(unit: Instansi, hari: date, sekarang: datetime) -> dict[str, Any]:
    pemda = unit.pemda_id or unit.pk
    bup = parameter(pemda, hari)
    return {
        "pemda": pemda,
        "path": f"{unit.path}%",
        "panjang": len(unit.path) + LANGKAH,
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
    jumlah = ", ".join(
        f"count(*) FILTER (WHERE d_{k}), count(*) FILTER (WHERE s_{k})" for k in SYARAT
    )
    ada_salah = " OR ".join(f"s_{k}" for k in SYARAT)
    return (
        f"WITH orang AS (SELECT left(u.path, %(panjang)s) AS cabang, {_AKTIF} AS aktif,"  # noqa: S608
        f" e.pada, {kolom} {_DARI})"
        " SELECT cabang, max(pada), count(*) FILTER (WHERE aktif),"
        f" count(*) FILTER (WHERE aktif AND NOT ({ada_salah})), {jumlah}"
        " FROM orang GROUP BY cabang ORDER BY cabang"
    )


def mutu_unit(unit: Instansi, *, hari: date, sekarang: datetime) -> Mutu:
    """The quality of a subtree in one pass over its people; two queries.

    People placed in the unit itself stand under its own path in ``anak``.
    """
    with connection.cursor() as kursor:
        kursor.execute(_sql_hitung(), _nilai_sql(unit, hari, sekarang))
        baris = kursor.fetchall()
    anak: dict[str, Mutu] = {}
    for cabang, pada, orang, bersih, *isi in baris:
        pasangan = zip(isi[::2], isi[1::2], strict=True)
        nilai = {k: Nilai(*n) for k, n in zip(SYARAT, pasangan, strict=True)}
        anak[cabang] = Mutu(orang, bersih, nilai, {}, pada)
    return Mutu(
        orang=sum(m.orang for m in anak.values()),
        bersih=sum(m.bersih for m in anak.values()),
        nilai={k: jumlah_nilai(m.nilai[k] for m in anak.values()) for k in PER_KODE},
        anak=anak,
        terakhir=max((m.terakhir for m in anak.values() if m.terakhir), default=None),
    )


class DaftarMasalah:
    """The people behind one measure, for a paginator: one query to count, two for a page."""

    def __init__(self, unit: Instansi, kode: str, *, hari: date, sekarang: datetime) -> None:
        dasar, salah = SYARAT[kode]
        self._syarat = f"{_DARI} AND ({dasar}) AND ({salah})"
        self._nilai = _nilai_sql(unit, hari, sekarang)
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
