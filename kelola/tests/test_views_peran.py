from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai, Penugasan, Peran
from instansi.tests.factories import MULAI, buat_akun
from kelola.queries.hak import semua_izin

pytestmark = pytest.mark.django_db


def alamat(nama, *args):
    return reverse(f"kelola:{nama}", args=args)


def isi(jawaban):
    return " ".join(jawaban.content.decode().split())


def nama_baris(jawaban):
    return [tugas.pengguna.nama for tugas, _ in jawaban.context["baris"]]


def izin(bagian):
    return {i.label for b in bagian for i in b.izin}


@pytest.fixture
def admin(client, dunia):
    client.force_login(dunia.palu.admin)
    return client


def test_peran_daftar_shows_what_holds_today_in_the_own_city(admin, dunia):
    Penugasan.objects.filter(pengguna=dunia.palu.kepala).update(selesai=MULAI)

    nama = nama_baris(admin.get(alamat("peran_daftar")))

    assert "Diana" not in nama
    assert nama == sorted(nama, key=str.lower)
    assert (
        len(nama)
        == Penugasan.objects.filter(instansi__path__startswith=dunia.palu.pemda.path).count() - 1
    )


@pytest.mark.parametrize(
    ("kueri", "harap"),
    [
        ("?peran=KEPALA", ["Diana", "Eko", "Wali Kota"]),
        ("?unit={dinkes}", ["Eko", "Hana"]),
        ("?unit={dinkes}&urut=-peran", ["Hana", "Eko"]),
        ("?keadaan=BERAKHIR", ["Indra"]),
        ("?keadaan=NANTI", ["Gita"]),
        ("?jenis=PLT&keadaan=SEMUA", ["Indra"]),
        ("?jenis=DELEGASI&keadaan=SEMUA", ["Gita"]),
    ],
)
def test_peran_daftar_filters(admin, dunia, kueri, harap):
    palu, hari = dunia.palu, timezone.localdate()
    Penugasan.objects.create(
        pengguna=palu.pegawai_dinkes, peran="MENTOR", instansi=palu.pemda,
        mulai=MULAI, selesai=MULAI, pelaksana_tugas=True,
    )  # fmt: skip
    Penugasan.objects.create(
        pengguna=palu.atasan, peran="KEPALA", instansi=palu.dikbud,
        mulai=hari + timedelta(days=2), selesai=hari + timedelta(days=3),
        delegasi_dari=palu.kepala.penugasan.get(),
    )  # fmt: skip

    jawaban = admin.get(alamat("peran_daftar") + kueri.format(dinkes=palu.dinkes.pk))

    assert nama_baris(jawaban) == harap


@pytest.mark.parametrize("bentuk", ["nip", "nip_spasi", "nama"])
def test_peran_daftar_search_stays_out_of_the_address(admin, dunia, bentuk):
    nip = dunia.palu.pengelola.username
    kata = {"nip": nip, "nip_spasi": f"{nip[:8]} {nip[8:]}", "nama": "citr"}[bentuk]

    jawaban = admin.post(alamat("peran_daftar") + "?peran=PENGELOLA_OPD", {"q": kata}, follow=True)

    assert jawaban.redirect_chain == [(alamat("peran_daftar") + "?peran=PENGELOLA_OPD&cari=1", 302)]
    assert nama_baris(jawaban) == ["Citra"]


@pytest.mark.parametrize("tambahan", [0, 2])
def test_peran_daftar_query_count(admin, dunia, django_assert_num_queries, tambahan):
    for n in range(tambahan):
        buat_akun(dunia.palu.dikbud, f"Orang {n}", Peran.MENTOR)

    with django_assert_num_queries(6):
        admin.get(alamat("peran_daftar"))


@pytest.mark.parametrize("tambahan", [0, 2])
def test_peran_orang_query_count(admin, dunia, django_assert_num_queries, tambahan):
    for n in range(tambahan):
        Penugasan.objects.create(
            pengguna=dunia.palu.kepala,
            peran="MENTOR",
            instansi=[dunia.palu.pemda, dunia.palu.dinkes][n],
            mulai=MULAI,
        )

    with django_assert_num_queries(9):
        admin.get(alamat("peran_orang", dunia.palu.kepala.pk))


def test_peran_orang_says_what_the_person_can_do(admin, dunia):
    teks = isi(admin.get(alamat("peran_orang", dunia.palu.atasan.pk)))

    assert "Belum pernah diberi peran" in teks
    assert "SDN 1 Palu. Menurut data pegawai: atasan langsung, pegawai." in teks
    assert "Melihat tim" in teks


def test_peran_orang_of_a_closed_account(admin, dunia):
    dunia.palu.atasan.is_active = False
    dunia.palu.atasan.save()

    teks = isi(admin.get(alamat("peran_orang", dunia.palu.atasan.pk)))

    assert "Akun ditutup" in teks
    assert "Beri peran lain" not in teks


