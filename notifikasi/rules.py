"""Kinds of messages and the key of each: values in, values out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lib.surat import Bagian

if TYPE_CHECKING:
    from instansi.models import Pengguna
    from notifikasi.models import Pesan

PERCOBAAN_TERBANYAK = 10  # of one mail; some five hours with the pauses of jeda_coba


class Butir(NamedTuple):
    """One message to queue: what it is about ("tugas:12"), for which account, with which facts."""

    sasaran: str
    penerima: int
    data: dict[str, Any] | None = None


def tanpa_muatan(daftar: "Sequence[Pesan]") -> Mapping[int, Any]:
    """For kinds that need nothing from the database beyond the message itself."""
    return {}


@dataclass(frozen=True)
class JenisPesan:
    """One kind of message, registered by the app whose facts it tells.

    ``muat`` reads what many messages of this kind need, in as few queries as for one, keyed by the
    message's pk; the sender puts it into ``pesan.objek`` (None where there is nothing any more).
    ``konteks`` then gives the template's values and ``masih_berlaku`` the reason why the message
    must not be sent any more, or None; neither reads the clock nor, given ``muat``, the database.
    ``templat`` names templates/surat/<templat>.txt (its first line is the subject) and .html.
    ``harian``: a reminder that may travel with the first reminder of the same day.
    ``untuk_nonaktif``: sent also to an account that is closed: it tells of the closing.
    """

    kode: str
    templat: str
    konteks: Callable[["Pesan"], dict[str, Any]]
    masih_berlaku: Callable[["Pesan", datetime], str | None]
    muat: Callable[["Sequence[Pesan]"], Mapping[int, Any]] = tanpa_muatan
    harian: bool = False
    untuk_nonaktif: bool = False


_DAFTAR: dict[str, JenisPesan] = {}


class JenisPesanGanda(ValueError):
    """Two apps registered the same kind of message."""


class JenisPesanTidakDikenal(LookupError):
    """A message of a kind that no app registered."""


def daftarkan(*daftar: JenisPesan) -> None:
    """Make kinds known to the sender; called in AppConfig.ready(). Raises JenisPesanGanda."""
    for jenis in daftar:
        if _DAFTAR.get(jenis.kode, jenis) != jenis:
            raise JenisPesanGanda(jenis.kode)
        _DAFTAR[jenis.kode] = jenis


def jenis_pesan(kode: str) -> JenisPesan:
    """The registered kind. Raises JenisPesanTidakDikenal."""
    try:
        return _DAFTAR[kode]
    except KeyError as galat:
        raise JenisPesanTidakDikenal(f"Jenis pesan {kode} belum didaftarkan.") from galat


def semua_jenis() -> dict[str, JenisPesan]:
    """All registered kinds by code."""
    return dict(_DAFTAR)


def nomor_sasaran(sasaran: str) -> int:
    """The key of what a message is about: 12 of "pendaftaran:12"."""
    return int(sasaran.partition(":")[2])


def kunci_pesan(jenis: str, sasaran: str, penerima: int, jatuh_tempo: datetime) -> str:
    """The unique key of a message: the same fact for the same person and time is one message."""
    return f"{jenis}|{sasaran}|{penerima}|{tanda_waktu(jatuh_tempo)}"


def tanda_waktu(waktu: datetime) -> str:
    """A moment as it stands in a key: in UTC, so that it does not depend on who wrote it."""
    return f"{waktu.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"


def akan_dikirim(
    daftar: "Sequence[Pesan]", *, sekarang: datetime, akhir_hari: datetime, harian: Collection[str]
) -> "list[list[Pesan]]":
    """The mails of one person now: which waiting messages leave together.

    A group that was formed before stays what it was, so that a second attempt is the same mail.
    All others that are due form one new group; where a daily reminder is among them, those due
    later on the same day (before ``akhir_hari``) travel along.
    """
    kelompok: dict[str, list[Pesan]] = {}
    for pesan in daftar:
        kelompok.setdefault(pesan.kelompok, []).append(pesan)
    baru = kelompok.pop("", [])
    surat = [k for k in kelompok.values() if any(sudah_waktunya(p, sekarang) for p in k)]
    tempo = [p for p in baru if sudah_waktunya(p, sekarang)]
    if any(p.jenis in harian for p in tempo):
        tempo += [
            p
            for p in baru
            if p.jenis in harian
            and p.coba_lagi_pada is None
            and sekarang < p.jatuh_tempo < akhir_hari
        ]
    return [*surat, tempo] if tempo else surat


def sudah_waktunya(pesan: "Pesan", sekarang: datetime) -> bool:
    """Due, and not waiting for another attempt. queries.pesan_jatuh_tempo says the same in SQL."""
    return pesan.jatuh_tempo <= sekarang and (
        pesan.coba_lagi_pada is None or pesan.coba_lagi_pada <= sekarang
    )


def nama_kelompok(kunci: Iterable[str]) -> str:
    """The name of a group, from its messages' keys in any order; 40 hexadecimal digits."""
    return sha256("\n".join(sorted(kunci)).encode()).hexdigest()[:40]


