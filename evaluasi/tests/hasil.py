"""What tests of results share: a class that has answered, its results opened and read."""

from datetime import timedelta
from decimal import Decimal

from evaluasi import actions
from evaluasi.queries import Ambang, tugas_lengkap
from evaluasi.queries import nilai_kelas as baca_kelas
from evaluasi.tests.factories import OLEH, jawab, kirim, peserta, rombongan, tugas_baru
from pelatihan.tests.factories import SEKARANG

AMBANG = Ambang(5, Decimal(50))


SETELAH = SEKARANG + timedelta(days=8)


def isi_kelas(kota, nilai, *, belum=0, pengajar=(), teks="", buka=True, **lain):
    """A class whose attendees sent these values, ``belum`` who did not, its deadline over."""
    tugas = tugas_baru(kota, *rombongan(kota, len(nilai) + belum), pengajar=pengajar, **lain)
    for t, n in zip(tugas, nilai, strict=False):
        kirim(t, n, teks and f"{teks} {n}")
    if buka:
        buka_hasil()
    return tugas[0].kelas


def buka_hasil(sekarang=SETELAH):
    return actions.buka_hasil(oleh=OLEH, sekarang=sekarang)


def nilai_kelas(kelas_id, ambang=AMBANG, sekarang=SETELAH):
    return baca_kelas(kelas_id, ambang, sekarang)


def susulkan(kelas, kota, nilai, *, hadir_pada=SETELAH):
    """More people whose attendance is marked later answer the same day; their tasks."""
    orang = [peserta(kelas, p, ditandai=hadir_pada) for p in rombongan(kota, len(nilai))]
    actions.buka_tugas(oleh=OLEH, sekarang=hadir_pada)
    milik = {t.pendaftaran_id: t for t in tugas_lengkap().filter(kelas=kelas)}
    for d, n in zip(orang, nilai, strict=True):
        t = milik[d.pk]
        actions.kirim_tugas(tugas=t, isian=jawab(t, n), oleh=OLEH, sekarang=hadir_pada)
    return [milik[d.pk] for d in orang]
