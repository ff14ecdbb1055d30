"""The tree of a city's agencies, and the positions that people hold in it."""

from django.db import models
from django.db.models import Q
from treebeard.mp_tree import MP_Node

from lib.riwayat import lacak


@lacak(exclude=["path", "depth", "numchild"])
class Instansi(MP_Node):
    """A node of the tree. The root is the pemda itself and carries the time zone."""

    class Jenis(models.TextChoices):
        PEMDA = "PEMDA", "Pemerintah kota"
        OPD = "OPD", "Perangkat daerah"
        UNIT = "UNIT", "Unit"
        KECAMATAN = "KECAMATAN", "Kecamatan"
        KELURAHAN = "KELURAHAN", "Kelurahan"
        UPTD = "UPTD", "UPTD"
        SEKOLAH = "SEKOLAH", "Sekolah"
        PUSKESMAS = "PUSKESMAS", "Puskesmas"
        RSUD = "RSUD", "RSUD"

    class Zona(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    pemda = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="semua_unit"
    )
    jenis = models.CharField(max_length=10, choices=Jenis)
    kode = models.SlugField(max_length=60)
    nama = models.CharField(max_length=160)
    singkatan = models.CharField(max_length=40, blank=True)
    zona_waktu = models.CharField(max_length=20, choices=Zona, blank=True)
    aktif_dari = models.DateField(null=True, blank=True)
    aktif_sampai = models.DateField(null=True, blank=True)
    digantikan_oleh = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="menggantikan"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "kode"], nulls_distinct=False, name="instansi_kode_unik"
            ),
            models.CheckConstraint(
                name="instansi_akar_adalah_pemda",
                condition=Q(depth=1, pemda=None, jenis="PEMDA") & ~Q(zona_waktu="")
                | Q(depth__gt=1, pemda__isnull=False) & ~Q(jenis="PEMDA"),
                violation_error_message="Hanya pemda yang menjadi akar, dan zonanya wajib diisi.",
            ),
            models.CheckConstraint(
                name="instansi_masa_aktif_urut",
                condition=Q(aktif_sampai=None)
                | Q(aktif_dari=None)
                | Q(aktif_sampai__gte=models.F("aktif_dari")),
                violation_error_message="Tanggal tutup tidak boleh sebelum tanggal mulai.",
            ),
        ]
        indexes = [models.Index(fields=["nama", "id"], name="instansi_nama")]  # sorts people

    def __str__(self) -> str:
        return self.nama


class PerubahanUnit(models.Model):
    """One change in the shape of the tree: what moved, where from, where to, by whose command.

    The tree's own columns say only how it looks today (a move rewrites those of neighbours too),
    so they are not tracked and the old parent stands here. Only added to, hence not tracked either.
    """

    class Jenis(models.TextChoices):
        BUAT = "BUAT", "Dibuat"
        PINDAH = "PINDAH", "Dipindahkan"
        GABUNG = "GABUNG", "Digabungkan"
        TUTUP = "TUTUP", "Ditutup"
        BUKA = "BUKA", "Dibuka kembali"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    # No constraint: the record stays when an import that made the unit is undone.
    unit = models.ForeignKey(
        Instansi, models.PROTECT, related_name="perubahan", db_constraint=False
    )
    jenis = models.CharField(max_length=6, choices=Jenis)
    # The parent before, and the parent after or the unit that took over.
    dari = models.ForeignKey(
        Instansi, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    ke = models.ForeignKey(
        Instansi, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    berlaku = models.DateField()
    dasar = models.CharField("nomor peraturan", max_length=120, blank=True)
    pegawai = models.PositiveIntegerField(default=0)  # people who went along
    pada = models.DateTimeField()
    # Null where the system did it.
    oleh = models.ForeignKey(
        "instansi.Pengguna", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["unit", "-pada"], name="perubahan_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.get_jenis_display()} {self.berlaku}"


@lacak()
class Jabatan(models.Model):
    """A position: its kind, level and family (teachers and health workers apart)."""

    class Jenis(models.TextChoices):
        JPT = "JPT", "Pimpinan tinggi pratama"
        ADMINISTRATOR = "ADMINISTRATOR", "Administrator"
        PENGAWAS = "PENGAWAS", "Pengawas"
        PELAKSANA = "PELAKSANA", "Pelaksana"
        JF = "JF", "Fungsional"

    class Rumpun(models.TextChoices):
        UMUM = "UMUM", "Umum"
        GURU = "GURU", "Guru"
        KESEHATAN = "KESEHATAN", "Tenaga kesehatan"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    nama = models.CharField(max_length=160)
    jenis = models.CharField(max_length=14, choices=Jenis)
    jenjang = models.CharField(max_length=40, blank=True)
    eselon = models.CharField(max_length=10, blank=True)
    rumpun = models.CharField(max_length=10, choices=Rumpun, default=Rumpun.UMUM)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pemda", "nama"], name="jabatan_nama_unik"),
        ]

    def __str__(self) -> str:
        return self.nama


@lacak()
class Mitra(models.Model):
    """An organisation outside the pemda that helps to develop its people."""

    class Jenis(models.TextChoices):
        UNIVERSITAS = "UNIVERSITAS", "Perguruan tinggi"
        PEMERINTAH = "PEMERINTAH", "Lembaga pemerintah"
        LSM = "LSM", "Organisasi masyarakat"
        SWASTA = "SWASTA", "Penyedia"

    pemda = models.ForeignKey(Instansi, models.PROTECT, related_name="mitra")
    nama = models.CharField(max_length=160)
    jenis = models.CharField(max_length=12, choices=Jenis)
    kontak = models.CharField("nama kontak", max_length=120, blank=True)
    surel = models.EmailField("surel", blank=True)
    telepon = models.CharField(max_length=20, blank=True)
    aktif = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "nama"],
                name="mitra_nama_unik",
                violation_error_message="Mitra bernama ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama
