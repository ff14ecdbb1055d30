"""Policy parameters: defaults, and values that begin on a day to come."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Min

from instansi.models import Instansi, ParameterKebijakan, Pengguna
from instansi.queries import parameter as nilai_pada
from instansi.rules import PARAMETER_BAWAAN
from instansi.rules.makna import alasan_mulai, alasan_tidak_selaras
from lib.aksi import aksi
from lib.galat import GalatAturan

SEHARI = timedelta(days=1)


class ParameterTidakBisaDitetapkan(GalatAturan):
    """The value would rewrite the past, repeat what holds, or contradict its neighbour."""


@aksi
def pasang_parameter_bawaan(*, pemda: Instansi, berlaku_dari: date, oleh: Pengguna | str) -> int:
    """Give a pemda the default policy parameters it does not have yet; how many were added."""
    ada = set(ParameterKebijakan.objects.filter(pemda=pemda).values_list("kode", flat=True))
    baru = [
        ParameterKebijakan(pemda=pemda, berlaku_dari=berlaku_dari, **bawaan._asdict())
        for bawaan in PARAMETER_BAWAAN
        if bawaan.kode not in ada
    ]
    ParameterKebijakan.objects.bulk_create(baru)
    return len(baru)


@aksi
def lengkapi_parameter_bawaan(*, hari_ini: date, oleh: Pengguna | str) -> int:
    """Give every pemda the defaults that came with a new version; how many were added.

    They count from the day on which the pemda's parameters begin, so that a past year can be
    computed too. Values that a city has set stay as they are.
    """
    jumlah = 0
    for pemda in Instansi.objects.filter(depth=1).order_by("pk"):
        awal = ParameterKebijakan.objects.filter(pemda=pemda).aggregate(n=Min("berlaku_dari"))["n"]
        jumlah += pasang_parameter_bawaan(
            pemda=pemda, berlaku_dari=awal or date(hari_ini.year, 1, 1), oleh=oleh
        )
    return jumlah


@aksi
def tetapkan_parameter(
    *,
    pemda: Instansi,
    kode: str,
    nilai: Decimal,
    dasar_hukum: str,
    berlaku_dari: date,
    oleh: Pengguna,
    hari_ini: date,
) -> ParameterKebijakan:
    """A new value from a day on; the one before ends the day before.

    Locks the rows of the code. Today at the earliest: values that have held stay as they are, so
    that a past figure can be computed again. Raises ParameterTidakBisaDitetapkan.
    """
    baris = list(
        ParameterKebijakan.objects.select_for_update()
        .filter(pemda=pemda, kode=kode)
        .order_by("-berlaku_dari")
    )
    if not baris:
        raise ParameterTidakBisaDitetapkan("Parameter ini tidak dikenal.")
    terakhir = baris[0]
    _periksa_mulai(terakhir, berlaku_dari, hari_ini)
    if (terakhir.nilai, terakhir.dasar_hukum) == (nilai, dasar_hukum):
        raise ParameterTidakBisaDitetapkan("Nilai dan dasar hukumnya sama dengan yang berlaku.")
    _periksa_selaras(pemda, kode, nilai, berlaku_dari)
    if terakhir.berlaku_sampai is None or terakhir.berlaku_sampai >= berlaku_dari:
        terakhir.berlaku_sampai = berlaku_dari - SEHARI
        terakhir.save(update_fields=["berlaku_sampai"])
    return ParameterKebijakan.objects.create(
        pemda=pemda,
        kode=kode,
        nilai=nilai,
        satuan=terakhir.satuan,
        dasar_hukum=dasar_hukum,
        berlaku_dari=berlaku_dari,
    )


def _periksa_mulai(terakhir: ParameterKebijakan, dari: date, hari_ini: date) -> None:
    if tolak := alasan_mulai(terakhir.berlaku_dari, dari, hari_ini):
        raise ParameterTidakBisaDitetapkan(tolak.alasan, langkah=tolak.langkah)


def _periksa_selaras(pemda: Instansi, kode: str, nilai: Decimal, hari: date) -> None:
    if alasan := alasan_tidak_selaras(kode, nilai, nilai_pada(pemda.pk, hari)):
        raise ParameterTidakBisaDitetapkan(
            alasan, langkah="Ubah pasangannya dulu, atau pilih nilai lain."
        )


@aksi
def koreksi_parameter(
    *,
    parameter: ParameterKebijakan,
    nilai: Decimal,
    dasar_hukum: str,
    oleh: Pengguna,
    hari_ini: date,
) -> None:
    """Mend a value that has not held for a whole day.

    Locks the row. Raises ParameterTidakBisaDitetapkan.
    """
    baris = _kunci_baru(parameter, hari_ini)
    _periksa_selaras(baris.pemda, baris.kode, nilai, baris.berlaku_dari)
    baris.nilai, baris.dasar_hukum = nilai, dasar_hukum
    baris.save(update_fields=["nilai", "dasar_hukum"])


@aksi
def tarik_parameter(*, parameter: ParameterKebijakan, oleh: Pengguna, hari_ini: date) -> None:
    """Take back a value that has not held for a whole day; the one before goes on.

    Locks the row. Raises ParameterTidakBisaDitetapkan where it has held, is the first of all, or
    where the value that would go on contradicts its neighbour of that day.
    """
    baris = _kunci_baru(parameter, hari_ini)
    sebelum = (
        ParameterKebijakan.objects.select_for_update()
        .filter(pemda=baris.pemda_id, kode=baris.kode, berlaku_sampai=baris.berlaku_dari - SEHARI)
        .first()
    )
    if sebelum is None:
        raise ParameterTidakBisaDitetapkan(
            "Ini nilai yang pertama, jadi tidak bisa ditarik.", langkah="Perbaiki nilainya."
        )
    _periksa_selaras(baris.pemda, baris.kode, sebelum.nilai, baris.berlaku_dari)
    sampai = baris.berlaku_sampai
    baris.delete()
    sebelum.berlaku_sampai = sampai
    sebelum.save(update_fields=["berlaku_sampai"])


def _kunci_baru(parameter: ParameterKebijakan, hari_ini: date) -> ParameterKebijakan:
    baris = (
        ParameterKebijakan.objects.select_for_update(of=("self",))
        .select_related("pemda")
        .filter(pk=parameter.pk)
        .first()
    )
    if baris is None:
        raise ParameterTidakBisaDitetapkan("Nilai ini sudah ditarik.")
    if baris.berlaku_dari < hari_ini:
        raise ParameterTidakBisaDitetapkan(
            "Nilai ini sudah berlaku, jadi tidak diubah atau dihapus.",
            langkah="Tetapkan nilai baru mulai suatu hari.",
        )
    return baris
