"""The slot search against brute force: minutes painted one by one, nothing shared with it."""

import random
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelatihan.rules.jadwal import Kalender, Rentang
from pelatihan.rules.slot import Permintaan, RuangTersedia, Terpakai, cari_slot

WITA = timezone(timedelta(hours=8))
SENIN = datetime(2026, 11, 23, tzinfo=WITA)
MENIT = timedelta(minutes=1)


def kalender(**isi):
    bawaan = {
        "zona": WITA,
        "jam_mulai": 450,
        "jam_selesai": 960,
        "hari_kerja": 5,
        "libur": {},
        "jumat_kosong": (690, 780),
        "menit_per_jp": 45,
    }
    return Kalender(**(bawaan | isi))


def pukul(hari: int, jam: float, lama: float = 2) -> Rentang:
    mulai = SENIN + timedelta(days=hari, hours=jam)
    return Rentang(mulai, mulai + timedelta(hours=lama))


# Brute force: the taken minutes of each resource as a set of numbers since SENIN; every quarter
# of an hour of every day is tried.


def ke(waktu):
    return int((waktu - SENIN) / MENIT)


def cat(daftar):
    """The minutes of these spans."""
    return {m for r in daftar for m in range(ke(r.mulai), ke(r.selesai))}


def menit_kerja(kal):
    """All working minutes around the wish."""
    kerja = set()
    for hari in range(-40, 50):
        tanggal = SENIN.date() + timedelta(days=hari)
        if tanggal in kal.libur or tanggal.isoweekday() > kal.hari_kerja:
            continue
        menit = set(range(kal.jam_mulai, kal.jam_selesai))
        if tanggal.isoweekday() == 5 and kal.jumat_kosong:
            menit -= set(range(*kal.jumat_kosong))
        kerja |= {hari * 1440 + m for m in menit}
    return kerja


