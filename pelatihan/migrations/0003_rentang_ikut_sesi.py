from django.db import migrations

SALINAN = {
    "pelatihan_pengajarsesi": "pengajar_sesi_rentang_sama_dengan_sesi",
    "pelatihan_kehadiran": "kehadiran_rentang_sama_dengan_sesi",
}


class Migration(migrations.Migration):
    """Ties copied ranges to Sesi: moving or publishing a session moves all its copies."""

    dependencies = [("pelatihan", "0002_awal")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {tabel} ADD CONSTRAINT {nama} "
            "FOREIGN KEY (sesi_id, mulai, selesai, terjadwal) "
            "REFERENCES pelatihan_sesi (id, mulai, selesai, terjadwal) ON UPDATE CASCADE",
            f"ALTER TABLE {tabel} DROP CONSTRAINT {nama}",
        )
        for tabel, nama in SALINAN.items()
    ]
