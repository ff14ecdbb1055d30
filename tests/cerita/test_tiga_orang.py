"""The main job, end to end: HR schedules, an employee takes part and answers, the head reads.

Real Chromium, gunicorn, Celery worker and SMTP server; once with scripts and once without.
"""

import email
import email.policy
import io
import re
import signal
import socket
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from config.celery import app
from evaluasi.actions.instrumen import pasang_instrumen_bawaan
from evaluasi.models import Jawaban, TugasEvaluasi
from lib.proses import mulai_anak
from notifikasi.models import Pesan
from pelatihan.models import Kelas, Sesi
from pelatihan.tests.factories import PelatihanFactory, PengajarFactory, RuangFactory
from pembinaan.actions import pasang_aturan_konversi
from pembinaan.models import CatatanJP
from tests.cerita.peramban import axe, masuk, tampil, tanpa_js, tidak_melebar

AKAR = Path(settings.BASE_DIR)
HARI = timedelta(days=1)


@pytest.fixture
def surat(tmp_path, env_proses, transactional_db):
    """A real SMTP server process and a real worker that sends through it; the folder of mails."""
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        port = str(soket.getsockname()[1])
    env = env_proses | {
        "EMAIL_PORT": port,
        "SURAT_FOLDER": str(tmp_path / "surat"),
        "FOLDER_BERKAS": str(settings.STORAGES["default"]["OPTIONS"]["location"]),
    }
    perintah = {
        "surat": ["-m", "lib.surat_lokal"],
        "pekerja": ["-m", "celery", "-A", "config", "worker", "-Q", "umum,notifikasi,pdf"]
        + ["-c", "1", "-l", "info", "--without-mingle", "--without-gossip"],
    }
    anak = [
        mulai_anak(
            nama,
            [sys.executable, *argv],
            henti=signal.SIGTERM,
            log=tmp_path / f"{nama}.log",
            env=env,
            cwd=AKAR,
        )
        for nama, argv in perintah.items()
    ]
    yield tmp_path / "surat"
    for proses in reversed(anak):
        proses.hentikan()


def tunggu(syarat, batas=40, pesan=""):
    """What the condition gives once it is true."""
    tenggat = time.monotonic() + batas
    while time.monotonic() < tenggat:
        if hasil := syarat():
            return hasil
        time.sleep(0.3)
    pytest.fail(f"Tidak terjadi dalam {batas} detik: {pesan}")


def surat_kepada(folder, alamat, kata):
    """The text of a mail to an address whose subject has a word, once it came."""
    for berkas in sorted(folder.glob("*.eml")) if folder.exists() else []:
        pesan = email.message_from_bytes(berkas.read_bytes(), policy=email.policy.default)
        if alamat in pesan["To"] and kata.lower() in pesan["Subject"].lower():
            return pesan.get_body(("plain",)).get_content()
    return None


@pytest.fixture
def kota(dunia):
    """Palu with a catalogue of one, two rooms, two trainers, rules and the instrument."""
    palu = dunia.palu
    pasang_aturan_konversi(pemda=palu.pemda, berlaku_dari=date(2024, 1, 1), oleh="sistem:uji")
    pasang_instrumen_bawaan(pemda=palu.pemda, oleh="sistem:uji")
    PelatihanFactory(pemda=palu.pemda, nama="Pelayanan Prima", jp=6)
    for nama in ("Aula", "Lab Komputer"):
        RuangFactory(pemda=palu.pemda, nama=nama)
    PengajarFactory(pengguna=palu.pengajar)
    return palu


def jadwalkan(page, situs, hr):
    """HR plans three sessions in two rooms, publishes, and nominates two people."""
    masuk(page, situs, hr)
    tampil(page, reverse("pelatihan:kelas_baru"))
    kini = timezone.localtime()
    page.get_by_label("Pelatihan").select_option(label="Pelayanan Prima (6 JP)")
    page.get_by_label("Jumlah kursi").fill("20")
    page.get_by_label("Pendaftaran ditutup").fill((kini.date() + 8 * HARI).isoformat())
    for nomor in (2, 3):
        if not page.locator(f"#sesi-{nomor}").count():
            page.get_by_role("button", name="Tambah sesi").click()
            page.locator(f"#sesi-{nomor}").wait_for()
    for n, ruang in enumerate(["Aula", "Lab Komputer", "Aula"], start=1):
        sesi = page.locator(f"#sesi-{n}")
        hari = kini.date() + (10 + n) * HARI
        for nama, isi in {
            "tanggal": hari.isoformat(),
            "mulai": "09.00",
            "selesai": "10.30",
            "jp": "2",
        }.items():
            sesi.locator(f"[name$='-{nama}']").fill(isi)
        for nama, teks in {"ruang": ruang, "pengajar_1": "Joko"}.items():
            pilihan = sesi.locator(f"[name$='-{nama}']")
            pilihan.select_option(
                pilihan.locator("option", has_text=teks).first.get_attribute("value")
            )
    page.get_by_role("button", name="Simpan draf").click()
    page.wait_for_url(re.compile(r"/kelas/\d+/"))
    kelas = Kelas.objects.get()
    tampil(page, reverse("pelatihan:kelas_terbitkan", args=[kelas.pk]))
    page.get_by_role("button", name="Terbitkan kelas").click()
    kelas.refresh_from_db()
    assert kelas.status == "TERBIT"
    tampil(page, reverse("pelatihan:peserta_usul", args=[kelas.pk]))
    page.get_by_label("Nama atau NIP, satu baris satu orang").fill("Fajar\nGita")
    page.get_by_role("button", name="Daftarkan dari tulisan").click()
    assert page.locator("h1").inner_text() == "2 dari 2 orang mendapat kursi"
    return kelas


