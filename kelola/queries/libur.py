"""Training sessions that fall on days off: on a page, in a letter, and who organises them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from instansi.models import HariLibur, Instansi, Pengguna
from instansi.queries import penugasan_aktif
from instansi.queries.orang import ke_atas
from kelola.models import PekerjaanImpor, RincianImpor
from lib.impor import BarisBaru, GalatBaris
from lib.surat import tautan
from lib.tanggal import baca_tanggal, di_zona
from notifikasi.models import Pesan
from notifikasi.rules import JenisPesan, nomor_sasaran
from pelatihan.models import Kelas, Sesi
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.kelas import kelas_untuk

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

TAMPIL = 20
LIBUR_SESI = "libur_sesi"
SUDAH_BERUBAH = "Hari libur ini sudah diubah lagi."
TIDAK_ADA_SESI = "Sesinya sudah dipindah atau dibatalkan."
SUDAH_LEWAT = "Harinya sudah lewat."


class SesiLibur(NamedTuple):
    """Sessions on days off: those a person may see, the first of them, and all."""

    daftar: list[Sesi]
    terlihat: int
    semua: int

    @property
    def sisa(self) -> int:
        """How many that may be seen are not listed."""
        return self.terlihat - len(self.daftar)

    @property
    def luar(self) -> int:
        """How many lie outside the person's scope."""
        return self.semua - self.terlihat


def sesi_pada(pemda: Instansi, hari: Collection[date], sekarang: datetime) -> QuerySet[Any]:
    """Sessions of a city on these days of its calendar that are not over, of classes that go on.

    Each with its day in the city's zone (``hari``).
    """
    zona = ZoneInfo(pemda.zona_waktu)
    return (
        Sesi.objects.filter(kelas__pemda=pemda, selesai__gt=sekarang)
        .exclude(kelas__status=Kelas.Status.BATAL)
        .annotate(hari=TruncDate("mulai", tzinfo=zona))
        .filter(hari__in=list(hari))
        .select_related("kelas__pelatihan", "kelas__penyelenggara", "ruang")
        .order_by("mulai", "pk")
    )


def sesi_libur(
    pengguna: Pengguna, izin: "IzinDasar", hari: Collection[date], sekarang: datetime
) -> SesiLibur:
    """What stands on days that become days off, as far as this person may see; three queries."""
    semua = sesi_pada(pengguna.pemda, hari, sekarang)
    jumlah = semua.count()
    if not jumlah:
        return SesiLibur([], 0, 0)
    terlihat = semua.filter(kelas__in=kelas_untuk(pengguna, izin))
    return SesiLibur(list(terlihat[:TAMPIL]), terlihat.count(), jumlah)


def peringatan_libur(
    pemda: Instansi, baru: Sequence[BarisBaru], sekarang: datetime
) -> list[GalatBaris]:
    """A warning for each row of an import whose day has training sessions; one query."""
    hari = {baca_tanggal(b.label): b for b in baru}
    jumlah = Counter(s.hari for s in sesi_pada(pemda, hari.keys(), sekarang)) if hari else {}
    return [
        GalatBaris(
            hari[satu].baris, "Tanggal", hari[satu].label,
            f"{jumlah[satu]} sesi pelatihan jatuh pada hari ini.",
            "Pindahkan sesinya bila perlu. Penyelenggaranya diberi tahu setelah diimpor.",
        )
        for satu in sorted(jumlah, key=lambda satu: hari[satu].baris)
    ]  # fmt: skip


def jumlah_sesi_impor(pekerjaan: PekerjaanImpor, sekarang: datetime) -> int:
    """How many sessions stand on the days off that an import brings; two queries."""
    baru = pekerjaan.rincian.filter(jenis=RincianImpor.Jenis.BARU)
    hari = {baca_tanggal(label) for label in baru.values_list("isi__label", flat=True)}
    return sesi_pada(pekerjaan.pemda, hari, sekarang).count() if hari else 0


def libur_dari_impor(konteks: UUID) -> QuerySet[HariLibur]:
    """The days off that commands under this audit context wrote."""
    peristiwa: Any = HariLibur.pgh_event_model  # type: ignore[attr-defined]
    ditulis = peristiwa.objects.filter(pgh_context=konteks, pgh_label="insert")
    return HariLibur.objects.filter(pk__in=ditulis.values("pgh_obj"))


