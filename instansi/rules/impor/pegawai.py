"""What a row of a staff file must be before it may become a civil servant (DOMAIN 8)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, cast

from instansi.models import Jabatan, Pegawai
from instansi.rules.impor.kolom import GOLONGAN_PNS, GOLONGAN_PPPK, SEBUTAN_JABATAN
from instansi.rules.impor.unit import AcuanUnit, kunci_nama
from lib.impor import Baris, GalatBaris
from lib.nip import HasilNip, periksa_nip

AKTIF_DI_LAIN = "masih aktif di instansi lain"
LANGKAH_PERINGATAN = "Periksa; baris ini tetap dimuat. Bila benar, isi kolom Alasan NIP."
AKTIF = frozenset({Pegawai.Status.AKTIF.value, Pegawai.Status.CUTI_LUAR.value})


class BarisPegawai(NamedTuple):
    """One checked row; the order of fields is the order of the staging table."""

    baris: int
    nip: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis: str
    jenis_kelamin: str
    tanggal_lahir: date
    tmt: date | None
    golongan: str
    jabatan: str
    jabatan_jenis: str
    jabatan_jenjang: str
    jabatan_eselon: str
    jabatan_rumpun: str
    unit_id: int
    mulai: date | None
    nip_atasan: str
    status: str
    surel: str
    telepon: str
    tempat_lahir: str
    alasan_nip: str


@dataclass(frozen=True)
class Acuan:
    """What the rows are judged against.

    ``jabatan`` are the positions by ``kunci_nama``, as they stand. ``alasan`` are the reasons for
    odd NIPs that were given before.
    """

    hari_ini: date
    unit: AcuanUnit
    jabatan: Mapping[str, str]
    di_luar: Collection[str] = ()  # NIPs of people who are outside the scope
    aktif_lain: Collection[str] = ()  # NIPs that work for another pemda
    alasan: Mapping[str, str] = field(default_factory=dict)


def periksa_pegawai(baris: Baris, acuan: Acuan) -> tuple[BarisPegawai | None, list[GalatBaris]]:
    """A row that may be loaded with its warnings, or None with what to mend.

    ``baris`` has no error of a single cell. What the file leaves out follows from the NIP: kind,
    sex, birth date, TMT of a PNS.
    """
    n = baris.nilai
    nip = periksa_nip(
        n["nip"],
        hari_ini=acuan.hari_ini,
        kelamin=n["jenis_kelamin"],
        tanggal_lahir=n["tanggal_lahir"],
    )
    galat = [
        g
        for g in (
            _galat_orang(baris, acuan),
            _galat_unit(baris, acuan),
            *_galat_isi(baris, nip, acuan),
        )
        if g
    ]
    if galat:
        return None, galat
    if n["alasan_nip"] or acuan.alasan.get(nip.nip):
        return _isi(baris, nip, acuan), []
    return _isi(baris, nip, acuan), [
        GalatBaris(baris.nomor, "NIP", n["nip"], teks, LANGKAH_PERINGATAN)
        for teks in nip.peringatan
    ]


def _galat_orang(baris: Baris, acuan: Acuan) -> GalatBaris | None:
    """Whose row this may not be. Nothing is said of who or where the person is."""
    nip, status = baris.nilai["nip"], baris.nilai["status"]
    if nip in acuan.di_luar:
        return GalatBaris(
            baris.nomor, "NIP", nip, "Bukan pegawai unit Anda.", "Hubungi BKPSDM bila ia pindah."
        )
    if nip in acuan.aktif_lain and (status or Pegawai.Status.AKTIF) in AKTIF:
        return GalatBaris(baris.nomor, "NIP", nip, AKTIF_DI_LAIN, "")
    return None


def _galat_unit(baris: Baris, acuan: Acuan) -> GalatBaris | None:
    teks = baris.nilai["unit"]
    tolakan = acuan.unit.tolak(teks)
    return GalatBaris(baris.nomor, "Unit kerja", teks, *tolakan) if tolakan else None


def _galat_isi(baris: Baris, nip: HasilNip, acuan: Acuan) -> list[GalatBaris]:
    """What single cells cannot show: cells that contradict each other."""
    n = baris.nilai
    hasil = []

    def tolak(kolom: str, isi: str, alasan: str, langkah: str) -> None:
        hasil.append(GalatBaris(baris.nomor, kolom, isi, alasan, langkah))

    if nip.galat:
        alasan, _, langkah = nip.galat.partition(". ")
        tolak("NIP", n["nip"], f"{alasan}.", langkah)
    elif n["jenis"] and n["jenis"] != nip.jenis:
        langkah = "Betulkan jenis pegawai, atau periksa NIP pada SK."
        tolak("Jenis pegawai", n["jenis"], f"Menurut NIP, ini {nip.jenis}.", langkah)
    pilihan = GOLONGAN_PPPK if nip.jenis == "PPPK" else GOLONGAN_PNS
    if nip.jenis and n["golongan"] and n["golongan"] not in pilihan:
        contoh = "I sampai XVII" if nip.jenis == "PPPK" else "I/a sampai IV/e"
        tolak("Golongan", n["golongan"], f"Bukan golongan {nip.jenis}.", f"Isi {contoh}.")
    if kunci_nama(n["jabatan"]) not in acuan.jabatan:
        belum = f"Jabatan “{n['jabatan']}” belum dikenal."
        if acuan.unit.cakupan is not None:
            tolak("Jabatan", n["jabatan"], belum, "Minta BKPSDM menambahkan jabatan ini.")
        elif n["jabatan_jenis"] is None:
            jenis = ", ".join(list(SEBUTAN_JABATAN)[:5])
            tolak("Jenis jabatan", "", belum, f"Isi jenis jabatannya: {jenis}.")
    return hasil


def _isi(baris: Baris, nip: HasilNip, acuan: Acuan) -> BarisPegawai:
    n = baris.nilai
    return BarisPegawai(
        baris=baris.nomor,
        nip=nip.nip,
        nama=n["nama"],
        gelar_depan=n["gelar_depan"] or "",
        gelar_belakang=n["gelar_belakang"] or "",
        jenis=nip.jenis.value if nip.jenis else "",
        jenis_kelamin=n["jenis_kelamin"] or nip.kelamin or "",
        tanggal_lahir=cast(date, n["tanggal_lahir"] or nip.tanggal_lahir),
        tmt=n["tmt"] or nip.tmt,
        golongan=n["golongan"] or "",
        jabatan=acuan.jabatan.get(kunci_nama(n["jabatan"]), n["jabatan"]),
        jabatan_jenis=n["jabatan_jenis"] or "",
        jabatan_jenjang=n["jabatan_jenjang"] or "",
        jabatan_eselon=n["jabatan_eselon"] or "",
        jabatan_rumpun=n["jabatan_rumpun"] or Jabatan.Rumpun.UMUM.value,
        unit_id=acuan.unit.pk(n["unit"]),
        mulai=n["mulai"],
        nip_atasan=n["nip_atasan"] or "",
        status=n["status"] or Pegawai.Status.AKTIF.value,
        surel=n["surel"] or "",
        telepon=n["telepon"] or "",
        tempat_lahir=n["tempat_lahir"] or "",
        alasan_nip=n["alasan_nip"] or "",
    )


def tak_dikenal(baris: Baris, kolom: str, nip: str) -> GalatBaris:
    """A row about a person who is not in the directory, or not in the scope."""
    langkah = "Periksa NIP, atau impor data pegawainya lebih dahulu."
    return GalatBaris(baris.nomor, kolom, nip, "Tidak ada di data pegawai.", langkah)


def lingkaran(atasan: Mapping[str, str]) -> set[str]:
    """Everyone whose chain of superiors comes back to them; ``atasan`` is each one's superior."""
    hasil: set[str] = set()
    selesai: set[str] = set()
    for mulai in atasan:
        jalan: dict[str, int] = {}
        orang = mulai
        while orang and orang not in selesai and orang not in jalan:
            jalan[orang] = len(jalan)
            orang = atasan.get(orang, "")
        if orang in jalan:
            hasil.update(list(jalan)[jalan[orang] :])
        selesai.update(jalan)
    return hasil
