"""Sending: claim a chunk, mail it, close each message when the server has accepted it.

A claim is a lease. A process that is killed leaves its lease to expire, and the sweep gives the
rows back; a process that lives renews it. So at most one mail per kill is sent twice: the one
between the server's acceptance and our commit, and it carries the same Message-ID.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F, Q
from django.utils import timezone

from instansi.models import Instansi, Pengguna
from instansi.queries import parameter
from lib import surat as surel
from lib.aksi import aksi
from notifikasi import queries, rules
from notifikasi.actions.antrean import minta_kirim
from notifikasi.models import Pesan

logger = logging.getLogger(__name__)

SURAT_PER_BAGIAN = 50
LAMA_KLAIM = timedelta(seconds=50)
# Four answers of the server, each within EMAIL_TIMEOUT (10 s), must fit into what is left.
SISA_KLAIM = timedelta(seconds=45)
LAMA_BAGIAN = timedelta(seconds=60)  # a slow server must not meet Celery's time limit
LAMA_BERTAHAN = 300.0  # seconds in which an accepted mail waits for the database

OLEH = "sistem:kirim_pesan"


@dataclass
class Surat:
    """The messages of one mail."""

    kelompok: str
    daftar: list[Pesan]

    @property
    def pk(self) -> list[int]:
        return [pesan.pk for pesan in self.daftar]


@dataclass
class Giliran:
    """A claimed chunk. ``sampai`` is the lease, and the mark by which our rows are known."""

    pemda: Instansi
    sampai: datetime
    antrean: list[Surat] = field(default_factory=list)

    @property
    def pk(self) -> list[int]:
        return [pk for surat in self.antrean for pk in surat.pk]


def kirim_bagian(*, jam: Callable[[], datetime] = timezone.now) -> bool:
    """Send one chunk of what is due; whether there may be more.

    Not one transaction: each mail is closed by its own commit, right after its acceptance.
    """
    pertama = queries.pesan_jatuh_tempo(jam()).select_related("pemda").first()
    if pertama is None:
        return False
    try:
        with surel.Pengirim() as pengirim:
            terlewat = tandai_terlewat(pemda=pertama.pemda, oleh=OLEH, sekarang=jam())
            giliran = klaim_pesan(pemda=pertama.pemda, oleh=OLEH, sekarang=jam())
            ada = bool(terlewat or giliran.antrean)
            _kerjakan(giliran, pengirim, jam)
    except surel.SambunganGagal as galat:
        logger.warning(
            "Server surel terputus (%s); pesan menunggu.", type(galat.__cause__).__name__
        )
        return False
    return ada


@aksi
def tandai_terlewat(*, pemda: Instansi, oleh: str, sekarang: datetime) -> int:
    """Close what is older than the parameter pengingat_terlewat (days); how many."""
    hari = parameter(pemda.pk, sekarang.date()).get("pengingat_terlewat")
    if hari is None:
        return 0
    return Pesan.objects.filter(
        pemda=pemda,
        status=Pesan.Status.ANTRE,
        jatuh_tempo__lt=sekarang - timedelta(days=float(hari)),
    ).update(status=Pesan.Status.TERLEWAT, alasan=f"Lewat {hari.normalize():f} hari dari waktunya.")


@aksi
def klaim_pesan(*, pemda: Instansi, oleh: str, sekarang: datetime) -> Giliran:
    """Claim the mails of up to SURAT_PER_BAGIAN persons; a constant number of queries.

    Locks the persons (skipping those that another process is claiming for), so that one person's
    messages are always grouped by one process.
    """
    giliran = Giliran(pemda, sekarang + LAMA_KLAIM)
    daftar = _baris_terkunci(pemda, sekarang)
    zona = ZoneInfo(pemda.zona_waktu)
    besok = rules.awal_hari(sekarang.astimezone(zona).date() + timedelta(days=1), pemda.zona_waktu)
    harian = [jenis.kode for jenis in rules.semua_jenis().values() if jenis.harian]
    for _, milik in groupby(daftar, key=attrgetter("penerima_id")):
        for kelompok in rules.akan_dikirim(
            list(milik), sekarang=sekarang, akhir_hari=besok, harian=harian
        ):
            nama = kelompok[0].kelompok or rules.nama_kelompok(p.kunci for p in kelompok)
            giliran.antrean.append(Surat(nama, kelompok))
    _tulis_klaim(giliran)
    return giliran


def _baris_terkunci(pemda: Instansi, sekarang: datetime) -> list[Pesan]:
    """What waits for the locked persons, by person: due now, or due later today."""
    calon = queries.pesan_jatuh_tempo(sekarang).filter(pemda=pemda)
    orang = dict.fromkeys(calon.values_list("penerima_id", flat=True)[: 4 * SURAT_PER_BAGIAN])
    terkunci = (
        Pengguna.objects.filter(pk__in=list(orang))
        .select_for_update(skip_locked=True, no_key=True)
        .order_by("pk")
        .values_list("pk", flat=True)[:SURAT_PER_BAGIAN]
    )
    return list(
        Pesan.objects.filter(
            penerima__in=list(terkunci),
            pemda=pemda,
            status=Pesan.Status.ANTRE,
            jatuh_tempo__lt=sekarang + timedelta(days=1),
        )
        .select_related("penerima__pegawai", "pemda")
        .order_by("penerima_id", "jatuh_tempo", "pk")
    )


def _tulis_klaim(giliran: Giliran) -> None:
    baru = []
    for surat in giliran.antrean:
        for pesan in surat.daftar:
            pesan.percobaan += 1
            if pesan.kelompok != surat.kelompok:
                pesan.kelompok = surat.kelompok
                baru.append(pesan)
    Pesan.objects.bulk_update(baru, ["kelompok"])
    Pesan.objects.filter(pk__in=giliran.pk).update(
        status=Pesan.Status.DIKLAIM,
        klaim_sampai=giliran.sampai,
        percobaan=F("percobaan") + 1,
        coba_lagi_pada=None,
    )


def _kerjakan(giliran: Giliran, pengirim: surel.Pengirim, jam: Callable[[], datetime]) -> None:
    """Send every claimed mail. However this ends, what was not tried is given back at once."""
    try:
        _tutup_yang_batal(giliran, jam())
        tenggat = jam() + LAMA_BAGIAN
        while giliran.antrean and jam() < tenggat:
            _perbarui_klaim(giliran, jam())
            if giliran.antrean:
                _kirim_satu(giliran.antrean.pop(0), giliran, pengirim, jam)
    finally:
        # Without the database the lease expires by itself, and the sweep gives the rows back.
        with suppress(OperationalError, InterfaceError):
            lepas_pesan(pk=giliran.pk, sampai=giliran.sampai, oleh=OLEH)


def _tutup_yang_batal(giliran: Giliran, sekarang: datetime) -> None:
    """Ask each kind whether its messages still hold; close those that don't."""
    queries.muat_objek([pesan for surat in giliran.antrean for pesan in surat.daftar])
    tutup: dict[rules.Keputusan, list[int]] = {}
    for surat in giliran.antrean:
        for pesan in surat.daftar[:]:
            if putusan := rules.keputusan(pesan, sekarang):
                tutup.setdefault(putusan, []).append(pesan.pk)
                surat.daftar.remove(pesan)
    giliran.antrean = [surat for surat in giliran.antrean if surat.daftar]
    for putusan, pk in tutup.items():
        tutup_pesan(pk=pk, putusan=putusan, oleh=OLEH)


