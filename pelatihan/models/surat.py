"""Letters that leave the house carry a number without gaps."""

from django.db import models

from instansi.models import Instansi
from lib.riwayat import lacak


@lacak()
class PenomoranSurat(models.Model):
    """The running number of one pemda's letters in one year, and the form of their numbers."""

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    klasifikasi = models.CharField(max_length=40)
    templat = models.CharField(max_length=120)
    terakhir = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemda", "tahun"], name="penomoran_surat_unik"),
        ]

    def __str__(self) -> str:
        return f"Surat {self.tahun}: {self.terakhir}"
