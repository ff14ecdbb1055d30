"""The one door to all pages of administration."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from instansi.akses import IzinDasar, boleh, perlu_izin
from instansi.permissions import Izin as IzinInstansi
from kelola.permissions import Izin


class Pintu(NamedTuple):
    """One page of administration: what it is called, and what it is for."""

    judul: str
    guna: str
    url: str
    ikon: str
    izin: IzinDasar


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
            ),
            Pintu(
                "Susunan instansi",
                "Pohon perangkat daerah: tambah, pindah, gabung, tutup.",
                "beranda:instansi_daftar",
                "program",
                IzinInstansi.INSTANSI_LIHAT,
            ),
            Pintu(
                "Jabatan",
                "Daftar jabatan dengan jenis, jenjang, dan rumpunnya.",
                "instansi:jabatan_daftar",
                "profil",
                IzinInstansi.JABATAN_LIHAT,
            ),
            Pintu(
                "Mitra",
                "Perguruan tinggi, lembaga, dan penyedia yang membantu pengembangan.",
                "instansi:mitra_daftar",
                "tim",
                IzinInstansi.MITRA_LIHAT,
            ),
            Pintu(
                "Atasan bermasalah",
                "Pegawai tanpa atasan, atau yang atasannya sudah tidak ada.",
                "instansi:atasan_masalah",
                "tim",
                IzinInstansi.PEGAWAI_KELOLA,
            ),
            Pintu(
                "Mutu data",
                "Seberapa lengkap, sah, selaras, dan mutakhir data tiap instansi.",
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
            ),
            Pintu(
                "Peran",
                "Siapa memegang peran apa, di instansi mana, sampai kapan.",
                "kelola:peran_daftar",
                "perisai",
                Izin.PERAN_LIHAT,
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
                "Apa yang boleh dilakukan tiap peran.",
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
                "Angka yang dipakai menghitung, dengan dasar hukumnya.",
                "instansi:kebijakan_daftar",
                "saring",
                IzinInstansi.KEBIJAKAN_LIHAT,
            ),
            Pintu(
                "Hari libur",
                "Libur nasional dan cuti bersama di kota ini.",
                "instansi:libur_daftar",
                "kalender",
                IzinInstansi.KEBIJAKAN_LIHAT,
            ),
            Pintu(
                "Catatan masuk",
                "Siapa masuk, ditolak, atau mengubah keamanan akunnya.",
                "kelola:catatan_masuk",
                "gembok",
                Izin.CATATAN_MASUK_LIHAT,
            ),
            Pintu(
                "Jejak perubahan",
                "Siapa mengubah atau membuka data siapa, sebelum dan sesudahnya.",
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
    kelompok = [
        (judul, [(p, alamat) for p in pintu if boleh(request.user, p.izin) and (alamat := _ada(p))])
        for judul, pintu in PINTU
    ]
    return render(
        request, "kelola/kelola.html", {"kelompok": [(j, isi) for j, isi in kelompok if isi]}
    )


def _ada(pintu: Pintu) -> str | None:
    try:
        return reverse(pintu.url)
    except NoReverseMatch:
        return None
