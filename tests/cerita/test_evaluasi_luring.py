"""Filling an evaluation on a phone: with and without a signal, with and without scripts."""

import re
import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from evaluasi.models import Jawaban, TugasEvaluasi
from evaluasi.queries import langkah_tugas, token_kelas, token_tugas
from evaluasi.tests.factories import pengajar_baru, tugas_baru
from tests.cerita.peramban import axe, masuk, tampil, tanpa_galat, tidak_melebar

PONSEL = {"width": 360, "height": 740}
SISA_PERANGKAT = """async () => ({
    draf: Object.keys(localStorage).filter((k) => k !== "pa-tema"),
    singgah: await caches.keys(),
    pekerja: (await navigator.serviceWorker.getRegistrations()).length,
})"""
LURING = re.compile(r"net::ERR_|unknown error occurred when fetching the script")
KOSONG = {"draf": [], "singgah": [], "pekerja": 0}


def buka_tugas_sekarang(kota, *pegawai, **isi):
    """Open tasks on the real clock, since gunicorn has no other."""
    tugas = tugas_baru(kota, *pegawai, **isi)
    kini = timezone.now()
    TugasEvaluasi.objects.update(
        dibuka_pada=kini - timedelta(hours=1), tenggat=kini + timedelta(days=7)
    )
    for t in tugas:
        t.refresh_from_db()
    return tugas


@pytest.fixture
def kota(transactional_db, dunia):
    cache.clear()
    return dunia.palu


@pytest.fixture
def tugas(kota):
    return buka_tugas_sekarang(kota, kota.pegawai.pegawai, pengajar=[pengajar_baru(kota)])[0]


@pytest.fixture
def tab(context):
    """Opens phone tabs; fails on any error in them but the lost network of the test itself."""
    penjaga = []

    def baru():
        halaman = context.new_page()
        halaman.set_viewport_size(PONSEL)
        p = tanpa_galat(halaman)
        penjaga.append((p, p.__enter__()))
        return halaman

    yield baru
    for halaman in context.pages:
        halaman.close()
    for p, galat in penjaga:
        galat[:] = [g for g in galat if not LURING.search(g)]
        p.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _server_diam(transactional_db):
    """An autosave still on its way would lock tables while the test's rows are thrown away."""
    yield
    diam = 0
    with connection.cursor() as kursor:
        while diam < 6:
            time.sleep(0.05)
            kursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            diam = diam + 1 if kursor.fetchone() == (0,) else 0


def alamat(tugas, tautan=False):
    if tautan:
        return reverse("evaluasi:tugas_tautan", args=[token_tugas(tugas)])
    return reverse("evaluasi:tugas_isi", args=[tugas.pk])


def pilih(page, soal, nilai=4):
    """Tap an answer of the nth question on the visible step."""
    kotak = page.locator("section[data-bagian]:visible fieldset").nth(soal)
    kotak.locator("label").nth(nilai - 1).click()


def lanjut(page):
    bagian = page.locator("section[data-bagian]:visible")
    nomor = bagian.get_attribute("data-bagian")
    bagian.get_by_role("button", name="Lanjut").click()
    expect(page.locator(f"section[data-bagian='{nomor}']")).to_be_hidden()


def ke_uraian(page):
    lanjut(page)
    lanjut(page)


def uraian(page):
    return page.get_by_label("Apa yang paling membantu")


def di_server():
    """What the server holds: values of scale answers in order, and texts."""
    baris = Jawaban.objects.order_by("pertanyaan__bagian__urutan", "pertanyaan__urutan")
    return [j.teks if j.nilai is None else j.nilai for j in baris]


def sampai_di_server(isi, detik=5.0):
    batas = time.monotonic() + detik
    while time.monotonic() < batas:
        if di_server() == isi:
            return
        time.sleep(0.1)
    assert di_server() == isi


def siap_luring(page):
    """Wait until the device holds the form: a worker in charge, the shell and its files kept."""
    page.wait_for_function(
        """async () => {
            const daftar = await navigator.serviceWorker.getRegistration("/evaluasi/");
            const nama = (await caches.keys()).filter((k) => k.startsWith("evaluasi-"));
            if (!daftar || !daftar.active || !nama.length) { return false; }
            const isi = await (await caches.open(nama[0])).keys();
            const perlu = ["cangkang", "/js/evaluasi", "/css/app."];
            return perlu.every((u) => isi.some((r) => r.url.includes(u)));
        }"""
    )


def putus(context, page):
    """Lose the signal; the box that says so pushes the form down, and taps wait for that."""
    context.set_offline(True)
    expect(page.get_by_text("Sinyal terputus")).to_be_visible()


def isi_semua(page):
    for langkah in (8, 6):
        for soal in range(langkah):
            pilih(page, soal)
        lanjut(page)
    lanjut(page)


