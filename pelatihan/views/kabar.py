"""What is said after a class was announced, moved or cancelled: who was told and who was not."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from lib.angka import angka
from lib.sebutan import sebut_orang
from pelatihan.models import Kelas, Sesi
from pelatihan.queries.pendaftaran import terkabar


def sampaikan(
    request: HttpRequest, kelas: Kelas, kalimat: str, jumlah: int, sesi: Sesi | None = None
) -> None:
    """Say the deed, how many were told of it (none where ``jumlah`` is 0) and whom no mail reaches.

    ``sesi`` narrows it to the participants of one session.
    """
    sampai, luput = terkabar(kelas, sesi)
    banyak = f"{angka(sampai)} peserta" if jumlah and sampai else "Tidak ada peserta yang"
    messages.success(request, f"{kalimat} {banyak} diberi tahu.")
    if luput:
        messages.warning(
            request,
            format_html(
                "{} peserta tidak terjangkau surel: {}. Beri tahu mereka dengan cara lain. "
                '<a href="{}?tab=peserta">Lihat daftar peserta</a>',
                angka(len(luput)),
                sebut_orang(luput),
                reverse("pelatihan:kelas_detail", args=[kelas.pk]),
            ),
        )
