from pembinaan.actions.impor import PEMUAT_RIWAYAT
from pembinaan.actions.jp import (
    Catatan,
    HasilCatat,
    KoreksiTanpaAlasan,
    catat_jp,
    pasang_aturan_konversi,
)

__all__ = [
    "PEMUAT_RIWAYAT",
    "Catatan",
    "HasilCatat",
    "KoreksiTanpaAlasan",
    "catat_jp",
    "pasang_aturan_konversi",
]
