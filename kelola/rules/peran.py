"""What may be given, changed and handed over: values in, a reason out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from instansi.models import Instansi, Jabatan, Pegawai, Peran
from instansi.rules.peran import alasan_peran_tidak_cocok, jangkauan_peran
from lib.tanggal import tanggal_panjang

BUKAN_ADMIN = "Peran Anda sebagai admin pemda baru saja berakhir."
LANGKAH_SENDIRI = "Minta admin pemda lain."
DIRI_SENDIRI = f"Anda tidak bisa memberi peran kepada diri sendiri. {LANGKAH_SENDIRI}"
# Roles that their holder may hand over for some days.
BISA_DIDELEGASIKAN = frozenset({Peran.ADMIN_PEMDA, Peran.HR, Peran.PENGELOLA_OPD, Peran.KEPALA})
# Positions with officials below them, and the kinds of node that such officials lead.
PEJABAT = frozenset({Jabatan.Jenis.JPT, Jabatan.Jenis.ADMINISTRATOR, Jabatan.Jenis.PENGAWAS})
STRUKTURAL = frozenset(Instansi.Jenis) - {Instansi.Jenis.SEKOLAH, Instansi.Jenis.PUSKESMAS}

CAKUPAN = {p: f"Hanya {jangkauan_peran(p)}." for p in (Peran.PENGAJAR, Peran.MENTOR)}


@dataclass(frozen=True)
class Pemberi:
    """Who gives: whether to themselves, as a delegate of an admin, and still with the right."""

    sendiri: bool
    delegasi: bool
    berhak: bool = True


@dataclass(frozen=True)
class Masa:
    """First and last day of a role, both included; without an end it stays."""

    mulai: date
    selesai: date | None


@dataclass(frozen=True)
class Tetap:
    """What can be changed about a role: last day, whether acting, the deputy's name, the reason."""

    selesai: date | None
    pelaksana_tugas: bool
    deputi: str
    alasan: str


def perubahan_peran(lama: Tetap, baru: Tetap) -> list[tuple[str, str, str]]:
    """What a change comes to: field, before, after, in words; without what stays."""
    baris = [
        ("Hari terakhir", _hari_terakhir(lama.selesai), _hari_terakhir(baru.selesai)),
        ("Dipegang sebagai", _sebagai(lama.pelaksana_tugas), _sebagai(baru.pelaksana_tugas)),
        ("Deputi", lama.deputi or "tidak ada", baru.deputi or "tidak ada"),
        ("Alasan", lama.alasan or "kosong", baru.alasan or "kosong"),
    ]
    return [b for b in baris if b[1] != b[2]]


def _hari_terakhir(hari: date | None) -> str:
    return tanggal_panjang(hari) if hari else "tanpa batas waktu"


def _sebagai(pelaksana_tugas: bool) -> str:
    return "Plt/Plh" if pelaksana_tugas else "pejabat tetap"


def alasan_tidak_bisa_diberi(
    peran: str, jenis_simpul: str, *, pemberi: Pemberi, masa: Masa, hari_ini: date
) -> str | None:
    """Why this role cannot be given there, by this person, for these days; or None."""
    if pemberi.sendiri:
        return DIRI_SENDIRI
    if alasan := alasan_pemberi(peran, pemberi):
        return alasan
    if alasan := alasan_peran_tidak_cocok(peran, jenis_simpul):
        return alasan
    if masa.mulai < hari_ini:
        return "Tanggal mulai paling awal hari ini."
    return _alasan_urutan(masa)


def alasan_tumpang_tindih(
    peran: str, simpul: str, masa: Masa, dipegang: Iterable[Masa], *, nama: str
) -> str | None:
    """Why these days clash with those on which the person holds the same role there; or None."""
    for lain in sorted(dipegang, key=lambda m: m.mulai):
        akhir, akhir_lain = masa.selesai or date.max, lain.selesai or date.max
        if masa.mulai <= akhir_lain and lain.mulai <= akhir:
            sampai = f"sampai {tanggal_panjang(lain.selesai)}" if lain.selesai else "tanpa batas"
            lanjut = "Ubah peran itu" + (", atau pilih hari setelahnya." if lain.selesai else ".")
            return (
                f"{nama} sudah memegang peran {Peran(peran).label} di {simpul}, "
                f"{tanggal_panjang(lain.mulai)} {sampai}. {lanjut}"
            )
    return None


def alasan_tidak_bisa_dipilih(status: str, *, berakun: bool, aktif: bool) -> str | None:
    """Why a person of the directory cannot be given a role; or None."""
    if status != Pegawai.Status.AKTIF:
        return f"Tidak bertugas: {Pegawai.Status(status).label.lower()}."
    if not berakun:
        return "Belum punya akun."
    return None if aktif else "Akunnya dinonaktifkan."


