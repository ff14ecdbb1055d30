"""Jobs that make accounts and invitations for many, each part in a transaction of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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

from instansi.actions import catat_unduh_rekam
from instansi.models import Pegawai, Pengguna
from instansi.queries import pegawai_untuk
from kelola import tasks
from kelola.actions.akun import undang
from kelola.models import PekerjaanAkun
from kelola.models.akun import Cara
from kelola.permissions import Izin
from kelola.queries.akun import akun_untuk, boleh_dikelola, kode_untuk
from kelola.queries.undangan import alasan_dilewati, semua_tanpa_surel
from kelola.rules import akun as rules
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.kode import tampilkan_kode
from lib.pdf import html_ke_pdf
from lib.pekerjaan import Antrean, jalankan, perpanjang_klaim, tutup
from lib.sebutan import sebut_orang
from lib.surat import tautan

T = TypeVar("T")
Status = PekerjaanAkun.Status
ANTREAN = Antrean(
    PekerjaanAkun,
    dikerjakan=(Status.ANTRE, Status.BERJALAN),
    terhenti="Terhenti tiga kali. Hubungi BKPSDM.",
    awal={"status": Status.BERJALAN, "diproses": 0, "lewat": {}, "dilewati": {}},
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
    if alasan := rules.alasan_terlalu_banyak(cara, jumlah):
        raise PekerjaanTidakBisaDibuat(
            alasan, langkah="Saring per instansi, lalu cetak bergantian."
        )
    if cara == Cara.SUREL and pegawai:
        _pastikan_ada_surel(oleh, pegawai)
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


def _pastikan_ada_surel(oleh: Pengguna, pegawai: list[int]) -> None:
    """Raise PekerjaanTidakBisaDibuat, with the names, where nobody can be sent a link."""
    nama = semua_tanpa_surel(oleh, Izin.AKUN_KELOLA, pegawai)
    if not nama:
        return
    raise PekerjaanTidakBisaDibuat(
        f"Tautan belum bisa dikirim: {sebut_orang(nama)} belum punya surel.",
        langkah="Pilih “Cetak slip aktivasi”, atau lengkapi surelnya dulu.",
    )


@aksi
def minta_akun_massal(
    *, surel: list[int], slip: list[int], lewat: list[int], oleh: Pengguna, sekarang: datetime
) -> list[PekerjaanAkun]:
    """Ask for links for some staff and printed slips for others, both or neither.

    Who is to be left out, ``lewat``, goes with the first of both, to be counted with the reason.
    Raises PekerjaanTidakBisaDibuat where there is nobody at all, or too many slips.
    """
    bagian = [(cara, orang) for cara, orang in ((Cara.SUREL, surel), (Cara.SLIP, slip)) if orang]
    (cara, pertama), *lain = bagian or [(Cara.SUREL, [])]
    perintah: dict[str, Any] = {"oleh": oleh, "sekarang": sekarang}
    semua = [(cara, pertama and [*pertama, *lewat]), *lain]
    return [minta_akun(cara=c, pegawai=orang, **perintah) for c, orang in semua]


@aksi
def kerjakan_bagian(
    *, pekerjaan: PekerjaanAkun, jenis: str, kunci: Iterable[int], oleh: str, sekarang: datetime
) -> None:
    """Accounts and invitations for some of a job's people. Again it does only what is missing."""
    kunci = list(kunci)
    peminta = pekerjaan.peminta
    siapkan = _siap_akun if jenis == "akun" else _siap_pegawai
    bagian = siapkan(peminta, kunci, pekerjaan.cara)
    boleh = boleh_dikelola(peminta, bagian.siap)
    for akun in bagian.siap:
        if akun.pk not in boleh:
            bagian.lewati(rules.DI_LUAR, akun.pegawai_id)
    sudah = set(pekerjaan.aktivasi.values_list("pengguna_id", flat=True))
    undang(
        daftar=[a for a in bagian.siap if a.pk in boleh and a.pk not in sudah],
        cara=pekerjaan.cara,
        pekerjaan=pekerjaan,
        oleh=peminta,
        sekarang=sekarang,
    )
    for alasan, orang in bagian.lewat.items():
        pekerjaan.lewat[alasan] = pekerjaan.lewat.get(alasan, 0) + len(orang)
        pekerjaan.dilewati.setdefault(alasan, []).extend(pk for pk in orang if pk)
    perpanjang_klaim(
        antrean=ANTREAN,
        pekerjaan=pekerjaan,
        kemajuan={
            "diproses": F("diproses") + len(kunci),
            "akun_baru": F("akun_baru") + bagian.baru,
            "lewat": pekerjaan.lewat,
            "dilewati": pekerjaan.dilewati,
        },
        oleh=oleh,
        sekarang=sekarang,
    )


