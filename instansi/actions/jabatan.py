"""Writes on positions and partners: lists that the whole pemda shares."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError

from instansi.models import (
    Instansi,
    Jabatan,
    Mitra,
    Pegawai,
    PelaksanaTugas,
    Pengguna,
    RiwayatPenempatan,
)
from instansi.queries.jabatan import pelaksana_bentrok
from lib.aksi import aksi
from lib.galat import GalatAturan


class JabatanTidakBisaDiubah(GalatAturan):
    """The name is taken, something still hangs on it, or two acting posts would meet."""


class MitraTidakBisaDiubah(GalatAturan):
    """The name is taken."""


@aksi
def simpan_jabatan(
    *,
    pemda: Instansi,
    jabatan: Jabatan | None,
    isi: Mapping[str, Any],
    oleh: Pengguna | str,
    sekarang: datetime,
) -> Jabatan:
    """Add a position (``jabatan`` None) or change one. Raises JabatanTidakBisaDiubah."""
    _kunci(pemda)
    jabatan = jabatan or Jabatan(pemda=pemda)
    kembar = Jabatan.objects.filter(pemda=pemda, nama__iexact=isi["nama"]).exclude(pk=jabatan.pk)
    if ada := kembar.first():
        raise JabatanTidakBisaDiubah(
            f"Jabatan {ada} sudah ada.", langkah="Pakai yang ada, atau gabungkan keduanya."
        )
    for kolom, nilai in isi.items():
        setattr(jabatan, kolom, nilai)
    jabatan.save()
    return jabatan


@aksi
def gabung_jabatan(*, dari: Jabatan, ke: Jabatan, oleh: Pengguna | str, sekarang: datetime) -> int:
    """Make two spellings one: holders, placements and acting posts of ``dari`` go to ``ke``.

    ``dari`` is deleted; the history keeps it. Returns how many people hold ``ke`` instead. Locks
    the pemda's root row. Raises JabatanTidakBisaDiubah.
    """
    if dari.pemda_id != ke.pemda_id or dari.pk == ke.pk:
        raise JabatanTidakBisaDiubah(f"{dari} tidak bisa digabungkan ke dirinya sendiri.")
    _kunci(dari.pemda)
    if p := pelaksana_bentrok(dari, ke):
        raise JabatanTidakBisaDiubah(
            f"Di {p.unit} kedua jabatan sama-sama punya Plt/Plh pada tanggal yang sama.",
            langkah="Akhiri salah satunya lebih dahulu.",
        )
    RiwayatPenempatan.objects.filter(jabatan=dari).update(jabatan=ke)
    PelaksanaTugas.objects.filter(jabatan=dari).update(jabatan=ke)
    jumlah = Pegawai.objects.filter(jabatan=dari).update(jabatan=ke)
    _hapus(dari)
    return jumlah


@aksi
def hapus_jabatan(*, jabatan: Jabatan, oleh: Pengguna | str, sekarang: datetime) -> None:
    """Delete a position on which nothing hangs. Raises JabatanTidakBisaDiubah."""
    _kunci(jabatan.pemda)
    _hapus(jabatan)


@aksi
def simpan_mitra(
    *,
    pemda: Instansi,
    mitra: Mitra | None,
    isi: Mapping[str, Any],
    oleh: Pengguna | str,
    sekarang: datetime,
) -> Mitra:
    """Add a partner (``mitra`` None) or change one. Raises MitraTidakBisaDiubah."""
    _kunci(pemda)
    mitra = mitra or Mitra(pemda=pemda)
    kembar = Mitra.objects.filter(pemda=pemda, nama__iexact=isi["nama"]).exclude(pk=mitra.pk)
    if ada := kembar.first():
        raise MitraTidakBisaDiubah(f"Mitra {ada} sudah ada.", langkah="Ubah yang sudah ada.")
    for kolom, nilai in isi.items():
        setattr(mitra, kolom, nilai)
    mitra.save()
    return mitra


def _kunci(pemda: Instansi) -> None:
    """Lock the pemda's row, as bulk loading does."""
    Instansi.objects.select_for_update().get(pk=pemda.pk)


def _hapus(jabatan: Jabatan) -> None:
    try:
        Jabatan.objects.get(pk=jabatan.pk).delete()
    except ProtectedError as galat:
        raise JabatanTidakBisaDiubah(
            f"{jabatan} masih dipakai pegawai atau riwayat penempatan.",
            langkah="Gabungkan ke jabatan lain agar pemakainya ikut pindah.",
        ) from galat
