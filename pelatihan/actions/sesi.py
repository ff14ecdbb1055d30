"""Sessions: writing them, moving them, and the constraints' last word.

Locks are always taken in this order: class, rooms, trainers, people, each by id. So two officers
wait for each other instead of dying in a deadlock; who loses is told by the constraint.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction

from instansi.models import Pegawai, Pengguna
from lib.aksi import aksi
from lib.galat import GalatAturan
from notifikasi.actions import antrekan_banyak
from notifikasi.rules import Butir
from pelatihan.actions import pengajar
from pelatihan.actions.pendaftaran import batalkan_pendaftaran, kunci_kelas, lengkapi_kehadiran
from pelatihan.models import Kehadiran, Kelas, Pendaftaran, Pengajar, PengajarSesi, Ruang, Sesi
from pelatihan.permissions import Izin
from pelatihan.queries.jadwal import cari_bentrok, rencana_kelas
from pelatihan.queries.kelas import lingkup
from pelatihan.rules import jadwal as rules
from pelatihan.rules.jadwal import Bentrok, Keputusan, RencanaSesi
from pelatihan.rules.kelas import alasan_tidak_bisa_pindah

BATASAN_JADWAL = (
    "sesi_ruang_tidak_bentrok",
    "sesi_kelas_tidak_bertumpuk",
    "pengajar_tidak_bentrok",
    "peserta_tidak_bentrok",
)
DITERIMA = Pendaftaran.Status.DITERIMA


class JadwalBentrok(GalatAturan):
    """A room, a trainer or a participant is taken; the message says by whom and when."""


class SesiBertumpuk(GalatAturan):
    """Two sessions of the class itself overlap."""


class SesiTidakBisaDipindah(GalatAturan):
    """The session has begun, the new time is past, or the class is not published."""


class PerluKeputusan(GalatAturan):
    """Participants would be in two places: an officer must decide for each of them."""

    def __init__(self, bentrok: Sequence[Bentrok]) -> None:
        self.bentrok = list(bentrok)
        orang = {p.pegawai for b in bentrok for p in b.peserta}
        super().__init__(
            f"{len(orang)} peserta akan berada di dua tempat.",
            langkah="Putuskan untuk setiap peserta: lepas dari kelas ini, atau izinkan.",
        )


@aksi
def pindahkan_sesi(
    *,
    kelas: Kelas,
    ubahan: Sequence[RencanaSesi],
    keputusan: Mapping[int, Keputusan],
    oleh: Pengguna,
    sekarang: datetime,
) -> int:
    """Move sessions of a published class; how many participants are told.

    ``ubahan`` are the moved sessions as they should be, ``keputusan`` what to do by pegawai id with
    those who would be in two places; nobody else is touched. Participants and trainers of a session
    whose time or room changes are told the old and the new one. Locks the class and what it claims.
    Raises SesiTidakBisaDipindah, SesiBertumpuk, JadwalBentrok, PerluKeputusan.
    """
    kelas = kunci_kelas(kelas.pk)
    lama = {r.pk: r for r in rencana_kelas(kelas)}
    _tolak_pindah(kelas, ubahan, lama, sekarang)
    kunci_pemakaian(kelas, ubahan)
    pindah = [r for r in ubahan if r.rentang != lama[r.pk].rentang]
    bentrok = cari_bentrok(
        ubahan,
        pemda=kelas.pemda_id,
        kelas=kelas.pk,
        lingkup=lingkup(oleh, Izin.KELAS_KELOLA),
        pindah=[r.pk for r in pindah if r.pk is not None],
    )
    tolak_bentrok_tempat(bentrok, kelas)
    lepaskan(kelas, bentrok, keputusan, oleh, sekarang)
    with batasan_menjelaskan(kelas, ubahan, oleh), batasan_ditunda():
        _cabut_izin(pindah)
        izinkan(ubahan, bentrok, keputusan)
        tulis_sesi(kelas, ubahan)
    waktu = _waktu_pindah(ubahan, lama)
    pengajar.kabari_pindah(kelas, ubahan, lama, waktu, oleh, sekarang)
    return _kabari_pindah(kelas, waktu, oleh, sekarang)


@aksi
def geser_sesi(
    *,
    kelas: Kelas,
    geser: timedelta,
    keputusan: Mapping[int, Keputusan],
    oleh: Pengguna,
    sekarang: datetime,
) -> int:
    """Move every session that has not begun by the same time; how many people are told.

    Back-to-back sessions may pass through each other's old time: constraints wait until all have
    moved. Raises what pindahkan_sesi raises.
    """
    kelas = kunci_kelas(kelas.pk)
    ubahan = rencana_geser(kelas, geser, sekarang)
    if not ubahan or not geser:
        raise SesiTidakBisaDipindah(
            "Tidak ada sesi yang bergeser.", langkah="Isi hari atau jam, atau pindahkan satu sesi."
        )
    return pindahkan_sesi(
        kelas=kelas, ubahan=ubahan, keputusan=keputusan, oleh=oleh, sekarang=sekarang
    )


def rencana_geser(kelas: Kelas, geser: timedelta, sekarang: datetime) -> list[RencanaSesi]:
    """The sessions that have not begun, all moved by the same time."""
    return [
        replace(r, mulai=r.mulai + geser, selesai=r.selesai + geser)
        for r in rencana_kelas(kelas)
        if r.mulai > sekarang
    ]


def pastikan_tidak_bertumpuk(rencana: Sequence[RencanaSesi]) -> None:
    """Raise SesiBertumpuk when two sessions of one class overlap; touching is allowed."""
    urut = sorted(rencana, key=lambda r: r.rentang)
    if pasangan := rules.pasangan_bertumpuk([r.rentang for r in urut]):
        i, j = pasangan[0]
        raise SesiBertumpuk(
            f"Sesi {i + 1} dan sesi {j + 1} kelas ini bertumpuk.",
            langkah="Ubah jam salah satunya; sesi yang bersambung boleh.",
        )


def kunci_pemakaian(kelas: Kelas, rencana: Sequence[RencanaSesi]) -> None:
    """Lock rooms, trainers and participants in a fixed order, until commit.

    The constraints would refuse a clash without it; with it two officers never deadlock.
    """
    ruang = {r.ruang for r in rencana if r.ruang is not None}
    pengajar = {p for r in rencana for p in r.pengajar}
    peserta = Pendaftaran.objects.filter(kelas=kelas.pk, status=DITERIMA).values("pegawai")
    for daftar in (
        Ruang.objects.filter(pk__in=ruang),
        Pengajar.objects.filter(pk__in=pengajar),
        Pegawai.objects.filter(pk__in=peserta),
    ):
        list(daftar.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def tolak_bentrok_tempat(bentrok: Sequence[Bentrok], kelas: Kelas) -> None:
    """Raise JadwalBentrok for rooms and trainers; these clash without exception."""
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    tempat = rules.satukan_bentrok(b for b in bentrok if b.jenis != rules.PESERTA)
    kalimat = [rules.kalimat_bentrok(b, zona) for b in tempat]
    if kalimat:
        raise JadwalBentrok(" ".join(kalimat), langkah=rules.PILIH_WAKTU_LAIN)


def lepaskan(
    kelas: Kelas,
    bentrok: Sequence[Bentrok],
    keputusan: Mapping[int, Keputusan],
    oleh: Pengguna,
    sekarang: datetime,
) -> None:
    """Release those for whom it was decided. Raises PerluKeputusan while anyone is undecided."""
    terdampak = {p.pegawai for b in bentrok for p in b.peserta}
    if any(pk not in keputusan or not keputusan[pk].alasan.strip() for pk in terdampak):
        raise PerluKeputusan([b for b in bentrok if b.peserta])
    dilepas = [pk for pk in terdampak if keputusan[pk].lepas]
    daftar = Pendaftaran.objects.filter(kelas=kelas.pk, status=DITERIMA, pegawai__in=dilepas)
    for d in daftar.order_by("pegawai"):
        batalkan_pendaftaran(
            pendaftaran=d, alasan=keputusan[d.pegawai_id].alasan, oleh=oleh, sekarang=sekarang
        )


def izinkan(
    rencana: Sequence[RencanaSesi], bentrok: Sequence[Bentrok], keputusan: Mapping[int, Keputusan]
) -> None:
    """Write the reason to be in two places on the attendance rows that clash, and only those."""
    for b in bentrok:
        for p in b.peserta:
            if not keputusan[p.pegawai].lepas:
                Kehadiran.objects.filter(sesi=rencana[b.nomor].pk, pegawai=p.pegawai).update(
                    izin_bentrok_alasan=keputusan[p.pegawai].alasan.strip()
                )


def _tolak_pindah(
    kelas: Kelas,
    ubahan: Sequence[RencanaSesi],
    lama: Mapping[int | None, RencanaSesi],
    sekarang: datetime,
) -> None:
    for r in ubahan:
        if tolak := alasan_tidak_bisa_pindah(
            kelas.status, mulai=lama[r.pk].mulai, ke=[r.mulai], sekarang=sekarang
        ):
            raise SesiTidakBisaDipindah(tolak)
    pastikan_tidak_bertumpuk([*(dict(lama) | {r.pk: r for r in ubahan}).values()])


def _cabut_izin(pindah: Sequence[RencanaSesi]) -> None:
    Kehadiran.objects.filter(sesi__in=[r.pk for r in pindah]).exclude(
        izin_bentrok_alasan=""
    ).update(izin_bentrok_alasan="")


def tulis_sesi(kelas: Kelas, rencana: Sequence[RencanaSesi]) -> None:
    """Insert and update sessions with their trainers; copies of the range follow by foreign key."""
    ada = kelas.sesi.in_bulk([r.pk for r in rencana if r.pk is not None])
    for r in rencana:
        sesi = Sesi(kelas=kelas) if r.pk is None else ada[r.pk]
        pengajar = (
            set() if r.pk is None else set(sesi.pengajar_sesi.values_list("pengajar", flat=True))
        )
        if berlebih := pengajar - set(r.pengajar):
            sesi.pengajar_sesi.filter(pengajar__in=berlebih).delete()
        sesi.mulai, sesi.selesai, sesi.ruang_id = r.mulai, r.selesai, r.ruang
        sesi.judul, sesi.jp = r.judul, r.jp
        sesi.save()
        PengajarSesi.objects.bulk_create(
            PengajarSesi(
                sesi=sesi,
                pengajar_id=pk,
                mulai=sesi.mulai,
                selesai=sesi.selesai,
                terjadwal=sesi.terjadwal,
            )
            for pk in r.pengajar
            if pk not in pengajar
        )


def ganti_sesi(kelas: Kelas, rencana: Sequence[RencanaSesi]) -> None:
    """Make the sessions of a draft exactly these; participants get their rows for new ones.

    Sessions may swap times: the constraint waits until all are written.
    """
    pastikan_tidak_bertumpuk(rencana)
    dibuang = kelas.sesi.exclude(pk__in=[r.pk for r in rencana if r.pk is not None])
    with batasan_ditunda():
        Kehadiran.objects.filter(sesi__in=dibuang.values("pk")).delete()
        dibuang.delete()
        tulis_sesi(kelas, rencana)
        lengkapi_kehadiran(kelas.pk)


@contextmanager
def batasan_ditunda() -> Iterator[None]:
    """Let several rows pass through each other; the constraints judge when the block ends."""
    nama = ", ".join(BATASAN_JADWAL)
    with connection.cursor() as kursor:
        kursor.execute(f"SET CONSTRAINTS {nama} DEFERRED")
        yield
        kursor.execute(f"SET CONSTRAINTS {nama} IMMEDIATE")


@contextmanager
def batasan_menjelaskan(
    kelas: Kelas, rencana: Sequence[RencanaSesi], oleh: Pengguna
) -> Iterator[None]:
    """Turn a schedule constraint's refusal into who and when. The block runs in a savepoint."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as galat:
        nama = getattr(getattr(galat.__cause__, "diag", None), "constraint_name", None)
        if nama not in BATASAN_JADWAL:
            raise
        pastikan_tidak_bertumpuk(rencana)
        raise JadwalBentrok(_siapa(kelas, rencana, oleh), langkah=rules.PILIH_WAKTU_LAIN) from galat


