from notifikasi.actions.antrean import antrekan_banyak, antrekan_pesan, minta_kirim
from notifikasi.actions.pengingat import pasang_aturan_bawaan, terbitkan_pengingat
from notifikasi.actions.pengiriman import kirim_bagian, sapu_pesan

__all__ = [
    "antrekan_banyak",
    "antrekan_pesan",
    "kirim_bagian",
    "minta_kirim",
    "pasang_aturan_bawaan",
    "sapu_pesan",
    "terbitkan_pengingat",
]
