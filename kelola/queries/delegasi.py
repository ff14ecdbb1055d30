"""What a person may hand over, to whom, where, and why not."""

from datetime import date

from django.db.models import Q, QuerySet, Value

from instansi.models import Instansi, Pegawai, Pengguna, Penugasan, Peran
from instansi.rules.peran import alasan_peran_tidak_cocok
from kelola.queries.peran import masa_dipegang
from kelola.rules import peran as rules
from kelola.rules.peran import BISA_DIDELEGASIKAN, Masa


def peran_sendiri(pengguna: Pengguna, hari: date) -> QuerySet[Penugasan]:
    """The roles that a person may hand over: held today or later, and not as a delegate."""
    belum_lewat = Q(selesai=None) | Q(selesai__gte=hari)
    return (
        Penugasan.objects.filter(
            belum_lewat, pengguna=pengguna, delegasi_dari=None, peran__in=BISA_DIDELEGASIKAN
        )
        .select_related("instansi")
        .order_by("instansi__path", "peran", "pk")
    )


def delegasi_untuk(pengguna: Pengguna) -> QuerySet[Penugasan]:
    """Delegations that the person gave or received, the latest first; ``diberi`` tells which."""
    return (
        Penugasan.objects.filter(
            Q(delegasi_dari__pengguna=pengguna) | Q(pengguna=pengguna),
            delegasi_dari__isnull=False,
        )
        .select_related("pengguna", "instansi", "delegasi_dari__pengguna")
        .annotate(diberi=Q(delegasi_dari__pengguna=Value(pengguna.pk)))
        .order_by("-selesai", "-pk")
    )


def pegawai_rekan(induk: Penugasan) -> QuerySet[Pegawai]:
    """The people of the places where a role counts, whether they can take it over or not."""
    return Pegawai.objects.filter(unit__path__startswith=induk.instansi.path)


def rekan_seunit(induk: Penugasan, pengguna: Pengguna) -> QuerySet[Pengguna]:
    """Colleagues of the person's own unit: the first ones to think of."""
    unit = pengguna.pegawai.unit_id if pengguna.pegawai else None
    return rekan(induk).filter(pegawai__unit=unit) if unit else Pengguna.objects.none()


def rekan(induk: Penugasan) -> QuerySet[Pengguna]:
    """Colleagues who can take over a role: people in service where it counts, with an account."""
    return Pengguna.objects.filter(
        is_active=True,
        pegawai__status=Pegawai.Status.AKTIF,
        pegawai__unit__path__startswith=induk.instansi.path,
    ).exclude(pk=induk.pengguna_id)


def rekan_lengkap(induk: Penugasan) -> QuerySet[Pengguna]:
    """Those colleagues with their unit and position."""
    return rekan(induk).select_related("pegawai__unit", "pegawai__jabatan")


def simpul_delegasi(induk: Penugasan, hari: date) -> QuerySet[Instansi]:
    """Where a role can be handed over: its node and those below, for the pemda's roles it alone."""
    simpul = Instansi.objects.filter(path__startswith=induk.instansi.path).filter(
        Q(aktif_sampai=None) | Q(aktif_sampai__gte=hari)
    )
    if induk.peran in {Peran.ADMIN_PEMDA, Peran.HR}:
        simpul = simpul.filter(pk=induk.instansi_id)
    return simpul.order_by("path")


def peringatan_penerima(induk: Penugasan, pemberi: Pengguna, penerima: Pengguna) -> list[str]:
    """What to ask before this role goes to this person; one query at most."""
    orang = penerima.pegawai
    if orang is None:
        return []
    return rules.peringatan_penerima(
        induk.peran,
        induk.instansi.jenis,
        nama=orang.nama,
        jabatan=orang.jabatan.nama,
        jenis_jabatan=orang.jabatan.jenis,
        opd_lain=_opd_lain(pemberi, orang),
    )


def _opd_lain(pemberi: Pengguna, orang: Pegawai) -> str:
    """The agency of a person where it is not the giver's; "" too where the giver has none."""
    opd = orang.unit.path[: 2 * Instansi.steplen]
    if pemberi.pegawai is None or pemberi.pegawai.unit.path.startswith(opd):
        return ""
    return Instansi.objects.values_list("nama", flat=True).get(path=opd)


def alasan_tidak_bisa_didelegasikan(
    oleh: Pengguna,
    induk: Penugasan,
    penerima: Pengguna,
    *,
    simpul: Instansi,
    masa: Masa,
    hari: date,
) -> str | None:
    """Why a role cannot be handed over so, asked of the rows as they stand now; or None."""
    milik = peran_sendiri(oleh, hari).filter(pk=induk.pk).first()
    if milik is None:
        return (
            "Anda tidak memegang peran ini lagi, atau memegangnya sebagai delegasi. "
            "Yang diterima sebagai delegasi tidak bisa didelegasikan lagi."
        )
    if not rekan(milik).filter(pk=penerima.pk).exists():
        return (
            f"Pilih rekan yang bertugas di {milik.instansi.nama} atau di bawahnya, "
            "bukan diri sendiri."
        )
    if not simpul_delegasi(milik, hari).filter(pk=simpul.pk).exists():
        return f"Delegasi hanya untuk {milik.instansi.nama} atau unit di bawahnya."
    return (
        rules.alasan_tidak_bisa_didelegasikan(
            milik.peran, Masa(milik.mulai, milik.selesai), masa, hari_ini=hari
        )
        or alasan_peran_tidak_cocok(milik.peran, simpul.jenis)
        or rules.alasan_tumpang_tindih(
            milik.peran,
            simpul.nama,
            masa,
            masa_dipegang(penerima, milik.peran, simpul),
            nama=str(penerima),
        )
    )
