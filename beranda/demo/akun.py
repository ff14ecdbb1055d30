"""Demo accounts: one handle per role and city, and the roles that a real city would give."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from beranda.demo.kota import DINAS_PENDIDIKAN, Kota
from beranda.demo.orang import Orang
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, Peran
from lib.contoh import SANDI

MULAI = date(2025, 1, 1)
# handle: name and role of those who are no civil servants here
LUAR = {
    "walikota": ("Wali Kota {kota}", Peran.KEPALA),
    "pengajar": ("Dr. {pengajar}", Peran.PENGAJAR),
    "auditor": ("Tim Pengawas {kota}", Peran.AUDITOR),
}
NAMA_PENGAJAR = {
    "palu": "Nurhaida Latjuba",
    "salatiga": "Retno Wicaksono",
    "palembang": "Masayu Fauzi",
    "kendari": "Waode Tamburaka",
    "medan": "Tiur Panjaitan",
}
NAMA_PERSONA = {"hr": "Ratna Dewi", "pegawai": "Andi Pratama Tolare"}
PERAN_PERSONA = {
    "admin": Peran.ADMIN_PEMDA,
    "hr": Peran.HR,
    "opd": Peran.PENGELOLA_OPD,
    "kepala": Peran.KEPALA,
    "mentor": Peran.MENTOR,
}


@dataclass
class Persona:
    """Which of the generated people stands behind which handle."""

    orang: dict[str, Orang]

    @property
    def nip(self) -> dict[str, str]:
        return {handle: o.nip for handle, o in self.orang.items()}


def pilih_persona(kota: Kota, orang: list[Orang]) -> Persona:
    """Name the people behind the handles, and give two of them the names of the story."""
    kepala = {o.unit: o for o in orang if o.kepala}
    persona = {
        "admin": kepala["Bidang Mutasi dan Data Kepegawaian"],
        "kepala": kepala[DINAS_PENDIDIKAN],
        "opd": kepala["Sekretariat Disdik"],
        "atasan": kepala[f"SDN 1 {kota.nama}"],
        "mentor": kepala[f"SMPN 1 {kota.nama}"],
    } | {o.peran: o for o in orang if o.peran}
    for handle, o in persona.items():
        if handle in NAMA_PERSONA and kota.kode == "palu":
            o.nama = NAMA_PERSONA[handle]
        o.surel = f"{handle}@{kota.kode}.example"
    return Persona(persona)


def buat_akun(*, pemda: Instansi, kota: Kota, persona: Persona, orang: list[Orang]) -> None:
    """Turn the personas' accounts into handles, add those without NIP, give the roles."""
    sandi = make_password(SANDI)
    akun = {
        a.pegawai.nip: a
        for a in Pengguna.objects.filter(pemda=pemda, pegawai__isnull=False).select_related(
            "pegawai"
        )
    }
    milik_persona = [akun[nip] for nip in persona.nip.values()]
    for handle, a in zip(persona.nip, milik_persona, strict=True):
        a.username, a.password = f"{handle}.{kota.kode}", sandi
    Pengguna.objects.bulk_update(milik_persona, ["username", "password"])
    luar = Pengguna.objects.bulk_create(
        Pengguna(
            pemda=pemda,
            username=f"{handle}.{kota.kode}",
            email=f"{handle}@{kota.kode}.example",
            nama=nama.format(kota=kota.nama, pengajar=NAMA_PENGAJAR[kota.kode]),
            password=sandi,
        )
        for handle, (nama, _) in LUAR.items()
    )
    _beri_peran(pemda, persona, orang, akun, luar)


def _beri_peran(
    pemda: Instansi,
    persona: Persona,
    orang: list[Orang],
    akun: dict[str, Pengguna],
    luar: list[Pengguna],
) -> None:
    unit = {u.nama: u for u in Instansi.objects.filter(pemda=pemda)}
    opd = {n: u for n, u in unit.items() if u.depth == 2}
    tempat = {"admin": pemda, "hr": pemda, "mentor": pemda}
    tempat |= dict.fromkeys(("opd", "kepala"), unit[DINAS_PENDIDIKAN])
    peran = {(akun[persona.nip[h]].pk, p, tempat[h].pk) for h, p in PERAN_PERSONA.items()} | {
        (a.pk, p, pemda.pk) for a, (_, p) in zip(luar, LUAR.values(), strict=True)
    }
    for o in orang:
        if o.nip not in akun:
            continue
        if o.kepala and o.unit in opd:
            peran.add((akun[o.nip].pk, Peran.KEPALA, opd[o.unit].pk))
        elif o.kepala and o.unit.startswith("Sekretariat "):
            induk = Instansi.objects.get(path=unit[o.unit].path[: unit[o.unit].steplen * 2])
            peran.add((akun[o.nip].pk, Peran.PENGELOLA_OPD, induk.pk))
    Penugasan.objects.bulk_create(
        Penugasan(pengguna_id=p, peran=r, instansi_id=i, mulai=MULAI)
        for p, r, i in sorted(peran, key=lambda t: (t[2], str(t[1]), t[0]))
    )


def pegawai_persona(pemda: Instansi, persona: Persona) -> dict[str, Pegawai]:
    """The civil servants behind the handles."""
    oleh_nip = {p.nip: p for p in Pegawai.objects.filter(pemda=pemda, nip__in=persona.nip.values())}
    return {h: oleh_nip[nip] for h, nip in persona.nip.items()}
