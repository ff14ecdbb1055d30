"""Where a person works and for whom: moves, superiors."""

from collections.abc import Sequence
from datetime import date, timedelta

from instansi.actions.orang import kunci_pemda, tolak_tanggal, tolak_unit_tutup
from instansi.models import (
    Instansi,
    Jabatan,
    Pegawai,
    Pengguna,
    RiwayatPenempatan,
)
from instansi.queries.orang import rantai_atasan
from instansi.rules.orang import LANGKAH_TEMPAT_SAMA, TEMPAT_SAMA
from lib.aksi import aksi
from lib.galat import GalatAturan, tolakan
from lib.tanggal import tanggal_panjang

SEHARI = timedelta(days=1)


class PegawaiTidakBisaDipindah(GalatAturan):
    """Nothing would change, or the day does not fit the history."""


class MulaiTidakBisaDibetulkan(GalatAturan):
    """No placement runs, nothing would change, or the day lies before the placement before."""


class AtasanTidakBisaDitetapkan(GalatAturan):
    """The superior is oneself, gone, of another pemda, or would close a circle."""


@aksi
def pindahkan_pegawai(
    *,
    pegawai: Pegawai,
    unit: Instansi,
    jabatan: Jabatan,
    mulai: date,
    atasan: Pegawai | None,
    oleh: Pengguna | str,
    hari_ini: date,
) -> None:
    """Place a person in another unit or position from a day on, with the superior there.

    Closes the open placement on the day before and opens the new one; a change on the day on which
    the open one began puts that one right, as bulk loading does. Locks the pemda's root row and the
    person. Raises PegawaiTidakBisaDipindah, PegawaiTidakBisaDisimpan, AtasanTidakBisaDitetapkan.
    """
    kunci_pemda(pegawai.pemda_id)
    orang = Pegawai.objects.select_for_update(of=("self",)).get(pk=pegawai.pk)
    tolak_diri_sendiri(orang, oleh)
    if (orang.unit_id, orang.jabatan_id) == (unit.pk, jabatan.pk):
        raise PegawaiTidakBisaDipindah(TEMPAT_SAMA, langkah=LANGKAH_TEMPAT_SAMA)
    tolak_tanggal(mulai, hari_ini)
    tolak_unit_tutup(unit, hari_ini)
    _tolak_atasan([orang], atasan)
    _buka_penempatan(orang, unit, jabatan, mulai)
    orang.unit, orang.jabatan, orang.atasan = unit, jabatan, atasan
    orang.save(update_fields=["unit", "jabatan", "atasan"])


@aksi
def betulkan_mulai(
    *, pegawai: Pegawai, mulai: date, oleh: Pengguna | str, hari_ini: date
) -> RiwayatPenempatan:
    """Put right the first day of the placement that runs; the one before it ends the day before.

    Who was away in between stays so, as far as the new day leaves room. Locks the pemda's root row.
    Raises MulaiTidakBisaDibetulkan, PegawaiTidakBisaDisimpan for a day to come, and
    AtasanTidakBisaDitetapkan for oneself.
    """
    kunci_pemda(pegawai.pemda_id)
    tolak_diri_sendiri(pegawai, oleh)
    tolak_tanggal(mulai, hari_ini)
    kini, sebelum = [*pegawai.penempatan.order_by("-mulai")[:2], None, None][:2]
    if kini is None or kini.selesai:
        raise MulaiTidakBisaDibetulkan("Tidak ada penempatan yang berjalan.")
    if mulai == kini.mulai:
        raise MulaiTidakBisaDibetulkan("Tanggalnya sudah demikian.", langkah="Isi tanggal lain.")
    if sebelum and mulai <= sebelum.mulai:
        raise MulaiTidakBisaDibetulkan(
            f"Penempatan sebelumnya mulai {tanggal_panjang(sebelum.mulai)}.",
            langkah="Isi tanggal sesudahnya.",
        )
    berubah = [kini]
    akhir = sebelum.selesai if sebelum else None
    if sebelum and akhir and (akhir == kini.mulai - SEHARI or akhir >= mulai):
        # Never two on one day: whichever gets shorter goes first.
        berubah.insert(mulai > kini.mulai, sebelum)
        sebelum.selesai = mulai - SEHARI
    kini.mulai = mulai
    for penempatan in berubah:
        penempatan.save(update_fields=["mulai", "selesai"])
    return kini


