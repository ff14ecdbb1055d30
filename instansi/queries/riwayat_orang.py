"""What changed on a person's record, when, by whom and by which action."""

from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from instansi.models import Pegawai, PelaksanaTugas, Pengguna
from instansi.rules.riwayat_orang import (
    KOLOM,
    KOLOM_PELAKSANA,
    beda,
    beda_pelaksana,
    sebutan_aksi,
)

TERBANYAK = 50


class Perubahan(NamedTuple):
    """One change of a record: fields as (label, before, after)."""

    pada: datetime
    oleh: str
    aksi: str
    daftar: list[tuple[str, Any, Any]]
    pertama: bool


def perubahan_orang(pegawai: Pegawai) -> list[Perubahan]:
    """The last changes of a record and of its acting posts, newest first; three queries.

    From the event tables of the triggers, so that bulk loading and every other way are in it.
    """
    versi, tugas = _versi_rekam(pegawai), _versi_pelaksana(pegawai)
    nama = _pelaku([*versi, *tugas])
    hasil = [*_dari_rekam(versi, nama), *_dari_pelaksana(tugas, nama)]
    return sorted(hasil, key=lambda p: p.pada, reverse=True)[:TERBANYAK]


def _versi_rekam(pegawai: Pegawai) -> list[dict[str, Any]]:
    """Newest first, with one before the first that is shown."""
    peristiwa: Any = Pegawai
    return list(
        peristiwa.pgh_event_model.objects.filter(pgh_obj=pegawai)
        .order_by("-pgh_id")
        .values("pgh_created_at", "pgh_label", "pgh_context__metadata", *KOLOM)[: TERBANYAK + 1]
    )


def _versi_pelaksana(pegawai: Pegawai) -> list[dict[str, Any]]:
    """Every event of the person's acting posts, oldest first; a person has few."""
    peristiwa: Any = PelaksanaTugas
    return list(
        peristiwa.pgh_event_model.objects.filter(pegawai=pegawai)
        .order_by("pgh_id")
        .values(
            "pgh_created_at",
            "pgh_label",
            "pgh_context__metadata",
            "pgh_obj_id",
            *("jenis", "mulai", "selesai", "jabatan__nama", "unit__nama"),
            *KOLOM_PELAKSANA,
        )
    )


def _dari_rekam(versi: list[dict[str, Any]], nama: dict[Any, str]) -> list[Perubahan]:
    pasangan: list[tuple[dict[str, Any], dict[str, Any] | None]] = list(pairwise(versi))
    if versi and len(versi) <= TERBANYAK:
        pasangan.append((versi[-1], None))
    hasil = []
    for baru, lama in pasangan:
        isi = baru["pgh_context__metadata"] or {}
        if daftar := beda(lama, baru):
            pertama = lama is None
            hasil.append(
                Perubahan(
                    baru["pgh_created_at"],
                    nama.get(isi.get("pelaku"), "Sistem"),
                    sebutan_aksi(isi.get("aksi"), pertama=pertama),
                    daftar,
                    pertama,
                )
            )
    return hasil


def _dari_pelaksana(versi: list[dict[str, Any]], nama: dict[Any, str]) -> list[Perubahan]:
    hasil = []
    lama: dict[int, dict[str, Any]] = {}
    for baru in versi:
        dulu = lama.get(baru["pgh_obj_id"])
        aksi, daftar = beda_pelaksana(dulu, baru, hapus=baru["pgh_label"] == "delete")
        lama[baru["pgh_obj_id"]] = baru
        if daftar:
            pelaku = (baru["pgh_context__metadata"] or {}).get("pelaku")
            oleh = nama.get(pelaku, "Sistem")
            hasil.append(Perubahan(baru["pgh_created_at"], oleh, aksi, daftar, pertama=False))
    return hasil[::-1]


def _pelaku(versi: list[dict[str, Any]]) -> dict[Any, str]:
    ids = {(v["pgh_context__metadata"] or {}).get("pelaku") for v in versi}
    akun = Pengguna.objects.filter(pk__in=[i for i in ids if isinstance(i, int)])
    return dict(akun.values_list("pk", "nama"))
