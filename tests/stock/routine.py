"""Reports that come again and again from one template and are each a report of its own.

Two of them share most of their words and differ in numbers, places and days: whoever groups
reports by likeness alone makes one story of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.replica.words import DAYS_ID, MONTHS_ID
from tests.stock.report import Report
from tests.stock.words import coined, person

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.stock.language import Scene

_SKIES = (
    *("cerah", "cerah berawan", "berawan", "berawan tebal", "hujan ringan", "hujan sedang"),
    *("hujan lebat disertai petir", "udara kabur", "kabut tipis"),
)
_WINDS = ("utara", "timur laut", "timur", "tenggara", "selatan", "barat daya", "barat")


def _dates(scene: Scene) -> tuple[str, str]:
    day = scene.day
    return f"{DAYS_ID[day.weekday()]} ({day.day}/{day.month})", (
        f"{day.day} {MONTHS_ID[day.month - 1]} {day.year}"
    )


def _some(rng: Random, scene: Scene, most: int) -> list[str]:
    places = scene.places
    return rng.sample(places, min(most, len(places)))


def weather(rng: Random, scene: Scene) -> Report:
    """Return the forecast of a day for some places."""
    day, date = _dates(scene)
    near = scene.places[:4]
    draw = rng.randrange
    lines = [
        f"Wilayah {place} diprakirakan {rng.choice(_SKIES)} pada pagi hari dan "
        f"{rng.choice(_SKIES)} pada siang hingga malam hari dengan suhu {draw(21, 25)}-"
        f"{draw(29, 35)} derajat Celsius dan kelembapan {draw(52, 70)}-{draw(80, 99)} persen."
        for place in near
    ]
    sky = rng.choice(_SKIES)
    return Report(
        title=f"Prakiraan cuaca {scene.place} {day}: {sky}",
        place=scene.place,
        paragraphs=[
            [
                "Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) memprakirakan cuaca "
                f"{scene.place} dan sekitarnya pada {day} {sky}."
            ],
            [
                "Prakirawan menyebutkan kondisi atmosfer pada umumnya stabil dengan angin "
                f"bertiup dari arah {rng.choice(_WINDS)} ke {rng.choice(_WINDS)} dengan "
                f"kecepatan {draw(4, 12)} hingga {draw(15, 38)} kilometer per jam."
            ],
            *[[line] for line in lines],
            [
                f"Tinggi gelombang laut di perairan setempat pada {date} berkisar 0,"
                f"{draw(1, 9)} hingga {draw(1, 4)},{draw(1, 9)} meter."
            ],
            [
                "Masyarakat diimbau tetap waspada terhadap potensi hujan lebat, petir, dan angin "
                "kencang yang dapat terjadi sewaktu-waktu.",
                "Informasi terbaru dapat dilihat melalui laman dan aplikasi BMKG.",
            ],
        ],
        tags=["prakiraan cuaca", "BMKG", scene.place],
        category="Lingkungan",
        reporter=person(rng),
        editor=person(rng),
    )


def gold(rng: Random, scene: Scene) -> Report:
    """Return the prices of gold of a day by weight."""
    day, date = _dates(scene)
    gram = (540 + (scene.day.year - 2016) * 130 + rng.randrange(-40, 90)) * 1_000
    move = rng.randrange(1, 19) * 1_000
    way = rng.choice(("naik", "turun"))
    maker = rng.choice(("Antam", "UBS", "Galeri 24"))

    def rupiah(value: int) -> str:
        return f"Rp{value:,}".replace(",", ".")

    sizes = ((0.5, "0,5"), (1, "1"), (2, "2"), (3, "3"), (5, "5"), (10, "10"), (25, "25"))
    prices = [
        f"Harga emas {name} gram: {rupiah(int(gram * size * 0.985) + rng.randrange(9) * 500)}."
        for size, name in sizes
    ]
    return Report(
        title=f"Harga emas {maker} {day} {way} {rupiah(move)} menjadi {rupiah(gram)} per gram",
        place=scene.place,
        paragraphs=[
            [
                f"Harga emas batangan {maker} yang dipantau dari laman resmi pada {day} {way} "
                f"{rupiah(move)} menjadi {rupiah(gram)} per gram."
            ],
            [
                "Adapun harga jual kembali (buyback) emas batangan tercatat "
                f"{rupiah(gram - rng.randrange(60, 140) * 1_000)} per gram.",
                "Transaksi harga jual dikenakan potongan pajak sesuai dengan ketentuan.",
            ],
            [f"Berikut harga pecahan emas batangan yang tercatat pada {date}:"],
            prices[:4],
            prices[4:],
            [
                "Potongan pajak harga beli emas sesuai dengan ketentuan sebesar 0,45 persen untuk "
                "pemegang NPWP dan 0,9 persen untuk yang bukan pemegang NPWP.",
            ],
        ],
        tags=["harga emas", maker, "emas batangan"],
        category="Ekonomi",
        reporter=person(rng),
        editor=person(rng),
    )


def prayers(rng: Random, scene: Scene) -> Report:
    """Return the prayer times of a day at some places."""
    day, date = _dates(scene)
    zone = scene.zone

    def at(minute: int) -> str:
        return f"{minute // 60:02d}.{minute % 60:02d} {zone}"

    def times(number: int) -> str:
        # Some minutes later at each place, and some over the year: two days in a row hardly differ.
        late = number * 3 + abs(scene.day.timetuple().tm_yday - 183) // 8 + rng.randrange(3)
        hours = (("Imsak", 265), ("Subuh", 275), ("Zuhur", 700), ("Asar", 905), ("Magrib", 1065))
        told = [f"{name} {at(minute + late)}" for name, minute in (*hours, ("Isya", 1140))]
        return f"{', '.join(told)}."

    near = scene.places[:5]
    return Report(
        title=f"Jadwal shalat dan imsakiyah {scene.place} {date}",
        place=scene.place,
        paragraphs=[
            [
                f"Berikut jadwal shalat untuk wilayah {scene.place} dan sekitarnya pada {day}, "
                f"{date}, yang dikeluarkan Direktorat Jenderal Bimbingan Masyarakat Islam."
            ],
            *[[f"Wilayah {place}: {times(number)}"] for number, place in enumerate(near)],
            [
                "Jadwal shalat dapat berbeda beberapa menit antara satu wilayah dan wilayah lain.",
                "Umat Islam diimbau menambahkan waktu ihtiyati dua menit sebagai kehati-hatian.",
            ],
        ],
        tags=["jadwal shalat", "imsakiyah", scene.place],
        category="Agama",
        reporter=person(rng),
        editor=person(rng),
    )


def exchange(rng: Random, scene: Scene) -> Report:
    """Return how the rupiah opened or closed on a day."""
    day, _ = _dates(scene)
    rate = 13_200 + (scene.day.year - 2016) * 280 + rng.randrange(-300, 300)
    points = rng.randrange(2, 140)
    way = rng.choice(("menguat", "melemah"))
    end = rng.choice(("pembukaan", "penutupan"))
    before = rate + points if way == "menguat" else rate - points

    def rupiah(value: int) -> str:
        return f"Rp{value:,}".replace(",", ".")

    share = f"{points / before * 100:.2f}".replace(".", ",")
    others = [
        f"Nilai tukar {name} berada pada {rupiah(int(rate * factor) + rng.randrange(90))}."
        for name, factor in (
            ("dolar Singapura", 0.74),
            ("euro", 1.1),
            ("yen Jepang per 100 yen", 0.72),
            ("ringgit Malaysia", 0.23),
            ("riyal Arab Saudi", 0.267),
        )
    ]
    return Report(
        title=f"Rupiah pada {day} {way} {points} poin menjadi {rupiah(rate)} per dolar AS",
        place=scene.place,
        paragraphs=[
            [
                "Nilai tukar (kurs) rupiah yang ditransaksikan antarbank di Jakarta pada "
                f"{end} perdagangan {day} {way} {points} poin atau {share} persen menjadi "
                f"{rupiah(rate)} per dolar AS dari sebelumnya {rupiah(before)} per dolar AS."
            ],
            [
                f"Analis pasar uang {person(rng)} mengatakan pergerakan rupiah dipengaruhi data "
                "inflasi dan arah suku bunga bank sentral Amerika Serikat."
            ],
            [
                "Kurs Jakarta Interbank Spot Dollar Rate (JISDOR) Bank Indonesia bergerak ke level "
                f"{rupiah(rate + rng.randrange(-60, 60))} per dolar AS."
            ],
            others[:3],
            others[3:],
            [
                "Rupiah diperkirakan bergerak pada kisaran "
                f"{rupiah(rate - rng.randrange(20, 90))} hingga "
                f"{rupiah(rate + rng.randrange(20, 90))} per dolar AS pada perdagangan berikutnya."
            ],
        ],
        tags=["kurs rupiah", "nilai tukar", "dolar AS"],
        category="Ekonomi",
        reporter=person(rng),
        editor=person(rng),
    )


def quake(rng: Random, scene: Scene) -> Report:
    """Return the notice of one earthquake."""
    day, _ = _dates(scene)
    draw = rng.randrange
    size = f"{draw(2, 7)},{draw(10)}"
    hour = f"{draw(24):02d}.{draw(60):02d}.{draw(60):02d} {scene.zone}"
    near = _some(rng, scene, 3)
    far = f"{draw(4, 190)} kilometer {rng.choice(_WINDS)} {near[0]}"
    return Report(
        title=f"Gempa magnitudo {size} guncang {near[0]} {day} pukul {hour[:5]}",
        place=scene.place,
        paragraphs=[
            [
                f"Gempa bumi dengan magnitudo {size} mengguncang wilayah {near[0]} dan sekitarnya "
                f"pada {day} pukul {hour}."
            ],
            [
                "Berdasarkan data Badan Meteorologi, Klimatologi, dan Geofisika (BMKG), pusat "
                f"gempa berada pada koordinat {draw(0, 9)},{draw(10, 99)} lintang selatan dan "
                f"{draw(95, 141)},{draw(10, 99)} bujur timur, atau sekitar {far}, pada kedalaman "
                f"{draw(4, 240)} kilometer."
            ],
            ["Gempa tersebut tidak berpotensi tsunami."],
            [
                f"Getaran dirasakan di {place} dengan skala intensitas "
                f"{rng.choice(('II', 'III', 'IV'))} MMI."
                for place in near
            ],
            [
                "Hingga saat ini belum ada laporan kerusakan bangunan ataupun korban akibat gempa "
                f"tersebut, kata petugas pos pengamatan {coined(rng, 2)}."
            ],
            [
                "Masyarakat diimbau tetap tenang dan tidak terpengaruh oleh isu yang tidak dapat "
                "dipertanggungjawabkan kebenarannya.",
                "Masyarakat juga diminta menghindari bangunan yang retak atau rusak akibat gempa.",
            ],
        ],
        tags=["gempa bumi", "BMKG", near[0]],
        category="Bencana",
        reporter=person(rng),
        editor=person(rng),
    )


CLOSINGS: dict[str, tuple[str, ...]] = {
    "weather": (
        "Prakiraan ini disusun berdasarkan hasil pengamatan stasiun meteorologi, citra satelit, "
        "dan data radar cuaca yang diperbarui setiap tiga jam.",
        "Warga yang tinggal di lereng bukit dan bantaran sungai diminta memperhatikan tanda-tanda "
        "longsor dan kenaikan muka air, membersihkan saluran, serta menyimpan nomor telepon posko "
        "siaga bencana terdekat.",
        "Nelayan dan operator kapal penyeberangan diminta memantau tinggi gelombang sebelum "
        "berangkat melaut.",
    ),
    "gold": (
        "Harga emas batangan yang tertera berlaku di kantor pusat, sedangkan harga di gerai daerah "
        "dapat berbeda bergantung pada ketersediaan barang dan biaya pengiriman.",
        "Setiap pembelian emas batangan disertai bukti potong pajak dan sertifikat keaslian yang "
        "tercantum pada kemasan.",
        "Penjualan kembali dengan nilai di atas sepuluh juta rupiah dikenai pajak yang dipotong "
        "langsung dari total nilai transaksi.",
    ),
    "prayers": (
        "Jadwal disusun berdasarkan perhitungan posisi matahari menurut garis lintang dan bujur "
        "setiap wilayah dengan kriteria yang disepakati para ahli falak.",
        "Pengurus masjid dan mushala dapat mengunduh jadwal sebulan penuh melalui laman resmi "
        "serta menyesuaikannya dengan jam digital di tempat masing-masing.",
        "Jamaah yang sedang dalam perjalanan diperkenankan menggabungkan dan meringkas shalat "
        "sesuai dengan ketentuan syariat.",
    ),
    "exchange": (
        "Pelaku pasar masih mencermati rilis data tenaga kerja, neraca perdagangan, dan cadangan "
        "devisa yang dijadwalkan terbit pada pekan ini.",
        "Bank sentral menyatakan akan tetap berada di pasar untuk menjaga stabilitas nilai tukar "
        "melalui intervensi di pasar valuta asing dan pembelian surat berharga negara di pasar "
        "sekunder.",
        "Importir disarankan melakukan lindung nilai guna mengurangi risiko perubahan kurs.",
    ),
    "quake": (
        "Parameter gempa ini bersifat sementara dan dapat berubah seiring kelengkapan data yang "
        "masuk dari stasiun pengamatan.",
        "Sebelum kembali ke dalam rumah, pastikan bangunan tempat tinggal cukup tahan gempa atau "
        "tidak mengalami kerusakan akibat getaran yang membahayakan kestabilan bangunan.",
        "Pastikan informasi resmi hanya bersumber dari BMKG yang disebarkan melalui kanal "
        "komunikasi resmi yang telah terverifikasi.",
    ),
}
"""What stands at the end of each, word for word."""


TEMPLATES: dict[str, Callable[[Random, Scene], Report]] = {
    "weather": weather,
    "gold": gold,
    "prayers": prayers,
    "exchange": exchange,
    "quake": quake,
}
"""By the word that the truth uses."""


def routine(template: str, rng: Random, scene: Scene) -> Report:
    """Return the report of a template for a day and a place."""
    report = TEMPLATES[template](rng, scene)
    report.paragraphs += [[sentence] for sentence in CLOSINGS[template]]
    return report
