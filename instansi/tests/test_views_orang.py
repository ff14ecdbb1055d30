"""Pages that edit people: two steps, scope, search, broken superiors."""

import random
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai, PelaksanaTugas
from instansi.queries.ingatan import Ingatan
from instansi.queries.orang import masalah_terurut, penilai
from instansi.tests.factories import JabatanFactory, PegawaiFactory, buat_akun
from instansi.views import orang as views

MASALAH = reverse("instansi:atasan_masalah")
CARI = reverse("instansi:pegawai_cari")


@pytest.fixture
def palu(dunia, client):
    """Palu, seen by Citra, officer of Dinas Pendidikan."""
    client.force_login(dunia.palu.pengelola)
    return dunia.palu


def rapikan(kota):
    """Everyone of the city but Gita and Fajar gets a superior that is right."""
    Pegawai.objects.filter(pemda=kota.pemda).exclude(nama__in=["Diana", "Gita"]).update(
        atasan=kota.kepala.pegawai
    )
    Pegawai.objects.filter(nama="Diana").update(
        jabatan=JabatanFactory(
            pemda=kota.pemda, nama="Sekretaris Daerah", jenis="JPT", eselon="II.a"
        )
    )


def baris(jawaban):
    return [
        (b.pegawai.nama, b.masalah, b.usulan and b.usulan.nama)
        for b in jawaban.context["halaman"].object_list
    ]


def test_each_kind_of_broken_superior_is_listed_with_a_proposal(palu, client):
    rapikan(palu)
    Pegawai.objects.filter(nama="Fajar").update(atasan=palu.atasan.pegawai)
    pergi = PegawaiFactory(unit=palu.dikbud, nama="Pergi", status="PENSIUN")
    PegawaiFactory(unit=palu.sekolah, nama="Budi", atasan=pergi)
    PegawaiFactory(unit=palu.sekolah, nama="Cici", atasan=palu.pegawai_dinkes.pegawai)
    a = PegawaiFactory(unit=palu.sekolah, nama="Putar A")
    b = PegawaiFactory(unit=palu.sekolah, nama="Putar B", atasan=a)
    Pegawai.objects.filter(pk=a.pk).update(atasan=b)

    jawaban = client.get(MASALAH)

    assert jawaban.context["rincian"] == (
        "1 belum punya atasan, 1 atasannya tidak aktif lagi, 1 atasannya di perangkat daerah lain,"
        " dan 2 saling menjadi atasan"
    )
    assert baris(jawaban) == [
        ("Gita", "Belum punya atasan", "Diana"),
        ("Budi", "Atasannya tidak aktif lagi", "Diana"),
        ("Cici", "Atasannya di perangkat daerah lain", "Diana"),
        ("Putar A", "Saling menjadi atasan", "Diana"),
        ("Putar B", "Saling menjadi atasan", "Diana"),
    ]


def test_the_unit_is_led_by_its_leading_position_where_no_role_is_given(palu, client):
    rapikan(palu)
    kepsek = PegawaiFactory(
        unit=palu.sekolah,
        nama="Kepala SD",
        jabatan=JabatanFactory(pemda=palu.pemda, nama="Kepala SDN 1", jenis="JF"),
        atasan=palu.kepala.pegawai,
    )

    assert baris(client.get(MASALAH)) == [("Gita", "Belum punya atasan", "Kepala SD")]
    client.post(MASALAH, {"satu": [palu.atasan.pegawai_id]})
    assert Pegawai.objects.get(nama="Gita", pemda=palu.pemda).atasan == kepsek


def test_proposals_are_applied_to_the_ticked_and_refused_for_outsiders(palu, client):
    rapikan(palu)
    luar = palu.pegawai_dinkes.pegawai
    Pegawai.objects.filter(pk=luar.pk).update(atasan=None)

    tolak = client.post(MASALAH, {"pegawai": [palu.atasan.pegawai_id, luar.pk]})
    kosong = client.post(MASALAH, follow=True)
    client.post(MASALAH, {"pegawai": [palu.atasan.pegawai_id]})

    assert tolak.status_code == 404
    assert "Belum ada yang dicentang" in kosong.content.decode()
    assert Pegawai.objects.get(pk=luar.pk).atasan is None
    assert Pegawai.objects.get(pk=palu.atasan.pegawai_id).atasan == palu.kepala.pegawai
    assert "Semua pegawai punya atasan" in client.get(MASALAH).content.decode()


