"""Attendance: mark, verify, correct. JP follow from verified marks and go to the ledger."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from instansi.models import Pegawai, Pengguna
from instansi.queries import nilai_parameter
from lib.aksi import aksi
from lib.galat import GalatAturan
from pelatihan.actions.pendaftaran import kunci_kelas
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, Sesi
from pelatihan.queries import kehadiran as queries
from pelatihan.rules import kehadiran as rules
from pembinaan.actions import Catatan, HasilCatat, catat_jp
from pembinaan.models import AturanKonversiJP, CatatanJP
from pembinaan.queries import aturan_berlaku, pemakaian_batas
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
        selesai=kelas.sesi.aggregate(akhir=Max("selesai"))["akhir"],
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
    """Bring the ledger in line with the marks of a verified class."""
    sesi = list(queries.sesi_kelas(kelas.pk))
    tanggal = queries.hari_selesai(kelas, sesi)
    minimum = nilai_parameter(kelas.pemda_id, "kehadiran_minimum", tanggal)
    aturan = aturan_berlaku(kelas.pemda_id, tanggal).get(kelas.pelatihan.bentuk)
    if aturan is None:
        raise KehadiranTidakBisaDiverifikasi(
            f"Aturan konversi JP untuk bentuk {kelas.pelatihan.bentuk} belum ada.",
            langkah="Minta admin pemda mengisinya, lalu verifikasi lagi.",
        )
    rekap = queries.rekap_kehadiran(kelas.pk)
    terpakai = _terpakai(kelas, aturan, [r.pendaftaran.pegawai_id for r in rekap], sesi)
    return catat_jp(
        sumber=CatatanJP.Sumber.KELAS,
        catatan=[
            _catatan(
                kelas,
                r.pendaftaran,
                tanggal,
                rules.hitung_peserta(
                    aturan,
                    minimum,
                    rules.Peserta(
                        queries.sesi_diikuti(kelas, sesi, r.tanda),
                        terpakai.get(r.pendaftaran.pegawai_id, {}),
                    ),
                ),
            )
            for r in rekap
        ],
        alasan_koreksi=alasan,
        oleh=oleh,
        sekarang=sekarang,
    )


def _catatan(
    kelas: Kelas, daftar: Pendaftaran, tanggal: date, hasil: rules.HasilPeserta
) -> Catatan:
    return Catatan(
        sasaran=f"{_awal_kunci(kelas)}{daftar.pegawai_id}",
        pegawai_id=daftar.pegawai_id,
        unit_id=daftar.unit_id,
        tanggal=tanggal,
        jp=hasil.jp,
        keterangan=str(kelas),
        hitungan=hasil.hitungan | {"kelas": kelas.pk},
        alasan=hasil.alasan,
    )


def _awal_kunci(kelas: Kelas) -> str:
    return f"kelas:{kelas.pk}:pegawai:"


def _terpakai(
    kelas: Kelas, aturan: AturanKonversiJP, pegawai_ids: list[int], sesi: list[Sesi]
) -> dict[int, dict[str, int]]:
    """What people used of this form's caps in other classes.

    Locks the people, so that no two verifications give the same hours of a cap twice.
    """
    if not punya_batas(aturan):
        return {}
    list(Pegawai.objects.select_for_update(no_key=True).filter(pk__in=pegawai_ids).order_by("pk"))
    return pemakaian_batas(
        pegawai_ids, aturan.kode, sejak_tahun=sesi[0].mulai.year - 1, kecuali=_awal_kunci(kelas)
    )
