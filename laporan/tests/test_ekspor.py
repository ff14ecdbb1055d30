"""Workbooks: what they hold, whom they reach, and that they can be loaded again."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from instansi.actions import PEMUAT_PEGAWAI
from instansi.models import Instansi, Pegawai, Penugasan, RiwayatPenempatan, UnduhRekam
from instansi.rules.impor.kolom import KOLOM_PEGAWAI
from instansi.tests.factories import Dunia, Kota, PegawaiFactory, buat_unit
from laporan.actions.pekerjaan import kerjakan, minta_laporan
from laporan.actions.penyusun import susun
from laporan.models import PekerjaanLaporan
from laporan.permissions import izin_ekspor
from laporan.queries.pekerjaan import cakupan_kini
from pelatihan.tests.factories import SEKARANG

PELAKU = "sistem:uji"


@pytest.fixture
def palu(dunia: Dunia, settings, tmp_path) -> Kota:
    settings.MEDIA_ROOT = tmp_path
    return dunia.palu


def minta(peminta, *, lengkap=False, **isi) -> PekerjaanLaporan:
    dasar = {"saring": {}, "cari": "", "urut": "nama", "kolom": ["unit"], "pilihan": []}
    dasar |= {"lengkap": lengkap, "cakupan": cakupan_kini(peminta, izin_ekspor(lengkap))}
    return minta_laporan(
        jenis="PEGAWAI", parameter=dasar | isi, peminta=peminta, oleh=peminta, sekarang=SEKARANG
    )


def jalankan(pekerjaan) -> PekerjaanLaporan:
    kerjakan(pk=pekerjaan.pk, jam=lambda: SEKARANG, oleh=PELAKU)
    pekerjaan.refresh_from_db()
    return pekerjaan


def isi(pekerjaan) -> list[list]:
    """The rows of the finished workbook, its heads first."""
    assert pekerjaan.status == "SELESAI", pekerjaan.alasan
    with pekerjaan.berkas.open() as berkas:
        return (
            CalamineWorkbook.from_filelike(BytesIO(berkas.read())).get_sheet_by_index(0).to_python()
        )


def nama(pekerjaan) -> list[str]:
    return [baris[1] for baris in isi(jalankan(pekerjaan))[1:]]


def test_the_file_has_the_columns_of_the_list(palu):
    kepala, *baris = isi(jalankan(minta(palu.kepala, kolom=["unit", "golongan", "atasan", "jp"])))

    assert kepala == [
        "NIP", "Nama", "Gelar depan", "Gelar belakang", "Jabatan", "Unit kerja", "Golongan",
        "Nama atasan", "JP 2026",
    ]  # fmt: skip
    assert [b[1] for b in baris] == ["Citra", "Diana", "Fajar", "Gita"]
    fajar = palu.pegawai.pegawai
    assert baris[2] == [
        fajar.nip, "Fajar", "", "", "Guru Ahli Pertama", str(palu.sekolah), "", "Gita", 0
    ]  # fmt: skip


def test_the_file_follows_filters_sort_and_search(palu):
    assert nama(minta(palu.hr, saring={"unit": palu.dikbud.pk}, urut="-nama")) == [
        "Gita", "Fajar", "Diana", "Citra",
    ]  # fmt: skip
    assert nama(minta(palu.hr, saring={"rumpun": "GURU"})) == ["Fajar"]
    assert nama(minta(palu.hr, cari="faj")) == ["Fajar"]
    assert nama(minta(palu.hr, pilihan=[palu.atasan.pegawai_id])) == ["Gita"]


def test_nobody_outside_the_scope_is_in_the_file(palu, dunia):
    luar = [palu.pegawai_dinkes.pegawai_id, dunia.salatiga.pegawai.pegawai_id]

    assert nama(minta(palu.kepala, pilihan=[*luar, palu.pegawai.pegawai_id])) == ["Fajar"]
    assert nama(minta(palu.kepala, cari="Indra")) == []


def isi_kota_sulit(palu) -> None:
    """People whose rows are hard to read back; two units of one name, apart by their codes."""
    buat_unit(palu.dikbud, "SD Inpres A", "SEKOLAH")
    gizi = buat_unit(palu.dinkes, "UPTD Gizi")
    sd = buat_unit(palu.dikbud, "SD Inpres B", "SEKOLAH")
    Instansi.objects.filter(kode__startswith="sd-inpres").update(nama="SD Inpres")
    aneh = PegawaiFactory(
        unit=sd,
        nama="=2+2 Ayu",
        gelar_depan="dr.",
        gelar_belakang="S.Ked., M.Kes.",
        golongan="IV/a",
        telepon="+6281234567",
        surel="ayu@uji.example",
        jenis_kelamin="P",
        tanggal_lahir=date(1985, 3, 8),
        tmt=date(2010, 2, 1),
        status="CUTI_LUAR",
        atasan=palu.pegawai.pegawai,
    )
    RiwayatPenempatan.objects.create(
        pegawai=aneh, unit=aneh.unit, jabatan=aneh.jabatan, mulai=date(2020, 1, 1)
    )
    for status in ("PENSIUN", "PINDAH", "BERHENTI"):
        orang = PegawaiFactory(unit=gizi, status=status, tmt=date(2010, 1, 1))
        orang.jabatan.__class__.objects.filter(pk=orang.jabatan_id).update(jenjang="Ahli Muda")
    Pegawai.objects.filter(tmt=None).update(tmt=date(2010, 2, 1))


def test_a_full_file_loaded_again_writes_nothing(palu, tmp_path):
    isi_kota_sulit(palu)
    pekerjaan = jalankan(minta(palu.hr, lengkap=True, saring={"status": "SEMUA"}))

    berkas = tmp_path / "lagi.xlsx"
    with pekerjaan.berkas.open() as asal:
        berkas.write_bytes(asal.read())
    hasil = PEMUAT_PEGAWAI.muat(
        pemda=palu.pemda,
        berkas=berkas,
        terapkan=True,
        hari_ini=date(2026, 7, 2),
        sekarang=SEKARANG,
        oleh=palu.hr,
    )

    assert isi(pekerjaan)[0] == [k.sebutan for k in KOLOM_PEGAWAI]
    assert hasil.galat == []
    assert (hasil.ditolak, hasil.baru, hasil.berubah, hasil.ditulis) == (0, 0, 0, 0)
    assert hasil.tetap == Pegawai.objects.filter(pemda=palu.pemda).count()


def test_formulas_are_neutralised(palu):
    PegawaiFactory(unit=palu.sekolah, nama="=cmd|'/c calc'!A1")

    assert "'=cmd|'/c calc'!A1" in nama(minta(palu.hr))


def test_the_right_is_asked_again_in_the_worker(palu):
    pekerjaan = minta(palu.kepala)
    Penugasan.objects.filter(pengguna=palu.kepala).update(selesai=SEKARANG.date() - timedelta(9))

    assert "tidak lagi dalam wewenang" in jalankan(pekerjaan).alasan


def test_the_right_is_asked_again_at_download(palu, client):
    pekerjaan = jalankan(minta(palu.kepala))
    alamat = reverse("laporan:laporan_unduh", args=[pekerjaan.pk])
    client.force_login(palu.kepala)
    boleh = client.get(alamat)
    berkas = b"".join(boleh.streaming_content)
    Penugasan.objects.filter(pengguna=palu.kepala).update(instansi=palu.dinkes)

    assert berkas.startswith(b"PK")
    assert boleh.headers["Content-Disposition"].endswith(f'"daftar-pegawai-{pekerjaan.pk}.xlsx"')
    assert "spreadsheetml" in boleh.headers["Content-Type"]
    assert client.get(alamat).status_code == 404


def test_the_full_file_is_not_for_a_head(palu):
    pekerjaan = minta(palu.kepala, lengkap=True)

    assert jalankan(pekerjaan).status == "GAGAL"


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_do_not_grow_with_the_rows(palu, django_assert_num_queries, banyak):
    for _ in range(banyak):
        PegawaiFactory(unit=palu.puskesmas, atasan=palu.atasan.pegawai)
    pekerjaan = minta(palu.hr, lengkap=True, saring={"unit": palu.puskesmas.pk})
    pekerjaan = PekerjaanLaporan.objects.get(pk=pekerjaan.pk)
    with django_assert_num_queries(13):
        susun(pekerjaan, lambda _: None)


def test_the_list_of_jobs_names_both_formats(palu, client):
    jalankan(minta(palu.kepala))
    minta_laporan(
        jenis="KEMAJUAN",
        parameter={"unit": palu.dikbud.pk, "tahun": 2026},
        peminta=palu.kepala,
        oleh=palu.kepala,
        sekarang=SEKARANG,
    )
    client.force_login(palu.kepala)

    halaman = client.get(reverse("laporan:laporan_daftar")).content.decode()

    assert "Excel</td>" in halaman
    assert "PDF</td>" in halaman


def test_whose_records_a_file_holds_is_noted_with_the_file(palu):
    jalankan(minta(palu.kepala))
    jalankan(minta(palu.hr, lengkap=True, pilihan=[palu.pegawai.pegawai_id]))

    kepala, hr = UnduhRekam.objects.order_by("pk")
    unit = Instansi.objects.filter(path__startswith=palu.dikbud.path)
    dikbud = set(Pegawai.objects.filter(unit__in=unit).values_list("pk", flat=True))
    assert (kepala.pengguna, kepala.isi, kepala.pada) == (palu.kepala, "Daftar pegawai", SEKARANG)
    assert set(kepala.pegawai) == dikbud
    assert kepala.banyak == len(dikbud)
    assert (hr.isi, hr.pegawai) == ("Daftar pegawai, semua kolom", [palu.pegawai.pegawai_id])


def test_a_file_that_was_not_made_notes_nobody(palu):
    kerja = minta(palu.kepala)
    Penugasan.objects.filter(pengguna=palu.kepala).delete()

    assert jalankan(kerja).status == "GAGAL"
    assert not UnduhRekam.objects.exists()
