"""Input about one person: identity, placement, superior, acting posts."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField

from instansi.models import Instansi, Jabatan, Pegawai, PelaksanaTugas
from instansi.queries.jabatan import pilihan_jabatan
from instansi.queries.unit import pilihan_unit
from instansi.rules.impor.kolom import sel_telepon
from instansi.rules.orang import PILIHAN_GOLONGAN
from lib.impor import GalatSel
from lib.nip import periksa_nip, tampilkan_nip
from lib.pilih_orang import MasukanTanggal


class BidangTelepon(forms.CharField):
    """A phone number in the form in which the importer stores it."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        teks: str = super().clean(value)
        if not teks:
            return ""
        try:
            return sel_telepon(teks)
        except GalatSel as galat:
            raise forms.ValidationError(str(galat)) from galat


class FormTelepon(forms.Form):
    """One's own phone number."""

    telepon = BidangTelepon(label="Nomor telepon", required=False, max_length=20)


class FormIdentitas(forms.Form):
    """Identity and contact; what contradicts the NIP passes with a reason."""

    nip = forms.CharField(
        label="NIP",
        max_length=30,
        help_text="18 angka; spasi boleh dipakai.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    nama = forms.CharField(label="Nama tanpa gelar", max_length=120)
    gelar_depan = forms.CharField(required=False, max_length=40)
    gelar_belakang = forms.CharField(required=False, max_length=60)
    jenis_kelamin = forms.ChoiceField(choices=[("", "Pilih"), *Pegawai.Kelamin.choices])
    tempat_lahir = forms.CharField(required=False, max_length=60)
    tanggal_lahir = forms.DateField(widget=MasukanTanggal)
    tmt = forms.DateField(
        label="TMT CPNS/PPPK",
        required=False,
        widget=MasukanTanggal,
        help_text="Kosongkan bila sama dengan yang ada di NIP.",
    )
    golongan = forms.ChoiceField(required=False, choices=[("", "Belum ada"), *PILIHAN_GOLONGAN])
    surel = forms.EmailField(
        required=False,
        help_text="Surel akunnya ikut berganti. Bila dikosongkan, akun yang sudah aktif tetap "
        "memakai alamat lamanya.",
    )
    telepon = BidangTelepon(required=False, max_length=20)
    alasan_nip = forms.CharField(
        label="Alasan mengapa NIP ini benar",
        required=False,
        max_length=200,
        help_text="Misalnya “Tanggal lahir dibetulkan lewat SK BKN”. NIP-nya tetap dipakai.",
    )

    def clean_nip(self) -> str:
        hasil = periksa_nip(self.cleaned_data["nip"])
        if hasil.galat:
            raise forms.ValidationError(hasil.galat)
        return hasil.nip

    @classmethod
    def awal(cls, pegawai: Pegawai) -> dict[str, Any]:
        """The record as the form shows it."""
        isi = {nama: getattr(pegawai, nama) for nama in cls.base_fields}
        return isi | {"nip": tampilkan_nip(pegawai.nip)}


class FormMulai(forms.Form):
    """The first day of a placement."""

    mulai = forms.DateField(label="Mulai tanggal", widget=MasukanTanggal)


class FormTempat(FormMulai):
    """A unit of the scope and a position, from a day on."""

    unit = forms.TypedChoiceField(label="Unit kerja", coerce=int)
    jabatan = forms.TypedChoiceField(coerce=int)

    field_order = ["unit", "jabatan", "mulai"]

    def __init__(self, *args: Any, unit: QuerySet[Instansi], pemda_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = unit
        self.fields["unit"].choices = pilihan_unit(unit)
        self.fields["jabatan"].choices = pilihan_jabatan(pemda_id)

    def clean_unit(self) -> Instansi:
        return self._unit.get(pk=self.cleaned_data["unit"])

    def clean_jabatan(self) -> Jabatan:
        return Jabatan.objects.get(pk=self.cleaned_data["jabatan"])

    def tempat(self) -> dict[str, Any]:
        """Only the place, as actions take it: unit, position, first day."""
        return {nama: self.cleaned_data[nama] for nama in FormTempat.base_fields}


class FormBaru(FormIdentitas, FormTempat):
    """A new person with the first placement."""

    orang_lain = forms.BooleanField(
        label="Ini orang lain, yang nama dan tanggal lahirnya kebetulan sama", required=False
    )

    field_order = [*FormIdentitas.base_fields, "unit", "jabatan", "mulai", "orang_lain"]


class FormPelaksana(FormTempat):
    """An acting post: which position, on which days, by which decree.

    The reason is asked for after a warning; who mends the fields instead leaves it empty.
    """

    use_required_attribute = False

    jenis = forms.ChoiceField(choices=PelaksanaTugas.Jenis.choices, widget=forms.RadioSelect)
    selesai = forms.DateField(label="Sampai tanggal", widget=MasukanTanggal)
    dasar = forms.CharField(label="Nomor SK", required=False, max_length=80)
    alasan = forms.CharField(
        label="Alasan tetap ditetapkan",
        required=False,
        max_length=200,
        help_text="Misalnya “Cuti besar 1 Oktober sampai 31 Desember 2026”. Tercatat di riwayat.",
    )

    field_order = ["jenis", "unit", "jabatan", "mulai", "selesai", "dasar", "alasan"]

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("mulai") and isi.get("selesai") and isi["selesai"] < isi["mulai"]:
            self.add_error("selesai", "“Sampai tanggal” tidak boleh sebelum tanggal mulai.")
        return isi

    # The fields that a written reason would let pass.
    ditanya: tuple[BoundField, ...] = ()

    def minta_alasan(self, per_bidang: dict[str, str]) -> None:
        """Show each warning at its field; the reason is now asked for."""
        self.fields["alasan"].required = True
        self.ditanya = tuple(self[bidang] for bidang in per_bidang)
        for bidang, peringatan in per_bidang.items():
            self.add_error(bidang, peringatan)


def tanggal_awal(hari: date) -> dict[str, date]:
    """Today as the first day that a form proposes."""
    return {"mulai": hari}
