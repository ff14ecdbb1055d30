"""Take back all that one import wrote, by the history of its context; set-based, any size.

What was inserted is deleted, what was updated gets the values of the event before the import. The
JP ledger is only added to: there the same is said with reversing rows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from pghistory.models import Event

from instansi.models import BukaRekam, Instansi, Pegawai, Pengguna, PerubahanUnit
from instansi.queries import pegawai_untuk, pemda_utuh
from instansi.queries.akun_aktif import tanpa_sandi
from kelola.models import Aktivasi, PekerjaanImpor
from kelola.permissions import Izin
from lib.aksi import aksi
from lib.galat import GalatAturan
from pembinaan.actions import PEMUAT_RIWAYAT, urungkan_catatan
from pembinaan.models import CatatanJP

NAMA_TERSEBUT = 3
UBAH_SENDIRI = "Betulkan datanya satu per satu, atau muat berkas yang sudah dibetulkan."


class TidakBisaDiurungkan(GalatAturan):
    """Something changed or depends on the imported data; nothing was taken back."""


@dataclass(frozen=True)
class _Jejak:
    """What the import did to one model: its event model and the import's context."""

    model: type[models.Model]
    event: Any
    konteks: UUID

    def milik(self, label: str | None = None) -> models.QuerySet[Any]:
        """Keys of objects with an event of the import, of one kind or any."""
        semua = self.event.objects.filter(pgh_context=self.konteks)
        if label:
            semua = semua.filter(pgh_label=label)
        return semua.values("pgh_obj_id")


@aksi
def urungkan_konteks(*, pekerjaan: PekerjaanImpor, oleh: Pengguna, sekarang: datetime) -> None:
    """Undo every tracked write of the import's context; the caller holds the import's lock.

    Raises TidakBisaDiurungkan with what changed since, or what depends on new rows.
    """
    Instansi.objects.select_for_update().get(pk=pekerjaan.pemda_id)
    semua, diterapkan = _tak_tersentuh(pekerjaan, oleh)
    if pekerjaan.jenis == PEMUAT_RIWAYAT.kode:
        _balik_jp(pekerjaan, diterapkan, oleh, sekarang)
    for jejak in semua.values():
        _tolak_yang_dipakai(jejak, semua, diterapkan)
    try:
        with transaction.atomic():
            _tulis_balik(semua, pekerjaan.pemda_id)
    except IntegrityError as galat:
        raise TidakBisaDiurungkan(
            "Data yang diimpor sudah dipakai bagian lain.", langkah=UBAH_SENDIRI
        ) from galat


def halangan_urung(pekerjaan: PekerjaanImpor, oleh: Pengguna) -> str | None:
    """Why an undo would be refused as things stand now; None where it may be tried.

    Reads only, and locks nothing: what happens between the question and the deed is judged then.
    """
    try:
        semua, diterapkan = _tak_tersentuh(pekerjaan, oleh)
        for jejak in semua.values() if pekerjaan.jenis != PEMUAT_RIWAYAT.kode else ():
            _tolak_yang_dipakai(jejak, semua, diterapkan)
    except TidakBisaDiurungkan as galat:
        return str(galat)
    return None


def _tak_tersentuh(
    pekerjaan: PekerjaanImpor, oleh: Pengguna
) -> tuple[dict[type[models.Model], _Jejak], datetime]:
    """What the import wrote, and when, once nobody has moved, invited or changed it since."""
    diterapkan = pekerjaan.diterapkan_pada
    if pekerjaan.konteks is None or diterapkan is None:
        raise TidakBisaDiurungkan("Impor ini tidak menulis apa pun.")
    _tolak_unit_pindah(pekerjaan.pemda_id, diterapkan)
    semua = _jejak(pekerjaan.konteks)
    _tolak_yang_diundang(semua)
    for jejak in semua.values():
        _tolak_yang_berubah(jejak, oleh)
    return semua, diterapkan


def _tulis_balik(semua: dict[type[models.Model], _Jejak], pemda_id: int) -> None:
    for jejak in semua.values():
        _hapus_turunan(jejak, semua)
        _hapus_baru(jejak)
    for jejak in semua.values():
        _kembalikan(jejak)
    if Instansi in semua:
        _hitung_anak(pemda_id)
    connection.check_constraints()


def _jejak(konteks: UUID) -> dict[type[models.Model], _Jejak]:
    """The models that the import wrote to, its own records aside."""
    hasil = {}
    event: Any
    for event in apps.get_models():
        if not issubclass(event, Event) or event._meta.app_label == "kelola":
            continue
        if event._default_manager.filter(pgh_context=konteks).exists():
            model = event.pgh_tracked_model
            hasil[model] = _Jejak(model, event, konteks)
    return hasil


