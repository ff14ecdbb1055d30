#!/usr/bin/env python3
"""Django's entry point. Commands that change the schema or load bulk data connect as the owner."""

import os
import sys

PERINTAH_PEMILIK = {
    "migrate",
    "makemigrations",
    "terapkan_hak",
    "demo_data",
    "hapus_catatan_masuk",
    "flush",
    "sqlmigrate",
}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in PERINTAH_PEMILIK:
        os.environ.setdefault("PERAN_BASIS_DATA", "pemilik")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
