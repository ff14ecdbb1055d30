"""Decisions about accounts: who may act on whose, and when an invitation opens one."""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from instansi.models import Pegawai, Peran
from instansi.queries import PeranDipegang
from kelola.models.akun import Cara
from lib.angka import angka
from lib.kode import kode_dari

# A job with slips is one file to print: about 250 pages.
SLIP_TERBANYAK = 2000
DI_LUAR = "di luar wewenang Anda"  # why somebody is left out of whom nothing more is said
# Roles that only the city's administration handles.
PERAN_PUSAT = frozenset({Peran.ADMIN_PEMDA, Peran.HR, Peran.AUDITOR})


class Keadaan(StrEnum):
    """Where an account stands, as one word for lists and filters."""

    TANPA_AKUN = "Belum punya akun"
    NONAKTIF = "Nonaktif"
    BELUM_AKTIF = "Belum diaktifkan"
    TERKUNCI = "Terkunci sementara"
    AKTIF = "Aktif"


JENIS_KEADAAN = {
    Keadaan.TANPA_AKUN: "",
    Keadaan.NONAKTIF: "bahaya",
    Keadaan.BELUM_AKTIF: "awas",
    Keadaan.TERKUNCI: "bahaya",
    Keadaan.AKTIF: "baik",
}


# States of a mail as notifikasi keeps them (Pesan.Status).
KEADAAN_SUREL = {
    "ANTRE": ("Surel menunggu dikirim", "awas"),
    "DIKLAIM": ("Surel sedang dikirim", "awas"),
    "TERKIRIM": ("Surel terkirim", "baik"),
    "GAGAL": ("Surel gagal terkirim", "bahaya"),
    "TANPA_ALAMAT": ("Belum punya surel", "bahaya"),
    "GUGUR": ("Diganti undangan yang lebih baru", ""),
    "TERLEWAT": ("Tidak jadi dikirim", ""),
}


class Pemegang(NamedTuple):
    """What a rule needs to know of a person: the account's key and today's given roles."""

    pk: int
    peran: Collection[PeranDipegang]


def keadaan_akun(*, ada: bool, aktif: bool, bersandi: bool, terkunci: bool) -> Keadaan:
    """The one word for an account: the first that stands in its owner's way."""
    if not ada:
        return Keadaan.TANPA_AKUN
    if not aktif:
        return Keadaan.NONAKTIF
    if not bersandi:
        return Keadaan.BELUM_AKTIF
    return Keadaan.TERKUNCI if terkunci else Keadaan.AKTIF


def alasan_tidak_bisa_mengelola(pelaku: Pemegang, sasaran: Pemegang) -> str | None:
    """Why one person may not act on another's account: it would lend out rights not one's own.

    Who hands out a code could use it. So the admin may act on all, BKPSDM on all but admins, an
    agency's officer only on accounts without a role of the city or outside the officer's subtree.
    """
    if pelaku.pk == sasaran.pk:
        return "Akun Anda sendiri diatur di halaman Akun saya."
    milik = {p.peran for p in pelaku.peran}
    dipegang = {p.peran for p in sasaran.peran}
    if Peran.ADMIN_PEMDA in milik:
        return None
    if Peran.ADMIN_PEMDA in dipegang:
        return "Akun admin pemda hanya bisa diurus admin pemda lain."
    if Peran.HR in milik:
        return None
    if dipegang & PERAN_PUSAT:
        return "Akun ini memegang peran tingkat kota. Minta BKPSDM mengurusnya."
    cabang = tuple(p.path for p in pelaku.peran if p.peran == Peran.PENGELOLA_OPD)
    if not all(p.path.startswith(cabang) for p in sasaran.peran):
        return "Akun ini memegang peran di luar instansi Anda. Minta BKPSDM mengurusnya."
    return None


def alasan_dilewati(
    *,
    ada: bool,
    aktif: bool,
    bersandi: bool,
    cara: str,
    bersurel: bool,
    status: str = Pegawai.Status.AKTIF,
) -> str | None:
    """Why a job for many leaves a person out; None where an invitation is made.

    ``status`` is that of a civil servant: who is not in service gets no account.
    """
    if status != Pegawai.Status.AKTIF:
        return f"statusnya {Pegawai.Status(status).label.lower()}"
    if ada and not aktif:
        return "akunnya nonaktif"
    if ada and bersandi:
        return "akunnya sudah aktif"
    if cara == Cara.SUREL and not bersurel:
        return "belum punya surel"
    return None


def ringkas_pekerjaan(*, dibuat: int | None, diundang: int, lewat: Mapping[str, int]) -> str:
    """What came of a job for many, in one sentence whose numbers add up to all that were chosen.

    ``dibuat`` are new accounts among those invited; None where they were not counted.
    """
    lama = diundang - (dibuat or 0)
    if dibuat is None:
        bagian = [f"{angka(diundang)} orang diundang"]
    else:
        bagian = [f"{angka(dibuat)} akun dibuat"] if dibuat or not lama else []
        bagian += [f"{angka(lama)} akun yang sudah ada diundang"] if lama else []
    if tidak := sum(lewat.values()):
        sebab = [f"{angka(n)} {alasan}" for alasan, n in lewat.items()]
        semua = ", ".join(sebab if len(sebab) > 1 else lewat)
        bagian.append(f"{angka(tidak)} tidak: {semua}")
    return f"{', '.join(bagian)}."


def alasan_terlalu_banyak(cara: str, jumlah: int) -> str | None:
    """Why a job for so many cannot be made; None where it can."""
    if cara == Cara.SLIP and jumlah > SLIP_TERBANYAK:
        return f"Slip untuk {angka(jumlah)} orang terlalu banyak untuk satu berkas."
    return None


def keadaan_undangan(
    cara: str, dipakai_pada: datetime | None, status_pesan: str
) -> tuple[str, str]:
    """What became of an invitation, as a word and its colour, from the state of its mail."""
    if dipakai_pada:
        return "Akun sudah diaktifkan", "baik"
    if cara == Cara.SLIP:
        return "Slip dibuat", ""
    return KEADAAN_SUREL.get(status_pesan, KEADAAN_SUREL["ANTRE"])


def lama_berlaku(cara: str, parameter: dict[str, Decimal]) -> timedelta:
    """How long an invitation of this kind lasts. Raises KeyError without the parameter."""
    if cara == Cara.SUREL:
        return timedelta(hours=int(parameter["aktivasi_surel_jam"]))
    return timedelta(days=int(parameter["aktivasi_slip_hari"]))


def kode_aktivasi(*, kunci: str, nomor: int, akun: int, sandi: str, sampai: datetime) -> str:
    """The 12 characters that open an invitation, from its number, the account and its password.

    Whatever sets a password changes ``sandi`` and so ends every code made before.
    """
    isi = f"{nomor}|{akun}|{sandi}|{int(sampai.timestamp())}"
    garam = hashlib.sha256(b"kelola.aktivasi" + kunci.encode()).digest()
    return kode_dari(hmac.digest(garam, isi.encode(), "sha256"))
