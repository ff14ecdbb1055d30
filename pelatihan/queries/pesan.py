"""What messages about classes say, and whether they still hold when they are sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from lib.surat import tautan
from notifikasi.models import AturanPengingat, Pesan
from notifikasi.rules import JenisPesan, Terbitan, awal_hari, nomor_sasaran
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, PengajarSesi, Sesi
from pelatihan.queries.kehadiran import token_luar

TIDAK_MENGAJAR = "Penerima tidak mengajar sesi ini lagi."
TIDAK_TERDAFTAR = "Penerima tidak terdaftar lagi di kelas ini."
KELAS_BATAL = "Kelas sudah dibatalkan."
SUDAH_DIMULAI = "Kelas sudah dimulai."
SUDAH_BERUBAH = "Jadwal kelas sudah berubah lagi."


def sasaran(kata: str, kolom: str = "pk") -> Concat:
    """In SQL: "pendaftaran:12" from the row's key."""
    return Concat(Value(f"{kata}:"), Cast(kolom, CharField()), output_field=CharField())


# What each kind needs from the database, for many messages at once


def muat_pendaftaran(daftar: Sequence[Pesan]) -> dict[int, Pendaftaran]:
    """Enrolments with their class and its sessions, by message."""
    sesi = Sesi.objects.select_related("ruang").order_by("mulai", "pk")
    isi = (
        Pendaftaran.objects.select_related("kelas__pelatihan", "kelas__penyelenggara")
        .prefetch_related(Prefetch("kelas__sesi", sesi), "kehadiran")
        .in_bulk([nomor_sasaran(p.sasaran) for p in daftar])
    )
    return {p.pk: isi[n] for p in daftar if (n := nomor_sasaran(p.sasaran)) in isi}


def muat_kehadiran(daftar: Sequence[Pesan]) -> dict[int, Kehadiran]:
    """Places in a session with their enrolment and class, by message."""
    isi = Kehadiran.objects.select_related("pendaftaran__kelas__pelatihan", "sesi").in_bulk(
        [nomor_sasaran(p.sasaran) for p in daftar]
    )
    return {p.pk: isi[n] for p in daftar if (n := nomor_sasaran(p.sasaran)) in isi}


def muat_sesi(daftar: Sequence[Pesan]) -> dict[int, Sesi]:
    """Sessions with ``belum``, the number not yet marked, and who teaches them, by message."""
    belum = Q(kehadiran__status="BELUM", kehadiran__pendaftaran__status="DITERIMA")
    isi = (
        Sesi.objects.select_related("kelas__pelatihan")
        .prefetch_related("pengajar_sesi__pengajar")
        .annotate(belum=Count("kehadiran", filter=belum))
        .in_bulk([nomor_sasaran(p.sasaran) for p in daftar])
    )
    return {p.pk: isi[n] for p in daftar if (n := nomor_sasaran(p.sasaran)) in isi}


# What the templates get


def sesi_peserta(pendaftaran: Pendaftaran) -> list[Sesi]:
    """The sessions a participant is expected at; all of the class where none is given yet."""
    semua = list(pendaftaran.kelas.sesi.all())
    hadir = {k.sesi_id for k in pendaftaran.kehadiran.all()}
    return [s for s in semua if s.pk in hadir] or semua


def tempat(sesi: Sesi) -> str:
    """Room and its place, or online."""
    if sesi.ruang is None:
        return "Daring"
    return f"{sesi.ruang.nama}, {sesi.ruang.lokasi}" if sesi.ruang.lokasi else sesi.ruang.nama


def konteks_pendaftaran(pesan: Pesan) -> dict[str, Any]:
    """Invitation, reminders and cancellation of a class or of an enrolment."""
    pendaftaran: Pendaftaran = pesan.objek
    kelas, sesi = pendaftaran.kelas, sesi_peserta(pendaftaran)
    batal = pendaftaran.status == Pendaftaran.Status.DIBATALKAN
    return {
        "kelas": str(kelas),
        "penyelenggara": kelas.penyelenggara.nama,
        "metode": kelas.get_metode_display().lower(),
        "jp": sum(s.jp for s in sesi),
        "mulai": sesi[0].mulai if sesi else None,
        "sesi": [
            {"judul": s.judul, "mulai": s.mulai, "selesai": s.selesai, "tempat": tempat(s)}
            for s in sesi
        ],
        "tautan_daring": kelas.tautan_daring,
        "catatan": kelas.catatan_undangan,
        "alasan": pendaftaran.alasan_batal or kelas.alasan_batal,
        # Who is no longer enrolled cannot open the class itself.
        "url": tautan("pelatihan:kelas_daftar")
        if batal
        else tautan("pelatihan:kelas_detail", kelas.pk),
    }


