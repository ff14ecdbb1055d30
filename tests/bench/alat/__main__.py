"""`python -m tests.bench.alat MODULE[:FUNCTION] ARGUMENT...`: one step in its own process."""

import importlib
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    modul, _, fungsi = sys.argv[1].partition(":")
    getattr(importlib.import_module(f"tests.bench.alat.{modul}"), fungsi or "main")(*sys.argv[2:])
