"""Seats: nominate and cancel. Every transition locks the class row, counts, then writes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.models import F

from instansi.models import Pegawai, Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import di_zona, rentang_jam, tanggal_hari
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir
from pelatihan.models import Kehadiran, Kelas, Pendaftaran
from pelatihan.queries import pendaftaran as queries
from pelatihan.queries.kehadiran import sesi_kelas
from pelatihan.queries.pendaftaran import Bentrok
from pelatihan.rules import pendaftaran as rules
from pelatihan.rules.pendaftaran import Penolakan

DITERIMA = Pendaftaran.Status.DITERIMA
DIUMUMKAN = (Kelas.Status.TERBIT, Kelas.Status.BERJALAN)
BATASAN_REBUTAN = {"kelas_kursi_cukup", "pendaftaran_satu_kursi", "peserta_tidak_bentrok"}


class KelasTertutup(GalatAturan):
    """The class takes nobody: cancelled, over, verified, or outside its registration window."""


class JadwalBaruBerubah(GalatAturan):
    """Someone scheduled a participant elsewhere between our check and our write."""


class PendaftaranTidakBisaDibatalkan(GalatAturan):
    """The seat cannot be given back any more."""


class HasilDaftar(NamedTuple):
    """What became of one nominated person: a seat, or the refusal; ``catatan`` warns."""

    pegawai: Pegawai
    pendaftaran_id: int | None
    penolakan: Penolakan | None
    catatan: str


@aksi
def daftarkan_peserta(
    *,
    kelas: Kelas,
    pegawai: Sequence[Pegawai],
    alasan_luar_masa: str = "",
    izin_bentrok: Mapping[int, str] | None = None,
    oleh: Pengguna | str,
    sekarang: datetime,
) -> list[HasilDaftar]:
    """Seat these people in the given order; who cannot be seated is listed with the reason.

    Partial on purpose: 30 people on 20 seats seat the first 20. Locks the class, then the people
    (each in a fixed order), so that neither seats nor a person's hours are given twice. A person
    in ``izin_bentrok`` (by id, with the reason) may be in two places. A published class tells the
    seated at once. Raises KelasTertutup (nothing is written) and JadwalBaruBerubah.
    """
    kelas = kunci_kelas(kelas.pk)
    _pastikan_terbuka(kelas, alasan_luar_masa, sekarang)
    urutan = list(dict.fromkeys(p.pk for p in pegawai))
    orang = Pegawai.objects.select_for_update(no_key=True).order_by("pk").in_bulk(urutan)
    bentrok = queries.bentrok_peserta(kelas.pk, urutan)
    hasil = _putuskan(kelas, [orang[pk] for pk in urutan], bentrok, izin_bentrok or {})
    baru = [
        Pendaftaran(
            kelas=kelas,
            pegawai=h.pegawai,
            unit_id=h.pegawai.unit_id,
            didaftarkan_oleh=None if isinstance(oleh, str) else oleh,
            didaftarkan_pada=sekarang,
            alasan_luar_masa=alasan_luar_masa.strip(),
        )
        for h in hasil
        if h.penolakan is None
    ]
    _tulis(kelas, baru, bentrok, izin_bentrok or {})
    if kelas.status in DIUMUMKAN:
        _kabari("kelas_undangan", kelas, baru, oleh, sekarang)
    nomor = {d.pegawai_id: d.pk for d in baru}
    return [h._replace(pendaftaran_id=nomor.get(h.pegawai.pk)) for h in hasil]


@aksi
def batalkan_pendaftaran(
    *, pendaftaran: Pendaftaran, alasan: str, oleh: Pengguna | str, sekarang: datetime
) -> None:
    """Give a seat back, with a reason, until the class has started.

    Frees the participant's hours too: attendance rows without a mark go. A published class tells
    the person. Raises PendaftaranTidakBisaDibatalkan.
    """
    kelas = kunci_kelas(pendaftaran.kelas_id)
    daftar = Pendaftaran.objects.select_for_update().get(pk=pendaftaran.pk)
    if not alasan.strip():
        raise PendaftaranTidakBisaDibatalkan(
            "Alasan pembatalan belum diisi.", langkah="Tulis alasannya; peserta akan membacanya."
        )
    if tolak := rules.alasan_tidak_bisa_dibatalkan(
        daftar.status,
        status_kelas=kelas.status,
        kelas_mulai=queries.kelas_mulai(kelas.pk),
        sekarang=sekarang,
    ):
        raise PendaftaranTidakBisaDibatalkan(tolak)
    daftar.status = Pendaftaran.Status.DIBATALKAN
    daftar.alasan_batal = alasan.strip()
    daftar.dibatalkan_oleh = None if isinstance(oleh, str) else oleh
    daftar.dibatalkan_pada = sekarang
    daftar.save(update_fields=["status", "alasan_batal", "dibatalkan_oleh", "dibatalkan_pada"])
    daftar.kehadiran.filter(status=Kehadiran.Status.BELUM).delete()
    Kelas.objects.filter(pk=kelas.pk).update(terisi=F("terisi") - 1)
    if kelas.status in DIUMUMKAN:
        _kabari("pendaftaran_batal", kelas, [daftar], oleh, sekarang)


def kunci_kelas(kelas_id: int) -> Kelas:
    """The one lock of seats, attendance and verification: the class row, until commit."""
    kunci = Kelas.objects.select_for_update(of=("self",))
    return kunci.select_related("pelatihan", "pemda").get(pk=kelas_id)


def lengkapi_kehadiran(kelas_id: int, izin: Mapping[tuple[int, int], str] | None = None) -> int:
    """Give every accepted enrolment a row for each session that has none yet; how many are new.

    To be called inside an action that locked the class: after seating, and after adding sessions.
    ``izin`` holds reasons to overlap by (pegawai, sesi). IntegrityError peserta_tidak_bentrok comes
    up here, in the statement, when a scheduled session would put a person in two places.
    """
    ada = set(Kehadiran.objects.filter(sesi__kelas=kelas_id).values_list("pendaftaran", "sesi"))
    daftar = Pendaftaran.objects.filter(kelas=kelas_id, status=DITERIMA).order_by("pegawai", "pk")
    sesi = list(sesi_kelas(kelas_id))
    baru = [
        Kehadiran(
            pendaftaran=d,
            sesi=s,
            pegawai_id=d.pegawai_id,
            mulai=s.mulai,
            selesai=s.selesai,
            terjadwal=s.terjadwal,
            izin_bentrok_alasan=(izin or {}).get((d.pegawai_id, s.pk), ""),
        )
        for d in daftar
        for s in sesi
        if (d.pk, s.pk) not in ada
    ]
    Kehadiran.objects.bulk_create(baru, batch_size=2000)
    return len(baru)


def _pastikan_terbuka(kelas: Kelas, alasan: str, sekarang: datetime) -> None:
    if tutup := rules.alasan_kelas_tertutup(
        kelas.status, diverifikasi=kelas.kehadiran_diverifikasi_pada is not None
    ):
        raise KelasTertutup(tutup)
    luar = rules.alasan_luar_masa(kelas.daftar_mulai, kelas.daftar_selesai, sekarang=sekarang)
    if luar and not alasan.strip():
        raise KelasTertutup(
            luar, langkah="Hubungi BKPSDM: BKPSDM bisa mendaftarkan dengan alasan tertulis."
        )


def _putuskan(
    kelas: Kelas,
    orang: Sequence[Pegawai],
    bentrok: Mapping[int, list[Bentrok]],
    izin: Mapping[int, str],
) -> list[HasilDaftar]:
    """Who gets a seat, in this order. A person who is refused uses none."""
    ids = [p.pk for p in orang]
    sudah = queries.terdaftar(kelas.pk, ids)
    sisa = kelas.kursi - kelas.pendaftaran.filter(status=DITERIMA).count()
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    hasil = []
    for p in orang:
        teks = _sebut(bentrok.get(p.pk), zona)
        tolak = rules.alasan_tanpa_kursi(
            p.status,
            terdaftar=p.pk in sudah,
            sisa_kursi=sisa,
            bentrok=None if p.pk in izin or kelas.status == Kelas.Status.DRAF else teks,
        )
        sisa -= tolak is None
        catatan = f"Bentrok dengan {teks}." if teks and tolak is None else ""
        hasil.append(HasilDaftar(p, None, tolak, catatan))
    return hasil


def _sebut(bentrok: list[Bentrok] | None, zona: tzinfo) -> str:
    """The clashes of one person in words: class, day and hours."""
    return "; ".join(
        f"{b.kelas}, {tanggal_hari(di_zona(b.mulai, zona).date())} "
        f"{rentang_jam(b.mulai, b.selesai, zona)}"
        for b in bentrok or []
    )


def _tulis(
    kelas: Kelas,
    baru: list[Pendaftaran],
    bentrok: Mapping[int, list[Bentrok]],
    izin: Mapping[int, str],
) -> None:
    """Enrolments, attendance rows and the count; the constraints have the last word."""
    pasangan = {
        (pegawai, b.sesi_id): alasan.strip()
        for pegawai, alasan in izin.items()
        for b in bentrok.get(pegawai, [])
    }
    try:
        Pendaftaran.objects.bulk_create(baru)
        Kelas.objects.filter(pk=kelas.pk).update(terisi=F("terisi") + len(baru))
        lengkapi_kehadiran(kelas.pk, pasangan)
    except IntegrityError as galat:
        diag = getattr(galat.__cause__, "diag", None)
        if diag is None or diag.constraint_name not in BATASAN_REBUTAN:
            raise
        raise JadwalBaruBerubah(
            "Kursi atau jadwal seorang peserta berubah saat Anda menyimpan, "
            "jadi tidak ada yang disimpan.",
            langkah="Ulangi usulan; daftar akan diperiksa dengan keadaan terbaru.",
        ) from galat


def _kabari(
    jenis: str,
    kelas: Kelas,
    daftar: Sequence[Pendaftaran],
    oleh: Pengguna | str,
    sekarang: datetime,
) -> None:
    """Tell the people who have an account; the sender lists those without an address."""
    akun = dict(
        Pengguna.objects.filter(pegawai__in=[d.pegawai_id for d in daftar]).values_list(
            "pegawai", "pk"
        )
    )
    antrekan_banyak(
        jenis=jenis,
        butir=[
            Butir(f"pendaftaran:{d.pk}", akun[d.pegawai_id], None)
            for d in daftar
            if d.pegawai_id in akun
        ],
        jatuh_tempo=sekarang,
        pemda=kelas.pemda_id,
        oleh=oleh,
        sekarang=sekarang,
    )
