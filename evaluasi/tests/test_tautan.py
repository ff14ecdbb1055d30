"""The signed link, and the QR that leads to it."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from evaluasi import queries
from evaluasi.actions.qr import BATAS_AKUN, BATAS_AKUN_SEHARI, BATAS_ALAMAT, buang_percobaan_lama
from evaluasi.models import Jawaban, PercobaanQr, TugasEvaluasi
from evaluasi.queries import langkah_tugas
from evaluasi.tests.factories import jawab, kelas_usai, kirim, peserta, teks
from pelatihan.tests.factories import SEKARANG, PendaftaranFactory, SesiFactory

pytestmark = pytest.mark.usefixtures("pada_sekarang")


@pytest.fixture
def tautan(tugas):
    return reverse("evaluasi:tugas_tautan", args=[queries.token_tugas(tugas)])


def lewatkan(tugas):
    tugas.dibuka_pada = SEKARANG - timedelta(days=8)
    tugas.tenggat = SEKARANG - timedelta(days=1)
    tugas.save(update_fields=["dibuka_pada", "tenggat"])


# The link


def test_link_opens_the_form_without_a_session(client, tautan):
    jawaban = client.get(tautan)

    assert "Bagian 1 dari 4" in teks(jawaban)
    assert "sesi" not in client.cookies


def test_link_holds_no_personal_data(tugas, tautan):
    token = tautan.split("/")[-2]

    assert tugas.pegawai.nip not in tautan
    assert re.fullmatch(r"[\w-]{22}\.[\w-]{43}", token)


def test_token_stays_out_of_referer_caches_and_search(client, tautan):
    kepala = client.get(tautan).headers

    assert kepala["Referrer-Policy"] == "strict-origin"
    assert "no-store" in kepala["Cache-Control"]
    assert kepala["X-Robots-Tag"] == "noindex"


def test_link_opens_no_other_page(client, tugas, tautan):
    client.get(tautan)

    for nama, arg in (
        ("evaluasi:tugas_daftar", []),
        ("evaluasi:tugas_isi", [tugas.pk]),
        ("evaluasi:kelas_hasil", [tugas.kelas_id]),
        ("beranda:beranda", []),
    ):
        assert client.get(reverse(nama, args=arg)).status_code == 302


def test_whole_form_by_link_without_scripts(client, tugas, tautan):
    isi = {f"lama_{i.nama}": "" for i in jawab(tugas)} | {i.nama: i.nilai for i in jawab(tugas)}

    assert client.post(tautan, isi | {"ke": "2"}).headers["Location"] == f"{tautan}?langkah=2"
    jawaban = client.post(f"{tautan}kirim/", isi, follow=True)

    assert jawaban.redirect_chain == [(f"{tautan}selesai/", 302)]
    assert "Terima kasih" in teks(jawaban)
    tugas.refresh_from_db()
    assert tugas.status == "TERKIRIM"


def test_leaving_by_link_says_how_to_come_back(client, tautan):
    jawaban = client.post(tautan, {"ke": "keluar"}, follow=True)

    assert "lalu melanjutkan dari tautan yang sama" in teks(jawaban)


def test_autosave_by_link(client, tugas, tautan):
    nama = langkah_tugas(tugas)[0].soal[0].nama
    badan = json.dumps({"isi": [{"nama": nama, "nilai": "3", "urut": 7}]})

    jawaban = client.post(f"{tautan}simpan/", badan, content_type="application/json")

    assert jawaban.json()["isi"] == {nama: {"nilai": "3", "urut": 7}}
    assert jawaban.json()["waktu"] == "10.00"


def test_history_of_sending_by_link_does_not_hold_the_link(client, tugas, tautan):
    isi = {f"lama_{i.nama}": "" for i in jawab(tugas)} | {i.nama: i.nilai for i in jawab(tugas)}

    client.post(f"{tautan}kirim/", isi)

    jejak = tugas.events.get(status="TERKIRIM").pgh_context.metadata
    assert jejak == {
        "url": "/evaluasi/tautan/",
        "user": None,
        "aksi": "kirim_tugas",
        "pelaku": "tautan:evaluasi",
    }


def test_expired_link_explains_and_offers_login(client, tugas, tautan):
    lewatkan(tugas)

    isi = teks(client.get(tautan))

    assert "Batas waktu sudah lewat" in isi
    assert reverse("account_login") in isi


def test_used_link_explains(client, tugas, tautan):
    kirim(tugas)

    assert "sudah Anda kirim" in teks(client.get(tautan))


@pytest.mark.parametrize("akhiran", ["", "simpan/", "kirim/", "selesai/"])
@pytest.mark.parametrize(
    "ubah",
    [
        lambda t: t[:-1],
        lambda t: ("B" if t[0] == "A" else "A") + t[1:],
        lambda t: "x",
        lambda t: t.split(".")[0],
    ],
)
def test_tampered_link_opens_nothing(client, tugas, akhiran, ubah):
    asing = reverse("evaluasi:tugas_tautan", args=[ubah(queries.token_tugas(tugas))])
    cara = client.post if akhiran in ("simpan/", "kirim/") else client.get

    jawaban = cara(asing + akhiran)

    assert jawaban.status_code == 404
    assert "Tautan ini tidak dikenali" in teks(jawaban)


def test_tokens_are_not_exchangeable(client, tugas):
    qr = queries.token_kelas(tugas.kelas)

    assert queries.tugas_dari_token(qr) is None
    assert queries.kelas_dari_token(queries.token_tugas(tugas)) is None


@pytest.mark.parametrize(
    ("akhiran", "cara"), [("", "put"), ("simpan/", "get"), ("kirim/", "get"), ("selesai/", "post")]
)
def test_wrong_method(client, tautan, akhiran, cara):
    assert getattr(client, cara)(tautan + akhiran).status_code == 405


# The QR of a class


@pytest.fixture
def qr(dunia, tugas):
    tugas.pegawai.telepon = "0812-3456-7890"
    tugas.pegawai.save(update_fields=["telepon"])
    return reverse("evaluasi:kelas_qr", args=[queries.token_kelas(tugas.kelas)])


def coba(client, qr, nip, empat="7890", **lain):
    return client.post(qr, {"nip": nip, "empat": empat}, **lain)


def test_nip_and_phone_open_only_the_own_task(client, qr, tugas, tautan):
    nip = tugas.pegawai.nip

    jawaban = coba(client, qr, f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}")

    assert jawaban.headers["Location"] == tautan
    assert "sesi" not in client.cookies


def test_logged_in_person_goes_to_the_own_task(pegawai, qr, tugas):
    assert pegawai.get(qr).headers["Location"] == reverse("evaluasi:tugas_isi", args=[tugas.pk])


def test_logged_in_person_without_a_task_gets_the_reason(client, dunia, qr):
    client.force_login(dunia.palu.hr)

    assert "Evaluasi Anda belum dibuka" in teks(client.get(qr))


def test_failure_looks_the_same_whatever_was_wrong(client, dunia, qr, tugas):
    tanpa_telepon = peserta(tugas.kelas, dunia.palu.atasan.pegawai)
    bukan_peserta = dunia.palu.pegawai_dinkes.pegawai
    bukan_peserta.telepon = "0812-3456-7890"
    bukan_peserta.save()
    kota_lain = dunia.salatiga.pegawai.pegawai

    halaman = []
    for nip, empat in (
        (tugas.pegawai.nip, "0000"),
        (tanpa_telepon.pegawai.nip, "7890"),
        (bukan_peserta.nip, "7890"),
        (kota_lain.nip, "7890"),
        ("198503072005011999", "7890"),
    ):
        jawaban = coba(client, qr, nip, empat)
        assert jawaban.status_code == 422
        isi = teks(jawaban).replace(nip, "NIP").replace(empat, "EMPAT")
        halaman.append(re.sub(r'(csrf\w*" value=|csrf=)"\w+"', "", isi))

    assert len(set(halaman)) == 1
    assert "belum cocok dengan daftar peserta" in halaman[0]


@pytest.mark.parametrize(("nip", "empat"), [("123", "7890"), ("", ""), ("1" * 18, "12a4")])
def test_what_cannot_be_right_is_told_without_counting(client, qr, nip, empat):
    assert coba(client, qr, nip, empat).status_code == 422
    assert PercobaanQr.objects.count() == 0


def test_guessing_is_stopped_per_account_also_for_the_right_answer(client, qr, tugas):
    for _ in range(BATAS_AKUN):
        coba(client, qr, tugas.pegawai.nip, "0000")

    jawaban = coba(client, qr, tugas.pegawai.nip)

    assert jawaban.status_code == 422
    assert "Coba lagi 15 menit lagi" in teks(jawaban)
    assert PercobaanQr.objects.count() == BATAS_AKUN


def test_another_account_at_the_same_address_is_not_stopped(client, dunia, qr, tugas):
    for _ in range(BATAS_AKUN):
        coba(client, qr, dunia.palu.hr.pegawai.nip, "0000")

    assert coba(client, qr, tugas.pegawai.nip).status_code == 302


def percobaan(n, **isi):
    PercobaanQr.objects.bulk_create(
        PercobaanQr(**{"akun": "x", "alamat": "y", "pada": SEKARANG} | isi) for _ in range(n)
    )


def test_limits_per_day_and_per_address(client, dunia, qr, tugas):
    coba(client, qr, tugas.pegawai.nip, "0000")
    satu = PercobaanQr.objects.get()
    isi = {"pemda": dunia.palu.pemda, "alamat": "lain"}
    percobaan(BATAS_AKUN_SEHARI - 2, akun=satu.akun, pada=SEKARANG - timedelta(hours=3), **isi)
    assert coba(client, qr, tugas.pegawai.nip).status_code == 302

    percobaan(1, akun=satu.akun, pada=SEKARANG - timedelta(hours=3), **isi)
    assert coba(client, qr, tugas.pegawai.nip).status_code == 422

    PercobaanQr.objects.exclude(pk=satu.pk).delete()
    percobaan(BATAS_ALAMAT - 1, pemda=dunia.palu.pemda, alamat=satu.alamat)
    assert coba(client, qr, tugas.pegawai.nip).status_code == 422


def test_tries_hold_no_personal_data_and_are_thrown_away(client, qr, tugas):
    coba(client, qr, tugas.pegawai.nip, "0000", REMOTE_ADDR="10.1.2.3")
    percobaan = PercobaanQr.objects.get()

    assert tugas.pegawai.nip not in f"{percobaan.akun}{percobaan.alamat}"
    assert "10.1.2.3" not in percobaan.alamat
    kelak = SEKARANG + timedelta(days=1, seconds=1)
    assert buang_percobaan_lama(oleh="sistem:uji", sekarang=kelak) == 1


def test_qr_opens_what_has_just_become_due(client, dunia, tugas):
    kelas = kelas_usai(dunia.palu)
    orang = tugas.pegawai
    orang.telepon = "08127890"
    orang.save()
    peserta(kelas, orang)
    qr = reverse("evaluasi:kelas_qr", args=[queries.token_kelas(kelas)])

    coba(client, qr, orang.nip)

    assert TugasEvaluasi.objects.filter(kelas=kelas, pegawai=orang).count() == 1


def test_qr_before_the_class_ends_says_when(client, dunia, tugas):
    kelas = kelas_usai(dunia.palu, status="BERJALAN")
    SesiFactory(kelas=kelas, mulai=SEKARANG, selesai=SEKARANG + timedelta(hours=2))
    orang = tugas.pegawai
    orang.telepon = "08127890"
    orang.save()
    PendaftaranFactory(kelas=kelas, pegawai=orang)
    qr = reverse("evaluasi:kelas_qr", args=[queries.token_kelas(kelas)])

    isi = teks(coba(client, qr, orang.nip))

    assert "berakhir Sabtu, 21 November 2026 pukul 12.00 WITA" in isi
    assert not TugasEvaluasi.objects.filter(kelas=kelas).exists()


def test_unknown_qr(client, tugas):
    asing = reverse("evaluasi:kelas_qr", args=["1.abc"])

    assert client.get(asing).status_code == 404
    assert coba(client, asing, tugas.pegawai.nip).status_code == 404
    assert client.put(asing).status_code == 405
    assert Jawaban.objects.count() == 0
