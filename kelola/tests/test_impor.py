"""Imports: states, rights, the worker killed midway, undo that leaves nothing behind."""

from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

import pghistory
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from instansi.actions.unit import pindah_unit
from instansi.models import BukaRekam, Instansi, Jabatan, Mitra, Pegawai, Pengguna, Penugasan
from instansi.tests.factories import PegawaiFactory
from kelola.actions import impor as aksi
from kelola.actions import kerja_impor
from kelola.actions.pemuat import ImporTidakBisa
from kelola.models import PekerjaanImpor, PemetaanKolom, RincianImpor
from lib.impor import baca_tabel, tulis_xlsx
from lib.impor.kolom import Kolom
from pembinaan.models import CatatanJP
from pembinaan.rules.impor import KOLOM_RIWAYAT

pytestmark = pytest.mark.django_db
OLEH = "sistem:uji"
KOLOM = ("NIP", "Nama", "Jabatan", "Jenis jabatan", "Unit kerja", "E-mail")
A = [
    "199103122019021004",
    "Sitti Aminah",
    "Arsiparis",
    "Fungsional",
    "Dinas Kesehatan",
    "a@x.go.id",
]
B = ["198501012010011001", "Budi Hartono", "Arsiparis", "Fungsional", "Dinas Pendidikan", None]
KOLOM_UNIT = ("Kode", "Nama", "Jenis", "Kode induk")
RUSAK = ["1985", "Rusak", "Arsiparis", "Fungsional", "Dinas Kesehatan", None]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "simpan")},
        }
    }
    return tmp_path


def unggah(oleh, *baris, kolom=KOLOM, jenis="pegawai", nama="pegawai.xlsx"):
    with NamedTemporaryFile(suffix=".xlsx") as sementara:
        tulis_xlsx(Path(sementara.name), "", kolom, baris)
        isi = ContentFile(Path(sementara.name).read_bytes(), nama)
    return aksi.unggah_impor(jenis=jenis, berkas=isi, nama=nama, oleh=oleh, sekarang=timezone.now())


def kerjakan(pekerjaan, jam=timezone.now):
    kerja_impor.kerjakan(pk=pekerjaan.pk, jam=jam, oleh=OLEH)
    pekerjaan.refresh_from_db()
    return pekerjaan


def terapkan(pekerjaan, oleh):
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=oleh, sekarang=timezone.now())
    return kerjakan(pekerjaan)


def urungkan(pekerjaan, oleh):
    aksi.minta_urungkan(pekerjaan=pekerjaan, oleh=oleh, sekarang=timezone.now())
    return kerjakan(pekerjaan)


def muat(oleh, *baris, **pilihan):
    return terapkan(kerjakan(unggah(oleh, *baris, **pilihan)), oleh)


def sidik():
    """Count and checksum of what an import may touch, history and jobs aside."""
    with connection.cursor() as kursor:
        hasil = {}
        for m in (Pegawai, Pengguna, Jabatan, Mitra, Pegawai.penempatan.rel.related_model):
            t = m._meta.db_table
            kursor.execute(f"SELECT count(*), sum(hashtext(x.*::text)) FROM {t} x")  # noqa: S608
            hasil[t] = kursor.fetchone()
        return hasil


def test_upload_check_apply(dunia):
    hr = dunia.palu.hr

    pekerjaan = kerjakan(unggah(hr, A, B, RUSAK))

    assert (pekerjaan.status, pekerjaan.baru, pekerjaan.ditolak) == ("SIAP", 2, 1)
    assert not Pegawai.objects.filter(nip=A[0]).exists()
    terapkan(pekerjaan, hr)
    assert pekerjaan.status == "DITERAPKAN"
    assert Pegawai.objects.filter(nip__in=[A[0], B[0]]).count() == 2
    assert pekerjaan.konteks


def test_the_same_file_again_has_nothing_to_apply(dunia):
    hr = dunia.palu.hr
    muat(hr, A, B)

    lagi = kerjakan(unggah(hr, A, B))

    assert (lagi.siap_dimuat, lagi.tetap) == (0, 2)
    with pytest.raises(ImporTidakBisa, match="sama dengan yang tersimpan"):
        aksi.minta_terapkan(pekerjaan=lagi, oleh=hr, sekarang=timezone.now())