@dataclass
class _Bagian:
    """Accounts to be invited, how many of them were made, who is left out: staff by reason."""

    siap: list[Pengguna] = field(default_factory=list)
    baru: int = 0
    lewat: dict[str, list[int | None]] = field(default_factory=dict)

    def lewati(self, alasan: str, *pegawai: int | None) -> None:
        self.lewat.setdefault(alasan, []).extend(pegawai)


def _siap_akun(peminta: Pengguna, kunci: list[int], cara: str) -> _Bagian:
    """Accounts whose password is to be chosen anew."""
    daftar = list(akun_untuk(peminta, Izin.AKUN_KELOLA).filter(pk__in=kunci).order_by("pk"))
    bagian = _Bagian()
    for akun in daftar:
        bersurel = bool(akun.email or (akun.pegawai and akun.pegawai.surel))
        alasan = rules.alasan_dilewati(
            ada=True, aktif=akun.is_active, bersandi=False, cara=cara, bersurel=bersurel
        )
        if alasan:
            bagian.lewati(alasan, akun.pegawai_id)
        else:
            bagian.siap.append(akun)
    return _dengan_hilang(bagian, len(kunci) - len(daftar))


def _siap_pegawai(peminta: Pengguna, kunci: list[int], cara: str) -> _Bagian:
    """The accounts of staff to be invited, made where there was none."""
    orang = list(
        pegawai_untuk(peminta, Izin.AKUN_KELOLA)
        .filter(pk__in=kunci)
        .select_related("pengguna__pemda", "pemda")
        .order_by("pk")
    )
    tanpa = [p for p in orang if not hasattr(p, "pengguna")]
    nip_terpakai = _terpakai("username", [p.nip for p in tanpa])
    surel_terpakai = _terpakai("email", [p.surel.lower() for p in tanpa if p.surel])
    bagian, baru = _Bagian(), []
    for p in orang:
        alasan = alasan_dilewati(p, cara)
        if alasan is None and not hasattr(p, "pengguna") and p.nip in nip_terpakai:
            alasan = "NIP-nya dipakai akun lain"
        if alasan:
            bagian.lewati(alasan, p.pk)
        elif hasattr(p, "pengguna"):
            bagian.siap.append(p.pengguna)
        else:
            alamat = p.surel.lower()
            bebas = alamat and alamat not in surel_terpakai
            surel_terpakai.add(alamat)
            baru.append(_akun_baru(p, alamat if bebas else None))
    bagian.siap += Pengguna.objects.bulk_create(baru)
    bagian.baru = len(baru)
    return _dengan_hilang(bagian, len(kunci) - len(orang))


def _terpakai(kolom: str, isi: list[str]) -> set[str]:
    """Which of these names or addresses an account has already."""
    ada = Pengguna.objects.filter(**{f"{kolom}__in": isi})
    return set(ada.values_list(kolom, flat=True))


def _dengan_hilang(bagian: _Bagian, hilang: int) -> _Bagian:
    """Those out of scope are only counted: not even their keys are kept."""
    if hilang:
        bagian.lewati(rules.DI_LUAR, *[None] * hilang)
    return bagian


def _akun_baru(pegawai: Pegawai, surel: str | None) -> Pengguna:
    akun = Pengguna(
        pemda=pegawai.pemda, username=pegawai.nip, email=surel, nama=pegawai.nama, pegawai=pegawai
    )
    akun.set_unusable_password()
    return akun


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
        _catat_slip(kini, sekarang)
    tutup(kini, Status.SELESAI, sekarang)
    kini.save()


def _catat_slip(pekerjaan: PekerjaanAkun, sekarang: datetime) -> None:
    """Note whose slips the officer took: each holds a NIP and opens an account."""
    pegawai = pekerjaan.aktivasi.filter(pengguna__pegawai__isnull=False).order_by("pk")
    if orang := list(pegawai.values_list("pengguna__pegawai", flat=True)):
        catat_unduh_rekam(
            pengguna=pekerjaan.peminta, isi="Slip aktivasi akun", pegawai=orang, sekarang=sekarang
        )


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