def _balik_jp(
    pekerjaan: PekerjaanImpor, diterapkan: datetime, oleh: Pengguna, sekarang: datetime
) -> None:
    """Reverse what the import wrote to the ledger: its rows carry the moment of applying."""
    catatan = CatatanJP.objects.filter(
        pegawai__pemda=pekerjaan.pemda_id,
        sumber=CatatanJP.Sumber.LUAR,
        dicatat_pada=diterapkan,
    )
    urungkan_catatan(
        catatan=list(catatan.values_list("pk", flat=True)),
        alasan=f"Impor “{pekerjaan.nama_berkas}” diurungkan.",
        oleh=oleh,
        sekarang=sekarang,
    )


def _tolak_unit_pindah(pemda_id: int, diterapkan: datetime) -> None:
    """Where units hung before stands in no history of values: moves are undone by hand."""
    pindah = PerubahanUnit.objects.filter(
        pemda=pemda_id,
        pada=diterapkan,
        jenis=PerubahanUnit.Jenis.PINDAH,
    ).count()
    if pindah:
        raise TidakBisaDiurungkan(
            f"Impor ini memindahkan {pindah} unit. Tidak ada yang diurungkan.",
            langkah="Pindahkan kembali unitnya di Susunan instansi.",
        )


def _tolak_yang_diundang(semua: dict[type[models.Model], _Jejak]) -> None:
    """Refuse where somebody whom the import added holds a link or a slip, or has used it."""
    orang, akun = semua.get(Pegawai), semua.get(Pengguna)
    baru = Q(pengguna__pegawai__in=orang.milik("insert")) if orang else Q(pk=None)
    baru |= Q(pengguna__in=akun.milik("insert")) if akun else Q(pk=None)
    diundang = Aktivasi.objects.filter(baru).values("pengguna").distinct().count()
    if diundang:
        raise TidakBisaDiurungkan(
            f"{diundang} orang yang ditambahkan impor ini akunnya sudah diundang (tautan atau slip "
            "aktivasi). Tidak ada yang diurungkan.",
            langkah=UBAH_SENDIRI,
        )


def _tolak_yang_berubah(jejak: _Jejak, oleh: Pengguna) -> None:
    """Refuse where an object was changed or deleted after the import."""
    tabel = jejak.event._meta.db_table
    with connection.cursor() as kursor:
        kursor.execute(
            f"SELECT DISTINCT e.pgh_obj_id FROM {tabel} e JOIN ("  # noqa: S608 - table of a model
            f"   SELECT pgh_obj_id, min(pgh_id) AS awal FROM {tabel}"
            "    WHERE pgh_context_id = %(konteks)s GROUP BY pgh_obj_id"
            " ) i ON i.pgh_obj_id = e.pgh_obj_id AND e.pgh_id > i.awal"
            " WHERE e.pgh_context_id IS DISTINCT FROM %(konteks)s ORDER BY 1",
            {"konteks": jejak.konteks},
        )
        berubah = [pk for (pk,) in kursor.fetchall()]
    if not berubah:
        return
    contoh = _milik(jejak.model, oleh).filter(pk__in=berubah).order_by("pk")[:NAMA_TERSEBUT]
    sebutan = ", ".join(map(str, contoh))
    nama = f" ({sebutan})" if sebutan else ""
    raise TidakBisaDiurungkan(
        f"{len(berubah)} data {jejak.model._meta.verbose_name} sudah diubah sejak impor ini"
        f"{nama}. Tidak ada yang diurungkan.",
        langkah=UBAH_SENDIRI,
    )


def _milik(model: Any, oleh: Pengguna) -> models.QuerySet[Any]:
    """What of a model may be named to a person: all of an own pemda, else people of the scope."""
    if pemda_utuh(oleh, Izin.IMPOR_LIHAT):
        return model._default_manager.all()
    if model is Pegawai:
        return pegawai_untuk(oleh, Izin.IMPOR_LIHAT)
    return model._default_manager.none()


def _relasi(model: Any) -> list[Any]:
    """Every foreign key to a model, the hidden ones too; history aside."""
    return [
        r
        for r in model._meta.get_fields(include_hidden=True)
        if r.auto_created
        and not r.concrete
        and (r.one_to_many or r.one_to_one)
        and r.related_model._meta.app_label != "pghistory"
        and not issubclass(r.related_model, Event)
    ]


def _pemakai(
    relasi: Any, jejak: _Jejak, semua: dict[type[models.Model], _Jejak]
) -> models.QuerySet[Any]:
    """Rows that refer to a new object and are not of the import themselves."""
    pemakai = relasi.related_model._base_manager.filter(
        **{f"{relasi.field.attname}__in": jejak.milik("insert")}
    )
    if milik := semua.get(relasi.related_model):
        pemakai = pemakai.exclude(pk__in=milik.milik())
    return pemakai