def test_what_people_are_called_is_text_in_a_row(palu, client):
    rapikan(palu)
    pergi = PegawaiFactory(unit=palu.sekolah, nama="<i>Pergi", status="PENSIUN")
    jabatan = JabatanFactory(pemda=palu.pemda, nama="Guru <i>Kelas")
    PegawaiFactory(unit=palu.sekolah, nama="<i>Budi", atasan=pergi, jabatan=jabatan)
    Pegawai.objects.filter(nama="Diana").update(nama="<i>Diana")
    palu.sekolah.nama = "SD <i>1"
    palu.sekolah.save()

    isi = client.get(MASALAH).content.decode()

    for nama in ("Pergi", "Budi", "Kelas", "Diana", "1"):
        assert f"&lt;i&gt;{nama}" in isi
    assert "<i>" not in isi


@pytest.mark.parametrize("tambahan", [0, 2])
def test_atasan_masalah_query_count(palu, client, django_assert_num_queries, tambahan):
    for _ in range(tambahan):
        PegawaiFactory(unit=palu.sekolah)

    for kueri in (10, 7):  # who cannot be right, and the units, are remembered
        with django_assert_num_queries(kueri):
            client.get(MASALAH)


def penilai_atasan(semua, sekda):
    """What says of one person, by walking up, whether the superior can be right."""
    memimpin = {p.atasan_id for p in semua if p.status == "AKTIF"}
    atasan = {p.pk: p.atasan for p in semua if p.pk in memimpin}

    def benar(p):
        rantai, naik = [], atasan.get(p.pk)
        while naik and naik.pk != p.pk and naik.pk not in rantai:
            rantai.append(naik.pk)
            naik = atasan.get(naik.pk)
        a = p.atasan
        return (
            a
            and a.status == "AKTIF"
            and not (naik and naik.pk == p.pk)
            and (
                p.unit.path[:8] == a.unit.path[:8]
                or 1 in (p.unit.depth, a.unit.depth)
                or a.jabatan_id == sekda.pk
            )
        )

    return benar


def test_broken_superiors_are_those_of_asking_each_person(dunia):
    """Random people, superiors and units of two agencies and the root, some gone or in circles."""
    acak = random.Random(3)
    kota = dunia.palu
    sekda = JabatanFactory(pemda=kota.pemda, nama="Sekda", jenis="JPT", eselon="II.a")
    unit = [kota.dikbud, kota.sekolah, kota.dinkes, kota.pemda]
    for urut in range(60):
        PegawaiFactory(
            unit=acak.choice(unit),
            status=acak.choice(["AKTIF"] * 5 + ["PENSIUN"]),
            **({"jabatan": sekda} if urut % 15 == 0 else {}),
        )
    semua = list(Pegawai.objects.filter(pemda=kota.pemda))
    for p in semua:
        p.atasan = acak.choice([None, *(a for a in semua if a != p)])
    Pegawai.objects.bulk_update(semua, ["atasan"])
    benar = penilai_atasan(semua, sekda)

    for daftar in (
        Pegawai.objects.filter(pemda=kota.pemda),
        Pegawai.objects.filter(unit__in=[kota.dikbud, kota.sekolah]),
    ):
        salah = [p for p in daftar if p.status == "AKTIF" and p.jabatan != sekda and not benar(p)]
        urutan = [p.pk for p in sorted(salah, key=lambda p: (p.unit.path, p.pk))]

        assert len(urutan) > 5
        assert [pk for pk, _ in masalah_terurut(daftar)] == urutan


def test_who_is_gone_since_the_judgement_was_remembered_is_left_out(palu, client, monkeypatch):
    rapikan(palu)
    PegawaiFactory(unit=palu.sekolah, nama="Hilang")
    monkeypatch.setattr(Ingatan, "versi", (0,))  # as if no event told of it
    assert [nama for nama, _, _ in baris(client.get(MASALAH))] == ["Gita", "Hilang"]

    Pegawai.objects.filter(nama="Hilang").delete()

    assert [nama for nama, _, _ in baris(client.get(MASALAH))] == ["Gita"]


