"""The container's health check: `python -m lib.perintah.sehat`; 0 when the web answers.

Asks by the first name of ALLOWED_HOSTS, since the application refuses any other.
"""

import os
import sys
import urllib.request


def main() -> int:
    """0 when /sehat/ answers 200 on this machine's port 8000, else 1."""
    nama = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".") or "localhost"
    permintaan = urllib.request.Request("http://127.0.0.1:8000/sehat/", headers={"Host": nama})
    try:
        with urllib.request.urlopen(permintaan, timeout=4) as jawaban:  # noqa: S310 - our own
            return 0 if jawaban.status == 200 else 1
    except OSError as galat:
        print(galat, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