def test_unknown_heading_is_mapped_by_hand_and_remembered(dunia):
    hr = dunia.palu.hr
    kolom = ("Nomor pokok", *KOLOM[1:])
    pekerjaan = unggah(hr, A, kolom=kolom)
    assert pekerjaan.status == "UNGGAH"
    pemetaan = pekerjaan.pemetaan | {"nip": 0}

    aksi.petakan_impor(pekerjaan=pekerjaan, pemetaan=pemetaan, oleh=hr, sekarang=timezone.now())

    assert kerjakan(pekerjaan).baru == 1
    assert PemetaanKolom.objects.count() == 1
    balik = unggah(hr, [*B[1:], B[0]], kolom=(*kolom[1:], kolom[0]))
    assert balik.status == "DIPERIKSA"
    assert kerjakan(balik).baru == 1


def test_a_mapping_without_a_required_column_is_refused(dunia):
    hr = dunia.palu.hr
    pekerjaan = unggah(hr, A, kolom=("Nomor pokok", *KOLOM[1:]))

    with pytest.raises(ImporTidakBisa, match="NIP"):
        aksi.petakan_impor(
            pekerjaan=pekerjaan, pemetaan=pekerjaan.pemetaan, oleh=hr, sekarang=timezone.now()
        )


def test_rejected_rows_come_back_with_reason_and_load_again(dunia, tmp_path):
    hr = dunia.palu.hr
    kolom = ("Nomor pokok", *KOLOM[1:])
    rumus = ["=1+1", "'-Rusak", *RUSAK[2:]]
    pekerjaan = unggah(hr, A, RUSAK, rumus, kolom=kolom)
    aksi.petakan_impor(
        pekerjaan=pekerjaan,
        pemetaan=pekerjaan.pemetaan | {"nip": 0},
        oleh=hr,
        sekarang=timezone.now(),
    )
    kerjakan(pekerjaan)

    with pekerjaan.berkas_tolak.open("rb") as f:
        isi = f.read()
    (tmp_path / "tolak.xlsx").write_bytes(isi)
    baca = baca_tabel(
        tmp_path / "tolak.xlsx", [Kolom("alasan_ditolak"), Kolom("nomor_pokok"), Kolom("nama")]
    )
    assert [b.nilai["nomor_pokok"] for b in baca.baris] == ["1985", "=1+1"]
    assert "NIP" in baca.baris[0].nilai["alasan_ditolak"]

    lagi = aksi.unggah_impor(
        jenis="pegawai",
        berkas=ContentFile(isi, "tolak.xlsx"),
        nama="tolak.xlsx",
        oleh=hr,
        sekarang=timezone.now(),
    )
    assert lagi.status == "DIPERIKSA"
    assert kerjakan(lagi).ditolak == 2


def test_a_file_that_is_no_table_is_refused_and_not_kept(dunia, folder):
    with pytest.raises(aksi.BerkasDitolak, match="PDF"):
        aksi.unggah_impor(
            jenis="pegawai",
            berkas=ContentFile(b"%PDF-1.7 bukan tabel", "x.xlsx"),
            nama="x.xlsx",
            oleh=dunia.palu.hr,
            sekarang=timezone.now(),
        )

    assert not PekerjaanImpor.objects.exists()
    assert not [p for p in folder.rglob("*") if p.is_file()]


def test_a_right_lost_after_upload_stops_the_worker(dunia):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A))
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now())
    Penugasan.objects.filter(pengguna=hr).delete()

    kerjakan(pekerjaan)

    assert pekerjaan.status == "GAGAL"
    assert "tidak lagi berhak" in pekerjaan.alasan
    assert not Pegawai.objects.filter(nip=A[0]).exists()


def test_an_officer_writes_only_to_the_own_agency(dunia):
    Jabatan.objects.create(pemda=dunia.palu.pemda, nama="Arsiparis", jenis="JF")
    pekerjaan = kerjakan(unggah(dunia.palu.pengelola, A, B))

    assert (pekerjaan.baru, pekerjaan.ditolak) == (1, 1)


