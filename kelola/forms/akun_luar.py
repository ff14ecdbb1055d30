"""Input for the account of somebody without a staff record."""

import re
from typing import Any

from django import forms

from instansi.models import Instansi, Pegawai, Pengguna

NAMA_AKUN = re.compile(r"[a-z][a-z0-9]*([._-][a-z0-9]+)*")


class FormAkunLuar(forms.Form):
    """nama, nama_akun (lower case, no NIP), surel (lower case or empty).

    Both are free among accounts, the address also among the staff of the pemda.
    """

    nama = forms.CharField(
        label="Nama lengkap", max_length=160, error_messages={"required": "Tulis namanya."}
    )
    nama_akun = forms.CharField(
        label="Nama akun",
        min_length=3,
        max_length=40,
        help_text="Dipakai untuk masuk, misalnya siti.rahma: huruf kecil, angka, titik.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": "Tulis nama akunnya."},
    )
    surel = forms.EmailField(
        required=False, help_text="Tautan aktivasi dikirim ke sini. Tanpa surel, cetak slipnya."
    )

    def __init__(self, data: Any, *, pemda: Instansi) -> None:
        super().__init__(data)
        self.pemda = pemda

    def clean_nama_akun(self) -> str:
        nama = self.cleaned_data["nama_akun"].lower()
        if not NAMA_AKUN.fullmatch(nama):
            raise forms.ValidationError(
                "Mulai dengan huruf, lalu huruf, angka, titik, atau tanda hubung saja."
            )
        if Pengguna.objects.filter(username=nama).exists():
            raise forms.ValidationError("Nama akun ini sudah dipakai. Pilih yang lain.")
        return nama

    def clean_surel(self) -> str:
        surel = self.cleaned_data["surel"].lower()
        if surel and Pengguna.objects.filter(email=surel).exists():
            raise forms.ValidationError("Surel ini sudah dipakai akun lain.")
        pegawai = Pegawai.objects.filter(unit__pemda=self.pemda, surel__iexact=surel)
        if surel and pegawai.exists():
            raise forms.ValidationError(
                "Surel ini tercatat untuk seorang pegawai. Buat akunnya dari daftar Akun."
            )
        return surel