def alasan_pemberi(peran: str, pemberi: Pemberi) -> str | None:
    """Only what one holds oneself can be handed over: a delegate makes and unmakes no admin."""
    if not pemberi.berhak:
        return BUKAN_ADMIN
    if peran == Peran.ADMIN_PEMDA and pemberi.delegasi:
        return (
            "Anda memegang Admin pemda sebagai delegasi. "
            "Peran Admin pemda hanya diurus admin yang memegangnya sendiri."
        )
    return None


def alasan_tidak_bisa_diubah(
    peran: str, lama: Masa, selesai: date | None, *, pemberi: Pemberi, hari_ini: date
) -> str | None:
    """Why the end of a role cannot become ``selesai``; or None."""
    if alasan := alasan_sudah_berakhir(lama.selesai, hari_ini):
        return alasan
    if alasan := alasan_pemberi(peran, pemberi):
        return alasan
    lebih_lama = lama.selesai is not None and (selesai is None or selesai > lama.selesai)
    if pemberi.sendiri and lebih_lama:
        return f"Anda tidak bisa memperpanjang peran sendiri. {LANGKAH_SENDIRI}"
    if selesai is not None and selesai < hari_ini:
        return "Hari terakhir paling awal hari ini. Untuk mengakhiri saat ini juga, pakai Akhiri."
    return _alasan_urutan(Masa(lama.mulai, selesai))


def alasan_sudah_berakhir(selesai: date | None, hari_ini: date) -> str | None:
    """Why nothing can be changed about a role that is over; or None."""
    if selesai is not None and selesai < hari_ini:
        return f"Peran ini sudah berakhir {tanggal_panjang(selesai)}. Berikan peran baru."
    return None


def alasan_tidak_bisa_didelegasikan(
    peran: str, induk: Masa, masa: Masa, *, hari_ini: date
) -> str | None:
    """Why a role cannot be handed over for these days by who holds it; or None."""
    if peran not in BISA_DIDELEGASIKAN:
        return f"Peran {Peran(peran).label} tidak bisa didelegasikan."
    if masa.selesai is None:
        return "Delegasi wajib punya hari terakhir."
    if masa.mulai < max(hari_ini, induk.mulai):
        return f"Delegasi paling awal mulai {tanggal_panjang(max(hari_ini, induk.mulai))}."
    if induk.selesai is not None and masa.selesai > induk.selesai:
        return (
            f"Peran Anda sendiri berakhir {tanggal_panjang(induk.selesai)}. "
            "Delegasi tidak bisa lebih lama dari itu."
        )
    return _alasan_urutan(masa)


def peringatan_penerima(
    peran: str, jenis_simpul: str, *, nama: str, jabatan: str, jenis_jabatan: str, opd_lain: str
) -> list[str]:
    """What to ask before a role is handed to this person; nothing is refused.

    ``opd_lain``: the receiver's agency where it is another than the giver's, else "". The work of a
    head is an official's; schools and health centres are led by functional positions.
    """
    hasil = []
    if opd_lain:
        hasil.append(
            f"{nama} bertugas di {opd_lain}, bukan di perangkat daerah Anda. Selama delegasi ia "
            "membaca dan mengubah data yang biasanya tidak dilihatnya. Pilih rekan seunit bila ada."
        )
    if peran == Peran.KEPALA and jenis_simpul in STRUKTURAL and jenis_jabatan not in PEJABAT:
        hasil.append(
            f"{nama} ({jabatan}) bukan pejabat pimpinan tinggi, administrator, atau pengawas. "
            "Tugas kepala biasanya diserahkan kepada pejabat setingkat atau satu tingkat di "
            "bawahnya, misalnya sekretaris atau kepala bidang."
        )
    return hasil


def _alasan_urutan(masa: Masa) -> str | None:
    if masa.selesai is not None and masa.selesai < masa.mulai:
        return "Hari terakhir tidak boleh sebelum tanggal mulai."
    return None


def hari_dihentikan(selesai: date | None, dicatat: date | None) -> date | None:
    """The day on which a role was ended at once, the day after its last; None where it ran out.

    ``dicatat`` is the day on which that last day was written.
    """
    if selesai is None or dicatat is None or dicatat != selesai + timedelta(days=1):
        return None
    return dicatat


def keadaan(masa: Masa, hari_ini: date) -> str:
    """BERLAKU, NANTI or BERAKHIR on a day."""
    if masa.mulai > hari_ini:
        return "NANTI"
    return "BERAKHIR" if masa.selesai is not None and masa.selesai < hari_ini else "BERLAKU"
