"""The one door to all pages of administration."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from instansi.akses import IzinDasar, boleh, perlu_izin
from instansi.models import Pengguna
from instansi.permissions import Izin as IzinInstansi
from kelola.permissions import Izin


class Pintu(NamedTuple):
    """One page of administration: what it is called, and what it is for."""

    judul: str
    guna: str
    url: str
    ikon: str
    izin: IzinDasar
    # For who may only look: the permission that ``guna`` promises, and what the page is without it.
    izin_ubah: IzinDasar | None = None
    guna_baca: str = ""


PINTU = (
    (
        "Data",
        (
            Pintu(
                "Impor data",
                "Ambil alih pegawai, instansi, jabatan, dan lainnya dari Excel.",
                "kelola:impor_daftar",
                "unggah",
                Izin.IMPOR_LIHAT,
                Izin.IMPOR_PEGAWAI,
                "Lihat impor data dan hasilnya.",
            ),
            Pintu(
                "Susunan instansi",
                "Pohon perangkat daerah: tambah, pindah, gabung, tutup.",
                "beranda:instansi_daftar",
                "program",
                IzinInstansi.INSTANSI_LIHAT,
                IzinInstansi.INSTANSI_KELOLA,
                "Lihat pohon perangkat daerah dan siapa memimpinnya.",
            ),
            Pintu(
                "Jabatan",
                "Tambah, ubah, gabung, dan hapus jabatan.",
                "instansi:jabatan_daftar",
                "profil",
                IzinInstansi.JABATAN_LIHAT,
                IzinInstansi.JABATAN_KELOLA,
                "Lihat daftar jabatan dengan jenis, jenjang, dan rumpunnya.",
            ),
            Pintu(
                "Mitra",
                "Kelola perguruan tinggi, lembaga, dan penyedia yang membantu pengembangan.",
                "instansi:mitra_daftar",
                "tim",
                IzinInstansi.MITRA_LIHAT,
                IzinInstansi.INSTANSI_KELOLA,
                "Lihat perguruan tinggi, lembaga, dan penyedia yang membantu pengembangan.",
            ),
            Pintu(
                "Atasan bermasalah",
                "Perbaiki pegawai tanpa atasan, atau yang atasannya sudah tidak ada.",
                "instansi:atasan_masalah",
                "tim",
                IzinInstansi.PEGAWAI_KELOLA,
            ),
            Pintu(
                "Mutu data",
                "Lihat seberapa lengkap, sah, selaras, dan mutakhir data tiap instansi.",
                "instansi:mutu",
                "grafik",
                IzinInstansi.MUTU_LIHAT,
            ),
        ),
    ),
    (
        "Orang dan hak",
        (
            Pintu(
                "Akun",
                "Buat akun, kirim tautan aktivasi, cetak slip, cabut sesi.",
                "kelola:akun_daftar",
                "kunci",
                Izin.AKUN_LIHAT,
                Izin.AKUN_KELOLA,
                "Lihat siapa punya akun, sudah aktif atau belum, dan kapan terakhir masuk.",
            ),
            Pintu(
                "Peran",
                "Beri, ubah, dan akhiri peran: siapa, di instansi mana, sampai kapan.",
                "kelola:peran_daftar",
                "perisai",
                Izin.PERAN_LIHAT,
                Izin.PERAN_BERI,
                "Lihat siapa memegang peran apa, di instansi mana, sampai kapan.",
            ),
            Pintu(
                "Delegasi saya",
                "Serahkan tugas Anda selama cuti; berakhir dengan sendirinya.",
                "kelola:delegasi_daftar",
                "kirim",
                Izin.DELEGASI,
            ),
            Pintu(
                "Tabel hak",
                "Lihat apa yang boleh dilakukan tiap peran.",
                "kelola:hak",
                "centang",
                Izin.HAK_LIHAT,
            ),
        ),
    ),
    (
        "Aturan dan jejak",
        (
            Pintu(
                "Parameter kebijakan",
                "Ubah angka yang dipakai menghitung, dengan dasar hukumnya.",
                "instansi:kebijakan_daftar",
                "saring",
                IzinInstansi.KEBIJAKAN_LIHAT,
                IzinInstansi.KEBIJAKAN_KELOLA,
                "Lihat angka yang dipakai menghitung, dengan dasar hukumnya.",
            ),
            Pintu(
                "Hari libur",
                "Tambah dan ubah libur nasional, cuti bersama, dan libur daerah.",
                "instansi:libur_daftar",
                "kalender",
                IzinInstansi.KEBIJAKAN_LIHAT,
                IzinInstansi.LIBUR_KELOLA,
                "Lihat libur nasional, cuti bersama, dan libur daerah.",
            ),
            Pintu(
                "Catatan masuk",
                "Lihat siapa masuk, ditolak, atau mengubah keamanan akunnya.",
                "kelola:catatan_masuk",
                "gembok",
                Izin.CATATAN_MASUK_LIHAT,
            ),
            Pintu(
                "Jejak perubahan",
                "Lihat siapa mengubah, membuka, atau mengunduh data siapa.",
                "kelola:jejak_daftar",
                "riwayat",
                Izin.JEJAK_LIHAT,
            ),
        ),
    ),
)


@require_safe
@perlu_izin(Izin.KELOLA_LIHAT)
def kelola(request: HttpRequest) -> HttpResponse:
    orang = request.user
    kelompok = [
        (
            judul,
            [
                (p.judul, _guna(p, orang), p.ikon, alamat)
                for p in pintu
                if boleh(orang, p.izin) and (alamat := _ada(p))
            ],
        )
        for judul, pintu in PINTU
    ]
    return render(
        request, "kelola/kelola.html", {"kelompok": [(j, isi) for j, isi in kelompok if isi]}
    )


def _guna(pintu: Pintu, pengguna: Pengguna) -> str:
    """What this viewer may do there."""
    if pintu.izin_ubah is None or boleh(pengguna, pintu.izin_ubah):
        return pintu.guna
    return pintu.guna_baca


def _ada(pintu: Pintu) -> str | None:
    try:
        return reverse(pintu.url)
    except NoReverseMatch:
        return None
