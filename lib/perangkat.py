"""A browser's name for itself as plain words: "Chrome di Windows". Nothing finer is kept."""

# Edge and Opera also say Chrome, Chrome also says Safari: the first that matches counts.
PERAMBAN = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SISTEM = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def nama_perangkat(agen: str) -> str:
    """The words for a User-Agent header; "Perangkat lain" where it says nothing we know."""
    peramban = next((nama for tanda, nama in PERAMBAN if tanda in agen), "")
    sistem = next((nama for tanda, nama in SISTEM if tanda in agen), "")
    return " di ".join(filter(None, [peramban, sistem])) or "Perangkat lain"
