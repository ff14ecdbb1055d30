"""What messages about accounts say, and whether they still hold when they are sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from instansi.models import CatatanMasuk
from kelola.models import Aktivasi
from kelola.queries.akun import aktivasi_terakhir, kode_untuk, masih_terbuka
from lib.surat import tautan
from notifikasi.models import Pesan
from notifikasi.rules import JenisPesan, nomor_sasaran

# A link to a new password that comes hours later only frightens.
LAMA_LUPA = timedelta(hours=2)
LAMA_KEAMANAN = timedelta(days=3)
Peristiwa = CatatanMasuk.Peristiwa
KALIMAT = {
    Peristiwa.SANDI: "Kata sandi akun Anda baru saja diganti",
    Peristiwa.DUA_LANGKAH_PASANG: "Verifikasi dua langkah dipasang di akun Anda",
    Peristiwa.DUA_LANGKAH_LEPAS: "Verifikasi dua langkah dilepas dari akun Anda",
    Peristiwa.DUA_LANGKAH_CADANGAN: "Kode cadangan baru dibuat untuk akun Anda",
    Peristiwa.SESI_DICABUT: "Akun Anda dikeluarkan dari semua perangkat",
    Peristiwa.AKTIF_LAGI: "Akun Anda diaktifkan kembali",
    Peristiwa.NONAKTIF: "Akun Anda dinonaktifkan",
}


def muat_aktivasi(daftar: Sequence[Pesan]) -> dict[int, Aktivasi]:
    """The invitations that are still the newest of their accounts, by message; one query."""
    nomor = {p.pk: nomor_sasaran(p.sasaran) for p in daftar}
    isi = {a.pk: a for a in aktivasi_terakhir(pk__in=nomor.values())}
    return {pk: isi[n] for pk, n in nomor.items() if n in isi}


def konteks_aktivasi(pesan: Pesan) -> dict[str, Any]:
    """The link that opens the account once; an officer who reads the text sees none."""
    aktivasi: Aktivasi = pesan.objek
    nama = aktivasi.pengguna.username
    return {
        # A mail box may be read by others: it need not hold the NIP, which its owner knows.
        "akun": "NIP Anda" if nama.isdigit() else nama,
        "sampai": aktivasi.berlaku_sampai,
        "url": ""
        if pesan.lewat_petugas
        else tautan("kelola:aktivasi_tautan", aktivasi.pk, kode_untuk(aktivasi)),
    }


def alasan_aktivasi(pesan: Pesan, sekarang: datetime) -> str | None:
    """An invitation holds until it is used, replaced by a newer one, or too old."""
    if pesan.objek is None:
        return "Tautan yang lebih baru sudah dibuat."
    return None if masih_terbuka(pesan.objek, sekarang) else "Sudah dipakai atau lewat waktunya."


def konteks_lupa(pesan: Pesan) -> dict[str, Any]:
    """The link to a new password, made now: it stands in no queue, log or history."""
    jam = settings.PASSWORD_RESET_TIMEOUT // 3600
    if pesan.lewat_petugas:
        return {"url": "", "jam": jam}
    jalur = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(pesan.penerima),
            "key": default_token_generator.make_token(pesan.penerima),
        },
    )
    return {"url": settings.ALAMAT_SITUS.rstrip("/") + jalur, "jam": jam}


def alasan_lupa(pesan: Pesan, sekarang: datetime) -> str | None:
    """The wish for a new password holds for two hours."""
    return "Permintaannya sudah lama." if sekarang - pesan.jatuh_tempo > LAMA_LUPA else None


def konteks_keamanan(pesan: Pesan) -> dict[str, Any]:
    """What changed, when, on which device, and by whom where an officer did it."""
    return {
        "kalimat": KALIMAT[Peristiwa(pesan.data["peristiwa"])],
        "pada": pesan.jatuh_tempo,
        "perangkat": pesan.data.get("perangkat", ""),
        "petugas": pesan.data.get("petugas", ""),
        "alasan": pesan.data.get("alasan", ""),
        "url": tautan("kelola:akun_saya"),
    }


def alasan_keamanan(pesan: Pesan, sekarang: datetime) -> str | None:
    """News of a change holds for three days."""
    return "Sudah lama berlalu." if sekarang - pesan.jatuh_tempo > LAMA_KEAMANAN else None


def alasan_ditutup(pesan: Pesan, sekarang: datetime) -> str | None:
    """News of a closed account holds while it is closed, for three days."""
    if pesan.penerima.is_active:
        return "Akunnya sudah aktif lagi."
    return alasan_keamanan(pesan, sekarang)


JENIS_PESAN = (
    JenisPesan("akun_aktivasi", "akun_aktivasi", konteks_aktivasi, alasan_aktivasi, muat_aktivasi),
    JenisPesan("akun_lupa_sandi", "akun_lupa_sandi", konteks_lupa, alasan_lupa),
    JenisPesan("akun_keamanan", "akun_keamanan", konteks_keamanan, alasan_keamanan),
    JenisPesan(
        "akun_ditutup", "akun_ditutup", konteks_keamanan, alasan_ditutup, untuk_nonaktif=True
    ),
)