def test_data_changed_since_the_check_is_asked_again(dunia):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A, B))
    muat(hr, A)

    terapkan(pekerjaan, hr)

    assert pekerjaan.status == "SIAP"
    assert "berubah sejak" in pekerjaan.alasan
    assert (pekerjaan.baru, pekerjaan.tetap) == (1, 1)
    assert not Pegawai.objects.filter(nip=B[0]).exists()


class Mati(BaseException):
    """The process ends here."""


def test_a_killed_worker_is_followed_and_it_is_applied_once(dunia, monkeypatch):
    hr = dunia.palu.hr
    pekerjaan = kerjakan(unggah(hr, A))
    aksi.minta_terapkan(pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now())
    asli = kerja_impor.muat_impor

    def putus(**isi):
        asli(**isi)
        raise Mati

    monkeypatch.setattr(kerja_impor, "muat_impor", putus)
    with pytest.raises(Mati):
        kerjakan(pekerjaan)
    assert not Pegawai.objects.filter(nip=A[0]).exists()
    monkeypatch.setattr(kerja_impor, "muat_impor", asli)

    assert kerja_impor.klaim_impor(pk=pekerjaan.pk, oleh=OLEH, sekarang=timezone.now()) is None
    nanti = timezone.now() + kerja_impor.KLAIM + timedelta(seconds=1)
    kerjakan(pekerjaan, jam=lambda: nanti)
    assert (pekerjaan.status, pekerjaan.percobaan) == ("DITERAPKAN", 2)
    kerjakan(pekerjaan, jam=lambda: nanti)
    assert Pegawai.objects.filter(nip=A[0]).count() == 1


def test_a_poison_file_fails_after_three_attempts(dunia):
    pekerjaan = unggah(dunia.palu.hr, A)
    kini = timezone.now()
    for n in range(3):
        saat = kini + n * 2 * kerja_impor.KLAIM
        assert kerja_impor.klaim_impor(pk=pekerjaan.pk, oleh=OLEH, sekarang=saat)

    assert not kerja_impor.klaim_impor(
        pk=pekerjaan.pk, oleh=OLEH, sekarang=kini + 9 * kerja_impor.KLAIM
    )

    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "GAGAL"
    assert "tiga kali" in pekerjaan.alasan


# Undo


def test_undo_leaves_everything_as_before(dunia):
    hr = dunia.palu.hr
    muat(hr, A)
    semula = sidik()
    ubah = [*A[:4], "Dinas Pendidikan", A[5]]

    pekerjaan = muat(hr, ubah, B, nama="kedua.xlsx")
    assert (pekerjaan.baru, pekerjaan.berubah) == (1, 1)
    assert sidik() != semula

    urungkan(pekerjaan, hr)

    assert pekerjaan.status == "DIURUNGKAN"
    assert sidik() == semula
    with pytest.raises(ImporTidakBisa, match="sudah diurungkan"):
        aksi.minta_urungkan(pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now())


def test_undo_of_new_people_removes_their_unused_accounts(dunia):
    hr = dunia.palu.hr
    semula = sidik()
    pekerjaan = muat(hr, A)
    assert Pengguna.objects.filter(username=A[0]).exists()

    assert urungkan(pekerjaan, hr).status == "DIURUNGKAN"

    assert sidik() == semula


def test_undo_of_new_units_leaves_a_sound_tree(client, dunia):
    baris = (
        ["damkar", "Dinas Damkar", "Perangkat daerah", "palu"],
        ["pos", "Pos Damkar Barat", "Unit", "damkar"],
    )
    semula = list(Instansi.objects.order_by("path").values())
    kerja = muat(dunia.palu.hr, *baris, kolom=KOLOM_UNIT, jenis="unit")
    assert kerja.baru == 2

    urungkan(kerja, dunia.palu.hr)

    assert kerja.status == "DIURUNGKAN", kerja.alasan
    assert list(Instansi.objects.order_by("path").values()) == semula
    assert all(not daftar for daftar in Instansi.objects.find_problems())
    client.force_login(dunia.palu.hr)
    assert (
        client.get(reverse("beranda:instansi_detail", args=[dunia.palu.pemda.pk])).status_code
        == 200
    )


