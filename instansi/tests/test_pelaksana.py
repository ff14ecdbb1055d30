"""Plt and Plh: one at a time, asked about where the post is filled or the term is long."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instansi.actions.pelaksana import (
    PelaksanaPerluAlasan,
    PelaksanaTidakBisaDitetapkan,
    akhiri_pelaksana,
    tetapkan_pelaksana,
)
from instansi.models import ParameterKebijakan, Pegawai, PelaksanaTugas
from instansi.queries.riwayat_orang import perubahan_orang
from instansi.tests.factories import JabatanFactory, PegawaiFactory, buat_unit

HARI = date(2026, 7, 2)
SEHARI = timedelta(days=1)


@pytest.fixture
def palu(dunia):
    return dunia.palu


@pytest.fixture
def kepala(palu):
    return JabatanFactory(pemda=palu.pemda, nama="Kepala Sekolah")


def tetapkan(kota, jabatan, **beda):
    isi = {
        "pegawai": kota.pegawai.pegawai,
        "unit": kota.sekolah,
        "jabatan": jabatan,
        "jenis": "PLT",
        "mulai": date(2026, 7, 1),
        "selesai": date(2026, 9, 30),
        "dasar": "SK 1",
    }
    tugas = PelaksanaTugas(**isi | beda)
    return tetapkan_pelaksana(tugas=tugas, oleh=kota.hr, hari_ini=HARI)


def test_one_acting_holder_at_a_time(palu, kepala):
    gita = palu.atasan.pegawai
    tugas = tetapkan(palu, kepala)

    with pytest.raises(PelaksanaTidakBisaDitetapkan, match="sudah punya Plt"):
        tetapkan(palu, kepala, pegawai=gita)
    akhiri_pelaksana(tugas=tugas, oleh=palu.hr, hari_ini=HARI)
    baru = tetapkan(palu, kepala, pegawai=gita, mulai=HARI + SEHARI)
    akhiri_pelaksana(tugas=baru, oleh=palu.hr, hari_ini=HARI)

    tugas.refresh_from_db()
    assert tugas.selesai == HARI
    assert list(PelaksanaTugas.objects.all()) == [tugas]


def test_a_post_is_taken_back_on_its_first_day_and_ends_later(palu, kepala, client):
    hari = timezone.localdate()
    tugas = tetapkan(palu, kepala, mulai=hari, selesai=hari + SEHARI)
    client.force_login(palu.hr)
    alamat = reverse("instansi:pelaksana_akhiri", args=[tugas.pk])
    orang = reverse("beranda:pegawai_detail", args=[tugas.pegawai_id]) + "?tab=penempatan"

    def tautan():
        isi = " ".join(client.get(orang).content.decode().split())
        return isi.split(f'href="{alamat}">')[1].split("<")[0] if alamat in isi else ""

    assert tautan() == "Tarik kembali"
    assert "jadi dihapus dari daftar" in client.post(alamat).content.decode()
    tugas.mulai -= SEHARI
    tugas.save()
    assert tautan() == "Akhiri"
    assert "berakhir hari ini" in client.post(alamat).content.decode()
    client.post(alamat, {"konfirmasi": "ya"})
    assert PelaksanaTugas.objects.get().selesai == hari
    assert tautan() == ""

    PelaksanaTugas.objects.update(mulai=hari)
    client.post(alamat, {"konfirmasi": "ya"})
    assert not PelaksanaTugas.objects.exists()


def test_who_answers_to_the_one_who_acted_gets_another_superior_next(palu, kepala, client):
    """Only the people of that unit; one may also leave them as they are."""
    hari, fajar, gita = timezone.localdate(), palu.pegawai.pegawai, palu.atasan.pegawai
    tugas = tetapkan(palu, kepala, mulai=hari - SEHARI, selesai=hari + SEHARI)
    client.force_login(palu.hr)
    alamat = reverse("instansi:pelaksana_akhiri", args=[tugas.pk])
    for orang in (gita, palu.pegawai_dinkes.pegawai):
        Pegawai.objects.filter(pk=orang.pk).update(atasan=fajar)

    jawaban = client.post(alamat, {"konfirmasi": "ya"}, follow=True)

    assert jawaban.redirect_chain[-1][0] == reverse("instansi:massal_atasan")
    assert [p.pk for p in jawaban.context["orang"]] == [gita.pk]
    assert "1 pegawai di SDN 1 Palu masih beratasan Fajar." in jawaban.content.decode()
    assert jawaban.context["kembali"].endswith(f"/{fajar.pk}/?tab=penempatan")


def test_a_post_of_another_kind_of_unit_needs_a_reason(palu):
    lurah = JabatanFactory(pemda=palu.pemda, nama="Lurah")
    assert tetapkan(palu, lurah, selesai=HARI).pk  # nobody has the position: nothing can be said
    PegawaiFactory(unit=buat_unit(palu.pemda, "Kelurahan Besusu", "KELURAHAN"), jabatan=lurah)

    beda = {"mulai": HARI + SEHARI}
    with pytest.raises(PelaksanaPerluAlasan) as galat:
        tetapkan(palu, lurah, **beda)
    assert galat.value.per_bidang == {"unit": "Jabatan ini ada di Kelurahan, bukan di SDN 1 Palu."}
    kepsek = JabatanFactory(pemda=palu.pemda, nama="Kepala SDN 5 Palu")
    PegawaiFactory(unit=buat_unit(palu.dikbud, "SDN 5 Palu", "SEKOLAH"), jabatan=kepsek)
    with pytest.raises(PelaksanaPerluAlasan) as galat:
        tetapkan(palu, kepsek, **beda)
    assert galat.value.per_bidang == {"unit": "Jabatan ini milik SDN 5 Palu, bukan SDN 1 Palu."}
    assert tetapkan(palu, lurah, alasan="Penugasan khusus", **beda).alasan == "Penugasan khusus"


def test_a_filled_post_needs_a_reason_that_is_kept(palu, kepala):
    PegawaiFactory(unit=palu.sekolah, nama="Nurul", jabatan=kepala)

    with pytest.raises(PelaksanaPerluAlasan, match="masih dipegang Nurul"):
        tetapkan(palu, kepala)
    assert not PelaksanaTugas.objects.exists()

    assert tetapkan(palu, kepala, alasan="Menunggu SK pensiun").alasan == "Menunggu SK pensiun"


def test_the_history_of_the_person_tells_it_with_the_reason(palu, kepala):
    PegawaiFactory(unit=palu.sekolah, nama="Nurul", jabatan=kepala)
    fajar = palu.pegawai.pegawai
    tugas = tetapkan(palu, kepala, alasan="Menunggu SK pensiun")
    akhiri_pelaksana(tugas=tugas, oleh=palu.hr, hari_ini=HARI)
    nanti = tetapkan(palu, kepala, alasan="Cuti besar", mulai=HARI + SEHARI)
    akhiri_pelaksana(tugas=nanti, oleh=palu.hr, hari_ini=HARI)

    semua = [p for p in perubahan_orang(fajar) if p.aksi.startswith("Plt/Plh")]

    assert [(p.aksi, p.oleh) for p in semua] == [
        ("Plt/Plh ditarik kembali", palu.hr.nama),
        ("Plt/Plh ditetapkan", palu.hr.nama),
        ("Plt/Plh diakhiri", palu.hr.nama),
        ("Plt/Plh ditetapkan", palu.hr.nama),
    ]
    sebut = f"Plt Kepala Sekolah di {palu.sekolah.nama}"
    mula = f"{sebut}, 1 Juli 2026 sampai 30 September 2026"
    assert semua[3].daftar == [
        ("Plt/Plh", "", mula),
        ("Nomor SK", "", "SK 1"),
        ("Alasan", "", "Menunggu SK pensiun"),
    ]
    assert semua[2].daftar == [("Plt/Plh", mula, f"{sebut}, 1 Juli 2026 sampai 2 Juli 2026")]
    assert ("Alasan", "", "Cuti besar") in semua[1].daftar
    assert semua[0].daftar[0][2] == ""
    assert not [p for p in perubahan_orang(palu.atasan.pegawai) if p.aksi.startswith("Plt/Plh")]


def test_where_nothing_is_asked_no_reason_is_kept(palu, kepala):
    PegawaiFactory(unit=palu.sekolah, nama="Nurul", jabatan=kepala, status="PENSIUN")

    assert tetapkan(palu, kepala, alasan="Karena kosong").alasan == ""


def test_terms_without_a_gap_count_together(palu, kepala):
    for mulai, selesai in (((2026, 2, 1), (2026, 4, 30)), ((2026, 5, 1), (2026, 7, 14))):
        PelaksanaTugas.objects.create(
            pegawai=palu.pegawai.pegawai,
            unit=palu.sekolah,
            jabatan=kepala,
            jenis="PLT",
            mulai=date(*mulai),
            selesai=date(*selesai),
        )
    lanjut = {"mulai": date(2026, 7, 15), "selesai": date(2026, 9, 30)}

    with pytest.raises(PelaksanaPerluAlasan, match="Plt ini sejak 1 Februari 2026"):
        tetapkan(palu, kepala, **lanjut)
    # Another person, or a day in between, begins anew.
    assert tetapkan(palu, kepala, **lanjut, pegawai=palu.atasan.pegawai).pk
    PelaksanaTugas.objects.filter(pegawai=palu.atasan.pegawai).delete()
    assert tetapkan(palu, kepala, **lanjut | {"mulai": date(2026, 7, 16)}).pk


def test_the_limits_are_those_of_the_city(palu, kepala):
    ParameterKebijakan.objects.filter(pemda=palu.pemda, kode="plt_bulan").update(nilai=2)

    with pytest.raises(PelaksanaPerluAlasan, match="paling lama 2 bulan"):
        tetapkan(palu, kepala)


def test_nobody_acts_for_oneself_nor_after_leaving(palu):
    fajar = palu.pegawai.pegawai

    with pytest.raises(PelaksanaTidakBisaDitetapkan, match="jabatannya sendiri"):
        tetapkan(palu, fajar.jabatan, unit=fajar.unit)
    Pegawai.objects.filter(pk=fajar.pk).update(status="PENSIUN")
    with pytest.raises(PelaksanaTidakBisaDitetapkan, match="tidak aktif"):
        tetapkan(palu, JabatanFactory(pemda=palu.pemda, nama="Lain"))

    assert not PelaksanaTugas.objects.exists()


def test_the_page_asks_and_passes_with_a_reason(palu, kepala, client):
    PegawaiFactory(unit=palu.sekolah, nama="Nurul", jabatan=kepala)
    client.force_login(palu.pengelola)
    alamat = reverse("instansi:pelaksana_baru", args=[palu.pegawai.pegawai_id])
    hari = timezone.localdate()
    isi = {
        "jenis": "PLT",
        "unit": palu.sekolah.pk,
        "jabatan": kepala.pk,
        "mulai": hari.isoformat(),
        "selesai": (hari + 60 * SEHARI).isoformat(),
    }

    assert "Alasan tetap ditetapkan" not in client.get(alamat).content.decode()
    tanya = client.post(alamat, isi)
    assert tanya.status_code == 422
    assert "masih dipegang Nurul" in tanya.content.decode()
    assert tanya.context["form"].fields["alasan"].required
    assert 'name="alasan"' in tanya.content.decode()
    assert not PelaksanaTugas.objects.exists()

    lama = client.post(alamat, isi | {"selesai": (hari + 200 * SEHARI).isoformat()})
    form, teks = lama.context["form"], lama.content.decode()
    assert set(form.errors) == {"jabatan", "selesai"}
    assert teks.count("masih dipegang Nurul") == teks.count("Satu kali penetapan Plt") == 1
    assert 'href="#id_selesai"' in teks

    assert client.post(alamat, isi | {"alasan": "Menunggu SK"}).status_code == 302
    tab = reverse("beranda:pegawai_detail", args=[palu.pegawai.pegawai_id]) + "?tab=penempatan"
    assert "Menunggu SK" in client.get(tab).content.decode()
