"""Attendance: mark, verify, correct. JP follow from verified marks and go to the ledger."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from instansi.models import Pegawai, Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan
from pelatihan.actions.pendaftaran import kunci_kelas
from pelatihan.models import Kehadiran, Kelas, Sesi
from pelatihan.queries import kehadiran as queries
from pelatihan.rules import kehadiran as rules
from pembinaan.actions import Catatan, HasilCatat, catat_jp
from pembinaan.models import CatatanJP
from pembinaan.rules.jp import punya_batas

BELUM = Kehadiran.Status.BELUM


class KehadiranTidakBisaDitandai(GalatAturan):
    """The session cannot be marked now, or its marks are closed."""


class KehadiranTidakBisaDiverifikasi(GalatAturan):
    """The class is not over, not fully marked, or verified already."""


@aksi
def tandai_kehadiran(
    *,
    sesi: Sesi,
    tanda: Mapping[int, str],
    alasan_koreksi: str = "",
    oleh: Pengguna | str,
    sekarang: datetime,
) -> int:
    """Write marks by Kehadiran id; how many changed. Ids of other sessions are not touched.

    Locks the class, so that no mark changes while it is being verified. After verification a
    reason is needed, and the ledger is corrected in the same transaction. A mark cannot be taken
    back to BELUM. Raises KehadiranTidakBisaDitandai.
    """
    kelas = kunci_kelas(sesi.kelas_id)
    sesi = Sesi.objects.get(pk=sesi.pk)
    diverifikasi = kelas.kehadiran_diverifikasi_pada is not None
    if tolak := rules.alasan_belum_bisa_ditandai(
        kelas.status, mulai=sesi.mulai, sekarang=sekarang
    ) or rules.alasan_koreksi_ditolak(diverifikasi=diverifikasi, alasan=alasan_koreksi):
        raise KehadiranTidakBisaDitandai(tolak)
    berubah = _tulis_tanda(sesi, tanda, oleh, sekarang)
    if berubah and diverifikasi:
        _catat(kelas, alasan_koreksi, oleh, sekarang)
    return berubah


@aksi
def verifikasi_kehadiran(*, kelas: Kelas, oleh: Pengguna, sekarang: datetime) -> HasilCatat:
    """Close the marks of a finished class and write everyone's JP to the ledger.

    Locks the class: two verifications at once write once. Uses the conversion rules and the
    kehadiran_minimum of the day on which the class ended (invariant 9). Raises
    KehadiranTidakBisaDiverifikasi.
    """
    kelas = kunci_kelas(kelas.pk)
    tanda = Kehadiran.objects.filter(sesi__kelas=kelas.pk, pendaftaran__status=queries.DITERIMA)
    if tolak := rules.alasan_belum_bisa_diverifikasi(
        kelas.status,
        diverifikasi=kelas.kehadiran_diverifikasi_pada is not None,
        selesai=queries.kelas_selesai(kelas.pk),
        peserta=kelas.terisi,
        belum=tanda.filter(status=BELUM).count(),
        sekarang=sekarang,
    ):
        raise KehadiranTidakBisaDiverifikasi(tolak)
    kelas.kehadiran_diverifikasi_pada = sekarang
    kelas.kehadiran_diverifikasi_oleh = oleh
    kelas.save(update_fields=["kehadiran_diverifikasi_pada", "kehadiran_diverifikasi_oleh"])
    return _catat(kelas, "", oleh, sekarang)


def _tulis_tanda(
    sesi: Sesi, tanda: Mapping[int, str], oleh: Pengguna | str, sekarang: datetime
) -> int:
    """One UPDATE for each kind of mark, only of rows that change."""
    kini = dict(queries.daftar_hadir(sesi.pk).order_by().values_list("pk", "status"))
    per_status: dict[str, list[int]] = defaultdict(list)
    for pk, status in tanda.items():
        if pk in kini and status not in (BELUM, kini[pk]):
            per_status[status].append(pk)
    for status, ids in sorted(per_status.items()):
        Kehadiran.objects.filter(pk__in=ids).update(
            status=status,
            ditandai_oleh=None if isinstance(oleh, str) else oleh,
            ditandai_pada=sekarang,
        )
    return sum(len(ids) for ids in per_status.values())


def _catat(kelas: Kelas, alasan: str, oleh: Pengguna | str, sekarang: datetime) -> HasilCatat:
    """Bring the ledger in line with the marks of a verified class.

    A form with a cap locks the people, so that no two verifications give the same cap twice.
    """
    dasar = queries.dasar_jp(kelas, list(queries.sesi_kelas(kelas.pk)))
    if dasar.aturan is None:
        raise KehadiranTidakBisaDiverifikasi(
            f"Aturan konversi JP untuk bentuk {kelas.pelatihan.bentuk} belum ada.",
            langkah="Minta admin pemda mengisinya, lalu verifikasi lagi.",
        )
    if punya_batas(dasar.aturan):
        peserta = Pegawai.objects.filter(pendaftaran__kelas=kelas).order_by("pk")
        list(peserta.select_for_update(no_key=True, of=("self",)))
    rekap_kelas = queries.rekap_kehadiran(kelas.pk)
    return catat_jp(
        sumber=CatatanJP.Sumber.KELAS,
        catatan=[
            Catatan(
                sasaran=f"{queries.kunci_jp(kelas.pk)}{rekap.pendaftaran.pegawai_id}",
                pegawai_id=rekap.pendaftaran.pegawai_id,
                unit_id=rekap.pendaftaran.unit_id,
                tanggal=dasar.tanggal,
                jp=hasil.jp,
                keterangan=str(kelas),
                hitungan=hasil.hitungan | {"kelas": kelas.pk},
                alasan=hasil.alasan,
            )
            for rekap, hasil in queries.hitung_kelas(kelas, dasar, dasar.aturan, rekap_kelas)
        ],
        alasan_koreksi=alasan,
        oleh=oleh,
        sekarang=sekarang,
    )
