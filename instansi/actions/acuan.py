"""What the loaders of small tables share: compare rows with what is there, write the difference."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model

from instansi.models import Instansi
from instansi.rules.impor.pemuat import Pesanan
from instansi.rules.impor.unit import kunci_nama
from lib.impor import Baris, BarisBaru, GalatBaris, HasilBaca, Kolom, LaporanImpor, Perubahan
from lib.tanggal import tanggal_pendek

SEKALI_UBAH = 500  # rows of one UPDATE
BARU_TERSEBUT = 4  # columns by which a page tells a new row


class Isian(NamedTuple):
    """One judged row: what it is known by, what a page calls it, the fields that it sets."""

    baris: int
    kunci: Hashable
    label: str
    nilai: dict[str, Any]


def kunci_pemda(pemda: Instansi) -> None:
    """Let only one import into a pemda at a time."""
    Instansi.objects.select_for_update().get(pk=pemda.pk)


def muat_per_pemda(
    pesanan: Pesanan, kolom: tuple[Kolom, ...], model: type[Model], kunci: str
) -> LaporanImpor:
    """Load a table whose columns are a model's fields; rows are known by the column ``kunci``.

    Names that differ in case and punctuation only are the same. Locks the pemda's row.
    """
    hasil, laporan = pesanan.baca(kolom)
    if laporan.galat_berkas:
        return laporan
    kunci_pemda(pesanan.pemda)
    semua = model._default_manager.filter(pemda=pesanan.pemda)
    isian = [
        Isian(baris.nomor, banding(nilai[kunci]), tampil(model, kunci, nilai[kunci]), nilai)
        for baris, nilai in nilai_baris(hasil, model)
    ]
    return muat_isian(
        pesanan,
        hasil,
        laporan,
        isian,
        ada={banding(getattr(objek, kunci)): objek for objek in semua},
        buat=lambda isi: model(pemda=pesanan.pemda, **isi.nilai),
        sebutan={k.nama: k.sebutan for k in kolom},
    )


def nilai_baris(hasil: HasilBaca, model: type[Model]) -> Iterator[tuple[Baris, dict[str, Any]]]:
    """Each good row with the fields that it sets; an empty cell sets the field's default.

    A column that the file does not have sets nothing.
    """
    bawaan = {
        f.name: f.get_default()
        for f in model._meta.concrete_fields
        if f.name not in ("id", "pemda")
    }
    for baris in hasil.siap:
        yield (
            baris,
            {
                nama: bawaan.get(nama) if isi is None else isi
                for nama, isi in baris.nilai.items()
                if nama not in hasil.kolom_kosong
            },
        )


def banding(nilai: Any) -> Hashable:
    """A key in comparable form."""
    return kunci_nama(nilai) if isinstance(nilai, str) else nilai


def tampil(model: type[Model], nama: str, nilai: Any) -> str:
    """A field's value as people read it."""
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, date):
        return tanggal_pendek(nilai)
    pilihan = getattr(model._meta.get_field(nama), "flatchoices", None) or ()
    return str(dict(pilihan).get(nilai, nilai))


def muat_isian(
    pesanan: Pesanan,
    hasil: HasilBaca,
    laporan: LaporanImpor,
    isian: Iterable[Isian],
    *,
    ada: Mapping[Any, Model],
    buat: Callable[[Isian], Model],
    sebutan: Mapping[str, str],
) -> LaporanImpor:
    """Report what is new and changed; with ``terapkan`` write it.

    ``ada`` are the objects there by key, ``buat`` makes a new one. A key that comes again is
    refused. Errors of the rows of ``hasil`` go into the report.
    """
    baru: list[Model] = []
    ubah: list[Model] = []
    pertama: dict[Hashable, int] = {}
    laporan.galat += hasil.galat
    for isi in isian:
        if (baris := pertama.setdefault(isi.kunci, isi.baris)) != isi.baris:
            laporan.galat.append(_kembar(isi, baris, sebutan))
        elif isi.kunci not in ada:
            baru.append(buat(isi))
            kunci = _kunci_baru(type(baru[-1]), isi, sebutan)
            laporan.daftar_baru.append(BarisBaru(isi.baris, isi.label, kunci))
        elif beda := _ubah(ada[isi.kunci], isi.nilai, sebutan):
            laporan.perubahan.append(Perubahan(isi.baris, isi.label, beda))
            ubah.append(ada[isi.kunci])
        else:
            laporan.tetap += 1
    laporan.galat.sort(key=lambda g: g.baris)
    laporan.baru, laporan.berubah = len(baru), len(ubah)
    laporan.ditolak = len(hasil.nomor) - laporan.baru - laporan.berubah - laporan.tetap
    laporan.diterapkan = pesanan.terapkan
    if pesanan.terapkan:
        laporan.ditulis = _tulis(baru, ubah, list(sebutan))
    return laporan


def _kembar(isi: Isian, baris: int, sebutan: Mapping[str, str]) -> GalatBaris:
    """The refusal of a row whose key another row has."""
    kolom, alasan = next(iter(sebutan.values())), f"Sama dengan baris {baris}."
    return GalatBaris(isi.baris, kolom, isi.label, alasan, "Hapus salah satunya.")


def _kunci_baru(
    model: type[Model], isi: Isian, sebutan: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The first filled columns of a new row, its label aside."""
    semua = ((s, tampil(model, n, isi.nilai[n])) for n, s in sebutan.items() if n in isi.nilai)
    terisi = [(kolom, teks) for kolom, teks in semua if teks and teks != isi.label]
    return tuple(terisi[:BARU_TERSEBUT])


def _tulis(baru: list[Model], ubah: list[Model], kolom: list[str]) -> int:
    """Write new and changed objects of one model, each in one go; how many."""
    if baru:
        type(baru[0])._default_manager.bulk_create(baru)
    if ubah:
        type(ubah[0])._default_manager.bulk_update(ubah, kolom, batch_size=SEKALI_UBAH)
    return len(baru) + len(ubah)


def _ubah(
    objek: Model, nilai: Mapping[str, Any], sebutan: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Set the fields that differ; their headings with before and after."""
    beda = []
    for nama, isi in nilai.items():
        lama = getattr(objek, nama)
        if lama != isi:
            beda.append(
                (sebutan[nama], tampil(type(objek), nama, lama), tampil(type(objek), nama, isi))
            )
            setattr(objek, nama, isi)
    return tuple(beda)
