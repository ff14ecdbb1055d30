"""Leave and return: retirement, transfer out, dismissal, unpaid leave, back to work."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest

from instansi.actions.orang import kunci_pemda, tolak_aktif_di_lain, tolak_tanggal
from instansi.actions.orang_penempatan import tetapkan_atasan, tolak_diri_sendiri
from instansi.actions.peran import admin_terjaga
from instansi.models import Pegawai, PelaksanaTugas, Pengguna
from instansi.queries.orang import bawahan_dari, peringatan_pensiun
from instansi.rules.orang import PERGI
from lib.aksi import aksi
from lib.galat import GalatAturan, tolakan
from lib.tanggal import tanggal_panjang

SEHARI = timedelta(days=1)
AKTIF = Pegawai.Status.AKTIF


class PensiunPerluAlasan(GalatAturan):
    """Someone would retire before the age of the position; a written reason lets it pass."""


class StatusTidakBisaDiubah(GalatAturan):
    """The status is the same, or the day does not fit."""


@aksi
def ubah_status(
    *,
    pegawai: Sequence[Pegawai],
    status: str,
    sejak: date,
    pengganti: Pegawai | None,
    oleh: Pengguna | str,
    hari_ini: date,
    alasan: str = "",
) -> int:
    """Give people another status from a day on; how many changed.

    Who leaves loses the account and acting posts; who comes back gets the account again. Direct
    reports get ``pengganti`` as superior where one is given, and are left to the list of broken
    superiors where not; a replacement who was a report gets the superior of who left. Who retires
    before the age of the position needs ``alasan``, which is kept until the status changes again.
    Locks the pemda's root row and the people. Raises StatusTidakBisaDiubah, PensiunPerluAlasan,
    PegawaiTidakBisaDisimpan, AtasanTidakBisaDitetapkan, AdminTerakhir.
    """
    semua = _siapkan(pegawai, status, sejak, oleh=oleh, hari_ini=hari_ini)
    dini = _yang_dini(semua, status, sejak, alasan, hari_ini)
    ids = [o.pk for o in semua]
    with admin_terjaga(pemda_id=semua[0].pemda_id, hari_ini=hari_ini):
        Pegawai.objects.filter(pk__in=ids).update(
            status=status,
            status_sejak=sejak,
            alasan_status=Case(When(pk__in=dini, then=Value(alasan)), default=Value("")),
        )
        _akun(semua, status)
    if status in PERGI:
        PelaksanaTugas.objects.filter(pegawai__in=ids, selesai__gte=sejak).update(
            selesai=Greatest(F("mulai"), Value(sejak - SEHARI))
        )
    if status != AKTIF and pengganti is not None:
        _ganti_atasan(semua, pengganti, oleh)
    return len(semua)


def tolakan_status(
    *,
    pegawai: Sequence[Pegawai],
    status: str,
    sejak: date,
    alasan: str,
    oleh: Pengguna | str,
    hari_ini: date,
) -> list[tuple[str | None, GalatAturan]]:
    """Every refusal of ``ubah_status`` about these people, each with the field it concerns."""
    berubah = [p for p in pegawai if p.status != status]
    return tolakan(
        (
            ("status", lambda: _tolak_sama(berubah)),
            ("sejak", lambda: tolak_tanggal(sejak, hari_ini)),
            ("sejak", lambda: _tolak_mundur(berubah, sejak)),
            (None, lambda: _tolak_orang(berubah, status, oleh)),
            ("alasan", lambda: _yang_dini(berubah, status, sejak, alasan, hari_ini)),
        )
    )


def _siapkan(
    pegawai: Sequence[Pegawai], status: str, sejak: date, *, oleh: Pengguna | str, hari_ini: date
) -> list[Pegawai]:
    """The people whose status changes, locked, after every refusal."""
    for pemda in sorted({p.pemda_id for p in pegawai}):
        kunci_pemda(pemda)
    tolak_tanggal(sejak, hari_ini)
    semua = list(
        Pegawai.objects.select_for_update(of=("self",))
        .select_related("jabatan")
        .filter(~Q(status=status), pk__in=[p.pk for p in pegawai])
        .order_by("pk")
    )
    _tolak_orang(semua, status, oleh)
    _tolak_mundur(semua, sejak)
    _tolak_sama(semua)
    return semua


def _tolak_orang(semua: Sequence[Pegawai], status: str, oleh: Pengguna | str) -> None:
    for orang in semua:
        tolak_diri_sendiri(orang, oleh)
        if status == AKTIF:
            tolak_aktif_di_lain(orang.nip, orang.pemda_id)


def _tolak_mundur(semua: Sequence[Pegawai], sejak: date) -> None:
    """A status does not begin before the one it follows."""
    for orang in semua:
        if orang.status_sejak and sejak < orang.status_sejak:
            raise StatusTidakBisaDiubah(
                f"Status {orang.nama} berlaku sejak {tanggal_panjang(orang.status_sejak)}.",
                langkah="Isi tanggal itu atau sesudahnya.",
            )


def _tolak_sama(berubah: Sequence[Pegawai]) -> None:
    if not berubah:
        raise StatusTidakBisaDiubah("Statusnya sudah demikian.", langkah="Pilih status lain.")


def _yang_dini(
    semua: Sequence[Pegawai], status: str, sejak: date, alasan: str, hari_ini: date
) -> list[int]:
    """Who retires too early, when a reason says why."""
    dini = peringatan_pensiun(semua, status, sejak, hari_ini)
    if dini and not alasan:
        lain = f" Begitu juga {len(dini) - 1} orang lain." if len(dini) > 1 else ""
        raise PensiunPerluAlasan(
            next(iter(dini.values())) + lain,
            langkah="Periksa tanggalnya, atau tulis alasan pensiun lebih awal.",
        )
    return list(dini)


def _akun(semua: Sequence[Pegawai], status: str) -> None:
    """Close the accounts of who leaves, open those of who comes back from having left."""
    akun = Pengguna.objects.filter(pegawai__in=semua)
    if status in PERGI:
        akun.filter(is_active=True).update(is_active=False)
    elif status == AKTIF:
        kembali = [o.pk for o in semua if o.status in PERGI]
        akun.filter(pegawai__in=kembali, is_active=False).update(is_active=True)


def _ganti_atasan(semua: Sequence[Pegawai], pengganti: Pegawai, oleh: Pengguna | str) -> None:
    """The reports of who left get another superior; the replacement goes up one step."""
    lama = {o.pk: o for o in semua}
    baru = Pegawai.objects.select_for_update(of=("self",)).get(pk=pengganti.pk)
    if baru.atasan_id in lama:
        baru.atasan_id = lama[baru.atasan_id].atasan_id
        baru.save(update_fields=["atasan"])
    sendiri = oleh.pegawai_id if isinstance(oleh, Pengguna) else None
    bawahan = [b for b in bawahan_dari(semua) if b.pk not in (baru.pk, sendiri)]
    tetapkan_atasan(pegawai=bawahan, atasan=baru, oleh=oleh)
