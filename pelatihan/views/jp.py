"""A person's JP: the ledger of pembinaan beside the classes to come, so the view stands here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from instansi.akses import perlu_izin
from pelatihan.queries.rencana import jumlah_terencana, kelas_terencana, sesi_terencana
from pembinaan import queries
from pembinaan.permissions import Izin

TAHUN_KE_BELAKANG = 5


@require_safe
@perlu_izin(Izin.JP_SAYA_LIHAT)
def jp_saya(request: HttpRequest) -> HttpResponse:
    pegawai, sekarang = request.user.pegawai, timezone.now()
    hari = timezone.localdate(sekarang)
    tahun_pilihan = list(range(hari.year, hari.year - TAHUN_KE_BELAKANG, -1))
    dipilih = request.GET.get("tahun", "")
    tahun = int(dipilih) if dipilih in map(str, tahun_pilihan) else hari.year
    milik = queries.catatan_untuk(request.user, Izin.JP_SAYA_LIHAT)
    rencana = kelas_terencana(sesi_terencana(pegawai), tahun)
    konteks = {
        "pegawai": pegawai,
        "ringkasan": queries.ringkasan_jp([pegawai.pk], tahun, hari)[pegawai.pk],
        "catatan": queries.buku_besar(milik, tahun),
        "rencana": rencana,
        "terjadwal": jumlah_terencana(rencana),
        "tahun": tahun,
        "tahun_pilihan": tahun_pilihan,
        "sekarang": sekarang,
    }
    return render(request, "pembinaan/jp_saya.html", konteks)