def test_undo_of_units_is_refused_once_something_hangs_there(dunia):
    baris = ["damkar", "Dinas Damkar", "Perangkat daerah", "palu"]
    kerja = muat(dunia.palu.hr, baris, kolom=KOLOM_UNIT, jenis="unit")
    pindah_unit(
        unit=dunia.palu.sekolah,
        tujuan=Instansi.objects.get(kode="damkar"),
        dasar="",
        oleh=dunia.palu.hr,
        sekarang=timezone.now(),
    )

    urungkan(kerja, dunia.palu.hr)

    assert (kerja.status, Instansi.objects.filter(kode="damkar").count()) == ("DITERAPKAN", 1)
    assert "1 perubahan unit" in kerja.alasan


def test_undo_of_moved_units_says_how(dunia):
    baris = ["sdn-1-palu", "SDN 1 Palu", "Sekolah", "dinas-kesehatan"]
    kerja = muat(dunia.palu.hr, baris, kolom=KOLOM_UNIT, jenis="unit")
    assert kerja.berubah == 1, kerja.alasan

    urungkan(kerja, dunia.palu.hr)

    assert kerja.status == "DITERAPKAN"
    assert "memindahkan 1 unit" in kerja.alasan


def test_undo_although_somebody_looked_at_a_new_record(client, dunia):
    kerja = muat(dunia.palu.hr, A)
    client.force_login(dunia.palu.hr)
    baru = Pegawai.objects.get(nip=A[0])
    client.get(reverse("beranda:pegawai_detail", args=[baru.pk]))
    assert BukaRekam.objects.filter(pegawai=baru.pk).count() == 1

    urungkan(kerja, dunia.palu.hr)

    assert kerja.status == "DIURUNGKAN", kerja.alasan
    assert BukaRekam.objects.filter(pegawai_id=baru.pk).count() == 1


def test_undo_is_refused_after_seven_days(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)

    with pytest.raises(ImporTidakBisa, match="7 hari"):
        aksi.minta_urungkan(
            pekerjaan=pekerjaan, oleh=hr, sekarang=timezone.now() + timedelta(days=7, seconds=5)
        )


def test_undo_is_refused_when_a_row_changed_since(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)
    with pghistory.context():  # a later command; else the test's one transaction is one context
        Pegawai.objects.filter(nip=A[0]).update(golongan="III/c")
    semula = sidik()

    urungkan(pekerjaan, hr)

    assert pekerjaan.status == "DITERAPKAN"
    assert "Sitti Aminah" in pekerjaan.alasan
    assert sidik() == semula


def test_undo_is_refused_when_something_depends_on_it(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)
    atasan = Pegawai.objects.get(nip=A[0])
    with pghistory.context():
        PegawaiFactory(unit=dunia.palu.dinkes, atasan=atasan)
    semula = sidik()

    urungkan(pekerjaan, hr)

    assert pekerjaan.status == "DITERAPKAN"
    assert "sudah dipakai: 1 pegawai" in pekerjaan.alasan
    assert sidik() == semula


def test_undo_is_refused_when_an_account_was_opened(dunia):
    hr = dunia.palu.hr
    pekerjaan = muat(hr, A)
    with pghistory.context():
        Pengguna.objects.filter(username=A[0]).update(last_login=timezone.now())

    urungkan(pekerjaan, hr)

    assert "1 akun yang sudah dibuka pemiliknya" in pekerjaan.alasan
    assert Pegawai.objects.filter(nip=A[0]).exists()


def test_undo_of_training_history_reverses_the_ledger(dunia):
    hr = dunia.palu.hr
    nip = dunia.palu.pegawai.pegawai.nip
    kolom = ("pnsOrangId", "namaKursus", "jumlahJam", "tanggalSelesaiKursus")
    baris = [nip, "Dasar pelayanan", "8", "10-03-2026"]
    wajib = {k.nama: k.contoh for k in KOLOM_RIWAYAT if k.wajib and k.nama not in kolom}
    pekerjaan = muat(
        hr, [*baris, *wajib.values()], kolom=(*kolom, *wajib), jenis="riwayat", nama="r.xlsx"
    )
    assert pekerjaan.status == "DITERAPKAN", pekerjaan.alasan
    assert sum(CatatanJP.objects.values_list("jp", flat=True)) == 8

    assert urungkan(pekerjaan, hr).status == "DIURUNGKAN", pekerjaan.alasan
    assert sorted(CatatanJP.objects.values_list("jp", flat=True)) == [-8, 8]

    muat(hr, [*baris, *wajib.values()], kolom=(*kolom, *wajib), jenis="riwayat", nama="r.xlsx")
    assert sum(CatatanJP.objects.values_list("jp", flat=True)) == 8


