"""The week: rooms or trainers as rows, days as columns; by day on the phone."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from instansi.akses import boleh, perlu_izin
from lib.tanggal import HARI, nama_zona, rentang_tanggal
from pelatihan.forms.saring import FormSaringPekan
from pelatihan.permissions import Izin
from pelatihan.queries import pekan as queries
from pelatihan.queries.jadwal import kalender_pemda
from pelatihan.queries.pekan import Acara, Baris
from pelatihan.rules.jadwal import Kalender, jam_menit, minggu_dari, senin_dari

LAPANG_TAMPIL = 6
SUSUNAN = {"ruang": "Ruang", "pengajar": "Pengajar", "daftar": "Daftar"}


@require_safe
@perlu_izin(Izin.JADWAL_LIHAT)
def jadwal(request: HttpRequest) -> HttpResponse:
    hari_ini = timezone.localdate()
    senin = senin_dari(request.GET.get("minggu", ""), hari_ini)
    kalender = kalender_pemda(request.user.pemda, hari_ini)
    saring = FormSaringPekan(request.GET, pemilik=queries.pemilik_ruang(request.user.pemda_id))
    isi = saring.cleaned_data if saring.is_valid() else {}
    acara = queries.acara_pekan(request.user, Izin.JADWAL_LIHAT, senin, kalender)
    if isi.get("milik"):
        acara = queries.saring_milik(acara, request.user)
    if pemilik := isi.get("pemilik"):
        acara = [a for a in acara if a.sesi.ruang and a.sesi.ruang.pemilik_id == pemilik.pk]
    konteks = {
        "saring": saring,
        "hari_ini": hari_ini,
        "nama_zona": nama_zona(kalender.zona),
        "boleh_kelola": boleh(request.user, Izin.KELAS_KELOLA),
        "jumlah_kelas": len({a.sesi.kelas_id for a in acara}),
        "agenda": queries.agenda(acara),
        **_alamat(request, senin, hari_ini),
        **_tabel(request, acara, senin, kalender, pemilik.pk if pemilik else None),
    }
    return render(request, "pelatihan/jadwal.html", konteks)


def _alamat(request: HttpRequest, senin: date, hari_ini: date) -> dict[str, Any]:
    """Links to other weeks and orders that keep what was chosen."""

    def ke(**ubahan: str) -> str:
        kueri = request.GET.copy()
        for nama, nilai in ubahan.items():
            kueri[nama] = nilai
        return f"?{kueri.urlencode()}"

    susun = request.GET.get("susun", "")
    return {
        "minggu": minggu_dari(senin),
        "judul_pekan": rentang_tanggal(senin, senin + timedelta(days=6)),
        "susun": susun if susun in SUSUNAN else "ruang",
        "susunan": [(kode, teks, ke(susun=kode)) for kode, teks in SUSUNAN.items()],
        "url_pekan": {
            "sebelum": ke(minggu=minggu_dari(senin - timedelta(days=7))),
            "ini": ke(minggu=minggu_dari(hari_ini)),
            "sesudah": ke(minggu=minggu_dari(senin + timedelta(days=7))),
        },
    }


def _tabel(
    request: HttpRequest,
    acara: list[Acara],
    senin: date,
    kalender: Kalender,
    pemilik: int | None,
) -> dict[str, Any]:
    hari = queries.hari_tampil(senin, acara, kalender)
    if request.GET.get("susun") == "pengajar":
        baris = queries.baris_pengajar(acara, hari)
    else:
        dari = timezone.localdate() if boleh(request.user, Izin.KELAS_KELOLA) else None
        baris = queries.baris_ruang(request.user.pemda_id, acara, hari, pemilik=pemilik, dari=dari)
    return {
        **_lipat(baris),
        "kepala": [(h, f"{HARI[h.weekday()][:3]} {h.day}", kalender.libur.get(h)) for h in hari],
        "jumat_kosong": "–".join(map(jam_menit, kalender.jumat_kosong or ())),
    }


def _lipat(baris: list[Baris]) -> dict[str, list[Baris]]:
    """Many empty rows go below the ones in use, folded; a few stay where they are."""
    lapang = [b for b in baris if b.lapang]
    if len(lapang) <= LAPANG_TAMPIL:
        return {"baris": baris, "lapang": []}
    return {"baris": [b for b in baris if not b.lapang], "lapang": lapang}
