"""Trainings (need ``pemda``) and ledger rows (need ``pegawai``) for tests."""

from datetime import UTC, date, datetime
from itertools import count

import factory

from pembinaan.models import CatatanJP, Pelatihan

SEKARANG = datetime(2026, 11, 21, 2, tzinfo=UTC)
_urut = count(1)


class PelatihanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pelatihan

    kode = factory.Sequence(lambda n: f"katalog-{n}")
    nama = factory.Sequence(lambda n: f"Pelayanan Prima {n}")
    tema = "Pelayanan publik"
    jp = 6
    bentuk = "B3"


def buat_catatan(pegawai, jp: int, tanggal: date = date(2026, 5, 4), **isi) -> CatatanJP:
    nilai = {
        "unit": pegawai.unit,
        "tahun": tanggal.year,
        "sumber": CatatanJP.Sumber.LUAR,
        "kunci": f"uji:{next(_urut)}:1",
        "keterangan": "Bimtek arsip",
        "dicatat_pada": datetime(2026, 5, 5, tzinfo=UTC),
    }
    return CatatanJP.objects.create(pegawai=pegawai, jp=jp, tanggal=tanggal, **nilai | isi)
