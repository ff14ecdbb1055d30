"""How often something may be asked: a counter in the cache for each key and window."""

from django.core.cache import cache


def masih_boleh(kunci: str, *, banyak: int, detik: int) -> bool:
    """Count one more request of this key; False above ``banyak`` within a window of ``detik``."""
    nama = f"laju:{kunci}"
    if cache.add(nama, 1, detik):
        return True
    try:
        return cache.incr(nama) <= banyak
    except ValueError:  # the window ended between the two commands
        cache.set(nama, 1, detik)
        return True
