"""Training history in the SIASN layout (DOMAIN 7.1), and what a row must be to enter the ledger."""

from datetime import date
from hashlib import sha256
from typing import Any

from lib.impor import (
    Baris,
    GalatBaris,
    GalatSel,
    Kolom,
    Sel,
    sel_bilangan_bulat,
    sel_nip,
    sel_tanggal,
)

# Kinds of training by SIASN's number (DOMAIN 1.3).
JENIS_DIKLAT = {
    1: "Diklat Struktural",
    2: "Fungsional",
    3: "Teknis",
    4: "Workshop",
    5: "Pelatihan Manajerial",
    6: "Sosial Kultural",
    7: "Sosialisasi",
    8: "Bimtek",
    9: "Seminar",
    10: "Magang",
    11: "Kursus",
    12: "Penataran",
    13: "Klasikal lainnya",
    14: "Coaching",
    15: "Mentoring",
    16: "E-Learning",
    17: "PJJ",
    18: "Detasering",
    19: "Outbond",
    20: "Patok Banding",
    21: "Pertukaran PNS dengan swasta/BUMN/BUMD",
    22: "Belajar Mandiri",
    23: "Komunitas Belajar",
    24: "Bimbingan di Tempat Kerja",
    25: "Nonklasikal lainnya",
}
JAM_TERBANYAK = 2000  # JP: longer than any course of a year


def sel_jenis_diklat(sel: Sel) -> int:
    """SIASN's number of a kind of training."""
    nomor = sel_bilangan_bulat(sel)
    if nomor not in JENIS_DIKLAT:
        raise GalatSel("Jenis diklat tidak dikenal.", "Isi nomor 1 sampai 25 menurut SIASN.")
    return nomor


def sel_jam(sel: Sel) -> int:
    """Whole JP, one at least."""
    jam = sel_bilangan_bulat(sel)
    if not 1 <= jam <= JAM_TERBANYAK:
        raise GalatSel(
            "Jumlah jam di luar kewajaran.", f"Isi JP bilangan bulat, 1 sampai {JAM_TERBANYAK}."
        )
    return jam


def _kolom(nama: str, *sinonim: str, contoh: str = "", wajib: bool = True, **isi: Any) -> Kolom:
    """A column that messages call by SIASN's own name."""
    return Kolom(nama, sinonim, wajib=wajib, judul=nama, contoh=contoh, **isi)


# The columns of SIASN's "kursus"; pnsOrangId holds the NIP here. Those that nothing reads are
# declared too, so that the file is not said to hold foreign columns.
KOLOM_RIWAYAT = (
    _kolom("id", wajib=False, keterangan="Nomor riwayat di SIASN; kuncinya, bila ada."),
    _kolom("instansiId", wajib=False),
    _kolom("institusiPenyelenggara", "penyelenggara", wajib=False, contoh="BPSDM"),
    _kolom(
        "jenisDiklatId",
        "jenis diklat",
        ubah=sel_jenis_diklat,
        contoh="9",
        keterangan="; ".join(f"{nomor} {nama}" for nomor, nama in JENIS_DIKLAT.items()),
    ),
    _kolom("jenisKursus", wajib=False),
    _kolom("jenisKursusSertipikat", wajib=False),
    _kolom("jumlahJam", "JP", "jam pelajaran", ubah=sel_jam, contoh="6", keterangan="JP, bulat."),
    _kolom("lokasiId", wajib=False),
    _kolom("namaKursus", "nama pelatihan", "nama diklat", contoh="Seminar Layanan Publik"),
    _kolom("nomorSertipikat", "nomor sertifikat", wajib=False, contoh="12/SERT/2026"),
    _kolom(
        "pnsOrangId",
        "nip",
        "nipBaru",
        ubah=sel_nip,
        contoh="199103122019022004",
        keterangan="NIP pegawai yang sudah ada di data pegawai.",
    ),
    _kolom("tahunKursus", wajib=False, ubah=sel_bilangan_bulat, contoh="2026"),
    _kolom("tanggalKursus", "tanggal mulai", wajib=False, ubah=sel_tanggal, contoh="10-03-2026"),
    _kolom(
        "tanggalSelesaiKursus",
        "tanggal selesai",
        ubah=sel_tanggal,
        contoh="11-03-2026",
        keterangan="Hari-bulan-tahun. JP dihitung untuk tahun ini.",
    ),
    _kolom("path", wajib=False),
    _kolom("id_rumpun_jabatan", wajib=False),
)
# Which of them the ledger keeps among its reasons, and under which name.
KOLOM_HITUNGAN = {
    "jenisDiklatId": "jenis_diklat",
    "jumlahJam": "jumlah_jam",
    "institusiPenyelenggara": "penyelenggara",
    "nomorSertipikat": "nomor_sertifikat",
}


def galat_riwayat(baris: Baris, *, hari_ini: date) -> GalatBaris | None:
    """Why a row whose cells are fine one by one still cannot be loaded, or None."""
    n = baris.nilai
    selesai, mulai = n["tanggalSelesaiKursus"], n["tanggalKursus"]
    if selesai > hari_ini:
        alasan, langkah = "Pelatihan ini belum selesai.", "Impor setelah tanggal selesainya."
    elif mulai and mulai > selesai:
        alasan, langkah = (
            f"Selesai sebelum mulai ({mulai:%d-%m-%Y}).",
            "Periksa tanggalKursus dan tanggalSelesaiKursus.",
        )
    else:
        return None
    return GalatBaris(baris.nomor, "tanggalSelesaiKursus", f"{selesai:%d-%m-%Y}", alasan, langkah)


def peringatan_riwayat(baris: Baris) -> GalatBaris | None:
    """What a person may want to look at, though the row is loaded."""
    tahun, selesai = baris.nilai["tahunKursus"], baris.nilai["tanggalSelesaiKursus"]
    if tahun is None or tahun == selesai.year:
        return None
    return GalatBaris(
        baris.nomor,
        "tahunKursus",
        str(tahun),
        f"Berbeda dari tahun selesainya, {selesai.year}.",
        f"JP dihitung untuk {selesai.year}.",
    )


def sidik_riwayat(baris: Baris) -> str:
    """What a training is known by: SIASN's id, else its name, certificate and last day."""
    n = baris.nilai
    if n["id"]:
        pokok = n["id"]
    else:
        pokok = "|".join(
            (n["namaKursus"].casefold(), n["nomorSertipikat"] or "", str(n["tanggalSelesaiKursus"]))
        )
    return sha256(pokok.encode()).hexdigest()[:20]


def hitungan_riwayat(baris: Baris) -> dict[str, Any]:
    """How the JP came about, as the ledger keeps it (JSON values)."""
    n = baris.nilai
    jenis = JENIS_DIKLAT[n["jenisDiklatId"]]
    nomor = f", sertifikat nomor {n['nomorSertipikat']}" if n["nomorSertipikat"] else ""
    return {
        "jenis_diklat": n["jenisDiklatId"],
        "bentuk": jenis,
        "jumlah_jam": n["jumlahJam"],
        "penyelenggara": n["institusiPenyelenggara"] or "",
        "nomor_sertifikat": n["nomorSertipikat"] or "",
        "penjelasan": f"{jenis}: {n['jumlahJam']} JP menurut riwayat SIASN{nomor}.",
    }
