"""How the product looks and behaves in a browser: gallery, login, errors, menus, dialogs."""

import re

import pytest
from django.urls import reverse, reverse_lazy

from tests.cerita.peramban import axe, masuk, periksa, tampil, tidak_melebar

SANDI = "rahasia-uji-12"


def periksa_kini(page):
    axe(page)
    tidak_melebar(page)


TAMPILAN = [(lebar, gelap) for lebar in (1440, 390) for gelap in (False, True)]
SESUDAH = reverse_lazy("account_change_password")


@pytest.mark.parametrize(("lebar", "gelap"), TAMPILAN)
def test_gallery_is_accessible(page, lebar, gelap):
    periksa(page, "/komponen/", "komponen", lebar=lebar, gelap=gelap)
    page.set_viewport_size({"width": min(lebar, 360), "height": 740})
    tidak_melebar(page)


@pytest.mark.parametrize(("lebar", "gelap"), TAMPILAN)
def test_login_is_accessible(page, lebar, gelap):
    periksa(page, "/masuk/", "masuk", lebar=lebar, gelap=gelap)
    page.set_viewport_size({"width": min(lebar, 360), "height": 740})
    tidak_melebar(page)


def test_login_by_nip_with_spaces(page, dunia):
    akun = dunia.palu.pegawai
    nip = akun.username
    tampil(page, f"/masuk/?next={SESUDAH}", lebar=390)
    page.get_by_label("NIP, nama akun, atau surel").fill(
        f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    )
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.get_by_role("button", name="Masuk").click()

    page.wait_for_url(f"**{SESUDAH}")
    assert page.get_by_label(f"Akun: {akun}").is_visible()


def test_wrong_login_says_one_thing_and_keeps_the_name(page, dunia):
    tampil(page, "/masuk/")
    page.get_by_label("NIP, nama akun, atau surel").fill("bukan.siapa")
    page.get_by_label("Kata sandi", exact=True).fill("salah-salah-99")
    page.get_by_role("button", name="Masuk").click()

    galat = page.get_by_role("alert")
    assert "Belum bisa masuk" in galat.inner_text()
    assert "Lupa kata sandi" in galat.inner_text()
    assert page.get_by_label("NIP, nama akun, atau surel").input_value() == "bukan.siapa"
    periksa_kini(page)


def test_password_can_be_shown(page):
    tampil(page, "/masuk/")
    sandi = page.get_by_label("Kata sandi", exact=True)
    tombol = page.get_by_role("button", name="Lihat")

    tombol.click()
    assert sandi.get_attribute("type") == "text"
    assert tombol.get_attribute("aria-pressed") == "true"
    tombol.click()
    assert sandi.get_attribute("type") == "password"


def test_login_works_without_scripts(page_tanpa_js, dunia):
    page = page_tanpa_js
    tampil(page, f"/masuk/?next={SESUDAH}", lebar=360, gelap=True)
    assert page.locator("html").get_attribute("data-bs-theme") == "light"
    assert page.get_by_role("button", name="Lihat").count() == 0
    page.get_by_label("NIP, nama akun, atau surel").fill(dunia.palu.hr.username)
    page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    page.get_by_role("button", name="Masuk").click()

    page.locator("summary[aria-label^=Akun]").click()
    page.get_by_role("button", name="Keluar").click()
    assert page.url.endswith(reverse("account_login"))


