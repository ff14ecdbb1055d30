"""Filters of the list of people. The search itself never stands in an address (invariant 11)."""

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet

from instansi.models import Instansi, Jabatan, Pegawai
from laporan.queries.perhatian import PERHATIAN


class FormSaring(forms.Form):
    """unit (with everything below it), rumpun, jenis and what needs attention."""

    unit = forms.ModelChoiceField(
        Instansi.objects.none(),
        required=False,
        help_text="Unit di bawahnya muncul setelah satu perangkat daerah disaring.",
    )
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
        unit = unit.filter(aktif_sampai=None)
        self.fields["unit"].queryset = unit
        self.fields["unit"].widget.choices = [
            ("", "Semua unit"),
            *pilihan_unit(
                unit.order_by("path").values_list("pk", "path", "nama"), self.data.get("unit")
            ),
        ]


def pilihan_unit(
    daftar: Iterable[tuple[int, str, str]], terpilih: str | None
) -> list[tuple[int, str]]:
    """The units to choose from: the two highest levels, and the way to the chosen one and below.

    A city has hundreds of schools: they appear once their agency is chosen.
    """
    daftar = list(daftar)
    langkah = Instansi.steplen
    puncak = min((len(path) for _, path, _ in daftar), default=0)
    jalur = next((path for pk, path, _ in daftar if str(pk) == terpilih), "")

    def tampil(path: str) -> bool:
        di_atas = jalur.startswith(path)
        anak = bool(jalur) and path.startswith(jalur) and len(path) == len(jalur) + langkah
        return len(path) <= puncak + langkah or di_atas or anak

    return [
        (pk, "– " * (len(path) // langkah - 1) + nama) for pk, path, nama in daftar if tampil(path)
    ]
