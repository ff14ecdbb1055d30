"""The life of a class: drafted, published, held, finished, cancelled."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, Min, OuterRef

from instansi.models import Instansi, Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan
from lib.tanggal import di_zona
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir
from pelatihan.actions import pengajar
from pelatihan.actions import sesi as aksi_sesi
from pelatihan.actions.pendaftaran import kunci_kelas
from pelatihan.models import Kelas, Pendaftaran, PenomoranSurat, Sesi
from pelatihan.permissions import Izin
from pelatihan.queries.jadwal import cari_bentrok, rencana_kelas
from pelatihan.queries.kelas import keadaan_kelas, lingkup
from pelatihan.rules import jadwal, surat
from pelatihan.rules import kelas as rules
from pelatihan.rules.jadwal import Keputusan, RencanaSesi
from pelatihan.rules.kelas import IsiKelas
from pembinaan.models import Pelatihan

DIUMUMKAN = (Kelas.Status.TERBIT, Kelas.Status.BERJALAN)


class KelasTidakBisaDiubah(GalatAturan):
    """The class is over, published, or would have fewer seats than people."""


class KelasTidakBisaTerbit(GalatAturan):
    """Something is missing or taken; the message names it and the next step."""


class KelasTidakBisaBatal(GalatAturan):
    """The class is over or cancelled already, or no reason was given."""


@aksi
def buat_kelas(
    *,
    pemda: Instansi,
    isi: IsiKelas,
    rencana: Sequence[RencanaSesi],
    oleh: Pengguna,
    sekarang: datetime,
) -> Kelas:
    """Draft a class with its sessions. A draft holds nothing and may overlap with others.

    Raises SesiBertumpuk and KelasTidakBisaDiubah (the angkatan is taken).
    """
    kelas = Kelas(pemda=pemda, dibuat_oleh=oleh)
    _isi_draf(kelas, isi)
    kelas.save()
    aksi_sesi.ganti_sesi(kelas, rencana)
    return kelas


@aksi
def ubah_kelas(
    *,
    kelas: Kelas,
    isi: IsiKelas,
    rencana: Sequence[RencanaSesi],
    oleh: Pengguna,
    sekarang: datetime,
) -> Kelas:
    """Change a draft, its sessions included.

    Raises KelasTidakBisaDiubah (published meanwhile, or fewer seats than people), SesiBertumpuk.
    """
    kelas = kunci_kelas(kelas.pk)
    if tolak := rules.alasan_jadwal_terkunci(kelas.status):
        raise KelasTidakBisaDiubah(tolak)
    _pastikan_kursi(kelas, isi.kursi)
    _isi_draf(kelas, isi)
    kelas.save()
    aksi_sesi.ganti_sesi(kelas, rencana)
    return kelas


@aksi
def ubah_kelas_terbit(*, kelas: Kelas, isi: IsiKelas, oleh: Pengguna, sekarang: datetime) -> Kelas:
    """Change what a published or running class still allows: seats, window, link, note.

    Raises KelasTidakBisaDiubah.
    """
    kelas = kunci_kelas(kelas.pk)
    if tolak := rules.alasan_tidak_bisa_diubah(kelas.status):
        raise KelasTidakBisaDiubah(tolak)
    _pastikan_kursi(kelas, isi.kursi)
    if kelas.metode != "TATAP_MUKA" and not isi.tautan_daring:
        raise KelasTidakBisaDiubah(
            "Kelas ini daring dan undangannya sudah terbit.", langkah="Isi tautan daring."
        )
    for nama in ("kursi", "daftar_mulai", "daftar_selesai", "tautan_daring", "catatan_undangan"):
        setattr(kelas, nama, getattr(isi, nama))
    kelas.save()
    return kelas


@aksi
def terbitkan_kelas(
    *, kelas: Kelas, keputusan: Mapping[int, Keputusan], oleh: Pengguna, sekarang: datetime
) -> int:
    """Publish a draft: it takes its rooms, trainers and people; how many participants are told.

    ``keputusan`` says by pegawai id what to do with those who would be in two places. The
    invitation gets its number in the same transaction, so that none is lost. Locks the class, all
    that is claimed, then the numbering. Raises KelasTidakBisaTerbit, PerluKeputusan, JadwalBentrok
    (someone else was faster).
    """
    kelas = kunci_kelas(kelas.pk)
    rencana = rencana_kelas(kelas)
    aksi_sesi.kunci_pemakaian(kelas, rencana)
    bentrok = cari_bentrok(
        rencana, pemda=kelas.pemda_id, kelas=kelas.pk, lingkup=lingkup(oleh, Izin.KELAS_KELOLA)
    )
    tempat = [b for b in bentrok if b.jenis != jadwal.PESERTA]
    keadaan = keadaan_kelas(kelas, rencana, tempat)
    if tolak := rules.alasan_tidak_bisa_terbit(keadaan, sekarang=sekarang):
        raise KelasTidakBisaTerbit(tolak)
    aksi_sesi.lepaskan(kelas, bentrok, keputusan, oleh, sekarang)
    with aksi_sesi.batasan_menjelaskan(kelas, rencana, oleh):
        aksi_sesi.izinkan(rencana, bentrok, keputusan)
        Sesi.objects.filter(kelas=kelas).update(terjadwal=True)
    kelas.status = Kelas.Status.TERBIT
    kelas.terbit_pada, kelas.terbit_oleh = sekarang, oleh
    kelas.nomor_undangan = _nomor_baru(kelas, sekarang)
    kelas.save(update_fields=["status", "terbit_pada", "terbit_oleh", "nomor_undangan"])
    pengajar.kabari_tugas(kelas, oleh, sekarang)
    return _kabari("kelas_undangan", kelas, oleh, sekarang)


@aksi
def batalkan_kelas(*, kelas: Kelas, alasan: str, oleh: Pengguna, sekarang: datetime) -> int:
    """Cancel a class with a reason; how many participants are told.

    Sessions that have not begun free their room, trainers and people; what was held stays held.
    Their trainers are told too.
    The number of the letter is not used again. Raises KelasTidakBisaBatal.
    """
    kelas = kunci_kelas(kelas.pk)
    if tolak := rules.alasan_tidak_bisa_batal(kelas.status):
        raise KelasTidakBisaBatal(tolak)
    if not alasan.strip():
        raise KelasTidakBisaBatal(
            "Alasan pembatalan belum diisi.", langkah="Tulis alasannya; peserta akan membacanya."
        )
    diumumkan = kelas.status in DIUMUMKAN
    if diumumkan:
        pengajar.kabari_batal(kelas, oleh, sekarang)
    Sesi.objects.filter(kelas=kelas, mulai__gt=sekarang).update(terjadwal=False)
    kelas.status, kelas.alasan_batal = Kelas.Status.BATAL, alasan.strip()
    kelas.save(update_fields=["status", "alasan_batal"])
    return _kabari("kelas_batal", kelas, oleh, sekarang) if diumumkan else 0


@aksi
def majukan_kelas(*, oleh: Pengguna | str, sekarang: datetime) -> int:
    """Move published classes on by the time of their sessions; how many moved.

    Idempotent; classes that someone holds right now wait for the next run.
    """
    dimulai = Sesi.objects.filter(kelas=OuterRef("pk"), mulai__lte=sekarang)
    terkunci = (
        Kelas.objects.select_for_update(skip_locked=True)
        .filter(Exists(dimulai), status__in=DIUMUMKAN)
        .order_by("pk")
    )
    waktu = (
        Kelas.objects.filter(pk__in=[k.pk for k in terkunci])
        .annotate(mulai=Min("sesi__mulai"), selesai=Max("sesi__selesai"))
        .values_list("pk", "status", "mulai", "selesai")
    )
    tujuan: dict[str, list[int]] = {}
    for pk, status, mulai, selesai in waktu:
        baru = rules.status_menurut_waktu(status, mulai=mulai, selesai=selesai, sekarang=sekarang)
        if baru != status:
            tujuan.setdefault(baru, []).append(pk)
    for baru, ids in tujuan.items():
        Kelas.objects.filter(pk__in=ids).update(status=baru)
    return sum(map(len, tujuan.values()))


def _isi_draf(kelas: Kelas, isi: IsiKelas) -> None:
    """Copy what was filled in; the angkatan is the next one unless it was given."""
    pelatihan = Pelatihan.objects.select_for_update(no_key=True).get(pk=isi.pelatihan)
    lain = Kelas.objects.filter(pelatihan=pelatihan).exclude(pk=kelas.pk)
    if isi.angkatan is not None:
        if lain.filter(angkatan=isi.angkatan).exists():
            raise KelasTidakBisaDiubah(
                f"{pelatihan.nama} angkatan {isi.angkatan} sudah ada.",
                langkah="Kosongkan angkatan agar nomornya diisi sendiri.",
            )
        kelas.angkatan = isi.angkatan
    elif kelas.pk is None or kelas.pelatihan_id != pelatihan.pk:
        kelas.angkatan = (lain.aggregate(akhir=Max("angkatan"))["akhir"] or 0) + 1
    kelas.pelatihan = pelatihan
    kelas.penyelenggara_id, kelas.metode, kelas.kursi = isi.penyelenggara, isi.metode, isi.kursi
    kelas.daftar_mulai, kelas.daftar_selesai = isi.daftar_mulai, isi.daftar_selesai
    kelas.tautan_daring, kelas.catatan_undangan = isi.tautan_daring, isi.catatan_undangan


def _pastikan_kursi(kelas: Kelas, kursi: int) -> None:
    if kursi < kelas.terisi:
        raise KelasTidakBisaDiubah(rules.alasan_kursi(kursi, kelas.terisi))


def _nomor_baru(kelas: Kelas, sekarang: datetime) -> str:
    """The next number of the pemda's letters of this year; the row stays locked until commit."""
    hari = di_zona(sekarang, ZoneInfo(kelas.pemda.zona_waktu)).date()
    PenomoranSurat.objects.get_or_create(
        pemda=kelas.pemda,
        tahun=hari.year,
        defaults={"klasifikasi": surat.KLASIFIKASI_BAWAAN, "templat": surat.TEMPLAT_BAWAAN},
    )
    penomoran = PenomoranSurat.objects.select_for_update().get(pemda=kelas.pemda, tahun=hari.year)
    penomoran.terakhir += 1
    penomoran.save(update_fields=["terakhir"])
    return surat.nomor_surat(
        penomoran.templat,
        klasifikasi=penomoran.klasifikasi,
        urut=penomoran.terakhir,
        unit=kelas.penyelenggara.singkatan or kelas.penyelenggara.kode.upper(),
        tanggal=hari,
    )


def _kabari(jenis: str, kelas: Kelas, oleh: Pengguna, sekarang: datetime) -> int:
    """Queue one message for each participant who has an account."""
    daftar = Pendaftaran.objects.filter(
        kelas=kelas, status=Pendaftaran.Status.DITERIMA, pegawai__pengguna__isnull=False
    ).values_list("pk", "pegawai__pengguna")
    return antrekan_banyak(
        jenis=jenis,
        butir=[Butir(f"pendaftaran:{pk}", akun) for pk, akun in daftar],
        jatuh_tempo=sekarang,
        pemda=kelas.pemda_id,
        oleh=oleh,
        sekarang=sekarang,
    )
