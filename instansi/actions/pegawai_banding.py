"""What a file of staff would change: its staging table against the directory."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from instansi.models import Pegawai
from instansi.queries.akun_aktif import SQL_TANPA_SANDI
from instansi.rules.orang import PERGI
from lib.impor import BarisBaru, Perubahan

KOLOM_BARU = ("NIP", "Jabatan", "Unit kerja", "Golongan")  # what tells a new person from others
PEMISAH = "\x1f"  # between heading, before and after: no cell holds it


@dataclass
class HasilMuat:
    """What loading did, or would do. All counts are rows of the file but ``ditulis``."""

    baru: int = 0
    berubah: int = 0
    tetap: int = 0
    akun_baru: int = 0
    tanpa_akun: dict[int, str] = field(default_factory=dict)  # row, key of TANPA_AKUN
    belum_beratasan: int = 0  # active people who would have no superior
    ditulis: int = 0  # rows written in any table
    tanpa_atasan: list[tuple[int, str]] = field(default_factory=list)  # row, NIP not found
    surel_dipakai: list[tuple[int, str]] = field(default_factory=list)  # row, address in use
    surel_peran: list[tuple[int, str]] = field(default_factory=list)  # row, address not taken over
    daftar_baru: list[BarisBaru] = field(default_factory=list)
    perubahan: list[Perubahan] = field(default_factory=list)
    atasan_lain: list[tuple[int, str]] = field(default_factory=list)  # row, NIP in another agency
    atasan_lepas: list[tuple[int, str, str]] = field(default_factory=list)  # row, unit, superior
    surel_tetap: list[int] = field(default_factory=list)  # rows whose account keeps an address
    pindah_kini: list[tuple[int, date | None]] = field(default_factory=list)  # rows, day named
    # Rows of new people whom the directory has by another NIP: row, name, NIP, unit (key, name).
    kembar: list[tuple[int, str, str, int, str]] = field(default_factory=list)
    pergi: list[tuple[int, str, str]] = field(default_factory=list)  # rows, name, new status
    tanpa_mulai: int = 0  # new people whose position has no first day
    jabatan_baru: list[tuple[int, str, int]] = field(default_factory=list)  # row, name, rows


def hitung_beda(kursor: Any, nilai: dict[str, Any]) -> HasilMuat:
    """What loading the staging table ``impor`` would do, and what is odd about it.

    ``nilai``: the values of the statements, as ``muat_pegawai`` makes them.
    """
    hasil = HasilMuat()
    _hitung(kursor, nilai, hasil)
    _cari_aneh(kursor, nilai, hasil)
    return hasil


def _hitung(kursor: Any, nilai: dict[str, Any], hasil: HasilMuat) -> None:
    """Say what the staging table would change."""
    kursor.execute(
        "SELECT count(*) FILTER (WHERE NOT ada), count(*) FILTER (WHERE ada AND beda),"
        " count(*) FILTER (WHERE ada AND NOT beda), count(*) FILTER (WHERE akun),"
        " count(*) FILTER (WHERE NOT ada AND mulai IS NULL) FROM impor"
    )
    hasil.baru, hasil.berubah, hasil.tetap, hasil.akun_baru, hasil.tanpa_mulai = kursor.fetchone()
    kursor.execute(_SQL_TANPA_AKUN)
    hasil.tanpa_akun = dict(kursor.fetchall())
    kursor.execute(_SQL_BELUM_BERATASAN, nilai)
    (hasil.belum_beratasan,) = kursor.fetchone()
    kursor.execute(
        "SELECT i.baris, i.nama, i.nip, i.jabatan, u.nama, i.golongan FROM impor i"
        " JOIN instansi_instansi u ON u.id = i.unit_id WHERE NOT i.ada ORDER BY i.baris"
    )
    hasil.daftar_baru = [
        BarisBaru(
            baris, nama, tuple((k, n) for k, n in zip(KOLOM_BARU, isi, strict=True) if n), isi[0]
        )
        for baris, nama, *isi in kursor
    ]
    kursor.execute(
        "SELECT min(baris), jabatan, count(*) FROM impor WHERE jabatan_id IS NULL"
        " GROUP BY jabatan ORDER BY 1"
    )
    hasil.jabatan_baru = kursor.fetchall()
    if hasil.berubah:
        kursor.execute(_SQL_PERUBAHAN)
        hasil.perubahan = [
            Perubahan(baris, nama, _beda(isi), nip) for baris, nama, nip, isi in kursor
        ]


def _cari_aneh(kursor: Any, nilai: dict[str, Any], hasil: HasilMuat) -> None:
    """Say what is odd about the staging table: addresses, superiors."""
    kursor.execute(
        "SELECT baris, surel_dipakai FROM impor WHERE surel_dipakai <> '' ORDER BY baris"
    )
    hasil.surel_dipakai = kursor.fetchall()
    kursor.execute(
        "SELECT baris, nip_atasan FROM impor WHERE atasan_id IS NULL AND nip_atasan <> ''"
        " AND NOT 'nip_atasan' = ANY(%(hilang)s) ORDER BY baris",
        nilai,
    )
    hasil.tanpa_atasan = kursor.fetchall()
    kursor.execute(_SQL_ATASAN_LAIN, nilai)
    hasil.atasan_lain = kursor.fetchall()
    if "nip_atasan" in nilai["hilang"]:
        kursor.execute(_SQL_ATASAN_LEPAS)
        hasil.atasan_lepas = kursor.fetchall()
    kursor.execute(_SQL_PINDAH_KINI, nilai)
    hasil.pindah_kini = kursor.fetchall()
    kursor.execute(_SQL_KEMBAR, nilai)
    hasil.kembar = kursor.fetchall()
    kursor.execute(_SQL_PERGI, {"pergi": list(PERGI)})
    hasil.pergi = kursor.fetchall()
    if "surel" not in nilai["hilang"]:
        kursor.execute(_SQL_SUREL_TETAP, nilai)
        hasil.surel_tetap = [baris for (baris,) in kursor]
    if not nilai["peran_ikut"]:
        kursor.execute(_SQL_SUREL_PERAN, nilai)
        hasil.surel_peran = kursor.fetchall()


def _beda(isi: list[str]) -> tuple[tuple[str, str, str], ...]:
    """The changed columns of one person: heading, before, after."""
    hasil = []
    for satu in isi:
        kolom, lama, baru = satu.split(PEMISAH)
        if kolom == "Status":
            lama, baru = Pegawai.Status(lama).label, Pegawai.Status(baru).label
        hasil.append((kolom, lama, baru))
    return tuple(hasil)


# Why a new person, or a changed one in service, would still have no account.
_SQL_TANPA_AKUN = """
SELECT baris, CASE WHEN status <> 'AKTIF' THEN 'status' WHEN surel_dipakai <> '' THEN 'surel_lain'
    WHEN surel = '' THEN 'surel' ELSE 'nip' END
