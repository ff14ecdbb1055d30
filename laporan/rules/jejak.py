"""What the audit trail shows: an allow-list of models and fields, and changes in plain words.

A model or field that is not named here is never shown, whatever a later version tracks. A test
walks all tracked models, so that each new one is decided on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from instansi.rules.makna import tulis_nilai
from lib.angka import angka
from lib.tanggal import jam_zona, tanggal_panjang


class Jejak(NamedTuple):
    """One tracked model: its name, whose pemda it is, what names a row, which fields are shown.

    ``pemda``: lookups of which one leads to the pemda. ``nama``: lookups that name a row, joined.
    ``sembunyi``: fields that stay hidden; internal ones, or why. ``deret``: the field by which rows
    follow each other as values of one thing, which people see as changing. ``akhir``: the last day
    of what ends rather than is deleted.
    """

    benda: str
    pemda: tuple[str, ...]
    nama: tuple[str, ...]
    kolom: tuple[str, ...]
    sembunyi: tuple[str, ...] = ()
    deret: str = ""
    akhir: str = ""


_P = ("pemda",)

# Internal: tree and counters, keys of jobs. Hidden on purpose: the link of an online meeting.
TAMPIL = {
    "instansi.instansi": Jejak(
        "Instansi", ("pemda", "id"), ("nama",),
        ("nama", "singkatan", "jenis", "kode", "zona_waktu", "aktif_dari", "aktif_sampai",
         "digantikan_oleh"),
        ("pemda",),
    ),
    "instansi.jabatan": Jejak(
        "Jabatan", _P, ("nama",), ("nama", "jenis", "jenjang", "eselon", "rumpun"), ("pemda",)
    ),
    "instansi.mitra": Jejak(
        "Mitra", _P, ("nama",), ("nama", "jenis", "kontak", "surel", "telepon", "aktif"),
        ("pemda",),
    ),
    "instansi.pegawai": Jejak(
        "Pegawai", _P, ("nama",),
        ("nip", "nama", "gelar_depan", "gelar_belakang", "jenis", "jenis_kelamin", "tempat_lahir",
         "tanggal_lahir", "tmt", "golongan", "jabatan", "unit", "atasan", "status", "status_sejak",
         "alasan_status", "surel", "telepon", "alasan_nip"),
        ("pemda",),
    ),
    "instansi.riwayatpenempatan": Jejak(
        "Penempatan", ("pegawai__pemda",), ("pegawai__nama",),
        ("pegawai", "unit", "jabatan", "mulai", "selesai"),
    ),
    "instansi.pelaksanatugas": Jejak(
        "Plt/Plh", ("pegawai__pemda",), ("pegawai__nama",),
        ("pegawai", "unit", "jabatan", "jenis", "mulai", "selesai", "dasar", "alasan"),
        akhir="selesai",
    ),
    "instansi.predikatkinerja": Jejak(
        "Predikat kinerja", ("pegawai__pemda",), ("pegawai__nama",),
        ("pegawai", "unit", "tahun", "periode", "predikat"),
    ),
    "instansi.pengguna": Jejak(
        "Akun", _P, ("nama",), ("username", "email", "nama", "pegawai", "is_active"), ("pemda",)
    ),
    "instansi.penugasan": Jejak(
        "Peran", ("instansi__pemda", "instansi"), ("pengguna__nama",),
        ("pengguna", "peran", "instansi", "mulai", "selesai", "pelaksana_tugas", "deputi",
         "delegasi_dari", "alasan"),
        akhir="selesai",
    ),
    "instansi.parameterkebijakan": Jejak(
        "Parameter kebijakan", _P, ("kode",),
        ("kode", "nilai", "satuan", "dasar_hukum", "berlaku_dari", "berlaku_sampai"), ("pemda",),
        deret="kode",
    ),
    "instansi.harilibur": Jejak(
        "Hari libur", _P, ("nama",), ("tanggal", "nama", "jenis"), ("pemda",)
    ),
    "notifikasi.aturanpengingat": Jejak(
        "Aturan pengingat", _P, ("jenis",), ("jenis", "geser_hari", "jam", "aktif"), ("pemda",)
    ),
    "pembinaan.pelatihan": Jejak(
        "Pelatihan", _P, ("nama",),
        ("kode", "nama", "tema", "tujuan", "jp", "bentuk", "metode", "aktif"), ("pemda",),
    ),
    "pembinaan.aturankonversijp": Jejak(
        "Aturan konversi JP", _P, ("bentuk",),
        ("kode", "bentuk", "jalur", "satuan", "tarif", "tarif_internasional",
         "pengali_internasional", "batas_per_hari", "batas_per_hari_internasional",
         "batas_kali_per_bulan", "dasar_hukum", "berlaku_dari", "berlaku_sampai"),
        ("pemda",),
    ),
    "pelatihan.ruang": Jejak(
        "Ruang", _P, ("nama",), ("nama", "pemilik", "lokasi", "kapasitas", "aktif"), ("pemda",)
    ),
    "pelatihan.pengajar": Jejak(
        "Pengajar", _P, ("pengguna__nama",), ("pengguna", "lembaga", "keahlian", "aktif"),
        ("pemda",),
    ),
    "pelatihan.kelas": Jejak(
        "Kelas", _P, ("pelatihan__nama", "angkatan"),
        ("pelatihan", "angkatan", "penyelenggara", "metode", "kursi", "daftar_mulai",
         "daftar_selesai", "status", "alasan_batal", "nomor_undangan", "catatan_undangan",
         "terbit_pada", "terbit_oleh", "kehadiran_diverifikasi_pada",
         "kehadiran_diverifikasi_oleh", "dibuat_oleh"),
        ("pemda", "terisi", "tautan_daring"),
    ),
    "pelatihan.sesi": Jejak(
        "Sesi", ("kelas__pemda",), ("kelas__pelatihan__nama", "kelas__angkatan", "judul"),
        ("kelas", "judul", "mulai", "selesai", "ruang", "jp", "terjadwal"),
    ),
    "pelatihan.pengajarsesi": Jejak(
        "Pengajar sesi", ("pengajar__pemda",), ("pengajar__pengguna__nama",),
        ("sesi", "pengajar", "mulai", "selesai"), ("terjadwal",),
    ),
    "pelatihan.pendaftaran": Jejak(
        "Pendaftaran", ("kelas__pemda",), ("pegawai__nama",),
        ("kelas", "pegawai", "unit", "status", "didaftarkan_oleh", "didaftarkan_pada",
         "alasan_luar_masa", "alasan_batal", "dibatalkan_oleh", "dibatalkan_pada"),
    ),
    "pelatihan.kehadiran": Jejak(
        "Kehadiran", ("pegawai__pemda",), ("pegawai__nama",),
        ("sesi", "pegawai", "mulai", "selesai", "izin_bentrok_alasan", "status", "ditandai_oleh",
         "ditandai_pada"),
        ("pendaftaran", "terjadwal"),
    ),
    "pelatihan.penomoransurat": Jejak(
        "Penomoran surat", _P, ("klasifikasi",), ("tahun", "klasifikasi", "templat", "terakhir"),
        ("pemda",),
    ),
    "evaluasi.instrumen": Jejak(
        "Instrumen evaluasi", _P, ("nama",),
        ("kode", "versi", "nama", "tingkat", "skala_maks", "pengantar", "aktif", "dibekukan_pada"),
        ("pemda",),
    ),
    "evaluasi.bagian": Jejak(
        "Bagian instrumen", ("instrumen__pemda",), ("judul",),
        ("instrumen", "jenis", "judul", "urutan"),
    ),
    "evaluasi.pertanyaan": Jejak(
        "Pertanyaan", ("bagian__instrumen__pemda",), ("teks",),
        ("bagian", "urutan", "jenis", "teks", "wajib"),
    ),
    "kelola.pekerjaanakun": Jejak(
        "Pembuatan akun", _P, ("cara",),
        ("cara", "peminta", "jumlah", "status", "dibuat_pada", "selesai_pada"),
        ("pemda", "lewat", "percobaan", "alasan", "berkas", "kedaluwarsa_pada"),
    ),
    "kelola.aktivasi": Jejak(
        "Undangan akun", ("pengguna__pemda",), ("pengguna__nama",),
        ("pengguna", "cara", "dibuat_oleh", "dibuat_pada", "berlaku_sampai", "dipakai_pada"),
        ("pekerjaan",),
    ),
    "kelola.pekerjaanimpor": Jejak(
        "Impor", _P, ("jenis", "nama_berkas"),
        ("jenis", "nama_berkas", "pengunggah", "pelaksana", "status", "baru", "berubah", "tetap",
         "ditolak", "akun_baru", "tanpa_atasan", "tanpa_mulai", "alasan", "dibuat_pada",
         "diperiksa_pada", "diterapkan_pada", "selesai_pada"),
        ("pemda", "berkas", "berkas_tolak", "sha256", "ukuran", "sidik_judul", "pemetaan",
         "konfirmasi", "percobaan", "konteks", "kedaluwarsa_pada"),
    ),
    "laporan.pekerjaanlaporan": Jejak(
        "Berkas laporan", _P, ("jenis",), ("jenis", "peminta", "status", "dibuat_pada"),
        ("pemda", "parameter", "kunci", "percobaan", "alasan", "berkas", "sha256", "selesai_pada",
         "kedaluwarsa_pada"),
    ),
}  # fmt: skip
# Which fields name a row in its own event, where the lookups of ``nama`` say too little.
SEBUT_LENGKAP = {
    "instansi.penugasan": ("pengguna", "peran", "instansi"),
    "instansi.harilibur": ("nama", "tanggal"),
    "kelola.pekerjaanakun": ("cara", "jumlah"),
}
# What is counted by a number that stands in a name.
SATUAN = {("kelola.pekerjaanakun", "jumlah"): "akun"}
# Which day of a row belongs to its name when it is new.
SEBUT_SAMPAI = {"instansi.penugasan": "selesai"}
# What forms call a field, where the model's own name for it says something else or badly.
SEBUT_BIDANG = {
    ("instansi.penugasan", "selesai"): "Hari terakhir",
    ("instansi.pengguna", "is_active"): "Aktif",
    ("instansi.pegawai", "alasan_nip"): "Alasan NIP",
    ("pelatihan.kelas", "terbit_oleh"): "Diterbitkan oleh",
    ("pelatihan.kelas", "terbit_pada"): "Diterbitkan pada",
    ("pelatihan.kelas", "daftar_mulai"): "Pendaftaran dibuka",
    ("pelatihan.kelas", "daftar_selesai"): "Pendaftaran ditutup",
    ("pelatihan.kehadiran", "izin_bentrok_alasan"): "Alasan bentrok diizinkan",
    ("pelatihan.penomoransurat", "terakhir"): "Nomor terakhir",
    ("evaluasi.instrumen", "skala_maks"): "Nilai tertinggi skala",
    ("evaluasi.instrumen", "dibekukan_pada"): "Tidak bisa diubah sejak",
    ("kelola.pekerjaanimpor", "tetap"): "Tidak berubah",
    ("kelola.pekerjaanimpor", "tanpa_mulai"): "Tanpa TMT jabatan",
}
TIDAK_TAMPIL = {
    "kelola.pemetaankolom": "Ingatan bantu pengisian: kolom berkas mana berisi apa.",
    "evaluasi.tugasevaluasi": "Menunjukkan siapa mengirim formulir rahasia, sampai detiknya.",
}
# Requests that a worker carries out in the name of who asked: one act, told once it is done.
PERMINTAAN = {"minta_terapkan": "terapkan_impor", "minta_urungkan": "urungkan_impor"}
TINDAKAN = {
    "insert": "ditambahkan",
    "update": "diubah",
    "delete": "dihapus",
    "kunci_dibuka": "dibuka kuncinya",
    "sesi_diakhiri": "diakhiri semua sesinya",
    "dua_langkah_dilepas": "dilepas verifikasi dua langkahnya",
}
# Done to a row without changing it; ``lacak`` of its model names them too.
PERBUATAN = TINDAKAN.keys() - {"insert", "update", "delete"}


class Bidang(NamedTuple):
    """How one field is written: its name, its choices, the model that it points at."""

    nama: str
    pilihan: Mapping[str, str]
    acuan: str = ""


class Butir(NamedTuple):
    """One field of one change, in words; ``sebelum`` is None for a row that is new."""

    bidang: str
    sebelum: str | None
    sesudah: str


Nama = Mapping[tuple[str, int], str]
KOSONG, TAK_TAMPIL = "kosong", "tidak ditampilkan"
ORANG, SISTEM = "orang", "sistem"
DIAKHIRI, DIBATALKAN = "diakhiri", "dibatalkan"
BATAS = 1_000  # events of one kind in one action, counted on a page


def kata_sistem(pelaku: str | None) -> str:
    """Who did it where that is no person: "Sistem (kirim pengingat)"."""
    if not pelaku:
        return "Tanpa pelaku"
    jenis, _, tugas = pelaku.partition(":")
    return f"{jenis.capitalize()} ({tugas.replace('_', ' ')})" if tugas else pelaku


def kolom_berubah(
    tindakan: str, isi: Mapping[str, Any], lama: Mapping[str, Any] | None
) -> list[str]:
    """The fields to tell: what differs, or what a new or deleted row held."""
    if tindakan in PERBUATAN:
        return []
    if tindakan == "update":
        return [k for k in isi if lama is None or isi[k] != lama.get(k)]
    return [k for k, v in isi.items() if v not in (None, "")]


def butir_perubahan(
    tindakan: str,
    isi: Mapping[str, Any],
    lama: Mapping[str, Any] | None,
    bidang: Mapping[str, Bidang],
    nama: Nama,
    zona: ZoneInfo,
) -> list[Butir]:
    """What an event changed, field by field, in words."""
    hasil = []
    for kolom in kolom_berubah(tindakan, isi, lama):
        arti = bidang[kolom]
        kini = tulis_isi(isi[kolom], arti, nama, zona)
        dulu = None
        if tindakan == "update":
            dulu = tulis_isi(lama[kolom], arti, nama, zona) if lama else "tidak tercatat"
        hasil.append(Butir(arti.nama, dulu, kini))
    return hasil


def kata_akhir(
    jejak: Jejak, tindakan: str, isi: Mapping[str, Any], lama: Mapping[str, Any] | None, hari: date
) -> str | None:
    """Whether this change, on ``hari``, ended what has a last day, or called it off before.

    DIAKHIRI or DIBATALKAN; None for any other change.
    """
    if not jejak.akhir or tindakan == "insert":
        return None
    if tindakan == "delete":
        return DIBATALKAN if date.fromisoformat(isi["mulai"]) > hari else DIAKHIRI
    kini, dulu = isi[jejak.akhir], lama[jejak.akhir] if lama else None
    lebih_awal = kini is not None and lama is not None and (dulu is None or kini < dulu)
    return DIAKHIRI if lebih_awal and date.fromisoformat(kini) <= hari else None


def butir_akhir(daftar: Sequence[Butir], kata: str) -> list[Butir]:
    """What an end changed: its reason stands for itself, not in place of the first one."""
    return [Butir(f"Alasan {kata}", None, b.sesudah) if b.bidang == "Alasan" else b for b in daftar]


def butir_nilai(isi: Mapping[str, Any], lama: Mapping[str, Any]) -> list[Butir]:
    """What became of a policy value: from "7 hari" to "14 hari, mulai 1 Januari 2027".

    One that was taken back leaves the one before it. The day is said once, first. Empty where only
    days differ.
    """
    ditarik = isi["berlaku_dari"] < lama["berlaku_dari"]
    hari = tanggal_panjang(date.fromisoformat((lama if ditarik else isi)["berlaku_dari"]))
    hasil: list[Butir] = []
    for bidang, dulu, kini in (
        ("Nilai", _nilai(lama), _nilai(isi)),
        ("Dasar hukum", lama["dasar_hukum"], isi["dasar_hukum"]),
    ):
        mulai = "" if hasil else f"mulai {hari}"
        if dulu != kini and ditarik:
            hasil.append(Butir(bidang, f"{dulu} {mulai}".rstrip(), f"tetap {kini}"))
        elif dulu != kini:
            hasil.append(Butir(bidang, dulu, ", ".join(filter(None, (kini, mulai)))))
    return hasil


def _nilai(isi: Mapping[str, Any]) -> str:
    return tulis_nilai(isi["kode"], Decimal(str(isi["nilai"])), isi["satuan"])


def tulis_isi(nilai: Any, bidang: Bidang, nama: Nama, zona: ZoneInfo) -> str:
    """A stored value in words: labels for choices, names for keys, dates in the city's zone."""
    if nilai is None or nilai == "":
        return KOSONG
    if bidang.acuan:
        return nama.get((bidang.acuan, nilai), TAK_TAMPIL)
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, int | float):
        return angka(Decimal(str(nilai)), None if isinstance(nilai, float) else 0)
    if isinstance(nilai, str):
        return bidang.pilihan.get(nilai) or _waktu(nilai, zona) or nilai
    return str(nilai)


def _waktu(teks: str, zona: ZoneInfo) -> str | None:
    """A date or an aware time as JSON holds it; None for any other text."""
    if len(teks) < 10 or teks[4:5] != "-" or teks[7:8] != "-":
        return None
    try:
        if len(teks) == 10:
            return tanggal_panjang(date.fromisoformat(teks))
        waktu = datetime.fromisoformat(teks).astimezone(zona)
    except ValueError:
        return None
    return f"{tanggal_panjang(waktu.date())} {jam_zona(waktu, zona)}"


def hitung_kelompok(jumlah: Mapping[str, int], batas: int = BATAS) -> str:
    """300 ditambahkan, 3 diubah; above the limit of counting the steps are not known apart."""
    if sum(jumlah.values()) > batas:
        return f"lebih dari {angka(batas)} perubahan"
    return ", ".join(
        f"{angka(jumlah[kode])} {kata}" for kode, kata in TINDAKAN.items() if jumlah.get(kode)
    )


def kunci_nama(acuan: Sequence[tuple[str, Any]]) -> set[tuple[str, int]]:
    """The pairs of model and key that have to be looked up."""
    return {(model, kunci) for model, kunci in acuan if model and isinstance(kunci, int)}
