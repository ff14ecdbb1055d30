"""Input about roles: filters, what is given, what changes, why it ends."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from instansi.models import Instansi, Pegawai, Pengguna, Peran
from instansi.rules.peran import HANYA_AKAR, TURUNAN
from kelola.queries.pilih_akun import Hasil, cari_akun

PERAN_DIBERI = [(p.value, p.label) for p in Peran if p not in TURUNAN]
SELURUH_KOTA = ", ".join(p.label for p in Peran if p in HANYA_AKAR)
PILIHAN_DEPUTI = 10
KEADAAN = [
    ("BERLAKU", "Berlaku hari ini"),
    ("NANTI", "Akan datang"),
    ("BERAKHIR", "Sudah berakhir"),
    ("SEMUA", "Semua"),
]


class Tanggal(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PilihanSimpul(forms.ModelChoiceField):
    """A node of the tree, indented by depth."""

    default_error_messages = {
        "invalid_choice": "Instansi ini di luar lingkup Anda atau sudah ditutup. Pilih dari daftar."
    }

    def label_from_instance(self, obj: Instansi) -> str:
        return "– " * (obj.depth - 1) + obj.nama


class FormSaringPeran(forms.Form):
    """peran, unit (with all below it), keadaan and jenis."""

    peran = forms.ChoiceField(required=False, choices=[("", "Semua peran"), *PERAN_DIBERI])
    unit = PilihanSimpul(Instansi.objects.none(), required=False, empty_label="Semua instansi")
    keadaan = forms.ChoiceField(required=False, choices=KEADAAN)
    jenis = forms.ChoiceField(
        required=False,
        choices=[("", "Tetap, Plt/Plh, delegasi"), ("PLT", "Plt/Plh"), ("DELEGASI", "Delegasi")],
    )

    def __init__(self, *args: Any, unit: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = unit


def _sebut_akun(akun: Pengguna) -> str:
    tempat = akun.pegawai.unit.nama if akun.pegawai else "bukan pegawai kota ini"
    return f"{akun}, {tempat}"


class FormTetap(forms.Form):
    """What can be said about a role when it is given and later."""

    selesai = Tanggal(
        label="Hari terakhir",
        required=False,
        help_text="Kosongkan jika tanpa batas waktu. Plt/Plh wajib diisi.",
    )
    pelaksana_tugas = forms.BooleanField(label="Sebagai Plt/Plh", required=False)
    deputi = forms.CharField(
        required=False,
        max_length=80,
        help_text="Yang mewakilinya, dengan hak yang sama selama peran ini berlaku. "
        "Sebagian nama, NIP, nama akun, atau surel.",
    )
    deputi_pilih = forms.CharField(
        label="Deputi yang mana?", required=False, widget=forms.RadioSelect
    )
    alasan = forms.CharField(
        max_length=200,
        help_text="Misalnya nomor SK. Dibaca pemegang peran dan tersimpan di riwayat.",
    )

    def __init__(
        self,
        *args: Any,
        akun: QuerySet[Pengguna],
        pegawai: QuerySet[Pegawai],
        penerima: Pengguna,
        kini: Pengguna | None = None,
        **kw: Any,
    ) -> None:
        """``kini``: the deputy of today, who stays chosen until another name is typed."""
        super().__init__(*args, **kw)
        self._akun, self._penerima = akun, penerima
        kata = (self["deputi"].value() or "").strip()
        self.temuan = cari_akun(akun, pegawai, kata, PILIHAN_DEPUTI) if kata else Hasil([])
        self._calon = {str(a.pk): a for a in self._dicari(kata, kini)}
        pilihan = [(pk, _sebut_akun(a)) for pk, a in self._calon.items()]
        self.fields["deputi_pilih"].widget.choices = pilihan
        self.fields["deputi_pilih"].tanda_bebas = False
        if kini and str(kini.pk) in self._calon:
            self.initial["deputi_pilih"] = str(kini.pk)

    def _dicari(self, kata: str, kini: Pengguna | None) -> list[Pengguna]:
        surel = self._akun.filter(email=kata.lower(), is_active=True) if "@" in kata else []
        lama = [kini] if kini and kini.is_active and kini.nama == kata else []
        calon = {a.pk: a for a in (*lama, *surel, *self.temuan.daftar)}
        return [a for a in calon.values() if a != self._penerima]

    @property
    def tampak(self) -> list[forms.BoundField]:
        """The fields to show: which of several people only where there are several."""
        perlu = len(self._calon) > 1 or self.temuan.mirip
        return [f for f in self if f.name != "deputi_pilih" or perlu]

    def _deputi(self, data: dict[str, Any]) -> Pengguna | None:
        """Whom the typed words mean; raises ValidationError with whom they might mean."""
        if not data.get("deputi", "").strip():
            return None
        if terpilih := self._calon.get(data.get("deputi_pilih", "")):
            return terpilih
        calon = list(self._calon.values())
        if len(calon) == 1 and not self.temuan.mirip:
            return calon[0]
        if calon:
            persis = "" if self.temuan.mirip else f" Ada {len(calon)} yang cocok."
            mirip = " Tidak ada yang persis; ada yang mirip." if self.temuan.mirip else ""
            raise forms.ValidationError(f"Pilih deputi di bawah.{persis}{mirip}")
        if self._penerima in self.temuan.daftar:
            raise forms.ValidationError("Deputi adalah orang lain, bukan pemegang perannya.")
        if self.temuan.tertolak:
            t = self.temuan.tertolak[0]
            raise forms.ValidationError(f"{t.pegawai}: {t.alasan[:1].lower()}{t.alasan[1:]}")
        raise forms.ValidationError("Tidak ada akun aktif dengan nama atau NIP itu.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "deputi" in data:
            try:
                data["deputi"] = self._deputi(data)
            except forms.ValidationError as galat:
                self.add_error("deputi", galat)
        data.pop("deputi_pilih", None)
        if data.get("pelaksana_tugas") and "selesai" in data and data["selesai"] is None:
            self.add_error("selesai", "Plt/Plh wajib punya hari terakhir.")
        return data


class FormBeri(FormTetap):
    """A role at a node from a day on."""

    peran = forms.ChoiceField(
        choices=[("", "Pilih peran"), *PERAN_DIBERI],
        help_text=f"{SELURUH_KOTA}: selalu untuk seluruh kota.",
    )
    instansi = PilihanSimpul(
        Instansi.objects.none(),
        required=False,
        empty_label="Pilih instansi",
        help_text="Dengan unit di bawahnya. Boleh kosong hanya untuk admin pemda, HR, dan auditor.",
    )
    mulai = Tanggal(label="Mulai")
    field_order = [
        "peran",
        "instansi",
        "mulai",
        "selesai",
        "pelaksana_tugas",
        "deputi",
        "deputi_pilih",
        "alasan",
    ]

    def __init__(self, *args: Any, simpul: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = simpul
        self.fields["instansi"].tanda_bebas = False

    def clean(self) -> dict[str, Any]:
        """The pemda is the only node of a role for the whole city: it need not be chosen."""
        data = super().clean()
        if "instansi" in data and data["instansi"] is None:
            if data.get("peran") in HANYA_AKAR:
                data["instansi"] = self.fields["instansi"].queryset.filter(depth=1).first()
            if data["instansi"] is None:
                self.add_error("instansi", "Pilih instansi tempat peran ini berlaku.")
        return data


class FormAlasan(forms.Form):
    """Why something ends."""

    alasan = forms.CharField(
        max_length=200, help_text="Dibaca yang bersangkutan dan tersimpan di riwayat."
    )


class FormDelegasi(forms.Form):
    """Where and when a role is handed over; the end is required. One possible node is no choice."""

    instansi = PilihanSimpul(
        Instansi.objects.none(),
        label="Berlaku di",
        empty_label=None,
        help_text="Dengan unit di bawahnya.",
    )
    mulai = Tanggal(label="Mulai")
    selesai = Tanggal(
        label="Hari terakhir", help_text="Berakhir dengan sendirinya pada akhir hari itu."
    )
    alasan = forms.CharField(max_length=200, help_text="Misalnya: cuti tahunan.")

    def __init__(self, *args: Any, simpul: QuerySet[Instansi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].queryset = simpul
        if simpul.count() == 1:
            del self.fields["instansi"]
