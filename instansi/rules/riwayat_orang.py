"""The change history of a person in words: fields, actions, values."""

from typing import Any

from instansi.models import Pegawai, PelaksanaTugas
from lib.tanggal import tanggal_panjang

KOLOM = {
    "nip": "NIP",
    "nama": "Nama",
    "gelar_depan": "Gelar depan",
    "gelar_belakang": "Gelar belakang",
    "jenis": "Jenis pegawai",
    "jenis_kelamin": "Jenis kelamin",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "tmt": "TMT CPNS/PPPK",
    "golongan": "Golongan",
    "jabatan__nama": "Jabatan",
    "unit__nama": "Unit kerja",
    "atasan__nama": "Atasan langsung",
    "status": "Status",
    "status_sejak": "Status sejak",
    "alasan_status": "Alasan status",
    "surel": "Surel",
    "telepon": "Telepon",
    "alasan_nip": "Alasan NIP",
}
_SEBUTAN: dict[str, dict[str, str]] = {
    "jenis_kelamin": {str(k): str(v) for k, v in Pegawai.Kelamin.choices},
    "status": {str(k): str(v) for k, v in Pegawai.Status.choices},
}
# What the history calls the actions that touch a person.
AKSI = {
    "tambah_pegawai": "Ditambahkan",
    "ubah_pegawai": "Data diubah",
    "ubah_telepon": "Telepon diubah sendiri",
    "pindahkan_pegawai": "Pindah unit atau jabatan",
    "tetapkan_atasan": "Atasan ditetapkan",
    "terapkan_usulan": "Atasan ditetapkan dari usulan",
    "ubah_status": "Status diubah",
    "tetapkan_pelaksana": "Plt/Plh ditetapkan",
    "akhiri_pelaksana": "Plt/Plh diakhiri",
    "muat_pegawai": "Impor data pegawai",
    "impor_pegawai": "Impor data pegawai",
    "batalkan_impor": "Impor dibatalkan",
    "gabung_unit": "Unit digabung",
    "pindahkan_unit": "Unit dipindah",
    "tutup_unit": "Unit ditutup",
}


def sebutan_aksi(aksi: str | None, *, pertama: bool) -> str:
    """An action in words; the first event of a record without a known action is its entry."""
    if kata := AKSI.get(aksi or ""):
        return kata
    return "Dicatat" if pertama else "Diubah"


# What the tables of acting posts know of one, beside its days.
KOLOM_PELAKSANA = {"dasar": "Nomor SK", "alasan": "Alasan"}


def beda_pelaksana(
    lama: dict[str, Any] | None, baru: dict[str, Any], *, hapus: bool
) -> tuple[str, list[tuple[str, Any, Any]]]:
    """One event of an acting post as (action, changes): named, changed or ended, taken back.

    The reason and the decree stand with the first; later only what differs from ``lama``.
    """
    sebutan = _sebut_pelaksana(baru)
    if hapus:
        return "Plt/Plh ditarik kembali", [("Plt/Plh", sebutan, "")]
    if lama is None:
        isi = [(label, "", baru[k]) for k, label in KOLOM_PELAKSANA.items() if baru[k]]
        return AKSI["tetapkan_pelaksana"], [("Plt/Plh", "", sebutan), *isi]
    hasil: list[tuple[str, Any, Any]] = []
    if _sebut_pelaksana(lama) != sebutan:
        hasil.append(("Plt/Plh", _sebut_pelaksana(lama), sebutan))
    hasil += [
        (label, lama[k], baru[k]) for k, label in KOLOM_PELAKSANA.items() if lama[k] != baru[k]
    ]
    dipersingkat = baru["selesai"] < lama["selesai"]
    return AKSI["akhiri_pelaksana"] if dipersingkat else "Plt/Plh diubah", hasil


def _sebut_pelaksana(isi: dict[str, Any]) -> str:
    jenis = PelaksanaTugas.Jenis(isi["jenis"]).label
    masa = f"{tanggal_panjang(isi['mulai'])} sampai {tanggal_panjang(isi['selesai'])}"
    return f"{jenis} {isi['jabatan__nama']} di {isi['unit__nama']}, {masa}"


def beda(lama: dict[str, Any] | None, baru: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """The fields that differ as (label, before, after); without ``lama`` those that are filled."""
    hasil = []
    for kolom, label in KOLOM.items():
        dulu, kini = (lama[kolom] if lama else None), baru[kolom]
        if (dulu or None) != (kini or None):
            hasil.append((label, _kata(kolom, dulu), _kata(kolom, kini)))
    return hasil


def _kata(kolom: str, nilai: Any) -> Any:
    return _SEBUTAN.get(kolom, {}).get(nilai, nilai) or ""
