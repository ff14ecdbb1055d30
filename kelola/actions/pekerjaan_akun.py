"""Jobs that make accounts and invitations for many, each part in a transaction of its own."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import segno
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from instansi.models import Pegawai, Pengguna
from instansi.queries import pegawai_untuk, penugasan_hari_ini
from kelola import tasks
from kelola.actions.akun import undang
from kelola.models import PekerjaanAkun
from kelola.models.akun import Cara
from kelola.permissions import Izin
from kelola.queries.akun import akun_untuk, kode_untuk, pemegang
from kelola.rules import akun as rules
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.kode import tampilkan_kode
from lib.pdf import html_ke_pdf
from lib.pekerjaan import Antrean, jalankan, perpanjang_klaim, tutup
from lib.surat import tautan

T = TypeVar("T")
Status = PekerjaanAkun.Status
ANTREAN = Antrean(
    PekerjaanAkun,
    dikerjakan=(Status.ANTRE, Status.BERJALAN),
    terhenti="Terhenti tiga kali. Hubungi BKPSDM.",
    awal={"status": Status.BERJALAN, "diproses": 0, "lewat": {}},
)
BAGIAN = 200
SIMPAN = timedelta(days=7)
SLIP_PER_HALAMAN = 8


class PekerjaanTidakBisaDibuat(GalatAturan):
    """Nobody was chosen, or more than one file of slips can hold."""


@aksi
def minta_akun(
    *,
    cara: str,
    pegawai: list[int] | None = None,
    akun: list[int] | None = None,
    oleh: Pengguna,
    sekarang: datetime,
) -> PekerjaanAkun:
    """Ask for accounts and invitations: of these staff, or anew for these accounts.

    The worker asks again who is in scope. Raises PekerjaanTidakBisaDibuat.
    """
    sasaran = {"akun": akun} if akun else {"pegawai": pegawai or []}
    jumlah = sum(len(isi) for isi in sasaran.values())
    if not jumlah:
        raise PekerjaanTidakBisaDibuat(
            "Belum ada orang yang dipilih.", langkah="Centang orangnya, lalu coba lagi."
        )
    if cara == Cara.SLIP and jumlah > rules.SLIP_TERBANYAK:
        raise PekerjaanTidakBisaDibuat(
            f"Slip untuk {jumlah} orang terlalu banyak untuk satu berkas.",
            langkah="Saring per instansi, lalu cetak bergantian.",
        )
    pekerjaan = PekerjaanAkun.objects.create(
        pemda_id=oleh.pemda_id,
        peminta=oleh,
        cara=cara,
        sasaran=sasaran,
        jumlah=jumlah,
        dibuat_pada=sekarang,
    )
    transaction.on_commit(lambda: tasks.kerjakan_akun.delay(pekerjaan.pk), robust=True)
    return pekerjaan


@aksi
def minta_akun_massal(
    *, surel: list[int], slip: list[int], oleh: Pengguna, sekarang: datetime
) -> list[PekerjaanAkun]:
    """Ask for links for some staff and printed slips for others, both or neither.

    Raises PekerjaanTidakBisaDibuat where there is nobody at all, or too many slips.
    """
    bagian = [(Cara.SUREL, surel), (Cara.SLIP, slip)]
    perintah: dict[str, Any] = {"oleh": oleh, "sekarang": sekarang}
    return [
        minta_akun(cara=cara, pegawai=pegawai, **perintah)
        for cara, pegawai in bagian
        if pegawai or not (surel or slip)
    ]


@aksi
def kerjakan_bagian(
    *, pekerjaan: PekerjaanAkun, jenis: str, kunci: Iterable[int], oleh: str, sekarang: datetime
) -> None:
    """Accounts and invitations for some of a job's people. Again it does only what is missing."""
    kunci = list(kunci)
    peminta = pekerjaan.peminta
    if jenis == "akun":
        daftar = list(akun_untuk(peminta, Izin.AKUN_KELOLA).filter(pk__in=kunci).order_by("pk"))
        siap, lewat = _siap_akun(daftar, pekerjaan.cara)
    else:
        orang = list(
            pegawai_untuk(peminta, Izin.AKUN_KELOLA)
            .filter(pk__in=kunci, status=Pegawai.Status.AKTIF)
            .select_related("pengguna__pemda", "pemda")
            .order_by("pk")
        )
        siap, lewat = _siap_pegawai(orang, pekerjaan.cara)
    if hilang := len(kunci) - len(siap) - sum(lewat.values()):
        lewat["di luar wewenang Anda"] = hilang
    boleh = _yang_boleh(peminta, siap, lewat)
    sudah = set(pekerjaan.aktivasi.values_list("pengguna_id", flat=True))
    undang(
        daftar=[a for a in boleh if a.pk not in sudah],
        cara=pekerjaan.cara,
        pekerjaan=pekerjaan,
        oleh=peminta,
        sekarang=sekarang,
    )
    for alasan, n in lewat.items():
        pekerjaan.lewat[alasan] = pekerjaan.lewat.get(alasan, 0) + n
    perpanjang_klaim(
        antrean=ANTREAN,
        pekerjaan=pekerjaan,
        kemajuan={"diproses": F("diproses") + len(kunci), "lewat": pekerjaan.lewat},
        oleh=oleh,
        sekarang=sekarang,
    )


