"""Filters of the list of people. The search itself never stands in an address (invariant 11)."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet

from instansi.models import Instansi, Jabatan, Pegawai
from instansi.queries.jabatan import pilihan_jabatan
from instansi.queries.saring_unit import UnitTersaring
from instansi.queries.unit import pilihan_unit
from instansi.rules.orang import JENJANG, LANGKAH_TEMPAT_SAMA, PILIHAN_GOLONGAN, TEMPAT_SAMA
from laporan.queries.perhatian import PERHATIAN
from laporan.rules.pegawai import KOLOM_DAFTAR, SEMUA_STATUS, kolom_terpilih
from lib.pilih_orang import MasukanTanggal

URUT = [
    ("nama", "Nama, A ke Z"),
    ("-nama", "Nama, Z ke A"),
    ("unit", "Unit, A ke Z"),
    ("-unit", "Unit, Z ke A"),
    ("-golongan", "Golongan tertinggi dahulu"),
    ("golongan", "Golongan terendah dahulu"),
    ("-jp", "JP terbanyak dahulu"),
    ("jp", "JP tersedikit dahulu"),
]
KURANG = [("atasan", "Tanpa atasan"), ("surel", "Tanpa surel")]


def _tetap(semua: str, pilihan: Iterable[tuple[str, str]]) -> Callable[[], list[tuple[str, str]]]:
    """Choices behind one for no filter; callable, so that no request copies them."""
    daftar = [("", semua), *pilihan]
    return lambda: daftar


class BidangKolom(forms.MultipleChoiceField):
    """The columns of the list; those that show unless others are chosen are ticked."""

    widget = forms.CheckboxSelectMultiple

    def bound_data(self, data: Any, initial: Any) -> list[str]:
        return list(kolom_terpilih(data or ()))


class FormSaring(forms.Form):
    """What narrows the list, how it is sorted, and its columns.

    A unit counts with everything below it. ``UTAMA`` are the filters that are always in sight.
    """

    UTAMA = ("unit", "rumpun", "jenis", "perhatian")
    LAIN = ("jabatan", "jenjang", "golongan", "status", "kurang")
    BIDANG_TETAP = frozenset({*UTAMA, *LAIN, "urut", "kolom"})

    unit = forms.IntegerField(required=False, widget=forms.Select)
    rumpun = forms.ChoiceField(
        label="Kelompok", required=False, choices=_tetap("Semua kelompok", Jabatan.Rumpun.choices)
    )
    jenis = forms.ChoiceField(
        label="Jenis pegawai",
        required=False,
        choices=_tetap("PNS dan PPPK", Pegawai.Jenis.choices),
    )
    perhatian = forms.ChoiceField(
        label="Perlu perhatian",
        required=False,
        choices=_tetap("Semua pegawai", [("semua", "Perlu perhatian"), *PERHATIAN.items()]),
    )
    jabatan = forms.ChoiceField(
        label="Jenis jabatan",
        required=False,
        choices=_tetap("Semua jenis jabatan", Jabatan.Jenis.choices),
    )
    jenjang = forms.ChoiceField(
        required=False, choices=_tetap("Semua jenjang", [(j, j) for j in JENJANG])
    )
    golongan = forms.ChoiceField(required=False, choices=_tetap("Semua golongan", PILIHAN_GOLONGAN))
    status = forms.ChoiceField(
        required=False,
        choices=_tetap("Aktif", [*Pegawai.Status.choices[1:], (SEMUA_STATUS, "Semua status")]),
    )
    kurang = forms.ChoiceField(
        label="Data kurang", required=False, choices=_tetap("Semua pegawai", KURANG)
    )
    urut = forms.ChoiceField(label="Urutkan", required=False, choices=lambda: URUT)
    kolom = BidangKolom(
        label="Kolom",
        required=False,
        choices=KOLOM_DAFTAR.items,
        help_text="Nama dan jabatan selalu tampil.",
    )

    def __init__(self, *args, unit: Iterable[UnitTersaring], **kwargs):
        super().__init__(*args, **kwargs)
        self._unit = {u.pk: u for u in unit}
        self.fields["unit"].widget.choices = [("", "Semua unit")] + [
            (u.pk, u.sebutan) for u in self._unit.values()
        ]

    def clean_unit(self) -> UnitTersaring | None:
        pk = self.cleaned_data["unit"]
        if pk is not None and pk not in self._unit:
            raise forms.ValidationError("Pilih salah satu unit di daftar.")
        return self._unit.get(pk)

    @cached_property
    def isi(self) -> dict[str, Any]:
        """The filters that narrow; none of them where one cannot be read."""
        if not self.is_valid():
            return {}
        semua = (*self.UTAMA, *self.LAIN)
        return {k: self.cleaned_data[k] for k in semua if self.cleaned_data[k]}

    @property
    def urutan(self) -> str:
        return (self.is_valid() and self.cleaned_data["urut"]) or "nama"

    @property
    def kolom_tampil(self) -> tuple[str, ...]:
        return kolom_terpilih(self.cleaned_data["kolom"] if self.is_valid() else ())

    @property
    def kueri(self) -> str:
        """The filters, sort and columns as they stand in an address; no words of a search."""
        isi = self.cleaned_data if self.is_valid() else {}
        tetap = [(k, getattr(v, "pk", v)) for k, v in self.isi.items()]
        tetap += [("urut", isi["urut"])] if isi.get("urut") else []
        return urlencode(tetap + [("kolom", k) for k in isi.get("kolom", [])])

    @property
    def sebutan(self) -> list[str]:
        """The filters in words, as their lists name them."""
        return [
            nilai.nama if kode == "unit" else dict(self.fields[kode].choices)[nilai]
            for kode, nilai in self.isi.items()
        ]

    @property
    def lain(self) -> list[forms.BoundField]:
        """The filters behind the fold."""
        return [self[k] for k in self.LAIN]

    @property
    def utama(self) -> list[forms.BoundField]:
        return [self[k] for k in self.UTAMA]

    @property
    def terpakai(self) -> int:
        """How many filters narrow the list."""
        return len(self.isi)

    @property
    def lain_terpakai(self) -> int:
        """How many filters behind the fold narrow the list."""
        return sum(k in self.isi for k in self.LAIN)


class FormStatus(forms.Form):
    """Another status, from a day on; a retirement that comes early passes with a reason."""

    # Another status may be looked at while the reason is still empty.
    use_required_attribute = False

    status = forms.ChoiceField(
        label="Status baru", choices=[("", "Pilih status"), *Pegawai.Status.choices]
    )
    sejak = forms.DateField(label="Sejak tanggal", widget=MasukanTanggal)
    alasan = forms.CharField(
        label="Alasan pensiun sebelum batas usia",
        required=False,
        max_length=200,
        help_text="Misalnya “Atas permintaan sendiri, SK Wali Kota nomor dan tanggalnya”.",
    )


class FormPindah(forms.Form):
    """Where someone works from a day on; ``unit`` and ``jabatan`` come out as objects."""

    unit = forms.TypedChoiceField(label="Unit kerja")
    jabatan = forms.TypedChoiceField()
    mulai = forms.DateField(label="Mulai tanggal", widget=MasukanTanggal)

    def __init__(self, *args: Any, unit: QuerySet[Instansi], pemda_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = pilihan_unit(unit)
        self.fields["unit"].coerce = lambda pk: unit.get(pk=pk)
        self.fields["jabatan"].choices = pilihan_jabatan(pemda_id)
        self.fields["jabatan"].coerce = lambda pk: Jabatan.objects.get(pk=pk)

    def clean(self) -> None:
        isi = self.cleaned_data
        tempat = {k: isi[k].pk for k in ("unit", "jabatan") if k in isi}
        if tempat == {k: self.initial[k] for k in ("unit", "jabatan")}:
            raise forms.ValidationError(f"{TEMPAT_SAMA} {LANGKAH_TEMPAT_SAMA}")


class FormTampilan(forms.Form):
    """The name under which a list is kept."""

    nama = forms.CharField(max_length=60)
