"""Recomputes from raw rows what the product stores, and says where the two differ."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from instansi.models import Instansi, RingkasanMutu
from instansi.queries import parameter
from instansi.queries.mutu import Mutu, hitung_mutu
from laporan.models import RingkasanBulan, RingkasanJP, RingkasanPerhatian, RingkasanUnit
from laporan.queries import mentah
from laporan.queries.dasbor import KOLOM
from laporan.rules.dasbor import Angka
from lib.tanggal import di_zona
from pelatihan.models import Kelas, Pendaftaran
from pelatihan.queries.kehadiran import hari_selesai, rekap_kehadiran, sesi_diikuti, sesi_kelas
from pelatihan.rules.kehadiran import Peserta, hitung_peserta
from pembinaan.models import CatatanJP
from pembinaan.queries import aturan_berlaku
from pembinaan.rules.jp import punya_batas


def selisih_kursi() -> Iterator[str]:
    """Classes whose counter of taken seats is not the number of accepted enrolments."""
    kelas = Kelas.objects.annotate(
        dihitung=Count("pendaftaran", filter=Q(pendaftaran__status="DITERIMA"))
    ).exclude(terisi=F("dihitung"))
    for k in kelas.select_related("pelatihan").order_by("pk"):
        yield f"Kursi: {k} mencatat {k.terisi}, seharusnya {k.dihitung}."


def selisih_kehadiran() -> Iterator[str]:
    """Accepted enrolments that do not have exactly one attendance row per session."""
    daftar = (
        Pendaftaran.objects.filter(status=Pendaftaran.Status.DITERIMA)
        .annotate(ada=Count("kehadiran", distinct=True), perlu=Count("kelas__sesi", distinct=True))
        .exclude(ada=Coalesce(F("perlu"), 0))
    )
    for d in daftar.order_by("pk"):
        yield f"Kehadiran: pendaftaran {d.pk} punya {d.ada} baris, seharusnya {d.perlu}."


def selisih_jp() -> Iterator[str]:
    """Verified classes whose ledger rows are not what the marks and the rules give."""
    kelas = Kelas.objects.exclude(kehadiran_diverifikasi_pada=None)
    for k in kelas.select_related("pelatihan", "pemda").order_by("pk"):
        yield from _selisih_jp_kelas(k)
    salah = CatatanJP.objects.exclude(membalik=None).exclude(jp=-F("membalik__jp"))
    for catatan in salah.order_by("pk"):
        yield f"JP: baris {catatan.pk} tidak membalik baris {catatan.membalik_id} sepenuhnya."


def _selisih_jp_kelas(kelas: Kelas) -> Iterator[str]:
    sesi = list(sesi_kelas(kelas.pk))
    tanggal = hari_selesai(kelas, sesi)
    aturan = aturan_berlaku(kelas.pemda_id, tanggal)[kelas.pelatihan.bentuk]
    if punya_batas(aturan):
        return  # what was left of a cap on the day of verification is not in the raw rows
    minimum = parameter(kelas.pemda_id, tanggal)["kehadiran_minimum"]
    benar = {
        r.pendaftaran.pegawai_id: hitung_peserta(
            aturan, minimum, Peserta(sesi_diikuti(kelas, sesi, r.tanda))
        ).jp
        for r in rekap_kehadiran(kelas.pk)
    }
    tercatat = dict(
        CatatanJP.objects.filter(kunci__startswith=f"kelas:{kelas.pk}:pegawai:")
        .filter(membalik=None, dibalik_oleh=None)
        .values_list("pegawai", "jp")
    )
    for pegawai in sorted(benar.keys() | tercatat.keys()):
        ada, hitung = tercatat.get(pegawai), benar.get(pegawai)
        if ada != hitung:
            yield f"JP: {kelas}, pegawai {pegawai} tercatat {ada}, seharusnya {hitung}."


def selisih_ringkasan(pemda: Instansi, tahun: int) -> Iterator[str]:
    """Cells of the dashboards' summary that differ from the raw figures of the same instant."""
    tersimpan = {
        (r.unit_id, r.kelompok): r for r in RingkasanUnit.objects.filter(pemda=pemda, tahun=tahun)
    }
    if not tersimpan:
        return
    pada = next(iter(tersimpan.values())).dihitung_pada
    acuan = mentah.acuan_tahun(pemda, tahun, pada)
    mentahan = mentah.hitung_unit(pemda, acuan, pada)
    for kunci in sorted(tersimpan.keys() | mentahan.keys()):
        benar = Angka(**mentahan.get(kunci, {}))
        for kolom in KOLOM:
            ada = getattr(tersimpan.get(kunci), kolom, 0)
            if ada != getattr(benar, kolom):
                yield (
                    f"Dasbor {tahun}: unit {kunci[0]} ({kunci[1]}) {kolom} tersimpan {ada}, "
                    f"seharusnya {getattr(benar, kolom)}."
                )
    yield from _selisih_bulan(pemda, tahun)
    yield from _selisih_perhatian(pemda, tahun, mentah.hitung_perhatian(pemda, acuan, pada))
    yield from _selisih_jp(pemda, tahun, mentah.hitung_jp(pemda, acuan, pada))


