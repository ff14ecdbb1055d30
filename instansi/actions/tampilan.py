"""Lists as one person likes them: filters, sort and columns under a name."""

from instansi.models import Pengguna, TampilanTersimpan
from lib.aksi import aksi
from lib.galat import GalatAturan

TERBANYAK = 20
TERPANJANG = 500  # characters that TampilanTersimpan.saringan holds


class TampilanTidakBisaDisimpan(GalatAturan):
    """The name is taken, there are too many, or the address is too long to keep."""


@aksi
def simpan_tampilan(
    *, pengguna: Pengguna, halaman: str, nama: str, saringan: str, oleh: Pengguna | str
) -> TampilanTersimpan:
    """Keep a list's address under a name of its own.

    ``saringan`` is a query string without words of a search. Raises TampilanTidakBisaDisimpan.
    """
    milik = TampilanTersimpan.objects.filter(pengguna=pengguna, halaman=halaman)
    if milik.count() >= TERBANYAK:
        raise TampilanTidakBisaDisimpan(
            f"Tampilan tersimpan paling banyak {TERBANYAK}.", langkah="Hapus salah satu dahulu."
        )
    if len(saringan) > TERPANJANG:
        raise TampilanTidakBisaDisimpan(
            "Saringannya terlalu panjang.", langkah="Kurangi saringan atau kolom."
        )
    tampilan, baru = milik.get_or_create(
        nama=nama, defaults={"pengguna": pengguna, "halaman": halaman, "saringan": saringan}
    )
    if not baru:
        raise TampilanTidakBisaDisimpan(
            f"Anda sudah punya tampilan “{nama}”.",
            langkah="Beri nama lain, atau hapus tampilan yang lama dahulu.",
        )
    return tampilan


@aksi
def hapus_tampilan(*, tampilan: TampilanTersimpan, oleh: Pengguna | str) -> None:
    """Forget a kept list."""
    tampilan.delete()
