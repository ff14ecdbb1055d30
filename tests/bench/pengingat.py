"""Reminders: published from rules in one statement, then mailed by a real worker, each once.

Floors of the same run: a bare INSERT ... SELECT of as many rows of the outbox, and a bare smtplib
loop that sends the same mail to the same server over one connection.
"""

import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from evaluasi.actions import pasang_instrumen_bawaan, terbitkan_pengingat
from evaluasi.models import Instrumen, TugasEvaluasi
from instansi.actions import pasang_parameter_bawaan
from instansi.models import Instansi
from lib.surat import susun
from notifikasi import queries, rules
from notifikasi.models import AturanPengingat, Pesan
from pembinaan.models import Pelatihan
from tests.gangguan.data import tugas_terbuka
from tests.gangguan.proses import Celery, ServerSurat, bunuh

OLEH = "sistem:bench"
ZONA = "Asia/Makassar"
PER_KELAS = 1000
KECIL, BESAR = 3_000, 100_000
BUNUH_DI = (0.3, 0.6)  # shares sent when the worker is killed
TENGGAT = 3600.0  # seconds until the next share of them
# Shares of the floor that a worker must reach: it renders, groups, claims and commits each mail.
SASARAN_KIRIM, SASARAN_TERBIT = 0.2, 0.2


def ukur(*, besar: bool) -> Iterator[dict[str, Any]]:
    jumlah = BESAR if besar else KECIL
    pemda = siapkan(jumlah)
    kini = timezone.now()
    lama, dasar = [], []
    for _ in range(3):  # in turns: the medians share what else the machine does
        Pesan.objects.filter(pemda=pemda).delete()
        jadwalkan(pemda, kini)
        lama.append(catat_waktu(lambda: terbitkan_pengingat(oleh=OLEH, sekarang=kini)))
        assert Pesan.objects.filter(pemda=pemda).count() == jumlah
        dasar.append(terbit_polos(pemda))
    yield baris("pengingat_terbit", jumlah / median(lama), jumlah / median(dasar), SASARAN_TERBIT)
    with TemporaryDirectory() as folder:
        server = ServerSurat(Path(folder) / "surat")
        celery = Celery(settings.REDIS_URL, server.port, Path(folder))
        try:
            yield from kirim(pemda, jumlah, server, celery)
        finally:
            celery.hentikan()
            bunuh(server.anak)


def kirim(
    pemda: Instansi, jumlah: int, server: ServerSurat, celery: Celery
) -> Iterator[dict[str, Any]]:
    """Throughput of one worker between the 5th and 25th percent; then to the end, with kills."""
    dasar = kirim_polos(pemda, server, min(jumlah, 2_000))
    awal = len(server.diterima)
    pekerja = celery.pekerja()
    celery.detak()
    celery.minta("notifikasi.tasks.kirim_pesan")
    tunggu_terkirim(pemda, jumlah * 0.05)
    dari, mulai = terkirim(pemda), time.monotonic()
    tunggu_terkirim(pemda, jumlah * 0.25)
    laju = (terkirim(pemda) - dari) / (time.monotonic() - mulai)
    for bagian in BUNUH_DI:
        tunggu_terkirim(pemda, jumlah * bagian)
        bunuh(pekerja)
        pekerja = celery.pekerja()
    tunggu_terkirim(pemda, jumlah)
    masuk = server.diterima[awal:]
    # The worker had the whole stretch; so the floor is the mean of before and after it.
    dasar = (dasar + kirim_polos(pemda, server, min(jumlah, 2_000))) / 2
    yield baris("pengingat_kirim", laju, dasar, SASARAN_KIRIM)
    ganda = len(masuk) - len(set(masuk))
    yield {
        "name": "pengingat_tepat_sekali",
        "value": len(set(masuk)),
        "unit": "surat",
        "floor": jumlah,
        "ratio": round(len(set(masuk)) / jumlah, 6),
        "goal": f"= 1, ganda <= {len(BUNUH_DI)} (ganda {ganda})",
        "ok": len(set(masuk)) == jumlah and ganda <= len(BUNUH_DI),
    }


def baris(nama: str, nilai: float, dasar: float, sasaran: float) -> dict[str, Any]:
    rasio = nilai / dasar
    return {
        "name": nama,
        "value": round(nilai, 1),
        "unit": "pesan/detik",
        "floor": round(dasar, 1),
        "ratio": round(rasio, 3),
        "goal": f">= {sasaran}",
        "ok": rasio >= sasaran,
    }


