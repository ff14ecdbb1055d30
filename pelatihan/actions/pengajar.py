"""What trainers are told: that they teach, that a session moved, that it is off.

Called inside an action's transaction. Messages go to active accounts, external trainers included;
who has no address is listed for the officers, as for everyone else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from instansi.models import Pengguna
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir
from pelatihan.models import Kelas, Pengajar, PengajarSesi
from pelatihan.rules.jadwal import RencanaSesi

Waktu = Mapping[int | None, Mapping[str, list[str]]]


def kabari_tugas(
    kelas: Kelas, oleh: Pengguna, sekarang: datetime, *, hanya: Collection[int] | None = None
) -> None:
    """Tell the trainers of a class, or only these, which sessions they teach."""
    ajar = PengajarSesi.objects.filter(sesi__kelas=kelas, mulai__gt=sekarang)
    if hanya is not None:
        ajar = ajar.filter(pengajar__in=hanya)
    _antrekan(
        "pengajar_tugas",
        kelas,
        ((f"kelas:{kelas.pk}", pk, {}) for pk in ajar.values_list("pengajar", flat=True)),
        oleh,
        sekarang,
    )


def kabari_batal(kelas: Kelas, oleh: Pengguna, sekarang: datetime) -> None:
    """Tell the trainers of a cancelled class which of their sessions are off: those to come."""
    ajar = PengajarSesi.objects.filter(sesi__kelas=kelas, mulai__gt=sekarang)
    per_orang: dict[int, list[list[Any]]] = {}
    for p in ajar.select_related("sesi__ruang").order_by("mulai", "pk"):
        ruang = str(p.sesi.ruang) if p.sesi.ruang else ""
        per_orang.setdefault(p.pengajar_id, []).append(
            [p.sesi_id, p.mulai.isoformat(), p.selesai.isoformat(), ruang]
        )
    _antrekan_batal(kelas, per_orang, oleh, sekarang)


def kabari_pindah(
    kelas: Kelas,
    ubahan: Sequence[RencanaSesi],
    lama: Mapping[int | None, RencanaSesi],
    waktu: Waktu,
    oleh: Pengguna,
    sekarang: datetime,
) -> None:
    """Tell those who keep a moved session both times, who gets one, and who loses one.

    ``waktu`` has, for each session that moved, "lama" and "baru" as [start, end, room] texts.
    Nobody else hears of it.
    """
    tetap = (
        (f"sesi:{r.pk}", pk, waktu[r.pk])
        for r in ubahan
        if r.pk in waktu
        for pk in set(r.pengajar) & set(lama[r.pk].pengajar)
    )
    _antrekan("pengajar_dipindah", kelas, tetap, oleh, sekarang)
    baru = {pk for r in ubahan for pk in set(r.pengajar) - set(lama[r.pk].pengajar)}
    if baru:
        kabari_tugas(kelas, oleh, sekarang, hanya=baru)
    lepas: dict[int, list[list[Any]]] = {}
    for r in ubahan:
        dulu = lama[r.pk]
        for pk in set(dulu.pengajar) - set(r.pengajar):
            jam = [dulu.mulai.isoformat(), dulu.selesai.isoformat()]
            lepas.setdefault(pk, []).append([r.pk, *jam, ""])
    _antrekan_batal(kelas, lepas, oleh, sekarang)


def _antrekan_batal(
    kelas: Kelas, per_orang: Mapping[int, list[list[Any]]], oleh: Pengguna, sekarang: datetime
) -> None:
    isi = ((f"kelas:{kelas.pk}", pk, {"sesi": sesi}) for pk, sesi in per_orang.items())
    _antrekan("pengajar_batal", kelas, isi, oleh, sekarang)


def _antrekan(
    jenis: str,
    kelas: Kelas,
    isi: Iterable[tuple[str, int, Mapping[str, Any]]],
    oleh: Pengguna,
    sekarang: datetime,
) -> None:
    """Queue one message per (sasaran, pengajar id, data)."""
    daftar = list(isi)
    akun = dict(
        Pengajar.objects.filter(
            pk__in={pk for _, pk, _ in daftar}, pengguna__is_active=True
        ).values_list("pk", "pengguna")
    )
    antrekan_banyak(
        jenis=jenis,
        butir=[Butir(sasaran, akun[pk], dict(data)) for sasaran, pk, data in daftar if pk in akun],
        jatuh_tempo=sekarang,
        pemda=kelas.pemda_id,
        oleh=oleh,
        sekarang=sekarang,
    )