def test_peran_unit_counts_who_is_above(admin, dunia):
    jawaban = admin.get(alamat("peran_unit", dunia.palu.sekolah.pk))

    assert nama_baris(jawaban)[:2] == ["Diana", "Citra"]
    assert "Eko" not in nama_baris(jawaban)
    assert "Ayu" in nama_baris(jawaban)


def test_peran_beri_finds_people_and_outsiders_but_nobody_who_left(admin, dunia):
    Pegawai.objects.filter(pk=dunia.palu.pegawai.pegawai_id).update(status="PINDAH")

    def cari(kata):
        return admin.post(alamat("peran_beri"), {"q": kata}, follow=True).context["daftar"]

    assert [a.nama for a in cari("wali")] == ["Wali Kota"]
    assert cari("Fajar") == []
    assert [a.pemda for a in cari("gita")] == [dunia.palu.pemda]


def form_beri(dunia, **ubahan):
    return {
        "peran": "PENGELOLA_OPD",
        "instansi": dunia.palu.dinkes.pk,
        "mulai": f"{timezone.localdate()}",
        "alasan": "SK 800/1",
    } | ubahan


def test_peran_beri_says_first_what_it_means_then_writes(admin, dunia):
    url = f"{alamat('peran_beri')}?akun={dunia.palu.pegawai.pk}"

    tinjau = admin.post(url, form_beri(dunia))

    assert tinjau.status_code == 200
    teks = isi(tinjau)
    assert "Fajar akan menjadi <b>Pengelola OPD</b> di <b>Dinas Kesehatan</b>" in teks
    assert "Berlaku untuk 3 pegawai, di sini dan di 1 unit di bawahnya." in teks
    assert "Mengusulkan dan membatalkan peserta" in teks
    assert "Mengubah parameter kebijakan" not in teks
    assert not dunia.palu.pegawai.penugasan.exists()

    jadi = admin.post(url, form_beri(dunia, konfirmasi="ya"), follow=True)

    assert jadi.redirect_chain == [(alamat("peran_orang", dunia.palu.pegawai.pk), 302)]
    assert dunia.palu.pegawai.penugasan.get().peran == "PENGELOLA_OPD"


@pytest.mark.parametrize(
    ("ubahan", "kata"),
    [
        ({"instansi": "{pemda}"}, "Pilih perangkat daerahnya"),
        ({"deputi": "198001012005011001"}, "Tidak ada akun aktif"),
        ({"deputi": "{sendiri}"}, "Deputi adalah orang lain"),
        ({"pelaksana_tugas": "on"}, "Plt/Plh wajib punya hari terakhir"),
        ({"instansi": "{lain}"}, "di luar lingkup Anda atau sudah ditutup"),
        ({"alasan": ""}, "wajib"),
    ],
)
def test_peran_beri_refusals(admin, dunia, ubahan, kata):
    pegawai = dunia.palu.pegawai
    nilai = {
        "pemda": dunia.palu.pemda.pk,
        "sendiri": pegawai.username,
        "lain": dunia.salatiga.dikbud.pk,
    }
    ubahan = {k: v.format(**nilai) for k, v in ubahan.items()}

    jawaban = admin.post(
        f"{alamat('peran_beri')}?akun={pegawai.pk}", form_beri(dunia, konfirmasi="ya", **ubahan)
    )

    assert jawaban.status_code == 422
    assert kata in isi(jawaban)
    assert not pegawai.penugasan.exists()


@pytest.mark.parametrize("akun", ["x", "99999999999999999999", "0"])
def test_peran_beri_to_nobody_is_404(admin, akun):
    assert admin.get(f"{alamat('peran_beri')}?akun={akun}").status_code == 404


def test_peran_ubah_and_akhiri_show_refusals(admin, dunia):
    tugas = dunia.palu.admin.penugasan.get()
    kemarin = f"{timezone.localdate() - timedelta(days=1)}"

    ubah = admin.post(alamat("peran_ubah", tugas.pk), {"selesai": kemarin, "alasan": "x"})
    akhiri = admin.post(alamat("peran_akhiri", tugas.pk), {"alasan": "x"})

    assert "paling awal hari ini" in isi(ubah)
    assert "tidak akan punya admin pemda lagi" in isi(akhiri)
    assert "Beri peran Admin pemda kepada orang lain dulu" in isi(akhiri)
    assert (ubah.status_code, akhiri.status_code) == (422, 422)


def test_peran_ubah_without_a_change_is_no_review(admin, dunia):
    tugas = dunia.palu.kepala.penugasan.get()
    tugas.deputi, tugas.alasan = dunia.palu.atasan, "SK 1"
    tugas.save()
    url = alamat("peran_ubah", tugas.pk)

    awal = admin.get(url).context["form"]
    jawaban = admin.post(url, {"deputi": awal["deputi"].value(), "alasan": "SK 1"})

    assert jawaban.status_code == 422
    assert "Belum ada yang diubah" in isi(jawaban)
    assert "Ya, ubah peran ini" not in isi(jawaban)


