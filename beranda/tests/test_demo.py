from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Sum

from beranda.demo.akun import LUAR, PERAN_PERSONA, SANDI
from beranda.demo.besar import Ukuran, besar
from beranda.demo.kota import KOTA, TANPA_DATA, daftar_unit
from beranda.demo.muat import Pesanan, muat_kota
from beranda.demo.orang import bangkitkan
from evaluasi.models import TugasEvaluasi
from instansi.models import Instansi, Pegawai, Pengguna, Penugasan
from lib.nip import periksa_nip
from notifikasi.models import Pesan
from pelatihan.models import Kehadiran, Kelas, Pengajar, Ruang, Sesi
from pembinaan.models import CatatanJP, Pelatihan
from pembinaan.queries import ringkasan_jp

HARI_INI = date(2026, 11, 21)
SEKARANG = datetime(2026, 11, 21, tzinfo=UTC)  # 07.00 WIB
PEGAWAI = 110
HANDLE = (
    *("hr", "opd", "kepala", "walikota", "atasan", "pegawai", "mentor"),
    *("pengajar", "auditor", "admin"),
)


def muat(folder: Path, seed: int = 1, kota: str = "salatiga") -> list[str]:
    """Load a small city; the lines that the command would print."""
    baris: list[str] = []
    muat_kota(
        pesanan=Pesanan(
            kota=KOTA[kota],
            pegawai=PEGAWAI,
            hari_ini=HARI_INI,
            seed=seed,
            folder=folder,
            lapor=baris.append,
        ),
        oleh="sistem:uji",
    )
    return baris


def isi() -> dict[str, list]:
    """What the loaded city holds, without numbers that the database gives."""
    return {
        "pegawai": list(
            Pegawai.objects.order_by("nip").values_list(
                *("nip", "nama", "unit__nama", "jabatan__nama", "golongan", "atasan__nip"),
                *("surel", "telepon", "status"),
            )
        ),
        "kelas": list(
            Sesi.objects.order_by("mulai", "ruang__nama", "kelas__pelatihan__kode").values_list(
                *("kelas__pelatihan__kode", "kelas__angkatan", "kelas__status", "mulai"),
                *("selesai", "ruang__nama", "jp", "kelas__nomor_undangan"),
            )
        ),
        "hadir": list(
            Kehadiran.objects.order_by("pegawai__nip", "mulai").values_list(
                "pegawai__nip", "mulai", "status", "ditandai_pada"
            )
        ),
        "jp": list(
            CatatanJP.objects.order_by("pegawai__nip", "tanggal", "keterangan").values_list(
                "pegawai__nip", "tanggal", "jp", "keterangan", "sumber"
            )
        ),
        "evaluasi": list(
            TugasEvaluasi.objects.order_by("pegawai__nip", "dibuka_pada")
            .annotate(jumlah=Sum("jawaban__nilai"))
            .values_list("pegawai__nip", "dibuka_pada", "status", "tanggal_kirim", "jumlah")
        ),
        "peran": list(
            Penugasan.objects.order_by("pengguna__username", "peran").values_list(
                "pengguna__username", "peran", "instansi__nama"
            )
        ),
    }


def muat_lalu_batal(folder: Path, seed: int) -> dict[str, list]:
    with transaction.atomic():
        muat(folder, seed)
        hasil = isi()
        transaction.set_rollback(True)
    return hasil


@pytest.mark.django_db
def test_benih_sama_isi_sama(tmp_path):
    pertama = muat_lalu_batal(tmp_path, 1)
    assert muat_lalu_batal(tmp_path, 1) == pertama
    assert muat_lalu_batal(tmp_path, 2)["pegawai"] != pertama["pegawai"]


@pytest.mark.django_db
def test_kota_kecil(tmp_path, subtests):
    cetakan = muat(tmp_path)
    pemda = Instansi.objects.get(kode="salatiga")
    with subtests.test("files are real and their dirt is refused with reasons"):
        assert sorted(b.name for b in tmp_path.iterdir()) == [
            "pegawai-salatiga.xlsx",
            "predikat-salatiga.xlsx",
            "riwayat-salatiga.xlsx",
        ]
        assert Pegawai.objects.filter(pemda=pemda).count() == PEGAWAI
        assert cetakan[0].startswith(f"  pegawai-salatiga.xlsx: {PEGAWAI} baru, 8 ditolak, ")
        assert len([b for b in cetakan if b.startswith("    Baris ")]) == 8 + 2 + 3
    with subtests.test("accounts"):
        _akun(pemda)
    with subtests.test("an agency without data"):
        assert not Pegawai.objects.filter(unit__nama=TANPA_DATA).exists()
    with subtests.test("catalogue, rooms, trainers"):
        assert Pelatihan.objects.count() == 25
        assert Ruang.objects.count() >= 20
        assert Pengajar.objects.count() >= 15
        assert Pengajar.objects.filter(pengguna__pegawai=None).count() >= 5
    with subtests.test("classes"):
        _kelas()
    with subtests.test("the employee's story"):
        _cerita_pegawai()
    with subtests.test("the superior's story"):
        terlambat = TugasEvaluasi.objects.filter(
            pegawai__atasan__pengguna__username="atasan.salatiga",
            status="TERBUKA",
            tenggat__lt=SEKARANG - timedelta(days=7),
        )
        assert terlambat.exists()
    with subtests.test("nobody is told of the past, and figures are those of the product"):
        assert Pesan.objects.count() == 0
        call_command("periksa")


