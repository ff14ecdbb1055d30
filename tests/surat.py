"""What tests of mails share: queue and send one, read it as people do."""

import re

from django.core import mail
from django.urls import resolve

from notifikasi import actions
from notifikasi.models import Pesan
from pelatihan.tests.factories import SEKARANG


def kirim(jenis, sasaran, akun, data=None, pada=SEKARANG):
    """Queue and send one message; the mail."""
    actions.antrekan_pesan(
        jenis=jenis,
        sasaran=sasaran,
        penerima=[akun.pk],
        jatuh_tempo=pada,
        pemda=akun.pemda_id,
        data=data,
        oleh="sistem:uji",
        sekarang=pada,
    )
    actions.kirim_bagian(jam=lambda: pada)
    assert Pesan.objects.latest("pk").status == Pesan.Status.TERKIRIM
    (surat,) = mail.outbox
    periksa(surat)
    return surat


def periksa(surat):
    """What holds of every mail."""
    html = surat.alternatives[0][0]
    tautan = set(re.findall(r"http://localhost:8000(/\S*?)[\s\"<]", f"{surat.body} {html} "))
    assert tautan
    for jalur in tautan:
        resolve(jalur)
    for teks in (surat.body, html):
        assert "Belum ada data" not in teks
        assert not re.search(r"\d{18}", teks)
        assert "{" not in teks.replace("{}", "")
        assert "!" not in re.sub(r"<!.*?>", "", teks)
    assert "&amp;" not in surat.subject + surat.body
    assert "None" not in surat.subject + surat.body + html
    assert not re.search(r"\n{3}|[ \t]\n", surat.body)
