"""What the pages of roles say: whom it touches, what is required, one word for one day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from instansi.models import Pengguna, Penugasan
from instansi.tests.factories import MULAI, buat_akun
from kelola.actions.peran import IsiPeran, beri_peran
from kelola.tests.test_views_peran import admin, alamat, isi  # noqa: F401 - a fixture
from laporan.queries.jejak import Saring, daftar_aksi
from lib.komponen.formulir import bidang
from lib.nip import tampilkan_nip as nip
from lib.tanggal import tanggal_panjang

pytestmark = pytest.mark.django_db


def buat_luar(kota):
    return Pengguna.objects.create_user(
        username="auditor.palu", pemda_id=kota.pemda.pk, nama="Sulastri Auditor"
    )


@pytest.mark.parametrize("berdeputi", [True, False])
def test_the_end_of_a_role_names_the_unit_and_the_deputy(admin, dunia, berdeputi):  # noqa: F811
    palu = dunia.palu
    tugas = palu.pengelola.penugasan.get()
    tugas.deputi = palu.atasan if berdeputi else None
    tugas.save()

    url = alamat("peran_akhiri", tugas.pk)
    teks = isi(admin.post(url, {"alasan": "Mutasi"}, follow=True))

    assert f"Citra bukan lagi Pengelola OPD di {tugas.instansi}." in teks
    assert ("Gita juga berhenti sebagai deputinya." in teks) is berdeputi


def test_oneself_cannot_be_chosen_for_a_role(admin, dunia):  # noqa: F811
    saya = dunia.palu.admin

    cari = isi(admin.post(alamat("peran_beri"), {"q": saya.nama}, follow=True))
    langsung = admin.get(f"{alamat('peran_beri')}?akun={saya.pk}", follow=True)

    assert "Anda sendiri. Minta admin pemda lain." in cari
    assert f"akun={saya.pk}" not in cari
    assert langsung.redirect_chain == [(alamat("peran_beri"), 302)]
    assert "tidak bisa memberi peran kepada diri sendiri" in isi(langsung)


def test_only_what_may_stay_empty_says_so(admin, dunia):  # noqa: F811
    for nama in ("Sri Ayu", "Sri Dewi"):
        buat_akun(dunia.palu.dikbud, nama)
    url = f"{alamat('peran_beri')}?akun={dunia.palu.pegawai.pk}"

    form = admin.post(url, {"deputi": "Sri"}).context["form"]

    bebas = [f.name for f in form.tampak if "(boleh dikosongkan)" in bidang(f)]
    assert "deputi_pilih" in [f.name for f in form.tampak]
    assert bebas == ["selesai", "deputi"]


def test_the_trail_names_a_role_in_full_and_its_last_day(dunia):
    palu, hari = dunia.palu, timezone.localdate()
    akhir = hari + timedelta(days=9)

    beri_peran(
        penerima=palu.pegawai,
        isi=IsiPeran("PENGELOLA_OPD", palu.dinkes, hari, akhir, alasan="SK 1"),
        oleh=palu.admin,
        sekarang=timezone.now(),
    )

    aksi = daftar_aksi(palu.pemda, Saring(pelaku=palu.admin.pk)).daftar[0]
    (peristiwa,) = next(k for k in aksi.kelompok if k.kode == "penugasan").rinci
    sampai = tanggal_panjang(akhir)
    assert peristiwa.nama == f"Fajar, Pengelola OPD, Dinas Kesehatan, sampai {sampai}"
    butir = {b.bidang: b.sesudah for b in peristiwa.butir}
    assert butir["Hari terakhir"] == sampai


def test_the_page_and_the_trail_tell_the_same_last_day(admin, dunia):  # noqa: F811
    tugas, kemarin = dunia.palu.pengelola.penugasan.get(), timezone.localdate() - timedelta(days=1)

    admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "Mutasi"})

    halaman = isi(admin.get(alamat("peran_orang", tugas.pengguna_id)))
    (peristiwa,) = [
        p
        for aksi in daftar_aksi(dunia.palu.pemda, Saring(pelaku=dunia.palu.admin.pk)).daftar
        for k in aksi.kelompok
        for p in k.rinci
        if any(b.bidang == "Hari terakhir" for b in p.butir)
    ]
    butir = {b.bidang: b.sesudah for b in peristiwa.butir}
    assert butir["Hari terakhir"] == tanggal_panjang(kemarin)
    assert f"<span>{tanggal_panjang(kemarin)}<br>" in halaman
    assert f"Berakhir {tanggal_panjang(timezone.localdate())}" not in halaman


def test_ubah_speaks_of_delegations_only_where_one_gets_shorter(admin, dunia):  # noqa: F811
    palu, hari = dunia.palu, timezone.localdate()
    tugas = palu.kepala.penugasan.get()
    url, kata = alamat("peran_ubah", tugas.pk), "ikut dipersingkat"
    ubah = {"selesai": f"{hari + timedelta(days=5)}", "alasan": "SK 2"}

    tanpa = isi(admin.get(url)) + isi(admin.post(url, ubah))
    Penugasan.objects.create(
        pengguna=palu.atasan, peran="KEPALA", instansi=palu.dikbud, mulai=MULAI,
        selesai=hari + timedelta(days=9), delegasi_dari=tugas,
    )  # fmt: skip
    dengan = isi(admin.post(url, ubah))

    assert kata not in tanpa
    assert kata in dengan


def test_who_stands_in_for_another_reads_so_at_home_and_why(client, dunia):
    palu, akhir = dunia.palu, timezone.localdate() + timedelta(days=12)
    tugas = palu.kepala.penugasan.get()
    Penugasan.objects.create(
        pengguna=palu.atasan, peran="KEPALA", instansi=palu.dikbud, mulai=MULAI,
        selesai=akhir, delegasi_dari=tugas, alasan="Cuti tahunan",
    )  # fmt: skip
    tugas.deputi = palu.pegawai
    tugas.save()
    isian = "(Kepala, Dinas Pendidikan)"

    def buka(siapa, url):
        client.force_login(siapa)
        return isi(client.get(url))

    sampai = f"sampai {tanggal_panjang(akhir)}."
    assert f"Anda bertugas atas nama <b>Diana</b> {isian} {sampai}" in buka(palu.atasan, "/")
    assert f"Anda bertugas sebagai deputi <b>Diana</b> {isian}." in buka(palu.pegawai, "/")
    assert "Anda bertugas" not in buka(palu.kepala, "/")
    assert "Alasan: Cuti tahunan" in buka(palu.atasan, alamat("delegasi_daftar"))


def test_equal_names_are_told_apart_by_position_and_nip(admin, dunia):  # noqa: F811
    satu, dua = (buat_akun(dunia.palu.dikbud, f"Sri Ayu {n}").pegawai for n in "AB")

    teks = isi(admin.post(alamat("peran_beri"), {"q": "Sri Ayu"}, follow=True))

    for orang in (satu, dua):
        assert f"{orang.jabatan}, NIP {nip(orang.nip)}" in teks


def test_the_accounts_search_finds_those_outside_the_directory(client, dunia):
    palu = dunia.palu
    luar = buat_luar(palu)
    client.force_login(palu.hr)
    url = alamat("akun_daftar")

    jawaban = client.post(url, {"q": luar.username}, follow=True)
    ke_luar = client.get(f"{url}?cari=1&keadaan=luar")

    assert "1 akun di luar daftar pegawai" in isi(jawaban)
    assert f'{url}?cari=1&amp;keadaan=luar"' in isi(jawaban)
    assert luar.nama in isi(ke_luar)
    assert "di luar daftar pegawai</a>" not in isi(ke_luar)


def test_account_and_roles_of_a_person_lead_to_each_other(client, dunia):
    palu = dunia.palu
    peran, akun = (alamat(n, palu.pegawai.pk) for n in ("peran_orang", "akun_detail"))

    client.force_login(palu.hr)
    assert f'href="{akun}"' in isi(client.get(peran))
    assert f'href="{peran}"' in isi(client.get(akun))
    client.force_login(palu.pengelola)
    assert f'href="{peran}"' not in isi(client.get(akun))
