"""The accounts that bin/demo prints. Their password is public, so production refuses them."""

PERAN = (
    "admin",
    "hr",
    "opd",
    "kepala",
    "walikota",
    "atasan",
    "pegawai",
    "mentor",
    "pengajar",
    "auditor",
)
KOTA = ("palu", "salatiga", "palembang", "kendari", "medan")
SANDI = "demo-pembinaan"


def nama_akun() -> list[str]:
    """The handles, <role>.<city>."""
    return [f"{peran}.{kota}" for kota in KOTA for peran in PERAN]