def test_broken_superiors_are_narrowed_to_a_unit_and_a_kind(palu, client):
    rapikan(palu)
    PegawaiFactory(unit=palu.dikbud, nama="Staf")
    pergi = PegawaiFactory(unit=palu.dikbud, nama="Pergi", status="PENSIUN")
    PegawaiFactory(unit=palu.sekolah, nama="Budi", atasan=pergi)

    def tampil(**saring):
        return [nama for nama, *_ in baris(client.get(MASALAH, saring))]

    assert tampil() == ["Staf", "Gita", "Budi"]
    assert tampil(unit=palu.sekolah.pk) == ["Gita", "Budi"]
    assert tampil(unit=palu.sekolah.pk, masalah="PERGI") == ["Budi"]
    assert tampil(unit=palu.dinkes.pk) == ["Staf", "Gita", "Budi"]  # not hers: no filter
    kosong = client.get(MASALAH, {"masalah": "PUTAR"}).content.decode()
    assert "Tidak ada yang cocok dengan saringan ini" in kosong
    alamat = f"{MASALAH}?unit={palu.sekolah.pk}"
    assert client.post(alamat, {"satu": [palu.atasan.pegawai_id]}).url == alamat
    assert tampil(unit=palu.sekolah.pk) == ["Budi"]


def test_penilai_is_the_superior_or_the_nearest_head(dunia):
    fajar = Pegawai.objects.select_related("unit", "atasan").get(pk=dunia.palu.pegawai.pegawai_id)
    hari = timezone.localdate()

    assert penilai(fajar, hari).nama == "Gita"
    Pegawai.objects.filter(nama="Gita").update(status="PENSIUN")
    fajar.refresh_from_db()
    assert penilai(fajar, hari).nama == "Diana"
    sekolah = JabatanFactory(pemda=dunia.palu.pemda, nama="Kepala Sekolah", jenis="JF")
    PegawaiFactory(unit=dunia.palu.sekolah, nama="Tiara", jabatan=sekolah)
    assert penilai(fajar, hari).nama == "Tiara"  # by the position, without a role or an account
    buat_akun(dunia.palu.sekolah, "Kepsek", "KEPALA")
    assert penilai(fajar, hari).nama == "Kepsek"


def test_an_acting_head_is_proposed_above_whom_the_post_outranks(palu, client):
    """A Plt Kepala Sekolah before the head of the agency, but not before who has the post."""
    rapikan(palu)
    hari = timezone.localdate()
    jabatan = JabatanFactory(pemda=palu.pemda, nama="Kepala SDN 1", jenis="JF")
    plt = PelaksanaTugas.objects.create(
        pegawai=palu.pegawai.pegawai, unit=palu.sekolah, jabatan=jabatan, jenis="PLT",
        mulai=hari, selesai=hari,
    )  # fmt: skip

    assert baris(client.get(MASALAH)) == [("Gita", "Belum punya atasan", "Fajar")]
    isi = " ".join(client.get(MASALAH).content.decode().split())
    assert "Guru Ahli Pertama, Plt Kepala SDN 1 di SDN 1 Palu" in isi
    sendiri = client.get(reverse("instansi:pegawai_atasan", args=[palu.atasan.pegawai_id]))
    tertera = "Fajar, Guru Ahli Pertama, Plt Kepala SDN 1 di SDN 1 Palu, SDN 1 Palu"
    assert tertera in sendiri.content.decode()

    kepsek = PegawaiFactory(unit=palu.sekolah, nama="Kepala SD", jabatan=jabatan)
    Pegawai.objects.filter(pk=kepsek.pk).update(atasan=palu.kepala.pegawai)
    assert baris(client.get(MASALAH)) == [("Gita", "Belum punya atasan", "Kepala SD")]
    tinggi = JabatanFactory(pemda=palu.pemda, nama="Kepala UPT", eselon="IV.a")
    PelaksanaTugas.objects.filter(pk=plt.pk).update(jabatan=tinggi)
    assert baris(client.get(MASALAH)) == [("Gita", "Belum punya atasan", "Fajar")]
    PelaksanaTugas.objects.filter(pk=plt.pk).update(
        mulai=hari - timedelta(days=2), selesai=hari - timedelta(days=1)
    )
    assert baris(client.get(MASALAH)) == [("Gita", "Belum punya atasan", "Kepala SD")]