def selisih_mutu(pemda: Instansi) -> Iterator[str]:
    """Units whose stored quality differs from the raw figures of the same instant."""
    tersimpan = {r.unit_id: r for r in RingkasanMutu.objects.filter(pemda=pemda)}
    if not tersimpan:
        return
    pada = next(iter(tersimpan.values())).dihitung_pada
    benar = hitung_mutu(pemda, hari=di_zona(pada, pemda.zona_waktu).date(), sekarang=pada)
    for unit in sorted(tersimpan.keys() | benar.keys()):
        ada, hitung = tersimpan.get(unit), benar.get(unit, Mutu())
        baris = (ada.orang, ada.bersih, ada.dasar, ada.salah) if ada else (0, 0, [], [])
        nilai = hitung.nilai.values()
        seharusnya = (
            hitung.orang,
            hitung.bersih,
            [n.dasar for n in nilai],
            [n.salah for n in nilai],
        )
        if baris != seharusnya:
            yield f"Mutu: unit {unit} tersimpan {baris}, seharusnya {seharusnya}."


def _selisih_perhatian(
    pemda: Instansi, tahun: int, benar: dict[int, dict[str, Any]]
) -> Iterator[str]:
    kolom = ["unit_id", "jp", "perhatian_jp", "evaluasi_lewat", "tanpa_atasan"]
    daftar = RingkasanPerhatian.objects.filter(pemda=pemda, tahun=tahun)
    tersimpan = {b.pop("pegawai_id"): b for b in daftar.values("pegawai_id", *kolom)}
    for pegawai in sorted(tersimpan.keys() | benar.keys()):
        ada, hitung = tersimpan.get(pegawai), benar.get(pegawai)
        if ada != hitung:
            yield f"Perhatian {tahun}: pegawai {pegawai} tersimpan {ada}, seharusnya {hitung}."


def _selisih_jp(pemda: Instansi, tahun: int, benar: dict[int, int]) -> Iterator[str]:
    daftar = RingkasanJP.objects.filter(pemda=pemda, tahun=tahun)
    tersimpan = dict(daftar.values_list("pegawai_id", "jp"))
    for pegawai in sorted(tersimpan.keys() | benar.keys()):
        ada, hitung = tersimpan.get(pegawai), benar.get(pegawai)
        if ada != hitung:
            yield f"JP {tahun}: pegawai {pegawai} tersimpan {ada}, seharusnya {hitung}."


def _selisih_bulan(pemda: Instansi, tahun: int) -> Iterator[str]:
    tersimpan = {
        (r.unit_id, r.bulan): r.jp for r in RingkasanBulan.objects.filter(pemda=pemda, tahun=tahun)
    }
    benar = mentah.hitung_bulan(pemda, tahun)
    for unit, bulan in sorted(tersimpan.keys() | benar.keys()):
        ada, hitung = tersimpan.get((unit, bulan), 0), benar.get((unit, bulan), 0)
        if ada != hitung:
            yield f"Dasbor {tahun}: unit {unit} bulan {bulan} JP {ada}, seharusnya {hitung}."
