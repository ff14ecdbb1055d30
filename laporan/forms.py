"""What dashboards and reports are asked with."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from instansi.models import Instansi, Pengguna
from laporan.models import PekerjaanLaporan
from laporan.permissions import Izin
from laporan.queries.dasbor import unit_dasbor
from laporan.queries.pekerjaan import kelas_undangan
from laporan.rules.dasbor import tahun_tersedia
from pelatihan.models import Kelas


class FormTahun(forms.Form):
    """A year that has figures: policy parameters reach no further back."""

    def clean_tahun(self) -> int | None:
        tahun: int | None = self.cleaned_data["tahun"]
        if tahun is not None and tahun not in tahun_tersedia(timezone.localdate()):
            raise forms.ValidationError("Pilih salah satu tahun yang tersedia.")
        return tahun


class FormDasbor(FormTahun):
    """A unit in scope and a year; both may be left out."""

    unit = forms.ModelChoiceField(Instansi.objects.none(), required=False)
    tahun = forms.IntegerField(required=False)

    def __init__(self, *args, unit: QuerySet[Instansi], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit


class FormKemajuan(FormTahun):
    """The progress report of a unit and year."""

    unit = forms.ModelChoiceField(Instansi.objects.none())
    tahun = forms.IntegerField()

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
