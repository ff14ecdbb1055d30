"""Imports: the list, upload, columns, result, apply, undo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from instansi.actions import PEMUAT_LIBUR, PEMUAT_PEGAWAI
from instansi.akses import alasan_ditolak, boleh, perlu_izin
from instansi.queries import pegawai_untuk
from instansi.terpilih import TERBANYAK, ingat_terpilih
from kelola.actions import impor as aksi_impor
from kelola.actions.pemuat import PEMUAT, izin_pemuat, pemuat_untuk
from kelola.actions.urungkan import halangan_urung
from kelola.forms.impor import FormPemetaan, FormUnggah
from kelola.models import PekerjaanImpor, RincianImpor
from kelola.permissions import Izin
from kelola.queries.impor import (
    TAB_AKUN,
    Hitungan,
    Sebab,
    akan_kosong,
    akun_baru,
    baris_rincian,
    hitung_rincian,
    impor_untuk,
    jabatan_baru,
    masalah_berulang,
    rincian,
    sudah_diundang,
    tanpa_akun,
)
from kelola.queries.libur import jumlah_sesi_impor
from kelola.rules.impor import (
    alasan_tidak_bisa_diterapkan,
    alasan_tidak_bisa_diurungkan,
    beralasan,
    ringkas_hasil,
    sebut_akibat,
    sebut_jabatan,
    sebut_kosong,
)
from lib.angka import angka
from lib.galat import GalatAturan

PER_HALAMAN = 25
BARIS_HALAMAN = 50
NAMA_TERSEBUT = 3  # new positions that the summary names
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUDAH_DIUNDANG = "Ada yang sudah diundang, sehingga impor ini tidak bisa diurungkan lagi."
Status = PekerjaanImpor.Status


@require_safe
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_daftar(request: HttpRequest) -> HttpResponse:
    semua = impor_untuk(request.user, Izin.IMPOR_LIHAT).order_by("-dibuat_pada", "-id")
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("hal"))
    baris = [
        (p, PEMUAT[p.jenis].judul, ringkas_hasil(p.status, **p.angka_hasil))
        for p in halaman.object_list
    ]
    konteks = {"halaman": halaman, "baris": baris, "jenis": len(pemuat_untuk(request.user))}
    return render(request, "kelola/impor_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_baru(request: HttpRequest) -> HttpResponse:
    """Choose a kind; with ``?jenis=`` upload a file of it."""
    jenis = request.GET.get("jenis", "")
    if not jenis:
        konteks = {"daftar": pemuat_untuk(request.user)}
        return render(request, "kelola/impor_baru.html", konteks)
    pemuat = _pemuat(request, jenis)
    formulir = FormUnggah(request.POST or None, request.FILES or None)
    if request.method == "POST" and formulir.is_valid():
        berkas = formulir.cleaned_data["berkas"]
        perintah = {"oleh": request.user, "sekarang": timezone.now()}
        try:
            pekerjaan = aksi_impor.unggah_impor(
                jenis=jenis, berkas=berkas, nama=berkas.name, **perintah
            )
        except GalatAturan as galat:
            formulir.add_error("berkas", str(galat))
        else:
            return redirect("kelola:impor_detail", pekerjaan.pk)
    konteks = {"pemuat": pemuat, "formulir": formulir}
    return render(request, "kelola/impor_unggah.html", konteks)


@require_safe
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_templat(request: HttpRequest, jenis: str) -> HttpResponse:
    pemuat = _pemuat(request, jenis)
    jawaban = HttpResponse(content_type=XLSX)
    jawaban["Content-Disposition"] = f'attachment; filename="templat-{pemuat.kode}.xlsx"'
    pemuat.templat(jawaban)
    return jawaban


@require_safe
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_detail(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = _pekerjaan(request, pk, ubah=False)
    if pekerjaan.status == Status.UNGGAH:
        return redirect("kelola:impor_kolom", pk)
    konteks = _konteks(pekerjaan)
    if pekerjaan.dikerjakan:
        bagian = "#kemajuan" if request.htmx else ""
        return render(request, f"kelola/impor_kerja.html{bagian}", konteks)
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "kelola/impor_hasil.html", konteks | _konteks_hasil(request, pekerjaan))


def _konteks_hasil(request: HttpRequest, pekerjaan: PekerjaanImpor) -> dict[str, Any]:
    jumlah, tanpa = hitung_rincian(pekerjaan), _tanpa_akun(pekerjaan)
    tab = _tab(pekerjaan, jumlah, tanpa)
    kode = [k for k, _, _ in tab]
    aktif = request.GET.get("tab", "") if request.GET.get("tab", "") in kode else (kode or [""])[0]
    status = pekerjaan.status
    return _konteks_rinci(request, pekerjaan, aktif, tanpa) | {
        "tab": tab,
        "aktif": aktif,
        "tanpa_akun": tanpa,
        "ringkas": ringkas_hasil(status, **pekerjaan.angka_hasil),
        "pesan": jumlah[RincianImpor.Jenis.DITOLAK].pesan,
        "boleh": boleh(request.user, izin_pemuat(PEMUAT[pekerjaan.jenis])),
        "terapkan": alasan_tidak_bisa_diterapkan(status, pekerjaan.siap_dimuat) is None,
        **_sesudah(pekerjaan),
        **_akibat(pekerjaan, jumlah),
        "sesi_libur": _sesi_libur(pekerjaan),
        "sama": status == Status.SIAP and not pekerjaan.siap_dimuat and not pekerjaan.ditolak,
    }


def _sesudah(pekerjaan: PekerjaanImpor) -> dict[str, Any]:
    """Whether an undo may be tried, and whether somebody waits for an invitation."""
    status, diterapkan = pekerjaan.status, pekerjaan.status == Status.DITERAPKAN
    alasan = alasan_tidak_bisa_diurungkan(status, pekerjaan.urung_sampai, timezone.now())
    orang = diterapkan and pekerjaan.jenis == PEMUAT_PEGAWAI.kode
    if orang and alasan is None and sudah_diundang(pekerjaan):
        alasan = SUDAH_DIUNDANG
    return {
        "tidak_urung": alasan,
        "menunggu": orang and pekerjaan.akun_baru and akun_baru(pekerjaan).exists(),
    }


def _tab(
    pekerjaan: PekerjaanImpor, jumlah: dict[str, Hitungan], tanpa: list[Sebab]
) -> list[tuple[str, str, int]]:
    """Code, words and number of rows of each tab that has any."""
    label = LABEL_URUNG if pekerjaan.status == Status.DIURUNGKAN else {}
    tab = [(j.value, label.get(j, j.label), n.baris) for j in URUTAN if (n := jumlah[j]).baris]
    return tab + ([(TAB_AKUN, "Tanpa akun", sum(s.baris for s in tanpa))] if tanpa else [])


def _konteks_rinci(
    request: HttpRequest, pekerjaan: PekerjaanImpor, aktif: str, tanpa: list[Sebab]
) -> dict[str, Any]:
    """The rows of the active tab, narrowed to one problem or one reason."""
    berulang = masalah_berulang(pekerjaan) if aktif == RincianImpor.Jenis.DITOLAK else []
    masalah = next((m for m in berulang if str(m.pk) == request.GET.get("masalah")), None)
    dipilih = request.GET.get("sebab") if aktif == TAB_AKUN else ""
    sebab = next((s for s in tanpa if s.kode == dipilih), None)
    baris = baris_rincian(pekerjaan, aktif, masalah, sebab)
    halaman = Paginator(baris, BARIS_HALAMAN).get_page(request.GET.get("hal"))
    return {
        "halaman": halaman,
        "rinci": rincian(pekerjaan, aktif, list(halaman), request.user),
        "berulang": berulang,
        "masalah": masalah,
        "sebab": sebab,
    }


def _tanpa_akun(pekerjaan: PekerjaanImpor) -> list[Sebab]:
    """Why people of the file get no account; no query for other kinds, none once undone."""
    pegawai = pekerjaan.jenis == PEMUAT_PEGAWAI.kode
    return tanpa_akun(pekerjaan) if pegawai and pekerjaan.status != Status.DIURUNGKAN else []


def _sesi_libur(pekerjaan: PekerjaanImpor) -> int:
    """How many sessions an import of days off hits; no query for other kinds."""
    libur = pekerjaan.jenis == PEMUAT_LIBUR.kode
    return jumlah_sesi_impor(pekerjaan, timezone.now()) if libur else 0


def _akibat(pekerjaan: PekerjaanImpor, jumlah: dict[str, Hitungan]) -> dict[str, Any]:
    """What applying does: positions made (no query for none), values taken away, all in words."""
    banyak, kosong = jumlah[RincianImpor.Jenis.JABATAN].baris, _kosong(pekerjaan)
    nama = jabatan_baru(pekerjaan, NAMA_TERSEBUT) if banyak else []
    jabatan = sebut_jabatan(nama, banyak)
    akibat = sebut_akibat(
        **pekerjaan.angka_hasil, jabatan=jabatan, banyak_jabatan=banyak, kosong=kosong
    )
    return {"banyak_jabatan": banyak, "jabatan_baru": jabatan, "kosong": kosong, "akibat": akibat}


def _kosong(pekerjaan: PekerjaanImpor) -> str:
    """What applying would take away by empty cells; no query where nothing would change."""
    if pekerjaan.status != Status.SIAP or not pekerjaan.berubah:
        return ""
    kolom = PEMUAT[pekerjaan.jenis].kolom
    tanpa = [k.sebutan for k in kolom if k.nama not in pekerjaan.pemetaan]
    return sebut_kosong(akan_kosong(pekerjaan, tanpa=tanpa))


URUTAN = (
    RincianImpor.Jenis.TAWARAN,
    RincianImpor.Jenis.DITOLAK,
    RincianImpor.Jenis.BERUBAH,
    RincianImpor.Jenis.BARU,
    RincianImpor.Jenis.JABATAN,
    RincianImpor.Jenis.PERINGATAN,
)


LABEL_URUNG = {
    RincianImpor.Jenis.BERUBAH: "Dikembalikan",
    RincianImpor.Jenis.BARU: "Dihapus lagi",
}


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_kolom(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which column of the file is which."""
    pekerjaan = _pekerjaan(request, pk)
    if pekerjaan.status not in (Status.UNGGAH, Status.SIAP):
        return redirect("kelola:impor_detail", pk)
    formulir = FormPemetaan(
        request.POST if request.method == "POST" else None,
        kolom=pekerjaan.pratinjau,
        pemetaan=pekerjaan.pemetaan,
        pemuat=PEMUAT[pekerjaan.jenis],
    )
    if request.method == "POST" and formulir.is_valid():
        return _jalankan(request, pekerjaan, aksi_impor.petakan_impor, pemetaan=formulir.pemetaan())
    konteks = _konteks(pekerjaan) | {"formulir": formulir} | _kolom(pekerjaan, formulir)
    return render(request, "kelola/impor_kolom.html", konteks)


