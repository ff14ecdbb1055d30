"""One person: profile, placements, development, changes of the record."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from beranda.permissions import Izin as IzinBeranda
from beranda.queries import pegawai as queries
from instansi.actions import ambil_orang
from instansi.akses import boleh, perlu_izin
from instansi.models import Pegawai
from instansi.permissions import Izin
from instansi.queries import pegawai_untuk
from instansi.queries.kebijakan import ketentuan
from instansi.queries.orang import mencakup, penilai
from instansi.queries.pelaksana import tugas_kini
from instansi.queries.riwayat_orang import perubahan_orang
from instansi.rules.orang import PANGKAT, PERGI, batas_pensiun, tanggal_pensiun, usia
from instansi.rules.pelaksana import cara_akhir
from kelola.permissions import Izin as IzinKelola
from kelola.rules.akun import keadaan_akun
from laporan.queries.perhatian import nilai_perhatian
from lib.nip import periksa_nip


@require_safe
@perlu_izin(Izin.PEGAWAI_LIHAT)
def pegawai_detail(request: HttpRequest, pk: int) -> HttpResponse:
    sekarang, patokan = timezone.now(), queries.patokan_hari_ini(request.user)
    terlihat = pegawai_untuk(request.user, Izin.PEGAWAI_LIHAT)
    lengkap = queries.pegawai_lengkap(terlihat, patokan=patokan, sekarang=sekarang)
    pegawai = ambil_orang(
        daftar=lengkap, pk=pk, halaman="Data pegawai", oleh=request.user, sekarang=timezone.now()
    )
    hak = _hak(request, pegawai)
    terbuka = {k: teks for k, teks in TAB.items() if k != "riwayat" or hak["riwayat"]}
    tab = request.GET.get("tab", "") if request.GET.get("tab", "") in terbuka else TAB_AWAL
    konteks = {
        "pegawai": pegawai,
        "alasan": nilai_perhatian(pegawai, patokan),
        "patokan": patokan,
        "tugas": tugas_kini(pegawai, timezone.localdate()),
        "hak": hak,
        "akun": _akun(pegawai) if hak["akun"] else None,
        "tab": tab,
        "dicetak": timezone.localdate(),
        "daftar_tab": [(k, teks, None) for k, teks in terbuka.items()],
        "judul_tab": TAB[tab],
        "kembali": _kembali(request, pegawai),
        **ISI_TAB[tab](pegawai, timezone.localdate()),
    }
    return render(request, "beranda/pegawai_detail.html", konteks)


def _kembali(request: HttpRequest, pegawai: Pegawai) -> tuple[str, str]:
    """The list that this person came from: of all people, the own team, or home."""
    if boleh(request.user, IzinBeranda.PEGAWAI_DAFTAR):
        return reverse("beranda:pegawai_daftar"), "Pegawai"
    if pegawai.pk != request.user.pegawai_id and boleh(request.user, IzinBeranda.TIM_LIHAT):
        return reverse("beranda:tim_saya"), "Tim saya"
    return reverse("beranda:beranda"), "Beranda"


def _hak(request: HttpRequest, pegawai: Pegawai) -> dict[str, bool]:
    """What this person may do with and see of that one; no query."""
    sendiri = pegawai.pk == request.user.pegawai_id
    kelola = mencakup(request.user, Izin.PEGAWAI_KELOLA, pegawai)
    return {
        "sendiri": sendiri,
        "kelola": kelola,
        "ubah_tempat": kelola and not sendiri,
        "pribadi": mencakup(request.user, Izin.PEGAWAI_PRIBADI, pegawai),
        "riwayat": mencakup(request.user, Izin.PEGAWAI_RIWAYAT, pegawai),
        "akun": mencakup(request.user, IzinKelola.AKUN_LIHAT, pegawai),
    }


def _akun(pegawai: Pegawai) -> tuple[int | None, str]:
    """The account's key and its state; a lock of minutes is told on the account's own page."""
    akun = getattr(pegawai, "pengguna", None)
    keadaan = keadaan_akun(
        ada=akun is not None,
        aktif=bool(akun and akun.is_active),
        bersandi=bool(akun and akun.has_usable_password()),
        terkunci=False,
    )
    return akun and akun.pk, keadaan.value


def _profil(pegawai: Pegawai, hari: date) -> dict[str, Any]:
    jabatan = pegawai.jabatan
    batas = batas_pensiun(
        jenis_jabatan=jabatan.jenis,
        jenjang=jabatan.jenjang,
        rumpun=jabatan.rumpun,
        ketentuan=ketentuan(pegawai.pemda_id, hari),
    )
    return {
        "pangkat": PANGKAT.get(pegawai.golongan, ""),
        "batas": batas,
        "pensiun": tanggal_pensiun(pegawai.tanggal_lahir, batas.usia),
        "usia": usia(pegawai.tanggal_lahir, hari),
        "catatan_nip": periksa_nip(
            pegawai.nip,
            kelamin=pegawai.jenis_kelamin,
            tanggal_lahir=pegawai.tanggal_lahir,
            tmt=pegawai.tmt,
        ).peringatan,
    }


def _penempatan(pegawai: Pegawai, hari: date) -> dict[str, Any]:
    penilai_kini = penilai(pegawai, hari)
    return {
        "daftar_penempatan": queries.penempatan(pegawai),
        "daftar_pelaksana": [
            (t, cara_akhir(t.mulai, t.selesai, hari)) for t in queries.pelaksana(pegawai)
        ],
        "penilai": penilai_kini,
        "sementara": penilai_kini is None or penilai_kini.pk != pegawai.atasan_id,
        "pergi": pegawai.status in PERGI,
    }


def _pengembangan(pegawai: Pegawai, hari: date) -> dict[str, Any]:
    return {
        "daftar_pendaftaran": queries.riwayat_kelas(pegawai),
        "daftar_catatan": queries.catatan_terakhir(pegawai, hari.year),
        "daftar_predikat": pegawai.predikat.order_by("-tahun", "-periode", "-id")[:6],
    }


def _riwayat(pegawai: Pegawai, _: date) -> dict[str, Any]:
    return {"daftar_perubahan": perubahan_orang(pegawai)}


TAB_AWAL = "profil"
TAB = {
    "profil": "Profil",
    "penempatan": "Penempatan",
    "pengembangan": "Pengembangan",
    "riwayat": "Riwayat perubahan",
}
ISI_TAB = {
    "profil": _profil,
    "penempatan": _penempatan,
    "pengembangan": _pengembangan,
    "riwayat": _riwayat,
}
