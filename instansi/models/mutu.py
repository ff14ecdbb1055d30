"""What the quality page adds up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from instansi.models.organisasi import Instansi


class RingkasanMutu(models.Model):
    """The quality of the records of one unit's own people (not its subtree).

    Derived and rebuilt, so not tracked. ``dasar`` and ``salah`` count how many records each
    measure of ``ukuran`` asks and how many of them are wrong, in that order.
    """

    pemda = models.ForeignKey(Instansi, models.CASCADE, related_name="+")
    unit = models.OneToOneField(Instansi, models.CASCADE, related_name="+")
    orang = models.PositiveIntegerField()
    bersih = models.PositiveIntegerField()
    ukuran = ArrayField(models.CharField(max_length=20))
    dasar = ArrayField(models.PositiveIntegerField())
    salah = ArrayField(models.PositiveIntegerField())
    terakhir = models.DateTimeField(null=True)
    dihitung_pada = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.bersih}/{self.orang}"
