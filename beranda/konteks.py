"""What every page's shell needs: one navigation per person."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest

from beranda.permissions import Izin as IzinBeranda
from evaluasi.permissions import Izin as IzinEvaluasi
from instansi.akses import IzinDasar, boleh
from instansi.permissions import Izin as IzinInstansi
from instansi.queries import penugasan_hari_ini
from kelola.permissions import Izin as IzinKelola
from laporan.permissions import Izin as IzinLaporan
from lib.komponen.kotak import ButirNavigasi
from lib.komponen.pustaka import ke
from pelatihan.permissions import Izin as IzinPelatihan
from pembinaan.permissions import Izin as IzinPembinaan

PALING_BANYAK = 7


class Butir(NamedTuple):
    """One entry of the navigation."""

    label: str
    url: str
    ikon: str
    izin: IzinDasar
    bila_muat: bool = False  # left out of a full navigation: the home page links to it
    juga: tuple[str, ...] = ()  # beginnings of other addresses that belong to it


DI_KELOLA = ("/impor/", "/instansi/", "/jabatan/", "/mitra/", "/kebijakan/", "/hari-libur/")


NAVIGASI = (
    Butir("Beranda", "beranda:beranda", "beranda", IzinBeranda.BERANDA_LIHAT),
    Butir("Dasbor", "laporan:dasbor", "grafik", IzinLaporan.DASBOR_LIHAT),
    Butir("Jadwal", "pelatihan:jadwal", "jadwal", IzinPelatihan.JADWAL_LIHAT),
    Butir("Kelas", "pelatihan:kelas_daftar", "kelas", IzinPelatihan.KELAS_LIHAT),
    Butir("Evaluasi", "evaluasi:tugas_daftar", "evaluasi", IzinEvaluasi.TUGAS_ISI),
    Butir("JP saya", "pembinaan:jp_saya", "jam", IzinPembinaan.JP_SAYA_LIHAT, bila_muat=True),
    Butir("Pegawai", "beranda:pegawai_daftar", "pegawai", IzinBeranda.PEGAWAI_DAFTAR),
    Butir("Tim saya", "beranda:tim_saya", "tim", IzinBeranda.TIM_LIHAT, bila_muat=True),
    Butir("Kelola", "kelola:kelola", "pengaturan", IzinKelola.KELOLA_LIHAT, juga=DI_KELOLA),
)


def kerangka(request: HttpRequest) -> dict[str, object]:
    """navigasi, pengguna_nama, pemda_nama, delegasi, lingkungan for templates/kerangka.html."""
    pengguna = getattr(request, "user", None)
    isi: dict[str, object] = {"lingkungan": settings.LINGKUNGAN, "navigasi": []}
    if pengguna is None or not pengguna.is_authenticated:
        return isi
    milik = [b for b in NAVIGASI if boleh(pengguna, b.izin)]
    # What home links to as well gives way where there is too much.
    mundur = [b for b in milik if b.bila_muat][: max(0, len(milik) - PALING_BANYAK)]
    navigasi = []
    for butir in milik:
        if butir in mundur:
            continue
        url = ke(butir.url)
        aktif = request.path == url if url == "/" else request.path.startswith((url, *butir.juga))
        navigasi.append(ButirNavigasi(butir.label, url, butir.ikon, aktif))
    return isi | {
        "navigasi": navigasi,
        "pengguna_nama": str(pengguna),
        "pemda_nama": str(pengguna.pemda),
        "delegasi": [
            (p.peran.label, p.delegasi) for p in penugasan_hari_ini(pengguna) if p.delegasi
        ],
        "data_saya": pengguna.pegawai_id if boleh(pengguna, IzinInstansi.KONTAK_SENDIRI) else None,
        "bisa_delegasi": boleh(pengguna, IzinKelola.DELEGASI),
    }