@pytest.fixture(params=[False, True], ids=["akun", "tautan"])
def halaman(request, tab, tugas, situs):
    """The form on a phone, opened with the account and by the signed link."""
    page = tab()
    if not request.param:
        masuk(page, situs, tugas.pegawai.pengguna)
    page.goto(alamat(tugas, request.param))
    return page


def test_every_change_is_saved_by_itself(halaman):
    pilih(halaman, 0, 3)

    sampai_di_server([3])
    expect(halaman.get_by_role("status")).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d"))


def test_typed_offline_reaches_the_server_within_5_seconds_of_reconnecting(halaman, context):
    context.set_offline(True)
    pilih(halaman, 0)
    expect(halaman.get_by_text("Sinyal terputus")).to_be_visible()
    ke_uraian(halaman)
    uraian(halaman).fill("Contoh dari kantor kami")
    halaman.wait_for_timeout(1500)
    assert di_server() == []

    context.set_offline(False)

    sampai_di_server([4, "Contoh dari kantor kami"])
    expect(halaman.get_by_text("Sinyal terputus")).to_be_hidden()


def test_closed_offline_and_reopened_offline_is_restored(halaman, context, tab):
    pilih(halaman, 1, 3)
    sampai_di_server([3])
    siap_luring(halaman)
    dibuka = halaman.url
    putus(context, halaman)
    pilih(halaman, 0)
    ke_uraian(halaman)
    uraian(halaman).fill("Ditulis tanpa sinyal")
    halaman.close()

    lagi = tab()
    lagi.goto(dibuka)

    terpilih = lagi.locator("section[data-bagian]:visible input:checked")
    assert [r.input_value() for r in terpilih.all()] == ["4", "3"]
    ke_uraian(lagi)
    assert uraian(lagi).input_value() == "Ditulis tanpa sinyal"
    context.set_offline(False)
    sampai_di_server([4, 3, "Ditulis tanpa sinyal"])


def test_after_sending_nothing_remains_on_the_device(halaman, tugas):
    siap_luring(halaman)
    isi_semua(halaman)
    assert halaman.get_by_text("Belum lengkap").locator("visible=true").count() == 0
    halaman.get_by_role("button", name="Kirim evaluasi").click()

    halaman.wait_for_url("**/selesai/")
    halaman.wait_for_function(f"async () => (await ({SISA_PERANGKAT})()).pekerja === 0")
    assert halaman.evaluate(SISA_PERANGKAT) == KOSONG
    tugas.refresh_from_db()
    assert tugas.status == "TERKIRIM"


def test_after_logging_out_nothing_remains_on_the_device(tab, tugas, situs):
    page = tab()
    masuk(page, situs, tugas.pegawai.pengguna)
    page.goto(alamat(tugas))
    pilih(page, 0)
    siap_luring(page)
    page.goto("/evaluasi/")
    page.locator("summary[aria-label^=Akun]").click()
    page.get_by_role("button", name="Keluar").click()

    page.wait_for_url("**/masuk/**")
    page.wait_for_function(f"async () => (await ({SISA_PERANGKAT})()).pekerja === 0")
    assert page.evaluate(SISA_PERANGKAT) == KOSONG


def test_another_persons_task_clears_the_first_ones_draft(tab, kota, context):
    satu, dua = buka_tugas_sekarang(kota, kota.pegawai.pegawai, kota.atasan.pegawai)
    page = tab()
    page.goto(alamat(satu, tautan=True))
    pilih(page, 0)
    siap_luring(page)
    lama = page.evaluate(SISA_PERANGKAT)

    page.goto(alamat(dua, tautan=True))
    siap_luring(page)

    baru = page.evaluate(SISA_PERANGKAT)
    assert len(baru["draf"]) == len(baru["singgah"]) == 1
    assert not set(baru["draf"]) & set(lama["draf"])
    assert not set(baru["singgah"]) & set(lama["singgah"])


def test_two_tabs_lose_nothing_and_the_later_write_wins(tab, tugas):
    satu, dua = tab(), tab()
    for page in (satu, dua):
        page.goto(alamat(tugas, tautan=True))
    pilih(satu, 0, 2)
    pilih(dua, 1, 3)
    pilih(dua, 0, 4)

    sampai_di_server([4, 3])
    terpilih = satu.locator("section[data-bagian]:visible input:checked")
    expect(terpilih).to_have_count(2)
    assert [r.input_value() for r in terpilih.all()] == ["4", "3"]
    with satu.expect_navigation():
        satu.get_by_role("button", name="Simpan dan keluar").click()
    assert di_server() == [4, 3]


