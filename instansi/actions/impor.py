"""Read a staff export, judge its rows, load the good ones, report the others."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from instansi.actions.pegawai import HasilMuat, muat_pegawai
from instansi.models import Instansi, Jabatan, Pengguna
from instansi.rules.impor import (
    BOLEH_HILANG,
    KOLOM_PEGAWAI,
    Acuan,
    BarisPegawai,
    LaporanImpor,
    kunci_nama,
    periksa_pegawai,
)
from lib.aksi import aksi
from lib.impor import Baris, GalatBaris, baca_tabel


@aksi
def impor_pegawai(
    *, pemda: Instansi, berkas: Path, terapkan: bool, hari_ini: date, oleh: Pengguna | str
) -> LaporanImpor:
    """Read a staff export and say what it would change; with ``terapkan`` change it.

    Good rows are loaded in this one transaction, bad ones are listed with reason and remedy and
    stay out. A superior that is nowhere, and an address that another has, are left empty with a
    warning.
    """
    hasil = baca_tabel(berkas, KOLOM_PEGAWAI, kunci=["nip"])
    laporan = LaporanImpor(galat_berkas=hasil.galat_berkas or "")
    if hasil.galat_berkas:
        return laporan
    sebutan = {k.sebutan: k.nama for k in KOLOM_PEGAWAI}
    hilang = [sebutan[s] for s in hasil.kolom_kosong if sebutan[s] in BOLEH_HILANG]
    siap = _periksa(hasil.baris, _acuan(pemda, hari_ini), laporan)
    muat = muat_pegawai(
        pemda=pemda, baris=siap, hari_ini=hari_ini, hilang=hilang, terapkan=terapkan, oleh=oleh
    )
    laporan.peringatan += _peringatan(muat)
    laporan.peringatan.sort(key=lambda g: g.baris)
    laporan.ditolak = len(hasil.baris) - len(siap)
    laporan.diterapkan = terapkan
    for nama in ("baru", "berubah", "tetap", "akun_baru", "ditulis"):
        setattr(laporan, nama, getattr(muat, nama))
    return laporan


def _acuan(pemda: Instansi, hari_ini: date) -> Acuan:
    """Units by name and by code, closed ones with their successor, and positions; two queries."""
    units = list(
        Instansi.objects.filter(pemda=pemda).select_related("digantikan_oleh").order_by("path")
    )
    nama = Counter(kunci_nama(u.nama) for u in units)
    return Acuan(
        hari_ini=hari_ini,
        unit={kunci_nama(u.nama): u.pk for u in units} | {kunci_nama(u.kode): u.pk for u in units},
        nama_unit=tuple(u.nama for u in units),
        kembar=frozenset(n for n, banyak in nama.items() if banyak > 1),
        tutup={
            u.pk: u.digantikan_oleh.nama if u.digantikan_oleh else ""
            for u in units
            if u.aktif_sampai and u.aktif_sampai < hari_ini
        },
        jabatan={
            kunci_nama(n): n
            for n in Jabatan.objects.filter(pemda=pemda).values_list("nama", flat=True)
        },
    )


def _periksa(semua: Sequence[Baris], acuan: Acuan, laporan: LaporanImpor) -> list[BarisPegawai]:
    """The rows that may be loaded; what is wrong with the others goes into the report."""
    siap: list[BarisPegawai] = []
    surel: dict[str, int] = {}
    jabatan: dict[str, str] = {}
    for baris in semua:
        isi, catatan = (None, baris.galat) if baris.galat else periksa_pegawai(baris, acuan)
        if isi is None:
            laporan.galat += catatan
            continue
        laporan.peringatan += catatan
        if isi.surel and (pertama := surel.setdefault(isi.surel, baris.nomor)) != baris.nomor:
            laporan.peringatan.append(_surel_ganda(isi, f"Sama dengan baris {pertama}."))
            isi = isi._replace(surel="")
        nama = jabatan.setdefault(kunci_nama(isi.jabatan), isi.jabatan)
        siap.append(isi._replace(jabatan=nama) if nama != isi.jabatan else isi)
    return siap


def _surel_ganda(isi: BarisPegawai, alasan: str) -> GalatBaris:
    return GalatBaris(isi.baris, "E-mail", isi.surel, alasan, "Pegawai dimuat tanpa surel.")


def _peringatan(muat: HasilMuat) -> list[GalatBaris]:
    return [
        GalatBaris(
            baris,
            "NIP atasan",
            nip,
            "Atasan tidak ada di berkas ini maupun di data pegawai.",
            "Pegawai dimuat tanpa atasan; isi atasannya nanti.",
        )
        for baris, nip in muat.tanpa_atasan
    ] + [
        GalatBaris(
            baris, "E-mail", surel, "Sudah dipakai akun lain.", "Pegawai dimuat tanpa surel."
        )
        for baris, surel in muat.surel_dipakai
    ]
