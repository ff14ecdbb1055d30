from pembinaan.actions.impor import PEMUAT_RIWAYAT
from pembinaan.actions.jp import (
    Catatan,
    CatatanSudahDikoreksi,
    HasilCatat,
    KoreksiTanpaAlasan,
    catat_jp,
    pasang_aturan_konversi,
    urungkan_catatan,
)

__all__ = [
    "PEMUAT_RIWAYAT",
    "Catatan",
    "CatatanSudahDikoreksi",
    "HasilCatat",
    "KoreksiTanpaAlasan",
    "catat_jp",
    "pasang_aturan_konversi",
    "urungkan_catatan",
]
