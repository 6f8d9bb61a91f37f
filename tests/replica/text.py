"""Invented Indonesian news by grammar: the same seed, the same sentences.

Texts carry two marks that the templates turn into markup and the truth drops: `*word*` is
in italics, `[[words]]` is a link.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from tests.replica.words import DAYS_ID, FIRST, LAST, MONTHS_ID, OFFICES, SINGLE, TOPICS


@dataclass(slots=True)
class Story:
    """A report before it is anybody's page."""

    title: str
    category: str
    paragraphs: list[str]
    tags: list[str]
    caption: str
    quote: str
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about, before a word of it is written."""

    category: str
    topic: str
    """With the marks of the templates."""
    office: str
    other: str
    """Another office, for second voices."""

    def tags(self, city: str) -> list[str]:
        """Return the tags that every report on this subject carries."""
        return [self.topic.replace("*", ""), city.split(",")[0], self.office.split(" (")[0]]


def subject(rng: Random) -> Subject:
    """Draw a subject; each report draws it first, right after its city."""
    category = rng.choice(tuple(TOPICS))
    topic = rng.choice(TOPICS[category])
    office, other = rng.sample(OFFICES, 2)
    return Subject(category, topic, office, other)


def person(rng: Random) -> str:
    """Return the name of somebody who does not exist."""
    if rng.random() < 0.08:
        return rng.choice(SINGLE)
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    return f"{name} {rng.choice('ABHKRS')}" if rng.random() < 0.06 else name


def day_words(when: datetime) -> str:
    """Return a day as the reports print it: 'Senin (4/12)'."""
    return f"{DAYS_ID[when.weekday()]} ({when.day}/{when.month})"


def long_date(when: date) -> str:
    return f"{when.day} {MONTHS_ID[when.month - 1]} {when.year}"


_TITLES = (
    "{org} {city} perkuat {topic}",
    "{org} {city} targetkan {topic} rampung {year}",
    "Warga {city} keluhkan {topic} yang tertunda",
    "{num} peserta ikuti {topic} di {city}",
    "Pemkab {city} siapkan Rp{rp} untuk {topic}",
    "{topic} di {city} libatkan {num} warga",
    "Menilik {topic} dari pinggir {city}",
    'Bupati {city}: "{topic}" bukan sekadar seremoni',
    "DPRD {city} minta {topic} dievaluasi",
    "{city} gelar {topic} & pameran rakyat",
    "{org} catat kenaikan {pct} persen pada {topic}",
    "Tiga alasan {topic} penting bagi {city}",
)
_LEADS = (
    "{org} {city} mencatat {topic} di wilayah setempat melibatkan {num} warga hingga {day}, atau"
    " naik {pct} persen dibandingkan bulan sebelumnya.",
    "Pemerintah Kabupaten {city} mengalokasikan dana sebesar Rp{rp} guna mendukung {topic} yang"
    " dimulai pada {day}.",
    "Sebanyak {num} orang dari {n2} desa di sekitar {city} mengikuti {topic} yang diprakarsai"
    " {org}.",
    "{org} {city} memastikan {topic} tetap berjalan sesuai jadwal meskipun cuaca kurang bersahabat"
    " dalam {n2} hari terakhir.",
    "Kepala {org} {city} {p1} meminta seluruh kecamatan mempercepat {topic} sebelum akhir {year}.",
    "Anggota DPRD {city} {p1} menilai {topic} belum menyentuh warga di {n2} dusun terpencil.",
)
_BODY = (
    '"Kami sudah menyiapkan {n2} titik layanan supaya {topic} tidak menumpuk di satu tempat,"'
    " kata Kepala {org} {city} {p1} di {city}, {dayname}.",
    "Menurut {p1}, anggaran Rp{rp} itu berasal dari APBD dan dibagi untuk {n2} kecamatan.",
    "“Yang kami kejar bukan jumlah, melainkan manfaatnya bagi keluarga di {city},” ujar {p1}.",
    "Ia menjelaskan data terakhir menunjukkan {num} keluarga telah terdaftar, sedangkan {n3}"
    " lainnya masih menunggu verifikasi.",
    "Sementara itu, Sekretaris {org2} {city} {p2} mengatakan pihaknya menyiagakan {n2} petugas"
    " sejak {day}.",
    '"Kalau hujan turun terus, tentu jadwalnya kami geser, tetapi targetnya tetap {pct} persen,"'
    " tutur {p2}.",
    "{topic_cap} tersebut dipusatkan di lapangan {place} dan dibuka untuk umum mulai pukul"
    " {hour}.00 {zone}.",
    "Seorang warga {place}, {p3}, mengaku terbantu karena jarak ke kota mencapai {n2} kilometer.",
    '"Dulu kami harus menyeberang dua kali, sekarang cukup jalan kaki," katanya.',
    "Dari hasil pemantauan, {n3} unit sarana mengalami kerusakan ringan dan {n2} unit lainnya perlu"
    " diganti pada {year}.",
    "{org} juga menggandeng {org2} serta {n2} kelompok pemuda untuk mengawasi pelaksanaan di"
    " lapangan.",
    "Nilai transaksi selama kegiatan diperkirakan menembus Rp{rp}, lebih tinggi daripada capaian"
    " tahun lalu sebesar Rp{rp2}.",
    "Pelaksanaan tahap kedua dijadwalkan pada {day} dengan sasaran {num} penerima manfaat.",
    "“Jangan sampai ada warga yang tertinggal hanya karena tidak punya *smartphone*,” tegas {p2}.",
    "Ketua panitia {p3} menyebut kegiatan itu menghadirkan {n2} peserta dari luar daerah – naik"
    " dari {n3} peserta sebelumnya.",
    "Berdasarkan catatan {org2}, luas kawasan yang ditangani mencapai {num} hektare.",
    "Ia berharap {topic} dapat menjadi agenda tetap setiap {month}.",
    '"Mudah-mudahan bulan depan hasilnya sudah terlihat," ucap {p1} menambahkan.',
    "Adapun rinciannya, {n2} titik berada di {place}, {n3} titik di pesisir, dan sisanya tersebar"
    " di perbukitan.",
    "Wakil Bupati {city} {p3} mengingatkan agar setiap rupiah dipertanggungjawabkan secara terbuka"
    " melalui *dashboard* daerah.",
    "Tim gabungan sudah menyisir {place} sejak {dayname} pagi dan menemukan {n2} lokasi rawan.",
    "Program [[{topic}]] itu pertama kali digagas pada {month} {pastyear}.",
    "Hingga pukul {hour}.30 {zone}, kegiatan masih berlangsung tertib dengan penjagaan {n3}"
    " personel.",
    "{p2} menambahkan, pihaknya bakal mengevaluasi pelaksanaan setiap {n2} minggu.",
    "Data {org} menyebutkan realisasi baru {pct} persen dari pagu Rp{rp}.",
    "Harga di tingkat petani bertahan pada kisaran Rp{price} per kilogram, ujar {p3}.",
    '"Ini kerja bersama, bukan kerja satu dinas saja," kata {p1} lagi.',
    "Masyarakat dapat melapor melalui nomor layanan 0{phone} atau datang langsung ke kantor"
    " Kecamatan {place}.",
)
_CLOSERS = (
    "Kegiatan itu ditutup dengan doa bersama dan makan *papeda* di halaman balai desa {place}.",
    "Pihaknya menargetkan seluruh tahapan rampung paling lambat {month} {year}.",
    "Sebelumnya, {topic} serupa pernah digelar di {place} pada {pastyear}.",
    "“Kami tunggu buktinya,” kata {p3} singkat.",
)
_SHORT = (
    "ujarnya.",
    '"Insyaallah siap," katanya.',
    '"Kami kawal sampai selesai," ujarnya.',
    "Demikian {p2}.",
)
_CAPTIONS = (
    "Petugas {org} memeriksa perlengkapan {topic} di {city}, {dayname}",
    "Suasana {topic} di lapangan {place}, {city}, {day}",
    "Kepala {org} {city} {p1} (kiri) berbincang dengan warga {place}",
    "Ilustrasi - {topic_cap} di {city}",
)
_PLACES = [
    "Sungai Lintang",
    "Teluk Embun",
    "Bukit Sawan",
    "Kampung Pelita",
    "Tanjung Rimau",
    "Rawa Gading",
    "Muara Kenanga",
    "Lembah Cemara",
    "Air Jernih",
    "Batu Lesung",
]


def _slots(rng: Random, city: str, zone: str, when: datetime, about: Subject) -> dict[str, str]:
    topic = about.topic
    day = when - timedelta(days=rng.randrange(3))
    return {
        "topic": topic,
        "topic_cap": topic[:1].upper() + topic[1:],
        "org": about.office,
        "org2": about.other,
        "city": city.split(",")[0],
        "zone": zone,
        "day": day_words(day),
        "dayname": DAYS_ID[day.weekday()],
        "year": str(when.year),
        "pastyear": str(when.year - rng.randint(1, 6)),
        "month": rng.choice(MONTHS_ID),
        **{f"p{i}": person(rng) for i in (1, 2, 3)},
    }


_DRAWS = tuple(
    (low, high - low + 1, (high - low + 1).bit_length())
    for low, high in (
        *((1, 38), (100, 999), (3, 47), (48, 390), (2, 88), (1, 9), (2, 97), (0, 2), (2, 97)),
        *((1, 9), (6, 92), (0, 19), (7, 19), (811, 899), (1000, 9999), (100, 999), (0, 9)),
    )
)


def _draw(rng: Random) -> list[int]:
    """Return a number for each of _DRAWS, as `randint` would, in a tenth of its time.

    Pages are made while somebody waits for them, and this is most of what they cost.
    """
    bits, out = rng.getrandbits, []
    for low, width, size in _DRAWS:
        number = bits(size)
        while number >= width:
            number = bits(size)
        out.append(low + number)
    return out


def _fill(rng: Random, template: str, slots: dict[str, str]) -> str:
    a, b, n2, n3, c, d, e, unit, f, g, h, i, hour, p, q, r, place = _draw(rng)
    return template.format(
        **slots,
        num=f"{a}.{b}",
        n2=n2,
        n3=n3,
        pct=f"{c},{d}",
        rp=f"{e} {('triliun', 'miliar', 'juta')[unit]}",
        rp2=f"{f},{g} miliar",
        price=f"{h}.{50 * i:03d}",
        hour=hour,
        phone=f"{p}-{q}-{r}",
        place=_PLACES[place],
    )


def _distinct(rng: Random, templates: tuple[str, ...], n: int, slots: dict[str, str]) -> list[str]:
    chosen = rng.sample(templates, min(n, len(templates)))
    return [_fill(rng, template, slots) for template in chosen]


def headline(rng: Random, city: str, when: datetime) -> str:
    """Return only a title, for menus and boxes that lead to nothing."""
    slots = _slots(rng, city, "WIB", when, subject(rng))
    title = _fill(rng, rng.choice(_TITLES), slots).replace("*", "")
    return title[:1].upper() + title[1:]


def story(rng: Random, city: str, zone: str, when: datetime) -> Story:
    """Return an invented report of 5 to 14 paragraphs, no two alike, for a day at a place."""
    about = subject(rng)
    slots = _slots(rng, city, zone, when, about)
    title = _fill(rng, rng.choice(_TITLES), slots).replace("*", "")
    lead = _fill(rng, rng.choice(_LEADS), slots)
    # Two sentences now and then, as in print; the rest stand alone.
    body = _distinct(rng, _BODY, rng.randint(5, 15), slots)
    paragraphs = [lead[:1].upper() + lead[1:]]
    while body:
        first = body.pop()
        if body and len(first) < 120 and rng.random() < 0.4:
            first = f"{first} {body.pop()}"
        paragraphs.append(first)
    if rng.random() < 0.35:
        paragraphs.insert(rng.randint(2, len(paragraphs)), _fill(rng, rng.choice(_SHORT), slots))
    if rng.random() < 0.6:
        paragraphs.append(_fill(rng, rng.choice(_CLOSERS), slots))
    tags = about.tags(city)
    if rng.random() < 0.4:
        tags.append(f"{slots['city']} {slots['year']}")
    return Story(
        title=title[:1].upper() + title[1:],
        category=about.category,
        paragraphs=paragraphs,
        tags=tags,
        caption=_fill(rng, rng.choice(_CAPTIONS), slots).replace("*", ""),
        quote=f"Yang kami kejar bukan jumlah, melainkan manfaatnya bagi warga {slots['city']}...",
        names=[slots["p1"], slots["p2"], slots["p3"]],
    )
