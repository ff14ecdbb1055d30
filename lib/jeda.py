"""A pause of the garbage collector, for work that makes many objects and no cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def jeda_pemungut() -> Iterator[None]:
    """Look for no garbage inside: it would walk hundreds of thousands of rows again and again.

    What is no longer referred to is freed at once as always.
    """
    menyala = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if menyala:
            gc.enable()
