"""One week of the schedule: rooms or trainers as rows, days as columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from instansi.models import Instansi, Pengguna
from pelatihan.models import Kelas, PengajarSesi, Ruang, Sesi
from pelatihan.queries.jadwal import dalam_rentang
from pelatihan.queries.kelas import kelas_untuk
from pelatihan.rules.jadwal import Kalender, Rentang

if TYPE_CHECKING:
    from instansi.akses import IzinDasar

DARING = "Daring"


@dataclass
class Acara:
    """A session as the week shows it."""

    sesi: Sesi
    hari: date
    draf: bool
    pengajar: list[tuple[int, str]]
    bentrok: bool = False


@dataclass
class Sel:
    """One row's day; ``tambah`` when a class may be scheduled here."""

    hari: date
    acara: list[Acara]
    tambah: bool


@dataclass
class Baris:
    """A room, a trainer, or what has neither (pk None)."""

    pk: int | None
    judul: str
    ket: str
    sel: list[Sel] = field(default_factory=list)

    @property
    def lapang(self) -> bool:
        """Whether nothing happens in the whole week."""
        return not any(s.acara for s in self.sel)


def rentang_pekan(senin: date, kalender: Kalender) -> Rentang:
    """The week that begins on this Monday, in the pemda's zone."""
    mulai = datetime.combine(senin, time(), kalender.zona)
    return Rentang(mulai, mulai + timedelta(days=7))


def acara_pekan(
    pengguna: Pengguna, izin: "IzinDasar", senin: date, kalender: Kalender
) -> list[Acara]:
    """The sessions a person may see in a week, drafts that overlap marked. Two queries."""
    pengajar = Prefetch(
        "pengajar_sesi",
        PengajarSesi.objects.select_related("pengajar__pengguna").order_by("pk"),
    )
    daftar = (
        Sesi.objects.filter(
            dalam_rentang([rentang_pekan(senin, kalender)]),
            kelas__in=kelas_untuk(pengguna, izin).exclude(status=Kelas.Status.BATAL).values("pk"),
        )
        .select_related("kelas__pelatihan", "ruang")
        .prefetch_related(pengajar)
        .order_by("mulai", "pk")
    )
    acara = [
        Acara(
            sesi=s,
            hari=s.mulai.astimezone(kalender.zona).date(),
            draf=not s.terjadwal,
            pengajar=[(p.pengajar_id, str(p.pengajar)) for p in s.pengajar_sesi.all()],
        )
        for s in daftar
    ]
    _tandai_bentrok(acara)
    return acara


def _tandai_bentrok(acara: Sequence[Acara]) -> None:
    """A clash needs a draft in it: what is scheduled cannot overlap, nor can one class itself."""
    for i, a in enumerate(acara):
        for b in acara[i + 1 :]:
            if b.sesi.mulai >= a.sesi.selesai:
                break
            if not (a.draf or b.draf):
                continue
            satu_ruang = a.sesi.ruang_id is not None and a.sesi.ruang_id == b.sesi.ruang_id
            satu_pengajar = {p for p, _ in a.pengajar} & {p for p, _ in b.pengajar}
            if satu_ruang or satu_pengajar:
                a.bentrok = b.bentrok = True


def saring_milik(acara: Iterable[Acara], pengguna: Pengguna) -> list[Acara]:
    """Classes that a person drafted or teaches."""
    return [
        a
        for a in acara
        if a.sesi.kelas.dibuat_oleh_id == pengguna.pk
        or any(p.pengajar.pengguna_id == pengguna.pk for p in a.sesi.pengajar_sesi.all())
    ]


def pemilik_ruang(pemda: int) -> QuerySet[Instansi]:
    """The agencies that own rooms."""
    milik = Ruang.objects.filter(pemda=pemda, aktif=True).values("pemilik")
    return Instansi.objects.filter(pk__in=milik).order_by("depth", "nama", "pk")


def hari_tampil(senin: date, acara: Iterable[Acara], kalender: Kalender) -> list[date]:
    """Monday to Saturday at least, Sunday when it is worked or something happens."""
    dipakai = {a.hari for a in acara}
    banyak = max(6, kalender.hari_kerja)
    pekan = [senin + timedelta(days=n) for n in range(7)]
    return [h for n, h in enumerate(pekan) if n < banyak or h in dipakai]


def baris_ruang(
    pemda: int,
    acara: Sequence[Acara],
    hari: Sequence[date],
    *,
    pemilik: int | None,
    dari: date | None,
) -> list[Baris]:
    """Open rooms (of one owner) and rooms in use, then what is online; one query.

    A class may be scheduled in a cell from the day ``dari`` on; None: nowhere.
    """
    dipakai = {a.sesi.ruang_id for a in acara if a.sesi.ruang_id is not None}
    syarat = Q(aktif=True) | Q(pk__in=dipakai)
    if pemilik is not None:
        syarat &= Q(pemilik=pemilik)
    ruang = Ruang.objects.filter(syarat, pemda=pemda).order_by("nama", "pk")
    baris = [Baris(r.pk, r.nama, f"{r.kapasitas} kursi") for r in ruang]
    per_ruang = _kelompok((a.sesi.ruang_id, a) for a in acara)
    if pemilik is None:
        baris.append(Baris(None, DARING, "Tanpa ruang"))
    return [_isi(b, per_ruang, hari, dari) for b in baris]


def baris_pengajar(acara: Sequence[Acara], hari: Sequence[date]) -> list[Baris]:
    """Trainers who teach in the week, by name; no query."""
    nama = {pk: n for a in acara for pk, n in a.pengajar}
    per_orang = _kelompok((pk, a) for a in acara for pk, _ in a.pengajar)
    tanpa = [a for a in acara if not a.pengajar]
    baris = [Baris(pk, n, "Pengajar") for pk, n in sorted(nama.items(), key=lambda x: (x[1], x[0]))]
    if tanpa:
        per_orang |= _kelompok((None, a) for a in tanpa)
        baris.append(Baris(None, "Belum ada pengajar", ""))
    return [_isi(b, per_orang, hari, None) for b in baris]


Kelompok = dict[tuple[int | None, date], list[Acara]]


def _kelompok(pasangan: Iterable[tuple[int | None, Acara]]) -> Kelompok:
    hasil: Kelompok = {}
    for pk, a in pasangan:
        hasil.setdefault((pk, a.hari), []).append(a)
    return hasil


def _isi(baris: Baris, isi: Kelompok, hari: Sequence[date], dari: date | None) -> Baris:
    for h in hari:
        acara = isi.get((baris.pk, h), [])
        baris.sel.append(Sel(h, acara, tambah=dari is not None and h >= dari and not acara))
    return baris


def agenda(acara: Iterable[Acara]) -> list[tuple[date, list[Acara]]]:
    """The same week by day, only days with something in them."""
    hasil: dict[date, list[Acara]] = {}
    for a in acara:
        hasil.setdefault(a.hari, []).append(a)
    return sorted(hasil.items())