FROM impor WHERE NOT akun AND NOT berakun AND (NOT ada OR beda AND status = 'AKTIF')
"""
_SQL_BELUM_BERATASAN = """
SELECT count(*) FROM impor s LEFT JOIN instansi_jabatan j ON j.id = s.jabatan_id
WHERE s.atasan_id IS NULL AND s.status = 'AKTIF'
    AND coalesce(j.eselon, s.jabatan_eselon) <> ALL(%(tanpa)s)
"""
# Who would get a superior of another agency, by the rule of ``queries.orang.orang_bermasalah``.
_SQL_ATASAN_LAIN = """
SELECT s.baris, s.nip_atasan FROM impor s
JOIN instansi_instansi u ON u.id = s.unit_id
LEFT JOIN instansi_jabatan j ON j.id = s.jabatan_id
LEFT JOIN impor ab ON ab.id = s.atasan_id
LEFT JOIN instansi_pegawai a ON a.id = s.atasan_id
JOIN instansi_instansi au ON au.id = coalesce(ab.unit_id, a.unit_id)
LEFT JOIN instansi_jabatan aj
    ON aj.id = CASE WHEN ab.id IS NULL THEN a.jabatan_id ELSE ab.jabatan_id END
WHERE s.status = 'AKTIF' AND s.nip_atasan <> '' AND (NOT s.ada OR s.beda)
    AND NOT 'nip_atasan' = ANY(%(hilang)s)
    AND u.depth > 1 AND au.depth > 1 AND left(u.path, %(opd)s) <> left(au.path, %(opd)s)
    AND coalesce(j.eselon, s.jabatan_eselon) <> ALL(%(tanpa)s)
    AND coalesce(aj.eselon, ab.jabatan_eselon) <> ALL(%(tanpa)s)
ORDER BY s.baris
"""
# Who has no superior any more by moving away, where the file has no column for it.
_SQL_ATASAN_LEPAS = """
SELECT s.baris, u.nama, a.nama FROM impor s
JOIN instansi_pegawai p ON p.id = s.id
JOIN instansi_pegawai a ON a.id = p.atasan_id
JOIN instansi_instansi u ON u.id = s.unit_id
WHERE s.atasan_id IS NULL ORDER BY s.baris
"""
# Who moves on a day that the file does not name, or that cannot be it: as _SQL_HARI_PINDAH judges.
_SQL_PINDAH_KINI = """
SELECT s.baris, s.mulai FROM impor s
JOIN instansi_riwayatpenempatan r ON r.pegawai_id = s.id AND r.selesai IS NULL
WHERE s.ada AND s.pindah AND (s.mulai > r.mulai AND s.mulai <= %(hari_ini)s) IS NOT TRUE
ORDER BY s.baris
"""
# New people of the name and birth date of somebody whom the file does not name.
_SQL_KEMBAR = """
SELECT s.baris, p.nama, p.nip, u.id, u.nama FROM impor s
JOIN instansi_pegawai p ON p.pemda_id = %(pemda)s AND p.tanggal_lahir = s.tanggal_lahir
    AND lower(p.nama) = lower(s.nama)
