"""A report is made once and whole, wherever its worker is killed (invariants 7 and 10).

A trigger of the test lets three jobs wait inside PostgreSQL at three known steps when the kill
comes; the product has no switch for it.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg2.extensions import AsIs
from pypdf import PdfReader

from instansi.models import Pengguna
from instansi.tests.factories import Dunia
from laporan.actions.pekerjaan import minta_laporan
from laporan.actions.ringkasan import segarkan_ringkasan
from laporan.models import PekerjaanLaporan
from pelatihan.models import Kelas
from pelatihan.tests.factories import buat_kelas
from tests.gangguan.proses import Celery, bunuh, menunggu, tunggu

pytestmark = pytest.mark.gangguan

PULIH = 90  # seconds: invariant 7
SAPU = "laporan.tasks.sapu_pekerjaan"


@pytest.fixture
def dunia_terbit(transactional_db: None, dunia: Dunia) -> Dunia:
    """The two cities with a summary, and two classes of Palu that were published."""
    kini = timezone.now()
    for n in (1, 2):
        buat_kelas(dunia.palu.pemda, angkatan=n, nomor_undangan=f"800/{n}/2026", jumlah_sesi=1)
    segarkan_ringkasan(pemda=dunia.palu.pemda, tahun=kini.year, oleh="sistem:uji", sekarang=kini)
    return dunia


def minta(peminta: Pengguna, jenis: str, **parameter: int) -> PekerjaanLaporan:
    return minta_laporan(
        jenis=jenis, parameter=parameter, peminta=peminta, oleh=peminta, sekarang=timezone.now()
    )


@contextmanager
def tertahan(langkah: dict[PekerjaanLaporan, int]) -> Iterator[None]:
    """Each job waits before it can record this percentage, as long as the block runs."""
    with connection.cursor() as kursor:
        kursor.execute(
            "CREATE FUNCTION uji_tahan() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN PERFORM pg_advisory_xact_lock(NEW.id); RETURN NEW; END $$"
        )
        for pekerjaan, persen in langkah.items():
            kursor.execute(
                "CREATE TRIGGER %(nama)s BEFORE UPDATE ON laporan_pekerjaanlaporan FOR EACH ROW"
                " WHEN (NEW.id = %(pk)s AND NEW.persen = %(persen)s) EXECUTE FUNCTION uji_tahan()",
                {"nama": AsIs(f"uji_tahan_{persen}"), "pk": pekerjaan.pk, "persen": persen},
            )
            kursor.execute("SELECT pg_advisory_lock(%s)", [pekerjaan.pk])
        try:
            yield
        finally:
            kursor.execute("SELECT pg_advisory_unlock_all()")
            kursor.execute("DROP FUNCTION uji_tahan CASCADE")


def keadaan(pekerjaan: PekerjaanLaporan) -> PekerjaanLaporan:
    pekerjaan.refresh_from_db()
    return pekerjaan


def unduh(pekerjaan: PekerjaanLaporan):
    klien = Client()
    klien.force_login(pekerjaan.peminta)
    return klien.get(reverse("laporan:laporan_unduh", args=[pekerjaan.pk]))


def test_worker_killed_while_reading_laying_out_and_closing(
    celery: Celery,
    berkas: Path,
    dunia_terbit: Dunia,
    record_property: Callable[[str, object], None],
) -> None:
    hr = dunia_terbit.palu.hr
    satu, dua = Kelas.objects.order_by("pk")
    membaca = minta(hr, "KEMAJUAN", unit=dunia_terbit.palu.pemda.pk, tahun=timezone.now().year)
    menata, menutup = (minta(hr, "UNDANGAN", kelas=k.pk) for k in (satu, dua))
    semua = [membaca, menata, menutup]
    pekerja = celery.pekerja("pdf", sekaligus=3)

    with tertahan({membaca: 10, menata: 82, menutup: 100}):
        celery.minta(SAPU)
        tunggu(lambda: menunggu() == 3, detik=60, apa="Tiga pekerjaan di langkahnya")
        assert [keadaan(p).persen for p in semua] == [0, 52, 90]
        assert list(berkas.rglob(f"*-{menutup.pk}.pdf")), "berkas belum ditulis"
        assert [p.status for p in semua] == ["BERJALAN"] * 3
        assert [unduh(p).status_code for p in semua] == [404] * 3
        bunuh(pekerja)

    celery.pekerja("pdf", sekaligus=2)
    celery.detak()
    selesai: dict[int, int] = {}

    def amati() -> bool:
        for p in semua:
            assert selesai.get(p.pk, 0) <= keadaan(p).persen, "kemajuan mundur setelah selesai"
            if p.status == "SELESAI":
                selesai[p.pk] = p.persen
        return len(selesai) == len(semua)

    record_property("pulih_detik", tunggu(amati, detik=PULIH, apa="Tiga laporan selesai"))
    for p in semua:
        assert (p.status, p.persen, p.percobaan) == ("SELESAI", 100, 2)
        assert p.events.filter(status="SELESAI").count() == 1
        isi = b"".join(unduh(p).streaming_content)
        assert hashlib.sha256(isi).hexdigest() == p.sha256
        assert PdfReader(io.BytesIO(isi)).pages[0].extract_text()
