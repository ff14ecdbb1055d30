"""Filters of the list of people. The search itself never stands in an address (invariant 11)."""

from django import forms
from django.db.models import QuerySet

from instansi.models import Instansi, Jabatan, Pegawai
from laporan.queries.perhatian import PERHATIAN


class FormSaring(forms.Form):
    """unit (with everything below it), rumpun, jenis and what needs attention."""

    unit = forms.ModelChoiceField(Instansi.objects.none(), required=False, empty_label="Semua unit")
    rumpun = forms.ChoiceField(
        label="Kelompok",
        required=False,
        choices=[("", "Semua kelompok"), *Jabatan.Rumpun.choices],
    )
    jenis = forms.ChoiceField(
        label="Jenis pegawai",
        required=False,
        choices=[("", "PNS dan PPPK"), *Pegawai.Jenis.choices],
    )
    perhatian = forms.ChoiceField(
        label="Perlu perhatian",
        required=False,
        choices=[("", "Semua pegawai"), ("semua", "Perlu perhatian"), *PERHATIAN.items()],
    )

    def __init__(self, *args, unit: QuerySet[Instansi], **kwargs):
        super().__init__(*args, **kwargs)
        for isian in self.fields.values():
            isian.widget.attrs["class"] = "form-select"
        self.fields["unit"].queryset = unit.filter(aktif_sampai=None).order_by("path")
        self.fields["unit"].label_from_instance = lambda u: "– " * (u.depth - 1) + u.nama
