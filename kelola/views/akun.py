"""Accounts of the people in scope: the list, one account, accounts for many, their slips."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.functions import Collate, Lower
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from instansi.akses import boleh, perlu_izin
from instansi.models import Pegawai, Pengguna
from instansi.queries import pegawai_untuk, pemda_utuh
from instansi.queries.ingatan import Ingatan
from instansi.queries.saring_unit import unit_saringan
from instansi.terpilih import MASSAL, daftar_asal, kembali_memilih, terpilih
from kelola.actions.pekerjaan_akun import minta_akun, minta_akun_massal
from kelola.forms.akun import FormAlasan, FormBuatAkun, FormSaringAkun
from kelola.models import PekerjaanAkun
from kelola.models.akun import Cara
from kelola.permissions import Izin
from kelola.queries import akun as queries
from kelola.queries import undangan
from kelola.queries.masuk import akun_terkunci, catatan_milik, punya_dua_langkah, sesi_hidup
from kelola.queries.peran import akun_untuk as akun_berperan
from kelola.rules.akun import KEADAAN_SUREL, ringkas_pekerjaan
from lib.galat import GalatAturan
from lib.pencarian import baca_cari, simpan_cari

PER_HALAMAN = 25
TERSEBUT = 20  # people whom a question names
# Filters that list accounts, with or without a staff record; nobody is invited from these.
AKUN_SAJA = {"luar", "tanpa_dua_langkah"}
TERCENTANG = "akun_tercentang"  # by a command that was not carried out


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.AKUN_LIHAT)
def akun_daftar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return simpan_cari(request, reverse("kelola:akun_daftar"))
    terkunci, ingatan = akun_terkunci(timezone.now()), queries.IngatanAkun()
    saring, daftar, cari = _tersaring(request, terkunci, Izin.AKUN_LIHAT, ingatan)
    luar = daftar.model is Pengguna
    penomor = Paginator(daftar if luar else daftar.values_list("pk", flat=True), PER_HALAMAN)
    if not cari and not any(saring.cleaned_data.values()):
        penomor.count = queries.banyak_berakun(request.user, Izin.AKUN_LIHAT, ingatan)
    halaman = penomor.get_page(request.GET.get("hal"))
    isi = queries.isi_akun if luar else queries.isi_halaman
    konteks = {
        "halaman": halaman,
        "baris": queries.baris_akun(isi(list(halaman.object_list)), terkunci),
        "saring": saring,
        "cari": cari,
        "kelola": boleh(request.user, Izin.AKUN_KELOLA),
        "kelola_semua": pemda_utuh(request.user, Izin.AKUN_KELOLA),
        "luar": luar,
        "tercentang": request.session.pop(TERCENTANG, []),
        "di_luar": _di_luar(request, saring, cari),
    }
    return render(request, "kelola/akun_daftar.html", konteks)


def _di_luar(request: HttpRequest, saring: FormSaringAkun, cari: str) -> int:
    """How many accounts outside the directory a search finds beside the people that it lists."""
    if not cari or saring.data.get("keadaan") == "luar":
        return 0
    return queries.akun_luar(request.user, Izin.AKUN_LIHAT, cari=cari).count()


def _tersaring(request: HttpRequest, terkunci, izin, ingatan):
    """The filter form, the list that it leaves in scope of a permission, the search."""
    unit = unit_saringan(request.user, izin, request.GET.get("unit", ""), ingatan)
    saring = FormSaringAkun(request.GET, unit=unit)
    isi = saring.cleaned_data if saring.is_valid() else {}
    cari = baca_cari(request)
    if isi.get("keadaan") == "luar":
        return saring, queries.akun_luar(request.user, izin, cari=cari), cari
    if isi.get("keadaan") == "tanpa_dua_langkah":
        perlu = queries.akun_tanpa_dua_langkah(request.user, izin, unit=isi.get("unit"), cari=cari)
        return saring, perlu, cari
    daftar = queries.pegawai_tersaring(
        request.user,
        izin,
        unit=isi.get("unit"),
        keadaan=isi.get("keadaan", ""),
        cari=cari,
        terkunci=terkunci,
    )
    return saring, daftar, cari


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def akun_buat(request: HttpRequest) -> HttpResponse:
    """Accounts for the ticked, or for all that the filters of the address leave."""
    kembali = f"{reverse('kelola:akun_daftar')}?{request.GET.urlencode()}"
    formulir = FormBuatAkun(request.POST)
    sah = formulir.is_valid()
    request.session[TERCENTANG] = formulir.cleaned_data["pegawai"]
    if not sah:
        messages.error(request, "Pilih cara mengundang: tautan lewat surel, atau slip cetak.")
        return redirect(kembali)
    cara, semua = formulir.cleaned_data["cara"], formulir.cleaned_data["semua"]
    tercentang = formulir.cleaned_data["pegawai"]
    daftar = _semua(request) if semua else _dari(request, tercentang)
    pegawai = list(daftar.values_list("pk", flat=True)) if semua else tercentang
    if formulir.tanya(len(pegawai)):
        if cara == Cara.SLIP:
            return _tanya_slip(request, pegawai, kembali, semua=semua)
        if not _tanpa_surel(request, tercentang):
            return _tanya_tautan(request, daftar, pegawai, kembali, semua=semua)
    return _minta_akun(request, cara, pegawai, kembali)


def _minta_akun(request: HttpRequest, cara: str, pegawai: list[int], kembali: str) -> HttpResponse:
    """Start the job; refused, back to the list with the ticks kept."""
    try:
        pekerjaan = minta_akun(
            cara=cara, pegawai=pegawai, oleh=request.user, sekarang=timezone.now()
        )
    except GalatAturan as galat:
        messages.error(request, str(galat))
        return redirect(kembali)
    request.session.pop(TERCENTANG, None)
    return redirect("kelola:akun_pekerjaan", pk=pekerjaan.pk)


def _dari(request: HttpRequest, pegawai: list[int]) -> QuerySet[Pegawai]:
    """Of these people, those whose accounts this officer looks after."""
    return pegawai_untuk(request.user, Izin.AKUN_KELOLA).filter(pk__in=pegawai)


def _tanpa_surel(request: HttpRequest, tercentang: list[int]) -> bool:
    """Whether people were ticked and no link can reach any: refused by name, not asked."""
    return bool(undangan.semua_tanpa_surel(request.user, Izin.AKUN_KELOLA, tercentang))


def _tanya_tautan(
    request: HttpRequest,
    daftar: QuerySet[Pegawai],
    pegawai: list[int],
    kembali: str,
    *,
    semua: bool,
) -> HttpResponse:
    """What mailing these people, or all that the filters leave, does, before it is done."""
    rencana = undangan.rencana_tautan(request.user, daftar, timezone.now(), len(set(pegawai)))
    satu = not semua and len(pegawai) == rencana.kirim == 1
    konteks = {
        "rencana": rencana,
        "tujuan": undangan.tujuan_tautan(daftar) if satu else None,
        "kembali_url": kembali,
        "isian": [("cara", Cara.SUREL), *_isian(pegawai, semua=semua)],
    }
    return render(request, "kelola/akun_tautan.html", konteks)


def _isian(pegawai: list[int], *, semua: bool) -> list[tuple[str, object]]:
    """What a confirmed question sends again: all of the filters, or these people."""
    return [("semua", "1")] if semua else [("pegawai", pk) for pk in pegawai]


def _tanya_slip(
    request: HttpRequest, pegawai: list[int], kembali: str, *, semua: bool
) -> HttpResponse:
    """What printing these slips does, before it is done."""
    rencana = undangan.rencana_slip(request.user, Izin.AKUN_KELOLA, pegawai)
    akun = [p.pengguna.pk for p in rencana.slip if hasattr(p, "pengguna")]
    konteks = {
        "orang": [(p, p.unit) for p in rencana.slip[:TERSEBUT]],
        "banyak": len(rencana.slip),
        "lebih": len(rencana.slip) - TERSEBUT,
        "sebab": Counter(alasan for _, alasan in rencana.lewat).most_common(),
        "lewat": rencana.lewat[:TERSEBUT],
        "lebih_lewat": len(rencana.lewat) - TERSEBUT,
        "akibat": undangan.akibat_undangan(
            request.user.pemda,
            Cara.SLIP,
            akun,
            timezone.now(),
            orang=[p.pk for p in rencana.slip],
        ),
        "kembali_url": kembali,
        "isian": [("cara", Cara.SLIP), *_isian(pegawai, semua=semua)],
    }
    return render(request, "kelola/akun_slip.html", konteks)


def _semua(request: HttpRequest) -> QuerySet[Pegawai]:
    """All staff that the filters leave; nobody under a filter that means nothing.

    Accounts without a staff record are invited one by one.
    """
    saring, daftar, _ = _tersaring(
        request, akun_terkunci(timezone.now()), Izin.AKUN_KELOLA, Ingatan()
    )
    if not saring.is_valid() or request.GET.get("keadaan") in AKUN_SAJA:
        return Pegawai.objects.none()
    return daftar


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.AKUN_KELOLA)
def akun_massal(request: HttpRequest) -> HttpResponse:
    """Accounts for who was ticked in the list of people: says who gets what, then does it."""
    orang = (
        terpilih(request, pegawai_untuk(request.user, Izin.AKUN_KELOLA))
        .select_related("pengguna", "unit")
        .order_by(Collate(Lower("nama"), "C"), "pk")
    )
    rencana = undangan.rencana_undangan(orang)
    if not any(rencana):
        return kembali_memilih(request)
    if request.method == "POST":
        return _undang_massal(request, rencana)
    akun = [p.pengguna.pk for p in rencana.slip if hasattr(p, "pengguna")]
    orang_diundang = [p.pk for p in rencana.slip + rencana.surel]
    akibat = undangan.akibat_undangan(
        request.user.pemda, Cara.SLIP, akun, timezone.now(), orang=orang_diundang
    )
    konteks = {"rencana": rencana, "akibat": akibat, "banyak": len(rencana.slip)}
    konteks["kembali"] = daftar_asal(request)
    return render(request, "kelola/akun_massal.html", konteks)


def _undang_massal(request: HttpRequest, rencana: undangan.RencanaUndangan) -> HttpResponse:
    try:
        dibuat = minta_akun_massal(
            surel=[p.pk for p in rencana.surel],
            slip=[p.pk for p in rencana.slip],
            lewat=[p.pk for p, _ in rencana.lewat],
            oleh=request.user,
            sekarang=timezone.now(),
        )
    except GalatAturan as galat:
        messages.error(request, str(galat))
        return redirect("kelola:akun_massal")
    del request.session[MASSAL]
    if len(dibuat) == 1:
        return redirect("kelola:akun_pekerjaan", pk=dibuat[0].pk)
    return redirect("kelola:akun_pekerjaan_daftar")


@require_safe
@perlu_izin(Izin.AKUN_LIHAT)
def akun_detail(request: HttpRequest, pk: int) -> HttpResponse:
    akun = get_object_or_404(queries.akun_untuk(request.user, Izin.AKUN_LIHAT), pk=pk)
    sekarang = timezone.now()
    terkunci = akun_terkunci(sekarang)
    konteks = {
        "akun": akun,
        "baris": queries.baris_akun([akun], terkunci)[0],
        "kelola": boleh(request.user, Izin.AKUN_KELOLA),
        "lepas": boleh(request.user, Izin.DUA_LANGKAH_LEPAS),
        "alasan": queries.alasan_tidak_bisa_mengelola(request.user, akun),
        "lihat_peran": akun_berperan(request.user, Izin.PERAN_LIHAT).filter(pk=akun.pk).exists(),
        "dua_langkah": punya_dua_langkah(akun),
        "sesi": sesi_hidup(akun, timezone.now()).count(),
        "undangan": _undangan(akun),
        "sekarang": sekarang,
        "formulir": FormAlasan(),
        "catatan": catatan_milik(akun)[:20]
        if boleh(request.user, Izin.CATATAN_MASUK_LIHAT)
        else [],
    }
    return render(request, "kelola/akun_detail.html", konteks)


def _undangan(akun: Pengguna) -> undangan.BarisUndangan | None:
    """The newest invitation of an account, with the state of its mail."""
    daftar = undangan.baris_undangan(list(queries.aktivasi_terakhir(pengguna=akun)[:1]))
    return daftar[0] if daftar else None


@require_safe
@perlu_izin(Izin.AKUN_KELOLA)
def akun_pekerjaan_daftar(request: HttpRequest) -> HttpResponse:
    halaman = Paginator(queries.pekerjaan_untuk(request.user), PER_HALAMAN).get_page(
        request.GET.get("hal")
    )
    baris = [(p, ringkas_pekerjaan(**p.angka_hasil(p.diundang))) for p in halaman]
    konteks = {"halaman": halaman, "baris": baris}
    return render(request, "kelola/akun_pekerjaan_daftar.html", konteks)


@require_safe
@perlu_izin(Izin.AKUN_KELOLA)
def akun_pekerjaan(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = get_object_or_404(queries.pekerjaan_untuk(request.user), pk=pk)
    surel = undangan.hitung_surel(pekerjaan)
    menunggu = surel.get("ANTRE", 0) + surel.get("DIKLAIM", 0)
    if request.htmx and pekerjaan.selesai_pada and not (menunggu and "surel" in request.GET):
        return HttpResponse(headers={"HX-Refresh": "true"})
    konteks = {
        "pekerjaan": pekerjaan,
        "surel": [(*KEADAAN_SUREL[status], n) for status, n in surel.items()],
        "terkirim": surel.get("TERKIRIM", 0),
        "menunggu": menunggu,
    }
    bagian = "#kemajuan" if request.htmx else ""
    konteks |= _konteks_hasil(request, pekerjaan)
    return render(request, f"kelola/akun_pekerjaan.html{bagian}", konteks)


def _konteks_hasil(request: HttpRequest, pekerjaan: PekerjaanAkun) -> dict[str, Any]:
    """What came of a job, and the people of one tab: those invited, or left out for one reason."""
    diundang = pekerjaan.diundang
    alasan = _alasan_tab(pekerjaan, request.GET.get("tab", ""))
    daftar = (
        undangan.dilewati(pekerjaan, Izin.AKUN_KELOLA, alasan)
        if alasan
        else undangan.undangan_pekerjaan(pekerjaan)
    )
    halaman = Paginator(daftar, PER_HALAMAN).get_page(request.GET.get("hal"))
    lewat = [(slugify(a), f"{a[0].upper()}{a[1:]}", n) for a, n in pekerjaan.lewat.items()]
    return {
        "ringkas": ringkas_pekerjaan(**pekerjaan.angka_hasil(diundang)),
        "tab": [("", "Diundang", diundang), *lewat],
        "aktif": slugify(alasan),
        "alasan": alasan,
        "halaman": halaman,
        "baris": [] if alasan else undangan.baris_undangan(list(halaman)),
    }


def _alasan_tab(pekerjaan: PekerjaanAkun, tab: str) -> str:
    """The reason whose tab is open; "" for the people who were invited."""
    return next((a for a in pekerjaan.lewat if slugify(a) == tab), "")


@require_safe
@perlu_izin(Izin.AKUN_KELOLA)
def akun_slip_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = get_object_or_404(
        queries.pekerjaan_untuk(request.user).exclude(berkas=""),
        pk=pk,
        kedaluwarsa_pada__gt=timezone.now(),
    )
    return FileResponse(
        pekerjaan.berkas.open("rb"),
        as_attachment=True,
        filename=f"slip-akun-{pekerjaan.pk}.pdf",
        content_type="application/pdf",
    )