def test_sending_without_a_signal_is_refused_and_keeps_the_answers(halaman, context, tugas):
    isi_semua(halaman)
    context.set_offline(True)
    halaman.get_by_role("button", name="Kirim evaluasi").click()

    expect(halaman.get_by_text("Evaluasi belum terkirim")).to_be_visible()
    context.set_offline(False)
    halaman.get_by_role("button", name="Kirim evaluasi").click()
    halaman.wait_for_url("**/selesai/")
    tugas.refresh_from_db()
    assert tugas.status == "TERKIRIM"


def test_sending_an_incomplete_form_says_what_is_missing(halaman, tugas):
    ke_uraian(halaman)
    lanjut(halaman)
    halaman.get_by_role("button", name="Kirim evaluasi").click()

    expect(halaman.get_by_text("Masih ada pertanyaan yang perlu dijawab.")).to_be_visible()
    halaman.get_by_role("link", name="Ubah bagian 2").click()
    expect(halaman.get_by_role("heading", name="Bagaimana pengajarnya?")).to_be_focused()


def test_a_half_filled_form_opens_where_filling_goes_on(halaman, tugas):
    dibuka = halaman.url
    for soal in range(8):
        pilih(halaman, soal)
    sampai_di_server([4] * 8)
    halaman.goto(dibuka)

    expect(halaman.get_by_role("heading", name="Bagaimana pengajarnya?")).to_be_visible()
    halaman.get_by_role("button", name="Sebelumnya").locator("visible=true").click()
    expect(halaman.get_by_role("heading", name="Bagaimana penyelenggaraannya?")).to_be_visible()


def test_browser_back_goes_one_step_back_and_keeps_the_answers(halaman):
    pilih(halaman, 0)
    lanjut(halaman)
    halaman.go_back()

    expect(halaman.get_by_role("heading", name="Bagaimana penyelenggaraannya?")).to_be_visible()
    assert halaman.locator("section[data-bagian]:visible input:checked").count() == 1


def test_deadline_that_passes_meanwhile_is_explained(halaman, tugas):
    kini = timezone.now()
    TugasEvaluasi.objects.update(tenggat=kini - timedelta(seconds=1))
    pilih(halaman, 0)

    expect(halaman.get_by_text("Batas waktu evaluasi ini sudah lewat")).to_be_visible()
    assert di_server() == []
    assert halaman.evaluate("Object.keys(localStorage)") == []


def test_session_that_ended_meanwhile_asks_to_log_in_and_keeps_the_answers(
    tab, tugas, context, situs
):
    page = tab()
    masuk(page, situs, tugas.pegawai.pengguna)
    page.goto(alamat(tugas))
    context.clear_cookies()
    pilih(page, 0)

    expect(page.get_by_text("Anda perlu masuk lagi")).to_be_visible()
    masuk(page, situs, tugas.pegawai.pengguna)
    page.goto(alamat(tugas))
    sampai_di_server([4])


@pytest.mark.parametrize("tautan", [False, True], ids=["akun", "tautan"])
def test_whole_form_without_scripts(page_tanpa_js, tugas, tautan, situs):
    page = page_tanpa_js
    page.set_viewport_size(PONSEL)
    if not tautan:
        masuk(page, situs, tugas.pegawai.pengguna)
    page.goto(alamat(tugas, tautan))
    pilih(page, 0)
    lanjut(page)
    page.get_by_role("button", name="Sebelumnya").click()
    assert page.locator("section[data-bagian]:visible input:checked").count() == 1
    isi_semua(page)
    assert "Tinjau sebelum mengirim" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Kirim evaluasi").click()

    assert "Terima kasih" in page.get_by_role("heading", level=1).inner_text()
    assert di_server() == [4] * 14


def test_qr_of_the_slide_opens_the_own_form(tab, tugas, kota):
    tugas.pegawai.telepon = "0812-3456-7890"
    tugas.pegawai.save(update_fields=["telepon"])
    page = tab()
    page.goto(reverse("evaluasi:kelas_qr", args=[token_kelas(tugas.kelas)]))
    page.get_by_label("NIP").fill(tugas.pegawai.nip)
    page.get_by_label("4 angka terakhir").fill("0000")
    page.get_by_role("button", name="Buka evaluasi").click()
    expect(page.get_by_role("alert")).to_contain_text("belum cocok")
    axe(page)
    page.get_by_label("4 angka terakhir").fill("7890")
    page.get_by_role("button", name="Buka evaluasi").click()

    page.wait_for_url("**/tautan/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagaimana penyelenggaraannya?")


def test_offline_boxes_are_accessible(halaman, context):
    context.set_offline(True)
    pilih(halaman, 0)
    expect(halaman.get_by_text("Sinyal terputus")).to_be_visible()

    axe(halaman)
    tidak_melebar(halaman)


def test_steps_of_the_page_are_those_of_the_server(tab, tugas):
    page = tab()
    tampil(page, alamat(tugas, tautan=True), lebar=360)

    assert page.locator("[data-bagian]").count() == len(langkah_tugas(tugas)) + 1
