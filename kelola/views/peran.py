"""Who holds which role: list, one person, one node; giving, changing, ending."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from instansi.akses import boleh, perlu_izin
from instansi.models import Instansi, Pengguna, Penugasan, Peran
from instansi.queries import instansi_untuk, pegawai_untuk, peran_turunan
from kelola.actions import peran as actions
from kelola.forms.peran import FormAlasan, FormBeri, FormSaringPeran, FormTetap
from kelola.permissions import Izin
from kelola.queries import peran as queries
from kelola.queries.akun import akun_untuk as akun_terlihat
from kelola.queries.hak import BagianHak, hak_beda, hak_peran, tabel_hak
from kelola.queries.pilih_akun import Hasil, cari_akun
from kelola.rules import peran as rules
from kelola.rules.peran import CAKUPAN, Masa, keadaan
from lib.galat import GalatAturan
from lib.pencarian import baca_cari, simpan_cari
from lib.tanggal import tanggal_panjang

PER_HALAMAN = 25
PILIHAN = 20
BACA_TULIS = ["GET", "HEAD", "POST"]
KEADAAN = {
    "BERLAKU": ("Berlaku", "baik"),
    "NANTI": ("Akan datang", "info"),
    "BERAKHIR": ("Berakhir", ""),
}


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.PERAN_LIHAT)
def peran_daftar(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return simpan_cari(request, reverse("kelola:peran_daftar"))
    hari, cari = timezone.localdate(), baca_cari(request)
    simpul = instansi_untuk(request.user, Izin.PERAN_LIHAT).order_by("path")
    saring = FormSaringPeran(request.GET, unit=simpul)
    isi = saring.cleaned_data if saring.is_valid() else {}
    milik = queries.penugasan_untuk(request.user, Izin.PERAN_LIHAT)
    daftar = queries.saring_penugasan(milik, isi, cari=cari, hari=hari)
    urut = queries.urutkan(daftar, request.GET.get("urut", "nama"))
    halaman = Paginator(urut, PER_HALAMAN).get_page(request.GET.get("hal"))
    konteks = {
        "halaman": halaman,
        "baris": _baris(halaman, hari),
        "saring": saring,
        "cari": cari,
        "tersaring": bool(cari) or any(isi.values()),
        "boleh_beri": boleh(request.user, Izin.PERAN_BERI),
    }
    return render(request, "kelola/peran_daftar.html", konteks)


def _baris(daftar: Any, hari: Any) -> list[tuple[Any, tuple[str, str]]]:
    """Each role with the badge of its state, and the day where it was ended at once."""
    daftar = list(daftar)
    for p in daftar:
        dicatat = timezone.localdate(p.akhir_dicatat) if p.akhir_dicatat else None
        p.dihentikan = rules.hari_dihentikan(p.selesai, dicatat)
    return [(p, KEADAAN[keadaan(Masa(p.mulai, p.selesai), hari)]) for p in daftar]


def _ditarik(pengguna: Pengguna, orang: Pengguna) -> list[tuple[Any, tuple[str, str]]]:
    """Roles ended on or before their first day, as rows without a last day."""
    daftar = list(queries.peran_ditarik(pengguna, Izin.PERAN_LIHAT, orang))
    for p in daftar:
        p.dihentikan = timezone.localdate(p.pgh_created_at)
        p.selesai = None
    return [(p, KEADAAN["BERAKHIR"]) for p in daftar]


@require_safe
@perlu_izin(Izin.PERAN_LIHAT)
def peran_orang(request: HttpRequest, pk: int) -> HttpResponse:
    """All roles of one account, and what they add up to."""
    orang = get_object_or_404(queries.akun_untuk(request.user, Izin.PERAN_LIHAT), pk=pk)
    hari = timezone.localdate()
    milik = queries.penugasan_untuk(request.user, Izin.PERAN_LIHAT)
    baris = _baris(queries.peran_orang(milik, orang), hari)
    kini = {Peran(p.peran) for p, tanda in baris if tanda is KEADAAN["BERLAKU"]}
    turunan = peran_turunan(orang)
    wakil = list(queries.deputi_dari(milik, orang, hari))
    konteks = {
        "orang": orang,
        "baris": baris + _ditarik(request.user, orang),
        "wakil": wakil,
        "ket": _keterangan(orang, [p.label.lower() for p in Peran if p in turunan]),
        "hak": [(p.label, hak_peran(p)) for p in Peran if p in kini | turunan]
        + [(_sebagai_deputi(t), hak_peran(t.peran, delegasi=True)) for t in wakil],
        "boleh_beri": boleh(request.user, Izin.PERAN_BERI),
        "sendiri": orang == request.user,
        "lihat_akun": akun_terlihat(request.user, Izin.AKUN_LIHAT).filter(pk=orang.pk).exists(),
        "kueri": f"?akun={orang.pk}",
    }
    return render(request, "kelola/peran_orang.html", konteks)


def _sebagai_deputi(tugas: Penugasan) -> str:
    return f"Deputi dari {tugas.pengguna}: {tugas.get_peran_display()}, {tugas.instansi}"


def _keterangan(orang: Pengguna, turunan: list[str]) -> str:
    """Where the person works, and the roles that follow from the directory."""
    tempat = orang.pegawai.unit.nama if orang.pegawai else "Bukan pegawai kota ini"
    return f"{tempat}. Menurut data pegawai: {', '.join(turunan)}." if turunan else f"{tempat}."


@require_safe
@perlu_izin(Izin.PERAN_LIHAT)
def peran_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has a say over one node today, here or from above."""
    simpul = get_object_or_404(instansi_untuk(request.user, Izin.PERAN_LIHAT), pk=pk)
    hari = timezone.localdate()
    milik = queries.penugasan_untuk(request.user, Izin.PERAN_LIHAT)
    unit, pegawai = queries.jangkauan(simpul)
    konteks = {
        "simpul": simpul,
        "kueri": f"?unit={simpul.pk}",
        "unit": unit,
        "pegawai": pegawai,
        "baris": _baris(queries.peran_di(milik, simpul, hari), hari),
        "boleh_beri": boleh(request.user, Izin.PERAN_BERI),
    }
    return render(request, "kelola/peran_unit.html", konteks)


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.PERAN_BERI)
def peran_beri(request: HttpRequest) -> HttpResponse:
    """First whom, then what; before it is written, what it will let the person do."""
    akun = queries.akun_untuk(request.user, Izin.PERAN_BERI)
    if not request.GET.get("akun"):
        if request.method == "POST":
            return simpan_cari(request, reverse("kelola:peran_beri"))
        return _pilih_akun(request)
    orang = get_object_or_404(akun, pk=_nomor(request.GET["akun"]), is_active=True)
    if orang == request.user:
        messages.error(request, rules.DIRI_SENDIRI)
        return redirect("kelola:peran_beri")
    hari = timezone.localdate()
    form = FormBeri(
        request.POST or None,
        initial={"mulai": hari, "instansi": request.GET.get("unit")},
        akun=akun,
        pegawai=pegawai_untuk(request.user, Izin.PERAN_BERI),
        penerima=orang,
        simpul=queries.simpul_untuk(request.user, Izin.PERAN_BERI, hari),
    )
    if form.is_valid() and request.POST.get("konfirmasi") == "ya" and _beri(request, form, orang):
        return redirect("kelola:peran_orang", orang.pk)
    return _tinjau(request, form, orang)


