"""The database role of web and workers cannot rewrite ledger or history."""

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

from instansi.tests.factories import buat_kota, buat_pemda
from pembinaan.management.commands.terapkan_hak import tabel_tetap

pytestmark = pytest.mark.django_db(transaction=True)
CATATAN = ("instansi_catatanmasuk", "instansi_bukarekam", "instansi_unduhrekam")


@pytest.fixture
def sebagai_app():
    """A connection to the test database as pembinaan_app, after the rights were applied."""
    call_command("terapkan_hak", verbosity=0)
    isi = connection.get_connection_params() | {"user": "pembinaan_app"}
    for kunci in ("cursor_factory", "server_side_binding"):
        isi.pop(kunci, None)
    sambungan = psycopg2.connect(**isi)
    sambungan.autocommit = True
    yield sambungan
    sambungan.close()


def jalankan(sambungan, perintah, *isi):
    with sambungan.cursor() as kursor:
        kursor.execute(perintah, isi)
        return kursor.rowcount


@pytest.mark.parametrize("perintah", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
def test_ledger_history_and_logs_are_only_added_to(sebagai_app, perintah):
    assert {"pembinaan_catatanjp", *CATATAN} <= set(tabel_tetap())
    for tabel in tabel_tetap():
        kolom = "pgh_id" if tabel.endswith("event") else "id"
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            jalankan(sebagai_app, perintah.format(tabel, kolom, kolom))


def test_logs_are_added_to_by_the_application(sebagai_app):
    kota = buat_kota("Palu", "Asia/Makassar")
    pemda, akun = kota.pemda.pk, kota.hr.pk

    masuk = (
        "INSERT INTO instansi_catatanmasuk (pemda_id, pengguna_id, peristiwa, pada, perangkat)"
        " VALUES (%s, %s, 'MASUK', now(), '')"
    )
    buka = (
        "INSERT INTO instansi_bukarekam (pemda_id, pengguna_id, pegawai_id, pada, halaman)"
        " VALUES (%s, %s, %s, now(), 'Data pegawai') ON CONFLICT DO NOTHING"
    )

    assert jalankan(sebagai_app, masuk, pemda, akun) == 1
    assert jalankan(sebagai_app, buka, pemda, akun, kota.pegawai.pegawai_id) == 1
    assert jalankan(sebagai_app, buka, pemda, akun, kota.pegawai.pegawai_id) == 0


def test_every_event_table_is_only_added_to(sebagai_app):
    assert len(tabel_tetap()) > 20
    for tabel in tabel_tetap():
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            jalankan(sebagai_app, sql.SQL("DELETE FROM {}").format(sql.Identifier(tabel)))


@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM pghistory_context",
        "TRUNCATE pghistory_context",
        "INSERT INTO pghistory_context (id, created_at, updated_at, metadata)"
        " VALUES (gen_random_uuid(), now(), now(), '{}')",
    ],
)
def test_context_of_history_cannot_be_edited(sebagai_app, perintah):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        jalankan(sebagai_app, perintah)


def test_ordinary_writes_work_and_leave_history(sebagai_app):
    pemda = buat_pemda("Palu", "Asia/Makassar")

    ubah = "UPDATE instansi_instansi SET nama = 'X' WHERE id = %s"

    assert jalankan(sebagai_app, ubah, pemda.pk) == 1
    with sebagai_app.cursor() as kursor:
        kursor.execute(
            "SELECT nama FROM instansi_instansievent WHERE pgh_obj_id = %s ORDER BY pgh_id DESC",
            [pemda.pk],
        )
        assert kursor.fetchone() == ("X",)


def test_application_role_cannot_change_the_schema(sebagai_app):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        jalankan(sebagai_app, "ALTER TABLE instansi_pegawai DISABLE TRIGGER ALL")
