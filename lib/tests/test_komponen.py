"""Every component drawn once, for what a reader or a screen reader gets."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from lib.ikon import IkonTidakDikenal
from lib.komponen.kotak import ButirNavigasi


def gambar(templat, /, alamat="/daftar/", **konteks):
    konteks.setdefault("request", RequestFactory().get(alamat))
    html = Template(templat).render(Context(konteks))
    return re.sub(r"\s*(<|>)\s*", r"\1", re.sub(r"\s+", " ", html))


def test_ikon_is_hidden_from_screen_readers():
    html = gambar('{% ikon "kalender" kelas="besar" %}')

    assert html.startswith(
        '<svg class="pa-ikon besar" viewBox="0 0 16 16" aria-hidden="true"><path'
    )


def test_unknown_ikon_fails_loudly():
    with pytest.raises(IkonTidakDikenal):
        gambar('{% ikon "rumahku" %}')


@pytest.mark.parametrize(
    ("status", "kelas"), [("SELESAI", " pa-baik"), ("DRAF", ""), ("BATAL", " pa-bahaya")]
)
def test_lencana_takes_its_look_from_the_status(status, kelas):
    html = gambar('{% lencana "Kata" status=status %}', status=status)

    assert html == f'<span class="pa-lencana{kelas}">Kata</span>'


def test_content_and_arguments_are_escaped_once():
    html = gambar("{% jelas judul %}<p>{{ isi }}</p>{% endjelas %}", judul="A & <b>", isi="C & <i>")

    assert "<b>A &amp; &lt;b&gt;</b>" in html
    assert "<p>C &amp; &lt;i&gt;</p>" in html


def test_jelas_is_an_alert_only_when_it_appears_live():
    assert 'role="alert"' not in gambar('{% jelas "x" "bahaya" %}{% endjelas %}')
    assert 'role="alert"' in gambar('{% jelas "x" "bahaya" langsung=True %}{% endjelas %}')
    assert "<h3>x</h3>" in gambar('{% jelas "x" tingkat=3 %}{% endjelas %}')


def test_kosong_says_why_and_offers_an_action():
    html = gambar(
        '{% kosong "Belum ada kelas" %}<p>Sebab.</p>{% tombol "Buat" "/b/" %}{% endkosong %}'
    )

    assert "<h2>Belum ada kelas</h2><p>Sebab.</p><a" in html


def test_kalimat_is_the_heading():
    html = gambar("{% kalimat %}<mark>97</mark> orang{% endkalimat %}")

    assert html == '<h1 class="pa-judul-kalimat"><mark>97</mark>orang</h1>'


def test_kembali_and_inisial():
    assert '<a href="/kelas/">' in gambar('{% kembali "/kelas/" "Kelas" %}')
    assert ">RD</span>" in gambar('{% inisial "Ratna Dewi Lestari" %}')
    assert ">?</span>" in gambar('{% inisial "" %}')


def test_kartu_shows_a_link_or_a_note():
    tautan = gambar('{% kartu "Pekan ini" tautan="/j/" tautan_teks="Buka" %}isi{% endkartu %}')
    ket = gambar(
        '{% kartu "Pekan ini" ket="7 kelas" varian="polos" pengenal="p" %}isi{% endkartu %}'
    )

    assert '<h2>Pekan ini</h2><a href="/j/">Buka</a>' in tautan
    assert '<section class="pa-kartu pa-kartu-polos" id="p">' in ket
    assert "<p>7 kelas</p>" in ket


def test_bagian_has_a_heading():
    assert "<h2>Angka</h2>" in gambar('{% bagian "Angka" %}isi{% endbagian %}')


def test_tombol_is_a_link_or_a_submit_button():
    assert gambar('{% tombol "Buka" "/x/" gaya="garis" %}').startswith(
        '<a class="btn btn-outline-primary" href="/x/">'
    )
    assert gambar('{% tombol "Simpan" nama="aksi" nilai="ya" %}').startswith(
        '<button class="btn btn-primary" type="submit" name="aksi" value="ya">'
    )


def test_blocked_tombol_stays_reachable_and_says_why():
    html = gambar('{% tombol "Kirim" "/x/" alasan=alasan %}', alasan="Kuota penuh.")

    assert 'type="button" aria-disabled="true"' in html
    assert "Kuota penuh." in html
    assert "href" not in html
    assert "aria-disabled" not in gambar('{% tombol "Kirim" "/x/" alasan=alasan %}', alasan=None)


def test_unknown_tombol_look_fails_loudly():
    with pytest.raises(KeyError):
        gambar('{% tombol "x" gaya="merah" %}')


def test_only_the_first_tugas_is_filled():
    baris = {"ikon": "awas", "judul": "Satu", "url": "/1/", "tombol": "Buka"}
    html = gambar("{% tugas daftar %}", daftar=[baris, baris | {"judul": "Dua"}])

    assert html.count("btn btn-primary") == 1
    assert 'Buka<span class="visually-hidden">: Dua</span>' in html


def test_salin_can_be_read_without_scripts():
    html = gambar("{% salin teks %}", teks="Yth. <Bapak>")

    assert "readonly>Yth. &lt;Bapak&gt;</textarea>" in html
    assert "pa-perlu-js" in html


def test_kpi_without_a_value_is_no_zero():
    html = gambar('{% kpi "Penerapan" arah="tunggu" arah_teks="Mulai Desember" %}cara{% endkpi %}')

    assert "Belum ada data" in html
    assert "pa-mini" not in html


def test_kpi_draws_value_change_bar_and_method():
    html = gambar(
        '{% kpi "JP" nilai="68%" arah="turun" arah_teks="6" isi=68 target=90 %}Rumus.{% endkpi %}'
    )

    assert '<p class="pa-angka">68%</p>' in html
    assert "pa-k-bahaya" in html
    assert 'width="68.0"' in html
    assert 'x="89.6"' in html
    assert "<summary>" in html
    assert "Rumus." in html


@pytest.mark.parametrize(
    ("tercapai", "terjadwal", "isi", "datang"),
    [(14, 4, 14, 4), (26, 3, 20, 0), (0, 0, 0, 0), (13.5, 0.5, 13, 1), (19, 6, 19, 1)],
)
def test_strip_jp_has_one_cell_per_jp(tercapai, terjadwal, isi, datang):
    html = gambar("{% strip_jp a terjadwal=b %}", a=tercapai, b=terjadwal)

    assert html.count("<i") == 20
    assert html.count('class="isi"') == isi
    assert html.count('class="datang"') == datang


@pytest.mark.parametrize(
    ("nilai", "dari", "lebar"),
    [(14, 20, "70.0"), (None, 20, "0.0"), (30, 20, "100.0"), (1, 0, "0.0")],
)
def test_mini_bar_stays_in_its_track(nilai, dari, lebar):
    assert f'width="{lebar}"' in gambar("{% mini_bar n d %}", n=nilai, d=dari)


def test_mini_bar_is_an_image_only_with_a_label():
    assert 'aria-hidden="true"' in gambar("{% mini_bar 1 2 %}")
    assert 'role="img" aria-label="1 dari 2"' in gambar('{% mini_bar 1 2 label="1 dari 2" %}')


def test_tabel_gives_every_part_its_role():
    html = gambar(
        '{% tabel "Daftar" %}<thead><tr><th scope="col">A</th></tr></thead>'
        '<tbody><tr class="x"><th scope="row">B</th><td role="presentation">C</td><td>D</td></tr>'
        "</tbody>{% endtabel %}"
    )

    assert '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">' in html
    assert '<tr role="row" class="x"><th role="rowheader" scope="row">' in html
    assert '<td role="presentation">C</td><td role="cell">D</td>' in html


def test_wide_tabel_scrolls_by_keyboard():
    html = gambar('{% tabel "Jadwal" varian="gulir" %}{% endtabel %}')

    assert 'role="region" tabindex="0" aria-label="Jadwal"' in html


@pytest.mark.parametrize(
    ("alamat", "tujuan", "sort"),
    [
        ("/daftar/", "?urut=nama", None),
        ("/daftar/?urut=nama&q=a&hal=3", "?q=a&amp;urut=-nama", "ascending"),
        ("/daftar/?urut=-nama", "?urut=nama", "descending"),
    ],
)
def test_kolom_urut_turns_and_drops_the_page(alamat, tujuan, sort):
    html = gambar('{% kolom_urut "Nama" "nama" %}', alamat)

    assert f'href="/daftar/{tujuan}"' in html
    assert ("aria-sort" in html) == bool(sort)
    assert not sort or f'aria-sort="{sort}"' in html


def test_kolom_can_be_hidden_from_sight():
    assert gambar('{% kolom "Aksi" sembunyi=True %}') == (
        '<th scope="col"><span class="visually-hidden">Aksi</span></th>'
    )


def test_penomoran_counts_and_keeps_the_query():
    halaman = Paginator(range(5180), 25).page(3)
    html = gambar('{% penomoran halaman "pegawai" %}', "/daftar/?q=a&hal=3", halaman=halaman)

    assert "51–75 dari 5.180 pegawai" in html
    assert 'href="/daftar/?q=a&amp;hal=2" aria-label="Sebelumnya"' in html
    assert 'aria-current="page">3</a>' in html
    assert 'href="/daftar/?q=a&amp;hal=208">208</a>' in html


def test_penomoran_has_no_link_beyond_the_ends():
    paginator = Paginator(range(30), 25)
    awal = gambar('{% penomoran h "kelas" %}', h=paginator.page(1))
    akhir = gambar('{% penomoran h "kelas" %}', h=paginator.page(2))

    assert ('aria-label="Sebelumnya"' in awal, 'aria-label="Berikutnya"' in awal) == (False, True)
    assert ('aria-label="Sebelumnya"' in akhir, 'aria-label="Berikutnya"' in akhir) == (True, False)
    assert "hal=3" not in akhir


def test_penomoran_of_one_page_has_no_links():
    html = gambar('{% penomoran halaman "kelas" %}', halaman=Paginator([1, 2], 25).page(1))

    assert "1–2 dari 2 kelas" in html
    assert "<nav" not in html


@pytest.mark.parametrize(
    ("alamat", "semua", "kurang"), [("/d/", True, False), ("/d/?jp=kurang&hal=2", False, True)]
)
def test_pil_saring_marks_the_chosen_one(alamat, semua, kurang):
    pil_semua = gambar('{% pil_saring "Semua" "jp" jumlah=5180 %}', alamat)
    pil_kurang = gambar('{% pil_saring "Belum" "jp" "kurang" %}', alamat)

    assert ("aria-current" in pil_semua, "aria-current" in pil_kurang) == (semua, kurang)
    assert 'href="/d/"' in pil_semua
    assert 'href="/d/?jp=kurang"' in pil_kurang
    assert "<span>5.180</span>" in pil_semua


def test_tab_links_work_without_scripts():
    html = gambar('{% tab d "b" label="Bagian" %}', d=[("a", "Satu", 0), ("b", "Dua", None)])

    assert '<a href="?tab=a">Satu<span>0</span></a>' in html
    assert '<a href="?tab=b" aria-current="page">Dua</a>' in html


def test_selection_is_real_check_boxes():
    html = gambar(
        '{% pilih_semua %}{% pilih_baris "pegawai" 7 "Pilih Andi" %}'
        '{% massal "orang" %}<button>Kirim</button>{% endmassal %}'
    )

    assert 'type="checkbox" name="pegawai" value="7" data-pa-baris' in html
    assert "<button>Kirim</button>" in html


def test_langkah_marks_done_and_current():
    html = gambar('{% langkah "Unggah, Periksa,Selesai" 2 %}')

    assert html.count('class="selesai"') == 1
    assert '<li aria-current="step">2. Periksa</li>' in html


def test_alur_marks_the_current_step():
    html = gambar(
        "{% alur d %}",
        d=[{"judul": "A", "ket": "a", "keadaan": "selesai"}, {"judul": "B", "keadaan": "sekarang"}],
    )

    assert html.count('aria-current="step"') == 1
    assert "pa-baik" in html
    assert "Sekarang" in html


@pytest.mark.parametrize(
    ("keadaan", "bertanya"), [("antre", 1), ("jalan", 1), ("siap", 0), ("gagal", 0)]
)
def test_proses_asks_until_it_is_done(keadaan, bertanya):
    html = gambar('{% proses k "Laporan" url_status="/s/" %}', k=keadaan)

    assert html.count('hx-get="/s/" hx-trigger="every 2s"') == bertanya
    assert html.count("Muat ulang") == bertanya


def test_proses_offers_what_comes_next():
    siap = gambar('{% proses "siap" "L" url_unduh="/u/" %}')
    gagal = gambar('{% proses "gagal" "L" ket="Sebab." url_ulang="/r/" %}', csrf_token="tanda")

    assert 'href="/u/"' in siap
    assert '<form method="post" action="/r/">' in gagal
    assert 'value="tanda"' in gagal
    assert "Sebab." in gagal


def test_unknown_argument_fails_loudly():
    with pytest.raises(TemplateSyntaxError):
        gambar('{% lencana "a" warna="merah" %}')


@pytest.mark.parametrize(
    ("banyak", "depan", "sisa", "aktif"), [(5, 5, 0, False), (7, 4, 3, False), (7, 4, 3, True)]
)
def test_bilah_bawah_has_at_most_five_items(banyak, depan, sisa, aktif):
    daftar = [
        ButirNavigasi(f"L{n}", f"/{n}/", "kelas", aktif=aktif and n == 6) for n in range(banyak)
    ]
    html = gambar("{% bilah_bawah d %}", d=daftar)
    luar, _, dalam = html.partition("<details")

    assert (luar.count("<a"), dalam.count("<a")) == (depan, sisa)
    assert ("Lainnya" in html) == bool(sisa)
    assert ('class="aktif"' in dalam) == aktif