def _nomor(teks: str) -> int:
    return int(teks) if teks.isdecimal() and len(teks) < 19 else -1


def _pilih_akun(request: HttpRequest) -> HttpResponse:
    cari = baca_cari(request)
    hasil = Hasil([])
    if cari:
        akun = queries.akun_untuk(request.user, Izin.PERAN_BERI)
        hasil = cari_akun(akun, pegawai_untuk(request.user, Izin.PERAN_BERI), cari, PILIHAN)
    unit = request.GET.get("unit", "")
    konteks = {
        "cari": cari,
        "hasil": hasil,
        "daftar": hasil.daftar,
        "lebih": hasil.lebih,
        "buat_akun": boleh(request.user, Izin.AKUN_KELOLA),
        "alamat": f"?{urlencode({'unit': unit})}&akun=" if unit else "?akun=",
    }
    return render(request, "kelola/peran_pilih.html", konteks)


def _beri(request: HttpRequest, form: FormBeri, orang: Pengguna) -> bool:
    try:
        baru = actions.beri_peran(
            penerima=orang,
            isi=actions.IsiPeran(**form.cleaned_data),
            oleh=request.user,
            sekarang=timezone.now(),
        )
    except GalatAturan as galat:
        form.add_error(None, str(galat))
        return False
    siapa = " dan ".join(str(a) for a in (orang, baru.deputi) if a and a != request.user)
    deputi = f" dengan deputi {baru.deputi}" if baru.deputi else ""
    sebagai = f"{baru.get_peran_display()} di {baru.instansi}"
    nanti = baru.mulai > timezone.localdate()
    menjadi = (
        f"menjadi {sebagai} mulai {tanggal_panjang(baru.mulai)}" if nanti else f"kini {sebagai}"
    )
    pesan = f"{orang} {menjadi}{deputi}. {siapa} diberi tahu."
    messages.success(request, pesan)
    return True


