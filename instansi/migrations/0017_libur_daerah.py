"""One more kind of day off; what the others mean stays."""

from django.db import migrations, models

JENIS = models.CharField(
    choices=[
        ("LIBUR", "Libur nasional"),
        ("CUTI_BERSAMA", "Cuti bersama"),
        ("LIBUR_DAERAH", "Libur daerah"),
    ],
    max_length=12,
)


class Migration(migrations.Migration):
    dependencies = [("instansi", "0016_kata_hari_terakhir")]
    operations = [
        migrations.AlterField(model_name=model, name="jenis", field=JENIS)
        for model in ("harilibur", "hariliburevent")
    ]
