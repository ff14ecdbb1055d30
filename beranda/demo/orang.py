"""People of a city: who works where as what, and who is whose superior."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from beranda.demo.kota import SETDA, Kota, Unit, daftar_unit
from beranda.demo.nama import nama_baru


@dataclass(slots=True)
class Orang:
    """One row of the staff export, before any dirt."""

    nip: str
    nama: str
    gelar_depan: str
    gelar_belakang: str
    jenis: str
    kelamin: str
    lahir: date
    tmt: date
    golongan: str
    jabatan: str
    jenis_jabatan: str
    jenjang: str
    eselon: str
    rumpun: str
    unit: str
    tmt_jabatan: date
    nip_atasan: str = ""
    status: str = "Aktif"
    surel: str = ""
    telepon: str = ""
    kepala: bool = False
    peran: str = ""  # the handle of the demo account, where this is a person of the story


# position, kind, level, lowest and highest golongan index, weight
UMUM = (
    ("Pengadministrasi Perkantoran", "Pelaksana", "", 4, 8, 18),
    ("Penata Layanan Operasional", "Pelaksana", "", 8, 10, 22),
    ("Pengelola Layanan Operasional", "Pelaksana", "", 6, 9, 14),
    ("Penelaah Teknis Kebijakan", "Pelaksana", "", 8, 11, 14),
    ("Operator Layanan Operasional", "Pelaksana", "", 4, 7, 8),
    ("Analis SDM Aparatur Ahli Pertama", "Fungsional", "Ahli Pertama", 8, 9, 4),
    ("Analis Kebijakan Ahli Muda", "Fungsional", "Ahli Muda", 10, 11, 6),
    ("Perencana Ahli Muda", "Fungsional", "Ahli Muda", 10, 11, 4),
    ("Pranata Komputer Ahli Pertama", "Fungsional", "Ahli Pertama", 8, 9, 4),
    ("Arsiparis Terampil", "Fungsional", "Terampil", 6, 7, 3),
    ("Auditor Ahli Madya", "Fungsional", "Ahli Madya", 12, 14, 3),
)
GURU = (
    ("Guru Ahli Pertama", "Fungsional", "Ahli Pertama", 8, 9, 45),
    ("Guru Ahli Muda", "Fungsional", "Ahli Muda", 10, 11, 34),
    ("Guru Ahli Madya", "Fungsional", "Ahli Madya", 12, 14, 15),
    ("Pengelola Layanan Operasional", "Pelaksana", "", 6, 9, 6),
)
KESEHATAN = (
    ("Perawat Terampil", "Fungsional", "Terampil", 6, 7, 24),
    ("Perawat Ahli Pertama", "Fungsional", "Ahli Pertama", 8, 9, 18),
    ("Bidan Terampil", "Fungsional", "Terampil", 6, 7, 18),
    ("Bidan Ahli Muda", "Fungsional", "Ahli Muda", 10, 11, 8),
    ("Dokter Ahli Pertama", "Fungsional", "Ahli Pertama", 9, 10, 8),
    ("Dokter Ahli Madya", "Fungsional", "Ahli Madya", 12, 14, 4),
    ("Apoteker Ahli Pertama", "Fungsional", "Ahli Pertama", 8, 9, 5),
    ("Tenaga Sanitasi Lingkungan Terampil", "Fungsional", "Terampil", 6, 7, 6),
    ("Nutrisionis Ahli Pertama", "Fungsional", "Ahli Pertama", 8, 9, 4),
    ("Pengadministrasi Perkantoran", "Pelaksana", "", 4, 8, 5),
)
JABATAN = {"UMUM": UMUM, "GURU": GURU, "KESEHATAN": KESEHATAN}
RUMPUN = {"UMUM": "Umum", "GURU": "Guru", "KESEHATAN": "Kesehatan"}
GOLONGAN = [f"{r}/{h}" for r in ("I", "II", "III") for h in "abcd"] + [f"IV/{h}" for h in "abcde"]
GOLONGAN_PPPK = {4: "V", 6: "VII"}  # by the position's lowest golongan; others are IX
# kind, eselon, lowest and highest golongan index of a head, by kind of unit
PIMPINAN = {
    "OPD": ("JPT Pratama", "II.b", 13, 15),
    "RSUD": ("JPT Pratama", "II.b", 13, 15),
    "KECAMATAN": ("Administrator", "III.a", 12, 13),
    "UNIT": ("Administrator", "III.b", 11, 13),
    "KELURAHAN": ("Pengawas", "IV.a", 10, 11),
    "UPTD": ("Pengawas", "IV.a", 10, 11),
    "PUSKESMAS": ("Pengawas", "IV.a", 11, 12),
    "SEKOLAH": ("Fungsional", "", 12, 14),
}
PPPK = 0.22  # share of those below head


class Pembangkit:
    """Makes people one after another; no two have one NIP or one mail address."""

    def __init__(self, kota: Kota, acak: Random, hari_ini: date) -> None:
        self.kota, self.acak, self.hari_ini = kota, acak, hari_ini
        self.nip: set[str] = set()
        self.surel: set[str] = set()

    def kepala(self, unit: Unit) -> Orang:
        """The head of a unit."""
        jenis, eselon, bawah, atas = PIMPINAN[unit.jenis]
        if unit.nama == SETDA:
            eselon, bawah, atas = "II.a", 14, 16
        jenjang = "Ahli Madya" if unit.jenis == "SEKOLAH" else ""
        orang = self._orang(unit, (unit.kepala, jenis, jenjang, bawah, atas, 0), pppk=False)
        orang.eselon, orang.kepala = eselon, True
        return orang

    def staf(self, unit: Unit) -> Orang:
        """Someone who works in a unit."""
        pilihan = JABATAN[unit.rumpun]
        jabatan = self.acak.choices(pilihan, [p[5] for p in pilihan])[0]
        pppk = self.acak.random() < PPPK and jabatan[2] in {"", "Terampil", "Ahli Pertama"}
        orang = self._orang(unit, jabatan, pppk=pppk)
        if self.acak.random() < 0.01:
            orang.status = self.acak.choice(("Pensiun", "Cuti di luar tanggungan negara"))
        return orang

    def tokoh(self, unit: Unit, handle: str, kelamin: str) -> Orang:
        """Someone of the story: a PNS at work, of the unit's own profession."""
        while True:
            orang = self.staf(unit)
            if (orang.jenis, orang.status, orang.kelamin) == ("PNS", "Aktif", kelamin) and (
                orang.rumpun == RUMPUN[unit.rumpun]
            ):
                orang.peran = handle
                return orang

    def _orang(self, unit: Unit, jabatan: tuple, *, pppk: bool) -> Orang:
        nama_jabatan, jenis_jabatan, jenjang, bawah, atas, _ = jabatan
        kelamin = self.acak.choices("LP", (45, 55))[0]
        lahir, tmt = self._riwayat_hidup(bawah, pppk=pppk)
        golongan = (
            GOLONGAN_PPPK.get(bawah, "IX") if pppk else GOLONGAN[self.acak.randint(bawah, atas)]
        )
        nama = nama_baru(self.acak, self.kota.kode, kelamin)
        rumpun = unit.rumpun if jenis_jabatan == "Fungsional" else "UMUM"
        depan, belakang = self._gelar(nama_jabatan, bawah)
        return Orang(
            nip=self._nip(lahir, tmt, kelamin, pppk=pppk),
            nama=nama,
            gelar_depan=depan,
            gelar_belakang=belakang,
            jenis="PPPK" if pppk else "PNS",
            kelamin=kelamin,
            lahir=lahir,
            tmt=tmt,
            golongan=golongan,
            jabatan=nama_jabatan,
            jenis_jabatan=jenis_jabatan,
            jenjang=jenjang,
            eselon="",
            rumpun=RUMPUN[rumpun],
            unit=unit.nama,
            tmt_jabatan=max(tmt, date(self.acak.randint(2019, 2024), self.acak.randint(1, 12), 1)),
            surel=self._surel(nama) if self.acak.random() < 0.93 else "",
            telepon=f"08{self.acak.randint(11, 59)}{self.acak.randint(1, 99_999_999):08d}",
        )

    def _riwayat_hidup(self, bawah: int, *, pppk: bool) -> tuple[date, date]:
        tahun = self.acak.randint(1970 if bawah > 10 else 1972, 1984 if bawah > 10 else 2000)
        lahir = date(tahun, 1, 1) + timedelta(days=self.acak.randrange(365))
        masuk = min(tahun + self.acak.randint(22, 30), 2024)
        if pppk:
            return lahir, date(self.acak.randint(2021, 2025), 3, 1)
        return lahir, date(masuk, self.acak.choice((1, 2, 3, 4, 12)), 1)

    def _gelar(self, jabatan: str, bawah: int) -> tuple[str, str]:
        depan = "dr." if jabatan.startswith("Dokter") else ""
        if jabatan.startswith("Guru") or "SDN" in jabatan or "SMPN" in jabatan:
            return depan, self.acak.choice(("S.Pd.", "S.Pd.", "S.Pd., M.Pd."))
        if jabatan.startswith(("Perawat Ahli", "Apoteker")):
            return depan, "S.Kep., Ns." if jabatan.startswith("Perawat") else "S.Farm., Apt."
        if bawah < 8 or depan:
            return depan, "A.Md." if bawah == 6 else ""
        lanjut = ("S.E., M.M.", "S.Sos., M.Si.", "S.STP., M.Si.", "S.H., M.H.", "S.T., M.T.")
        dasar = ("S.E.", "S.Sos.", "S.IP.", "S.Kom.", "S.H.", "S.T.", "S.AP.")
        return depan, self.acak.choice(lanjut if bawah > 10 else dasar)

    def _nip(self, lahir: date, tmt: date, kelamin: str, *, pppk: bool) -> str:
        tengah = f"{tmt:%Y}21" if pppk else f"{tmt:%Y%m}"
        urut = self.kota.nomor
        while True:
            nip = f"{lahir:%Y%m%d}{tengah}{'1' if kelamin == 'L' else '2'}{urut:03d}"
            if nip not in self.nip:
                self.nip.add(nip)
                return nip
            urut += 5

    def _surel(self, nama: str) -> str:
        dasar = re.sub(r"[^a-z]+", ".", nama.lower()).strip(".")
        surel, nomor = f"{dasar}@{self.kota.kode}.example", 1
        while surel in self.surel:
            nomor += 1
            surel = f"{dasar}{nomor}@{self.kota.kode}.example"
        self.surel.add(surel)
        return surel


