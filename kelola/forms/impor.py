"""Uploading a file, and saying which of its columns is which."""

from pathlib import Path
from typing import Any

from django import forms

from instansi.rules.impor.pemuat import PemuatImpor
from kelola.rules.impor import galat_pemetaan
from lib.angka import angka
from lib.impor import Batas

TIDAK_DIPAKAI = "Tidak dipakai"
AKHIRAN = {".xlsx", ".xls", ".csv", ".txt"}
# Beginnings of a zip, an old office file and a web page: what they are, the reader says better.
BUKAN_TEKS = (b"PK", b"\xd0\xcf\x11\xe0", b"<")


class FormUnggah(forms.Form):
    """One file; its content is judged by the action."""

    berkas = forms.FileField(
        label="Berkas Excel (.xlsx) atau CSV",
        help_text=f"Paling besar {Batas().bita // 1024**2} MB dan {angka(Batas().baris)} baris.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "Berkas ini kosong. Unggah berkas yang berisi data."},
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > Batas().bita:
            raise forms.ValidationError(
                f"Berkas ini {berkas.size / 1024**2:.0f} MB, paling besar "
                f"{Batas().bita // 1024**2} MB. Pecah menjadi beberapa berkas."
            )
        awal = berkas.read(8).lstrip()
        berkas.seek(0)
        akhiran = Path(berkas.name).suffix.lower()
        teks_berkedok = akhiran == ".xlsx" and not awal.startswith(BUKAN_TEKS)
        if akhiran not in AKHIRAN or teks_berkedok:
            raise forms.ValidationError(
                "Ini bukan berkas Excel (.xlsx) atau CSV. Buka tabelnya, simpan sebagai .xlsx, "
                "lalu unggah lagi."
            )
        return berkas


class FormPemetaan(forms.Form):
    """For each column of the file, which column of ours it is."""

    def __init__(
        self,
        *args: Any,
        kolom: list[dict[str, Any]],
        pemetaan: dict[str, int],
        pemuat: PemuatImpor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pemuat = pemuat
        milik = {letak: nama for nama, letak in pemetaan.items()}
        pilihan = [("", TIDAK_DIPAKAI)] + [
            (k.nama, f"{k.sebutan} (wajib)" if k.wajib else k.sebutan) for k in pemuat.kolom
        ]
        for k in kolom:
            self.fields[f"k{k['letak']}"] = forms.ChoiceField(
                choices=pilihan,
                required=False,
                initial=milik.get(k["letak"], ""),
                label=f"Kolom {k['huruf']}, {k['judul'] or 'tanpa judul'}",
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        dipilih = [nama for nama in isi.values() if nama]
        sebutan = {k.nama: k.sebutan for k in self.pemuat.kolom}
        if ganda := sorted({sebutan[n] for n in dipilih if dipilih.count(n) > 1}):
            raise forms.ValidationError(
                f"{', '.join(ganda)} dipilih lebih dari sekali. Sisakan satu untuk masing-masing."
            )
        if galat := galat_pemetaan(self.pemetaan(), self.pemuat.kolom):
            raise forms.ValidationError(galat)
        return isi

    def pemetaan(self) -> dict[str, int]:
        """Column key to index in the file."""
        return {nama: int(k[1:]) for k, nama in self.cleaned_data.items() if nama}
