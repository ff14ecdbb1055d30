"""Read a staff file, judge its rows, load the good ones, report the others."""

from collections.abc import Collection, Sequence
from datetime import date

from instansi.actions.acuan import kunci_pemda
from instansi.actions.pegawai import HasilMuat, muat_pegawai
from instansi.models import Instansi, Jabatan, Pegawai, Pengguna
from instansi.queries.impor import acuan_unit
from instansi.rules.impor.kolom import BOLEH_HILANG, KOLOM_PEGAWAI
from instansi.rules.impor.pegawai import (
    AKTIF,
    Acuan,
    BarisPegawai,
    lingkaran,
    periksa_pegawai,
)
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from instansi.rules.impor.unit import kunci_nama
from lib.aksi import aksi
from lib.impor import Baris, GalatBaris, LaporanImpor, Tawaran, tandai_ganda
from lib.nip import ALASAN_ANGKA_EXCEL

TANPA_ATASAN = "Pegawai dimuat tanpa atasan; isi atasannya nanti."
TANPA_SUREL = "Pegawai dimuat tanpa surel."


@aksi
def impor_pegawai(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Read a staff file and say what it would change; with ``terapkan`` change it.

    Good rows are loaded in this one transaction, bad ones are listed with reason and remedy and
    stay out. A superior that is nowhere or leads in a circle, and an address that another has, are
    left empty with a warning. Locks the pemda's row.
    """
    hasil, laporan = pesanan.baca(KOLOM_PEGAWAI)
    if laporan.galat_berkas:
        return laporan
    pemda = pesanan.pemda
    kunci_pemda(pemda)
    hilang = [k for k in hasil.kolom_kosong if k in BOLEH_HILANG]
    laporan.tawaran = _pulihkan_nip(hasil.baris, pesanan)
    tandai_ganda(hasil.baris, KOLOM_PEGAWAI[:1])
    siap = _periksa(hasil.baris, _acuan(pesanan, hasil.baris, hilang), laporan)
    if "nip_atasan" not in hilang:
        siap = _putus_lingkaran(pemda, siap, laporan)
    muat = muat_pegawai(
        pemda=pemda,
        baris=siap,
        hari_ini=pesanan.hari_ini,
        hilang=hilang,
        terapkan=pesanan.terapkan,
        oleh=oleh,
    )
    laporan.peringatan += _peringatan(muat)
    laporan.peringatan.sort(key=lambda g: g.baris)
    laporan.ditolak = len(hasil.baris) - len(siap)
    laporan.diterapkan = pesanan.terapkan
    for nama in ("baru", "berubah", "tetap", "akun_baru", "ditulis", "daftar_baru", "perubahan"):
        setattr(laporan, nama, getattr(muat, nama))
    return laporan


PEMUAT_PEGAWAI = PemuatImpor(
    kode="pegawai",
    judul="Pegawai",
    kegunaan="Data pegawai dari SIASN atau kepegawaian: identitas, jabatan, unit, dan atasan.",
    kolom=KOLOM_PEGAWAI,
    fungsi=impor_pegawai,
    per_unit=True,
)


def _pulihkan_nip(semua: Sequence[Baris], pesanan: Pesanan) -> list[Tawaran]:
    """Offer people for rows whose NIP has lost digits; give confirmed rows that person's NIP.

    A confirmation counts only where it names the very person that would be offered.
    """
    rusak = [b for b in semua if any(_nip_rusak(g) for g in b.galat) and b.nilai["tanggal_lahir"]]
    if not rusak:
        return []
    tawaran = []
    orang = _senama(pesanan, {b.nilai["tanggal_lahir"] for b in rusak})
    for baris in rusak:
        cocok = orang.get((kunci_nama(baris.nilai["nama"] or ""), baris.nilai["tanggal_lahir"]), [])
        if len(cocok) != 1:
            continue
        (pegawai,) = cocok
        if pesanan.konfirmasi.get(baris.nomor) == pegawai.pk:
            baris.nilai["nip"] = pegawai.nip
            baris.galat = [g for g in baris.galat if not _nip_rusak(g)]
        else:
            tawaran.append(Tawaran(baris.nomor, pegawai.pk, str(pegawai)))
    return tawaran


def _nip_rusak(galat: GalatBaris) -> bool:
    return galat.kolom == KOLOM_PEGAWAI[0].sebutan and galat.alasan == ALASAN_ANGKA_EXCEL


def _senama(
    pesanan: Pesanan, tanggal_lahir: Collection[date]
) -> dict[tuple[str, date], list[Pegawai]]:
    """People of the pemda, within the scope, by comparable name and birth date."""
    hasil: dict[tuple[str, date], list[Pegawai]] = {}
    semua = Pegawai.objects.filter(pemda=pesanan.pemda, tanggal_lahir__in=tanggal_lahir)
    for p in semua.order_by("pk"):
        hasil.setdefault((kunci_nama(p.nama), p.tanggal_lahir), []).append(p)
    if pesanan.cakupan is None:
        return hasil
    return {k: o for k, o in hasil.items() if all(p.unit_id in pesanan.cakupan for p in o)}


def _acuan(pesanan: Pesanan, semua: Sequence[Baris], hilang: Collection[str]) -> Acuan:
    """Units, positions, and what must be known of the people whom the file names; six queries."""
    pemda, cakupan = pesanan.pemda, pesanan.cakupan
    bernama = Pegawai.objects.filter(nip__in=[b.nilai["nip"] for b in semua if b.nilai["nip"]])
    aktif_lain = set(
        bernama.exclude(pemda=pemda).filter(status__in=AKTIF).values_list("nip", flat=True)
    )
    if aktif_lain and "status" in hilang:
        sini = Pegawai.objects.filter(pemda=pemda, nip__in=aktif_lain)
        aktif_lain -= set(sini.exclude(status__in=AKTIF).values_list("nip", flat=True))
    di_luar: set[str] = set()
    if cakupan is not None:
        luar = bernama.filter(pemda=pemda).exclude(unit__in=cakupan)
        di_luar = set(luar.values_list("nip", flat=True))
    alasan: dict[str, str] = {}
    if "alasan_nip" in hilang:
        beralasan = Pegawai.objects.filter(pemda=pemda).exclude(alasan_nip="")
        alasan = dict(beralasan.values_list("nip", "alasan_nip"))
    jabatan = Jabatan.objects.filter(pemda=pemda).values_list("nama", flat=True)
    return Acuan(
        hari_ini=pesanan.hari_ini,
        unit=acuan_unit(pemda, pesanan.hari_ini, cakupan),
        jabatan={kunci_nama(n): n for n in jabatan},
        aktif_lain=aktif_lain,
        di_luar=di_luar,
        alasan=alasan,
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
            laporan.peringatan.append(
                GalatBaris(
                    isi.baris, "E-mail", isi.surel, f"Sama dengan baris {pertama}.", TANPA_SUREL
                )
            )
            isi = isi._replace(surel="")
        nama = jabatan.setdefault(kunci_nama(isi.jabatan), isi.jabatan)
        siap.append(isi._replace(jabatan=nama) if nama != isi.jabatan else isi)
    return siap


def _putus_lingkaran(
    pemda: Instansi, siap: list[BarisPegawai], laporan: LaporanImpor
) -> list[BarisPegawai]:
    """Rows whose chain of superiors comes back to them lose their superior, with a warning."""
    ada = Pegawai.objects.filter(pemda=pemda, atasan__isnull=False)
    atasan = dict(ada.values_list("nip", "atasan__nip")) | {b.nip: b.nip_atasan for b in siap}
    berputar = lingkaran(atasan)
    hasil = []
    for isi in siap:
        if isi.nip in berputar:
            alasan = "Rantai atasan ini kembali kepada pegawai itu sendiri."
            laporan.peringatan.append(
                GalatBaris(isi.baris, "NIP atasan", isi.nip_atasan, alasan, TANPA_ATASAN)
            )
            isi = isi._replace(nip_atasan="")
        hasil.append(isi)
    return hasil


def _peringatan(muat: HasilMuat) -> list[GalatBaris]:
    tiada = "Atasan tidak ada di berkas ini maupun di data pegawai."
    return [
        GalatBaris(baris, "NIP atasan", nip, tiada, TANPA_ATASAN)
        for baris, nip in muat.tanpa_atasan
    ] + [
        GalatBaris(baris, "E-mail", surel, "Sudah dipakai akun lain.", TANPA_SUREL)
        for baris, surel in muat.surel_dipakai
    ]
