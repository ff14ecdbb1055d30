"""What the programs in bin/ do; standard library only: they run before anything is installed."""

import sys

if sys.version_info < (3, 11):  # the first import of every launcher
    sys.exit("Perlu Python 3.11 atau lebih baru; yang ini %d.%d." % sys.version_info[:2])  # noqa: UP031
