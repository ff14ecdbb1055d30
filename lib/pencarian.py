"""Searches by name or NIP: the words stay in the session, the address holds only their number.

Names and NIP stay out of addresses and logs. Each search has its own number, so that two tabs do
not take over each other's words.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

KUNCI = "pencarian"  # session: words by number, the newest last
PALING_PANJANG = 80
DIINGAT = 20


def simpan_cari(request: HttpRequest, alamat: str, *buang: str) -> HttpResponse:
    """Keep the words that were posted as ``q``, and go to the list with its filters.

    ``buang`` are parameters that end with a search, beside the page. Without words none is sought.
    """
    kueri = request.GET.copy()
    for kunci in ("cari", "hal", *buang):
        kueri.pop(kunci, None)
    if kata := request.POST.get("q", "").strip()[:PALING_PANJANG]:
        kueri["cari"] = _ingat(request, kata)
    return redirect(f"{alamat}?{kueri.urlencode()}" if kueri else alamat)


def baca_cari(request: HttpRequest) -> str:
    """The words that the address means; "" for none, or when the session has forgotten them."""
    return request.session.get(KUNCI, {}).get(request.GET.get("cari", ""), "")


def _ingat(request: HttpRequest, kata: str) -> str:
    """The number of these words, among the newest searches."""
    ingatan: dict[str, str] = request.session.get(KUNCI, {})
    nomor = next((n for n, k in ingatan.items() if k == kata), None)
    nomor = nomor or str(max(map(int, ingatan), default=0) + 1)
    semua = {n: k for n, k in ingatan.items() if n != nomor} | {nomor: kata}
    request.session[KUNCI] = dict(list(semua.items())[-DIINGAT:])
    return nomor
