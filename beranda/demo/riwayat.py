"""Two years of finished classes: rooms, trainers and people are never in two places."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

from beranda.demo.kelas import RencanaKelas, susun_kelas
from beranda.demo.kota import BKPSDM, DINAS_KESEHATAN, DINAS_PENDIDIKAN, KOMINFO
from beranda.demo.papan import Papan, Paruh, bagi_jp, bagi_jp_harian
from instansi.models import HariLibur, Instansi, Pegawai, Pengguna
from pelatihan.models import Kehadiran, Kelas, Pengajar, Ruang
from pembinaan.models import Metode, Pelatihan

AWAL = date(2025, 1, 20)
JARAK_AKHIR = 25  # days before today: later classes are part of the story, planned by hand
RUMPUN_TEMA = {"Pendidikan": "GURU", "Kesehatan": "KESEHATAN"}
PENYELENGGARA_TEMA = {
    "Pendidikan": DINAS_PENDIDIKAN,
    "Kesehatan": DINAS_KESEHATAN,
    "Teknologi informasi": KOMINFO,
}


@dataclass
class Dunia:
    """What there is to plan with."""

    pemda: Instansi
    papan: Papan
    acak: Random
    hari_ini: date
    hr: Pengguna
    unit: dict[str, Instansi]
    ruang: list[Ruang]
    pengajar: list[Pengajar]
    pelatihan: dict[str, Pelatihan]
    orang: list[Pegawai]
    tokoh: dict[str, Pegawai]
    pernah: set[tuple[int, int]] = field(default_factory=set)  # person, training
    nomor: int = 0

    def kelas(
        self, pelatihan: Pelatihan, penyelenggara: Instansi, deret: list[Paruh], **isi
    ) -> Kelas:
        """A published class whose registration closed three days before its first session."""
        mulai = self.papan.pukul(deret[0][0], 8)
        self.nomor += 1
        terbit = mulai - timedelta(days=30)
        bawaan = {
            "pemda": self.pemda,
            "pelatihan": pelatihan,
            "penyelenggara": penyelenggara,
            "metode": pelatihan.metode,
            "tautan_daring": ""
            if pelatihan.metode == Metode.TATAP_MUKA
            else f"https://rapat.example/{pelatihan.kode}-{self.nomor}",
            "kursi": 30,
            "daftar_mulai": terbit,
            "daftar_selesai": mulai - timedelta(days=3),
            "status": Kelas.Status.SELESAI,
            "angkatan": 0,
            "terbit_pada": terbit,
            "terbit_oleh": self.hr,
            "dibuat_oleh": self.hr,
        }
        return Kelas(**(bawaan | isi))


def siapkan(
    pemda: Instansi, acak: Random, hari_ini: date, hr: Pengguna, tokoh: dict[str, Pegawai]
) -> Dunia:
    """Gather a city's rooms, trainers, trainings and people who are at work."""
    libur = set(HariLibur.objects.filter(pemda=pemda).values_list("tanggal", flat=True))
    return Dunia(
        pemda=pemda,
        papan=Papan(ZoneInfo(pemda.zona_waktu), libur),
        acak=acak,
        hari_ini=hari_ini,
        hr=hr,
        unit={u.nama: u for u in Instansi.objects.filter(pemda=pemda)},
        ruang=list(Ruang.objects.filter(pemda=pemda).order_by("pk")),
        pengajar=list(
            Pengajar.objects.filter(pemda=pemda).select_related("pengguna").order_by("pk")
        ),
        pelatihan={p.nama: p for p in Pelatihan.objects.filter(pemda=pemda).order_by("pk")},
        orang=list(
            Pegawai.objects.filter(pemda=pemda, status=Pegawai.Status.AKTIF)
            .select_related("jabatan", "unit")
            .order_by("pk")
        ),
        tokoh=tokoh,
    )