def test_theme_is_kept(page):
    tampil(page, "/komponen/")
    page.locator(".pa-atas [data-pa=tema]").first.click()
    page.reload()

    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_paper_is_light_whatever_the_screen(page):
    tampil(page, "/komponen/", gelap=True)
    tema = page.locator("html")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tema.get_attribute("data-bs-theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert tema.get_attribute("data-bs-theme") == "dark"


def test_menus_close_with_escape_and_outside_click(page):
    tampil(page, "/komponen/")
    menu = page.locator("details.pa-menu")
    page.locator("summary[aria-label^=Akun]").click()
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    page.locator("summary[aria-label^=Akun]").click()
    page.get_by_role("heading", name="Komponen").click()

    assert menu.get_attribute("open") is None


def test_phone_bar_shows_the_rest_of_the_navigation(page):
    tampil(page, "/komponen/", lebar=360)
    bilah = page.get_by_label("Navigasi bawah")
    assert bilah.locator("> a").count() == 4
    bilah.get_by_text("Lainnya").click()

    assert bilah.get_by_role("link", name="Laporan").is_visible()
    periksa_kini(page)


def test_selection_counts_rows_and_can_be_dropped(page):
    tampil(page, "/komponen/")
    bilah = page.get_by_label("Tindakan untuk yang dipilih")
    assert bilah.is_hidden()
    page.get_by_label("Pilih semua di halaman ini").check()
    assert "3 kelas dipilih" in bilah.inner_text()
    page.get_by_label("Pelayanan Publik Ramah, angkatan 4").uncheck()
    assert "2 kelas dipilih" in bilah.inner_text()
    bilah.get_by_role("button", name="Batalkan pilihan").click()

    assert bilah.is_hidden()


def test_confirmation_asks_and_can_be_refused(page):
    tampil(page, "/komponen/")
    page.get_by_role("link", name="Hapus kelas").click()
    dialog = page.get_by_role("dialog")
    assert "38 peserta akan diberi tahu." in dialog.inner_text()
    periksa_kini(page)
    assert page.evaluate("document.activeElement.textContent") == "Batal"
    page.keyboard.press("Escape")
    assert dialog.is_hidden()

    terkirim = []
    page.on("request", lambda r: r.method == "POST" and terkirim.append(r.post_data))
    page.get_by_role("link", name="Hapus kelas").click()
    page.get_by_role("dialog").get_by_role("button", name="Hapus kelas").click()
    page.wait_for_load_state()
    assert len(terkirim) == 1
    assert "konfirmasi=ya" in terkirim[0]
    assert "csrfmiddlewaretoken=" in terkirim[0]


def test_text_is_copied_and_says_so(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tampil(page, "/komponen/")
    page.get_by_role("button", name="Salin untuk WhatsApp").click()

    page.get_by_text("Teks tersalin. Tempelkan di WhatsApp.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Yth. Bapak/Ibu")


def test_blocked_button_does_nothing_but_can_be_focused(page):
    tampil(page, "/komponen/")
    tombol = page.get_by_role("button", name="Kirim undangan")
    tombol.focus()

    assert tombol.get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.textContent").strip() == "Kirim undangan"


@pytest.mark.parametrize("gelap", [False, True])
def test_missing_page_explains_itself(page, dunia, situs, gelap):
    periksa(page, "/tidak/ada/", "404", lebar=390, gelap=gelap)
    assert page.get_by_role("heading", name="Halaman tidak ditemukan").is_visible()
    masuk(page, situs, dunia.palu.hr)
    periksa(page, "/tidak/ada/", "404-masuk", lebar=390, gelap=gelap)

    assert page.get_by_label("Navigasi bawah").count() == 1


AKUN = ["account_reset_password", "account_reset_password_done"]
AKUN_MASUK = ["account_change_password", "account_logout"]


@pytest.mark.parametrize("nama", AKUN)
def test_account_pages_before_login_are_accessible(page, nama):
    for gelap in (False, True):
        periksa(page, reverse(nama), nama, lebar=360, gelap=gelap)


@pytest.mark.parametrize("nama", AKUN_MASUK)
def test_account_pages_after_login_are_accessible(page, situs, dunia, nama):
    masuk(page, situs, dunia.palu.hr)
    for gelap in (False, True):
        periksa(page, reverse(nama), nama, lebar=360, gelap=gelap)


def test_favicon_is_there(page, situs):
    jawaban = page.request.get(f"{situs}/favicon.ico")

    assert jawaban.status == 200
    assert jawaban.body()[:4] == b"\0\0\1\0"


def test_first_visit_of_the_login_page_is_light(page):
    ukuran = {}
    page.on("response", lambda r: ukuran.setdefault(r.url, r))
    tampil(page, "/masuk/", lebar=390)
    page.wait_for_load_state("networkidle")
    jumlah = sum(r.request.sizes()["responseBodySize"] for r in ukuran.values())

    assert 40_000 < jumlah <= 100_000


def tambah_tombol_htmx(page, alamat, atribut="hx-get"):
    """Put a button that fetches this address with htmx into the page, and press it."""
    page.evaluate(
        """([atribut, alamat]) => {
            const tombol = document.createElement("button");
            tombol.id = "uji";
            tombol.textContent = "Tetap";
            tombol.setAttribute(atribut, alamat);
            document.querySelector("main").append(tombol);
            htmx.process(tombol);
            tombol.click();
        }""",
        [atribut, alamat],
    )


def test_failed_fetch_shows_a_message_and_keeps_the_page(page):
    tampil(page, "/komponen/", lebar=390, gelap=True)
    tambah_tombol_htmx(page, "/tidak/ada/")
    pesan = page.locator("#pa-toast [role=alert]")
    pesan.wait_for()

    assert "Data ini sudah tidak ada" in pesan.inner_text()
    assert page.locator("#uji").inner_text() == "Tetap"
    periksa_kini(page)
    pesan.get_by_role("button", name="Tutup").click()
    assert pesan.count() == 0


def test_fetch_carries_the_csrf_token(page):
    tampil(page, "/komponen/")
    with page.expect_request("**/tidak/ada/") as permintaan:
        tambah_tombol_htmx(page, "/tidak/ada/", "hx-post")

    assert len(permintaan.value.headers["x-csrftoken"]) == 64


def test_ended_session_opens_the_login_page_instead_of_swapping_it(page):
    tampil(page, "/komponen/?tab=materi")
    tambah_tombol_htmx(page, reverse("account_change_password"))
    page.wait_for_url("**/masuk/**")

    assert page.url.endswith("/masuk/?next=%2Fkomponen%2F%3Ftab%3Dmateri")


def test_form_asks_before_it_is_sent(page):
    tampil(page, "/komponen/")
    terkirim = []
    page.on("request", lambda r: r.method == "POST" and terkirim.append(r.post_data))
    page.get_by_role("button", name="Batalkan pendaftaran").click()
    dialog = page.get_by_role("dialog")
    assert "Kursi ditawarkan" in dialog.inner_text()
    dialog.get_by_role("button", name="Batal", exact=True).click()
    assert terkirim == []
    page.get_by_role("button", name="Batalkan pendaftaran").click()
    with page.expect_request(lambda r: r.method == "POST") as permintaan:
        dialog.get_by_role("button", name="Batalkan pendaftaran").click()

    assert "aksi=batal" in permintaan.value.post_data
    assert "konfirmasi=ya" in permintaan.value.post_data


def test_gallery_can_be_read_and_selected_without_scripts(page_tanpa_js):
    page = page_tanpa_js
    tampil(page, "/komponen/", lebar=360)

    assert page.get_by_label("Tindakan untuk yang dipilih").is_visible()
    assert page.get_by_role("button", name="Salin untuk WhatsApp").count() == 0
    assert page.get_by_text("Muat ulang").is_visible()
    page.get_by_label("Navigasi bawah").get_by_text("Lainnya").click()
    assert page.get_by_label("Navigasi bawah").get_by_role("link", name="Laporan").is_visible()
    tidak_melebar(page)


LETAK_KATA = """a => { const r = new Range();
  const n = [...a.childNodes].find(n => n.data && n.data.trim());
  const i = n.data.search(/\\S/); r.setStart(n, i); r.setEnd(n, i + 1);
  return r.getBoundingClientRect().x; }"""


def test_people_are_in_sight_below_their_filters(page_tanpa_js, situs, dunia):
    """Search and the usual filters share a row; what is done with ticked people comes next."""
    page = page_tanpa_js
    masuk(page, situs, dunia.palu.hr)
    tampil(page, reverse("beranda:pegawai_daftar"))

    cari, unit, saring = (
        page.get_by_label("Cari nama atau NIP").bounding_box(),
        page.get_by_role("combobox", name="Unit", exact=True).bounding_box(),
        page.get_by_role("button", name="Saring", exact=True).bounding_box(),
    )
    massal = page.get_by_role("region", name="Tindakan untuk yang dipilih").bounding_box()
    baris = page.locator("tbody tr").first.bounding_box()
    assert cari["y"] == unit["y"] == saring["y"]
    assert saring["y"] < massal["y"] < baris["y"] < 500

    page.set_viewport_size({"width": 360, "height": 740})
    judul = page.get_by_role("heading", name="Pegawai", exact=True).bounding_box()
    kata = page.get_by_role("link", name="Atasan bermasalah").evaluate(LETAK_KATA)
    assert abs(kata - judul["x"]) <= 2
    tidak_melebar(page)


def test_rarer_filters_of_people_are_applied_inside_their_fold(page_tanpa_js, situs, dunia):
    page = page_tanpa_js
    masuk(page, situs, dunia.palu.hr)
    tampil(page, reverse("beranda:pegawai_daftar"), lebar=360)
    page.get_by_text("Saringan dan urutan").press("Enter")
    page.get_by_text("Saringan lain").press("Enter")
    page.get_by_label("Data kurang").select_option("surel")
    page.get_by_role("button", name="Terapkan saringan").press("Enter")
    page.wait_for_url("**kurang=surel**")

    assert page.get_by_text("Saringan dan urutan (1 dipakai)").is_visible()


def test_words_and_filters_count_together_whichever_button_is_pressed(page, situs, dunia):
    masuk(page, situs, dunia.palu.hr)
    for tombol in ("Cari", "Saring"):
        tampil(page, reverse("beranda:pegawai_daftar"))
        page.get_by_label("Cari nama atau NIP").fill("a")
        page.get_by_role("combobox", name="Kelompok").select_option("GURU")
        page.get_by_role("button", name=tombol, exact=True).click()
        page.wait_for_url(re.compile(r"\?.*rumpun=GURU.*cari="))

        assert page.get_by_label("Cari nama atau NIP").input_value() == "a"
        assert page.get_by_role("combobox", name="Kelompok").input_value() == "GURU"

    tampil(page, reverse("beranda:pegawai_daftar"))
    page.get_by_label("Cari nama atau NIP").fill("a")
    page.get_by_role("button", name="Cari", exact=True).click()
    page.wait_for_url(re.compile(r"\?cari=\d+$"))


def test_the_way_back_keeps_the_filters_of_the_list(page, situs, dunia):
    """By script and per tab; without filters it is the plain list again."""
    daftar = reverse("beranda:pegawai_daftar")
    masuk(page, situs, dunia.palu.hr)
    for kueri in ("?urut=-nama", ""):
        tampil(page, daftar + kueri)
        page.locator("tbody").get_by_role("link", name="Fajar").click()
        page.locator(".pa-jejak a").click()
        page.wait_for_url(f"{situs}{daftar}{kueri}")
