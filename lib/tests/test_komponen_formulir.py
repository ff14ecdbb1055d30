"""Components of forms."""

import re

from django import forms
from django.template import Context, Template
from django.test import RequestFactory


def gambar(templat, /, alamat="/daftar/", **konteks):
    konteks.setdefault("request", RequestFactory().get(alamat))
    html = Template(templat).render(Context(konteks))
    return re.sub(r"\s*(<|>)\s*", r"\1", re.sub(r"\s+", " ", html))


class Formulir(forms.Form):
    nama = forms.CharField(
        label="Nama",
        help_text="Lengkap.",
        widget=forms.TextInput(attrs={"class": "lama", "placeholder": "cth", "hx-get": "/c/"}),
    )
    sandi = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)
    ruang = forms.ChoiceField(label="Ruang", choices=[("1", "Aula")], required=False)
    bentuk = forms.ChoiceField(
        label="Bentuk", choices=[("L", "Luring"), ("D", "Daring")], widget=forms.RadioSelect
    )
    setuju = forms.BooleanField(label="Setuju", required=False)
    kode = forms.CharField(widget=forms.HiddenInput, initial="k")


class FormTetap(forms.Form):
    BIDANG_TETAP = frozenset({"warna", "unsur"})

    warna = forms.ChoiceField(label="Warna", choices=[("m", "Merah"), ("b", "Biru")])
    unsur = forms.MultipleChoiceField(
        label="Unsur", choices=[("a", "Api"), ("t", "Tanah")], widget=forms.CheckboxSelectMultiple
    )


def test_fields_kept_from_another_page_show_their_own_value_and_error():
    def tampil(**isi):
        html = gambar("{% for isian in f %}{% bidang isian %}{% endfor %}", f=FormTetap(isi))
        return re.findall(r'value="(.)" (?:id="\w+" )?(?:selected|[^>]*checked)', html), html

    pasangan = [(w, u) for w in "mb" for u in (["a"], ["a", "t"])] * 2

    assert [tampil(warna=w, unsur=u)[0] for w, u in pasangan] == [[w, *u] for w, u in pasangan]
    assert "Masukkan pilihan yang valid" in tampil(warna="x", unsur=["a"])[1]
    assert "Masukkan pilihan yang valid" not in tampil(warna="m", unsur=["a"])[1]


def test_a_kept_field_shows_the_choices_of_its_own_form():
    def opsi(*pilihan):
        f = FormTetap()
        f.fields["warna"].widget.choices = list(pilihan)
        return re.findall(r"<option[^>]*>([^<]*)", gambar("{% bidang f.warna %}", f=f))

    for _ in range(2):
        assert opsi(("m", "Merah")) == ["Merah"]
        assert opsi(("m", "Merah tua"), ("b", "Biru")) == ["Merah tua", "Biru"]


def test_bidang_ties_help_and_error_to_the_input():
    html = gambar("{% bidang f.nama besar=True %}", f=Formulir({}))

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_nama_helptext id_nama_error"' in html
    assert 'id="id_nama_error"' in html
    assert 'id="id_nama_helptext">Lengkap.' in html
    assert 'class="lama form-control form-control-lg is-invalid"' in html
    assert 'hx-get="/c/"' in html
    assert "placeholder" not in html


def test_bidang_shows_a_password_on_request_and_never_its_value():
    html = gambar("{% bidang f.sandi %}", f=Formulir({"nama": "a", "sandi": "rahasia"}))

    assert 'data-pa="sandi" aria-controls="id_sandi"' in html
    assert "rahasia" not in html


def test_bidang_says_what_may_stay_empty():
    html = gambar("{% bidang f.ruang %}", f=Formulir())

    assert "(boleh dikosongkan)" in html
    assert 'class="form-select"' in html
    assert "(boleh" not in gambar("{% bidang f.nama %}", f=Formulir())


def test_bidang_of_choices_is_a_named_group():
    html = gambar("{% bidang f.bentuk %}", f=Formulir({"bentuk": "D"}))

    awal = '<fieldset class="pa-bidang " id="id_bentuk">'
    assert f'{awal}<legend class="form-label fs-6 ">Bentuk</legend>' in html
    assert html.count('class="form-check-input"') == 2
    assert html.count("checked") == 1


def test_bidang_of_a_check_box_and_of_a_hidden_value():
    assert 'class="form-check-input"' in gambar("{% bidang f.setuju %}", f=Formulir())
    assert gambar("{% bidang f.kode %}", f=Formulir()).startswith('<input type="hidden"')


def test_crispy_draws_the_same_field():
    templat = "{% load crispy_forms_filters %}{{ f.nama|as_crispy_field }}"
    f = Formulir({})

    assert gambar(templat, f=f) == gambar("{% bidang f.nama %}", f=f)


def test_galat_formulir_links_to_each_field():
    html = gambar("{% galat_formulir f %}", f=Formulir({"nama": "a", "bentuk": "L", "kode": "k"}))

    assert '<a href="#id_sandi">Kata sandi</a>' in html
    isi = {"nama": "a", "sandi": "b", "bentuk": "L", "kode": "k"}
    assert gambar("{% galat_formulir f %}", f=Formulir(isi)).strip() == ""


def test_galat_formulir_tells_all_that_is_wrong_with_a_field():
    formulir = Formulir({"nama": "a", "sandi": "b", "bentuk": "L", "kode": "k"})
    formulir.add_error("sandi", "Terlalu pendek.")
    formulir.add_error("sandi", "Terlalu umum <b>.")

    html = gambar("{% galat_formulir f %}", f=formulir)

    assert "Kata sandi</a>: Terlalu pendek. Terlalu umum &lt;b&gt;." in html


def test_likert_has_radio_buttons_with_words():
    html = gambar('{% likert "s1" "Soal" nilai=4 galat="Pilih satu." wajib=True %}')

    assert html.count('type="radio"') == 5
    assert 'value="4" checked required' in html
    assert 'aria-describedby="s1-galat"' in html


def test_pilihan_baris_keeps_the_chosen_value():
    html = gambar('{% pilihan_baris "u" "Soal" opsi 0 %}', opsi=[(0, "Tidak"), (1, "Ya")])

    assert 'value="0" checked' in html
    assert html.count("checked") == 1
