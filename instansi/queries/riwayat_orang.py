"""What changed on a person's record, when, by whom and by which action."""

from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from instansi.models import Pegawai, Pengguna
from instansi.rules.riwayat_orang import KOLOM, beda, sebutan_aksi

TERBANYAK = 50


class Perubahan(NamedTuple):
    """One change of a record: fields as (label, before, after)."""

    pada: datetime
    oleh: str
    aksi: str
    daftar: list[tuple[str, Any, Any]]
    pertama: bool


def perubahan_orang(pegawai: Pegawai) -> list[Perubahan]:
    """The last changes of a record, newest first; two queries.

    From the event table of the triggers, so that bulk loading and every other way are in it.
    """
    peristiwa: Any = Pegawai
    versi: list[dict[str, Any]] = list(
        peristiwa.pgh_event_model.objects.filter(pgh_obj=pegawai)
        .order_by("-pgh_id")
        .values("pgh_created_at", "pgh_label", "pgh_context__metadata", *KOLOM)[: TERBANYAK + 1]
    )
    nama = _pelaku(versi)
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


def _pelaku(versi: list[dict[str, Any]]) -> dict[Any, str]:
    ids = {(v["pgh_context__metadata"] or {}).get("pelaku") for v in versi}
    akun = Pengguna.objects.filter(pk__in=[i for i in ids if isinstance(i, int)])
    return dict(akun.values_list("pk", "nama"))
