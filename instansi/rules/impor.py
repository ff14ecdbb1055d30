"""What a row of a staff export must be before it may become a civil servant."""

from datetime import date
from typing import NamedTuple


class BarisPegawai(NamedTuple):
    """One checked row; the order of fields is the order of the staging table."""

    baris: int
    nip: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis: str
    jenis_kelamin: str
    tanggal_lahir: date
    tmt: date | None
    golongan: str
    jabatan: str
    jabatan_jenis: str
    jabatan_jenjang: str
    jabatan_eselon: str
    jabatan_rumpun: str
    unit_id: int
    mulai: date | None
    nip_atasan: str
    status: str
    surel: str
    telepon: str