def _siapa(kelas: Kelas, rencana: Sequence[RencanaSesi], oleh: Pengguna) -> str:
    """What someone else scheduled between our check and our write."""
    zona = ZoneInfo(kelas.pemda.zona_waktu)
    bentrok = cari_bentrok(
        rencana,
        pemda=kelas.pemda_id,
        kelas=kelas.pk,
        lingkup=lingkup(oleh, Izin.KELAS_KELOLA),
    )
    kalimat = " ".join(rules.kalimat_bentrok(b, zona) for b in rules.satukan_bentrok(bentrok))
    return kalimat or "Jadwal baru saja diubah petugas lain."


def _waktu_pindah(
    ubahan: Sequence[RencanaSesi], lama: Mapping[int | None, RencanaSesi]
) -> dict[int | None, dict[str, list[str]]]:
    """Of each session whose time or room changed both, as [start, end, room] texts."""
    berubah = [r for r in ubahan if (r.rentang, r.ruang) != (lama[r.pk].rentang, lama[r.pk].ruang)]
    ids = [d.ruang for r in berubah for d in (r, lama[r.pk]) if d.ruang is not None]
    ruang: dict[int | None, str] = dict(Ruang.objects.filter(pk__in=ids).values_list("pk", "nama"))
    return {
        r.pk: {
            kunci: [d.mulai.isoformat(), d.selesai.isoformat(), ruang.get(d.ruang, "")]
            for kunci, d in (("lama", lama[r.pk]), ("baru", r))
        }
        for r in berubah
    }


def _kabari_pindah(kelas: Kelas, waktu: pengajar.Waktu, oleh: Pengguna, sekarang: datetime) -> int:
    """Tell each participant of a moved session the old and the new time and room."""
    daftar = Kehadiran.objects.filter(
        sesi__in=list(waktu), pendaftaran__status=DITERIMA, pegawai__pengguna__isnull=False
    ).values_list("pk", "sesi", "pegawai__pengguna")
    return antrekan_banyak(
        jenis="kelas_dipindah",
        butir=[Butir(f"kehadiran:{pk}", akun, dict(waktu[sesi])) for pk, sesi, akun in daftar],
        jatuh_tempo=sekarang,
        pemda=kelas.pemda_id,
        oleh=oleh,
        sekarang=sekarang,
    )
