"""Read a staff file, judge its rows, load the good ones, report the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from instansi.actions.acuan import kunci_pemda
from instansi.actions.impor_catatan import (
    TANPA_ATASAN,
    TANPA_SUREL,
    tambah_peringatan,
    tanpa_akun,
)
from instansi.actions.pegawai import muat_pegawai
from instansi.models import Instansi, Jabatan, Pegawai, Pengguna
from instansi.queries.impor import acuan_unit, nama_berbeda, sidik_pegawai
from instansi.rules.impor.kolom import BOLEH_HILANG, KOLOM_PEGAWAI
from instansi.rules.impor.pegawai import (
    AKTIF,
    KOLOM_SIDIK,
    Acuan,
    BarisPegawai,
    lengkapi,
    nama_lain,
    periksa_pegawai,
    sidik_baris,
    wajar,
)
from instansi.rules.impor.pemuat import PemuatImpor, Pesanan
from instansi.rules.impor.unit import kunci_nama
from instansi.rules.orang import ESELON_TANPA_ATASAN, lingkaran
from lib.aksi import aksi
from lib.impor import GalatBaris, HasilBaca, LaporanImpor, Tawaran
from lib.jeda import jeda_pemungut
from lib.nip import ALASAN_ANGKA_EXCEL

# What the report takes from loading as it is.
DARI_MUAT = ("baru", "berubah", "akun_baru", "ditulis", "daftar_baru", "perubahan", "tanpa_mulai")


@aksi
def impor_pegawai(*, pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    """Read a staff file and say what it would change; with ``terapkan`` change it.

    Good rows are loaded in this one transaction, bad ones are listed with reason and remedy and
    stay out. A superior that is nowhere or leads in a circle, and an address that another has, are
    left empty with a warning. Locks the pemda's row.
    """
    with jeda_pemungut():
        return _impor_pegawai(pesanan, oleh)


def _impor_pegawai(pesanan: Pesanan, oleh: Pengguna | str) -> LaporanImpor:
    pemda = pesanan.pemda
    dikenal = _Dikenal(pemda)
    hasil, laporan = pesanan.baca(KOLOM_PEGAWAI, sambil=lambda: dikenal.siapkan(pesanan.pemetaan))
    if laporan.galat_berkas:
        return laporan
    kunci_pemda(pemda)
    hilang = [k for k in hasil.kolom_kosong if k in BOLEH_HILANG]
    laporan.tawaran = _pulihkan_nip(hasil, pesanan)
    hasil.tandai_ganda(KOLOM_PEGAWAI[:1], sepakat=KOLOM_PEGAWAI[1])
    acuan = _acuan(pesanan, hasil.isi["nip"])
    siap = _periksa(hasil, acuan, laporan)
    kolom = _kolom_sidik(hilang)
    sama = dikenal.sidik(kolom)
    beda = _yang_berbeda(siap, kolom, sama)
    siap = _tanpa_nama_lain(pemda, siap, beda, hasil, acuan, laporan)
    siap, tanpa_surel = _tanpa_surel_ganda(siap, laporan)
    laporan.ditolak = len(hasil.nomor) - len(siap)
    perlu = tanpa_surel.union(isi.baris for isi in beda)
    sisa = _yang_berbeda([isi for isi in siap if isi.baris in perlu], kolom, sama)
    laporan.tetap = len(siap) - len(sisa)
    if sisa and "nip_atasan" not in hilang:
        sisa = _putus_lingkaran(pemda, sisa, laporan)
    muat = muat_pegawai(
        pemda=pemda,
        baris=sisa,
        hari_ini=pesanan.hari_ini,
        hilang=hilang,
        terapkan=pesanan.terapkan,
        oleh=oleh,
    )
    tambah_peringatan(laporan, muat, sisa, acuan)
    laporan.tanpa_atasan = muat.belum_beratasan + _tetap_tanpa_atasan(pemda, siap, sisa)
    laporan.tanpa_akun = tanpa_akun(muat, tanpa_surel)
    laporan.diterapkan = pesanan.terapkan
    laporan.tetap += muat.tetap
    for nama in DARI_MUAT:
        setattr(laporan, nama, getattr(muat, nama))
    return laporan


@dataclass
class _Dikenal:
    """The people whom a row may merely repeat, read from the database while the file is read.

    Where the columns are mapped, as for every file that was looked at before, it is known by which.
    """

    pemda: Instansi
    kolom: Sequence[str] = ()
    isi: Collection[str] = ()

    def siapkan(self, pemetaan: Collection[str] | None) -> None:
        if pemetaan is not None:
            kunci_pemda(self.pemda)  # so that nothing changes until the rows are there
            self.sidik(_kolom_sidik(BOLEH_HILANG.difference(pemetaan)))

    def sidik(self, kolom: Sequence[str]) -> Collection[str]:
        if kolom != self.kolom:
            self.kolom, self.isi = kolom, sidik_pegawai(self.pemda, kolom)
        return self.isi


def _kolom_sidik(hilang: Collection[str]) -> list[str]:
    return [k for k in KOLOM_SIDIK if k not in hilang]


PEMUAT_PEGAWAI = PemuatImpor(
    kode="pegawai",
    judul="Pegawai",
    kegunaan="Data pegawai dari SIASN atau kepegawaian: identitas, jabatan, unit, dan atasan.",
    kolom=KOLOM_PEGAWAI,
    fungsi=impor_pegawai,
    per_unit=True,
)


def _pulihkan_nip(hasil: HasilBaca, pesanan: Pesanan) -> list[Tawaran]:
    """Offer people for rows whose NIP has lost digits; give confirmed rows that person's NIP.

    A confirmation counts only where it names the very person that would be offered.
    """
    lahir = hasil.isi["tanggal_lahir"]
    rusak = [
        i
        for i, galat in sorted(hasil.galat_sel.items())
        if lahir[i] and any(map(_nip_rusak, galat))
    ]
    orang = _senama(pesanan, {lahir[i] for i in rusak}) if rusak else {}
    tawaran = []
    for i in rusak:
        cocok = orang.get((kunci_nama(hasil.isi["nama"][i] or ""), lahir[i]), [])
        if len(cocok) != 1:
            continue
        (pegawai,) = cocok
        if pesanan.konfirmasi.get(hasil.nomor[i]) == pegawai.pk:
            hasil.isi["nip"][i] = pegawai.nip
            hasil.galat_sel[i] = [g for g in hasil.galat_sel[i] if not _nip_rusak(g)]
        else:
            tawaran.append(_tawaran(hasil.nomor[i], pegawai))
    return tawaran


def _tawaran(baris: int, pegawai: Pegawai) -> Tawaran:
    rinci = f"NIP {pegawai.nip}, {pegawai.jabatan}, {pegawai.unit}"
    return Tawaran(baris, pegawai.pk, str(pegawai), rinci)


def _nip_rusak(galat: GalatBaris) -> bool:
    return galat.kolom == KOLOM_PEGAWAI[0].sebutan and galat.alasan == ALASAN_ANGKA_EXCEL


def _senama(
    pesanan: Pesanan, tanggal_lahir: Collection[date]
) -> dict[tuple[str, date], list[Pegawai]]:
    """People of the pemda, within the scope, by comparable name and birth date."""
    hasil: dict[tuple[str, date], list[Pegawai]] = {}
    semua = Pegawai.objects.filter(pemda=pesanan.pemda, tanggal_lahir__in=tanggal_lahir)
    for p in semua.select_related("jabatan", "unit").order_by("pk"):
        hasil.setdefault((kunci_nama(p.nama), p.tanggal_lahir), []).append(p)
    if pesanan.cakupan is None:
        return hasil
    return {k: o for k, o in hasil.items() if all(p.unit_id in pesanan.cakupan for p in o)}


def _acuan(pesanan: Pesanan, nip: Sequence[str | None]) -> Acuan:
    """Units, positions, and what must be known of the people whom the file names; few queries."""
    pemda, cakupan = pesanan.pemda, pesanan.cakupan
    aktif_lain: set[str] = set()
    if Instansi.objects.filter(depth=1).exclude(pk=pemda.pk).exists():
        lain = _bernama(nip).exclude(pemda=pemda).filter(status__in=AKTIF)
        aktif_lain = set(lain.values_list("nip", flat=True))
    pergi: set[str] = set()
    if aktif_lain:
        sini = Pegawai.objects.filter(pemda=pemda, nip__in=aktif_lain)
        pergi = set(sini.exclude(status__in=AKTIF).values_list("nip", flat=True))
    di_luar: set[str] = set()
    if cakupan is not None:
        luar = _bernama(nip).filter(pemda=pemda).exclude(unit__in=cakupan)
        di_luar = set(luar.values_list("nip", flat=True))
    beralasan = Pegawai.objects.filter(pemda=pemda).exclude(alasan_nip="")
    alasan = dict(beralasan.values_list("nip", "alasan_nip"))
    jabatan = Jabatan.objects.filter(pemda=pemda).values_list("nama", flat=True)
    return Acuan(
        hari_ini=pesanan.hari_ini,
        unit=acuan_unit(pemda, pesanan.hari_ini, cakupan),
        jabatan={kunci_nama(n): n for n in jabatan},
        aktif_lain=aktif_lain,
        pergi=pergi,
        di_luar=di_luar,
        alasan=alasan,
    )


def _bernama(nip: Sequence[str | None]) -> QuerySet[Pegawai]:
    """Who has one of these numbers. For a whole city merely to say so takes 0.2 s."""
    return Pegawai.objects.filter(nip__in=[n for n in nip if n])


def _periksa(hasil: HasilBaca, acuan: Acuan, laporan: LaporanImpor) -> list[BarisPegawai]:
    """The rows that may be loaded; what is wrong with the others goes into the report."""
    siap = []
    for i, tanpa_catatan in enumerate(wajar(hasil.isi, acuan)):
        galat = hasil.galat_sel.get(i, [])
        if not tanpa_catatan:
            temuan = periksa_pegawai(hasil.satu(i), acuan)
            galat = [*galat, *temuan.galat]
            laporan.peringatan += temuan.peringatan
        if galat:
            laporan.galat += galat
        else:
            siap.append(i)
    if len(siap) == len(hasil.nomor):
        return lengkapi(hasil.nomor, hasil.isi, acuan)
    isi = {nama: [kolom[i] for i in siap] for nama, kolom in hasil.isi.items()}
    return lengkapi([hasil.nomor[i] for i in siap], isi, acuan)


def _tanpa_nama_lain(
    pemda: Instansi,
    siap: list[BarisPegawai],
    beda: list[BarisPegawai],
    hasil: HasilBaca,
    acuan: Acuan,
    laporan: LaporanImpor,
) -> list[BarisPegawai]:
    """The rows but for those that would overwrite somebody else's person; one query.

    Asked of ``beda``, those that say something else than the directory: a name may be it.
    Of rows that are refused already it is told too, unless the person is out of scope.
    """
    ditolak = {g.baris for g in laporan.galat}
    semua = [(isi.baris, isi.nip, isi.nama, isi.alasan_nip) for isi in beda]
    kolom = (hasil.isi[k] for k in ("nip", "nama", "alasan_nip"))
    for nomor, nip, nama, alasan in zip(hasil.nomor, *kolom, strict=True) if ditolak else ():
        if nomor in ditolak and nip and nama and nip not in acuan.di_luar:
            semua.append((nomor, nip, nama, alasan or ""))
    lama = nama_berbeda(pemda, [nip for _, nip, _, _ in semua], [nama for _, _, nama, _ in semua])
    tolak = set()
    for nomor, nip, nama, alasan in semua if lama else ():
        if nip in lama:
            temuan = nama_lain(nomor, nip, lama[nip], nama, alasan)
            laporan.galat += temuan.galat
            laporan.peringatan += [g for g in temuan.peringatan if nomor not in ditolak]
            tolak |= {g.baris for g in temuan.galat}
    laporan.galat.sort(key=lambda g: g.baris)
    return [isi for isi in siap if isi.baris not in tolak] if tolak else siap


def _tanpa_surel_ganda(
    siap: list[BarisPegawai], laporan: LaporanImpor
) -> tuple[list[BarisPegawai], set[int]]:
    """An address counts for the row that names it first; the others lose it, with a warning.

    The rows, and the numbers of those that lost theirs.
    """
    milik: dict[str, int] = {}
    kehilangan: set[int] = set()
    for urut, isi in enumerate(siap):
        if isi.surel and (pertama := milik.setdefault(isi.surel, isi.baris)) != isi.baris:
            alasan = f"Sama dengan baris {pertama}."
            laporan.peringatan.append(
                GalatBaris(isi.baris, "Surel", isi.surel, alasan, TANPA_SUREL)
            )
            siap[urut] = isi._replace(surel="")
            kehilangan.add(isi.baris)
    return siap, kehilangan


def _yang_berbeda(
    siap: list[BarisPegawai], kolom: Sequence[str], sama: Collection[str]
) -> list[BarisPegawai]:
    """The rows that do not say exactly what the directory says; of most files these are few."""
    if not sama or not siap:
        return siap
    pasangan = zip(siap, sidik_baris(siap, kolom), strict=True)
    return [isi for isi, sidik in pasangan if sidik not in sama]


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


def _tetap_tanpa_atasan(pemda: Instansi, siap: list[BarisPegawai], sisa: list[BarisPegawai]) -> int:
    """Active people without a superior among the rows that change nothing."""
    berubah = {isi.nip for isi in sisa}
    tetap = [isi.nip for isi in siap if not isi.nip_atasan and isi.nip not in berubah]
    if not tetap:
        return 0
    orang = Pegawai.objects.filter(pemda=pemda, nip__in=tetap, atasan=None)
    orang = orang.filter(status=Pegawai.Status.AKTIF)
    return orang.exclude(jabatan__eselon__in=ESELON_TANPA_ATASAN).count()
