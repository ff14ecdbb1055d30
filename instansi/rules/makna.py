"""What each policy parameter means to the people who set it, and what values make sense."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from lib.angka import angka, baca_angka
from lib.tanggal import tanggal_panjang


class Jenis(StrEnum):
    """How a value is written and read."""

    BILANGAN = "bilangan"
    PUKUL = "pukul"
    YA_TIDAK = "ya_tidak"


class Makna(NamedTuple):
    """Theme, name and explanation in plain words; the allowed range; where the number counts.

    ``dipakai`` is empty while no code reads it yet (a test compares it with the code). ``ragu``
    says what sources do not agree on.
    """

    tema: str
    judul: str
    penjelasan: str
    minimum: int
    maksimum: int
    dipakai: str = ""
    desimal: int = 0
    jenis: Jenis = Jenis.BILANGAN
    ragu: str = ""


_JP, _KELAS, _EVALUASI, _JAM = "Jam pelajaran", "Kelas", "Evaluasi", "Jam kerja"
_KOMPETENSI, _SKM, _LAIN = "Kompetensi dan IP ASN", "Survei kepuasan", "Lainnya"
_AKUN = "Akun dan keamanan"
_PELAKSANA = "Plt dan Plh"
_WARGA, _PENSIUN = "Layanan kepada warga", "Batas usia pensiun"
_DIPAKAI_BUP = "Profil pegawai, ubah status menjadi pensiun, mutu data"
_DUA_SUMBER = "Sumber tidak seragam; sesuaikan dengan aturan yang berlaku."
_BELUM_DIBACA = "Naskah aturannya belum kami baca sendiri; periksa sebelum dipakai."

MAKNA = {
    "jp_target_pns": Makna(
        _JP, "Target JP untuk PNS", "PNS dihitung mencapai target pada jumlah ini.", 1, 200,
        "Beranda, daftar pegawai, Tim saya, dasbor, laporan kemajuan",
    ),
    "jp_target_pppk": Makna(
        _JP, "Target JP untuk PPPK", "PPPK dihitung mencapai target pada jumlah ini.", 1, 200,
        "Beranda, daftar pegawai, Tim saya, dasbor, laporan kemajuan",
        ragu="UU 20/2023 mewajibkan, tetapi tidak menyebut jumlah; angkanya mengikuti PNS.",
    ),
    "jp_batas_pppk": Makna(
        _JP, "Batas JP untuk PPPK", "Di atas jumlah ini PPPK mendapat keterangan, bukan penolakan.",
        1, 200, "Halaman JP saya",
    ),
    "menit_per_jp": Makna(
        _JP, "Lama satu JP", "Dipakai menghitung JP dari lama sesi.", 1, 120,
        "Menjadwalkan kelas, verifikasi kehadiran",
    ),
    "kehadiran_minimum": Makna(
        _KELAS, "Kehadiran paling sedikit", "JP dicatat untuk yang hadir sedikitnya sebanyak ini.",
        0, 100, "Verifikasi kehadiran, pemeriksaan data",
    ),
    "tautan_kehadiran": Makna(
        _KELAS, "Masa tautan kehadiran", "Selama ini pengajar luar bisa menandai lewat tautannya.",
        1, 90, "Tautan kehadiran untuk pengajar",
    ),
    "evaluasi_tenggat": Makna(
        _EVALUASI, "Tenggat formulir evaluasi", "Dihitung sejak kelas selesai.", 1, 60,
        "Formulir evaluasi yang dibuka setelahnya",
    ),
    "evaluasi_perhatian": Makna(
        _EVALUASI, "Terlambat yang perlu perhatian",
        "Lewat tenggat selama ini, pegawai masuk daftar Perlu perhatian.", 0, 90,
        "Dasbor, daftar pegawai, Tim saya",
    ),
    "responden_minimum": Makna(
        _EVALUASI, "Jawaban paling sedikit",
        "Di bawah jumlah ini nilai tidak ditampilkan, agar jawaban orang tidak tertebak.", 2, 50,
        "Hasil evaluasi kelas, laporan",
    ),
    "respons_minimum": Makna(
        _EVALUASI, "Respons yang layak dibaca",
        "Di bawah bagian ini nilai tampil dengan peringatan, tanpa kesimpulan.", 0, 100,
        "Hasil evaluasi kelas, dasbor",
    ),
    "pasca_bulan_teknis": Makna(
        _EVALUASI, "Evaluasi perilaku, pelatihan teknis",
        "Kapan alumni dan atasannya menilai penerapan.", 1, 24, ragu=_DUA_SUMBER,
    ),
    "pasca_bulan_manajerial": Makna(
        _EVALUASI, "Evaluasi perilaku, pelatihan manajerial",
        "Kapan alumni dan atasannya menilai penerapan.", 1, 36, ragu=_DUA_SUMBER,
    ),
    "pasca_buka": Makna(
        _EVALUASI, "Pembukaan evaluasi perilaku", "Formulir dibuka sekian hari lebih awal.", 0, 60,
    ),
    "ngain_sedang": Makna(
        _EVALUASI, "Peningkatan belajar sedang",
        "N-gain mulai dari sini disebut sedang, di bawahnya rendah.", 0, 1, desimal=2,
    ),
    "ngain_tinggi": Makna(
        _EVALUASI, "Peningkatan belajar tinggi", "N-gain mulai dari sini disebut tinggi.",
        0, 1, desimal=2,
    ),
    "jam_kerja_mulai": Makna(
        _JAM, "Jam kerja mulai", "Sesi yang lebih pagi diberi peringatan.", 0, 1440,
        "Jadwal dan usul waktu", jenis=Jenis.PUKUL,
    ),
    "jam_kerja_selesai": Makna(
        _JAM, "Jam kerja selesai", "Sesi yang lebih sore diberi peringatan.", 0, 1440,
        "Jadwal dan usul waktu", jenis=Jenis.PUKUL,
    ),
    "jumat_kosong_mulai": Makna(
        _JAM, "Jumat kosong mulai", "Waktu salat Jumat; tidak diusulkan untuk sesi.", 0, 1440,
        "Jadwal dan usul waktu", jenis=Jenis.PUKUL,
    ),
    "jumat_kosong_selesai": Makna(
        _JAM, "Jumat kosong selesai", "Sama dengan mulainya berarti tidak ada.", 0, 1440,
        "Jadwal dan usul waktu", jenis=Jenis.PUKUL,
    ),
    "hari_kerja_per_minggu": Makna(
        _JAM, "Hari kerja seminggu", "Dihitung dari Senin: 5 sampai Jumat, 6 sampai Sabtu.", 1, 7,
        "Jadwal, usul waktu, hitungan hari kerja",
    ),
    "pengingat_terlewat": Makna(
        _KELAS, "Pengingat yang sudah basi",
        "Pengingat yang belum terkirim selama ini tidak dikirim lagi.", 0, 30, "Pengiriman surel",
    ),
    "jpm_optimal": Makna(
        _KOMPETENSI, "Kesesuaian jabatan optimal",
        "Kecocokan kompetensi dengan jabatan (JPM) mulai dari sini disebut optimal.", 1, 100,
        ragu=_DUA_SUMBER,
    ),
    "jpm_cukup": Makna(
        _KOMPETENSI, "Kesesuaian jabatan cukup optimal",
        "JPM mulai dari sini disebut cukup optimal, di bawahnya kurang.", 1, 100,
        ragu=_DUA_SUMBER,
    ),
    "ip_kualifikasi": Makna(
        _KOMPETENSI, "Bobot kualifikasi", "Nilai tertinggi pendidikan dalam perkiraan IP ASN.",
        0, 100,
    ),
    "ip_kompetensi": Makna(
        _KOMPETENSI, "Bobot kompetensi", "Nilai tertinggi pelatihan dalam perkiraan IP ASN.",
        0, 100,
    ),
    "ip_kinerja": Makna(
        _KOMPETENSI, "Bobot kinerja", "Nilai tertinggi predikat kinerja dalam perkiraan IP ASN.",
        0, 100,
    ),
    "ip_disiplin": Makna(
        _KOMPETENSI, "Bobot disiplin", "Nilai tertinggi disiplin dalam perkiraan IP ASN.", 0, 100,
    ),
    "skm_mutu_a": Makna(
        _SKM, "Mutu A, sangat baik", "IKM (indeks kepuasan masyarakat) mulai dari sini bermutu A.",
        25, 100, desimal=2,
    ),
    "skm_mutu_b": Makna(
        _SKM, "Mutu B, baik", "IKM mulai dari sini bermutu B.", 25, 100, desimal=2,
    ),
    "skm_mutu_c": Makna(
        _SKM, "Mutu C, kurang baik", "IKM mulai dari sini bermutu C, di bawahnya D.", 25, 100,
        desimal=2,
    ),
    "anggaran_minimum": Makna(
        _LAIN, "Anggaran pengembangan paling sedikit",
        "Bagian APBD kota untuk pengembangan SDM, di luar belanja pegawai.", 0, 100, desimal=2,
        ragu=_BELUM_DIBACA,
    ),
    "pdp_tenggat": Makna(
        _LAIN, "Tenggat permintaan data pribadi",
        "Koreksi, salinan, dan pemberitahuan kebocoran selesai dalam waktu ini. "
        "Dihitung jam, bukan hari kerja.", 1, 72,
    ),
    "lapor_respons": Makna(
        _WARGA, "Tanggapan pertama", "Paling lambat sejak aspirasi diterima.", 1, 60,
        ragu=_DUA_SUMBER,
    ),
    "lapor_informasi": Makna(
        _WARGA, "Permintaan informasi", "Paling lambat selesai.", 1, 60, ragu=_DUA_SUMBER,
    ),
    "lapor_tanpa_lapangan": Makna(
        _WARGA, "Aspirasi tanpa pemeriksaan lapangan", "Paling lambat selesai.", 1, 120,
        ragu=_DUA_SUMBER,
    ),
    "lapor_lapangan": Makna(
        _WARGA, "Aspirasi dengan pemeriksaan lapangan", "Paling lambat selesai.", 1, 180,
        ragu=_DUA_SUMBER,
    ),
    "bup_umum": Makna(
        _PENSIUN, "Administrator, pengawas, pelaksana, JF pertama dan muda",
        "Usia pensiun kelompok ini, juga JF keterampilan.", 50, 75, _DIPAKAI_BUP,
        ragu=_BELUM_DIBACA,
    ),
    "bup_jpt_madya": Makna(
        _PENSIUN, "Pimpinan tinggi dan JF madya", "Usia pensiun kelompok ini, juga guru.", 50, 75,
        _DIPAKAI_BUP, ragu=_BELUM_DIBACA,
    ),
    "bup_utama": Makna(
        _PENSIUN, "JF utama", "Usia pensiun kelompok ini.", 50, 75, _DIPAKAI_BUP,
        ragu=_BELUM_DIBACA,
    ),
    "plt_bulan": Makna(
        _PELAKSANA, "Masa Plt sekali tetap", "Lebih lama dari ini Plt ditanya alasannya.", 1, 24,
        "Menetapkan Plt atau Plh", ragu=_BELUM_DIBACA,
    ),
    "plt_bulan_semua": Makna(
        _PELAKSANA, "Masa Plt dengan perpanjangan",
        "Orang yang sama di jabatan yang sama tanpa jeda; lebih lama dari ini ditanya alasannya.",
        1, 48, "Menetapkan Plt atau Plh", ragu=_BELUM_DIBACA,
    ),
    "plh_hari": Makna(
        _PELAKSANA, "Masa Plh", "Lebih lama dari ini Plh ditanya alasannya.", 1, 365,
        "Menetapkan Plt atau Plh",
        ragu="Aturan untuk kota tidak kami temukan; angkanya mengikuti aturan kementerian.",
    ),
    "dua_langkah_wajib": Makna(
        _AKUN, "Admin, BKPSDM, dan auditor wajib verifikasi dua langkah",
        "Untuk peran yang melihat seluruh kota: Admin pemda, Staf BKPSDM, dan Auditor, juga "
        "sebagai deputi. Yang belum memasang dituntun memasangnya segera setelah masuk.", 0, 1,
        "Saat masuk", jenis=Jenis.YA_TIDAK,
    ),
    "sandi_campuran": Makna(
        _AKUN, "Kata sandi harus campuran",
        "Huruf besar, huruf kecil, angka, dan tanda baca, di samping panjang 12 karakter.", 0, 1,
        "Membuat dan mengganti kata sandi", jenis=Jenis.YA_TIDAK,
        ragu="Pedoman mutakhir menyarankan kata sandi panjang tanpa syarat campuran.",
    ),
    "sandi_berlaku_bulan": Makna(
        _AKUN, "Umur kata sandi", "Lebih tua dari ini pemiliknya diminta mengganti; 0 tanpa batas.",
        0, 36, "Saat masuk",
        ragu="Pedoman mutakhir menyarankan tanpa penggantian berkala.",
    ),
    "sesi_diam_menit": Makna(
        _AKUN, "Sesi tanpa kegiatan", "Tidak dipakai selama ini, pengguna diminta masuk lagi.",
        5, 720, "Masuk yang berikutnya",
    ),
    "sesi_paling_lama_jam": Makna(
        _AKUN, "Sesi paling lama", "Setelah selama ini pengguna diminta masuk lagi.", 1, 72,
        "Masuk yang berikutnya",
    ),
    "aktivasi_surel_jam": Makna(
        _AKUN, "Masa tautan aktivasi", "Tautan lewat surel berlaku selama ini.", 1, 336,
        "Undangan yang dibuat setelahnya",
    ),
    "aktivasi_slip_hari": Makna(
        _AKUN, "Masa kode pada slip", "Kode pada slip cetak berlaku selama ini.", 1, 60,
        "Slip yang dibuat setelahnya",
    ),
    "catatan_masuk_bulan": Makna(
        _AKUN, "Lama simpan catatan masuk", "Lebih tua dari ini dihapus oleh petugas server.",
        12, 120, "Perintah hapus_catatan_masuk",
    ),
    "catatan_buka_bulan": Makna(
        _AKUN, "Lama simpan catatan data dibuka dan diunduh",
        "Siapa membuka atau mengunduh data siapa; lebih tua dari ini dihapus petugas server.",
        12, 120, "Perintah hapus_catatan_masuk",
        ragu="Peraturan tidak menyebut angkanya; 60 bulan adalah bawaan kami.",
    ),
}  # fmt: skip


class NilaiTidakSah(ValueError):
    """A text is no value of the parameter; the message says what to write."""


def makna(kode: str) -> Makna:
    """The meaning of a code; one without an entry is shown by its own words and any number."""
    judul = kode.replace("_", " ").capitalize()
    return MAKNA.get(kode) or Makna(_LAIN, judul, "", 0, 999_999_999, desimal=4)


def tulis_nilai(kode: str, nilai: Decimal, satuan: str) -> str:
    """The value as people read it: "20 JP per tahun", "07.30", "Ya"."""
    jenis = makna(kode).jenis
    if jenis is Jenis.PUKUL:
        return f"{int(nilai) // 60:02d}.{int(nilai) % 60:02d}"
    if jenis is Jenis.YA_TIDAK:
        return "Ya" if nilai else "Tidak"
    return f"{angka(nilai)} {satuan}".strip()


def isian_nilai(kode: str, nilai: Decimal) -> str:
    """The value as a form shows it for editing: as tulis_nilai, without the unit."""
    if makna(kode).jenis is Jenis.YA_TIDAK:
        return "1" if nilai else "0"
    return tulis_nilai(kode, nilai, "")


def baca_nilai(kode: str, teks: str) -> Decimal:
    """Read a value as typed. Raises NilaiTidakSah that names the form and the allowed range."""
    arti = makna(kode)
    if arti.jenis is Jenis.PUKUL:
        nilai = _baca_pukul(teks)
    else:
        try:
            nilai = baca_angka(teks)
        except ValueError as galat:
            raise NilaiTidakSah(str(galat)) from galat
    if nilai != round(nilai, arti.desimal):
        batas = f"paling banyak {arti.desimal} angka" if arti.desimal else "tanpa angka"
        raise NilaiTidakSah(f"Tulis {batas} di belakang koma.")
    if not arti.minimum <= nilai <= arti.maksimum:
        raise NilaiTidakSah(f"Isi antara {rentang_nilai(kode)}.")
    return nilai


def rentang_nilai(kode: str) -> str:
    """The allowed range in words: "1 dan 200", "00.00 dan 24.00"."""
    arti = makna(kode)
    ujung = (arti.minimum, arti.maksimum)
    return " dan ".join(tulis_nilai(kode, Decimal(n), "") for n in ujung)


def _baca_pukul(teks: str) -> Decimal:
    jam, _, menit = teks.strip().replace(":", ".").partition(".")
    if not (jam.isdigit() and menit.isdigit() and len(jam) <= 2 and len(menit) == 2):
        raise NilaiTidakSah("Tulis jam seperti 07.30.")
    if int(menit) > 59:
        raise NilaiTidakSah("Menit paling banyak 59.")
    return Decimal(int(jam) * 60 + int(menit))


# Pairs of which the first may not pass the second, and whether they may be equal.
URUTAN = (
    ("jam_kerja_mulai", "jam_kerja_selesai", False),
    ("jumat_kosong_mulai", "jumat_kosong_selesai", True),
    ("ngain_sedang", "ngain_tinggi", False),
    ("jpm_cukup", "jpm_optimal", False),
    ("skm_mutu_c", "skm_mutu_b", False),
    ("skm_mutu_b", "skm_mutu_a", False),
    ("jp_target_pppk", "jp_batas_pppk", True),
    ("plt_bulan", "plt_bulan_semua", True),
)


class TolakMulai(NamedTuple):
    """Why a value may not begin on a day, and what to do."""

    alasan: str
    langkah: str


def alasan_mulai(terakhir: date, dari: date, hari_ini: date) -> TolakMulai | None:
    """Why a new value may not begin on the day ``dari``; ``terakhir`` is when the latest began."""
    if dari < hari_ini:
        return TolakMulai(
            "Nilai tidak bisa mulai di masa lalu: angka yang pernah dilaporkan harus tetap bisa "
            "dihitung ulang.",
            "Pilih hari ini atau sesudahnya.",
        )
    if terakhir > hari_ini:
        alasan = f"Sudah ada nilai yang mulai {tanggal_panjang(terakhir)}."
        return TolakMulai(alasan, "Perbaiki atau tarik nilai itu dulu.")
    if terakhir == dari:
        return TolakMulai(
            "Nilai yang sekarang baru mulai hari ini.",
            "Perbaiki atau tarik nilai itu, atau pilih besok atau sesudahnya.",
        )
    return None


def alasan_tidak_selaras(kode: str, nilai: Decimal, lain: dict[str, Decimal]) -> str | None:
    """Why a value contradicts its neighbour of the same day, or None."""
    for bawah, atas, boleh_sama in URUTAN:
        if kode not in (bawah, atas):
            continue
        pasangan = lain.get(atas if kode == bawah else bawah)
        if pasangan is None:
            continue
        kecil, besar = (nilai, pasangan) if kode == bawah else (pasangan, nilai)
        if kecil > besar or (kecil == besar and not boleh_sama):
            batas = "tidak melebihi" if boleh_sama else "di bawah"
            judul = makna(atas).judul
            return f"{makna(bawah).judul} harus {batas} {judul[0].lower()}{judul[1:]}."
    return None