def pengenal_surat(kelompok: str, alamat_situs: str) -> str:
    """The Message-ID (RFC 5322) of a group: the same at every attempt."""
    return f"<{kelompok}@{urlsplit(alamat_situs).hostname or 'localhost'}>"


def jeda_coba(percobaan: int) -> timedelta:
    """How long to wait after the n-th refused attempt: 1, 2, 4 ... minutes, at most an hour."""
    return timedelta(minutes=min(2 ** max(percobaan - 1, 0), 60))


def awal_hari(hari: date, zona: str) -> datetime:
    """Midnight at the start of a day of the pemda."""
    return datetime.combine(hari, time(), ZoneInfo(zona))


class Terbitan(NamedTuple):
    """One due time of a rule, and the day its anchor (start of class, deadline) must fall on."""

    jatuh_tempo: datetime
    hari_acuan: date


def terbitan(
    *, geser_hari: int, jam: time, zona: str, sesudah: datetime, sekarang: datetime
) -> list[Terbitan]:
    """The due times of a rule after ``sesudah`` up to the end of today in the pemda's zone.

    One a day at ``jam``; those later today are known early, so that they can travel together.
    """
    hari = sesudah.astimezone(ZoneInfo(zona)).date()
    akhir = sekarang.astimezone(ZoneInfo(zona)).date()
    hasil = []
    while hari <= akhir:
        tempo = datetime.combine(hari, jam, ZoneInfo(zona)).astimezone(UTC)
        if tempo > sesudah:
            hasil.append(Terbitan(tempo, hari - timedelta(days=geser_hari)))
        hari += timedelta(days=1)
    return hasil


class AturanBawaan(NamedTuple):
    """One default reminder: kind, days from its anchor, local hour."""

    jenis: str
    geser_hari: int
    jam: time


ATURAN_BAWAAN = (
    AturanBawaan("kelas_h7", -7, time(7)),
    AturanBawaan("kelas_h1", -1, time(7)),
    AturanBawaan("evaluasi_h2", -2, time(7)),
    AturanBawaan("evaluasi_lewat", 1, time(7)),
    AturanBawaan("kehadiran_tagih", 1, time(7)),
    AturanBawaan("peran_h7", -7, time(7)),
)


class Keputusan(NamedTuple):
    """How a claimed message ends without being sent."""

    status: str
    alasan: str


def keputusan(pesan: "Pesan", sekarang: datetime) -> Keputusan | None:
    """Why a claimed message, its ``objek`` loaded, is not sent; None where it is."""
    status = pesan.Status
    jenis = _DAFTAR.get(pesan.jenis)
    if jenis is None:
        return Keputusan(status.GAGAL, f"Aplikasi ini tidak mengenal pesan {pesan.jenis}.")
    if alasan := jenis.masih_berlaku(pesan, sekarang):
        return Keputusan(status.GUGUR, alasan)
    if not (pesan.penerima.is_active or jenis.untuk_nonaktif):
        return Keputusan(status.GUGUR, "Akun penerima tidak aktif lagi.")
    if not alamat_surel(pesan.penerima):
        return Keputusan(status.TANPA_ALAMAT, "Penerima belum punya alamat surel.")
    if pesan.percobaan > PERCOBAAN_TERBANYAK:
        return Keputusan(status.GAGAL, f"Belum terkirim setelah {pesan.percobaan - 1} percobaan.")
    return None


def alamat_surel(penerima: "Pengguna") -> str:
    """The confirmed address of the account, else the one in the staff record; "" where none."""
    return penerima.email or (penerima.pegawai.surel if penerima.pegawai else "")


def nama_sapaan(penerima: "Pengguna") -> str:
    """How a letter addresses a person: with titles where the staff record has them."""
    return penerima.pegawai.nama_lengkap if penerima.pegawai else penerima.nama


def bagian_surat(pesan: "Pesan") -> Bagian:
    """The part of a mail that a message, its ``objek`` loaded, becomes."""
    jenis = jenis_pesan(pesan.jenis)
    return Bagian(jenis.templat, jenis.konteks(pesan))