def tolakan_pindah(
    *, pegawai: Pegawai, unit: Instansi, mulai: date, oleh: Pengguna | str, hari_ini: date
) -> list[tuple[str | None, GalatAturan]]:
    """Every refusal of ``pindahkan_pegawai`` about place and day, with the field it concerns."""
    return tolakan(
        (
            (None, lambda: tolak_diri_sendiri(pegawai, oleh)),
            ("unit", lambda: tolak_unit_tutup(unit, hari_ini)),
            ("mulai", lambda: tolak_tanggal(mulai, hari_ini)),
            ("mulai", lambda: _penempatan_kini(pegawai, mulai)),
        )
    )


@aksi
def tetapkan_atasan(*, pegawai: Sequence[Pegawai], atasan: Pegawai, oleh: Pengguna | str) -> int:
    """Give these people a superior; how many changed. Who has this one already stays untouched.

    Locks the people in the order of their keys. Raises AtasanTidakBisaDitetapkan.
    """
    semua = _kunci(pegawai)
    for orang in semua:
        tolak_diri_sendiri(orang, oleh)
    berubah = [o for o in semua if o.atasan_id != atasan.pk]
    _tolak_atasan(berubah, atasan)
    return Pegawai.objects.filter(pk__in=[o.pk for o in berubah]).update(atasan=atasan)


@aksi
def terapkan_usulan(
    *, pasangan: Sequence[tuple[Pegawai, Pegawai]], oleh: Pengguna | str
) -> tuple[list[tuple[Pegawai, Pegawai]], list[str]]:
    """Give each person the superior beside it; the pairs that changed, and why others did not."""
    berubah, tertolak = [], []
    for orang, atasan in pasangan:
        try:
            if tetapkan_atasan(pegawai=[orang], atasan=atasan, oleh=oleh):
                berubah.append((orang, atasan))
        except AtasanTidakBisaDitetapkan as galat:
            tertolak.append(f"{orang.nama}: {galat}")
    return berubah, tertolak


def tolak_diri_sendiri(orang: Pegawai, oleh: Pengguna | str) -> None:
    """Status, placement and superior of one's own record are another officer's business."""
    if isinstance(oleh, Pengguna) and oleh.pegawai_id == orang.pk:
        raise AtasanTidakBisaDitetapkan(
            "Data Anda sendiri tidak bisa Anda ubah di sini.",
            langkah="Minta rekan di BKPSDM atau pengelola lain.",
        )


def _kunci(pegawai: Sequence[Pegawai]) -> list[Pegawai]:
    ids = [p.pk for p in pegawai]
    return list(Pegawai.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def _tolak_atasan(bawahan: Sequence[Pegawai], atasan: Pegawai | None) -> None:
    if atasan is None or not bawahan:
        return
    ids = {b.pk for b in bawahan}
    di_atas = set(rantai_atasan(atasan.pk))
    if atasan.pk in ids:
        alasan = f"{atasan.nama} tidak bisa menjadi atasan dirinya sendiri."
    elif atasan.status != Pegawai.Status.AKTIF:
        alasan = f"{atasan.nama} tidak aktif."
    elif any(atasan.pemda_id != b.pemda_id for b in bawahan):
        alasan = "Atasan harus pegawai kota yang sama."
    elif bertemu := [b for b in bawahan if b.pk in di_atas]:
        alasan = f"{bertemu[0].nama} adalah atasan dari {atasan.nama}, langsung atau tidak."
    else:
        return
    raise AtasanTidakBisaDitetapkan(alasan, langkah="Pilih orang lain.")


def _buka_penempatan(orang: Pegawai, unit: Instansi, jabatan: Jabatan, mulai: date) -> None:
    kini = _penempatan_kini(orang, mulai)
    if kini and kini.mulai == mulai:
        kini.unit, kini.jabatan = unit, jabatan
        kini.save(update_fields=["unit", "jabatan"])
        return
    if kini:
        kini.selesai = mulai - SEHARI
        kini.save(update_fields=["selesai"])
    RiwayatPenempatan.objects.create(pegawai=orang, unit=unit, jabatan=jabatan, mulai=mulai)


def _penempatan_kini(orang: Pegawai, mulai: date) -> RiwayatPenempatan | None:
    """The open placement, which another may follow from a day on; refuses a day before it."""
    terakhir = RiwayatPenempatan.objects.filter(pegawai=orang).order_by("-mulai").first()
    if terakhir is None:
        return None
    if terakhir.selesai is None:
        awal, alasan = terakhir.mulai, f"sekarang baru mulai {tanggal_panjang(terakhir.mulai)}"
    else:
        awal = terakhir.selesai + SEHARI
        alasan = f"sebelumnya berlaku sampai {tanggal_panjang(terakhir.selesai)}"
    if mulai < awal:
        raise PegawaiTidakBisaDipindah(
            f"Penempatan {alasan}.", langkah=f"Isi tanggal {tanggal_panjang(awal)} atau sesudahnya."
        )
    return terakhir if terakhir.selesai is None else None
