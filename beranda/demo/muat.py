"""Load one demo city: tree, people through the importer, accounts, catalogue, history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from django.utils.text import slugify

from beranda.demo.akun import MULAI, buat_akun, pegawai_persona, pilih_persona
from beranda.demo.cerita import orang_diam, rencanakan_cerita
from beranda.demo.evaluasi import isi_evaluasi
from beranda.demo.katalog import isi_katalog, isi_pengajar
from beranda.demo.kelas import beri_angkatan, simpan_kelas
from beranda.demo.kota import Kota, daftar_unit
from beranda.demo.orang import Orang, bangkitkan
from beranda.demo.riwayat import rencanakan_riwayat, siapkan
from instansi.actions import impor_pegawai, pasang_parameter_bawaan
from instansi.models import Instansi, Pegawai, Pengguna
from instansi.rules.impor import BarisPegawai
from lib.aksi import aksi
from pembinaan.actions import pasang_aturan_konversi

OLEH = "sistem:demo_data"


@dataclass
class Pesanan:
    """What is asked for: the same order gives the same rows."""

    kota: Kota
    pegawai: int
    hari_ini: date
    seed: int
    lapor: Callable[[str], None]

    @property
    def acak(self) -> Random:
        return Random(f"{self.seed}/{self.kota.kode}/{self.pegawai}")


@aksi
def muat_kota(*, pesanan: Pesanan, oleh: str = OLEH) -> None:
    """Load a city in one transaction: it is there whole or not at all."""
    kota, acak = pesanan.kota, pesanan.acak
    pemda = buat_pohon(kota)
    pasang_parameter_bawaan(pemda=pemda, berlaku_dari=date(2024, 1, 1), oleh=oleh)
    pasang_aturan_konversi(pemda=pemda, berlaku_dari=date(2024, 1, 1), oleh=oleh)
    orang = bangkitkan(kota, pesanan.pegawai, acak, pesanan.hari_ini)
    persona = pilih_persona(kota, orang)
    _muat_orang(pemda, orang, pesanan)
    buat_akun(pemda=pemda, kota=kota, persona=persona, orang=orang)
    isi_katalog(pemda=pemda, kota=kota)
    isi_pengajar(pemda=pemda, kota=kota, mulai=MULAI)
    isi_kelas(pemda=pemda, pesanan=pesanan, tokoh=pegawai_persona(pemda, persona))


def isi_kelas(*, pemda: Instansi, pesanan: Pesanan, tokoh: dict[str, Pegawai]) -> None:
    """Two years of classes and those around today. The story is planned first: it has days."""
    hr = Pengguna.objects.get(username=f"hr.{pesanan.kota.kode}")
    acak = pesanan.acak
    dunia = siapkan(pemda, acak, pesanan.hari_ini, hr, tokoh)
    rencana = rencanakan_cerita(dunia)
    rencana += rencanakan_riwayat(dunia, max(pesanan.pegawai * 65 // 1000, 8))
    beri_angkatan(rencana)
    simpan_kelas(rencana, hr)
    tugas, terkirim = isi_evaluasi(
        pemda=pemda,
        rencana=rencana,
        acak=acak,
        sekarang=dunia.papan.pukul(pesanan.hari_ini, 7),
        diam=orang_diam(dunia),
        oleh=OLEH,
    )
    pesanan.lapor(
        f"  kelas: {len(rencana)}, pendaftaran: {sum(len(r.peserta) for r in rencana)}, "
        f"kehadiran: {sum(len(r.peserta) * r.ditandai for r in rencana)}, "
        f"evaluasi: {terkirim} dari {tugas}"
    )


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


def _muat_orang(pemda: Instansi, orang: list[Orang], pesanan: Pesanan) -> None:
    unit = dict(Instansi.objects.filter(pemda=pemda).values_list("nama", "pk"))
    jenis = {"JPT Pratama": "JPT", "Fungsional": "JF"}
    baris = [
        BarisPegawai(
            n, o.nip, o.nama, o.gelar_depan, o.gelar_belakang, o.jenis, o.kelamin, o.lahir, o.tmt,
            o.golongan, o.jabatan, jenis.get(o.jenis_jabatan, o.jenis_jabatan.upper()), o.jenjang,
            o.eselon, o.rumpun.upper(), unit[o.unit], o.tmt_jabatan, o.nip_atasan,
            {"Aktif": "AKTIF", "Pensiun": "PENSIUN"}.get(o.status, "CUTI_LUAR"), o.surel, o.telepon,
        )
        for n, o in enumerate(orang, 2)
    ]  # fmt: skip
    hasil = impor_pegawai(pemda=pemda, baris=baris, hari_ini=pesanan.hari_ini, oleh=OLEH)
    pesanan.lapor(f"  pegawai: {hasil.baru} baru, {hasil.akun_baru} akun")
