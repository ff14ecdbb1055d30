"""The components of every page, as template tags. Built in: templates need no {% load %}.

Each tag has one template in templates/komponen/; the page /komponen/ shows them all.

PAGE    {% extends "kerangka.html" %}, blocks: judul, jejak, isi, skrip, and
        kelas_isi (pa-isi-lebar | pa-isi-sempit). One task only: "kerangka_fokus.html" with block
        fokus_atas. No account: "kerangka_publik.html". Question without scripts: "konfirmasi.html".
TEXT    {% ikon "kalender" %}                            names in lib/ikon.py
        {% lencana "Diterima" "baik" ikon="centang" %}   baik awas bahaya info kota
        {% lencana o.get_status_display status=o.status %}
        {% jelas "Belum bisa disimpan" "bahaya" ikon="bentrok" %}<p>..</p>{% endjelas %}
        {% kosong "Belum ada kelas" ikon="kalender" %}<p>why</p> {% tombol .. %}{% endkosong %}
        {% kalimat %}<mark>97 dari 142</mark> pegawai ..{% endkalimat %}    the page's h1
        {% cara_hitung %}<p>97 dibagi 142.</p>{% endcara_hitung %}          teks="Lihat angka"
        {% kembali url "Jadwal kelas" %} in block jejak      {% inisial nama %}
BOX     {% kartu "Pekan ini" ket="7 kelas" varian="polos" %}..{% endkartu %}   polos kota
        {% bagian "Lima angka utama" tautan=url tautan_teks="Semua" %}..{% endbagian %}
ACT     {% tombol "Simpan jadwal" %}                     submit; the one filled button
        {% tombol "Tinjau" url gaya="garis" ikon="mata" %}   utama garis biasa bahaya tautan
        {% tombol "Kirim undangan" alasan=alasan %}      a reason (or None) blocks it and is shown
        {% tugas daftar %}                               rows: ikon jenis judul ket url tombol
        {% salin teks %}                                 "Salin untuk WhatsApp"
        <form data-pa-konfirmasi="Hapus kelas ini?" data-pa-akibat="38 peserta akan diberi tahu."
        data-pa-setuju="Hapus kelas">: asks, then posts konfirmasi=ya. A link may carry the same
        attributes: its GET page asks those without scripts, the dialog posts to its address.
NUMBER  {% kpi "Pegawai mencapai 20 JP" nilai="68%" satuan="" arah="naik" arah_teks="6 poin"
        ket="Target 90%" isi=68 target=90 tautan=url %}<p>how</p>{% endkpi %}
        nilai None: "Belum ada data"; arah naik turun tetap tunggu; arah_jenis baik bahaya
        {% strip_jp 14 terjadwal=4 target=20 %}
        {% mini_bar 14 20 jenis="awas" target=18 label="14 dari 20 JP" %}
TABLE   {% tabel "Daftar pegawai" %}<thead>..</thead><tbody>..</tbody>{% endtabel %}
        rows become cards on phones: give each td a data-label; varian="gulir" scrolls instead
        {% kolom "Kursi" kanan=True %}                   a plain head
        {% kolom_urut "Nama" "nama" %}                   links ?urut=nama | -nama
        {% penomoran halaman "pegawai" %}                Page object; links ?hal=2
        {% pil_saring "Belum 20 JP" "jp" "kurang" jumlah=1768 %}   links ?jp=kurang
        {% tab daftar aktif label="Bagian kelas" %}      rows (kode, teks, count | None); ?tab=kode
        <form data-pa-pilih> around {% massal "orang" %}buttons{% endmassal %}, a table with
        {% pilih_semua %} in its head and {% pilih_baris "pegawai" p.pk "Pilih Andi" %} in its rows
STEPS   {% langkah "Unggah,Periksa,Selesai" 2 %}
        {% alur daftar %}                                rows: judul ket keadaan
                                                         (selesai sekarang nanti ditolak)
        {% proses keadaan judul ket=".." bagian=3 dari=5 url_status=.. url_unduh=.. url_ulang=.. %}
        keadaan antre jalan siap gagal; url_status answers with this same tag alone, every 2 s
FORM    {% galat_formulir form %} on top, {% bidang form.nip %} for each field
        {% likert "s1" "1. Materi sesuai pekerjaan saya" nilai=4 %}
        {% pilihan_baris "u3" soal opsi nilai %}         rows (value, text)
        filters: <form class="pa-saring"> with {% bidang %} inside <div class="pa-kolom-isian">
CLASS   pa-dua (2 columns) pa-dua-sama pa-tiga pa-tumpuk(-rapat -lega) pa-baris pa-kepala pa-fakta
        pa-rinci pa-catatan pa-redup pa-sm pa-nip pa-utuh; a test refuses pa- names without a rule
"""

from lib.komponen import angka, formulir, kotak, langkah, tabel, teks
from lib.komponen.pustaka import register

__all__ = ["angka", "formulir", "kotak", "langkah", "register", "tabel", "teks"]
