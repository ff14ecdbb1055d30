"""The form and its answers, the same from the account and from the signed link."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from evaluasi import actions, forms, queries, rules
from evaluasi.models import TugasEvaluasi
from instansi.models import Pengguna
from instansi.queries import parameter
from lib.galat import GalatAturan
from lib.tanggal import jam, waktu_lengkap


@dataclass(frozen=True)
class Pengisian:
    """One task as it is being filled: by whom, and under which addresses."""

    tugas: TugasEvaluasi
    oleh: Pengguna | str
    rute: str
    kunci: int | str

    def alamat(self, langkah: str) -> str:
        """The address of isi, simpan, kirim or selesai."""
        return reverse(f"evaluasi:{self.rute}_{langkah}", args=[self.kunci])

    @property
    def alamat_isi(self) -> str:
        return (
            self.alamat("isi")
            if self.rute == "tugas"
            else reverse("evaluasi:tugas_tautan", args=[self.kunci])
        )

    @property
    def pemilik(self) -> str:
        """Whose draft lies on a device, without saying who."""
        return salted_hmac("evaluasi.pemilik", str(self.tugas.pegawai_id)).hexdigest()[:16]

    @property
    def draf(self) -> str:
        """The name of this task's draft on a device."""
        return nama_draf(self.tugas)


def nama_draf(tugas: TugasEvaluasi) -> str:
    """Drafts of one task share a name, from the account and from the link."""
    return salted_hmac("evaluasi.draf", str(tugas.kunci)).hexdigest()[:16]


def konteks_umum(p: Pengisian) -> dict[str, object]:
    """What every page about one task knows."""
    return {
        "p": p,
        "tugas": p.tugas,
        "kelas": p.tugas.kelas,
        "masuk_akun": p.rute == "tugas",
        "daftar": reverse("evaluasi:tugas_daftar"),
    }


def tampilkan(request: HttpRequest, p: Pengisian) -> HttpResponse:
    """The form at the asked step; ``?cangkang=1`` is the same without answers, for the device."""
    sekarang = timezone.now()
    if tertutup := queries.alasan_tertutup(p.tugas, sekarang):
        return tampilkan_tertutup(request, p, tertutup)
    cangkang = "cangkang" in request.GET
    langkah = queries.langkah_tugas(p.tugas, dengan_jawaban=not cangkang)
    kini = rules.nomor_langkah(request.GET.get("langkah", ""), langkah)
    batas = parameter(p.tugas.kelas.pemda_id, timezone.localdate())
    isi = konteks_umum(p) | {
        "langkah": [(x, rules.sisa_menit(_sisa(langkah, x.nomor))) for x in langkah],
        "kini": langkah[kini - 1] if kini <= len(langkah) else None,
        "nomor": kini,
        "tinjau": len(langkah) + 1,
        "lanjut": min(kini + 1, len(langkah) + 1),
        "kurang": rules.soal_kurang(langkah),
        "skala": rules.kata_skala(p.tugas.instrumen.skala_maks),
        "teks_maks": rules.TEKS_MAKS,
        "minimum": int(batas["responden_minimum"]),
        "waktu_ms": int(sekarang.timestamp() * 1000),
        "cangkang": cangkang,
    }
    return render(request, "evaluasi/tugas_isi.html", isi)


def _sisa(langkah: list[rules.Langkah], nomor: int) -> int:
    return sum(len(x.soal) for x in langkah[nomor - 1 :])


def simpan_bagian(request: HttpRequest, p: Pengisian) -> HttpResponse:
    """Keep what a step posted and go where its button points; "keluar" leaves the form."""
    sekarang = timezone.now()
    ke = request.POST.get("ke", "")
    try:
        actions.simpan_jawaban(
            tugas=p.tugas,
            isian=forms.isian_formulir(request.POST, sekarang),
            oleh=p.oleh,
            sekarang=sekarang,
        )
    except actions.TugasTidakBisaDiisi:
        return redirect(p.alamat_isi)
    except actions.JawabanTidakSah as galat:
        messages.error(request, str(galat))
        ke = request.GET.get("langkah", "1")
    if ke == "keluar":
        return _keluar(request, p)
    return redirect(f"{p.alamat_isi}?langkah={ke if ke.isdecimal() else 1}")


def _keluar(request: HttpRequest, p: Pengisian) -> HttpResponse:
    sampai = waktu_lengkap(p.tugas.tenggat, timezone.get_current_timezone())
    if p.rute == "tugas":
        messages.success(request, f"Jawaban tersimpan. Lanjutkan sebelum {sampai}.")
        return redirect("evaluasi:tugas_daftar")
    messages.success(
        request,
        "Jawaban tersimpan. Anda boleh menutup halaman ini, "
        f"lalu melanjutkan dari tautan yang sama sebelum {sampai}.",
    )
    return redirect(p.alamat_isi)


def simpan_otomatis(request: HttpRequest, p: Pengisian) -> JsonResponse:
    """The autosave of the page's script; answers what the server holds now."""
    sekarang = timezone.now()
    try:
        isian, semua = forms.isian_json(request.body)
        soal = actions.simpan_jawaban(tugas=p.tugas, isian=isian, oleh=p.oleh, sekarang=sekarang)
    except forms.BadanTidakTerbaca:
        return JsonResponse({"pesan": "Isi permintaan tidak terbaca."}, status=400)
    except actions.TugasTidakBisaDiisi as galat:
        return JsonResponse(galat.tertutup._asdict(), status=409)
    except actions.JawabanTidakSah as galat:
        return JsonResponse({"pesan": str(galat)}, status=422)
    ditulis = {i.nama for i in isian}
    return JsonResponse(
        {
            "waktu": jam(timezone.localtime(sekarang)),
            "isi": {
                nama: {"nilai": s.jawaban, "urut": s.urut}
                for nama, s in soal.items()
                if semua or nama in ditulis
            },
        }
    )


def kirim(request: HttpRequest, p: Pengisian) -> HttpResponse:
    """Send the form with its last changes."""
    sekarang = timezone.now()
    try:
        actions.kirim_tugas(
            tugas=p.tugas,
            isian=forms.isian_formulir(request.POST, sekarang),
            oleh=p.oleh,
            sekarang=sekarang,
        )
    except actions.TugasTidakBisaDiisi:
        return redirect(p.alamat_isi)
    except GalatAturan as galat:
        messages.error(request, str(galat))
        return redirect(f"{p.alamat_isi}?langkah={_langkah_tinjau(p)}")
    return redirect(p.alamat("selesai"))


def _langkah_tinjau(p: Pengisian) -> int:
    return len(queries.langkah_tugas(p.tugas)) + 1


def tampilkan_selesai(request: HttpRequest, p: Pengisian, sekarang: datetime) -> HttpResponse:
    """Thanks, and what happens next; a form that was not sent goes back to itself."""
    if p.tugas.status != TugasEvaluasi.Status.TERKIRIM:
        return redirect(p.alamat_isi)
    batas = parameter(p.tugas.kelas.pemda_id, sekarang.date())
    return render(
        request,
        "evaluasi/tugas_selesai.html",
        konteks_umum(p) | {"minimum": int(batas["responden_minimum"])},
    )


def tampilkan_tertutup(
    request: HttpRequest, p: Pengisian, tertutup: rules.Tertutup
) -> HttpResponse:
    """Why this form takes no answers, and what to do next."""
    return render(
        request,
        "evaluasi/tugas_tertutup.html",
        konteks_umum(p) | {"tertutup": tertutup, "buang": tertutup.keadaan != "BUKAN_PESERTA"},
    )
