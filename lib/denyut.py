"""A heartbeat for work that reports nothing for a while: its claim is renewed from a thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import DatabaseError, connection


@contextmanager
def berdenyut(denyut: Callable[[], object], jeda: float) -> Iterator[None]:
    """Call ``denyut`` every ``jeda`` seconds while the block runs.

    On a connection of its own, so it commits beside the work. A beat that the database refuses is
    passed over: the next one tries again.
    """
    henti = Event()

    def ulangi() -> None:
        while not henti.wait(jeda):
            with suppress(DatabaseError):
                denyut()
            connection.close()

    utas = Thread(target=ulangi, daemon=True)
    utas.start()
    try:
        yield
    finally:
        henti.set()
        utas.join()
