"""The frame of every write: one transaction with its audit context (invariant 2)."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pghistory
from django.db import transaction

P = ParamSpec("P")
T = TypeVar("T")


def aksi(fungsi: Callable[P, T]) -> Callable[P, T]:
    """Run an action in one transaction, with its name and actor in the history.

    The action takes ``oleh``: a user, or a text such as ``sistem:kirim_pengingat``.
    """

    @wraps(fungsi)
    def bingkai(*args: P.args, **kwargs: P.kwargs) -> T:
        oleh = kwargs["oleh"]
        pelaku = oleh if isinstance(oleh, str) else oleh.pk  # type: ignore[attr-defined]
        with transaction.atomic(), pghistory.context(aksi=fungsi.__name__, pelaku=pelaku):
            return fungsi(*args, **kwargs)

    return bingkai
