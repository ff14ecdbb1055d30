"""Add one person, and put identity and contact right."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from instansi.actions.peran import boleh_ganti_surel_peran
from instansi.models import (
    Instansi,
    Jabatan,
    Pegawai,
    Pengguna,
    Penugasan,
    RiwayatPenempatan,
)
from instansi.queries.orang import aktif_di_lain
from instansi.rules.orang import GOLONGAN_PPPK, PANGKAT
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.nip import HasilNip, periksa_nip


class PegawaiTidakBisaDisimpan(GalatAturan):
    """What was typed cannot be true, or another record stands in the way."""


class NipTidakBisaDipakai(PegawaiTidakBisaDisimpan):
    """The NIP is none, or someone else has it."""


class SurelTerpakai(PegawaiTidakBisaDisimpan):
    """Another account has this address."""


class NipPerluAlasan(GalatAturan):
    """The NIP contradicts the rest of the record; a written reason lets it pass."""


class IsiPegawai(NamedTuple):
    """Identity and contact of a person as typed; whether PNS or PPPK follows from the NIP."""

    nip: str
    nama: str
    jenis_kelamin: str
    tanggal_lahir: date
    gelar_depan: str = ""
    gelar_belakang: str = ""
    tempat_lahir: str = ""
    tmt: date | None = None
    golongan: str = ""
    surel: str = ""
    telepon: str = ""
    alasan_nip: str = ""


@aksi
def tambah_pegawai(
    *,
    pemda: Instansi,
    isi: IsiPegawai,
    unit: Instansi,
    jabatan: Jabatan,
    mulai: date,
    atasan: Pegawai | None,
    oleh: Pengguna | str,
    hari_ini: date,
) -> Pegawai:
    """Add one active person with the first placement, from ``mulai`` on; active since the TMT.

    No account is made: that is a step of its own. Locks the pemda's root row. Raises
    PegawaiTidakBisaDisimpan and NipPerluAlasan.
    """
    kunci_pemda(pemda.pk)
    nip = _periksa(isi, hari_ini, Pegawai.objects.filter(pemda=pemda))
    tolak_aktif_di_lain(nip.nip, pemda.pk)
    tolak_tanggal(mulai, hari_ini)
    tolak_unit_tutup(unit, hari_ini)
    orang = Pegawai(pemda=pemda, unit=unit, jabatan=jabatan, atasan=atasan)
    _isikan(orang, isi, nip)
    orang.status_sejak = orang.tmt
    _simpan(orang)
    RiwayatPenempatan.objects.create(pegawai=orang, unit=unit, jabatan=jabatan, mulai=mulai)
    return orang


@aksi
def ubah_pegawai(
    *, pegawai: Pegawai, isi: IsiPegawai, oleh: Pengguna | str, hari_ini: date
) -> Pegawai:
    """Change identity and contact; the account follows in name and, without a role, in address.

    Locks the person. Raises PegawaiTidakBisaDisimpan and NipPerluAlasan.
    """
    orang = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    lain = Pegawai.objects.filter(pemda=orang.pemda_id).exclude(pk=orang.pk)
    nip = _periksa(isi, hari_ini, lain)
    if nip.nip != orang.nip:
        tolak_aktif_di_lain(nip.nip, orang.pemda_id)
    sejak_tmt = orang.status_sejak is not None and orang.status_sejak == orang.tmt
    _isikan(orang, isi, nip)
    if sejak_tmt:
        orang.status_sejak = orang.tmt
    _simpan(orang)
    _selaraskan_akun(orang, hari_ini, oleh)
    return orang


@aksi
def ubah_telepon(*, pegawai: Pegawai, telepon: str, oleh: Pengguna | str) -> None:
    """Change the phone number, as everyone may for oneself."""
    orang = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    orang.telepon = telepon
    orang.save(update_fields=["telepon"])


def kunci_pemda(pemda_id: int) -> None:
    """Wait for bulk loading and for writes on the tree, which lock the same row."""
    Instansi.objects.select_for_update(of=("self",)).get(pk=pemda_id)


def tolak_aktif_di_lain(nip: str, pemda_id: int) -> None:
    """A person works for one pemda at a time; which other one it is, is not said."""
    if aktif_di_lain(nip, pemda_id):
        raise NipTidakBisaDipakai(
            "NIP ini masih aktif di instansi lain.",
            langkah="Minta instansi asal mencatat kepindahannya lebih dahulu.",
        )


def tolak_tanggal(mulai: date, hari_ini: date) -> None:
    """A day to come is not recorded: until then the record would say what is not yet true."""
    if mulai > hari_ini:
        raise PegawaiTidakBisaDisimpan(
            "Tanggalnya belum tiba.", langkah="Catat pada atau setelah hari itu."
        )


def tolak_unit_tutup(unit: Instansi, hari_ini: date) -> None:
    """Nobody is put into a unit that is closed."""
    if unit.aktif_sampai and unit.aktif_sampai < hari_ini:
        raise PegawaiTidakBisaDisimpan(f"{unit} sudah tutup.", langkah="Pilih unit yang aktif.")


def _periksa(isi: IsiPegawai, hari_ini: date, lain: QuerySet[Pegawai]) -> HasilNip:
    """What the NIP says, when none of the others has it, and nothing contradicts it or a reason is
    given."""
    nip = periksa_nip(
        isi.nip,
        hari_ini=hari_ini,
        kelamin=isi.jenis_kelamin,
        tanggal_lahir=isi.tanggal_lahir,
        tmt=isi.tmt,
    )
    if nip.galat:
        raise NipTidakBisaDipakai(nip.galat)
    if lain.filter(nip=nip.nip).exists():
        raise NipTidakBisaDipakai(
            "NIP ini sudah ada pada data pegawai.",
            langkah="Cari orangnya di daftar dengan semua status. Bila tidak tampak, ia di luar "
            "unit Anda: hubungi BKPSDM.",
        )
    if nip.peringatan and not isi.alasan_nip:
        raise NipPerluAlasan(
            " ".join(nip.peringatan),
            langkah="Betulkan, atau tulis alasan mengapa NIP ini benar. Impor memuat data seperti "
            "ini dengan peringatan; di formulir alasannya wajib.",
        )
    pilihan: Sequence[str] = GOLONGAN_PPPK if nip.jenis == "PPPK" else tuple(PANGKAT)
    if isi.golongan and isi.golongan not in pilihan:
        raise PegawaiTidakBisaDisimpan(
            f"Menurut NIP, orang ini {nip.jenis}; golongannya {pilihan[0]} sampai {pilihan[-1]}.",
            langkah="Pilih golongan yang sesuai.",
        )
    return nip


def _isikan(orang: Pegawai, isi: IsiPegawai, nip: HasilNip) -> None:
    for nama, nilai in isi._asdict().items():
        setattr(orang, nama, nilai)
    orang.nip = nip.nip
    orang.jenis = nip.jenis.value if nip.jenis else ""
    orang.surel = isi.surel.lower()
    orang.alasan_nip = isi.alasan_nip if nip.peringatan else ""
    if orang.tmt is None:
        orang.tmt = nip.tmt


def _simpan(orang: Pegawai) -> None:
    """Save when the constraints hold; their sentences are the refusal."""
    milik_lain = Pengguna.objects.filter(email=orang.surel or None).exclude(pegawai=orang.pk)
    if orang.surel and milik_lain.exists():
        raise SurelTerpakai(
            "Surel ini sudah dipakai akun lain.", langkah="Isi surel lain, atau kosongkan."
        )
    try:
        orang.full_clean()
    except ValidationError as galat:
        raise PegawaiTidakBisaDisimpan(" ".join(galat.messages)) from galat
    orang.save()


def _selaraskan_akun(orang: Pegawai, hari_ini: date, oleh: Pengguna | str) -> None:
    """The account follows the person; one with a password keeps its address over an empty one."""
    akun = Pengguna.objects.select_for_update(of=("self",)).filter(pegawai=orang).first()
    if akun is None:
        return
    surel = orang.surel or (akun.email if akun.has_usable_password() else None)
    if (akun.nama, akun.email) == (orang.nama, surel):
        return
    berperan = Penugasan.objects.filter(
        Q(selesai=None) | Q(selesai__gte=hari_ini), Q(pengguna=akun) | Q(deputi=akun)
    ).exists()
    akun.nama = orang.nama
    if not berperan or boleh_ganti_surel_peran(oleh):
        akun.email = surel
    akun.save(update_fields=["nama", "email"])