def _kolom(pekerjaan: PekerjaanImpor, formulir: FormPemetaan) -> dict[str, Any]:
    """The columns to be asked about, and those recognised; a blank one without heading is none."""
    tanya, dikenal = [], []
    for k in pekerjaan.pratinjau:
        contoh = [isi for isi in k["contoh"] if isi]
        if (k["judul"] or contoh) and not beralasan(k):
            satu = (k | {"contoh": contoh}, formulir[f"k{k['letak']}"])
            (dikenal if k["nama"] else tanya).append(satu)
    return {"tanya": tanya, "dikenal": dikenal}


@require_POST
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_pastikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the people offered for rows whose NIP has lost digits."""
    pekerjaan = _pekerjaan(request, pk)
    baris = [int(b) for b in request.POST.getlist("baris") if b.isdigit()]
    return _jalankan(request, pekerjaan, aksi_impor.pastikan_orang, baris=baris)


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = _pekerjaan(request, pk)
    if request.POST.get("konfirmasi") == "ya":
        return _jalankan(request, pekerjaan, aksi_impor.minta_terapkan)
    akibat = _akibat(pekerjaan, hitung_rincian(pekerjaan))["akibat"]
    judul = f"Terapkan {angka(pekerjaan.siap_dimuat)} baris dari {pekerjaan.nama_berkas}?"
    return _tanya(request, pekerjaan, judul, akibat, "Terapkan")


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_urungkan(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = _pekerjaan(request, pk)
    if request.POST.get("konfirmasi") == "ya":
        return _jalankan(request, pekerjaan, aksi_impor.minta_urungkan)
    if pekerjaan.status == Status.DITERAPKAN and (
        alasan := halangan_urung(pekerjaan, request.user)
    ):
        if request.method == "POST":
            return _jalankan(request, pekerjaan, aksi_impor.catat_halangan_urung, alasan=alasan)
        return redirect("kelola:impor_detail", pk)
    akibat = (
        f"{angka(pekerjaan.baru)} baris yang ditambahkan akan dihapus, dan "
        f"{angka(pekerjaan.berubah)} baris kembali seperti sebelum impor."
    )
    judul = f"Urungkan seluruh impor {pekerjaan.nama_berkas}?"
    return _tanya(request, pekerjaan, judul, akibat, "Urungkan impor")


@require_POST
@perlu_izin(Izin.AKUN_KELOLA)
def impor_undang(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page that invites many, with the people whose account this import made."""
    pekerjaan = _pekerjaan(request, pk)
    milik = pegawai_untuk(request.user, Izin.AKUN_KELOLA).filter(pk__in=akun_baru(pekerjaan))
    orang = list(milik.order_by("pk").values_list("pk", flat=True)[: TERBANYAK + 1])
    if not orang:
        messages.info(request, "Pemilik akun baru dari impor ini sudah diundang semua.")
        return redirect("kelola:impor_detail", pk)
    if len(orang) > TERBANYAK:
        messages.info(
            request,
            f"Akun barunya lebih dari {angka(TERBANYAK)}. Undang dari daftar ini, per unit.",
        )
        return redirect(f"{reverse('kelola:akun_daftar')}?keadaan=belum_aktif")
    ingat_terpilih(request, orang, reverse("kelola:impor_detail", args=[pk]))
    return redirect("kelola:akun_massal")


