"""The demo's database and files in one process: `python -m lib.perintah.siapkan STEP...`."""

import os
import sys

import django
from django.core.management import call_command

from lib.perintah.langkah import langkah

LANGKAH = {
    "skema": ("Skema basis data", ["migrate", "--no-input", "-v", "0"]),
    "hak": ("Hak peran aplikasi", ["terapkan_hak"]),
    "statis": ("Berkas tampilan", ["collectstatic", "--no-input", "-v", "0"]),
    "contoh": ("Data contoh lima kota", ["demo_data", "--semua"]),
}


def main(daftar: list[str]) -> None:
    """Run the named steps as the owner of the tables, each with its name and time."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["PERAN_BASIS_DATA"] = "pemilik"
    django.setup()
    for kode in daftar:
        nama, argumen = LANGKAH[kode]
        with langkah(nama):
            call_command(*argumen, stdout=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