def _tinjau(request: HttpRequest, form: FormBeri, orang: Pengguna) -> HttpResponse:
    """The form; where it is complete, what it will mean, before anything is written."""
    konteks: dict[str, Any] = {"form": form, "orang": orang, "hasil": form.temuan}
    konteks["buat_akun"] = boleh(request.user, Izin.AKUN_KELOLA)
    if form.is_bound and not form.errors and (alasan := _alasan(request.user, orang, form)):
        form.add_error(None, alasan)
    if form.is_bound and not form.errors:
        isi = form.cleaned_data
        konteks |= {"isi": isi, "akibat": _akibat(isi["peran"], isi["instansi"])}
    status = 422 if form.errors else 200
    return render(request, "kelola/peran_beri.html", konteks, status=status)


def _alasan(oleh: Pengguna, orang: Pengguna, form: FormBeri) -> str | None:
    isi = form.cleaned_data
    return queries.alasan_tidak_bisa_diberi(
        oleh,
        orang,
        peran=isi["peran"],
        simpul=isi["instansi"],
        masa=Masa(isi["mulai"], isi["selesai"]),
        izin=Izin.PERAN_BERI,
        hari=timezone.localdate(),
    )


def _akibat(peran: str, simpul: Instansi) -> dict[str, Any]:
    """What a role at a node lets one see and do, in plain words."""
    unit, pegawai = queries.jangkauan(simpul)
    return {
        "peran": Peran(peran).label,
        "simpul": simpul,
        "cakupan": CAKUPAN.get(Peran(peran), ""),
        "unit": unit,
        "pegawai": pegawai,
        "hak": hak_peran(peran),
    }


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.PERAN_BERI)
def peran_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes, then, before it is written, what it means for whom."""
    tugas = get_object_or_404(queries.penugasan_untuk(request.user, Izin.PERAN_BERI), pk=pk)
    form = FormTetap(
        request.POST or None,
        initial={
            "selesai": tugas.selesai,
            "pelaksana_tugas": tugas.pelaksana_tugas,
            "deputi": tugas.deputi.nama if tugas.deputi else "",
            "alasan": tugas.alasan,
        },
        akun=queries.akun_untuk(request.user, Izin.PERAN_BERI),
        pegawai=pegawai_untuk(request.user, Izin.PERAN_BERI),
        penerima=tugas.pengguna,
        kini=tugas.deputi,
    )
    if form.is_valid() and request.POST.get("konfirmasi") == "ya" and _ubah(request, form, tugas):
        return redirect("kelola:peran_orang", tugas.pengguna_id)
    konteks = {"tugas": tugas, "form": form, "hasil": form.temuan}
    konteks["buat_akun"] = boleh(request.user, Izin.AKUN_KELOLA)
    konteks |= _perubahan(request.user, form, tugas)
    return render(request, "kelola/peran_ubah.html", konteks, status=422 if form.errors else 200)


def _ubah(request: HttpRequest, form: FormTetap, tugas: Penugasan) -> bool:
    try:
        actions.ubah_peran(
            penugasan=tugas, oleh=request.user, sekarang=timezone.now(), **form.cleaned_data
        )
    except GalatAturan as galat:
        form.add_error(None, str(galat))
        return False
    wakil = form.cleaned_data["deputi"]
    deputi = f" Deputinya {wakil}." if wakil else ""
    messages.success(request, f"Peran {tugas.pengguna} diubah.{deputi}")
    return True


def _perubahan(oleh: Pengguna, form: FormTetap, tugas: Penugasan) -> dict[str, Any]:
    """What a complete form changes, and for whom; nothing, with the reason, where it cannot be."""
    if not form.is_bound or form.errors:
        return {}
    isi, hari = form.cleaned_data, timezone.localdate()
    lama = rules.Tetap(tugas.selesai, tugas.pelaksana_tugas, str(tugas.deputi or ""), tugas.alasan)
    baru = rules.Tetap(**isi | {"deputi": str(isi["deputi"] or "")})
    beda = rules.perubahan_peran(lama, baru)
    alasan = queries.alasan_tidak_bisa_diubah(
        tugas, isi["selesai"], oleh=oleh, izin=Izin.PERAN_BERI, hari=hari
    )
    if alasan or not beda:
        form.add_error(None, alasan or "Belum ada yang diubah. Ubah isian di bawah dulu.")
        return {}
    return {"beda": beda, "dipersingkat": _dipersingkat(tugas, isi["selesai"], hari)} | (
        _deputi_berganti(tugas, isi["deputi"], hari) if isi["deputi"] != tugas.deputi else {}
    )


def _dipersingkat(tugas: Penugasan, selesai: Any, hari: Any) -> list[Penugasan]:
    """The delegations that would end earlier with the role."""
    return [t for t in queries.titipan(tugas, hari) if selesai and t.selesai > selesai]


def _hak_deputi(tugas: Penugasan, siapa: Pengguna, hari: Any) -> list[BagianHak]:
    hak, sendiri = hak_beda(tugas.peran, queries.peran_tetap(tugas, siapa, hari))
    return tabel_hak([*hak, *sendiri])


def _deputi_berganti(tugas: Penugasan, baru: Pengguna | None, hari: Any) -> dict[str, Any]:
    """Who gains and who loses the deputy's rights, beside what their other roles allow."""
    hak = {
        nama: (siapa, _hak_deputi(tugas, siapa, hari))
        for nama, siapa in (("didapat", baru), ("hilang", tugas.deputi))
        if siapa
    }
    return hak | {"nanti": tugas.mulai > hari}


