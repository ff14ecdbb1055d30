"""Many people with an open evaluation, written in bulk."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from evaluasi.models import Instrumen, TugasEvaluasi
from instansi.models import Instansi, Pegawai, Pengguna
from instansi.tests.factories import JabatanFactory
from pelatihan.models import Kehadiran, Pendaftaran
from pelatihan.tests.factories import KelasFactory, SesiFactory


def orang(unit: Instansi, nomor: Sequence[int]) -> list[Pegawai]:
    """Civil servants with accounts and addresses by number."""
    jabatan = JabatanFactory(pemda=unit.pemda or unit)
    pegawai = Pegawai.objects.bulk_create(
        Pegawai(
            pemda_id=jabatan.pemda_id,
            nip=f"198503072005{n:06d}",
            nama=f"Peserta {n}",
            jenis="PNS",
            jenis_kelamin="P",
            tanggal_lahir=date(1985, 3, 7),
            jabatan=jabatan,
            unit=unit,
        )
        for n in nomor
    )
    Pengguna.objects.bulk_create(
        Pengguna(
            pemda_id=p.pemda_id,
            username=p.nip,
            password="!",
            nama=p.nama,
            pegawai=p,
            email=f"peserta{n}@uji.example",
        )
        for n, p in zip(nomor, pegawai, strict=True)
    )
    return pegawai


def tugas_terbuka(
    unit: Instansi, instrumen: Instrumen, jumlah: int, *, kini: datetime, dari: int = 0, **kelas
) -> list[TugasEvaluasi]:
    """Tasks of one class that ended an hour ago, one per person."""
    kelas = KelasFactory(penyelenggara=unit, kursi=jumlah, terisi=jumlah, **kelas)
    sesi = SesiFactory(kelas=kelas, mulai=kini - timedelta(hours=3))
    daftar = Pendaftaran.objects.bulk_create(
        Pendaftaran(kelas=kelas, pegawai=p, unit=unit, didaftarkan_pada=kini)
        for p in orang(unit, range(dari, dari + jumlah))
    )
    Kehadiran.objects.bulk_create(
        Kehadiran(
            pendaftaran=d,
            sesi=sesi,
            pegawai=d.pegawai,
            mulai=sesi.mulai,
            selesai=sesi.selesai,
            status="HADIR",
            ditandai_pada=kini,
        )
        for d in daftar
    )
    return TugasEvaluasi.objects.bulk_create(
        TugasEvaluasi(
            pendaftaran=d,
            instrumen=instrumen,
            kelas=kelas,
            pegawai=d.pegawai,
            unit=unit,
            dibuka_pada=kini - timedelta(hours=1),
            tenggat=kini + timedelta(days=7),
        )
        for d in daftar
    )
