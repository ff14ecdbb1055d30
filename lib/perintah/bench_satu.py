"""One bench in its own process: `python -m lib.perintah.bench_satu NAME [--besar]`.

Calls `ukur(besar=...)` of tests/bench/NAME.py and prints what it yields, one JSON object a line.
"""

import importlib
import json
import os
import sys

import django

KUNCI = ["name", "value", "unit", "floor", "ratio", "goal", "ok"]


def main(nama: str, *, besar: bool) -> int:
    """Print every measurement; 1 when one is not ok."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    semua_baik = True
    for baris in importlib.import_module(f"tests.bench.{nama}").ukur(besar=besar):
        if list(baris) != KUNCI:
            raise ValueError(f"{nama}: kunci harus {KUNCI}, bukan {list(baris)}")
        semua_baik &= bool(baris["ok"])
        print(json.dumps(baris), flush=True)
    return 0 if semua_baik else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], besar="--besar" in sys.argv))
