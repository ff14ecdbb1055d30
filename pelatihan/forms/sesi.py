"""Sessions as typed: rows of one form, and the commands that change rows without saving."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict

from instansi.models import Pengguna
from lib.tanggal import rentang_jam
from pelatihan.models import Pengajar, Ruang
from pelatihan.rules.jadwal import RencanaSesi, Rentang, jp_dari_durasi
from pembinaan.models import Metode

AWALAN = "sesi"
SESI_TERBANYAK = 30
PENGAJAR_PER_SESI = 3
ISIAN_SESI = (
    "pk",
    "judul",
    "tanggal",
    "mulai",
    "selesai",
    "ruang",
    *(f"pengajar_{n}" for n in range(1, PENGAJAR_PER_SESI + 1)),
    "jp",
)


class IsianTanggal(forms.DateField):
    """A date with the browser's own picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class IsianJam(forms.TimeField):
    """An hour as civil servants write it: 09.00, 9.00, 09:00 or 0900."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 5})
    default_error_messages = {"invalid": "Tulis jam seperti 09.00."}

    def __init__(self, **isi: Any) -> None:
        super().__init__(input_formats=["%H.%M", "%H:%M", "%H%M", "%H"], **isi)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class FormSesi(forms.Form):
    """One session of the class; a row left empty is no session."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    judul = forms.CharField(label="Judul sesi", required=False, max_length=160)
    tanggal = IsianTanggal(required=False)
    mulai = IsianJam(required=False)
    selesai = IsianJam(required=False)
    ruang = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    pengajar_1 = forms.TypedChoiceField(
        label="Pengajar", coerce=int, empty_value=None, required=False
    )
    pengajar_2 = forms.TypedChoiceField(
        label="Pengajar kedua", coerce=int, empty_value=None, required=False
    )
    pengajar_3 = forms.TypedChoiceField(
        label="Pengajar ketiga", coerce=int, empty_value=None, required=False
    )
    jp = forms.IntegerField(
        label="JP",
        required=False,
        min_value=1,
        max_value=40,
        help_text="Kosongkan agar dihitung dari lamanya.",
    )

    def __init__(
        self,
        *args: Any,
        ruang: Sequence[tuple[Any, str]],
        pengajar: Sequence[tuple[Any, str]],
        zona: ZoneInfo,
        menit_per_jp: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = True
        self.zona, self.menit_per_jp = zona, menit_per_jp
        self.fields["ruang"].choices = [("", "Tanpa ruang (daring)"), *ruang]
        for n in range(1, PENGAJAR_PER_SESI + 1):
            self.fields[f"pengajar_{n}"].choices = [("", "Belum ada"), *pengajar]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for nama in ("tanggal", "mulai", "selesai"):
            if data.get(nama) is None and nama not in self.errors:
                self.add_error(nama, f"Isi {nama}.")
        mulai, selesai = data.get("mulai"), data.get("selesai")
        if mulai and selesai and selesai <= mulai:
            self.add_error("selesai", "Sesi harus selesai setelah mulai.")
        elif rentang := self.rentang():
            durasi = rentang.selesai - rentang.mulai
            data["jp"] = data.get("jp") or jp_dari_durasi(durasi, self.menit_per_jp)
            if not data["jp"]:
                self.add_error(
                    "jp", f"Sesi ini kurang dari 1 JP ({self.menit_per_jp} menit). Isi JP-nya."
                )
        return data

    def rentang(self) -> Rentang | None:
        """The typed span in the pemda's zone, once date and hours can be read."""
        data = self.cleaned_data
        if not all(data.get(k) for k in ("tanggal", "mulai", "selesai")):
            return None
        mulai, selesai = (
            datetime.combine(data["tanggal"], data[k], self.zona) for k in ("mulai", "selesai")
        )
        return Rentang(mulai, selesai) if mulai < selesai else None

    def rencana(self) -> RencanaSesi | None:
        """The session as planned so far; None while its time cannot be read."""
        rentang = self.rentang()
        if rentang is None:
            return None
        data = self.cleaned_data
        pengajar = [data.get(f"pengajar_{n}") for n in range(1, PENGAJAR_PER_SESI + 1)]
        return RencanaSesi(
            *rentang,
            ruang=data.get("ruang"),
            pengajar=tuple(dict.fromkeys(p for p in pengajar if p is not None)),
            jp=data.get("jp") or 0,
            judul=data.get("judul", ""),
            pk=data.get("pk"),
        )


class FormsetSesi(forms.BaseFormSet):
    """All sessions together: none over another, and a room where the method asks for one."""

    def __init__(self, *args: Any, metode: str = "", milik: Sequence[int] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.metode, self.milik = metode, frozenset(milik)

    def terisi(self) -> list[tuple[int, FormSesi]]:
        """The rows that are filled in, with their number on the page (from 1)."""
        return [(n, f) for n, f in enumerate(self.forms, 1) if f.has_changed()]

    def clean(self) -> None:
        sebelum: list[tuple[int, Rentang]] = []
        for nomor, baris in self.terisi():
            data = getattr(baris, "cleaned_data", {})
            if data.get("pk") is not None and data["pk"] not in self.milik:
                baris.add_error(None, "Sesi ini bukan milik kelas ini. Muat ulang halaman.")
            self._periksa_tempat(baris, data)
            rentang = baris.rentang()
            if rentang is None:
                continue
            for lain, r in sebelum:
                if r.bertumpuk(rentang):
                    jam = rentang_jam(*r, baris.zona)
                    baris.add_error(
                        "mulai", f"Bertumpuk dengan sesi {lain} ({jam}). Bersambung boleh."
                    )
            sebelum.append((nomor, rentang))

    def _periksa_tempat(self, baris: FormSesi, data: dict[str, Any]) -> None:
        ruang = data.get("ruang")
        if self.metode == Metode.TATAP_MUKA and ruang is None and "ruang" not in baris.errors:
            baris.add_error("ruang", "Pilih ruang, atau ubah metode menjadi campuran.")
        if self.metode == Metode.DARING and ruang is not None:
            baris.add_error("ruang", "Kelas daring tidak memakai ruang. Kosongkan ruangnya.")

    def rencana(self) -> list[tuple[int, RencanaSesi]]:
        """Row numbers and plans of all sessions whose time can be read."""
        return [
            (nomor, rencana)
            for nomor, baris in self.terisi()
            if hasattr(baris, "cleaned_data") and (rencana := baris.rencana()) is not None
        ]


BuatFormsetSesi = forms.formset_factory(
    FormSesi,
    formset=FormsetSesi,
    extra=0,
    max_num=SESI_TERBANYAK,
    validate_max=True,
    absolute_max=SESI_TERBANYAK,
)


def isian_sesi(
    pengguna: Pengguna,
    isi: QueryDict | list[dict[str, str]],
    *,
    menit_per_jp: int,
    metode: str = "",
    milik: Sequence[int] = (),
) -> FormsetSesi:
    """The rows, bound to what was posted or showing what is given. Two queries for the choices."""
    pemda = pengguna.pemda
    return BuatFormsetSesi(
        isi if isinstance(isi, QueryDict) else None,
        initial=None if isinstance(isi, QueryDict) else isi,
        prefix=AWALAN,
        metode=metode,
        milik=milik,
        form_kwargs={
            "ruang": pilihan_ruang(pemda.pk),
            "pengajar": pilihan_pengajar(pemda.pk),
            "zona": ZoneInfo(pemda.zona_waktu),
            "menit_per_jp": menit_per_jp,
        },
    )


def baris_dari_rencana(
    daftar: Sequence[RencanaSesi], zona: ZoneInfo, menit_per_jp: int
) -> list[dict[str, Any]]:
    """The rows that show existing sessions.

    JP that follow from the duration stay empty, so that they follow a change of it.
    """
    baris = []
    for r in daftar:
        mulai, selesai = (w.astimezone(zona) for w in r.rentang)
        dari_durasi = jp_dari_durasi(r.selesai - r.mulai, menit_per_jp)
        pengajar = [*r.pengajar, "", "", ""][:PENGAJAR_PER_SESI]
        baris.append(
            {
                "pk": r.pk,
                "judul": r.judul,
                "tanggal": f"{mulai:%Y-%m-%d}",
                "mulai": f"{mulai:%H.%M}",
                "selesai": f"{selesai:%H.%M}",
                "ruang": r.ruang or "",
                "jp": "" if r.jp == dari_durasi else r.jp,
            }
            | {f"pengajar_{n}": p for n, p in enumerate(pengajar, 1)}
        )
    return baris


def pilihan_ruang(pemda: int) -> list[tuple[int, str]]:
    """The pemda's open rooms, with their seats."""
    daftar = Ruang.objects.filter(pemda=pemda, aktif=True).order_by("nama", "pk")
    return [(r.pk, f"{r.nama} ({r.kapasitas} kursi)") for r in daftar]


def pilihan_pengajar(pemda: int) -> list[tuple[int, str]]:
    """The pemda's trainers."""
    daftar = Pengajar.objects.filter(pemda=pemda, aktif=True).select_related("pengguna")
    return [(p.pk, str(p)) for p in daftar.order_by("pengguna__nama", "pk")]


# Commands of the form that save nothing: all that was typed stays.


def baris_sesi(data: QueryDict) -> list[dict[str, str]]:
    """The session rows as they were typed."""
    try:
        jumlah = int(data.get(f"{AWALAN}-TOTAL_FORMS", "0"))
    except ValueError:
        jumlah = 0
    return [
        {nama: data.get(f"{AWALAN}-{n}-{nama}", "") for nama in ISIAN_SESI}
        for n in range(min(jumlah, SESI_TERBANYAK))
    ]


def baris_ke_data(baris: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Rows as if they were posted."""
    data = {f"{AWALAN}-TOTAL_FORMS": str(len(baris)), f"{AWALAN}-INITIAL_FORMS": "0"}
    for n, isi in enumerate(baris):
        data |= {f"{AWALAN}-{n}-{k}": "" if v is None else str(v) for k, v in isi.items()}
    return data


def tambah_baris(
    baris: list[dict[str, str]], *, libur: Collection[date], hari_kerja: int
) -> list[dict[str, str]]:
    """One more session: like the last one, on the next working day."""
    if len(baris) >= SESI_TERBANYAK:
        return baris
    if not baris:
        return [dict.fromkeys(ISIAN_SESI, "")]
    baru = baris[-1] | {"pk": "", "judul": ""}
    try:
        hari = date.fromisoformat(baru["tanggal"]) + timedelta(days=1)
    except ValueError:
        return [*baris, baru]
    while hari in libur or hari.weekday() >= hari_kerja:
        hari += timedelta(days=1)
    return [*baris, baru | {"tanggal": hari.isoformat()}]


def hapus_baris(baris: list[dict[str, str]], nomor: str) -> list[dict[str, str]]:
    """All rows but the one with this number on the page."""
    return [b for n, b in enumerate(baris, 1) if str(n) != nomor]


def pakai_slot(baris: list[dict[str, str]], usul: str, zona: ZoneInfo) -> list[dict[str, str]]:
    """Fill an offered slot, "nomor|mulai|selesai|ruang", into its row; nonsense changes nothing."""
    try:
        nomor, mulai, selesai, ruang = usul.split("|")
        awal, akhir = (datetime.fromisoformat(w).astimezone(zona) for w in (mulai, selesai))
    except ValueError:
        return baris
    isi = {
        "tanggal": f"{awal:%Y-%m-%d}",
        "mulai": f"{awal:%H.%M}",
        "selesai": f"{akhir:%H.%M}",
        "ruang": ruang,
    }
    return [b | isi if str(n) == nomor else b for n, b in enumerate(baris, 1)]