def test_old_imports_lose_file_and_details(dunia, folder):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, A, RUSAK))
    nanti = timezone.now() + timedelta(days=31)

    assert aksi.hapus_impor_kedaluwarsa(oleh=OLEH, sekarang=nanti) == 1
    assert aksi.hapus_impor_kedaluwarsa(oleh=OLEH, sekarang=nanti) == 0

    pekerjaan.refresh_from_db()
    assert (pekerjaan.status, pekerjaan.berkas) == ("DIBATALKAN", "")
    assert not RincianImpor.objects.exists()


# Pages


def alamat(nama, *args):
    return reverse(f"kelola:{nama}", args=args)


def test_own_imports_only_for_an_officer(client, dunia):
    milik = unggah(dunia.palu.pengelola, B)
    lain = unggah(dunia.palu.hr, A)
    client.force_login(dunia.palu.pengelola)

    daftar = client.get(alamat("impor_daftar"))

    assert [p for p, _ in daftar.context["baris"]] == [milik]
    assert client.get(alamat("impor_detail", lain.pk)).status_code == 404
    client.force_login(dunia.palu.hr)
    assert len(client.get(alamat("impor_daftar")).context["baris"]) == 2
    client.force_login(dunia.salatiga.hr)
    assert client.get(alamat("impor_detail", milik.pk)).status_code == 404


def test_officer_may_not_load_what_belongs_to_the_whole_city(client, dunia):
    client.force_login(dunia.palu.pengelola)

    assert client.get(alamat("impor_baru") + "?jenis=mitra").status_code == 403
    assert client.get(alamat("impor_templat", "mitra")).status_code == 403
    assert client.get(alamat("impor_templat", "pegawai")).status_code == 200
    assert client.get(alamat("impor_templat", "lain")).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
def test_same_queries_whatever_the_number_of_rows(client, dunia, banyak, django_assert_num_queries):
    for _ in range(banyak):
        pekerjaan = kerjakan(unggah(dunia.palu.hr, RUSAK, *[A, B][:banyak]))
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(DAFTAR):
        client.get(alamat("impor_daftar"))
    with django_assert_num_queries(HASIL):
        client.get(alamat("impor_detail", pekerjaan.pk))


DAFTAR, HASIL = 5, 7


def test_result_is_paged(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, *[[f"19{n}", *RUSAK[1:]] for n in range(60)]))
    client.force_login(dunia.palu.hr)

    satu = client.get(alamat("impor_detail", pekerjaan.pk))
    dua = client.get(alamat("impor_detail", pekerjaan.pk) + "?tab=DITOLAK&hal=2")

    assert (len(satu.context["halaman"]), len(dua.context["halaman"])) == (50, 10)
    unduh = client.get(alamat("impor_unduh", pekerjaan.pk))
    assert unduh["Content-Disposition"].startswith("attachment")
    unduh.close()


def test_apply_asks_first_and_writes_only_after_yes(client, dunia):
    pekerjaan = kerjakan(unggah(dunia.palu.hr, A))
    client.force_login(dunia.palu.hr)

    tanya = client.post(alamat("impor_terapkan", pekerjaan.pk)).content.decode()
    assert "1 baris baru" in tanya
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "SIAP"

    client.post(alamat("impor_terapkan", pekerjaan.pk), {"konfirmasi": "ya"})
    pekerjaan.refresh_from_db()
    assert pekerjaan.status == "MENERAPKAN"


@pytest.mark.parametrize("nama", ["surat.pdf", "foto.png", "tabel.xlsx"])
def test_a_text_that_calls_itself_something_else_is_refused(client, dunia, nama):
    client.force_login(dunia.palu.hr)
    isi = {"berkas": ContentFile(b"Kepada Yth. Kepala Dinas, dengan hormat", nama)}

    jawaban = client.post(alamat("impor_baru") + "?jenis=pegawai", isi)

    assert "Ini bukan berkas Excel" in jawaban.content.decode()
    assert not PekerjaanImpor.objects.exists()