@require_http_methods(BACA_TULIS)
@perlu_izin(Izin.PERAN_BERI)
def peran_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    tugas = get_object_or_404(queries.penugasan_untuk(request.user, Izin.PERAN_BERI), pk=pk)
    orang, form = tugas.pengguna, FormAlasan(request.POST or None)
    hari = timezone.localdate()
    nanti = tugas.mulai > hari
    if form.is_valid():
        try:
            actions.akhiri_peran(
                penugasan=tugas, oleh=request.user, sekarang=timezone.now(), **form.cleaned_data
            )
        except GalatAturan as galat:
            form.add_error(None, str(galat))
        else:
            messages.success(request, _kabar_akhir(tugas, nanti=nanti))
            return redirect("kelola:peran_orang", orang.pk)
    konteks = {
        "tugas": tugas,
        "nanti": nanti,
        "form": form,
        "titipan": queries.titipan(tugas, hari),
        "lain": queries.pemegang_lain(tugas, hari),
        "terakhir": queries.admin_terakhir(tugas, hari),
    } | _hak_hilang(tugas, hari)
    return render(request, "kelola/peran_akhiri.html", konteks, status=422 if form.errors else 200)


def _kabar_akhir(tugas: Penugasan, *, nanti: bool) -> str:
    """Which role at which node is over, or will not begin, and that its deputy stopped too."""
    if nanti:
        return f"{tugas.pengguna} tidak jadi {tugas.get_peran_display()} di {tugas.instansi}."
    deputi = f" {tugas.deputi} juga berhenti sebagai deputinya." if tugas.deputi else ""
    return f"{tugas.pengguna} bukan lagi {tugas.get_peran_display()} di {tugas.instansi}.{deputi}"


def _hak_hilang(tugas: Penugasan, hari: Any) -> dict[str, list[BagianHak]]:
    """What the holder loses with a role, and what is left of it by the directory alone."""
    tetap = queries.peran_tetap(tugas, tugas.pengguna, hari)
    hilang, sisa = hak_beda(tugas.peran, tetap, delegasi=tugas.delegasi_dari_id is not None)
    if peran_turunan(tugas.pengguna):
        return {"hak": tabel_hak(hilang), "sisa": tabel_hak(sisa)}
    return {"hak": tabel_hak([*hilang, *sisa])}
