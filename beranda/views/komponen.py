"""The gallery of components, with made-up values; its URL exists only in demo and tests."""

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lib.ikon import IKON
from lib.komponen.kotak import ButirNavigasi

NAVIGASI = [
    ButirNavigasi("Beranda", "/", "beranda", aktif=False),
    ButirNavigasi("Jadwal", "#", "jadwal", aktif=False),
    ButirNavigasi("Kelas", "#", "kelas", aktif=True),
    ButirNavigasi("Pegawai", "#", "pegawai", aktif=False),
    ButirNavigasi("Rencana", "#", "rencana", aktif=False),
    ButirNavigasi("Laporan", "#", "laporan", aktif=False),
]
TUGAS = [
    {
        "ikon": "bentrok",
        "jenis": "bahaya",
        "judul": "Dua kelas memakai Aula Bappeda pada jam yang sama",
        "ket": "Kamis, 26 November 2026, 09.00 WITA. 72 peserta terdampak.",
        "url": "#",
        "tombol": "Selesaikan",
    },
    {
        "ikon": "evaluasi",
        "jenis": "awas",
        "judul": "Baru 15 dari 39 peserta mengisi evaluasi",
        "ket": "“Etika dan Integritas ASN” angkatan 3 ditutup Rabu, 25 November.",
        "url": "#",
        "tombol": "Kirim pengingat",
    },
]
ALUR = [
    {"judul": "Diusulkan OPD", "ket": "Wahyuni Saleh, 3 November 2026", "keadaan": "selesai"},
    {"judul": "Diperiksa BKPSDM", "ket": "Biasanya 2 hari kerja", "keadaan": "sekarang"},
    {"judul": "Undangan dikirim", "ket": "Setelah disetujui", "keadaan": "nanti"},
]
TAB = [
    ("peserta", "Peserta", 38),
    ("tunggu", "Daftar tunggu", 5),
    ("kuota", "Kuota per OPD", None),
    ("kehadiran", "Kehadiran", None),
    ("materi", "Materi", 4),
]
BARIS = [
    ("Keamanan Informasi Dasar, angkatan 2", "24 November 2026, 08.00 WITA", 31, "TERBIT"),
    ("Pelayanan Publik Ramah, angkatan 4", "26 November 2026, 09.00 WITA", 38, "DRAF"),
    ("Etika dan Integritas ASN, angkatan 3", "20 November 2026, 08.00 WITA", 39, "SELESAI"),
]
WARNA = [
    ("utama", "Utama"),
    ("utama-lembut", "Utama lembut"),
    ("aksen", "Aksen"),
    ("aksen-lembut", "Aksen lembut"),
    ("baik", "Baik"),
    ("awas", "Awas"),
    ("bahaya", "Bahaya"),
    ("info", "Info"),
    ("d1", "Data 1"),
    ("d2", "Data 2"),
    ("d3", "Data 3"),
    ("d4", "Data 4"),
    ("d5", "Data 5"),
    ("d6", "Pembanding"),
]
UNDANGAN = (
    "Yth. Bapak/Ibu peserta\nPelayanan Publik Ramah, angkatan 4\n"
    "Kamis, 26 November 2026, 09.00–12.45 WITA\nAula Bappeda, Kota Palu"
)


class FormContoh(forms.Form):
    nama = forms.CharField(label="Nama pelatihan", help_text="Nama yang tertulis di sertifikat.")
    nip = forms.RegexField(
        r"^\d{18}$",
        label="NIP",
        error_messages={"invalid": "NIP ini hanya 16 angka. Lengkapi menjadi 18 angka."},
    )
    ruang = forms.ChoiceField(
        label="Ruang", choices=[("1", "Ruang Diklat 1"), ("2", "Aula Bappeda")], required=False
    )
    tanggal = forms.DateField(
        label="Tanggal", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    bentuk = forms.ChoiceField(
        label="Bentuk kelas",
        choices=[("L", "Tatap muka"), ("D", "Daring")],
        widget=forms.RadioSelect,
        initial="L",
    )
    lewat = forms.MultipleChoiceField(
        label="Kirim lewat",
        choices=[("A", "Pemberitahuan aplikasi"), ("S", "Surel")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    setuju = forms.BooleanField(label="Saya sudah memeriksa daftar peserta", required=False)
    sandi = forms.CharField(label="Kata sandi", widget=forms.PasswordInput, required=False)
    catatan = forms.CharField(
        label="Catatan", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    berkas = forms.FileField(label="Berkas", required=False, help_text="Excel, paling besar 10 MB.")


@require_safe
def komponen(request):
    halaman = Paginator(range(5180), 25).get_page(request.GET.get("hal"))
    isi = {"nama": "Pelayanan Publik Ramah", "nip": "1974070720021210", "bentuk": "L"}
    return render(
        request,
        "beranda/komponen.html",
        {
            "navigasi": NAVIGASI,
            "pengguna_nama": "Ratna Dewi",
            "pemda_nama": "Pemerintah Kota Palu",
            "tugas_contoh": TUGAS,
            "alur_contoh": ALUR,
            "tab_contoh": TAB,
            "tab_aktif": request.GET.get("tab", "peserta"),
            "baris": BARIS,
            "halaman": halaman,
            "formulir": FormContoh(isi),
            "undangan": UNDANGAN,
            "opsi": [("4", "Sangat cepat"), ("3", "Cepat"), ("2", "Kurang cepat")],
            "warna": WARNA,
            "ikon_semua": sorted(IKON),
        },
    )
