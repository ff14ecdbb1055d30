"""What messages about roles say, and whether they still hold when they are sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from instansi.models import Penugasan, Peran
from kelola.queries.hak import hak_peran
from kelola.rules.peran import CAKUPAN
from lib.surat import tautan
from lib.tanggal import di_zona
from notifikasi.models import AturanPengingat, Pesan
from notifikasi.rules import JenisPesan, Terbitan, nomor_sasaran
from pelatihan.queries.pesan import sasaran

SUDAH_BERAKHIR = "Peran ini sudah berakhir lagi."
SUDAH_BERUBAH = "Masa peran ini sudah berubah lagi."


def muat_penugasan(daftar: Sequence[Pesan]) -> dict[int, Penugasan]:
    """The roles that messages are about, by message; one that was removed is missing."""
    isi = Penugasan.objects.select_related("instansi__pemda", "pengguna").in_bulk(
        [nomor_sasaran(p.sasaran) for p in daftar]
    )
    return {p.pk: isi[n] for p in daftar if (n := nomor_sasaran(p.sasaran)) in isi}


def konteks_peran(pesan: Pesan) -> dict[str, Any]:
    """The facts kept when the command was given, with dates as dates."""
    data = pesan.data
    peran = Peran(data["peran"])
    return data | {
        "nama_peran": ("Plt/Plh " if data["plt"] else "") + peran.label,
        "cakupan": CAKUPAN.get(peran, f"{data['instansi']} dan semua unit di bawahnya."),
        "mulai": _hari(data["mulai"]),
        "selesai": _hari(data["selesai"]),
        "selesai_lama": _hari(data.get("selesai_lama")),
        "tahu_selesai_lama": "selesai_lama" in data,
        "bisa": [
            izin.label
            for bagian in hak_peran(peran, delegasi=bool(data["dari"] or data.get("pemegang")))
            for izin in bagian.izin
        ],
        "url": tautan("beranda:beranda"),
        "url_delegasi": tautan("kelola:delegasi_daftar"),
    }


def alasan_diberi(pesan: Pesan, sekarang: datetime) -> str | None:
    """It holds until the role is over; a later change has its own message."""
    tugas: Penugasan | None = pesan.objek
    return SUDAH_BERAKHIR if tugas is None or _lewat(tugas, sekarang) else None


def alasan_diubah(pesan: Pesan, sekarang: datetime) -> str | None:
    """It holds while the role ends as the message says."""
    tugas: Penugasan | None = pesan.objek
    if tugas is None or _lewat(tugas, sekarang):
        return SUDAH_BERAKHIR
    return None if tugas.selesai == _hari(pesan.data["selesai"]) else SUDAH_BERUBAH


def selalu_berlaku(pesan: Pesan, sekarang: datetime) -> str | None:
    """That something ended stays true."""
    return None


def _lewat(tugas: Penugasan, sekarang: datetime) -> bool:
    pemda = tugas.instansi.pemda or tugas.instansi
    return tugas.selesai is not None and tugas.selesai < di_zona(sekarang, pemda.zona_waktu).date()


def _hari(teks: str | None) -> date | None:
    return date.fromisoformat(teks) if teks else None


def konteks_h7(pesan: Pesan) -> dict[str, Any]:
    """A role that ends soon, to who holds it and, of a delegation, to who gave it."""
    tugas: Penugasan = pesan.objek
    return {
        "nama_peran": ("Plt/Plh " if tugas.pelaksana_tugas else "") + tugas.get_peran_display(),
        "instansi": tugas.instansi.nama,
        "selesai": tugas.selesai,
        "penerima": "" if pesan.penerima_id == tugas.pengguna_id else tugas.pengguna.nama,
        "delegasi": tugas.delegasi_dari_id is not None,
        "url": tautan("kelola:delegasi_daftar" if tugas.delegasi_dari_id else "beranda:beranda"),
    }


def alasan_h7(pesan: Pesan, sekarang: datetime) -> str | None:
    """A reminder holds while the role still ends on the day that it was queued for."""
    tugas: Penugasan | None = pesan.objek
    if tugas is None or _lewat(tugas, sekarang):
        return SUDAH_BERAKHIR
    return None if tugas.selesai == _hari(pesan.data["hari_acuan"]) else SUDAH_BERUBAH


def akan_berakhir(aturan: AturanPengingat, terbitan: Terbitan) -> "QuerySet[Any, Any]":
    """Roles whose last day is the anchor day; shorter ones than the notice are left out."""
    akhir = terbitan.hari_acuan
    peran = Penugasan.objects.filter(
        Q(instansi=aturan.pemda_id) | Q(instansi__pemda=aturan.pemda_id),
        selesai=akhir,
        mulai__lte=akhir - timedelta(days=abs(aturan.geser_hari)),
    ).annotate(sasaran=sasaran("penugasan"))
    pemberi = peran.filter(delegasi_dari__isnull=False)
    return peran.values_list("sasaran", "pengguna").union(
        pemberi.values_list("sasaran", "delegasi_dari__pengguna")
    )


SUMBER_PERAN = {"peran_h7": akan_berakhir}
JENIS_PERAN = (
    JenisPesan("peran_diberi", "peran_diberi", konteks_peran, alasan_diberi, muat_penugasan),
    JenisPesan("peran_diubah", "peran_diubah", konteks_peran, alasan_diubah, muat_penugasan),
    JenisPesan("peran_berakhir", "peran_berakhir", konteks_peran, selalu_berlaku),
    JenisPesan(
        "delegasi_diterima", "delegasi_diterima", konteks_peran, alasan_diberi, muat_penugasan
    ),
    JenisPesan("peran_h7", "peran_h7", konteks_h7, alasan_h7, muat_penugasan, harian=True),
)
