"""Inline SVG icons: Indonesian names for the files of bootstrap-icons, read once per process."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

IKON = {
    "acara": "megaphone",
    "anggaran": "cash-stack",
    "atas": "chevron-up",
    "awas": "exclamation-triangle",
    "bantuan": "question-circle",
    "batal": "x-circle",
    "bawah": "chevron-down",
    "bentrok": "intersect",
    "beranda": "house-door",
    "berkas": "file-earmark-text",
    "bintang": "star",
    "buku": "book",
    "cari": "search",
    "catatan": "journal-text",
    "centang": "check-lg",
    "cetak": "printer",
    "daftar": "list-ul",
    "evaluasi": "clipboard2-check",
    "excel": "filetype-xlsx",
    "gambar": "image",
    "gembok": "lock",
    "gelap": "moon-stars",
    "grafik": "graph-up",
    "hadir": "person-check",
    "hapus": "trash",
    "info": "info-circle",
    "instansi": "building",
    "jadwal": "calendar-week",
    "jam": "clock",
    "kalender": "calendar3",
    "kalender-tambah": "calendar-plus",
    "kanan": "chevron-right",
    "katalog": "mortarboard",
    "keluar": "box-arrow-right",
    "kelas": "easel2",
    "kiri": "chevron-left",
    "kirim": "send",
    "kunci": "key",
    "kursi": "person-workspace",
    "lagi": "three-dots",
    "laporan": "bar-chart-line",
    "lokasi": "geo-alt",
    "lonceng": "bell",
    "luar": "box-arrow-up-right",
    "masukan": "chat-left-text",
    "mata": "eye",
    "mata-tutup": "eye-slash",
    "mentor": "person-hearts",
    "naik": "arrow-up",
    "orang": "person",
    "panah": "arrow-right",
    "pegawai": "people",
    "pena": "pencil",
    "pengaturan": "gear",
    "perisai": "shield-check",
    "pesan": "chat-square-text",
    "pdf": "filetype-pdf",
    "ponsel": "phone",
    "profil": "person-vcard",
    "program": "diagram-3",
    "putus": "wifi-off",
    "qr": "qr-code",
    "rencana": "card-checklist",
    "riwayat": "clock-history",
    "ruang": "door-open",
    "salin": "copy",
    "saring": "sliders",
    "sertifikat": "award",
    "silang": "x-lg",
    "surat": "envelope",
    "survei": "ui-checks",
    "tambah": "plus-lg",
    "tangan": "hand-index",
    "target": "bullseye",
    "tautan": "link-45deg",
    "telepon": "telephone",
    "tema": "circle-half",
    "terang": "sun",
    "tetap": "dash-lg",
    "tim": "people-fill",
    "tunggu": "hourglass-split",
    "turun": "arrow-down",
    "uang": "cash",
    "ulang": "arrow-clockwise",
    "unduh": "download",
    "unggah": "upload",
    "urut": "arrow-down-up",
    "video": "camera-video",
    "whatsapp": "whatsapp",
}


class IkonTidakDikenal(LookupError):
    """An icon name without an entry in IKON."""


@cache
def isi_ikon(nama: str) -> SafeString:
    """The inner SVG markup of an icon on its 16 x 16 grid.

    Raises IkonTidakDikenal for a name that is not in IKON.
    """
    if nama not in IKON:
        raise IkonTidakDikenal(f"Ikon {nama!r} tidak ada. Pilih salah satu: {', '.join(IKON)}.")
    berkas = Path(settings.BASE_DIR) / f"node_modules/bootstrap-icons/icons/{IKON[nama]}.svg"
    isi = berkas.read_text(encoding="ascii").partition(">")[2].rpartition("</svg>")[0]
    return SafeString(re.sub(r"\s*\n\s*", "", isi))
