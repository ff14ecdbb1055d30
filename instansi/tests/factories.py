"""A small named world: two cities, two agencies each, one account per role.

Palu: Dinas Pendidikan (with SDN 1 Palu) and Dinas Kesehatan (with Puskesmas Talise).
Bagus (HR) sees Palu; Citra (pengelola) and Kepala Diana hold Dinas Pendidikan; Eko is the head
of Dinas Kesehatan. Fajar teaches at SDN 1 and reports to Gita (atasan). Salatiga is the other
city: nobody of Palu may see any of it.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

import factory
from django.utils.text import slugify

from instansi.actions import pasang_parameter_bawaan
from instansi.models import (
    Instansi,
    Jabatan,
    ParameterKebijakan,
    Pegawai,
    Pengguna,
    Penugasan,
    Peran,
)

MULAI = date(2024, 1, 1)
_urut = count(1)


def nip_baru(lahir: date = date(1985, 3, 7)) -> str:
    """A valid NIP that no other test row has (serial and month vary)."""
    nomor = next(_urut)
    return f"{lahir:%Y%m%d}{2005 + nomor // 11000}{1 + nomor // 999 % 12:02d}1{nomor % 999 + 1:03d}"


def buat_pemda(nama: str, zona: str) -> Instansi:
    pemda = Instansi.objects.add_root(
        instance=Instansi(
            jenis="PEMDA", kode=slugify(nama), nama=f"Pemerintah Kota {nama}", zona_waktu=zona
        )
    )
    pasang_parameter_bawaan(pemda=pemda, berlaku_dari=MULAI, oleh="sistem:uji")
    # As in the demo; tests of the second factor switch it on.
    ParameterKebijakan.objects.filter(pemda=pemda, kode="dua_langkah_wajib").update(nilai=0)
    return pemda


def buat_unit(induk: Instansi, nama: str, jenis: str = "OPD") -> Instansi:
    induk = Instansi.objects.get(pk=induk.pk)
    return Instansi.objects.add_child(
        induk,
        instance=Instansi(
            pemda_id=induk.pemda_id or induk.pk, jenis=jenis, kode=slugify(nama), nama=nama
        ),
    )


class JabatanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Jabatan
        django_get_or_create = ("pemda", "nama")

    nama = "Pengelola Data"
    jenis = "PELAKSANA"


class PegawaiFactory(factory.django.DjangoModelFactory):
    """Needs ``unit``; pemda and jabatan follow from it."""

    class Meta:
        model = Pegawai

    unit = None
    pemda_id = factory.LazyAttribute(lambda o: o.unit.pemda_id or o.unit.pk)
    nip = factory.LazyFunction(nip_baru)
    nama = factory.Sequence(lambda n: f"Pegawai {n}")
    jenis = "PNS"
    jenis_kelamin = "L"
    tanggal_lahir = date(1985, 3, 7)
    jabatan = factory.LazyAttribute(lambda o: JabatanFactory(pemda=o.unit.pemda or o.unit))


def buat_akun(unit: Instansi, nama: str, *peran: str, pegawai: bool = True, **isi) -> Pengguna:
    """An account (with its civil servant unless pegawai=False) that holds roles at a unit."""
    pemda_id = unit.pemda_id or unit.pk
    surel = f"{slugify(nama)}.{pemda_id}@uji.example"
    orang = PegawaiFactory(unit=unit, nama=nama, surel=surel, **isi) if pegawai else None
    akun = Pengguna.objects.create_user(
        username=orang.nip if orang else f"{slugify(nama)}-{pemda_id}",
        password="rahasia-uji-12",
        pemda_id=pemda_id,
        nama=nama,
        email=surel,
        pegawai=orang,
    )
    for p in peran:
        Penugasan.objects.create(pengguna=akun, peran=p, instansi=unit, mulai=MULAI)
    return akun


@dataclass
class Kota:
    """One city of the test world; every attribute but ``akun`` is named in the module's story."""

    pemda: Instansi
    dikbud: Instansi
    sekolah: Instansi
    dinkes: Instansi
    puskesmas: Instansi
    akun: dict[str, Pengguna] = field(default_factory=dict)

    def __getattr__(self, nama: str) -> Pengguna:
        try:
            return self.__dict__["akun"][nama]
        except KeyError as galat:
            raise AttributeError(nama) from galat


def buat_kota(nama: str, zona: str) -> Kota:
    pemda = buat_pemda(nama, zona)
    dikbud = buat_unit(pemda, "Dinas Pendidikan")
    dinkes = buat_unit(pemda, "Dinas Kesehatan")
    sekolah = buat_unit(dikbud, f"SDN 1 {nama}", "SEKOLAH")
    puskesmas = buat_unit(dinkes, f"Puskesmas {nama}", "PUSKESMAS")
    kota = Kota(pemda, dikbud, sekolah, dinkes, puskesmas)
    guru = JabatanFactory(pemda=pemda, nama="Guru Ahli Pertama", jenis="JF", rumpun="GURU")
    gita = buat_akun(sekolah, "Gita")
    kota.akun |= {
        "admin": buat_akun(pemda, "Ayu", Peran.ADMIN_PEMDA),
        "hr": buat_akun(pemda, "Bagus", Peran.HR),
        "pengelola": buat_akun(dikbud, "Citra", Peran.PENGELOLA_OPD),
        "kepala": buat_akun(dikbud, "Diana", Peran.KEPALA),
        "kepala_dinkes": buat_akun(dinkes, "Eko", Peran.KEPALA),
        "pengelola_dinkes": buat_akun(dinkes, "Hana", Peran.PENGELOLA_OPD),
        "walikota": buat_akun(pemda, "Wali Kota", Peran.KEPALA, pegawai=False),
        "atasan": gita,
        "pegawai": buat_akun(sekolah, "Fajar", jabatan=guru, atasan=gita.pegawai),
        "pegawai_dinkes": buat_akun(puskesmas, "Indra"),
        "pengajar": buat_akun(pemda, "Joko", Peran.PENGAJAR, pegawai=False),
        "auditor": buat_akun(pemda, "Kirana", Peran.AUDITOR, pegawai=False),
    }
    return kota


@dataclass
class Dunia:
    palu: Kota
    salatiga: Kota


def buat_dunia() -> Dunia:
    return Dunia(buat_kota("Palu", "Asia/Makassar"), buat_kota("Salatiga", "Asia/Jakarta"))
