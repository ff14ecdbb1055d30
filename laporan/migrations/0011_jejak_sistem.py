from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('laporan', '0010_jp'),
    ]

    operations = [
        # The steps of the system, also where they are few among what people did.
        migrations.RunSQL(
            sql="""
                CREATE INDEX IF NOT EXISTS jejak_sistem
                    ON pghistory_context (created_at DESC, id DESC)
                    WHERE NOT ((metadata ->> 'pelaku') ~ '^[0-9]+$');
            """,
            reverse_sql="DROP INDEX jejak_sistem;",
        ),
    ]
