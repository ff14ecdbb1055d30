"""Classes and rooms change hands when one agency takes over another."""

from datetime import datetime

from instansi.models import Instansi, Pengguna
from lib.aksi import aksi
from pelatihan.models import Kelas
from pelatihan.queries.penyelenggara import kelas_belum_usai, ruang_dipakai


@aksi
def alihkan_penyelenggara(
    *, dari: Instansi, ke: Instansi, oleh: Pengguna | str, sekarang: datetime
) -> tuple[int, int]:
    """Give the classes that are not over and the rooms in use to another unit; how many of each.

    Times, rooms, trainers and participants stay as they are, so nothing is sent. What is over
    stays with the unit that held it.
    """
    kelas = Kelas.objects.filter(pk__in=kelas_belum_usai(dari).values("pk"))
    return (
        kelas.update(penyelenggara=ke),
        ruang_dipakai(dari).order_by().update(pemilik=ke),
    )