def test_names_that_begin_so_come_before_those_that_hold_it(admin, dunia):
    for nama in ("Basri", "Dewi Sri", "Sri Ayu", "Sri"):
        buat_akun(dunia.palu.dikbud, nama)

    jawaban = admin.post(alamat("peran_beri"), {"q": "sri"}, follow=True)

    assert [a.nama for a in jawaban.context["daftar"]] == ["Sri", "Sri Ayu", "Dewi Sri", "Basri"]


def test_peran_akhiri_says_what_is_lost_beside_other_roles_there(admin, dunia):
    palu = dunia.palu
    tugas = palu.kepala.penugasan.get()
    tugas.deputi = palu.atasan
    tugas.save()
    url = alamat("peran_akhiri", tugas.pk)

    hanya = admin.get(url)
    Penugasan.objects.create(
        pengguna=palu.kepala, peran="PENGELOLA_OPD", instansi=palu.dinkes, mulai=MULAI
    )
    di_lain = izin(admin.get(url).context["hak"])
    Penugasan.objects.create(pengguna=palu.kepala, peran="HR", instansi=palu.pemda, mulai=MULAI)
    di_atas = izin(admin.get(url).context["hak"])

    assert "Gita juga langsung berhenti mewakilinya" in isi(hanya)
    sandi, jp = "Mengatur kata sandi, dua langkah", "Melihat JP pegawai"
    assert sandi not in isi(hanya)
    assert jp in izin(hanya.context["sisa"])
    assert jp not in izin(hanya.context["hak"])
    assert di_lain == izin(hanya.context["hak"])
    assert "Melihat dasbor capaian unit" in di_lain
    assert "Melihat dasbor capaian unit" not in di_atas


def test_a_city_admin_touches_nothing_of_another(admin, dunia):
    lain = dunia.salatiga
    tugas = lain.hr.penugasan.get()

    for url in (
        alamat("peran_ubah", tugas.pk),
        alamat("peran_akhiri", tugas.pk),
        alamat("peran_orang", lain.hr.pk),
        alamat("peran_unit", lain.dikbud.pk),
    ):
        assert admin.get(url).status_code == 404


def test_hak_shows_every_permission_by_role(client, dunia):
    client.force_login(dunia.palu.auditor)

    jawaban = client.get(alamat("hak"))

    teks = isi(jawaban)
    assert [i.label for i in semua_izin() if i.label not in teks] == []
    kepala = {nama: milik for nama, milik, _ in jawaban.context["per_peran"]}
    assert [nama for nama, milik in kepala.items() if milik] == ["Auditor"]


def test_hak_query_count(client, dunia, django_assert_num_queries):
    client.force_login(dunia.palu.hr)

    with django_assert_num_queries(3):
        client.get(alamat("hak"))


def test_no_refusal_of_a_role_speaks_of_a_field_that_no_form_has():
    kata = [str(c.violation_error_message) for c in Penugasan._meta.constraints]

    assert [k for k in kata if "selesai" in k.lower()] == []


@pytest.mark.parametrize("lain", [False, True])
def test_peran_akhiri_of_the_only_admin_offers_no_form(admin, dunia, lain):
    tugas, nanti = dunia.palu.admin.penugasan.get(), timezone.localdate() + timedelta(days=9)
    Penugasan.objects.filter(pk=tugas.pk).update(selesai=nanti)
    Penugasan.objects.create(
        pengguna=dunia.palu.atasan, peran="ADMIN_PEMDA", instansi=dunia.palu.pemda, mulai=MULAI,
        selesai=None if lain else nanti,
        delegasi_dari=None if lain else tugas,
    )  # fmt: skip

    teks = isi(admin.get(alamat("peran_akhiri", tugas.pk)))

    assert ('name="alasan"' in teks) is lain
    assert ("kota ini tidak akan punya admin pemda lagi" in teks) is not lain


def test_peran_beri_for_the_whole_city_needs_no_node(admin, dunia):
    url = f"{alamat('peran_beri')}?akun={dunia.palu.pegawai.pk}"
    assert "selalu untuk seluruh kota" in isi(admin.get(url))

    kota = admin.post(url, form_beri(dunia, peran="HR", instansi="", konfirmasi="ya"))
    unit = admin.post(url, form_beri(dunia, instansi="", konfirmasi="ya"))

    assert (kota.status_code, unit.status_code) == (302, 422)
    assert "Pilih instansi tempat peran ini berlaku" in isi(unit)
    assert dunia.palu.pegawai.penugasan.get().instansi == dunia.palu.pemda


def test_peran_daftar_leaves_head_and_cells_of_actions_off_paper(admin):
    jawaban = admin.get(alamat("peran_daftar"))

    teks = isi(jawaban)
    tampil = len(jawaban.context["baris"])
    assert teks.count('class="pa-layar-saja"') == 1
    assert teks.count('class="pa-penuh pa-layar-saja"') == tampil
