"""Home: what waits for the person first, then what each role looks at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from beranda import rules
from beranda.permissions import Izin
from beranda.queries import beranda as queries
from beranda.queries.tindakan import tindakan_untuk
from instansi.akses import boleh, perlu_izin
from instansi.queries import penugasan_hari_ini
from laporan.permissions import Izin as IzinLaporan
from pelatihan.permissions import Izin as IzinPelatihan
from pelatihan.queries.rencana import (
    jumlah_terencana,
    kelas_terencana,
    sesi_berikutnya,
    sesi_terencana,
)
from pembinaan import queries as pembinaan


@require_safe
@perlu_izin(Izin.BERANDA_LIHAT)
def beranda(request: HttpRequest) -> HttpResponse:
    sekarang, hari = timezone.now(), timezone.localdate()
    pegawai = request.user.pegawai
    konteks = {
        "hari": hari,
        "salam": rules.salam(timezone.localtime().hour),
        "wakil": [p for p in penugasan_hari_ini(request.user) if p.delegasi],
        "tindakan": tindakan_untuk(request.user, sekarang),
        "pekan": rules.per_kelas(queries.sesi_pekan(request.user, hari), sekarang),
        "boleh_jadwal": boleh(request.user, IzinPelatihan.KELAS_KELOLA),
        "boleh_dasbor": boleh(request.user, IzinLaporan.DASBOR_LIHAT),
    }
    if pegawai:
        konteks["jp"] = pembinaan.ringkasan_jp_orang(pegawai, hari.year, hari)
        sesi = sesi_terencana(pegawai)
        konteks["berikutnya"] = sesi_berikutnya(sesi, sekarang)
        konteks["terjadwal"] = jumlah_terencana(kelas_terencana(sesi, hari.year))
    return render(request, "beranda/beranda.html", konteks)