def penyelenggara_sesi(sesi: Iterable[Sesi], hari: date) -> dict[int, list[Sesi]]:
    """Whose business each session is, by account: one query.

    Who may manage classes at the organising unit, with the deputy, else at the nearest unit above.
    """
    sesi = list(sesi)
    jalur = {p for s in sesi for p in ke_atas(s.kelas.penyelenggara.path)}
    petugas: dict[str, list[int]] = {}
    for path, pk, deputi, aktif in (
        penugasan_aktif(hari)
        .filter(
            instansi__path__in=jalur,
            peran__in=list(IzinPelatihan.KELAS_KELOLA.peran),
            pengguna__is_active=True,
        )
        .order_by("pk")
        .values_list("instansi__path", "pengguna", "deputi", "deputi__is_active")
    ):
        petugas.setdefault(path, []).extend([pk, deputi] if aktif else [pk])
    hasil: dict[int, list[Sesi]] = {}
    for s in sesi:
        dekat = next((p for p in ke_atas(s.kelas.penyelenggara.path) if p in petugas), "")
        for pk in dict.fromkeys(petugas.get(dekat, [])):
            hasil.setdefault(pk, []).append(s)
    return hasil


# What the organisers are told


class Isi(NamedTuple):
    """What a message is about, as it stands when it is sent."""

    libur: HariLibur
    sesi: list[Sesi]


def sasaran_libur(libur: HariLibur) -> str:
    """The same day off on the same day is one subject; moved, it is another."""
    return f"libur-{libur.tanggal:%Y-%m-%d}:{libur.pk}"


def sudah_tahu(sasaran: str) -> set[int]:
    """The accounts that were told of this subject: one query."""
    ada = Pesan.objects.filter(kunci__startswith=f"{LIBUR_SESI}|{sasaran}|")
    return set(ada.values_list("penerima", flat=True))


def muat_libur(daftar: Sequence[Pesan]) -> dict[int, Isi]:
    """Days off with the sessions that messages name, by message; one that is gone is missing."""
    libur = HariLibur.objects.select_related("pemda").in_bulk(
        [nomor_sasaran(p.sasaran) for p in daftar]
    )
    sesi = (
        Sesi.objects.exclude(kelas__status=Kelas.Status.BATAL)
        .select_related("kelas__pelatihan", "ruang")
        .in_bulk({pk for p in daftar for pk in p.data["sesi"]})
    )
    hasil = {}
    for p in daftar:
        if (hari := libur.get(nomor_sasaran(p.sasaran))) is not None:
            milik = [sesi[pk] for pk in p.data["sesi"] if pk in sesi]
            hasil[p.pk] = Isi(hari, [s for s in milik if _hari(s.mulai, hari) == hari.tanggal])
    return hasil


def konteks_libur(pesan: Pesan) -> dict[str, Any]:
    """The day off and the sessions that the receiver has to look at."""
    libur, sesi = pesan.objek
    return {
        "nama": libur.nama,
        "jenis": libur.get_jenis_display().lower(),
        "tanggal": libur.tanggal,
        "sesi": [
            {
                "judul": str(s.kelas),
                "mulai": s.mulai,
                "selesai": s.selesai,
                "tempat": str(s.ruang) if s.ruang else "daring",
            }
            for s in sesi
        ],
        "url": tautan("pelatihan:kelas_detail", sesi[0].kelas_id),
    }


def alasan_libur(pesan: Pesan, sekarang: datetime) -> str | None:
    """It holds while the day is still off, lies ahead and has one of the sessions on it."""
    isi: Isi | None = pesan.objek
    if isi is None or sasaran_libur(isi.libur) != pesan.sasaran:
        return SUDAH_BERUBAH
    if _hari(sekarang, isi.libur) > isi.libur.tanggal:
        return SUDAH_LEWAT
    return None if isi.sesi else TIDAK_ADA_SESI


def _hari(waktu: datetime, libur: HariLibur) -> date:
    return di_zona(waktu, libur.pemda.zona_waktu).date()


JENIS_LIBUR = (JenisPesan(LIBUR_SESI, LIBUR_SESI, konteks_libur, alasan_libur, muat_libur),)