def _perbarui_klaim(giliran: Giliran, sekarang: datetime) -> None:
    """Renew the lease before it is short; drop what another process took over meanwhile."""
    if giliran.sampai - sekarang > SISA_KLAIM:
        return
    baru = sekarang + LAMA_KLAIM
    milik = perpanjang_klaim(pk=giliran.pk, lama=giliran.sampai, baru=baru, oleh=OLEH)
    giliran.sampai = baru
    giliran.antrean = [surat for surat in giliran.antrean if milik.issuperset(surat.pk)]


def _kirim_satu(
    surat: Surat, giliran: Giliran, pengirim: surel.Pengirim, jam: Callable[[], datetime]
) -> None:
    """Send one mail and close it. An error of its own delays this mail, not the others."""
    tunda: str | None = "Terhenti saat dikirim."
    try:
        pengirim.kirim(_susun(surat, giliran.pemda))
        _bertahan(lambda: catat_terkirim(pk=surat.pk, oleh=OLEH, sekarang=jam()))
        tunda = None
    except surel.DitolakTetap as galat:
        gagal = rules.Keputusan(Pesan.Status.GAGAL, str(galat))
        _bertahan(lambda: tutup_pesan(pk=surat.pk, putusan=gagal, oleh=OLEH))
        tunda = None
    except surel.DitolakSementara as galat:
        tunda = str(galat)
    finally:
        if tunda:
            _tunda(surat, tunda, jam())


