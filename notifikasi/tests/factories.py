"""A kind of message that needs no other app, and messages of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import factory

from notifikasi.models import Pesan
from notifikasi.rules import JenisPesan, kunci_pesan

SEKARANG = datetime(2026, 11, 21, 2, tzinfo=UTC)  # 10.00 WITA


def muat(daftar: Sequence[Pesan]) -> dict[int, str]:
    return {p.pk: f"Kelas {p.sasaran}" for p in daftar}


def konteks(pesan: Pesan) -> dict[str, Any]:
    return {"kelas": pesan.objek, "alasan": "Uji", "url": "http://localhost:8000/x/"}


def masih_berlaku(pesan: Pesan, sekarang: datetime) -> str | None:
    return "Tidak berlaku lagi." if "batal" in pesan.sasaran else None


UJI = JenisPesan("uji", "kelas_batal", konteks, masih_berlaku, muat)
UJI_HARIAN = JenisPesan("uji_harian", "kelas_batal", konteks, masih_berlaku, muat, harian=True)


class PesanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pesan

    pemda_id = factory.SelfAttribute("penerima.pemda_id")
    kunci = factory.LazyAttribute(
        lambda o: kunci_pesan(o.jenis, o.sasaran, o.penerima.pk, o.jatuh_tempo)
    )
    jenis = "uji"
    sasaran = factory.Sequence(lambda n: f"uji:{n}")
    jatuh_tempo = SEKARANG
    dibuat_pada = SEKARANG
