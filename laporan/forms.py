"""What dashboards and reports are asked with."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from instansi.models import Instansi, Pengguna
from laporan.models import PekerjaanLaporan
from laporan.permissions import Izin
from laporan.queries.dasbor import unit_dasbor
from laporan.queries.pekerjaan import kelas_undangan
from pelatihan.models import Kelas

TAHUN = {"min_value": 2015, "max_value": 2100}


class FormDasbor(forms.Form):
    """A unit in scope and a year; both may be left out."""

    unit = forms.ModelChoiceField(Instansi.objects.none(), required=False)
    tahun = forms.IntegerField(required=False, **TAHUN)

    def __init__(self, *args, unit: QuerySet[Instansi], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit


class FormKemajuan(forms.Form):
    """The progress report of a unit and year."""

    unit = forms.ModelChoiceField(Instansi.objects.none())
    tahun = forms.IntegerField(**TAHUN)

    def __init__(self, *args, pengguna: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit_dasbor(pengguna, Izin.LAPORAN_BUAT)

    def parameter(self) -> dict[str, Any]:
        """The job's parameters: ids and numbers only."""
        return {"unit": self.cleaned_data["unit"].pk, "tahun": self.cleaned_data["tahun"]}


class FormUndangan(forms.Form):
    """The invitation letter of a published class."""

    kelas = forms.ModelChoiceField(Kelas.objects.none())

    def __init__(self, *args, pengguna: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kelas"].queryset = kelas_undangan(pengguna)

    def parameter(self) -> dict[str, Any]:
        """The job's parameters: ids and numbers only."""
        return {"kelas": self.cleaned_data["kelas"].pk}


FORM_LAPORAN = {
    PekerjaanLaporan.Jenis.KEMAJUAN: FormKemajuan,
    PekerjaanLaporan.Jenis.UNDANGAN: FormUndangan,
}