def _turunan(relasi: Any, jejak: _Jejak) -> bool:
    """Whether such rows go with their object: figures that are computed again. Never an account's:
    whatever hangs on an account shows that it was used."""
    return relasi.on_delete is models.CASCADE and jejak.model is not Pengguna


def _tolak_yang_dipakai(
    jejak: _Jejak, semua: dict[type[models.Model], _Jejak], diterapkan: datetime
) -> None:
    """Refuse where something depends on a row that the import made.

    Having opened a record is no dependence; nor is what the import itself says of new units.
    """
    dipakai = []
    for relasi in _relasi(jejak.model):
        if _turunan(relasi, jejak) or relasi.related_model is BukaRekam:
            continue
        pemakai = _pemakai(relasi, jejak, semua)
        if relasi.related_model is PerubahanUnit:
            pemakai = pemakai.exclude(pada=diterapkan)
        if n := pemakai.count():
            dipakai.append(f"{n} {relasi.related_model._meta.verbose_name}")
    if jejak.model is Pengguna:
        dibuka = Pengguna.objects.filter(pk__in=jejak.milik("insert")).filter(
            Q(last_login__isnull=False) | ~tanpa_sandi()
        )
        if n := dibuka.count():
            dipakai.append(f"{n} akun yang sudah dibuka pemiliknya")
    if dipakai:
        raise TidakBisaDiurungkan(
            f"Data {jejak.model._meta.verbose_name} yang ditambahkan impor ini sudah dipakai: "
            f"{', '.join(dipakai)}. Tidak ada yang diurungkan.",
            langkah=UBAH_SENDIRI,
        )


def _hapus_turunan(jejak: _Jejak, semua: dict[type[models.Model], _Jejak]) -> None:
    for relasi in _relasi(jejak.model):
        if _turunan(relasi, jejak):
            _pemakai(relasi, jejak, semua).delete()


def _hapus_baru(jejak: _Jejak) -> None:
    """Delete what the import inserted; foreign keys among it are judged at the end."""
    kunci = jejak.model._meta.pk.column
    with connection.cursor() as kursor:
        kursor.execute(
            f'DELETE FROM {jejak.model._meta.db_table} WHERE "{kunci}" IN ('  # noqa: S608
            f" SELECT pgh_obj_id FROM {jejak.event._meta.db_table}"
            " WHERE pgh_context_id = %s AND pgh_label = 'insert')",
            [jejak.konteks],
        )


def _hitung_anak(pemda_id: int) -> None:
    """Units were deleted from under the tree's library: its count of children follows."""
    with connection.cursor() as kursor:
        kursor.execute(
            "UPDATE instansi_instansi i SET numchild = k.anak FROM ("
            " SELECT i.id, count(c.id) AS anak FROM instansi_instansi i"
            " LEFT JOIN instansi_instansi c ON c.depth = i.depth + 1"
            " AND left(c.path, length(i.path)) = i.path"
            " WHERE %(pemda)s IN (i.id, i.pemda_id) GROUP BY i.id"
            ") k WHERE k.id = i.id AND k.anak <> i.numchild",
            {"pemda": pemda_id},
        )


def _kembalikan(jejak: _Jejak) -> None:
    """Give what the import updated the values that it had before."""
    event = jejak.event._meta
    lama = {f.column for f in event.concrete_fields if not f.name.startswith("pgh_")}
    kolom = [f.column for f in jejak.model._meta.concrete_fields if not f.primary_key]
    kolom = [c for c in kolom if c in lama]
    diubah = jejak.milik("update").exclude(pgh_obj_id__in=jejak.milik("insert")).distinct().count()
    if not diubah:
        return
    isi = ", ".join(f'"{c}" = p."{c}"' for c in kolom)
    with connection.cursor() as kursor:
        kursor.execute(
            f"UPDATE {jejak.model._meta.db_table} t SET {isi} FROM ("  # noqa: S608
            f" SELECT DISTINCT ON (e.pgh_obj_id) e.* FROM {event.db_table} e JOIN ("
            f"   SELECT pgh_obj_id, min(pgh_id) AS awal FROM {event.db_table}"
            "    WHERE pgh_context_id = %s GROUP BY pgh_obj_id"
            " ) i ON i.pgh_obj_id = e.pgh_obj_id AND e.pgh_id < i.awal"
            " ORDER BY e.pgh_obj_id, e.pgh_id DESC) p WHERE t.id = p.pgh_obj_id",
            [jejak.konteks],
        )
        if kursor.rowcount != diubah:
            raise TidakBisaDiurungkan(
                "Riwayat sebelum impor ini tidak lengkap, jadi nilainya tidak bisa dikembalikan.",
                langkah=UBAH_SENDIRI,
            )
