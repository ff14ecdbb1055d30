from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('laporan', '0006_jejak'),
    ]

    operations = [
        # What people did, without walking over the steps of the system between.
        migrations.RunSQL(
            sql="""
                CREATE INDEX IF NOT EXISTS jejak_orang
                    ON pghistory_context (created_at DESC, id DESC)
                    WHERE (metadata ->> 'pelaku') ~ '^[0-9]+$';
            """,
            reverse_sql="DROP INDEX jejak_orang;",
        ),
    ]