def konteks_dipindah(pesan: Pesan) -> dict[str, Any]:
    """Old and new time and place of one session."""
    kelas = pesan.objek.pendaftaran.kelas
    waktu = {kata: waktu_data(pesan.data[kata]) for kata in ("lama", "baru")}
    return {"kelas": str(kelas), "url": tautan("pelatihan:kelas_detail", kelas.pk)} | waktu


def waktu_data(isi: Sequence[str | None]) -> dict[str, Any]:
    """Start, end and place of a message's data, [start, end, room] as texts."""
    mulai, selesai, ruang = isi
    return {
        "mulai": datetime.fromisoformat(str(mulai)),
        "selesai": datetime.fromisoformat(str(selesai)),
        "tempat": ruang or "Daring",
    }


def sebagai_pengajar(sesi: Sesi, pesan: Pesan) -> int | None:
    """The receiver as a trainer of a session, or None."""
    ajar = (p.pengajar for p in sesi.pengajar_sesi.all())
    return next((p.pk for p in ajar if p.pengguna_id == pesan.penerima_id), None)


def konteks_tagih(pesan: Pesan) -> dict[str, Any]:
    """An unmarked session; an external trainer gets a link that needs no password."""
    sesi: Any = pesan.objek
    luar = _pengajar_luar(pesan)
    return {
        "kelas": str(sesi.kelas),
        "mulai": sesi.mulai,
        "selesai": sesi.selesai,
        "jumlah": sesi.belum,
        "luar": luar is not None,
        "url": tautan("pelatihan:kehadiran_tandai", sesi.pk)
        if luar is None
        else tautan("pelatihan:kehadiran_luar", token_luar(sesi.pk, luar)),
    }


def _pengajar_luar(pesan: Pesan) -> int | None:
    """The receiver as an external trainer of the session, or None."""
    return None if pesan.penerima.pegawai_id else sebagai_pengajar(pesan.objek, pesan)


# Why a message is not sent any more


def alasan_undangan(pesan: Pesan, sekarang: datetime) -> str | None:
    """An invitation holds until the class begins."""
    return _alasan_peserta(pesan.objek, sekarang)


def alasan_pengingat(pesan: Pesan, sekarang: datetime) -> str | None:
    """A reminder holds for the start it was computed from (data hari_acuan)."""
    if alasan := _alasan_peserta(pesan.objek, sekarang):
        return alasan
    mulai = pesan.objek.kelas.sesi.all()[0].mulai
    hari = timezone.localdate(mulai, ZoneInfo(pesan.pemda.zona_waktu)).isoformat()
    return None if pesan.data.get("hari_acuan", hari) == hari else SUDAH_BERUBAH


def _alasan_peserta(pendaftaran: Pendaftaran | None, sekarang: datetime) -> str | None:
    if pendaftaran is None or pendaftaran.status != Pendaftaran.Status.DITERIMA:
        return TIDAK_TERDAFTAR
    if pendaftaran.kelas.status == Kelas.Status.BATAL:
        return KELAS_BATAL
    if pendaftaran.kelas.status == Kelas.Status.DRAF:
        return "Kelas belum terbit."
    sesi = pendaftaran.kelas.sesi.all()
    return SUDAH_DIMULAI if not sesi or sesi[0].mulai <= sekarang else None


def alasan_kelas_batal(pesan: Pesan, sekarang: datetime) -> str | None:
    """A cancellation holds while the class is cancelled."""
    if pesan.objek is None or pesan.objek.kelas.status != Kelas.Status.BATAL:
        return "Kelas tidak jadi dibatalkan."
    return None


def alasan_pendaftaran_batal(pesan: Pesan, sekarang: datetime) -> str | None:
    """A withdrawal holds while the enrolment is withdrawn."""
    if pesan.objek is None or pesan.objek.status != Pendaftaran.Status.DIBATALKAN:
        return "Pendaftaran tidak jadi dibatalkan."
    return None


def alasan_dipindah(pesan: Pesan, sekarang: datetime) -> str | None:
    """A move holds while the session stands at the new time and has not begun."""
    kehadiran: Kehadiran | None = pesan.objek
    if kehadiran is None or kehadiran.pendaftaran.status != Pendaftaran.Status.DITERIMA:
        return TIDAK_TERDAFTAR
    if kehadiran.pendaftaran.kelas.status == Kelas.Status.BATAL:
        return KELAS_BATAL
    if kehadiran.sesi.mulai != datetime.fromisoformat(pesan.data["baru"][0]):
        return SUDAH_BERUBAH
    return SUDAH_DIMULAI if kehadiran.sesi.mulai <= sekarang else None