JOIN instansi_instansi u ON u.id = p.unit_id
WHERE NOT s.ada AND NOT EXISTS (SELECT 1 FROM impor_mentah m WHERE m.nip = p.nip)
ORDER BY s.baris, p.id
"""
# Who leaves by the file.
_SQL_PERGI = """
SELECT s.baris, s.nama, s.status FROM impor s JOIN instansi_pegawai p ON p.id = s.id
WHERE s.beda AND s.status = ANY(%(pergi)s) AND p.status <> ALL(%(pergi)s) ORDER BY s.baris
"""
# Account ``g`` holds a role today or later, itself or as a deputy.
BERPERAN = """EXISTS (SELECT 1 FROM instansi_penugasan t
    WHERE (t.pengguna_id = g.id OR t.deputi_id = g.id)
    AND (t.selesai IS NULL OR t.selesai >= %(hari_ini)s))"""
# Whose address the file empties, but not their account's: they enter by it, or hold a role.
_SQL_SUREL_TETAP = f"""
SELECT s.baris FROM impor s
JOIN instansi_pegawai p ON p.id = s.id
JOIN instansi_pengguna g ON g.pegawai_id = s.id
WHERE s.surel = '' AND s.surel_dipakai = '' AND p.surel <> '' AND g.email IS NOT NULL
    AND (NOT {SQL_TANPA_SANDI} OR NOT %(peran_ikut)s AND {BERPERAN}) ORDER BY s.baris
"""  # noqa: S608 - its parts stand above
# Of each changed person the changed columns, each as heading, before, after in one text.
_TANGGAL = "coalesce(to_char({}, 'DD-MM-YYYY'), '')"
_KOLOM_BEDA = {
    "Nama": ("p.nama", "s.nama"),
    "Gelar depan": ("p.gelar_depan", "s.gelar_depan"),
    "Gelar belakang": ("p.gelar_belakang", "s.gelar_belakang"),
    "Jenis pegawai": ("p.jenis", "s.jenis"),
    "Jenis kelamin": ("p.jenis_kelamin", "s.jenis_kelamin"),
    "Tempat lahir": ("p.tempat_lahir", "s.tempat_lahir"),
    "Tanggal lahir": (_TANGGAL.format("p.tanggal_lahir"), _TANGGAL.format("s.tanggal_lahir")),
    "TMT CPNS/PPPK": (_TANGGAL.format("p.tmt"), _TANGGAL.format("s.tmt")),
    "Golongan": ("p.golongan", "s.golongan"),
    "Jabatan": ("j.nama", "s.jabatan"),
    "Unit kerja": ("u.nama", "us.nama"),
    "NIP atasan": ("coalesce(a.nip, '')", "coalesce(al.nip, ab.nip, '')"),
    "Status": ("p.status", "s.status"),
    "Surel": ("p.surel", "s.surel"),
    "Telepon": ("p.telepon", "s.telepon"),
    "Alasan NIP": ("p.alasan_nip", "s.alasan_nip"),
}
_BEDA = ", ".join(
    f"CASE WHEN {lama} <> {baru} THEN concat_ws(chr(31), '{kolom}', {lama}, {baru}) END"
    for kolom, (lama, baru) in _KOLOM_BEDA.items()
)
_SQL_PERUBAHAN = f"""
SELECT s.baris, s.nama, s.nip, array_remove(ARRAY[{_BEDA}], NULL)
FROM impor s
JOIN instansi_pegawai p ON p.id = s.id
JOIN instansi_instansi u ON u.id = p.unit_id
JOIN instansi_instansi us ON us.id = s.unit_id
JOIN instansi_jabatan j ON j.id = p.jabatan_id
LEFT JOIN instansi_pegawai a ON a.id = p.atasan_id
LEFT JOIN instansi_pegawai al ON al.id = s.atasan_id
LEFT JOIN impor ab ON ab.id = s.atasan_id
WHERE s.ada AND s.beda ORDER BY s.baris
"""  # noqa: S608 - its parts stand above
_SQL_SUREL_PERAN = f"""
SELECT s.baris, s.surel FROM impor s JOIN instansi_pengguna g ON g.pegawai_id = s.id
WHERE s.surel <> '' AND s.surel IS DISTINCT FROM g.email AND {BERPERAN} ORDER BY s.baris
"""  # noqa: S608 - its parts stand above