def test_one_superior_for_all_ticked_says_what_became_of_each(palu, client):
    """The head may be ticked with the staff; who has this superior already is counted."""
    gita, fajar, citra = (
        getattr(palu, akun).pegawai for akun in ("atasan", "pegawai", "pengelola")
    )
    Pegawai.objects.filter(pk=fajar.pk).update(atasan=None)
    budi = PegawaiFactory(unit=palu.sekolah, nama="Budi", atasan=gita)
    massal = reverse("beranda:pegawai_massal") + "?jenis=PNS"
    ids = [gita.pk, fajar.pk, budi.pk]
    client.post(massal, {"tindakan": "atasan", "pegawai": ids})
    alamat = reverse("instansi:massal_atasan")

    assert f'value="{gita.pk}"' in client.post(alamat, {"cari": "Gita"}).content.decode()
    selesai = client.post(alamat, {"orang": gita.pk, "setuju": "ya"})

    assert selesai.url == reverse("beranda:pegawai_daftar") + "?jenis=PNS"
    assert Pegawai.objects.get(pk=fajar.pk).atasan == gita
    assert Pegawai.objects.get(pk=gita.pk).atasan is None
    (pesan,) = get_messages(selesai.wsgi_request)
    assert str(pesan) == (
        "Gita kini atasan langsung 1 pegawai. 1 pegawai tidak berubah: atasannya sudah Gita. "
        "Gita sendiri dilewati."
    )

    client.post(f"{MASALAH}?unit={palu.dikbud.pk}", {"tindakan": "pilih", "pegawai": [gita.pk]})
    terpilih = client.post(alamat, {"orang": citra.pk, "setuju": "ya"})
    assert terpilih.url == f"{MASALAH}?unit={palu.dikbud.pk}"
    assert Pegawai.objects.get(pk=gita.pk).atasan == citra


def test_search_reaches_the_own_unit_only_and_is_limited(palu, client, dunia, monkeypatch):
    def cari(kata):
        return client.post(CARI, {"cari": kata}).content.decode()

    monkeypatch.setattr(views, "CARI_PER_MENIT", 6)
    indra = palu.pegawai_dinkes.pegawai
    assert "Gita" in cari("git")
    assert "Gita" in cari("Gitaa")
    for kata in ("Indra", indra.nip, dunia.salatiga.pegawai.nama + "x", "i"):
        isi = cari(kata)
        assert "Indra" not in isi
        assert indra.nip not in isi
    assert client.post(CARI, {"cari": "git"}).status_code == 429


def test_words_that_nobody_bears_find_who_is_alike_and_says_so(palu, client):
    PegawaiFactory(unit=palu.sekolah, nama="Adi Bulango")
    PegawaiFactory(unit=palu.dinkes, nama="Bulnago Luar")

    isi = client.post(CARI, {"cari": "Bulnago"}).content.decode()

    assert "Tidak ada yang persis; mungkin maksud Anda:" in isi
    assert "Adi Bulango" in isi
    assert "(belum punya akun)" in isi
    assert "Luar" not in isi
    tepat = client.post(CARI, {"cari": "bulango adi"}).content.decode()
    assert "Adi Bulango" in tepat
    assert "maksud Anda" not in tepat


def test_atasan_without_scripts_searches_by_the_button(palu, client):
    alamat = reverse("instansi:pegawai_atasan", args=[palu.pegawai.pegawai_id])

    isi = client.post(alamat, {"cari": "Citra"})

    assert isi.status_code == 200
    assert f'value="{palu.pengelola.pegawai_id}"' in isi.content.decode()
    setuju = {"cari": "Citra", "orang": palu.pengelola.pegawai_id, "setuju": "ya"}
    assert client.post(alamat, setuju).status_code == 302
    assert Pegawai.objects.get(pk=palu.pegawai.pegawai_id).atasan == palu.pengelola.pegawai
