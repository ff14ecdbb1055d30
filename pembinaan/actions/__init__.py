from pembinaan.actions.impor import impor_riwayat
from pembinaan.actions.jp import (
    Catatan,
    HasilCatat,
    KoreksiTanpaAlasan,
    beda_catatan,
    catat_jp,
    pasang_aturan_konversi,
)

__all__ = [
    "Catatan",
    "HasilCatat",
    "KoreksiTanpaAlasan",
    "beda_catatan",
    "catat_jp",
    "impor_riwayat",
    "pasang_aturan_konversi",
]
