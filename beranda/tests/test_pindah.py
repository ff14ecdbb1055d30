"""The page that moves a person: what it proposes, asks and says before it writes."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from instansi.models import Pegawai, PelaksanaTugas, RiwayatPenempatan
from instansi.tests.factories import JabatanFactory, PegawaiFactory
from instansi.tests.test_views_orang import palu
from lib.tanggal import tanggal_panjang

__all__ = ["palu"]


def test_pindah_asks_the_superior_before_it_writes(palu, client):
    fajar = palu.pegawai.pegawai
    jabatan = JabatanFactory(pemda=palu.pemda, nama="Analis")
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    hari = timezone.localdate() - timedelta(days=1)
    data = {"unit": palu.dikbud.pk, "jabatan": jabatan.pk, "mulai": hari.isoformat()}

    tanya = client.post(alamat, data).content.decode()
    kurang = client.post(alamat, data | {"setuju": "ya"})
    luar = client.post(alamat, data | {"unit": palu.dinkes.pk, "setuju": "ya", "orang": "0"})

    assert "Diana" in tanya
    assert "Gita" not in tanya  # leads only the unit that is left
    assert kurang.status_code == luar.status_code == 422
    assert not RiwayatPenempatan.objects.filter(pegawai=fajar).exists()
    client.post(alamat, data | {"setuju": "ya", "orang": palu.kepala.pegawai_id})
    fajar.refresh_from_db()
    assert (fajar.unit, fajar.atasan) == (palu.dikbud, palu.kepala.pegawai)
    assert RiwayatPenempatan.objects.get(pegawai=fajar).mulai == hari


def test_pindah_begins_with_today_and_proposes_the_head_of_the_new_unit(palu, client):
    fajar = palu.pegawai.pegawai
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    awal = client.get(alamat).context["form"]
    assert (awal["unit"].value(), awal["jabatan"].value()) == (fajar.unit_id, fajar.jabatan_id)

    kepsek = PegawaiFactory(
        unit=palu.dikbud,
        nama="Sekretaris",
        jabatan=JabatanFactory(pemda=palu.pemda, nama="Sekretaris", eselon="III.a"),
    )
    hari = timezone.localdate()
    data = {"unit": palu.dikbud.pk, "jabatan": fajar.jabatan_id, "mulai": hari.isoformat()}
    tanya = client.post(alamat, data)
    diganti = data | {"setuju": "ya", "orang": kepsek.pk, "unit_usulan": palu.sekolah.pk}
    ulang = client.post(alamat, diganti)

    isi = " ".join(tanya.content.decode().split())
    assert tanya.context["atasan"]["orang"].value() == str(palu.kepala.pegawai_id)
    assert f"berakhir <b>{tanggal_panjang(hari - timedelta(days=1))}</b>" in isi
    assert f"{palu.dikbud} mulai <b>{tanggal_panjang(hari)}</b>" in isi
    assert ulang.context["atasan"]["orang"].value() == str(palu.kepala.pegawai_id)
    assert not RiwayatPenempatan.objects.filter(pegawai=fajar).exists()


def test_pindah_to_where_one_is_asks_no_more(palu, client):
    fajar = palu.pegawai.pegawai
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    data = {
        "unit": fajar.unit_id,
        "jabatan": fajar.jabatan_id,
        "mulai": timezone.localdate().isoformat(),
    }

    jawaban = client.post(alamat, data)

    assert jawaban.status_code == 422
    assert "Unit dan jabatannya sama dengan yang sekarang." in jawaban.content.decode()
    assert jawaban.context["atasan"] is None


def test_pindah_refuses_a_day_before_it_promises_anything(palu, client):
    fajar = palu.pegawai.pegawai
    hari = timezone.localdate()
    RiwayatPenempatan.objects.create(
        pegawai=fajar, unit=fajar.unit, jabatan=fajar.jabatan, mulai=hari
    )
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    data = {"unit": palu.dikbud.pk, "jabatan": fajar.jabatan_id}

    for beda, alasan in (
        (1, "Tanggalnya belum tiba. Catat pada atau setelah hari itu."),
        (-1, f"Penempatan sekarang baru mulai {tanggal_panjang(hari)}."),
    ):
        mulai = (hari + timedelta(days=beda)).isoformat()
        jawaban = client.post(alamat, data | {"mulai": mulai})
        assert jawaban.status_code == 422
        assert jawaban.context["form"].errors["mulai"][0].startswith(alasan)
        assert jawaban.context["akibat"] is None
        assert "Yang terjadi" not in jawaban.content.decode()

    RiwayatPenempatan.objects.filter(pegawai=fajar).update(selesai=hari)
    jawaban = client.post(alamat, data | {"mulai": hari.isoformat()})
    sampai = f"Penempatan sebelumnya berlaku sampai {tanggal_panjang(hari)}."
    assert sampai in jawaban.context["form"].errors["mulai"][0]


def test_pindah_says_when_the_superior_chosen_cannot_be_right(dunia, client):
    palu, fajar = dunia.palu, dunia.palu.pegawai.pegawai
    client.force_login(palu.hr)
    data = {
        "unit": palu.dikbud.pk,
        "jabatan": fajar.jabatan_id,
        "mulai": timezone.localdate().isoformat(),
        "orang": palu.pegawai_dinkes.pegawai_id,
        "setuju": "ya",
    }

    isi = client.post(
        reverse("instansi:pegawai_pindah", args=[fajar.pk]), data, follow=True
    ).content.decode()

    assert "Atasannya di perangkat daerah lain. Orangnya tampil di Atasan bermasalah." in isi


def test_pindah_names_the_holder_the_vacancy_and_the_acting_posts(palu, client):
    fajar, hari = palu.pegawai.pegawai, timezone.localdate()
    kepsek = JabatanFactory(pemda=palu.pemda, nama="Kepala Sekolah", eselon="IV.a")
    sekdis = JabatanFactory(pemda=palu.pemda, nama="Sekretaris", eselon="III.a")
    Pegawai.objects.filter(pk=fajar.pk).update(jabatan=kepsek)
    PegawaiFactory(unit=palu.dikbud, nama="Nurul", jabatan=sekdis)
    PelaksanaTugas.objects.create(
        pegawai=fajar, unit=palu.sekolah, jabatan=sekdis, jenis="PLT", mulai=hari, selesai=hari
    )
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    data = {"unit": palu.dikbud.pk, "jabatan": sekdis.pk, "mulai": hari.isoformat()}

    isi = " ".join(client.post(alamat, data).content.decode().split())
    lain = client.post(alamat, data | {"jabatan": kepsek.pk}).content.decode()

    for kata in (
        "Nurul masih tercatat sebagai Sekretaris.",
        "Jabatan Kepala Sekolah menjadi kosong.",
        f"Plt Sekretaris tetap berjalan sampai {tanggal_panjang(hari)}.",
        "Pengelola dan kepala di Dinas Pendidikan mulai melihat datanya",
    ):
        assert kata in isi
    assert "masih tercatat" not in lain
    assert "Kursinya di kelas mendatang" not in isi


def test_pindah_says_that_a_placement_of_the_same_day_is_replaced(palu, client):
    fajar, hari = palu.pegawai.pegawai, timezone.localdate()
    RiwayatPenempatan.objects.create(
        pegawai=fajar, unit=palu.sekolah, jabatan=fajar.jabatan, mulai=hari
    )
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    data = {"unit": palu.dikbud.pk, "jabatan": fajar.jabatan_id, "mulai": hari.isoformat()}

    isi = " ".join(client.post(alamat, data).content.decode().split())

    assert f"Penempatan di {palu.sekolah.nama} juga mulai" in isi
    assert "diganti, bukan ditambah" in isi
    assert f"tidak lagi menyebut {fajar.jabatan} di {palu.sekolah.nama}" in isi


def test_pindah_keeps_a_superior_who_leads_the_new_unit_too(palu, client):
    fajar = palu.pegawai.pegawai
    Pegawai.objects.filter(pk=fajar.pk).update(atasan=palu.kepala.pegawai)
    alamat = reverse("instansi:pegawai_pindah", args=[fajar.pk])
    lain = JabatanFactory(pemda=palu.pemda, nama="Analis")
    hari = timezone.localdate()
    data = {"unit": palu.sekolah.pk, "jabatan": lain.pk, "mulai": hari.isoformat()}

    pilih = client.post(alamat, data).context["atasan"]

    assert str(palu.kepala.pegawai_id) in [pk for pk, _ in pilih.usulan]


def test_pindah_does_not_propose_whom_one_follows(palu, client):
    kadis = JabatanFactory(pemda=palu.pemda, nama="Kepala Dinas", eselon="II.b")
    diana = palu.kepala.pegawai
    Pegawai.objects.filter(pk=diana.pk).update(jabatan=kadis)
    alamat = reverse("instansi:pegawai_pindah", args=[palu.pegawai.pegawai_id])
    hari = timezone.localdate()
    data = {"unit": palu.dikbud.pk, "jabatan": kadis.pk, "mulai": hari.isoformat()}

    pilih = client.post(alamat, data).context["atasan"]

    assert str(diana.pk) not in [pk for pk, _ in pilih.usulan]
    assert pilih["orang"].value() == str(palu.atasan.pegawai_id)


def test_pindah_into_the_post_one_acts_for_says_to_end_that(palu, client):
    fajar, hari = palu.pegawai.pegawai, timezone.localdate()
    sekdis = JabatanFactory(pemda=palu.pemda, nama="Sekretaris", eselon="III.a")
    PelaksanaTugas.objects.create(
        pegawai=fajar, unit=palu.dikbud, jabatan=sekdis, jenis="PLT", mulai=hari, selesai=hari
    )
    data = {"unit": palu.dikbud.pk, "jabatan": sekdis.pk, "mulai": hari.isoformat()}

    isi = client.post(reverse("instansi:pegawai_pindah", args=[fajar.pk]), data).content.decode()

    assert "akhiri setelah pindah" in isi