def _akun(pemda: Instansi) -> None:
    for handle in HANDLE:
        akun = Pengguna.objects.get(username=f"{handle}.salatiga")
        assert akun.check_password(SANDI)
        assert (akun.pegawai is None) == (handle in LUAR)
    peran = set(Penugasan.objects.values_list("pengguna__username", "peran"))
    seharusnya = PERAN_PERSONA | {h: p for h, (_, p) in LUAR.items()}
    assert peran >= {(f"{h}.salatiga", p) for h, p in seharusnya.items()}
    biasa = Pengguna.objects.filter(pemda=pemda).exclude(username__contains=".")
    assert not any(a.has_usable_password() for a in biasa)


def _kelas() -> None:
    selesai = Kelas.objects.filter(status="SELESAI").annotate(n=Count("sesi"))
    assert selesai.count() >= 8
    assert not selesai.filter(n__lt=2).exists()
    for kelas in Kelas.objects.annotate(jumlah=Sum("sesi__jp")).select_related("pelatihan"):
        assert kelas.jumlah == kelas.pelatihan.jp
    mendatang = Kelas.objects.filter(status="TERBIT", sesi__mulai__gt=SEKARANG).distinct()
    assert mendatang.count() >= 10
    besok = Sesi.objects.filter(kelas__status="TERBIT", mulai__date=HARI_INI + timedelta(days=1))
    assert besok.exists()
    draf = Sesi.objects.filter(kelas__status="DRAF", ruang__sesi__mulai=F("mulai"))
    assert draf.filter(ruang__sesi__terjadwal=True).exists()


def _cerita_pegawai() -> None:
    andi = Pegawai.objects.get(pengguna__username="pegawai.salatiga")
    jp = ringkasan_jp([andi.pk], 2026, HARI_INI)[andi.pk]
    assert (jp.jp, jp.target) == (14, 20)
    terbuka = andi.tugas_evaluasi.get(status="TERBUKA", tenggat__gt=SEKARANG)
    assert terbuka.dibuka_pada < SEKARANG
    mulai = andi.kehadiran.filter(mulai__gt=SEKARANG).earliest("mulai").mulai
    assert (mulai - SEKARANG).days == 6


def test_unit_bernama_satu_kali():
    for kota in KOTA.values():
        nama = [u.nama for u in daftar_unit(kota)]
        assert len(nama) == len(set(nama))
        assert all(u.induk in {"", *nama} for u in daftar_unit(kota))


def test_nip_sah_dan_tidak_ada_di_dua_kota():
    semua: set[str] = set()
    for kota in KOTA.values():
        orang, cadangan = bangkitkan(kota, 300, Random(1), HARI_INI, cadangan=8)
        nip = {o.nip for o in [*orang, *cadangan]}
        assert len(nip) == 308
        assert semua.isdisjoint(nip)
        assert not [n for n in nip if (h := periksa_nip(n)).galat or h.peringatan]
        semua |= nip


@pytest.mark.django_db
def test_riwayat_massal_sah(tmp_path):
    muat(tmp_path)
    pemda = Instansi.objects.get(kode="salatiga")
    ukuran = besar(pemda=pemda, pendaftaran=300, jawaban=800, hari_ini=HARI_INI)
    assert ukuran == Ukuran(kelas=10, pendaftaran=300, kehadiran=600, jawaban=800)
    massal = Kelas.objects.filter(angkatan__gte=1000)
    assert set(massal.values_list("terisi", "sesi__terjadwal")) == {(30, True)}
    assert CatatanJP.objects.filter(pegawai__pendaftaran__kelas__in=massal).exists()


@pytest.mark.django_db
def test_perintah_menolak_tanpa_kota():
    with pytest.raises(CommandError, match="Pilih satu"):
        call_command("demo_data")