def _siap_akun(daftar: list[Pengguna], cara: str) -> tuple[list[Pengguna], dict[str, int]]:
    """Accounts whose password is to be chosen anew, and why others are not."""
    siap: list[Pengguna] = []
    lewat: dict[str, int] = {}
    for akun in daftar:
        bersurel = bool(akun.email or (akun.pegawai and akun.pegawai.surel))
        alasan = rules.alasan_dilewati(
            ada=True, aktif=akun.is_active, bersandi=False, cara=cara, bersurel=bersurel
        )
        if alasan:
            lewat[alasan] = lewat.get(alasan, 0) + 1
        else:
            siap.append(akun)
    return siap, lewat


def _siap_pegawai(orang: list[Pegawai], cara: str) -> tuple[list[Pengguna], dict[str, int]]:
    """The accounts of staff to be invited, made where there was none; how many are left out."""
    nip = [p.nip for p in orang if not hasattr(p, "pengguna")]
    terpakai = set(Pengguna.objects.filter(username__in=nip).values_list("username", flat=True))
    surel = [p.surel.lower() for p in orang if p.surel and not hasattr(p, "pengguna")]
    surel_terpakai = set(Pengguna.objects.filter(email__in=surel).values_list("email", flat=True))
    siap: list[Pengguna] = []
    baru: list[Pengguna] = []
    lewat: dict[str, int] = {}
    for p in orang:
        akun = getattr(p, "pengguna", None)
        alasan = rules.alasan_dilewati(
            ada=akun is not None,
            aktif=akun is not None and akun.is_active,
            bersandi=akun is not None and akun.has_usable_password(),
            cara=cara,
            bersurel=bool((akun and akun.email) or p.surel),
        )
        if alasan is None and akun is None and p.nip in terpakai:
            alasan = "NIP-nya dipakai akun lain"
        if alasan:
            lewat[alasan] = lewat.get(alasan, 0) + 1
        elif akun:
            siap.append(akun)
        else:
            alamat = p.surel.lower()
            bebas = alamat and alamat not in surel_terpakai
            surel_terpakai.add(alamat)
            baru.append(_akun_baru(p, alamat if bebas else None))
    return [*siap, *Pengguna.objects.bulk_create(baru)], lewat


def _akun_baru(pegawai: Pegawai, surel: str | None) -> Pengguna:
    akun = Pengguna(
        pemda=pegawai.pemda, username=pegawai.nip, email=surel, nama=pegawai.nama, pegawai=pegawai
    )
    akun.set_unusable_password()
    return akun


def _yang_boleh(peminta: Pengguna, siap: list[Pengguna], lewat: dict[str, int]) -> list[Pengguna]:
    """Those of the accounts that this officer may open; the rest is counted as left out."""
    saya = rules.Pemegang(peminta.pk, tuple(penugasan_hari_ini(peminta)))
    dipegang = pemegang(siap)
    boleh = [a for a in siap if not rules.alasan_tidak_bisa_mengelola(saya, dipegang[a.pk])]
    if beda := len(siap) - len(boleh):
        lewat["di luar wewenang Anda"] = lewat.get("di luar wewenang Anda", 0) + beda
    return boleh