def bangkitkan(
    kota: Kota, jumlah: int, acak: Random, hari_ini: date, *, cadangan: int = 0
) -> tuple[list[Orang], list[Orang]]:
    """``jumlah`` people: heads and those of the story, then staff by the units' weight.

    Beside them ``cadangan`` more, for rows that are meant to be refused.
    """
    pembangkit = Pembangkit(kota, acak, hari_ini)
    units = [u for u in daftar_unit(kota) if u.kepala]
    kepala = {u.nama: pembangkit.kepala(u) for u in units}
    staf = [
        pembangkit.tokoh(next(u for u in units if u.nama == unit), handle, kelamin)
        for handle, unit, kelamin in tokoh_staf(kota)
    ]
    sisa = max(jumlah - len(kepala) - len(staf), 0)
    for unit, banyak in zip(units, _bagi(sisa, units), strict=True):
        staf += (pembangkit.staf(unit) for _ in range(banyak))
    for orang in staf:
        orang.nip_atasan = kepala[orang.unit].nip
    _susun_atasan(units, kepala)
    lebih = [pembangkit.staf(units[n % len(units)]) for n in range(cadangan)]
    return [*kepala.values(), *staf], lebih


def tokoh_staf(kota: Kota) -> tuple[tuple[str, str, str], ...]:
    """Handle, unit and sex of those of the story who head nothing."""
    return (
        ("hr", "Bidang Pengembangan Kompetensi", "P"),
        ("pegawai", f"SDN 1 {kota.nama}", "L"),
    )


def _bagi(jumlah: int, units: list[Unit]) -> list[int]:
    """Share a number by weight without losing one to rounding."""
    total = sum(u.bobot for u in units)
    batas = [round(jumlah * b / total) for b in accumulate(u.bobot for u in units)]
    return [atas - bawah for bawah, atas in zip([0, *batas], batas, strict=False)]


def _susun_atasan(units: list[Unit], kepala: dict[str, Orang]) -> None:
    sekda = kepala[SETDA]
    for unit in units:
        if unit.nama not in kepala or unit.nama == SETDA:
            continue
        atas = kepala.get(unit.induk, sekda)
        kepala[unit.nama].nip_atasan = atas.nip
