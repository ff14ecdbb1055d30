"""What the tests of scheduling share: a city with rooms and trainers, and classes in it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils import timezone

from notifikasi.models import Pesan
from pelatihan.actions import kelas as actions
from pelatihan.actions.pendaftaran import lengkapi_kehadiran
from pelatihan.models import Kelas
from pelatihan.rules.jadwal import RencanaSesi
from pelatihan.rules.kelas import IsiKelas
from pelatihan.tests.factories import SEKARANG, PelatihanFactory, PendaftaranFactory

PAGI = datetime(2026, 12, 1, 1, tzinfo=UTC)  # 09.00 WITA, a Tuesday
JAM = timedelta(hours=1)


def sesi(kota, jam=0, lama=2, **isi):
    bawaan = {"ruang": kota.aula.pk, "pengajar": (kota.joko.pk,), "jp": 2}
    mulai = PAGI + jam * JAM
    return RencanaSesi(mulai, mulai + lama * JAM, **(bawaan | isi))


def senin_depan():
    """A Monday four weeks away: for views, which read the real clock."""
    hari = timezone.localdate() + timedelta(days=28)
    return hari - timedelta(days=hari.weekday())


def nanti(kota, hari=0, jam=9, lama=2, **isi):
    """A session on a day after senin_depan, by the clock of the pemda."""
    zona = ZoneInfo(kota.pemda.zona_waktu)
    mulai = datetime.combine(senin_depan() + timedelta(days=hari), time(jam), zona)
    bawaan = {"ruang": kota.aula.pk, "pengajar": (kota.joko.pk,), "jp": 2}
    return RencanaSesi(mulai, mulai + lama * JAM, **(bawaan | isi))


def isi_kelas(kota, **isi):
    bawaan = {
        "pelatihan": PelatihanFactory(pemda=kota.pemda, nama="Pelayanan Prima").pk,
        "penyelenggara": kota.pemda.pk,
        "metode": "TATAP_MUKA",
        "kursi": 20,
        "daftar_mulai": SEKARANG,
        "daftar_selesai": SEKARANG + timedelta(days=5),
    }
    return IsiKelas(**(bawaan | isi))


def buat(kota, *rencana, **isi):
    rencana = rencana or (sesi(kota), sesi(kota, 2), sesi(kota, 5))
    return actions.buat_kelas(
        pemda=kota.pemda,
        isi=isi_kelas(kota, **isi),
        rencana=rencana,
        oleh=kota.hr,
        sekarang=SEKARANG,
    )


def terbitkan(kota, kelas, keputusan=None, sekarang=SEKARANG):
    return actions.terbitkan_kelas(
        kelas=kelas, keputusan=keputusan or {}, oleh=kota.hr, sekarang=sekarang
    )


def daftarkan(kelas, *akun):
    for a in akun:
        PendaftaranFactory(kelas=kelas, pegawai=a.pegawai)
    Kelas.objects.filter(pk=kelas.pk).update(terisi=kelas.terisi + len(akun))
    lengkapi_kehadiran(kelas.pk)


def pesan_peserta():
    """What was queued for participants; trainers have their own tests."""
    return Pesan.objects.exclude(jenis__startswith="pengajar_")


def isi_tabel():
    """Every row of the tables that scheduling writes: unchanged after a refusal."""
    return {
        m.__name__: sorted(map(str, m.objects.values_list()))
        for m in (*apps.get_app_config("pelatihan").get_models(), Pesan)
    }


def rencana_dari(kelas):
    return [
        (s.mulai, s.selesai, s.ruang_id, s.jp, {p.pengajar_id for p in s.pengajar_sesi.all()})
        for s in kelas.sesi.order_by("mulai")
    ]


def teks(jawaban):
    """The page with every run of white space as one blank."""
    return " ".join(jawaban.content.decode().split())
