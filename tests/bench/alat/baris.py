"""One line of a bench's output."""


def baris(
    nama: str,
    nilai: float,
    satuan: str,
    *,
    lantai: float | None = None,
    batas: float,
    paling_sedikit: bool = False,
) -> dict[str, object]:
    """A measurement; judged by its ratio to the floor where there is one, else by itself.

    ``batas`` is the most that is good, or the least with ``paling_sedikit``.
    """
    rasio = None if lantai is None else nilai / lantai
    dinilai = nilai if rasio is None else rasio
    return {
        "name": nama,
        "value": round(nilai, 2),
        "unit": satuan,
        "floor": None if lantai is None else round(lantai, 2),
        "ratio": None if rasio is None else round(rasio, 3),
        "goal": batas,
        "ok": dinilai >= batas if paling_sedikit else dinilai <= batas,
    }