def mulai_yang_dicoba(minta):
    """Every quarter of an hour and the wished time of day, of the days around; not the past."""
    ingin = ke(minta.rentang.mulai)
    for hari in range(ingin // 1440 - 28, ingin // 1440 + 29):
        for m in range(1440):
            if (m % 15 == 0 or m == ingin % 1440) and hari * 1440 + m > ke(minta.sekarang):
                yield hari * 1440 + m


def kasar(minta, kal, ruang, terpakai, jumlah=3):
    lama, ingin = ke(minta.rentang.selesai) - ke(minta.rentang.mulai), ke(minta.rentang.mulai)
    boleh = menit_kerja(kal) - cat(terpakai.tetap)
    sibuk = {r.pk: cat(terpakai.ruang.get(r.pk, ())) for r in ruang}
    orang = {o: cat([r for r, x in terpakai.peserta if x == o]) for _, o in terpakai.peserta}
    temuan = []
    for mulai in mulai_yang_dicoba(minta):
        isi = set(range(mulai, mulai + lama))
        bebas = [r for r in ruang if r.kapasitas >= minta.kursi and not isi & sibuk[r.pk]]
        bentrok = sum(1 for s in orang.values() if isi & s)
        terlalu_banyak = minta.batas_peserta is not None and bentrok > minta.batas_peserta
        if not isi <= boleh or terlalu_banyak or (minta.perlu_ruang and not bebas):
            continue
        bebas.sort(key=lambda r: (r.kapasitas, r.pk))
        pilihan = [r for r in bebas if r.pk == minta.ruang] or bebas
        temuan.append((mulai, pilihan[0] if minta.perlu_ruang else None, bentrok))
    temuan.sort(key=lambda t: (abs(t[0] - ingin), t[0]))
    hasil, terisi = [], set()
    for mulai, tempat, bentrok in temuan:
        isi = set(range(mulai, mulai + lama))
        if len(hasil) < jumlah and not isi & terisi:
            hasil.append((mulai, mulai + lama, tempat, bentrok))
            terisi |= isi
    return hasil


def pekan_acak(acak: random.Random):
    """A busy month around one wish: rooms, trainers and participants taken at random."""

    def rentang():
        mulai = SENIN + timedelta(days=acak.randrange(-10, 20), minutes=5 * acak.randrange(80, 190))
        return Rentang(mulai, mulai + timedelta(minutes=5 * acak.randrange(6, 60)))

    ruang = [RuangTersedia(i, f"R{i}", acak.choice([20, 30, 40, 60])) for i in range(3)]
    padat = acak.choice([5, 30, 90])
    terpakai = Terpakai(
        ruang={r.pk: [rentang() for _ in range(padat)] for r in ruang},
        tetap=[rentang() for _ in range(padat)],
        peserta=[(rentang(), acak.randrange(8)) for _ in range(40)],
    )
    mulai = SENIN + timedelta(days=acak.randrange(5), minutes=5 * acak.randrange(84, 180))
    minta = Permintaan(
        rentang=Rentang(mulai, mulai + timedelta(minutes=15 * acak.randrange(3, 20))),
        kursi=acak.choice([15, 30, 55]),
        sekarang=SENIN + timedelta(days=acak.randrange(-40, 1)),
        ruang=acak.choice([None, 0, 1, 2]),
        perlu_ruang=acak.random() < 0.8,
        batas_peserta=acak.choice([None, 0, 2]),
    )
    libur = {
        date(2026, 11, 16) + timedelta(days=acak.randrange(28)): "Libur"
        for _ in range(acak.randrange(4))
    }
    kal = kalender(
        libur=libur,
        hari_kerja=acak.choice([5, 6]),
        jumat_kosong=acak.choice([None, (690, 780)]),
    )
    return minta, kal, ruang, terpakai


@pytest.mark.parametrize("benih", range(50))
def test_slots_equal_brute_force_on_random_weeks(benih):
    minta, kal, ruang, terpakai = pekan_acak(random.Random(benih))

    hasil = [
        (ke(s.rentang.mulai), ke(s.rentang.selesai), s.ruang, s.peserta_bentrok)
        for s in cari_slot(minta, kal, ruang, terpakai)
    ]

    assert hasil == kasar(minta, kal, ruang, terpakai)


AULA, KECIL = RuangTersedia(1, "Aula", 60), RuangTersedia(2, "Diklat 2", 30)


def cari(rentang, *, ruang=(AULA, KECIL), terpakai=None, kal=None, **isi):
    bawaan = {"kursi": 25, "sekarang": SENIN - timedelta(days=30), "ruang": AULA.pk}
    minta = Permintaan(rentang, **(bawaan | isi))
    return cari_slot(minta, kal or kalender(), ruang, terpakai or Terpakai())


def test_same_time_in_another_room_comes_first():
    ingin = pukul(0, 9)

    hasil = cari(ingin, terpakai=Terpakai(ruang={AULA.pk: [ingin]}))

    assert (hasil[0].rentang, hasil[0].ruang) == (ingin, KECIL)


def test_room_too_small_is_not_offered():
    ingin = pukul(0, 9)

    hasil = cari(ingin, kursi=31, terpakai=Terpakai(ruang={AULA.pk: [ingin]}))

    assert [s.rentang.mulai for s in hasil] == [
        pukul(0, 11).mulai,
        pukul(0, 13).mulai,
        pukul(1, 7.5).mulai,
    ]
    assert {s.ruang for s in hasil} == {AULA}


def test_back_to_back_is_free():
    sebelum, sesudah = pukul(0, 7.5, 1.5), pukul(0, 11, 5)

    hasil = cari(pukul(0, 9), terpakai=Terpakai(tetap=[sebelum, sesudah]))

    assert hasil[0].rentang == pukul(0, 9)


def test_friday_prayer_is_kept_free():
    hasil = cari(pukul(4, 11))

    assert hasil[0].rentang == pukul(4, 9.5)


def test_busy_participants_are_counted_once_each():
    ingin = pukul(0, 9)
    sibuk = [(pukul(0, 9, 1), 7), (pukul(0, 10, 1), 7), (pukul(0, 9, 1), 8)]

    hasil = cari(ingin, terpakai=Terpakai(peserta=sibuk))

    assert (hasil[0].rentang, hasil[0].peserta_bentrok) == (ingin, 2)


def test_limit_of_busy_participants():
    hasil = cari(pukul(0, 9), terpakai=Terpakai(peserta=[(pukul(0, 9), 7)]), batas_peserta=0)

    assert hasil[0].rentang == pukul(0, 11)
    assert [s.peserta_bentrok for s in hasil] == [0, 0, 0]


def test_session_longer_than_a_working_day_has_no_slot():
    assert cari(pukul(0, 7, 10)) == []


def test_no_room_no_slot_but_online_needs_none():
    assert cari(pukul(0, 9), ruang=()) == []
    assert cari(pukul(0, 9), ruang=(), perlu_ruang=False)[0].ruang is None


@given(st.integers(0, 10**6))
def test_slots_keep_every_promise(benih):
    minta, kal, ruang, terpakai = pekan_acak(random.Random(benih))

    hasil = cari_slot(minta, kal, ruang, terpakai)

    assert len(hasil) <= 3
    for s in hasil:
        mulai = s.rentang.mulai.astimezone(WITA)
        assert s.rentang.mulai > minta.sekarang
        assert mulai.date() not in kal.libur
        assert mulai.weekday() < kal.hari_kerja
        assert not any(s.rentang.bertumpuk(r) for r in terpakai.tetap)
        if s.ruang:
            assert s.ruang.kapasitas >= minta.kursi
            assert not any(s.rentang.bertumpuk(r) for r in terpakai.ruang[s.ruang.pk])
    assert not any(a.rentang.bertumpuk(b.rentang) for a, b in pairwise(hasil))
    jarak = [abs(s.rentang.mulai - minta.rentang.mulai) for s in hasil]
    assert jarak == sorted(jarak)


def test_times_in_utc_mean_the_same():
    ingin = Rentang(*(w.astimezone(UTC) for w in pukul(0, 9)))

    assert cari(ingin) == cari(pukul(0, 9))