def alasan_tagih(pesan: Pesan, sekarang: datetime) -> str | None:
    """A chase holds while someone is unmarked and the receiver teaches the session."""
    sesi: Any = pesan.objek
    if sesi is None or sesi.kelas.status == Kelas.Status.BATAL:
        return KELAS_BATAL
    if not sesi.belum or sesi.kelas.kehadiran_diverifikasi_pada:
        return "Kehadiran sudah lengkap."
    pengajar = {p.pengajar.pengguna_id for p in sesi.pengajar_sesi.all()}
    return None if pesan.penerima_id in pengajar else TIDAK_MENGAJAR


# Whom the rules remind: rows of (sasaran, penerima)


def peserta_kelas_mulai(aturan: AturanPengingat, terbitan: Terbitan) -> "QuerySet[Any, Any]":
    """Participants of the classes whose first session falls on the anchor day.

    Enrolled, and the class published, by the due time: who comes later gets no late reminder.
    """
    awal, akhir = _hari_penuh(terbitan.hari_acuan, aturan.pemda.zona_waktu)
    lebih_awal = Sesi.objects.filter(kelas=OuterRef("kelas"), mulai__lt=awal)
    kelas = Sesi.objects.filter(~Exists(lebih_awal), mulai__gte=awal, mulai__lt=akhir)
    return (
        Pendaftaran.objects.filter(
            kelas__in=kelas.values("kelas"),
            kelas__pemda=aturan.pemda_id,
            kelas__status__in=[Kelas.Status.TERBIT, Kelas.Status.BERJALAN],
            kelas__terbit_pada__lte=terbitan.jatuh_tempo,
            status=Pendaftaran.Status.DITERIMA,
            didaftarkan_pada__lte=terbitan.jatuh_tempo,
            pegawai__pengguna__isnull=False,
        )
        .annotate(sasaran=sasaran("pendaftaran"))
        .values_list("sasaran", "pegawai__pengguna")
    )


def pengajar_belum_menandai(aturan: AturanPengingat, terbitan: Terbitan) -> "QuerySet[Any, Any]":
    """Trainers of all sessions up to the anchor day in which someone is not marked yet."""
    _, akhir = _hari_penuh(terbitan.hari_acuan, aturan.pemda.zona_waktu)
    belum = Kehadiran.objects.filter(
        sesi=OuterRef("sesi"), status="BELUM", pendaftaran__status="DITERIMA"
    )
    return (
        PengajarSesi.objects.filter(
            Exists(belum),
            sesi__kelas__pemda=aturan.pemda_id,
            sesi__kelas__kehadiran_diverifikasi_pada=None,
            selesai__lt=akhir,
        )
        .exclude(sesi__kelas__status__in=[Kelas.Status.DRAF, Kelas.Status.BATAL])
        .annotate(sasaran=sasaran("sesi", "sesi_id"))
        .values_list("sasaran", "pengajar__pengguna")
    )


def _hari_penuh(hari: date, zona: str) -> tuple[datetime, datetime]:
    """Both ends of a day of the pemda."""
    return awal_hari(hari, zona), awal_hari(hari + timedelta(days=1), zona)


SUMBER_PENGINGAT = {
    "kelas_h7": peserta_kelas_mulai,
    "kelas_h1": peserta_kelas_mulai,
    "kehadiran_tagih": pengajar_belum_menandai,
}


def _tentang_pendaftaran(kode: str, alasan: Any, *, harian: bool = False) -> JenisPesan:
    return JenisPesan(kode, kode, konteks_pendaftaran, alasan, muat_pendaftaran, harian)


JENIS_PESAN = (
    _tentang_pendaftaran("kelas_undangan", alasan_undangan),
    _tentang_pendaftaran("pendaftaran_batal", alasan_pendaftaran_batal),
    _tentang_pendaftaran("kelas_batal", alasan_kelas_batal),
    _tentang_pendaftaran("kelas_h7", alasan_pengingat, harian=True),
    _tentang_pendaftaran("kelas_h1", alasan_pengingat, harian=True),
    JenisPesan(
        "kelas_dipindah", "kelas_dipindah", konteks_dipindah, alasan_dipindah, muat_kehadiran
    ),
    JenisPesan("kehadiran_tagih", "kehadiran_tagih", konteks_tagih, alasan_tagih, muat_sesi, True),
)
