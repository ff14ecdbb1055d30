"""What tests of sending share."""

from notifikasi import actions
from notifikasi.models import Pesan
from notifikasi.tests.factories import SEKARANG

S = Pesan.Status


def kirim(pada=SEKARANG):
    return actions.kirim_bagian(jam=lambda: pada)


def sapu(pada=SEKARANG):
    actions.sapu_pesan(oleh="sistem:uji", sekarang=pada)


def status(*pesan):
    return [Pesan.objects.get(pk=p.pk).status for p in pesan]
