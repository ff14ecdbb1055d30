"""Letters of a class: their number and the text that is copied into chat groups."""

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from lib.tanggal import di_zona, tanggal_panjang
from pelatihan.rules.jadwal import Rentang, waktu_sesi

KLASIFIKASI_BAWAAN = "800"
TEMPLAT_BAWAAN = "{klasifikasi}/{urut:03d}/{unit}/{bulan_romawi}/{tahun}"
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class SesiUndangan(NamedTuple):
    """A session as an invitation names it."""

    judul: str
    rentang: Rentang
    tempat: str
    pengajar: str


def nomor_surat(templat: str, *, klasifikasi: str, urut: int, unit: str, tanggal: date) -> str:
    """The number of a letter, such as 800/087/BKPSDM/VII/2026 (DOMAIN 9.1)."""
    return templat.format(
        klasifikasi=klasifikasi,
        urut=urut,
        unit=unit,
        bulan_romawi=ROMAWI[tanggal.month - 1],
        tahun=tanggal.year,
    )


def teks_undangan(
    *,
    kelas: str,
    penyelenggara: str,
    jp: int,
    sesi: Sequence[SesiUndangan],
    tautan_daring: str,
    nomor: str,
    alamat: str,
    catatan: str,
    zona: tzinfo,
) -> str:
    """The invitation as plain text for chat groups: bold by asterisks, one session a block."""
    baris = [f"*Undangan: {kelas}*", f"Penyelenggara: {penyelenggara}", f"{jp} JP", ""]
    for urut, s in enumerate(sesi, 1):
        judul = f" {s.judul}" if s.judul else ""
        baris += [f"*Sesi {urut}*{judul}", waktu_sesi(s.rentang, zona), f"Tempat: {s.tempat}"]
        if s.pengajar:
            baris.append(f"Pengajar: {s.pengajar}")
        baris.append("")
    if tautan_daring:
        baris += [f"Tautan daring: {tautan_daring}", ""]
    if catatan:
        baris += [catatan, ""]
    baris += [f"Nomor surat: {nomor}", f"Rincian: {alamat}"]
    return "\n".join(baris)


def masa_daftar(mulai_dan_selesai: Rentang, zona: tzinfo) -> str:
    """1 November 2026 sampai 20 November 2026; the end of the window does not belong to it."""
    dari, sampai = mulai_dan_selesai
    terakhir = di_zona(sampai, zona).date()
    if di_zona(sampai, zona).time().isoformat() == "00:00:00":
        terakhir = date.fromordinal(terakhir.toordinal() - 1)
    return f"{tanggal_panjang(di_zona(dari, zona).date())} sampai {tanggal_panjang(terakhir)}"
