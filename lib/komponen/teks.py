"""Words and small signs: icon, badge, explanation, empty state, sentence."""

from django.utils.safestring import SafeString

from lib.ikon import isi_ikon
from lib.komponen.pustaka import gambar, gambar_sekali, register

IKON_JELAS = {"baik": "centang", "awas": "awas", "bahaya": "awas", "info": "info"}
JENIS_STATUS = {
    "AKTIF": "baik",
    "BATAL": "bahaya",
    "BERJALAN": "kota",
    "DAFTAR_TUNGGU": "info",
    "DIAJUKAN": "awas",
    "DIBATALKAN": "bahaya",
    "DISETUJUI": "baik",
    "DITERAPKAN": "baik",
    "DITERIMA": "baik",
    "DITOLAK": "bahaya",
    "GAGAL": "bahaya",
    "HADIR": "baik",
    "IZIN": "info",
    "MENUNGGU": "awas",
    "SAKIT": "info",
    "SELESAI": "baik",
    "SIAP": "info",
    "TERBIT": "info",
    "TERJADWAL": "info",
    "TERKIRIM": "baik",
    "TERLEWAT": "awas",
    "TIDAK_HADIR": "bahaya",
    "UNGGAH": "awas",
}


@register.simple_tag
def ikon(nama: str, kelas: str = "") -> SafeString:
    """An inline SVG icon, hidden from screen readers: a word always stands beside it."""
    return gambar_sekali("ikon", isi=isi_ikon(nama), kelas=kelas)


@register.simple_tag
def lencana(teks: str, jenis: str = "", ikon: str = "", status: str = "") -> SafeString:
    """A status badge: `jenis` baik awas bahaya info kota, or looked up from a stored status."""
    jenis = jenis or JENIS_STATUS.get(status, "")
    return gambar_sekali("lencana", teks=teks, jenis=jenis, ikon=ikon)


@register.simple_block_tag
def jelas(
    content: SafeString,
    judul: str = "",
    jenis: str = "info",
    ikon: str = "",
    tingkat: int = 0,
    langsung: bool = False,
) -> SafeString:
    """What, why, what next. `tingkat` makes the title a heading; `langsung` announces the box."""
    return gambar(
        "jelas",
        isi=content,
        judul=judul,
        jenis=jenis,
        ikon=ikon or IKON_JELAS[jenis],
        tingkat=tingkat,
        langsung=langsung,
    )


@register.simple_block_tag
def kosong(content: SafeString, judul: str, ikon: str = "info", tingkat: int = 2) -> SafeString:
    """An empty state: why it is empty, and one action, inside its own card."""
    return gambar("kosong", isi=content, judul=judul, ikon=ikon, tingkat=tingkat)


@register.simple_block_tag
def kalimat(content: SafeString, tingkat: int = 1) -> SafeString:
    """The headline sentence of a dashboard; `<mark>` underlines its figures."""
    return gambar("kalimat", isi=content, tingkat=tingkat)


@register.simple_block_tag
def cara_hitung(content: SafeString, teks: str = "Cara hitung") -> SafeString:
    """A closed disclosure: how a number was computed, or the numbers of a chart."""
    return gambar("cara_hitung", isi=content, teks=teks)


@register.simple_tag
def kembali(url: str, teks: str) -> SafeString:
    """The link back to the list, above a page's title."""
    return gambar("kembali", url=url, teks=teks)


@register.simple_tag
def inisial(nama: str) -> SafeString:
    """A person's round initials, decoration beside the written name."""
    huruf = [kata[0] for kata in str(nama).split() if kata[0].isalpha()]
    return gambar_sekali("inisial", huruf="".join(huruf[:2]).upper() or "?")
