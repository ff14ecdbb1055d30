"""Load one demo city: tree, people through the importers, accounts, catalogue, classes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from beranda.demo.akun import MULAI, Persona, buat_akun, pegawai_persona, pilih_persona
from beranda.demo.berkas import CADANGAN, tulis_pegawai, tulis_predikat, tulis_riwayat
from beranda.demo.cerita import orang_diam, rencanakan_cerita
from beranda.demo.evaluasi import isi_evaluasi
from beranda.demo.katalog import isi_katalog, isi_pengajar
from beranda.demo.kelas import RencanaKelas, beri_angkatan, beri_nomor, simpan_kelas
from beranda.demo.kota import Kota, daftar_unit
from beranda.demo.orang import Orang, bangkitkan
from beranda.demo.riwayat import Dunia, rencanakan_riwayat, siapkan
from instansi.actions import PEMUAT_PEGAWAI, PEMUAT_PREDIKAT, pasang_parameter_bawaan
from instansi.models import Instansi, ParameterKebijakan, Pengguna
from lib.aksi import aksi
from lib.angka import angka
from lib.impor import LaporanImpor
from notifikasi.actions import pasang_aturan_bawaan
from pelatihan.actions.kehadiran import verifikasi_kehadiran
from pembinaan.actions import PEMUAT_RIWAYAT, pasang_aturan_konversi

OLEH = "sistem:demo_data"
KEBIJAKAN_MULAI = date(2024, 1, 1)
KELAS_PER_SERIBU, KELAS_TERBANYAK = 65, 200


@dataclass
class Pesanan:
    """What is asked for: the same order gives the same rows."""

    kota: Kota
    pegawai: int
    hari_ini: date
    seed: int
    folder: Path
    lapor: Callable[[str], object]

    def acak(self, bagian: str) -> Random:
        """Chance of its own for each part, so that a change in one moves no other."""
        return Random(f"{self.seed}/{self.kota.kode}/{self.pegawai}/{bagian}")

    @property
    def sekarang(self) -> datetime:
        """Seven in the morning of today, in the city."""
        return datetime.combine(self.hari_ini, time(7), ZoneInfo(self.kota.zona))


@aksi
def muat_kota(*, pesanan: Pesanan, oleh: str = OLEH) -> Instansi:
    """Load a city in one transaction: it is there whole or not at all."""
    kota = pesanan.kota
    pemda = buat_pohon(kota)
    pasang_parameter_bawaan(pemda=pemda, berlaku_dari=KEBIJAKAN_MULAI, oleh=oleh)
    longgarkan_masuk(pemda)
    pasang_aturan_konversi(pemda=pemda, berlaku_dari=KEBIJAKAN_MULAI, oleh=oleh)
    pasang_aturan_bawaan(pemda=pemda, oleh=oleh)
    orang, cadangan = bangkitkan(
        kota, pesanan.pegawai, pesanan.acak("orang"), pesanan.hari_ini, cadangan=CADANGAN
    )
    persona = pilih_persona(kota, orang)
    muat_berkas(pemda, pesanan, orang, cadangan)
    buat_akun(pemda=pemda, kota=kota, persona=persona, orang=orang)
    isi_katalog(pemda=pemda, kota=kota)
    isi_pengajar(pemda=pemda, kota=kota, mulai=MULAI)
    isi_kelas(pemda, pesanan, persona)
    return pemda


def longgarkan_masuk(pemda: Instansi) -> None:
    """Whoever tries the demo logs in as many people: no second factor, long sessions."""
    for kode, nilai in {"dua_langkah_wajib": 0, "sesi_diam_menit": 720}.items():
        ParameterKebijakan.objects.filter(pemda=pemda, kode=kode).update(nilai=nilai)


def buat_pohon(kota: Kota) -> Instansi:
    """The city's root and its agencies."""
    pemda = Instansi.objects.add_root(
        instance=Instansi(
            jenis="PEMDA",
            kode=kota.kode,
            nama=f"Pemerintah Kota {kota.nama}",
            singkatan=f"Kota {kota.nama}",
            zona_waktu=kota.zona,
        )
    )
    simpul = {"": pemda}
    for unit in daftar_unit(kota):
        simpul[unit.nama] = Instansi.objects.add_child(
            simpul[unit.induk],
            instance=Instansi(
                pemda=pemda,
                jenis=unit.jenis,
                kode=slugify(unit.singkatan or unit.nama),
                nama=unit.nama,
                singkatan=unit.singkatan,
            ),
        )
    return pemda


