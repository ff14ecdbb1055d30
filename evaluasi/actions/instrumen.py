"""Questionnaires: installed per city, changed only in a version nobody has answered yet."""

from evaluasi.models import Bagian, Instrumen, Pertanyaan
from evaluasi.rules import INSTRUMEN_REAKSI, KODE_REAKSI
from instansi.models import Instansi, Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan


class InstrumenBeku(GalatAturan):
    """A questionnaire that was answered would change its words."""


@aksi
def pasang_instrumen_bawaan(*, pemda: Instansi, oleh: Pengguna | str) -> Instrumen:
    """Give a pemda the level 1 questionnaire of DOMAIN 6.2 unless it has one; returns the active.

    Locks the pemda, so that two installers make one.
    """
    Instansi.objects.select_for_update(of=("self",)).get(pk=pemda.pk)
    ada = Instrumen.objects.filter(pemda=pemda, kode=KODE_REAKSI, aktif=True).first()
    if ada:
        return ada
    instrumen = Instrumen.objects.create(
        pemda=pemda, kode=KODE_REAKSI, nama="Evaluasi reaksi peserta", tingkat=1, skala_maks=5
    )
    for urutan, (jenis, judul, soal) in enumerate(INSTRUMEN_REAKSI, start=1):
        bagian = Bagian.objects.create(instrumen=instrumen, jenis=jenis, judul=judul, urutan=urutan)
        Pertanyaan.objects.bulk_create(
            Pertanyaan(bagian=bagian, urutan=nomor, **butir._asdict())
            for nomor, butir in enumerate(soal, start=1)
        )
    return instrumen


@aksi
def ubah_pertanyaan(*, pertanyaan: Pertanyaan, teks: str, wajib: bool, oleh: Pengguna) -> None:
    """Change the words of a question. Raises InstrumenBeku once someone answered the version.

    Locks the questionnaire, so that the first answer and the change cannot both win.
    """
    instrumen = Instrumen.objects.select_for_update(of=("self",)).get(
        bagian__pertanyaan=pertanyaan.pk
    )
    if instrumen.dibekukan_pada:
        raise InstrumenBeku(
            f"{instrumen} sudah dijawab, jadi kata-katanya tidak bisa diubah.",
            langkah="Buat versi baru, lalu ubah di sana. Jawaban lama tetap pada versinya.",
        )
    pertanyaan.teks = teks
    pertanyaan.wajib = wajib
    pertanyaan.save(update_fields=["teks", "wajib"])


@aksi
def buat_versi_baru(*, instrumen: Instrumen, oleh: Pengguna) -> Instrumen:
    """Copy a questionnaire into the next version, which becomes the active one.

    Tasks already opened keep the version they were opened with.
    """
    asal = Instrumen.objects.select_for_update(of=("self",)).get(pk=instrumen.pk)
    terakhir = (
        Instrumen.objects.filter(pemda=asal.pemda_id, kode=asal.kode)
        .order_by("-versi")
        .values_list("versi", flat=True)[0]
    )
    Instrumen.objects.filter(pemda=asal.pemda_id, kode=asal.kode, aktif=True).update(aktif=False)
    baru = Instrumen.objects.create(
        pemda_id=asal.pemda_id,
        kode=asal.kode,
        versi=terakhir + 1,
        nama=asal.nama,
        tingkat=asal.tingkat,
        skala_maks=asal.skala_maks,
        pengantar=asal.pengantar,
    )
    for bagian in asal.bagian.order_by("urutan").prefetch_related("pertanyaan"):
        salinan = Bagian.objects.create(
            instrumen=baru, jenis=bagian.jenis, judul=bagian.judul, urutan=bagian.urutan
        )
        Pertanyaan.objects.bulk_create(
            Pertanyaan(bagian=salinan, urutan=p.urutan, jenis=p.jenis, teks=p.teks, wajib=p.wajib)
            for p in bagian.pertanyaan.all()
        )
    return baru