def tunggu_terkirim(pemda: Instansi, jumlah: float) -> None:
    """Look twice a second: each look counts, on the cores that the worker needs."""
    tenggat = time.monotonic() + TENGGAT
    while terkirim(pemda) < jumlah:
        if time.monotonic() > tenggat:
            raise AssertionError(f"Belum terkirim {jumlah:.0f} surat: baru {terkirim(pemda)}")
        time.sleep(0.5)


def terkirim(pemda: Instansi) -> int:
    return Pesan.objects.filter(pemda=pemda, status=Pesan.Status.TERKIRIM).count()


def catat_waktu(kerja: Any) -> float:
    mulai = time.perf_counter()
    kerja()
    return time.perf_counter() - mulai


def terbit_polos(pemda: Instansi) -> float:
    """Seconds of a bare INSERT ... SELECT of the same rows into a copy of the table."""
    with connection.cursor() as kursor:
        kursor.execute("CREATE TEMP TABLE polos (LIKE notifikasi_pesan INCLUDING ALL)")
        isi = "INSERT INTO polos SELECT * FROM notifikasi_pesan WHERE pemda_id = %s"
        lama = catat_waktu(lambda: kursor.execute(isi, [pemda.pk]))
        kursor.execute("DROP TABLE polos")
    return lama


def kirim_polos(pemda: Instansi, server: ServerSurat, jumlah: int) -> float:
    """Mails a second of a bare loop with one finished mail."""
    pesan = Pesan.objects.filter(pemda=pemda).select_related("penerima__pegawai", "pemda")[:1]
    daftar = list(pesan)
    queries.muat_objek(daftar)
    surat = susun(
        [rules.bagian_surat(daftar[0])],
        kepada="polos@uji.example",
        pengenal="<polos@localhost>",
        konteks={"nama": "Polos", "pemda_nama": pemda.nama},
    )
    isi = surat.message().as_bytes(linesep="\r\n")
    with smtplib.SMTP("127.0.0.1", server.port) as smtp:
        lama = catat_waktu(
            lambda: [smtp.sendmail("a@localhost", surat.to, isi) for _ in range(jumlah)]
        )
    return jumlah / lama


# Data: a city of its own, kept for the next run


def siapkan(jumlah: int) -> Instansi:
    """The city, with exactly that many open evaluations and an empty outbox."""
    pemda = Instansi.objects.filter(kode="bench-pengingat").first() or buat_pemda()
    milik = TugasEvaluasi.objects.filter(kelas__pemda=pemda)
    instrumen = Instrumen.objects.filter(pemda=pemda).order_by("pk")[0]
    pelatihan = Pelatihan.objects.get(pemda=pemda)
    for dari in range(milik.count(), jumlah, PER_KELAS):
        with transaction.atomic():
            tugas_terbuka(
                pemda,
                instrumen,
                PER_KELAS,
                kini=timezone.now() - timedelta(days=1),
                dari=dari,
                pelatihan=pelatihan,
                angkatan=dari // PER_KELAS + 1,
            )
    Pesan.objects.filter(pemda=pemda).delete()
    milik.update(status="TERKIRIM", tanggal_kirim=timezone.now().date())
    terpilih = milik.order_by("pk").values("pk")[:jumlah]
    milik.filter(pk__in=terpilih).update(status="TERBUKA", tanggal_kirim=None)
    return pemda


def buat_pemda() -> Instansi:
    pemda = Instansi.objects.add_root(
        instance=Instansi(jenis="PEMDA", kode="bench-pengingat", nama="Kota Ukur", zona_waktu=ZONA)
    )
    pasang_parameter_bawaan(
        pemda=pemda, berlaku_dari=datetime(2024, 1, 1, tzinfo=UTC).date(), oleh=OLEH
    )
    pasang_instrumen_bawaan(pemda=pemda, oleh=OLEH)
    Pelatihan.objects.create(pemda=pemda, kode="ukur", nama="Ukur", jp=2, bentuk="B3")
    return pemda


def jadwalkan(pemda: Instansi, kini: datetime) -> None:
    """One rule, due a minute ago, for all tasks: their deadline is two days after that day."""
    tempo = (
        (kini - timedelta(minutes=1)).astimezone(ZoneInfo(ZONA)).replace(second=0, microsecond=0)
    )
    AturanPengingat.objects.filter(pemda=pemda).delete()
    AturanPengingat.objects.create(
        pemda=pemda,
        jenis="evaluasi_h2",
        geser_hari=-2,
        jam=tempo.time(),
        diterbitkan_sampai=tempo - timedelta(seconds=1),
    )
    TugasEvaluasi.objects.filter(kelas__pemda=pemda).update(tenggat=tempo + timedelta(days=2))
