"""One object of each kind that has an address, all of Dinas Pendidikan in Palu.

The people of the matrix and what the object is to them:
anon nobody; admin, hr, walikota, auditor the whole city; opd and kepala Dinas Pendidikan itself;
opd2 and kepala2 the other agency; atasan Gita, superior of pegawai Fajar, who takes part; pegawai2
Indra of the other agency; pengajar Joko, who teaches; hr_lain the other city.
"""

from datetime import timedelta

from django.utils import timezone

from evaluasi.actions.instrumen import pasang_instrumen_bawaan
from evaluasi.models import Instrumen, TugasEvaluasi
from evaluasi.queries.tautan import token_kelas, token_tugas
from instansi.models import Pengguna
from instansi.tests.factories import Dunia, buat_dunia
from laporan.models import PekerjaanLaporan
from pelatihan.models import Kehadiran, PengajarSesi
from pelatihan.queries.kehadiran import token_luar
from pelatihan.tests.factories import (
    KelasFactory,
    PendaftaranFactory,
    PengajarFactory,
    RuangFactory,
    SesiFactory,
)
from tests.akses.tabel import gabung

PERAN = (
    "anon", "admin", "hr", "opd", "opd2", "kepala", "kepala2", "walikota", "atasan", "pegawai",
    "pegawai2", "pengajar", "auditor", "hr_lain",
)  # fmt: skip


def _orang(dunia: Dunia) -> dict[str, Pengguna | None]:
    """Who has each role of the matrix."""
    palu = dunia.palu
    return {
        "anon": None,
        "admin": palu.admin,
        "hr": palu.hr,
        "opd": palu.pengelola,
        "opd2": palu.pengelola_dinkes,
        "kepala": palu.kepala,
        "kepala2": palu.kepala_dinkes,
        "walikota": palu.walikota,
        "atasan": palu.atasan,
        "pegawai": palu.pegawai,
        "pegawai2": palu.pegawai_dinkes,
        "pengajar": palu.pengajar,
        "auditor": palu.auditor,
        "hr_lain": dunia.salatiga.hr,
    }


class Semesta:
    """The world of the matrix: ``orang`` by role, ``objek`` by the name used in the table."""

    def __init__(self) -> None:
        dunia = buat_dunia()
        self.palu = dunia.palu
        self.kini = timezone.now()
        self.orang = _orang(dunia)
        self.pengajar = PengajarFactory(pengguna=self.palu.pengajar)
        self.ruang = RuangFactory(pemda=self.palu.pemda)
        pasang_instrumen_bawaan(pemda=self.palu.pemda, oleh="sistem:uji")
        self.objek = {
            "pegawai": self.palu.pegawai.pegawai_id,
            "pegawai_baru": self.palu.atasan.pegawai_id,
            "dikbud": self.palu.dikbud.pk,
            "dinkes": self.palu.dinkes.pk,
            **self._objek_draf(),
            **self._objek_kelas(),
            "laporan": self._laporan().pk,
        }
        for nama, buat in gabung("OBJEK").items():
            self.objek[nama] = buat(self)

    def _objek_draf(self) -> dict[str, int]:
        """A class that nobody sees yet, with a session."""
        draf = KelasFactory(penyelenggara=self.palu.dikbud)
        draf.pelatihan.__class__.objects.filter(pk=draf.pelatihan_id).update(jp=2)
        sesi = SesiFactory(kelas=draf, ruang=self.ruang, mulai=self.kini + timedelta(days=9))
        return {"draf": draf.pk, "sesi_draf": sesi.pk}

    def _objek_kelas(self) -> dict[str, int | str]:
        """A class to come and one that is over, with what Fajar has in them."""
        terbit, selesai = self._kelas(5, "TERBIT"), self._kelas(-3, "SELESAI")
        daftar = [self._daftar(k, s) for k, s in (terbit, selesai)]
        tugas = self._tugas(daftar[1])
        return {
            "terbit": terbit[0].pk,
            "selesai": selesai[0].pk,
            "sesi_terbit": terbit[1].pk,
            "sesi_selesai": selesai[1].pk,
            "daftar": daftar[0].pk,
            "hadir": daftar[1].kehadiran.get().pk,
            "tugas": tugas.pk,
            "token_hadir": token_luar(selesai[1].pk, self.pengajar.pk),
            "token_kelas": token_kelas(selesai[0]),
            "token_tugas": token_tugas(TugasEvaluasi.objects.get(pk=tugas.pk)),
        }

    def _kelas(self, hari: int, status: str):
        kelas = KelasFactory(
            penyelenggara=self.palu.dikbud,
            status=status,
            terbit_pada=self.kini,
            terbit_oleh=self.palu.hr,
            terisi=1,
            nomor_undangan=f"800/{hari}",
        )
        mulai = self.kini + timedelta(days=hari)
        sesi = SesiFactory(
            kelas=kelas,
            ruang=self.ruang,
            mulai=mulai,
            selesai=mulai + timedelta(hours=2),
            terjadwal=True,
        )
        waktu = {"mulai": sesi.mulai, "selesai": sesi.selesai, "terjadwal": True}
        PengajarSesi.objects.create(sesi=sesi, pengajar=self.pengajar, **waktu)
        return kelas, sesi

    def _daftar(self, kelas, sesi):
        daftar = PendaftaranFactory(kelas=kelas, pegawai=self.palu.pegawai.pegawai)
        Kehadiran.objects.create(
            pendaftaran=daftar,
            sesi=sesi,
            pegawai=daftar.pegawai,
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            terjadwal=True,
            status="HADIR" if sesi.selesai < self.kini else "BELUM",
            ditandai_pada=self.kini if sesi.selesai < self.kini else None,
        )
        return daftar

    def _tugas(self, daftar):
        return TugasEvaluasi.objects.create(
            pendaftaran=daftar,
            instrumen=Instrumen.objects.get(pemda=self.palu.pemda),
            kelas=daftar.kelas,
            pegawai=daftar.pegawai,
            unit=daftar.unit,
            dibuka_pada=self.kini - timedelta(days=1),
            tenggat=self.kini + timedelta(days=6),
        )

    def _laporan(self):
        return PekerjaanLaporan.objects.create(
            pemda=self.palu.pemda,
            jenis="KEMAJUAN",
            parameter={"unit": self.palu.dikbud.pk, "tahun": self.kini.year},
            kunci="x" * 64,
            peminta=self.palu.kepala,
            dibuat_pada=self.kini,
        )