def rencanakan_riwayat(dunia: Dunia, jumlah: int) -> list[RencanaKelas]:
    """Finished, verified classes, spread evenly over the days up to last month.

    Fewer than ``jumlah`` where no room is free, or nobody is left whom a class is for.
    """
    akhir = dunia.hari_ini - timedelta(days=JARAK_AKHIR)
    rentang = max((akhir - AWAL).days, 1)
    daftar_pelatihan = list(dunia.pelatihan.values())
    hasil = []
    for n in range(jumlah):
        mulai = AWAL + timedelta(days=n * rentang // jumlah)
        pelatihan = daftar_pelatihan[n % len(daftar_pelatihan)]
        if rencana := rencanakan_kelas(dunia, pelatihan, mulai):
            _isi_riwayat(dunia, rencana)
            if rencana.peserta:
                hasil.append(rencana)
    return hasil


def rencanakan_kelas(
    dunia: Dunia,
    pelatihan: Pelatihan,
    mulai: date,
    *,
    penyelenggara: str = "",
    deret_tetap: list[Paruh] | None = None,
    **isi,
) -> RencanaKelas | None:
    """A class on the first days from ``mulai`` on which a room and a trainer are free.

    With ``deret_tetap`` its sessions stand on those half days, whatever the weekday.
    """
    jp = jp_sesi(pelatihan)
    sehari = 2 if pelatihan.bentuk == "B7" else dunia.acak.choice((1, 2))
    unit = dunia.unit[penyelenggara or _penyelenggara(dunia, pelatihan)]
    for geser in range(20):
        deret = deret_tetap or dunia.papan.deret(
            mulai + timedelta(days=geser), len(jp), sehari=sehari
        )
        ruang = _ruang_bebas(dunia, unit, pelatihan, deret)
        pengajar = [p for p in dunia.pengajar if dunia.papan.bebas("pengajar", p.pk, deret)]
        if (ruang or pelatihan.metode == Metode.DARING) and len(pengajar) > 1:
            break
    else:
        return None
    kursi = min(ruang.kapasitas if ruang else 40, dunia.acak.choice((24, 28, 30, 32)))
    kelas = dunia.kelas(pelatihan, unit, deret, **({"kursi": kursi} | isi))
    dua = dunia.acak.random() < 0.5
    mengajar = dunia.acak.sample(pengajar, 2 if dua else 1)
    return susun_kelas(dunia.papan, kelas, deret, jp, ruang, mengajar)


def jp_sesi(pelatihan: Pelatihan) -> list[int]:
    """How a training's curriculum is cut into sessions."""
    return bagi_jp_harian(pelatihan.jp) if pelatihan.bentuk == "B7" else bagi_jp(pelatihan.jp)


def _penyelenggara(dunia: Dunia, pelatihan: Pelatihan) -> str:
    if pelatihan.tema in PENYELENGGARA_TEMA:
        return PENYELENGGARA_TEMA[pelatihan.tema]
    return BKPSDM if dunia.acak.random() < 0.8 else DINAS_PENDIDIKAN


def _ruang_bebas(
    dunia: Dunia, unit: Instansi, pelatihan: Pelatihan, deret: list[Paruh]
) -> Ruang | None:
    """The organiser's own rooms first, then any that holds a class."""
    if pelatihan.metode == Metode.DARING:
        return None
    cukup = [r for r in dunia.ruang if 20 <= r.kapasitas <= 100]
    bebas = [r for r in cukup if dunia.papan.bebas("ruang", r.pk, deret)]
    return next((r for r in bebas if r.pemilik_id == unit.pk), bebas[0] if bebas else None)


def calon_peserta(dunia: Dunia, rencana: RencanaKelas) -> list[Pegawai]:
    """People whom the class may seat: the right profession, free, new to this training."""
    rumpun = RUMPUN_TEMA.get(rencana.pelatihan.tema)
    tokoh = {dunia.tokoh["pegawai"].pk}  # this one's year is told by hand
    orang = [
        p
        for p in dunia.orang
        if p.pk not in tokoh
        and (rumpun is None or p.jabatan.rumpun == rumpun)
        and (p.pk, rencana.pelatihan.pk) not in dunia.pernah
        and dunia.papan.bebas("orang", p.pk, rencana.deret)
    ]
    cabang = rencana.kelas.penyelenggara
    if cabang.nama in {BKPSDM, KOMINFO}:
        return orang
    sendiri = [p for p in orang if p.unit.path.startswith(cabang.path)]
    return sendiri if len(sendiri) >= rencana.kelas.kursi else orang


def dudukkan(dunia: Dunia, rencana: RencanaKelas, peserta: list[Pegawai]) -> None:
    """Seat people and hold their time."""
    for p in peserta:
        rencana.peserta.append(p)
        dunia.pernah.add((p.pk, rencana.pelatihan.pk))
        dunia.papan.pakai("orang", p.pk, rencana.deret)


def _isi_riwayat(dunia: Dunia, rencana: RencanaKelas) -> None:
    acak = dunia.acak
    calon = calon_peserta(dunia, rencana)
    kursi = rencana.kelas.kursi
    # One class in twelve draws few people: too few answers to show a mean.
    banyak = acak.randint(3, 5) if acak.random() < 0.08 else acak.randint(kursi * 4 // 5, kursi)
    terpilih = acak.sample(calon, min(banyak, len(calon)))
    batal = len(terpilih) // 20
    rencana.batal = terpilih[:batal]
    dudukkan(dunia, rencana, terpilih[batal:])
    tandai_kehadiran(acak, rencana)
    verifikasi(dunia, rencana)


def tandai_kehadiran(acak: Random, rencana: RencanaKelas, sampai: int | None = None) -> None:
    """Mark the first sessions: most people come; a few miss one, some miss most."""
    tidak = (Kehadiran.Status.IZIN, Kehadiran.Status.SAKIT, Kehadiran.Status.ALPA)
    rencana.ditandai = len(rencana.sesi) if sampai is None else sampai
    for p in rencana.peserta:
        undi = acak.random()
        peluang = 0.75 if undi < 0.05 else 0.25 if undi < 0.12 else 0.02
        for n in range(rencana.ditandai):
            if acak.random() < peluang:
                rencana.tidak_hadir[p.pk, n] = acak.choice(tidak)


def verifikasi(dunia: Dunia, rencana: RencanaKelas) -> None:
    """HR checks the attendance some days after the class has ended."""
    rencana.verifikasi_pada = rencana.selesai + timedelta(days=dunia.acak.randint(2, 6))
