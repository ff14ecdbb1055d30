"""The action inbox of the home page: the most urgent first, one query a kind."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from beranda.queries import beranda as milik
from beranda.rules import Tugas
from instansi.akses import boleh
from instansi.models import Pengguna
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import pegawai_untuk
from instansi.queries.orang import tak_dinilai
from lib.angka import angka, persen_dari
from lib.tanggal import tanggal_hari
from notifikasi.permissions import Izin as IzinNotifikasi
from notifikasi.queries import tak_terjangkau
from pelatihan.models import Kelas
from pelatihan.permissions import Izin as IzinPelatihan

PALING_BANYAK = 3


def tindakan_untuk(pengguna: Pengguna, sekarang: datetime) -> list[Tugas]:
    """What waits for a person today by every role held, at most three of a kind."""
    kelola = boleh(pengguna, IzinPelatihan.KELAS_KELOLA)
    tugas: list[Tugas] = []
    tugas += _evaluasi(pengguna, sekarang)
    if boleh(pengguna, IzinPelatihan.KEHADIRAN_TANDAI):
        tugas += _kehadiran(pengguna, sekarang)
    if kelola or boleh(pengguna, IzinPelatihan.KEHADIRAN_VERIFIKASI):
        tugas += _kelas(pengguna, sekarang)
    if kelola:
        tugas += _respons(pengguna, sekarang)
        tugas += _orang(pengguna, sekarang)
    return tugas


def _evaluasi(pengguna: Pengguna, sekarang: datetime) -> Iterator[Tugas]:
    pegawai = pengguna.pegawai_id
    if pegawai is None:
        return
    for tugas in milik.evaluasi_terbuka(pegawai, sekarang)[:PALING_BANYAK]:
        yield Tugas(
            "evaluasi",
            "awas",
            f"Isi evaluasi “{tugas.kelas.pelatihan.nama}”",
            f"Sekitar 4 menit. Ditutup {_hari(tugas.tenggat)}. Jawaban Anda rahasia.",
            reverse("evaluasi:tugas_isi", args=[tugas.pk]),
            "Isi evaluasi",
        )


def _kelas(pengguna: Pengguna, sekarang: datetime) -> list[Tugas]:
    """Drafts that clash, classes on days off, then finished classes to verify: one query."""
    semua = milik.kelas_bertindak(pengguna, sekarang, PALING_BANYAK)
    daftar = [k for k in semua if not k.libur]
    return [
        *(_bentrok(k) for k in daftar if k.status == Kelas.Status.DRAF),
        *(_libur(k) for k in semua if k.libur),
        *(_verifikasi(k) for k in daftar if k.status == Kelas.Status.SELESAI),
    ]


def _bentrok(kelas: Kelas) -> Tugas:
    return Tugas(
        "bentrok",
        "bahaya",
        f"Draf “{kelas}” bentrok ruang",
        "Ruangnya sudah dipakai kelas lain. Ganti waktu atau ruang sebelum diterbitkan.",
        reverse("pelatihan:kelas_detail", args=[kelas.pk]),
        "Selesaikan",
    )


def _libur(kelas: Any) -> Tugas:
    return Tugas(
        "kalender",
        "awas",
        f"“{kelas}” jatuh pada hari libur",
        f"Sesi {_hari(kelas.sesi_libur)} bertepatan dengan {kelas.libur}. Pindahkan bila perlu.",
        reverse("pelatihan:kelas_detail", args=[kelas.pk]),
        "Lihat sesi",
    )


def _kehadiran(pengguna: Pengguna, sekarang: datetime) -> Iterator[Tugas]:
    for sesi in milik.belum_ditandai(pengguna, sekarang, PALING_BANYAK):
        yield Tugas(
            "hadir",
            "awas",
            f"Tandai kehadiran “{sesi.kelas}”",
            f"Sesi {_hari(sesi.mulai)} sudah selesai, kehadirannya belum lengkap.",
            reverse("pelatihan:kehadiran_tandai", args=[sesi.pk]),
            "Tandai hadir",
        )


def _verifikasi(kelas: Kelas) -> Tugas:
    return Tugas(
        "centang",
        "info",
        f"Verifikasi kehadiran “{kelas}”",
        f"Semua sesi sudah ditandai. JP {kelas.terisi} peserta dicatat setelah verifikasi.",
        reverse("pelatihan:kelas_detail", args=[kelas.pk]) + "?tab=kehadiran",
        "Verifikasi",
    )


def _respons(pengguna: Pengguna, sekarang: datetime) -> Iterator[Tugas]:
    for kelas in milik.respons_rendah(pengguna, sekarang).order_by("tenggat")[:PALING_BANYAK]:
        yield Tugas(
            "evaluasi",
            "awas",
            f"Baru {kelas.terkirim} dari {kelas.ditugaskan} peserta mengisi evaluasi",
            f"“{kelas}” ditutup {_hari(kelas.tenggat)}. "
            f"Respons {persen_dari(kelas.terkirim, kelas.ditugaskan)} belum layak disimpulkan.",
            reverse("evaluasi:kelas_hasil", args=[kelas.pk]),
            "Lihat respons",
        )


def _orang(pengguna: Pengguna, sekarang: datetime) -> Iterator[Tugas]:
    """People whom no superior can evaluate, and people whom no mail reaches: one query."""
    milik = pegawai_untuk(pengguna, IzinInstansi.PEGAWAI_KELOLA)
    atasan = [_jumlah("atasan", daftar) for daftar in tak_dinilai(milik)]
    tanpa_surel = tak_terjangkau(pengguna, IzinNotifikasi.TANPA_SUREL_LIHAT, sekarang)
    satu, *lain = atasan + [_jumlah("surel", daftar) for daftar in tanpa_surel]
    jumlah = Counter[str]()
    for kode, n in satu.union(*lain, all=True):
        jumlah[kode] += n
    if n := jumlah["atasan"]:
        yield Tugas(
            "tim",
            "info",
            f"{angka(n)} pegawai perlu atasan baru",
            "Belum punya atasan, atau atasannya tidak aktif lagi. Usulannya tinggal diterapkan.",
            reverse("instansi:atasan_masalah"),
            "Betulkan",
        )
    if n := jumlah["surel"]:
        yield Tugas(
            "surat",
            "info",
            f"{angka(n)} pemilik akun tidak terjangkau surel",
            "Belum punya surel, atau alamatnya ditolak. Pegawai tanpa akun tidak dihitung di sini.",
            reverse("notifikasi:tanpa_surel"),
            "Lihat daftar",
        )


def _jumlah(kode: str, daftar: QuerySet[Any]) -> QuerySet[Any, Any]:
    """One row (kode, count)."""
    return (
        daftar.order_by()
        .values(kode=Value(kode))
        .annotate(jumlah=Count("pk"))
        .values_list("kode", "jumlah")
    )


def _hari(waktu: datetime) -> str:
    return tanggal_hari(timezone.localtime(waktu).date())
