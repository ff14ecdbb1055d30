"""What speaks against a Plt or Plh: a post that is filled, a term that is too long."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from instansi.models import Instansi, PelaksanaTugas
from lib.sebutan import sebut_orang
from lib.tanggal import tambah_bulan, tanggal_panjang

PLT = PelaksanaTugas.Jenis.PLT
PLH = PelaksanaTugas.Jenis.PLH


def peringatan_pemegang(jenis: str, hadir: Sequence[str], *, terisi: bool) -> str | None:
    """What to ask because of who holds the post; None where that fits.

    A Plt stands in for who is gone for good, a Plh for who is away for a while (UU 30/2014 pasal
    14). ``hadir`` are the holders at work, ``terisi`` says whether the post has a holder at all.
    """
    if hadir:
        nama = sebut_orang(hadir)
        if jenis == PLT:
            return (
                f"Jabatan ini masih dipegang {nama} yang aktif. Plt untuk jabatan yang kosong; "
                "bila pejabatnya hanya berhalangan sementara, pilih Plh."
            )
        return f"{nama} tercatat aktif di jabatan ini. Plh hanya selama pejabatnya berhalangan."
    if jenis == PLH and not terisi:
        return "Jabatan ini kosong. Plh menggantikan pejabat yang ada; bila kosong, pilih Plt."
    return None


def peringatan_tempat(
    jabatan: str, unit: Instansi, tempat: Collection[tuple[str, str]]
) -> str | None:
    """What to ask because a post has no place in a unit; None where it may.

    ``tempat`` are the kinds and names of the units in which people have the position. It belongs to
    the one that its own name names, else to its kind. Where nobody has it, nothing can be said.
    """
    milik = sorted(nama for _, nama in tempat if nama in jabatan)
    if milik and unit.nama not in jabatan:
        return f"Jabatan ini milik {milik[0]}, bukan {unit.nama}."
    jenis = {j for j, _ in tempat}
    if not jenis or unit.jenis in jenis:
        return None
    ada = sebut_orang(sorted(Instansi.Jenis(j).label for j in jenis), len(jenis))
    return f"Jabatan ini ada di {ada}, bukan di {unit.nama}."


def peringatan_masa(
    jenis: str, mulai: date, selesai: date, *, sejak: date, parameter: Mapping[str, Decimal]
) -> str | None:
    """What to ask because of how long it lasts; None within the limits.

    ``sejak`` is when the same person began in the same post without a gap. Limits are the policy
    parameters plt_bulan and plt_bulan_semua (months), plh_hari (days).
    """
    if jenis == PLH:
        hari, batas = (selesai - sejak).days + 1, int(parameter["plh_hari"])
        return f"Plh ini {hari} hari; batasnya {batas} hari." if hari > batas else None
    satu, semua = int(parameter["plt_bulan"]), int(parameter["plt_bulan_semua"])
    if selesai > tambah_bulan(mulai, satu):
        akhir = tanggal_panjang(tambah_bulan(mulai, satu))
        return f"Satu kali penetapan Plt paling lama {satu} bulan, jadi sampai {akhir}."
    if selesai > tambah_bulan(sejak, semua):
        awal = tanggal_panjang(sejak)
        return f"Bersama masa sebelumnya, Plt ini sejak {awal}; batasnya {semua} bulan."
    return None


def ditarik(mulai: date, hari: date) -> bool:
    """Whether an acting post that ends on a day is taken back: it has not been held before."""
    return mulai >= hari


def cara_akhir(mulai: date, selesai: date, hari: date) -> str:
    """What ends an acting post on a day, as a button says it; "" where it ends that day or did."""
    if ditarik(mulai, hari):
        return "Tarik kembali"
    return "Akhiri" if selesai > hari else ""


def sebut_pelaksana(jenis: str, jabatan: str, unit: str) -> str:
    """An acting post: "Plt Kepala SDN 1". Names the unit where the position does not."""
    tempat = "" if unit in jabatan else f" di {unit}"
    return f"{PelaksanaTugas.Jenis(jenis).label} {jabatan}{tempat}"


def sebut_plt(jenis: str, jabatan: str, selesai: str) -> str:
    """An acting post in a line of a list: "Plt Camat Tatanga sampai 31 Desember 2026".

    ``selesai`` is a day in ISO form.
    """
    sampai = tanggal_panjang(date.fromisoformat(selesai))
    return f"{PelaksanaTugas.Jenis(jenis).label} {jabatan} sampai {sampai}"