def muat_berkas(
    pemda: Instansi, pesanan: Pesanan, orang: list[Orang], cadangan: list[Orang]
) -> None:
    """Write the three files and load them as a user would; what is refused is printed."""
    kota, hari_ini, folder = pesanan.kota, pesanan.hari_ini, pesanan.folder
    folder.mkdir(parents=True, exist_ok=True)
    berkas = {n: folder / f"{n}-{kota.kode}.xlsx" for n in ("pegawai", "predikat", "riwayat")}
    tulis_pegawai(berkas["pegawai"], orang, cadangan, pesanan.acak("pegawai"))
    tulis_predikat(berkas["predikat"], orang, pesanan.acak("predikat"), hari_ini)
    tulis_riwayat(berkas["riwayat"], kota, orang, pesanan.acak("riwayat"), hari_ini)
    for pemuat in (PEMUAT_PEGAWAI, PEMUAT_PREDIKAT, PEMUAT_RIWAYAT):
        hasil = pemuat.muat(
            pemda=pemda,
            berkas=berkas[pemuat.kode],
            terapkan=True,
            hari_ini=hari_ini,
            sekarang=pesanan.sekarang,
            oleh=OLEH,
        )
        _cetak(pesanan.lapor, berkas[pemuat.kode], hasil)


def _cetak(lapor: Callable[[str], object], berkas: Path, laporan: LaporanImpor) -> None:
    """The counts, and every row that stayed out."""
    lapor(
        f"  {berkas.name}: {angka(laporan.baru)} baru, {angka(laporan.ditolak)} ditolak, "
        f"{angka(len(laporan.peringatan))} peringatan {laporan.galat_berkas}".rstrip()
    )
    for g in laporan.galat:
        lapor(f"    Baris {g.baris}, {g.kolom} “{g.isi}”: {g.alasan} {g.langkah}")


def isi_kelas(pemda: Instansi, pesanan: Pesanan, persona: Persona) -> None:
    """Two years of classes and those around today. The story is planned first: it has days."""
    hr = Pengguna.objects.get(username=f"hr.{pesanan.kota.kode}")
    tokoh = pegawai_persona(pemda, persona)
    dunia = siapkan(pemda, pesanan.acak("kelas"), pesanan.hari_ini, hr, tokoh)
    rencana = rencanakan_cerita(dunia)
    rencana += rencanakan_riwayat(dunia, jumlah_kelas(pesanan.pegawai))
    beri_angkatan(rencana)
    beri_nomor(rencana)
    simpan_kelas(rencana, hr)
    _verifikasi(rencana, hr)
    tugas, terkirim = _isi_evaluasi(pesanan, dunia, rencana)
    pesanan.lapor(
        f"  kelas: {len(rencana)}, pendaftaran: {angka(sum(len(r.peserta) for r in rencana))}, "
        f"kehadiran: {angka(sum(len(r.peserta) * r.ditandai for r in rencana))}, "
        f"evaluasi: {angka(terkirim)} dari {angka(tugas)}"
    )


def jumlah_kelas(pegawai: int) -> int:
    """Finished classes of a city of so many people; the rooms of a city bound it."""
    return min(max(pegawai * KELAS_PER_SERIBU // 1000, 8), KELAS_TERBANYAK)


def _verifikasi(rencana: list[RencanaKelas], hr: Pengguna) -> None:
    """HR verified the classes in the order of time; JP enter the ledger by the product's rules."""
    lalu = [(r.verifikasi_pada, n, r) for n, r in enumerate(rencana) if r.verifikasi_pada]
    for pada, _, r in sorted(lalu):
        verifikasi_kehadiran(kelas=r.kelas, oleh=hr, sekarang=pada)


def _isi_evaluasi(pesanan: Pesanan, dunia: Dunia, rencana: list[RencanaKelas]) -> tuple[int, int]:
    return isi_evaluasi(
        pemda=dunia.pemda,
        rencana=rencana,
        acak=pesanan.acak("evaluasi"),
        sekarang=pesanan.sekarang,
        diam=orang_diam(dunia),
        oleh=OLEH,
    )