def _susun(surat: Surat, pemda: Instansi) -> EmailMultiAlternatives:
    """The mail of one group, its times in the pemda's zone."""
    penerima = surat.daftar[0].penerima
    with timezone.override(ZoneInfo(pemda.zona_waktu)):
        return surel.susun(
            [rules.bagian_surat(pesan) for pesan in surat.daftar],
            kepada=rules.alamat_surel(penerima),
            pengenal=rules.pengenal_surat(surat.kelompok, settings.ALAMAT_SITUS),
            konteks={"nama": rules.nama_sapaan(penerima), "pemda_nama": pemda.nama},
        )


def _tunda(surat: Surat, alasan: str, sekarang: datetime) -> None:
    """Try again later, or give up after PERCOBAAN_TERBANYAK with the last reason."""
    percobaan = max(pesan.percobaan for pesan in surat.daftar)
    if percobaan >= rules.PERCOBAAN_TERBANYAK:
        gagal = rules.Keputusan(Pesan.Status.GAGAL, f"Setelah {percobaan} percobaan: {alasan}")
        _bertahan(lambda: tutup_pesan(pk=surat.pk, putusan=gagal, oleh=OLEH))
    else:
        lagi = sekarang + rules.jeda_coba(percobaan)
        _bertahan(lambda: tunda_pesan(pk=surat.pk, alasan=alasan, sampai=lagi, oleh=OLEH))


def _bertahan(tulis: Callable[[], None]) -> None:
    """Repeat a write on new connections while the database is away: we know what was accepted."""
    tenggat = time.monotonic() + LAMA_BERTAHAN
    while True:
        try:
            return tulis()
        except (OperationalError, InterfaceError):
            if time.monotonic() > tenggat:
                raise
            connection.close()
            time.sleep(0.5)


@aksi
def catat_terkirim(*, pk: list[int], oleh: str, sekarang: datetime) -> None:
    """Close the messages of an accepted mail, whoever holds their claim by now."""
    Pesan.objects.filter(pk__in=pk, status__in=[Pesan.Status.ANTRE, Pesan.Status.DIKLAIM]).update(
        status=Pesan.Status.TERKIRIM, terkirim_pada=sekarang, klaim_sampai=None, alasan=""
    )


@aksi
def tutup_pesan(*, pk: list[int], putusan: rules.Keputusan, oleh: str) -> None:
    """End claimed messages without sending them, with the reason."""
    Pesan.objects.filter(pk__in=pk, status=Pesan.Status.DIKLAIM).update(
        status=putusan.status, alasan=putusan.alasan[:300], klaim_sampai=None
    )


@aksi
def tunda_pesan(*, pk: list[int], alasan: str, sampai: datetime, oleh: str) -> None:
    """Give claimed messages back for another attempt at ``sampai``, as the same group."""
    Pesan.objects.filter(pk__in=pk, status=Pesan.Status.DIKLAIM).update(
        status=Pesan.Status.ANTRE, klaim_sampai=None, coba_lagi_pada=sampai, alasan=alasan[:300]
    )


@aksi
def lepas_pesan(*, pk: list[int], sampai: datetime, oleh: str) -> None:
    """Give back what was claimed under this lease and not tried: that was no attempt."""
    Pesan.objects.filter(pk__in=pk, status=Pesan.Status.DIKLAIM, klaim_sampai=sampai).update(
        status=Pesan.Status.ANTRE, klaim_sampai=None, percobaan=F("percobaan") - 1
    )


@aksi
def perpanjang_klaim(*, pk: list[int], lama: datetime, baru: datetime, oleh: str) -> set[int]:
    """Renew a lease; the rows that are still ours."""
    milik = Pesan.objects.filter(pk__in=pk, status=Pesan.Status.DIKLAIM)
    milik.filter(klaim_sampai=lama).update(klaim_sampai=baru)
    return set(milik.filter(klaim_sampai=baru).values_list("pk", flat=True))


@aksi
def sapu_pesan(*, oleh: str, sekarang: datetime) -> None:
    """Free expired leases and messages whose receiver has an address now; ask for sending.

    Runs every 30 s and needs no memory: rows that were never enqueued are found here as well.
    """
    Pesan.objects.filter(status=Pesan.Status.DIKLAIM, klaim_sampai__lt=sekarang).update(
        status=Pesan.Status.ANTRE, klaim_sampai=None
    )
    Pesan.objects.filter(
        Q(penerima__email__gt="") | Q(penerima__pegawai__surel__gt=""),
        status=Pesan.Status.TANPA_ALAMAT,
    ).update(status=Pesan.Status.ANTRE, alasan="")
    if queries.pesan_jatuh_tempo(sekarang).exists():
        minta_kirim()
