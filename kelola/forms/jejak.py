"""What to look for in the audit trail; all in the address, names of people never."""

from datetime import date, timedelta
from typing import Any

from django import forms

from laporan.queries.jejak import Saring, jenis_benda
from laporan.queries.jejak.dibuka import SaringBuka
from laporan.rules.jejak import ORANG, SISTEM
from laporan.rules.sebutan_aksi import KELOMPOK, OTOMATIS, pilihan_aksi
from lib.aksi import DAFTAR_AKSI

TANGGAL = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TERBALIK = "Tanggal akhir tidak boleh sebelum tanggal awal."
BAWAAN = timedelta(days=30)
OLEH = [
    ("", "Hanya tindakan orang"),
    ("semua", "Orang dan sistem"),
    (SISTEM, "Hanya langkah sistem"),
]


class Nomor(forms.IntegerField):
    """The key of a person, hidden; what no key can be is no filter."""

    def __init__(self) -> None:
        super().__init__(required=False, max_value=2**63 - 1, widget=forms.HiddenInput)


class FormRentang(forms.Form):
    """Days; without any, the last thirty."""

    dari = forms.DateField(required=False, widget=TANGGAL)
    sampai = forms.DateField(required=False, widget=TANGGAL)

    def __init__(self, data: Any, *, hari_ini: date) -> None:
        isi, awal = data.copy(), hari_ini - BAWAAN
        if "dari" not in isi and "sampai" not in isi:
            isi["dari"] = awal.isoformat()
        super().__init__(isi, initial={"dari": awal})

    @property
    def dipakai(self) -> int:
        """How many filters are set beside what a list starts with."""
        return sum(bool(self.data.get(k)) for k in self.changed_data)

    def clean(self) -> None:
        isi = self.cleaned_data
        if isi.get("dari") and isi.get("sampai") and isi["dari"] > isi["sampai"]:
            self.add_error("sampai", forms.ValidationError(TERBALIK, code="terbalik"))

    @property
    def terbalik(self) -> bool:
        """Whether the last day lies before the first: then there is nothing to look for."""
        return self.has_error("sampai", "terbalik")


class FormJejak(FormRentang):
    """Also who, by which action, on what. Steps of the system only where they are asked for."""

    oleh = forms.ChoiceField(required=False, choices=OLEH)
    aksi = forms.ChoiceField(label="Tindakan", required=False)
    jenis = forms.ChoiceField(label="Jenis data", required=False)
    pelaku = Nomor()
    field_order = ("oleh", "jenis", "aksi", "dari", "sampai", "pelaku")

    def __init__(self, data: Any, *, hari_ini: date) -> None:
        super().__init__(data, hari_ini=hari_ini)
        self.fields["aksi"].choices = [("", "Semua tindakan"), *pilihan_aksi(DAFTAR_AKSI)]
        self.fields["jenis"].choices = [("", "Semua jenis"), *jenis_benda()]

    def saring(self) -> Saring:
        """The filters; what cannot be read counts as not given.

        An action that no person does is looked for among the steps of the system.
        """
        self.is_valid()
        isi = {k: v for k, v in self.cleaned_data.items() if v not in (None, "")}
        bawaan = "" if isi.get("aksi") in KELOMPOK[OTOMATIS] else ORANG
        return Saring(**isi | {"oleh": {"": bawaan, SISTEM: SISTEM}.get(isi.get("oleh", ""), "")})


class FormDibuka(FormRentang):
    """Also whose record, or by whom."""

    pegawai = Nomor()
    pembaca = Nomor()

    def saring(self) -> SaringBuka:
        """The filters; what cannot be read counts as not given."""
        self.is_valid()
        isi = {k: v for k, v in self.cleaned_data.items() if v not in (None, "")}
        return SaringBuka(**isi)