@require_http_methods(["GET", "HEAD", "POST"])
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    pekerjaan = _pekerjaan(request, pk)
    if request.POST.get("konfirmasi") == "ya":
        return _jalankan(request, pekerjaan, aksi_impor.batalkan_impor)
    akibat = "Belum ada data yang berubah. Berkasnya tetap tercatat di daftar impor."
    return _tanya(request, pekerjaan, "Batalkan impor ini?", akibat, "Batalkan impor")


@require_safe
@perlu_izin(Izin.IMPOR_LIHAT)
def impor_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """The rejected rows, to be mended and loaded again."""
    pekerjaan = _pekerjaan(request, pk, ubah=False)
    if not pekerjaan.berkas_tolak:
        raise Http404
    return FileResponse(
        pekerjaan.berkas_tolak.open("rb"),
        as_attachment=True,
        filename=f"perlu-diperbaiki-{pekerjaan.pk}.xlsx",
        content_type=XLSX,
    )


def _pemuat(request: HttpRequest, jenis: str):
    if jenis not in PEMUAT:
        raise Http404
    izin = izin_pemuat(PEMUAT[jenis])
    if not boleh(request.user, izin):
        raise PermissionDenied(alasan_ditolak(izin))
    return PEMUAT[jenis]


def _pekerjaan(request: HttpRequest, pk: int, *, ubah: bool = True) -> PekerjaanImpor:
    """An import in scope; to command it one needs the right of its kind."""
    pekerjaan = get_object_or_404(impor_untuk(request.user, Izin.IMPOR_LIHAT), pk=pk)
    if ubah:
        _pemuat(request, pekerjaan.jenis)
    return pekerjaan


def _konteks(pekerjaan: PekerjaanImpor) -> dict[str, Any]:
    return {"pekerjaan": pekerjaan, "pemuat": PEMUAT[pekerjaan.jenis]}


def _jalankan(request: HttpRequest, pekerjaan: PekerjaanImpor, perintah, **isi) -> HttpResponse:
    """One command; a refusal is told on the page of the import."""
    try:
        perintah(pekerjaan=pekerjaan, oleh=request.user, sekarang=timezone.now(), **isi)
    except GalatAturan as galat:
        messages.error(request, str(galat))
    return redirect("kelola:impor_detail", pekerjaan.pk)


def _tanya(
    request: HttpRequest, pekerjaan: PekerjaanImpor, judul: str, akibat: str, setuju: str
) -> HttpResponse:
    konteks = {
        "judul": judul,
        "akibat": akibat,
        "setuju": setuju,
        "kembali_url": reverse("kelola:impor_detail", args=[pekerjaan.pk]),
        "isian": [],
    }
    return render(request, "konfirmasi.html", konteks)
