"""The frame of every write: one transaction with its audit context (invariant 2)."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from inspect import Parameter, signature
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")

# Names of all actions of the program, as the history stores them.
DAFTAR_AKSI: set[str] = set()
_di_dalam_aksi: ContextVar[bool] = ContextVar("di_dalam_aksi", default=False)


def aksi(fungsi: Callable[P, T]) -> Callable[P, T]:
    """Run an action in one transaction, with its name and actor in the history.

    The action is keyword-only and takes `oleh`: a saved user, or a text such as
    `sistem:kirim_pengingat` for a task. An action called by another runs in a savepoint of the
    outer transaction, and the history keeps the outer name and actor: the command that was given.
    Nothing is retried. Raises TypeError at import for a signature that breaks this, ValueError for
    an actor that the history could not name.
    """
    _wajibkan_bentuk(fungsi)
    DAFTAR_AKSI.add(fungsi.__name__)

    @wraps(fungsi)
    def bingkai(*args: P.args, **kwargs: P.kwargs) -> T:
        pelaku = _pelaku(kwargs.get("oleh"))
        with transaction.atomic():
            if _di_dalam_aksi.get():
                return fungsi(*args, **kwargs)
            tanda = _di_dalam_aksi.set(True)
            try:
                with pghistory.context(aksi=fungsi.__name__, pelaku=pelaku):
                    return fungsi(*args, **kwargs)
            finally:
                _di_dalam_aksi.reset(tanda)

    return bingkai


def _wajibkan_bentuk(fungsi: Callable[..., object]) -> None:
    parameter = signature(fungsi).parameters
    if "oleh" not in parameter or any(
        p.kind is not Parameter.KEYWORD_ONLY for p in parameter.values()
    ):
        raise TypeError(f"Aksi {fungsi.__qualname__} harus keyword-only dan menerima oleh.")


def _pelaku(oleh: object) -> str | int:
    """What the history stores: the user's key, or the text itself."""
    pelaku = oleh if isinstance(oleh, str) else getattr(oleh, "pk", None)
    if not pelaku:
        raise ValueError("Aksi memerlukan oleh: pengguna yang tersimpan, atau teks sistem:<tugas>.")
    return pelaku