@aksi
def selesaikan(
    *, pekerjaan: PekerjaanAkun, isi: bytes | None, oleh: str, sekarang: datetime
) -> None:
    """Close the job, with its file where it has one, unless a later attempt took it over."""
    kini = ANTREAN.terkunci(pekerjaan)
    if kini is None:
        return
    if isi is not None:
        kini.kedaluwarsa_pada = sekarang + SIMPAN
        kini.berkas.save(f"{kini.pk}.pdf", ContentFile(isi), save=False)
    tutup(kini, Status.SELESAI, sekarang)
    kini.save()


@aksi
def hapus_slip(*, oleh: str, sekarang: datetime) -> int:
    """Delete slips whose days are over; the job stays as a record. How many."""
    lama = list(
        PekerjaanAkun.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(kedaluwarsa_pada__lte=sekarang)
        .exclude(berkas="")
    )
    for pekerjaan in lama:
        hapus = partial(pekerjaan.berkas.storage.delete, str(pekerjaan.berkas))
        pekerjaan.berkas = ""
        pekerjaan.save(update_fields=["berkas"])
        transaction.on_commit(hapus, robust=True)
    return len(lama)


def kerjakan(*, pk: int, jam: Callable[[], datetime], oleh: str) -> None:
    """Do a job part by part, print its slips, close it; a kill loses at most a part."""

    def isi(pekerjaan: PekerjaanAkun) -> None:
        for jenis, kunci in pekerjaan.sasaran.items():
            for bagian in _potong(kunci, BAGIAN):
                kerjakan_bagian(
                    pekerjaan=pekerjaan, jenis=jenis, kunci=bagian, oleh=oleh, sekarang=jam()
                )
        slip = slip_pdf(pekerjaan) if pekerjaan.cara == Cara.SLIP else None
        selesaikan(pekerjaan=pekerjaan, isi=slip, oleh=oleh, sekarang=jam())

    jalankan(ANTREAN, pk=pk, isi=isi, jam=jam, oleh=oleh)


def _potong(daftar: list[T], panjang: int) -> list[list[T]]:
    return [daftar[n : n + panjang] for n in range(0, len(daftar), panjang)]


def slip_pdf(pekerjaan: PekerjaanAkun) -> bytes | None:
    """The slips of a job as pages to cut, by unit and name; None where nobody is left."""
    slip = konteks_slip(pekerjaan)
    if not slip:
        return None
    with timezone.override(ZoneInfo(pekerjaan.pemda.zona_waktu)):
        html = render_to_string(
            "pdf/slip_akun.html",
            {
                "halaman": _potong(slip, SLIP_PER_HALAMAN),
                "alamat": tautan("kelola:aktivasi").removeprefix("https://"),
                "pemda_nama": pekerjaan.pemda.nama,
            },
        )
    return html_ke_pdf(html)


def konteks_slip(pekerjaan: PekerjaanAkun) -> list[dict[str, Any]]:
    """What stands on each slip: name, unit, account name, code, deadline, QR."""
    daftar = pekerjaan.aktivasi.select_related("pengguna__pegawai__unit").order_by(
        "pengguna__pegawai__unit__path", "pengguna__nama", "pk"
    )
    hasil = []
    for aktivasi in daftar:
        akun, kode = aktivasi.pengguna, kode_untuk(aktivasi)
        alamat = tautan("kelola:aktivasi_tautan", aktivasi.pk, kode)
        hasil.append(
            {
                "nama": akun.pegawai.nama_lengkap if akun.pegawai else akun.nama,
                "unit": akun.pegawai.unit.nama if akun.pegawai else "",
                "akun": akun.username,
                "nip": bool(akun.pegawai),
                "kode": tampilkan_kode(kode),
                "sampai": aktivasi.berlaku_sampai,
                "qr": segno.make(alamat, error="m").svg_data_uri(border=0),
            }
        )
    return hasil