def mundurkan(kelas):
    """Time passes: the class was last week."""
    for sesi in kelas.sesi.order_by("mulai"):
        Sesi.objects.filter(pk=sesi.pk).update(
            mulai=sesi.mulai - 20 * HARI, selesai=sesi.selesai - 20 * HARI
        )
    app.send_task("pelatihan.tasks.majukan_kelas", queue="umum")
    tunggu(lambda: Kelas.objects.filter(pk=kelas.pk, status="SELESAI").exists(), pesan="selesai")


def tandai_dan_verifikasi(page, situs, kota, kelas):
    masuk(page, situs, kota.pengajar)
    for sesi in kelas.sesi.order_by("mulai"):
        tampil(page, reverse("pelatihan:kehadiran_tandai", args=[sesi.pk]), lebar=390)
        page.get_by_role("button", name="Semua hadir").click()
        simpan = page.get_by_role("button", name="Simpan tanda hadir")
        if (
            simpan.count()
            and not kelas.sesi.get(pk=sesi.pk).kehadiran.filter(status="HADIR").exists()
        ):
            simpan.click()
    masuk(page, situs, kota.hr)
    tampil(page, reverse("pelatihan:kehadiran_verifikasi", args=[kelas.pk]))
    page.get_by_role("button", name="Verifikasi dan catat JP").click()
    assert list(CatatanJP.objects.values_list("jp", flat=True)) == [6, 6]


def isi_evaluasi(page, folder, pegawai):
    """Fill the form on a phone through the signed link of the mail, without logging in."""
    app.send_task("evaluasi.tasks.buka_evaluasi", queue="umum")
    isi = tunggu(lambda: surat_kepada(folder, pegawai.email, "penilaian"), pesan="surat evaluasi")
    alamat = re.search(r"https?://[^/\s]+(/evaluasi/tautan/\S+)", isi)[1]
    page.context.clear_cookies()
    tampil(page, alamat, lebar=390)
    periksa_halaman(page)
    for _ in range(8):
        if page.get_by_role("heading", name="Tinjau sebelum mengirim").is_visible():
            break
        for soal in page.locator("section:visible fieldset").all():
            soal.locator("label", has_text="4").first.click()
        page.locator("section:visible").get_by_role("button", name="Lanjut").click()
        page.wait_for_load_state()
    page.get_by_role("button", name="Kirim evaluasi").click()
    tunggu(
        lambda: TugasEvaluasi.objects.filter(pegawai=pegawai.pegawai, status="TERKIRIM").exists(),
        pesan="evaluasi terkirim",
    )


def baca_dasbor(page, situs, kepala):
    """The head reads the dashboard and gets the PDF; sentence and figures of both."""
    app.send_task("laporan.tasks.segarkan_semua", queue="pdf")
    tunggu(lambda: dasbor_terisi(page, situs, kepala), pesan="dasbor")
    kalimat = page.locator("h1").inner_text()
    angka = [k.inner_text() for k in page.locator(".pa-kpi .pa-angka").all()]
    periksa_halaman(page)
    page.get_by_role("button", name="Unduh laporan PDF").click()
    unduh = page.get_by_role("link", name="Unduh", exact=True)
    tunggu(lambda: unduh.is_visible() or muat_ulang(page), pesan="PDF")
    with page.expect_download() as unduhan:
        unduh.click()
    isi = PdfReader(io.BytesIO(Path(unduhan.value.path()).read_bytes()))
    return kalimat, angka, " ".join(" ".join(h.extract_text() for h in isi.pages).split())


def periksa_halaman(page):
    """The page fits its width and, where scripts run, breaks no accessibility rule."""
    tidak_melebar(page)
    if not tanpa_js(page):
        axe(page)


def muat_ulang(page):
    """Without scripts a person asks again with the page's own link; with them nothing is needed."""
    tautan = page.get_by_role("link", name="Muat ulang")
    if tautan.is_visible():
        tautan.click()


def dasbor_terisi(page, situs, kepala):
    masuk(page, situs, kepala)
    tampil(page, reverse("laporan:dasbor"))
    return "Belum ada data" not in page.locator("h1").inner_text()


@pytest.fixture(params=["page", "page_tanpa_js"], ids=["skrip", "tanpa-skrip"])
def halaman(request):
    """A browser's page with and without JavaScript."""
    return request.getfixturevalue(request.param)


def test_three_people_do_their_work(halaman, situs, surat, kota):
    kelas = jadwalkan(halaman, situs, kota.hr)
    assert tunggu(lambda: surat_kepada(surat, kota.pegawai.email, "Pelayanan Prima"))
    mundurkan(kelas)
    tandai_dan_verifikasi(halaman, situs, kota, kelas)
    isi_evaluasi(halaman, surat, kota.pegawai)
    assert Jawaban.objects.filter(tugas__status="TERKIRIM", nilai=4).exists()

    kalimat, angka, pdf = baca_dasbor(halaman, situs, kota.kepala)

    assert kalimat.startswith("0 dari 4 pegawai sudah mencapai 20 JP")
    assert angka[:2] == ["0%", "50%"]
    assert [k for k in (kalimat, *angka) if " ".join(k.split()) not in pdf] == []
    assert "2 dari 4 pegawai" in pdf
    assert "Laporan kemajuan pembinaan ASN" in pdf
    assert f"Diminta oleh {kota.kepala.nama}" in pdf
    assert not Pesan.objects.filter(status="GAGAL").exists()
