"""Pairs of invented news texts: is this one report that two bureaus carry, or are these two?

    python -m tests.story_pairs

prints how well the archive's judgement agrees, by grade, and names each pair that it misjudges.

Every text was written for this file; the persons, clubs, companies and events do not exist, only
places and public offices do. A base article is written out, a pair is made of it by edits that
stand here one by one. The grades say how hard a pair is meant to be, whatever any code does:

    plain   a copy, or two texts that share a topic at most
    light   a copy with the edits of an ordinary reprint; a template with nearly all values changed
    hard    a copy with a new lead, much cut or ten per cent of its words changed; two reports
            with shared background, boilerplate or quotations
    edge    where a person hesitates; a comment says why the pair counts as it does
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.archive.story_check import Likeness, likeness
from pipelines.archive.story_index import numbers_of
from pipelines.archive.story_text import report_of

GRADES = ("plain", "light", "hard", "edge")


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as one bureau has it; the text stands without its dateline."""

    bureau: str
    published: str
    place: str
    title: str
    text: str
    agency: str | None = " (ANTARA) -"
    """What follows the place in the dateline, None for a text that begins with its body (AMP)."""

    @property
    def printed(self) -> str:
        return self.text if self.agency is None else f"{self.place}{self.agency} {self.text}"

    @property
    def dateline_place(self) -> str | None:
        return None if self.agency is None else self.place

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and whether they carry the same report."""

    name: str
    grade: str
    same: bool
    bureaus: tuple[str, str]
    published: tuple[str, str]
    places: tuple[str | None, str | None]
    """As read off the dateline, None without one."""
    titles: tuple[str, str]
    texts: tuple[str, str]


def written(text: str) -> str:
    """Join the lines of each paragraph: the source is wrapped, an article is not."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def piece(bureau: str, published: str, place: str, title: str, text: str) -> Piece:
    return Piece(bureau, published, place, title, written(text))


# The edits of a newsroom. Paragraphs are counted from 1.


def at(original: Piece, bureau: str, hours: float = 1, **changes: str | None) -> Piece:
    """Return the piece as another bureau carries it, some hours later."""
    start = datetime.fromisoformat(original.published)
    when = (start + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return replace(original, bureau=bureau, published=when, **changes)  # type: ignore[arg-type]


def words(original: Piece, *changes: tuple[str, str]) -> Piece:
    """Replace wordings that occur exactly once: an edit that misses its place is an error."""
    text = original.text
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} occurs {text.count(old)} times in {original.title!r}")
        text = text.replace(old, new)
    return replace(original, text=text)


def everywhere(original: Piece, *changes: tuple[str, str]) -> Piece:
    """Replace wordings wherever they occur."""
    text = original.text
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{old!r} does not occur in {original.title!r}")
        text = text.replace(old, new)
    return replace(original, text=text)


def of_paragraphs(original: Piece, paragraphs: Iterable[str]) -> Piece:
    return replace(original, text="\n\n".join(paragraphs))


def cut(original: Piece, *numbers: int) -> Piece:
    kept = (p for n, p in enumerate(original.paragraphs, 1) if n not in numbers)
    return of_paragraphs(original, kept)


def first(original: Piece, count: int) -> Piece:
    return of_paragraphs(original, original.paragraphs[:count])


def order(original: Piece, *numbers: int) -> Piece:
    if sorted(numbers) != list(range(1, len(original.paragraphs) + 1)):
        raise ValueError(f"each paragraph once: {numbers} in {original.title!r}")
    return of_paragraphs(original, (original.paragraphs[n - 1] for n in numbers))


def insert(original: Piece, after: int, text: str) -> Piece:
    """Put a paragraph after the given one, 0 for the beginning."""
    parts = original.paragraphs
    return of_paragraphs(original, [*parts[:after], written(text), *parts[after:]])


def exchange(original: Piece, number: int, text: str) -> Piece:
    """Write one paragraph anew."""
    parts = original.paragraphs
    return of_paragraphs(original, [*parts[: number - 1], written(text), *parts[number:]])


def merge(original: Piece, number: int) -> Piece:
    """Run a paragraph and the next one together."""
    parts = original.paragraphs
    both = f"{parts[number - 1]} {parts[number]}"
    return of_paragraphs(original, [*parts[: number - 1], both, *parts[number + 1 :]])


def same(name: str, grade: str, one: Piece, other: Piece) -> Pair:
    return _pair(name, grade, True, one, other)


def different(name: str, grade: str, one: Piece, other: Piece) -> Pair:
    return _pair(name, grade, False, one, other)


def _pair(name: str, grade: str, is_same: bool, one: Piece, other: Piece) -> Pair:
    return Pair(
        name,
        grade,
        is_same,
        (one.bureau, other.bureau),
        (one.published, other.published),
        (one.dateline_place, other.dateline_place),
        (one.title, other.title),
        (one.printed, other.printed),
    )


# Base articles.

APBD = piece(
    "sumsel",
    "2023-11-21T14:10:00Z",
    "Palembang",
    "DPRD Palembang setujui APBD 2024 senilai Rp4,87 triliun",
    """
DPRD Kota Palembang menyetujui rancangan anggaran pendapatan dan belanja daerah tahun 2024 senilai
Rp4,87 triliun dalam rapat paripurna yang berlangsung hingga Selasa malam.

Ketua Badan Anggaran DPRD Palembang Suhaimi Wirajaya mengatakan pembahasan berlangsung selama enam
pekan dan menghasilkan 14 catatan yang wajib ditindaklanjuti pemerintah kota.

"Kami meminta belanja modal tidak menumpuk di akhir tahun seperti yang terjadi pada dua tahun
terakhir," kata dia.

Dari jumlah itu pendapatan asli daerah ditargetkan Rp1,62 triliun, sedangkan dana transfer dari
pusat diperkirakan mencapai Rp2,9 triliun dan sisanya berasal dari pendapatan lain yang sah.

Belanja pegawai masih menjadi pos terbesar dengan porsi 38 persen, disusul belanja barang dan jasa
sebesar 31 persen serta belanja modal 22 persen.

Pemerintah kota berencana memakai belanja modal untuk memperbaiki 47 ruas jalan lingkungan,
membangun tiga kolam retensi di Kecamatan Sukarami, dan menambah enam puskesmas pembantu.

Kepala Badan Pengelola Keuangan Daerah Palembang Ratna Adiningrum menjelaskan target pendapatan
disusun dengan memperhitungkan kenaikan tarif parkir dan penertiban pajak reklame.

"Piutang pajak reklame yang belum tertagih sekitar Rp23 miliar, ini yang kami kejar lebih dulu,"
ujarnya.

Fraksi Ampera Bersatu memberi catatan agar pemerintah kota tidak menaikkan tarif retribusi pasar
karena pedagang belum pulih sepenuhnya dari kebakaran Pasar Cinde Baru tahun lalu.

Rancangan yang telah disetujui itu selanjutnya dikirim kepada Gubernur Sumatera Selatan untuk
dievaluasi paling lama 15 hari kerja sebelum ditetapkan menjadi peraturan daerah.
""",
)

BUS = piece(
    "lampung",
    "2024-03-12T03:25:00Z",
    "Bandar Lampung",
    "Bus masuk jurang di Pesisir Barat, tiga penumpang meninggal",
    """
Sebuah bus antarkota yang membawa 31 penumpang masuk jurang sedalam 12 meter di Pekon Way Haru,
Kabupaten Pesisir Barat, Lampung, Selasa dini hari, dan menewaskan tiga orang.

Kepala Satuan Lalu Lintas Polres Pesisir Barat Iptu Bagus Sumantri mengatakan bus berangkat dari
Krui menuju Bengkulu pada pukul 01.30 WIB dan hilang kendali di tikungan tajam sekitar 40 menit
kemudian.

"Dugaan sementara rem tidak berfungsi, tetapi kami masih menunggu pemeriksaan dari dinas
perhubungan," kata Bagus.

Warga sekitar yang mendengar benturan keras turun dengan tali untuk menolong penumpang sebelum tim
SAR tiba sekitar pukul 03.00 WIB.

Seluruh korban luka dibawa ke RSUD Kahuripan Krui, sembilan di antaranya mengalami patah tulang
dan dua orang harus dirujuk ke Bandar Lampung.

Korban meninggal adalah sopir bus, Rohmat Pasaribu (46), serta dua penumpang bernama Siti Marfuah
(52) dan Dedi Irwanto (19).

Seorang penumpang yang selamat, Yuli Handayani, menuturkan sopir sempat berteriak agar penumpang
berpegangan sesaat sebelum kendaraan menabrak pagar pembatas.

Polisi menutup satu lajur jalan lintas barat selama proses evakuasi bangkai bus sehingga antrean
kendaraan mengular hingga dua kilometer.
""",
)

CABAI = piece(
    "kalbar",
    "2023-12-05T04:40:00Z",
    "Pontianak",
    "Harga cabai rawit di Pontianak tembus Rp110 ribu per kilogram",
    """
Harga cabai rawit di sejumlah pasar tradisional Kota Pontianak, Kalimantan Barat, menembus Rp110
ribu per kilogram karena pasokan dari Pulau Jawa tersendat oleh gelombang tinggi.

Pedagang di Pasar Flamboyan, Maimunah, mengatakan harga naik bertahap sejak akhir November dari
semula Rp65 ribu per kilogram.

"Biasanya saya mengambil 20 kilogram sehari, sekarang paling banyak tujuh kilogram karena pembeli
mengurangi belanja," katanya, Selasa.

Selain cabai rawit, harga bawang merah naik menjadi Rp38 ribu dari Rp32 ribu per kilogram dan
tomat menjadi Rp18 ribu dari Rp12 ribu per kilogram.

Kepala Dinas Ketahanan Pangan Kota Pontianak Hendra Gunadi Putra menyebutkan kapal pengangkut
sayuran dari Semarang tertahan empat hari sehingga stok di tingkat agen menipis.

Pemerintah kota akan menggelar pasar murah di enam kecamatan mulai Jumat dan meminta petani di
Siantan mempercepat panen agar kebutuhan menjelang Natal terpenuhi.

Ia juga mengimbau warga menanam cabai di pekarangan melalui program satu rumah sepuluh pot yang
bibitnya dibagikan secara cuma-cuma.
""",
)

BOLA = piece(
    "makassar",
    "2024-02-18T13:55:00Z",
    "Makassar",
    "Bahari Makassar tundukkan Persada Musi 2-1",
    """
Bahari Makassar menundukkan tamunya Persada Musi 2-1 dalam lanjutan Liga Nusantara pekan ke-22 di
Stadion Karebosi Baru, Minggu malam, dan naik ke peringkat tiga klasemen.

Tuan rumah membuka keunggulan pada menit ke-17 melalui sundulan Ilham Dg Rannu yang memanfaatkan
umpan silang Jefri Wonda dari sisi kanan.

Persada Musi menyamakan kedudukan menjelang turun minum lewat tendangan bebas kapten Agung Prasojo
yang melengkung melewati pagar pemain.

Gol penentu kemenangan dicetak penyerang pengganti Marcelo Tavira pada menit ke-81 setelah
kesalahan umpan balik bek lawan.

Pelatih Bahari Makassar Rusdi Tompo memuji kesabaran anak asuhnya yang tidak panik ketika
permainan mereka dihambat sepanjang babak kedua.

"Kami tahu mereka akan menunggu di belakang, jadi pergantian pemain harus tepat waktunya," kata
Rusdi.

Sementara itu pelatih Persada Musi Heri Kurniadi menyayangkan konsentrasi lini belakang yang buyar
pada sepuluh menit terakhir.

Dengan hasil itu Bahari Makassar mengoleksi 41 poin dari 22 pertandingan, terpaut lima angka dari
pemuncak klasemen Garuda Brantas.
""",
)

FESTIVAL = piece(
    "ambon",
    "2023-10-14T06:20:00Z",
    "Ambon",
    "Festival Teluk Ambon tampilkan 1.200 penari lenso",
    """
Sebanyak 1.200 pelajar menarikan lenso secara massal di Lapangan Merdeka untuk membuka Festival
Teluk Ambon yang tahun ini mengangkat tema laut sebagai rumah bersama.

Ketua panitia Yosina Lekatompessy mengatakan penari berasal dari 24 sekolah menengah yang berlatih
setiap Sabtu sejak Juli dengan pendampingan sanggar dari lima negeri adat.

"Lenso bukan hanya tarian penyambut tamu, di dalamnya ada cerita tentang orang Maluku yang selalu
membuka pintu," katanya.

Festival berlangsung lima hari dengan lomba perahu belang, pasar kuliner papeda, pameran foto
pelabuhan tua, dan konser musik hawaian pada malam penutupan.

Pemerintah Kota Ambon menargetkan 30.000 pengunjung, naik dari 21.500 orang pada penyelenggaraan
sebelumnya.

Penjabat Wali Kota Ambon Semuel Tahalele menyebutkan tingkat hunian hotel sudah mencapai 86 persen
dan seluruh penerbangan dari Makassar pada akhir pekan terjual habis.

Seorang wisatawan asal Belanda, Anneke Vissers, mengaku datang untuk mencari jejak neneknya yang
lahir di Saparua dan terkejut karena disambut dengan lagu yang dulu dinyanyikan di rumahnya.

Panitia menyiapkan 80 tempat sampah terpilah dan melarang penggunaan kemasan plastik sekali pakai
di seluruh lokasi kegiatan.
""",
)

ASAP = piece(
    "kalteng",
    "2018-09-17T02:15:00Z",
    "Palangka Raya",
    "Kabut asap pekat, sekolah di Palangka Raya diliburkan tiga hari",
    """
Pemerintah Kota Palangka Raya, Kalimantan Tengah, meliburkan seluruh sekolah selama tiga hari
mulai Senin karena kabut asap dari kebakaran lahan gambut semakin pekat.

Kepala Dinas Pendidikan Kota Palangka Raya Lukas Rangkap mengatakan keputusan itu diambil setelah
indeks standar pencemar udara mencapai 412 atau masuk kategori berbahaya.

"Guru tetap memberi tugas lewat pesan singkat, tetapi anak-anak jangan disuruh ke luar rumah,"
katanya.

Jarak pandang di Jalan Tjilik Riwut pada pukul 06.00 WIB hanya sekitar 150 meter sehingga
pengendara menyalakan lampu dan mengurangi kecepatan.

Badan Penanggulangan Bencana dan Pemadam Kebakaran setempat mencatat 83 titik panas dalam 24 jam
terakhir, terbanyak di Kecamatan Jekan Raya dan Sebangau.

Sebanyak 210 petugas gabungan dikerahkan memadamkan api di sembilan lokasi dengan sumber air yang
makin sulit karena parit di sekitar lahan mengering.

Dinas Kesehatan membuka ruang oksigen gratis di 11 puskesmas dan membagikan 25.000 masker kepada
warga serta pengguna jalan.

Jumlah penderita infeksi saluran pernapasan akut yang berobat sejak awal September tercatat 2.346
orang, naik hampir dua kali lipat dari bulan sebelumnya.
""",
)

BANJIR = piece(
    "kaltim",
    "2024-05-20T01:50:00Z",
    "Samarinda",
    "Banjir rendam 14 kelurahan di Samarinda, 3.200 warga mengungsi",
    """
Banjir akibat hujan lebat selama dua hari merendam 14 kelurahan di Kota Samarinda, Kalimantan
Timur, dan memaksa sekitar 3.200 warga mengungsi ke masjid serta gedung sekolah.

Kepala BPBD Kota Samarinda Surya Atmojo menyebutkan genangan terdalam mencapai 1,7 meter di
Kelurahan Temindung Permai karena luapan Sungai Karang Mumus bertemu air pasang Mahakam.

"Air naik sangat cepat antara pukul dua sampai empat pagi, banyak warga hanya sempat membawa
dokumen," kata Surya, Senin.

Tujuh perahu karet dan dua truk dikerahkan untuk mengangkut warga lanjut usia, ibu hamil, dan
anak-anak dari permukiman yang terkepung air.

Dapur umum didirikan di tiga titik dengan kemampuan menyediakan 4.500 nasi bungkus setiap kali
makan, sedangkan kebutuhan mendesak ialah popok bayi, selimut, dan air bersih.

PLN memadamkan 96 gardu distribusi demi keselamatan sehingga 18.400 pelanggan tidak menikmati
aliran listrik sejak subuh.

Bandara APT Pranoto tetap beroperasi, namun akses dari arah Sungai Siring hanya dapat dilalui
kendaraan berukuran besar.

Pemerintah kota menetapkan status tanggap darurat selama 14 hari dan meminta bantuan pompa
berkapasitas besar dari pemerintah provinsi.

BMKG memperkirakan hujan sedang hingga lebat masih berpeluang turun di Samarinda dan Kutai
Kartanegara sampai Kamis.
""",
)

SABU = piece(
    "sumut",
    "2023-08-09T07:30:00Z",
    "Medan",
    "Polisi gagalkan penyelundupan 28 kilogram sabu di Asahan",
    """
Polda Sumatera Utara menggagalkan penyelundupan 28 kilogram sabu yang dibawa dengan kapal nelayan
di perairan Bagan Asahan dan menangkap empat orang yang diduga bagian dari jaringan antarnegara.

Direktur Reserse Narkoba Polda Sumut Kombes Pol Yohannes Sembiring Wira mengatakan penangkapan
bermula dari laporan warga tentang kapal tanpa lampu yang kerap merapat pada malam hari.

"Barang itu dikemas dalam bungkus teh dan disembunyikan di bawah tumpukan ikan," katanya dalam
jumpa pers di Medan, Rabu.

Keempat tersangka berinisial MR, AS, TH, dan JP dijanjikan upah Rp15 juta untuk setiap kilogram
yang sampai ke daratan.

Dari hasil pemeriksaan, sabu tersebut akan dikirim melalui jalan darat ke Pekanbaru dan Jambi
dengan memakai mobil pengangkut sayur.

Polisi juga menyita dua telepon satelit, satu unit kapal kayu bermesin ganda, dan uang tunai Rp47
juta.

Para tersangka dijerat Pasal 114 ayat (2) juncto Pasal 132 Undang-Undang Nomor 35 Tahun 2009
tentang Narkotika dengan ancaman hukuman mati atau penjara seumur hidup.

Penyidik masih memburu seorang pengendali berinisial BD yang diyakini berada di luar negeri.
""",
)

DBD = piece(
    "kupang",
    "2024-01-23T05:05:00Z",
    "Kupang",
    "Kasus demam berdarah di Sikka bertambah menjadi 214 orang",
    """
Dinas Kesehatan Kabupaten Sikka, Nusa Tenggara Timur, mencatat penderita demam berdarah dengue
bertambah menjadi 214 orang sejak awal tahun dan empat di antaranya meninggal dunia.

Kepala Bidang Pengendalian Penyakit Dinas Kesehatan Sikka Maria Goreti Nona Lusi mengatakan kasus
terbanyak ditemukan di Kecamatan Alok Timur, Kangae, dan Nita.

"Sebagian besar pasien adalah anak berusia lima sampai 14 tahun dan datang ke rumah sakit ketika
trombositnya sudah sangat rendah," kata dia dihubungi dari Kupang, Selasa.

RSUD Maumere menambah 24 tempat tidur di selasar ruang anak karena bangsal yang tersedia telah
penuh sejak pekan lalu.

Pemerintah kabupaten menetapkan kejadian luar biasa dan membentuk regu pemantau jentik di setiap
RT yang bekerja dua kali sepekan.

Penyemprotan dilakukan di 18 titik, namun petugas mengingatkan bahwa pengasapan hanya membunuh
nyamuk dewasa sehingga tempat penampungan air tetap harus dikuras.

Kebutuhan darah meningkat tajam dan Palang Merah Indonesia setempat mengajak warga bergolongan
darah O serta AB menjadi pendonor.

Pada 2020 wilayah itu mengalami wabah yang lebih besar dengan 1.800 penderita dan 16 kematian.
""",
)

RILIS = piece(
    "jatim",
    "2024-06-11T09:00:00Z",
    "Surabaya",
    "Telekom Nusa Raya luncurkan paket internet rumah Nusalink 100",
    """
PT Telekom Nusa Raya meluncurkan paket internet rumah Nusalink 100 yang menawarkan kecepatan
hingga 100 megabita per detik dengan biaya langganan Rp229.000 per bulan di Surabaya, Selasa.

Direktur Pemasaran Telekom Nusa Raya Fransiska Oetomo mengatakan paket itu dirancang bagi keluarga
muda yang bekerja dan belajar dari rumah.

"Pelanggan tidak perlu lagi menghitung kuota, karena seluruh paket kami tanpa batas pemakaian
wajar," ujar Fransiska.

Pelanggan baru yang mendaftar sebelum 31 Juli memperoleh gratis biaya pemasangan, pinjaman
perangkat penguat sinyal, dan akses enam bulan ke layanan film Layarkita.

Jaringan serat optik perusahaan itu kini menjangkau 1,4 juta rumah di 38 kota dan ditargetkan
bertambah 250 ribu rumah sampai akhir tahun.

Pendaftaran dapat dilakukan melalui aplikasi MyNusa, situs resmi perusahaan, atau gerai yang
tersebar di pusat perbelanjaan.

Tentang Telekom Nusa Raya

PT Telekom Nusa Raya berdiri pada 2009 dan berkantor pusat di Surabaya. Perusahaan melayani
pelanggan rumah, usaha kecil, dan lembaga pendidikan dengan jaringan serat optik sepanjang 46.000
kilometer.
""",
)

FOTO_PANEN = piece(
    "jateng",
    "2024-04-03T08:12:00Z",
    "Demak",
    "Panen padi di tengah genangan",
    """
Petani memotong padi yang terendam air di Desa Karangrejo Lor, Kabupaten Demak, Jawa Tengah, Rabu
(3/4/2024). Petani memanen lebih awal untuk menghindari kerugian setelah tanggul Sungai Wulan
jebol dan merendam 640 hektare sawah. ANTARA FOTO/Rekaman Jati/sgd
""",
)

FOTO_PERAHU = piece(
    "sulteng",
    "2023-07-22T03:40:00Z",
    "Palu",
    "Lomba perahu hias",
    """
Sejumlah peserta mendayung perahu hias saat mengikuti lomba perahu tradisional di Teluk Palu,
Sulawesi Tengah, Sabtu (22/7/2023). Lomba yang diikuti 38 regu dari delapan kelurahan pesisir itu
digelar untuk memperingati hari jadi kota. ANTARA/Moh Contoh Alam
""",
)

COFFEE = piece(
    "en",
    "2024-07-04T06:45:00Z",
    "Takengon, Aceh",
    "Gayo farmers ship first container of washed coffee to Norway",
    """
A cooperative of Gayo coffee growers in Central Aceh on Thursday shipped its first container of
washed arabica to Norway, opening a market that farmers say pays a third more than local traders.

The container carries 19.2 tons of green beans from 412 smallholders in the villages of Mude Nosar
and Toweren Uken, the cooperative's chairwoman, Ainal Gayoni, stated.

"We started with six sacks of samples two years ago, and the buyer came back three times before
signing," she remarked.

The contract, worth Rp1.9 billion, obliges the farmers to dry the beans on raised beds and to
record each lot with the altitude of the garden.

Head of the Aceh Trade Office Mirza Alamsyah said the provincial government had covered the cost
of laboratory tests and would build a second warehouse near Lake Laut Tawar.

Aceh exported 12,800 tons of coffee in the first half of this year, up 9 percent from the same
period last year, most of it through the Port of Belawan in North Sumatra.

Gayoni hopes that exporters will one day be able to load at Krueng Geukueh Port, which would save
two days on the road.
""",
)

GUNUNG = piece(
    "manado",
    "2021-09-14T00:35:00Z",
    "Manado",
    "Gunung Ruang kembali erupsi, warga Tagulandang diminta menjauh dari pantai",
    """
Gunung Ruang di Kabupaten Kepulauan Siau Tagulandang Biaro, Sulawesi Utara, kembali erupsi pada
Selasa pukul 02.35 WITA dengan kolom abu setinggi dua kilometer di atas puncak.

Petugas pos pengamatan Gunung Ruang, Jelfri Tamboto, mengatakan erupsi disertai gemuruh, suara
petir vulkanik, dan lontaran material pijar yang jatuh hingga ke pesisir Tagulandang.

"Getaran terasa sampai ke pos kami dan hujan kerikil turun selama kurang lebih 20 menit," kata
Jelfri.

Tingkat aktivitas gunung dinaikkan dari Siaga menjadi Awas dengan larangan beraktivitas dalam
radius enam kilometer dari kawah.

Warga yang bermukim di pantai barat Tagulandang diminta mengungsi karena ada potensi tubuh gunung
api runtuh ke laut dan memicu tsunami.

Sekitar 2.700 orang dari tujuh desa telah ditampung di gereja dan balai desa di sisi timur pulau,
sebagian lagi menunggu kapal menuju Bitung.

Bandara Sam Ratulangi di Manado ditutup sementara sampai pukul 16.00 WITA karena abu vulkanik
terdeteksi pada jalur pendekatan pesawat.

Orang tua di pulau itu masih menuturkan gelombang besar yang datang setelah erupsi pada masa
kolonial.
""",
)

KPU = piece(
    "jabar",
    "2024-01-29T10:20:00Z",
    "Bandung",
    "KPU Jawa Barat: Surat suara rusak di tiga kabupaten segera diganti",
    """
Komisi Pemilihan Umum Jawa Barat memastikan 18.730 lembar surat suara yang rusak di Kabupaten
Garut, Sumedang, dan Pangandaran diganti paling lambat sepekan sebelum hari pemungutan suara.

Anggota KPU Jawa Barat Wawan Rahmadi Kosasih mengatakan kerusakan ditemukan saat penyortiran,
antara lain berupa noda tinta, sobek di lipatan, dan warna yang tidak sesuai.

"Percetakan sudah menyanggupi, berita acaranya kami kirim hari ini," kata dia di Bandung, Senin.

Penyortiran dan pelipatan di 27 kabupaten/kota telah mencapai 94 persen dan melibatkan sekitar
9.000 pekerja harian.

Di Garut, gudang logistik dipindahkan dari gedung olahraga ke bekas pabrik tekstil karena atap
bangunan lama bocor ketika hujan.

Badan Pengawas Pemilu meminta surat suara yang rusak dimusnahkan secara terbuka sehari sebelum
pencoblosan dengan disaksikan polisi dan wakil peserta pemilu.

Logistik untuk tempat pemungutan suara di pesisir selatan Cianjur diberangkatkan lebih awal
mengingat dua jembatan di jalur itu rawan longsor.

Jumlah pemilih tetap di Jawa Barat tercatat 35,7 juta orang yang tersebar di 140.457 tempat
pemungutan suara.
""",
)

BEASISWA = piece(
    "papua",
    "2023-09-04T02:05:00Z",
    "Jayapura",
    "Sebanyak 60 anak Pegunungan Bintang terima beasiswa kedokteran hewan",
    """
Pemerintah Kabupaten Pegunungan Bintang memberi beasiswa kepada 60 lulusan sekolah menengah untuk
belajar kedokteran hewan dan peternakan di Yogyakarta, Bogor, dan Kupang.

Kepala Dinas Pendidikan Pegunungan Bintang Yance Uropmabin Kalka mengatakan daerah itu hanya
memiliki satu dokter hewan untuk melayani 34 distrik yang sebagian dijangkau dengan berjalan kaki.

"Babi bagi kami bukan sekadar ternak, kalau sakit satu kampung ikut susah," katanya di Jayapura,
Senin.

Penerima beasiswa dipilih dari 312 pendaftar melalui ujian tertulis di Oksibil dan wawancara
dengan tokoh adat setempat.

Pemerintah kabupaten menanggung uang kuliah, asrama, serta tiket pulang setahun sekali dengan
syarat penerima kembali mengabdi sekurang-kurangnya lima tahun.

Salah seorang penerima, Naomi Kasipka Taplo, bercita-cita membuka klinik di Distrik Borme karena
ayahnya kehilangan 11 ekor babi akibat wabah dua tahun silam.

Dana beasiswa sebesar Rp8,4 miliar bersumber dari dana otonomi khusus dan dicairkan bertahap
setiap semester.
""",
)

OMBAK = piece(
    "bengkulu",
    "2023-07-03T05:30:00Z",
    "Bengkulu",
    "Nelayan Bengkulu sepekan tak melaut akibat ombak lima meter",
    """
Ratusan nelayan di Kota Bengkulu tidak melaut selama sepekan terakhir karena gelombang di perairan
barat Sumatera mencapai lima meter disertai angin kencang.

Ketua Rukun Nelayan Malabero Jafri Anwarudin mengatakan sedikitnya 340 perahu ditambatkan di kolam
pelabuhan dan sebagian ditarik ke darat agar tidak pecah.

"Kami pernah kehilangan empat kawan pada 2017, jadi lebih baik menunggu walaupun dapur tidak
mengepul," kata dia.

Akibatnya harga ikan tenggiri di Pasar Barukoto naik menjadi Rp95 ribu per kilogram dan ikan tuna
sirip kuning Rp70 ribu per kilogram.

Selama menunggu cuaca membaik, nelayan memperbaiki jaring atau bekerja sebagai buruh bangunan
dengan upah Rp110 ribu sehari.

Dinas Kelautan dan Perikanan Provinsi Bengkulu menyiapkan bantuan beras 12 ton untuk 1.200
keluarga nelayan yang kehilangan pendapatan.

Kapal cepat tujuan Pulau Enggano juga ditunda keberangkatannya sehingga 76 penumpang menginap di
rumah kerabat di sekitar Pulau Baai.
""",
)

FERI = piece(
    "kepri",
    "2024-02-07T04:15:00Z",
    "Tanjungpinang",
    "Kapal feri Tanjungpinang-Lingga ditambah selama libur Imlek",
    """
Otoritas Pelabuhan Sri Bintan Pura menambah empat pelayaran feri setiap hari dari Tanjungpinang
menuju Kabupaten Lingga, Kepulauan Riau, selama libur Imlek.

Kepala Kantor Kesyahbandaran Tanjungpinang Capt Rifai Lubis Tanara mengatakan jumlah penumpang
diperkirakan mencapai 17.000 orang atau naik 23 persen dibandingkan dengan hari biasa.

"Semua kapal sudah kami periksa, jaket pelampung harus sama dengan jumlah kursi," ujarnya, Rabu.

Pelayaran tambahan berlaku mulai 8 sampai 14 Februari dengan jadwal keberangkatan pukul 07.00,
09.30, 13.00, dan 15.30 WIB.

Tiket dijual secara daring maupun di loket dengan harga Rp210.000 untuk dewasa dan Rp150.000 bagi
anak-anak, tanpa kenaikan tarif.

Warga Dabo Singkep, Liem Suryani, mengatakan pulang setiap tahun untuk sembahyang di kelenteng tua
peninggalan buyutnya.

Polisi perairan menyiagakan dua kapal patroli di Selat Kolombo karena gelombang diperkirakan
mencapai dua meter pada sore hari.
""",
)

KORUPSI = piece(
    "sultra",
    "2023-11-08T08:50:00Z",
    "Kendari",
    "Mantan kepala dinas di Konawe dituntut enam tahun penjara",
    """
Jaksa menuntut mantan Kepala Dinas Pekerjaan Umum Kabupaten Konawe, La Ode Saharuddin Maku, dengan
hukuman enam tahun penjara dalam perkara korupsi pembangunan jembatan gantung.

Dalam sidang di Pengadilan Tindak Pidana Korupsi Kendari, Rabu, jaksa Nurul Hikmawati menyatakan
terdakwa terbukti memperkaya rekanan sehingga negara rugi Rp3,1 miliar.

"Terdakwa menandatangani berita acara serah terima padahal bentang jembatan baru terpasang
separuh," kata jaksa.

Selain penjara, terdakwa dituntut membayar denda Rp300 juta subsider empat bulan kurungan dan uang
pengganti Rp480 juta.

Kuasa hukum terdakwa, Andi Baso Lamappa, menilai tuntutan itu berlebihan karena kliennya telah
mengembalikan sebagian uang sebelum perkara disidik.

Jembatan sepanjang 120 meter di Desa Lambuya Indah itu sedianya menghubungkan empat desa dengan
pasar kecamatan, tetapi kini tinggal tiang pancang.

Majelis hakim yang diketuai Irwan Tolaki menunda sidang hingga 22 November untuk mendengarkan
pembelaan.
""",
)

BAJO = piece(
    "mataram",
    "2024-08-13T06:10:00Z",
    "Mataram",
    "Kunjungan kapal pesiar ke Lombok Barat naik tajam",
    """
Kunjungan kapal pesiar ke Pelabuhan Gili Mas, Kabupaten Lombok Barat, mencapai 34 kali hingga
pertengahan Agustus, naik dari 19 kali pada periode yang sama tahun lalu.

General Manager pelabuhan itu, Baiq Rahmi Sukmawati, mengatakan kapal terbesar yang singgah
membawa 4.100 penumpang dari Australia dan menginap semalam.

"Yang mereka cari bukan hanya pantai, banyak yang ingin belajar menenun di Sukarara," katanya,
Selasa.

Dinas Pariwisata Nusa Tenggara Barat menghitung setiap penumpang membelanjakan rata-rata 62 dolar
AS selama berada di darat.

Pelaku usaha berharap pemerintah daerah menambah bus berpendingin udara karena perjalanan dari
dermaga ke Senggigi memerlukan waktu hampir satu jam.

Sebanyak 120 pemandu bersertifikat disiapkan, 15 di antaranya mampu berbahasa Jerman dan enam
orang berbahasa Jepang.

Musim kapal pesiar berikutnya dimulai pada Oktober dengan 21 kapal yang sudah memesan tempat
sandar.
""",
)

RUMPUT = piece(
    "kaltara",
    "2024-03-27T02:45:00Z",
    "Nunukan",
    "Petani rumput laut Nunukan minta pabrik pengolahan",
    """
Petani rumput laut di Kabupaten Nunukan, Kalimantan Utara, meminta pemerintah membangun pabrik
pengolahan agar mereka tidak terus bergantung pada pembeli dari Makassar dan Tawau.

Ketua Asosiasi Petani Rumput Laut Nunukan Kamaruddin Beddu mengatakan harga di tingkat petani
turun dari Rp32 ribu menjadi Rp11 ribu per kilogram kering dalam setahun.

"Setiap bulan lebih dari 6.000 ton keluar dari pulau ini sebagai bahan mentah, yang untung orang
lain," katanya, Rabu.

Ia menghitung pabrik karaginan berkapasitas 20 ton sehari dapat menyerap sepertiga hasil panen dan
mempekerjakan 400 orang.

Bupati Nunukan Asmah Tidung menyatakan telah menyiapkan lahan empat hektare di Mansapa, tetapi
pasokan listrik ke lokasi itu baru tersedia tahun depan.

Kementerian terkait menjanjikan kajian kelayakan selesai pada Agustus dan akan mengundang penanam
modal dari Surabaya.

Selain harga, petani mengeluhkan tali bentangan yang menutup alur pelayaran sehingga kerap
terpotong baling-baling kapal cepat pada malam hari.
""",
)

PMI = piece(
    "kl",
    "2024-05-02T07:40:00Z",
    "Kuala Lumpur",
    "KBRI Kuala Lumpur pulangkan 96 pekerja migran dari depo imigrasi",
    """
Kedutaan Besar Republik Indonesia di Kuala Lumpur memulangkan 96 pekerja migran dari tiga depo
tahanan imigrasi di Semenanjung Malaysia melalui Batam dan Medan.

Koordinator Fungsi Konsuler KBRI Kuala Lumpur Dian Paramitha Sari mengatakan kelompok itu terdiri
atas 61 laki-laki, 29 perempuan, dan enam anak.

"Anak-anak kami dahulukan karena tiga di antaranya belum mempunyai akta lahir," ujarnya, Kamis.

Sebagian besar ditahan karena izin tinggalnya habis atau bekerja pada majikan yang tidak tercantum
dalam permitnya.

Biaya pengurusan dokumen ditanggung negara, sedangkan tiket kapal dibayar oleh perkumpulan warga
Indonesia di Johor Bahru.

Setiba di Batam mereka ditampung di rumah singgah untuk pemeriksaan kesehatan sebelum diantar ke
daerah asal, antara lain Lombok Timur, Sampang, dan Flores Timur.

Sejak Januari KBRI telah membantu kepulangan 1.058 warga dan meminta calon pekerja memakai jalur
resmi agar hak mereka terlindungi.
""",
)

BULUTANGKIS = piece(
    "jogja",
    "2023-12-17T11:30:00Z",
    "Yogyakarta",
    "Ganda putri Sleman juara kejuaraan nasional junior",
    """
Ganda putri asal Sleman, Kirana Dewayani/Laras Pramesti, menjuarai kejuaraan nasional bulu tangkis
junior setelah menang rubber game dalam final di GOR Amongrogo, Minggu.

Kirana/Laras mengalahkan unggulan pertama dari Kudus, Tiara Maheswari/Jessica Halim, dengan skor
19-21, 21-17, 21-18 dalam waktu 74 menit.

"Pada gim pertama kami terburu-buru, pelatih menyuruh kami bermain panjang dan mengangkat bola ke
belakang," kata Kirana.

Keduanya baru dipasangkan sembilan bulan lalu ketika Laras pulih dari cedera lutut yang membuatnya
absen setengah musim.

Pelatih Eko Sularto mengatakan anak asuhnya akan diturunkan dalam turnamen kelompok umur di Pune,
India, pada Februari.

Di sektor tunggal putra, gelar direbut Bima Narendra dari Banyumas yang menang straight game atas
rekan sepelatihannya.

Kejuaraan itu diikuti 486 pebulu tangkis dari 26 provinsi dan menjadi salah satu ajang pemanggilan
pemain pelatnas pratama.
""",
)

KERETA = piece(
    "jateng",
    "2024-04-01T03:10:00Z",
    "Semarang",
    "KAI Semarang siapkan 24 kereta tambahan untuk Lebaran",
    """
PT Kereta Api Indonesia Daerah Operasi IV Semarang menyiapkan 24 kereta tambahan untuk melayani
penumpang angkutan Lebaran mulai 31 Maret hingga 21 April.

Manajer Humas KAI Daop IV Semarang Gilang Satrio Wicara mengatakan tersedia 612.480 kursi selama
22 hari, baik untuk kereta jarak jauh maupun lokal.

"Sampai Senin pagi sudah terjual 71 persen, tanggal favorit adalah 6 dan 7 April," katanya.

Penumpang diminta datang paling lambat satu jam sebelum keberangkatan karena jalan di sekitar
Stasiun Tawang dan Poncol rawan macet.

KAI menempatkan petugas tambahan di 63 perlintasan sebidang dan menyiagakan alat berat di delapan
titik rawan banjir antara Tawang dan Alastua.

Bagasi dibatasi 20 kilogram setiap penumpang dan kelebihannya dikenai biaya Rp10 ribu per kilogram
untuk kelas eksekutif.

Posko kesehatan dibuka 24 jam di lima stasiun besar dengan dukungan dokter dari rumah sakit milik
perusahaan.
""",
)

STUNTING = piece(
    "gorontalo",
    "2023-10-25T04:25:00Z",
    "Gorontalo",
    "Angka stunting di Gorontalo Utara turun menjadi 16,4 persen",
    """
Angka kekerdilan pada anak di Kabupaten Gorontalo Utara turun menjadi 16,4 persen dari 23,8 persen
setahun sebelumnya berkat pemberian makanan tambahan dari ikan.

Bupati Gorontalo Utara Thamrin Monoarfa Bilatula mengatakan setiap balita berisiko menerima 150
gram ikan nike atau layang tiga kali sepekan selama enam bulan.

"Laut kita kaya, tidak masuk akal anak nelayan kekurangan protein," kata dia dalam rapat evaluasi
di Kwandang, Rabu.

Ikan dibeli dari 41 kelompok nelayan sehingga perputaran uang di desa pesisir mencapai Rp560 juta
setiap bulan.

Kader posyandu mencatat berat dan panjang badan anak dalam aplikasi yang dibuat mahasiswa
Universitas Negeri Gorontalo.

Kendala yang tersisa adalah sumur dangkal yang tercemar di Kecamatan Sumalata dan Biau sehingga
diare masih sering ditemukan.

Pemerintah kabupaten menargetkan angka itu di bawah 14 persen pada akhir 2024 melalui pembangunan
sambungan air bersih bagi 2.900 rumah.
""",
)

UMKM = piece(
    "riau",
    "2023-06-20T09:35:00Z",
    "Pekanbaru",
    "Pelaku UMKM Riau belajar ekspor ke Malaysia dan Singapura",
    """
Sebanyak 85 pelaku usaha mikro, kecil, dan menengah di Provinsi Riau mengikuti kelas ekspor yang
menyiapkan mereka menjual produk olahan nanas, sagu, dan madu ke Malaysia serta Singapura.

Kepala Dinas Koperasi dan UKM Riau Azmi Syafrudin mengatakan kelas berlangsung empat bulan dengan
pendampingan bea cukai, karantina, dan bank daerah.

"Produknya enak, tetapi kemasan dan izin edarnya sering terlambat diurus," kata Azmi di Pekanbaru,
Selasa.

Peserta diajari menghitung ongkos kirim lewat Pelabuhan Dumai, menulis label dalam bahasa Inggris,
dan memotret barang dengan telepon genggam.

Pemilik usaha keripik nanas asal Kampar, Nurbaiti Usman, mengaku sudah mendapat pesanan percobaan
500 bungkus dari sebuah toko di Melaka.

Pemerintah provinsi menanggung biaya sertifikasi halal bagi 40 peserta terbaik dan menyediakan
gudang bersama di kawasan industri Tenayan.

Nilai ekspor produk UMKM Riau pada tahun lalu baru 1,3 juta dolar AS atau kurang dari satu persen
ekspor nonmigas daerah itu.
""",
)

ORANGUTAN = piece(
    "kalbar",
    "2024-06-25T06:00:00Z",
    "Ketapang",
    "Tiga orang utan dilepasliarkan di Bukit Baka Bukit Raya",
    """
Balai Konservasi Sumber Daya Alam Kalimantan Barat bersama sebuah yayasan melepasliarkan tiga
orang utan di Taman Nasional Bukit Baka Bukit Raya setelah menjalani rehabilitasi hingga tujuh
tahun.

Ketiganya bernama Mona, Jepri, dan Sinta; dua yang pertama disita dari warga di Ketapang,
sedangkan Sinta ditemukan terjebak di kebun sawit dengan peluru senapan angin di bahunya.

Kepala BKSDA Kalimantan Barat Wisnu Tejakusuma mengatakan mereka lulus penilaian karena mampu
membuat sarang, mengenali 130 jenis pakan, dan menjauhi manusia.

"Perjalanan memakan waktu dua hari dengan mobil, perahu, lalu dipikul enam jam oleh warga Desa
Mawang Mentatai," katanya, Selasa.

Petugas akan mengikuti pergerakan satwa itu sekurang-kurangnya setahun dengan mencatat makanan
serta jarak jelajahnya setiap hari.

Sejak 2016 sudah 78 orang utan dilepas di kawasan itu dan lima bayi lahir di alam.

Warga sekitar dilibatkan sebagai pemantau dengan upah bulanan sehingga perburuan burung dan
penebangan di hulu Sungai Mentatai berkurang.
""",
)

BERAS = piece(
    "banten",
    "2024-02-20T05:45:00Z",
    "Serang",
    "Bulog Banten gelontorkan 4.800 ton beras untuk redam harga",
    """
Perum Bulog Wilayah Banten menggelontorkan 4.800 ton beras ke pasar dan toko modern di delapan
kabupaten/kota untuk meredam harga yang sudah melewati Rp16.000 per kilogram.

Pemimpin Bulog Banten Sugeng Hardiman mengatakan beras program stabilisasi dijual Rp10.900 per
kilogram dalam kemasan lima kilogram dan setiap pembeli dibatasi dua kemasan.

"Stok di gudang 31.000 ton, cukup sampai panen raya April, masyarakat jangan membeli berlebihan,"
katanya di Serang, Selasa.

Antrean warga terlihat sejak pukul 06.00 WIB di Pasar Rau, sebagian membawa kursi lipat dan
payung.

Rukmini, ibu tiga anak dari Kaligandu, mengatakan selisih harga Rp25 ribu untuk satu kemasan
sangat berarti bagi keluarganya.

Satgas Pangan Polda Banten memeriksa 17 penggilingan padi di Pandeglang dan Lebak, tetapi tidak
menemukan penimbunan.

Panen di kedua kabupaten itu mundur sebulan karena musim tanam terganggu kemarau panjang tahun
lalu.
""",
)

KABEL = piece(
    "babel",
    "2023-05-16T07:15:00Z",
    "Pangkalpinang",
    "Kabel laut Sumatera-Bangka putus, listrik menyala bergilir",
    """
Listrik di Pulau Bangka menyala bergilir sejak Senin malam karena satu dari dua kabel laut yang
menghubungkan pulau itu dengan Sumatera terganggu.

Manajer Unit Pelaksana Pengatur Beban PLN Bangka Belitung Teddy Arkananta mengatakan kekurangan
daya pada waktu beban puncak mencapai 38 megawatt.

"Penyelam menemukan lapisan pelindung terkelupas sepanjang delapan meter, kemungkinan tersangkut
jangkar kapal," katanya, Selasa.

Pemadaman dibagi dalam enam kelompok dengan lama paling banyak tiga jam, sementara rumah sakit dan
instalasi air minum dikecualikan.

PLN mengoperasikan lagi dua pembangkit diesel di Merawang dan Air Anyir serta meminjam genset dari
perusahaan timah.

Perbaikan diperkirakan memakan waktu 12 hari, tergantung pada arus di Selat Bangka yang kuat
setiap bulan purnama.

Pedagang es di Pasar Pembangunan, Susilawati, mengaku membuang 200 kilogram es balok karena mesin
pembekunya mati dua kali.
""",
)

PIDATO = piece(
    "www",
    "2024-10-16T06:30:00Z",
    "Jakarta",
    "Menko Pangan: Cadangan jagung harus cukup untuk enam bulan",
    """
Menteri Koordinator Bidang Pangan Harun Adiwinata mengatakan cadangan jagung nasional harus cukup
untuk enam bulan agar peternak unggas tidak lagi tercekik pada musim paceklik.

Hal itu disampaikannya ketika berpidato pada peringatan Hari Pangan Sedunia di Jakarta, Rabu.

"Selama ini kita baru sibuk ketika harga telur sudah naik. Kita menimbang jagung di pasar, padahal
seharusnya kita menimbangnya di gudang, jauh sebelum musim kering tiba," katanya.

Pemerintah akan membangun 22 gudang berpengering di sembilan provinsi dengan daya tampung
keseluruhan 660.000 ton.

"Gudang itu milik koperasi, dikelola koperasi, dan keuntungannya kembali kepada petani. Negara
hanya membeli pada harga yang pantas dan menjual pada saat yang tepat," ujar Harun.

Ia menambahkan harga pembelian jagung pipilan kering dengan kadar air 15 persen ditetapkan Rp5.500
per kilogram.

Sementara itu Ketua Perhimpunan Peternak Ayam Petelur Samsul Rizaldi menyambut rencana tersebut,
tetapi meminta gudang pertama dibangun di Blitar dan Kendal.

"Dua daerah itu memasok sepertiga telur Pulau Jawa," katanya.

Produksi jagung nasional tahun ini diperkirakan 15,2 juta ton, sedangkan kebutuhan pakan mencapai
13,6 juta ton.

Presiden dijadwalkan meresmikan gudang pertama pada Maret tahun depan.
""",
)

HAJI = piece(
    "aceh",
    "2022-06-15T03:20:00Z",
    "Banda Aceh",
    "Kloter pertama calon haji Aceh berangkat, tertua 93 tahun",
    """
Sebanyak 387 calon haji kelompok terbang pertama Embarkasi Aceh diberangkatkan dari Bandara Sultan
Iskandar Muda, Rabu pagi, dengan jemaah tertua berusia 93 tahun.

Ketua Panitia Penyelenggara Ibadah Haji Embarkasi Aceh Fakhruddin Meukek mengatakan jemaah berasal
dari Banda Aceh, Sabang, dan Aceh Besar serta didampingi tujuh petugas.

"Ada 118 jemaah lanjut usia, kursi roda sudah disiapkan di setiap kloter," kata dia.

Jemaah tertua, Nek Salamah binti Ibrahim dari Montasik, menabung sejak 1998 dari hasil menjual
kerupuk melinjo.

Aceh tahun ini memberangkatkan 3.942 orang dalam 11 kelompok terbang hingga 26 Juni.

Setiap jemaah asal Aceh menerima uang wakaf Baitul Asyi yang besarnya diumumkan setelah mereka
tiba di Makkah.

Seorang calon haji batal berangkat karena hasil pemeriksaan menunjukkan tekanan darahnya terlalu
tinggi dan dijadwalkan ikut kelompok terbang kesembilan.
""",
)

MUSEUM = piece(
    "jambi",
    "2023-08-30T08:05:00Z",
    "Jambi",
    "Perahu kuno abad ke-11 dipamerkan di Museum Siginjai",
    """
Museum Siginjai Jambi memamerkan bagian lambung perahu kuno yang diperkirakan berasal dari abad
ke-11 dan ditemukan penggali parit di Desa Lambur, Kabupaten Tanjung Jabung Timur.

Kurator museum Retno Palupi Anggraini mengatakan papan perahu itu disatukan dengan pasak kayu dan
tali ijuk tanpa sebatang pun paku besi.

"Teknik ini lazim di Asia Tenggara pada masa Sriwijaya dan menunjukkan pantai timur Jambi sudah
ramai oleh pelaut," katanya, Rabu.

Pengunjung dapat melihat papan sepanjang 11 meter itu di dalam kotak kaca yang kelembapannya
dijaga pada 55 persen.

Selain perahu, dipamerkan 63 keping keramik Dinasti Song, manik-manik kaca, dan biji damar yang
terkubur bersama lambung perahu.

Peneliti dari Universitas Jambi akan menguji kayu itu dengan penanggalan karbon untuk memastikan
umurnya.

Pameran dibuka sampai akhir Oktober dengan karcis Rp5.000 dan gratis untuk rombongan sekolah.
""",
)


# Texts from a template, as agencies fill them in day by day.


def weather(
    bureau: str, published: str, city: str, title: str, values: tuple[str, ...], **changes: str
) -> Piece:
    day, morning, noon, evening, heat, damp, wind, warning = values
    made = piece(
        bureau,
        published,
        city,
        title,
        f"""
Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) memprakirakan cuaca di {city} pada {day}
{morning} pada pagi hari.

Pada siang hari cuaca diprakirakan {noon}, sedangkan pada malam hingga dini hari {evening}.

Suhu udara berkisar {heat} derajat Celsius dengan kelembapan {damp} persen.

Angin bertiup dari {wind} kilometer per jam.

BMKG mengimbau masyarakat mewaspadai {warning}.
""",
    )
    return replace(made, **changes)


WEATHER_MON = weather(
    "sumsel",
    "2024-01-15T00:05:00Z",
    "Palembang",
    "Prakiraan cuaca Palembang Senin",
    (
        "Senin (15/1)",
        "berawan",
        "hujan ringan",
        "cerah berawan",
        "24-32",
        "65-95",
        "barat laut dengan kecepatan 10",
        "hujan disertai petir di Ilir Barat dan Gandus pada sore hari",
    ),
)
WEATHER_TUE = weather(
    "sumsel",
    "2024-01-16T00:05:00Z",
    "Palembang",
    "Prakiraan cuaca Palembang Selasa",
    (
        "Selasa (16/1)",
        "cerah berawan",
        "hujan sedang",
        "berawan tebal",
        "23-31",
        "70-98",
        "barat dengan kecepatan 15",
        "genangan di Sako dan Kalidoni pada malam hari",
    ),
)
WEATHER_WED = weather(
    "sumsel",
    "2024-01-17T00:05:00Z",
    "Palembang",
    "Prakiraan cuaca Palembang Rabu",
    (
        "Rabu (17/1)",
        "cerah berawan",
        "hujan sedang",
        "berawan",
        "24-31",
        "70-98",
        "barat dengan kecepatan 15",
        "genangan di Sako dan Kalidoni pada malam hari",
    ),
)
WEATHER_JAMBI = weather(
    "jambi",
    "2024-01-15T00:20:00Z",
    "Jambi",
    "Prakiraan cuaca Jambi Senin",
    (
        "Senin (15/1)",
        "kabur",
        "cerah berawan",
        "hujan ringan",
        "23-33",
        "60-97",
        "utara dengan kecepatan 10",
        "jarak pandang yang pendek di jalur lintas timur pada pagi hari",
    ),
)
WEATHER_PADANG = weather(
    "sumbar",
    "2024-01-15T00:10:00Z",
    "Padang",
    "Prakiraan cuaca Padang Senin",
    (
        "Senin (15/1)",
        "berawan",
        "hujan ringan",
        "cerah berawan",
        "24-31",
        "65-95",
        "barat laut dengan kecepatan 20",
        "gelombang tinggi di pantai barat pada sore hari",
    ),
)


def gold(published: str, day: str, trend: str, prices: tuple[str, ...], closing: str) -> Piece:
    one, back, half, two, three, five, ten, quarter, fifty, hundred = prices
    return piece(
        "www",
        published,
        "Jakarta",
        f"Harga emas Antam {day.split()[0]} {trend}",
        f"""
Harga emas batangan yang dipantau dari laman Logam Mulia, {day} pagi, {trend} menjadi
Rp{one} per gram.

Adapun harga jual kembali (buyback) emas batangan tercatat Rp{back} per gram.

Transaksi harga jual dikenakan potongan pajak sesuai dengan PMK Nomor 34/PMK.10/2017. Penjualan
kembali emas batangan dengan nominal lebih dari Rp10 juta dikenai PPh 22 sebesar 1,5 persen untuk
pemegang NPWP dan 3 persen untuk non-NPWP.

Berikut harga pecahan emas batangan yang tercatat di Logam Mulia Antam:

- Harga emas 0,5 gram: Rp{half}

- Harga emas 1 gram: Rp{one}

- Harga emas 2 gram: Rp{two}

- Harga emas 3 gram: Rp{three}

- Harga emas 5 gram: Rp{five}

- Harga emas 10 gram: Rp{ten}

- Harga emas 25 gram: Rp{quarter}

- Harga emas 50 gram: Rp{fifty}

- Harga emas 100 gram: Rp{hundred}

{closing}
""",
    )


_TAX = """Potongan pajak harga beli emas sesuai dengan PMK Nomor 34/PMK.10/2017 sebesar 0,45
persen untuk pemegang NPWP dan 0,9 persen untuk non-NPWP. Setiap pembelian emas batangan disertai
bukti potong PPh 22."""

GOLD_WED = gold(
    "2024-03-06T02:10:00Z",
    "Rabu (6/3)",
    "naik Rp8.000",
    (
        "1.158.000",
        "1.050.000",
        "629.000",
        "2.256.000",
        "3.359.000",
        "5.565.000",
        "11.075.000",
        "27.562.000",
        "55.045.000",
        "110.012.000",
    ),
    _TAX,
)
GOLD_THU = gold(
    "2024-03-07T02:12:00Z",
    "Kamis (7/3)",
    "naik Rp11.000",
    (
        "1.169.000",
        "1.061.000",
        "634.500",
        "2.278.000",
        "3.392.000",
        "5.620.000",
        "11.185.000",
        "27.837.000",
        "55.595.000",
        "111.112.000",
    ),
    _TAX,
)
# The price stood still on Friday but for two denominations and the buyback.
GOLD_FRI = gold(
    "2024-03-08T02:09:00Z",
    "Jumat (8/3)",
    "stabil",
    (
        "1.169.000",
        "1.060.000",
        "634.500",
        "2.278.000",
        "3.392.000",
        "5.620.000",
        "11.185.000",
        "27.837.000",
        "55.590.000",
        "111.110.000",
    ),
    _TAX,
)


def prayers(bureau: str, published: str, city: str, day: str, times: tuple[str, ...]) -> Piece:
    imsak, subuh, terbit, zuhur, asar, magrib, isya = times
    return piece(
        bureau,
        published,
        city,
        f"Jadwal imsakiyah dan shalat {city} {day}",
        f"""
Berikut jadwal imsakiyah dan waktu shalat untuk wilayah {city} dan sekitarnya pada {day} yang
dikutip dari laman Bimbingan Masyarakat Islam Kementerian Agama.

Imsak: {imsak}

Subuh: {subuh}

Terbit: {terbit}

Zuhur: {zuhur}

Asar: {asar}

Magrib: {magrib}

Isya: {isya}

Umat Islam dianjurkan menyegerakan berbuka puasa ketika azan magrib berkumandang dan mengakhirkan
makan sahur. Jadwal dapat berbeda satu hingga dua menit bergantung pada letak tempat.
""",
    )


PRAYERS_BANDUNG = prayers(
    "jabar",
    "2024-03-14T20:00:00Z",
    "Bandung",
    "Jumat (15/3)",
    ("04.31", "04.41", "05.51", "12.01", "15.08", "18.06", "19.14"),
)
PRAYERS_CIREBON = prayers(
    "jabar",
    "2024-03-14T20:10:00Z",
    "Cirebon",
    "Jumat (15/3)",
    ("04.27", "04.37", "05.47", "11.57", "15.05", "18.02", "19.10"),
)
PRAYERS_BANDUNG_SAT = prayers(
    "jabar",
    "2024-03-15T20:00:00Z",
    "Bandung",
    "Sabtu (16/3)",
    ("04.31", "04.41", "05.51", "12.01", "15.07", "18.05", "19.14"),
)
PRAYERS_SURABAYA = prayers(
    "jatim",
    "2024-03-15T20:05:00Z",
    "Surabaya",
    "Sabtu (16/3)",
    ("04.10", "04.20", "05.30", "11.40", "14.49", "17.45", "18.53"),
)


def quake(bureau: str, published: str, place: str, title: str, values: tuple[str, ...]) -> Piece:
    strength, area, day, hour, north, east, where, depth, felt = values
    return piece(
        bureau,
        published,
        place,
        title,
        f"""
Gempa bumi bermagnitudo {strength} mengguncang {area} pada {day} pukul {hour}.

Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) dalam keterangan yang diterima di {place}
menyebutkan pusat gempa terletak pada koordinat {north} dan {east} atau {where} pada kedalaman
{depth} kilometer.

Hasil pemodelan menunjukkan gempa tersebut tidak berpotensi tsunami.

Guncangan dirasakan di {felt}.

BMKG mengimbau masyarakat tetap tenang, tidak terpengaruh oleh isu yang tidak dapat
dipertanggungjawabkan kebenarannya, dan menghindari bangunan yang retak atau rusak akibat gempa.
""",
    )


QUAKE_MORNING = quake(
    "ambon",
    "2024-05-08T22:10:00Z",
    "Ambon",
    "Gempa magnitudo 5,2 guncang Kepulauan Tanimbar",
    (
        "5,2",
        "Kepulauan Tanimbar, Maluku,",
        "Kamis (9/5)",
        "06.41 WIT",
        "7,31 Lintang Selatan",
        "130,12 Bujur Timur",
        "148 kilometer barat laut Saumlaki",
        "124",
        "Saumlaki dengan skala III MMI",
    ),
)
QUAKE_EVENING = quake(
    "ambon",
    "2024-05-09T11:35:00Z",
    "Ambon",
    "Gempa magnitudo 4,8 guncang Seram Bagian Timur",
    (
        "4,8",
        "Seram Bagian Timur, Maluku,",
        "Kamis (9/5)",
        "20.07 WIT",
        "3,55 Lintang Selatan",
        "130,94 Bujur Timur",
        "61 kilometer tenggara Bula",
        "10",
        "Bula dan Geser dengan skala II-III MMI",
    ),
)
QUAKE_AFTER = quake(
    "ambon",
    "2024-05-08T23:40:00Z",
    "Ambon",
    "Gempa susulan magnitudo 5,0 guncang Kepulauan Tanimbar",
    (
        "5,0",
        "Kepulauan Tanimbar, Maluku,",
        "Kamis (9/5)",
        "08.16 WIT",
        "7,34 Lintang Selatan",
        "130,15 Bujur Timur",
        "145 kilometer barat laut Saumlaki",
        "121",
        "Saumlaki dengan skala III MMI",
    ),
)
QUAKE_BENGKULU = quake(
    "bengkulu",
    "2024-05-09T04:05:00Z",
    "Bengkulu",
    "Gempa magnitudo 5,2 guncang Mukomuko",
    (
        "5,2",
        "Kabupaten Mukomuko, Bengkulu,",
        "Kamis (9/5)",
        "10.32 WIB",
        "3,02 Lintang Selatan",
        "100,88 Bujur Timur",
        "57 kilometer barat daya Mukomuko",
        "22",
        "Mukomuko dan Pesisir Selatan dengan skala III MMI",
    ),
)


def rupiah(published: str, day: str, move: str, values: tuple[str, str, str, str]) -> Piece:
    points, now, before, because = values
    return piece(
        "www",
        published,
        "Jakarta",
        f"Rupiah {day.split()[0]} {move} {points} poin",
        f"""
Nilai tukar rupiah yang ditransaksikan antarbank di Jakarta pada {day} pagi {move} {points} poin
menjadi Rp{now} per dolar AS dari penutupan sebelumnya Rp{before} per dolar AS.

Analis pasar uang Sentra Valuta Mandiri Leo Hartawan mengatakan pergerakan rupiah {because}.

"Pelaku pasar masih menunggu arah suku bunga bank sentral Amerika Serikat," katanya.

Ia memperkirakan rupiah bergerak dalam kisaran yang terbatas hingga penutupan perdagangan sore
nanti.
""",
    )


RUPIAH_TUE = rupiah(
    "2024-06-04T02:30:00Z",
    "Selasa (4/6)",
    "melemah",
    ("35", "16.265", "16.230", "tertekan permintaan dolar dari importir minyak"),
)
RUPIAH_WED = rupiah(
    "2024-06-05T02:31:00Z",
    "Rabu (5/6)",
    "menguat",
    ("52", "16.213", "16.265", "ditopang aliran modal asing ke pasar obligasi"),
)
RUPIAH_THU = rupiah(
    "2024-06-06T02:29:00Z",
    "Kamis (6/6)",
    "menguat",
    ("8", "16.205", "16.213", "ditopang aliran modal asing ke pasar obligasi"),
)


def palm(bureau: str, published: str, place: str, title: str, values: tuple[str, ...]) -> Piece:
    province, period, move, top, three, four, five, six, oil, kernel, index = values
    return piece(
        bureau,
        published,
        place,
        title,
        f"""
Harga tandan buah segar kelapa sawit di Provinsi {province} untuk periode {period} {move},
dengan harga tertinggi Rp{top} per kilogram bagi tanaman berumur 10 sampai 20 tahun.

Harga tersebut merupakan hasil rapat tim penetapan yang dihadiri dinas perkebunan, perusahaan
mitra, dan wakil petani plasma.

Untuk sawit umur tiga tahun ditetapkan Rp{three}, umur empat tahun Rp{four}, umur lima tahun
Rp{five}, dan umur enam tahun Rp{six} per kilogram.

Sementara itu harga minyak sawit mentah Rp{oil} per kilogram, inti sawit Rp{kernel} per kilogram,
dan indeks K {index} persen.

Petani diminta menjual buah yang matang melalui kelompok tani agar memperoleh harga sesuai dengan
penetapan pemerintah.
""",
    )


PALM_ONE = palm(
    "jambi",
    "2024-02-01T04:00:00Z",
    "Jambi",
    "Harga sawit Jambi naik",
    (
        "Jambi",
        "2-8 Februari 2024",
        "naik Rp41,20",
        "2.612,33",
        "2.058,71",
        "2.180,04",
        "2.282,60",
        "2.378,15",
        "11.402,88",
        "5.690,41",
        "91,36",
    ),
)
PALM_TWO = palm(
    "jambi",
    "2024-02-08T04:05:00Z",
    "Jambi",
    "Harga sawit Jambi turun",
    (
        "Jambi",
        "9-15 Februari 2024",
        "turun Rp18,75",
        "2.593,58",
        "2.043,90",
        "2.164,37",
        "2.266,12",
        "2.361,04",
        "11.297,30",
        "5.711,09",
        "91,40",
    ),
)
PALM_RIAU = palm(
    "riau",
    "2024-02-06T05:00:00Z",
    "Pekanbaru",
    "Harga sawit Riau naik lagi",
    (
        "Riau",
        "7-13 Februari 2024",
        "naik Rp66,02",
        "2.790,14",
        "2.144,80",
        "2.401,25",
        "2.546,77",
        "2.610,03",
        "11.560,45",
        "5.802,16",
        "92,11",
    ),
)


def visitors(bureau: str, published: str, place: str, values: tuple[str, ...]) -> Piece:
    province, month, people, move, before, airport, first_land, second_land, hotel, stay = values
    return piece(
        bureau,
        published,
        place,
        f"BPS: Kunjungan wisman ke {province} {month} {move.split()[0]}",
        f"""
Badan Pusat Statistik (BPS) Provinsi {province} mencatat kunjungan wisatawan mancanegara pada
{month} sebanyak {people} orang, {move} persen dibandingkan dengan bulan sebelumnya yang mencapai
{before} orang.

Kepala BPS {province} Ismet Sulaiman Tarigan mengatakan sebagian besar wisatawan datang melalui
{airport}.

"Menurut kebangsaan, wisatawan terbanyak berasal dari {first_land}, disusul {second_land}," kata
dia di {place}.

Tingkat penghunian kamar hotel berbintang pada periode yang sama tercatat {hotel} persen dengan
rata-rata lama menginap {stay} hari.

Ia menambahkan data tersebut dihimpun dari imigrasi dan survei hotel yang dilakukan setiap bulan.
""",
    )


VISITORS_APRIL = visitors(
    "sumut",
    "2024-06-03T05:15:00Z",
    "Medan",
    (
        "Sumatera Utara",
        "April 2024",
        "16.803",
        "naik 4,21",
        "16.124",
        "Bandara Kualanamu",
        "Malaysia",
        "Singapura",
        "41,07",
        "1,52",
    ),
)
VISITORS_MAY = visitors(
    "sumut",
    "2024-07-01T05:20:00Z",
    "Medan",
    (
        "Sumatera Utara",
        "Mei 2024",
        "20.317",
        "naik 20,91",
        "16.803",
        "Bandara Kualanamu",
        "Malaysia",
        "Singapura",
        "46,88",
        "1,49",
    ),
)


def traffic(published: str, day: str, values: tuple[str, str, str, str, str]) -> Piece:
    jam, length, cause, clear, closed = values
    return piece(
        "megapolitan",
        published,
        "Bogor",
        f"Arus lalu lintas Puncak {day.split()[0]} pagi",
        f"""
Arus lalu lintas di jalur Puncak, Kabupaten Bogor, pada {day} pagi terpantau padat di {jam} dengan
antrean sekitar {length} kilometer.

Petugas Pusat Pengendali Lalu Lintas Polres Bogor Bripka Anwar Setiana mengatakan kepadatan
disebabkan oleh {cause}.

Adapun ruas {clear} terpantau lancar di kedua arah.

Sistem satu arah menuju Jakarta direncanakan berlaku mulai pukul {closed} WIB bergantung pada
keadaan di lapangan.

Pengendara diminta memeriksa kendaraan, mematuhi arahan petugas, dan memakai jalur alternatif
melalui Jonggol atau Sukabumi.
""",
    )


TRAFFIC_SAT = traffic(
    "2024-09-14T02:00:00Z",
    "Sabtu (14/9)",
    (
        "Simpang Gadog sampai Cisarua",
        "tujuh",
        "kendaraan wisatawan dari Jakarta",
        "Taman Safari sampai Puncak Pas",
        "12.30",
    ),
)
TRAFFIC_SUN = traffic(
    "2024-09-15T02:05:00Z",
    "Minggu (15/9)",
    (
        "Pasar Cisarua sampai Cibeureum",
        "tiga",
        "bus yang mogok di tanjakan Selarong",
        "Gadog sampai Megamendung",
        "11.00",
    ),
)


def programme(published: str, day: str, slots: tuple[str, ...]) -> Piece:
    rows = "\n\n".join(slots)
    return piece(
        "www",
        published,
        "Jakarta",
        f"Jadwal siaran langsung sepak bola {day}",
        f"""
Berikut jadwal siaran langsung sepak bola di televisi nasional dan layanan streaming pada {day}
hingga dini hari waktu Indonesia.

{rows}

Jadwal dapat berubah sewaktu-waktu mengikuti ketentuan pemegang hak siar. Semua waktu adalah
Waktu Indonesia Barat.
""",
    )


PROGRAMME_SAT = programme(
    "2024-08-17T01:00:00Z",
    "Sabtu (17/8)",
    (
        "15.30 Bahari Makassar vs Garuda Brantas (Kanal Satu)",
        "19.00 Persada Musi vs Laskar Serayu (Kanal Satu)",
        "21.00 Liga Utara: Wexham vs Dunmore (Layarkita)",
    ),
)
PROGRAMME_SUN = programme(
    "2024-08-18T01:00:00Z",
    "Minggu (18/8)",
    (
        "15.30 Elang Kapuas vs Rencong Raya (Kanal Satu)",
        "19.00 Mutiara Papua vs Banteng Kediri (Kanal Satu)",
        "22.30 Liga Utara: Harrow Town vs Calder (Layarkita)",
    ),
)


def mobile_licence(published: str, day: str, places: tuple[str, str, str]) -> Piece:
    return piece(
        "www",
        published,
        "Jakarta",
        f"Lima lokasi layanan SIM keliling di Jakarta {day.split()[0]}",
        f"""
Polda Metro Jaya membuka layanan SIM keliling di lima lokasi di Jakarta pada {day} untuk warga
yang ingin memperpanjang masa berlaku surat izin mengemudi.

Layanan dibuka pukul 08.00-14.00 WIB di lokasi sebagai berikut:

Jakarta Timur: {places[0]}

Jakarta Utara: {places[1]}

Jakarta Selatan: Kampus Trilogi Kalibata

Jakarta Barat: {places[2]}

Jakarta Pusat: Kantor Pos Lapangan Banteng

Pemohon diminta membawa KTP dan SIM yang masih berlaku beserta fotokopinya. Layanan hanya untuk
perpanjangan SIM A dan SIM C, sedangkan SIM yang habis masa berlakunya harus diurus dari awal.

Biaya perpanjangan SIM A Rp80.000 dan SIM C Rp75.000, belum termasuk tes kesehatan serta psikologi.
""",
    )


LICENCE_TUE = mobile_licence(
    "2024-10-08T00:30:00Z",
    "Selasa (8/10)",
    ("Mal Grand Cakung", "LTC Glodok", "Mal Citraland"),
)
LICENCE_WED = mobile_licence(
    "2024-10-09T00:30:00Z",
    "Rabu (9/10)",
    ("Mal Grand Cakung", "Jalan Danau Sunter", "Mal Citraland"),
)


def air(published: str, day: str, index: str, dust: str, rank: str, worst: str) -> Piece:
    return piece(
        "www",
        published,
        "Jakarta",
        f"Kualitas udara Jakarta {day.split()[0]} pagi tidak sehat",
        f"""
Kualitas udara di Jakarta pada {day} pagi berada dalam kategori tidak sehat dengan indeks {index}
dan konsentrasi partikel halus PM2,5 sebesar {dust} mikrogram per meter kubik.

Berdasarkan data laman pemantau kualitas udara yang diperbarui pukul 06.00 WIB, angka itu
menempatkan Jakarta pada peringkat {rank} kota besar dengan udara terburuk di dunia.

Kota dengan kualitas udara terburuk ialah {worst}.

Masyarakat yang peka disarankan memakai masker, menutup jendela, dan mengurangi kegiatan di luar
ruangan.
""",
    )


AIR_MON = air(
    "2024-07-22T23:40:00Z", "Selasa (23/7)", "164", "78,4", "ketiga", "Kinshasa dengan indeks 188"
)
AIR_TUE = air(
    "2024-07-23T23:41:00Z", "Rabu (24/7)", "157", "66,9", "keempat", "Lahore dengan indeks 171"
)
# Only the day and two numbers differ.
AIR_WED = air(
    "2024-07-24T23:40:00Z", "Kamis (25/7)", "158", "67,1", "keempat", "Lahore dengan indeks 171"
)


def volcano(published: str, day: str, count: str, height: str, tremor: str, glow: str) -> Piece:
    return piece(
        "kupang",
        published,
        "Kupang",
        f"Gunung Lewotolok {count} kali erupsi",
        f"""
Gunung Ile Lewotolok di Kabupaten Lembata, Nusa Tenggara Timur, tercatat {count} kali erupsi pada
{day} dengan tinggi kolom abu {height} meter di atas puncak.

Petugas pos pengamatan Yeremias Koban mengatakan warna abu putih hingga kelabu dan condong ke
arah {glow}.

Dalam periode pengamatan yang sama terekam {tremor} kali gempa embusan dengan amplitudo 8-32
milimeter.

Tingkat aktivitas gunung itu masih Waspada dan masyarakat dilarang memasuki wilayah dalam radius
dua kilometer dari pusat aktivitas.

Warga Desa Lamawolo, Lamatokan, dan Jontona diminta mewaspadai guguran lava serta awan panas dari
bagian timur puncak.
""",
    )


VOLCANO_ONE = volcano("2023-03-02T03:00:00Z", "Rabu (1/3)", "17", "300-600", "74", "timur")
VOLCANO_TWO = volcano("2023-03-03T03:00:00Z", "Kamis (2/3)", "23", "200-700", "91", "tenggara")
VOLCANO_FEW = volcano("2023-03-04T03:00:00Z", "Jumat (3/3)", "24", "200-700", "88", "tenggara")


def ferry_list(bureau: str, published: str, place: str, day: str, rows: str) -> Piece:
    return piece(
        bureau,
        published,
        place,
        f"Jadwal kapal Pelni {place} {day}",
        f"""
Berikut jadwal kapal penumpang yang singgah di Pelabuhan {place} pada {day} berdasarkan data kantor
cabang setempat.

{rows}

Calon penumpang diminta tiba di pelabuhan tiga jam sebelum kapal berangkat dengan membawa kartu
identitas dan tiket yang namanya sesuai.
""",
    )


FERRY_BAUBAU = ferry_list(
    "sultra",
    "2024-04-15T02:00:00Z",
    "Baubau",
    "16-18 April",
    """
KM Tanjung Rekaan: tiba Selasa pukul 04.00 WITA dari Makassar, berangkat pukul 07.00 WITA ke Ambon

KM Gunung Contoh: tiba Rabu pukul 19.00 WITA dari Namlea, berangkat pukul 22.00 WITA ke Surabaya
""",
)
FERRY_AMBON = ferry_list(
    "ambon",
    "2024-04-15T02:20:00Z",
    "Ambon",
    "16-18 April",
    """
KM Tanjung Rekaan: tiba Rabu pukul 08.00 WIT dari Baubau, berangkat pukul 13.00 WIT ke Banda

KM Pulau Andaian: tiba Kamis pukul 15.00 WIT dari Tual, berangkat pukul 20.00 WIT ke Sorong
""",
)
FERRY_BAUBAU_NEXT = ferry_list(
    "sultra",
    "2024-04-29T02:00:00Z",
    "Baubau",
    "30 April-2 Mei",
    """
KM Tanjung Rekaan: tiba Selasa pukul 04.00 WITA dari Makassar, berangkat pukul 07.00 WITA ke Ambon

KM Gunung Contoh: tiba Rabu pukul 20.00 WITA dari Namlea, berangkat pukul 23.00 WITA ke Surabaya
""",
)


def waves(bureau: str, published: str, place: str, title: str, values: tuple[str, ...]) -> Piece:
    station, seas, height, day, wind, boats = values
    return piece(
        bureau,
        published,
        place,
        title,
        f"""
Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) {station} mengeluarkan peringatan dini
gelombang setinggi {height} meter di {seas} yang berlaku hingga {day}.

Pola angin di wilayah itu umumnya bergerak dari {wind} knot.

Nelayan yang memakai {boats} diminta memperhatikan kecepatan angin lebih dari 15 knot dan gelombang
di atas 1,25 meter.

Masyarakat yang tinggal dan beraktivitas di pesisir sekitar area yang berpeluang terjadi gelombang
tinggi diimbau selalu waspada.
""",
    )


WAVES_KUPANG = waves(
    "kupang",
    "2024-08-05T03:30:00Z",
    "Kupang",
    "BMKG: Waspadai gelombang empat meter di perairan NTT",
    (
        "Stasiun Tenau",
        "Selat Sape bagian selatan dan Samudra Hindia selatan Sumba",
        "2,5-4",
        "Rabu (7/8)",
        "tenggara dengan kecepatan 8-25",
        "perahu dan kapal tongkang",
    ),
)
WAVES_BALI = waves(
    "bali",
    "2024-08-05T04:30:00Z",
    "Denpasar",
    "BMKG: Gelombang selatan Bali capai tiga meter",
    (
        "Wilayah III Denpasar",
        "Selat Bali bagian selatan, Selat Badung, dan Selat Lombok bagian selatan",
        "1,25-3",
        "Kamis (8/8)",
        "timur dengan kecepatan 6-20",
        "jukung",
    ),
)


# One report, carried by two bureaus.

SAME = [
    # plain: the text is untouched, what stands around it is not
    same("exact, budget", "plain", APBD, at(APBD, "www", 2)),
    same("exact, bus", "plain", BUS, at(BUS, "bengkulu", 1)),
    same("exact, English", "plain", COFFEE, at(COFFEE, "aceh", 3)),
    same("exact, caption", "plain", FOTO_PANEN, at(FOTO_PANEN, "www", 4)),
    # A template, but one forecast: the copy is what must survive the check against templates.
    same("exact, weather", "plain", WEATHER_MON, at(WEATHER_MON, "www", 0.5)),
    same("exact, gold", "plain", GOLD_WED, at(GOLD_WED, "jatim", 1)),
    same(
        "title, chillies",
        "plain",
        CABAI,
        at(CABAI, "www", 3, title="Ombak tahan kapal sayur, cabai di Pontianak Rp110 ribu"),
    ),
    same(
        "title, orangutans",
        "plain",
        ORANGUTAN,
        at(ORANGUTAN, "kalteng", 5, title="Mona, Jepri, dan Sinta kembali ke hutan"),
    ),
    same("dateline, court", "plain", KORUPSI, at(KORUPSI, "www", 2, place="Jakarta")),
    same(
        "dateline in the old style, pilgrims",
        "plain",
        HAJI,
        at(HAJI, "sumut", 2, agency=", 15/6 (ANTARA Aceh) –"),
    ),
    same("no dateline, festival", "plain", FESTIVAL, at(FESTIVAL, "papua", 2, agency=None)),
    same("reprint a day later, waves", "plain", OMBAK, at(OMBAK, "sumbar", 22)),
    same(
        "reprint after three days, museum",
        "plain",
        MUSEUM,
        at(MUSEUM, "sumsel", 71, title="Museum di Jambi pamerkan perahu zaman Sriwijaya"),
    ),
    # The text of a page with <br> for paragraphs often comes with fewer breaks.
    same("paragraphs run together, ballots", "plain", KPU, merge(merge(at(KPU, "www"), 4), 2)),
    # light: what a desk does in five minutes
    same("a paragraph cut, flood", "light", BANJIR, cut(at(BANJIR, "kalsel", 3), 7)),
    same("a paragraph cut, drugs", "light", SABU, cut(at(SABU, "riau", 2), 6)),
    same("the last paragraph cut, dengue", "light", DBD, cut(at(DBD, "www", 4), 8)),
    same("two paragraphs cut, ferries", "light", FERI, cut(at(FERI, "riau", 5), 3, 6)),
    same(
        "a sentence added, bus",
        "light",
        BUS,
        words(
            at(BUS, "www", 3),
            (
                "dua orang harus dirujuk ke Bandar Lampung.",
                "dua orang harus dirujuk ke Bandar Lampung. Biaya perawatan mereka ditanggung "
                "pemerintah kabupaten bersama perusahaan asuransi.",
            ),
        ),
    ),
    same(
        "a paragraph added, small business",
        "light",
        UMKM,
        insert(
            at(UMKM, "kepri", 6),
            6,
            """Kelas serupa pernah digelar di Batam pada 2021 dan menghasilkan 12 pengekspor baru
            yang kini rutin mengirim kerupuk atom serta abon ikan.""",
        ),
    ),
    same(
        "local quote added, rice",
        "light",
        BERAS,
        insert(
            at(BERAS, "megapolitan", 4, title="Beras Bulog diserbu, warga Tangerang ikut antre"),
            3,
            """Di Tangerang, Camat Karawaci Utara Lina Marlinah mengatakan jatah untuk wilayahnya
            300 kilogram sehari. "Warga kami habiskan dalam dua jam," ujarnya.""",
        ),
    ),
    same(
        "local quotes added, corn",
        "light",
        PIDATO,
        insert(
            insert(
                at(PIDATO, "jatim", 3, title="Peternak Blitar sambut gudang jagung pemerintah"),
                8,
                """Peternak ayam di Kecamatan Kademangan, Blitar, Mujianto Saputro, mengatakan harga
                jagung di daerahnya pernah menyentuh Rp8.400 per kilogram.""",
            ),
            9,
            """"Kalau gudangnya jadi, kami berani menambah kandang," kata Mujianto.""",
        ),
    ),
    same(
        "2 % of the words, flood",
        "light",
        BANJIR,
        words(
            at(BANJIR, "kalsel", 2),
            ("menyebutkan genangan terdalam", "mengungkapkan genangan terdalam"),
            ("dikerahkan untuk mengangkut", "diturunkan untuk mengangkut"),
            ("Dapur umum didirikan", "Dapur umum dibuka"),
            ("masih berpeluang turun", "masih berpotensi turun"),
        ),
    ),
    same(
        "2 % of the words, festival",
        "light",
        FESTIVAL,
        words(
            at(FESTIVAL, "papua", 4),
            ("untuk membuka Festival", "guna membuka Festival"),
            ("menyebutkan tingkat hunian", "menuturkan tingkat hunian"),
            ("mengaku datang", "mengatakan datang"),
            ("di seluruh lokasi kegiatan", "di semua lokasi kegiatan"),
        ),
    ),
    same(
        "5 % of the words, budget",
        "light",
        APBD,
        words(
            at(APBD, "babel", 4),
            ("menyetujui rancangan", "mengesahkan rancangan"),
            ("senilai Rp4,87 triliun dalam", "sebesar Rp4,87 triliun dalam"),
            ("mengatakan pembahasan berlangsung", "menyebutkan pembahasan dilakukan"),
            ("wajib ditindaklanjuti", "harus ditindaklanjuti"),
            ("diperkirakan mencapai", "diprediksi mencapai"),
            ("masih menjadi pos", "tetap menjadi pos"),
            ("berencana memakai", "berencana menggunakan"),
            ("menjelaskan target", "menerangkan target"),
            ("agar pemerintah kota tidak", "supaya pemerintah kota tidak"),
            ("dikirim kepada Gubernur", "diserahkan kepada Gubernur"),
        ),
    ),
    same(
        "5 % of the words, haze",
        "light",
        ASAP,
        words(
            at(ASAP, "kalsel", 3),
            ("karena kabut asap dari kebakaran lahan", "akibat kabut asap dari kebakaran lahan"),
            ("keputusan itu diambil", "kebijakan itu diambil"),
            ("jangan disuruh ke luar", "jangan dibiarkan ke luar"),
            ("hanya sekitar 150 meter", "hanya kurang lebih 150 meter"),
            ("menyalakan lampu", "menghidupkan lampu"),
            ("mencatat 83 titik", "mendeteksi 83 titik"),
            ("dikerahkan memadamkan", "diturunkan memadamkan"),
            ("makin sulit karena", "semakin sulit karena"),
            ("tercatat 2.346 orang", "mencapai 2.346 orang"),
        ),
    ),
    same(
        "8 % of the words, seaweed",
        "light",
        RUMPUT,
        words(
            at(RUMPUT, "kaltim", 5),
            ("meminta pemerintah membangun", "mendesak pemerintah membangun"),
            ("tidak terus bergantung", "tidak selalu bergantung"),
            ("turun dari Rp32 ribu", "anjlok dari Rp32 ribu"),
            ("dapat menyerap", "mampu menyerap"),
            ("menyatakan telah menyiapkan", "menyebutkan sudah menyiapkan"),
            ("menjanjikan kajian", "menargetkan kajian"),
            ("mengundang penanam modal", "mengajak investor"),
            ("kerap terpotong", "sering terpotong"),
        ),
    ),
    # The first bureau counted wrongly, the second knew better.
    same(
        "a number corrected, bus",
        "light",
        BUS,
        words(at(BUS, "www", 4), ("membawa 31 penumpang", "membawa 33 penumpang")),
    ),
    same(
        "numbers corrected, pilgrims",
        "light",
        HAJI,
        words(at(HAJI, "www", 5), ("Ada 118", "Ada 181"), ("3.942 orang", "3.924 orang")),
    ),
    same(
        "a name's spelling, trains",
        "light",
        KERETA,
        words(at(KERETA, "jogja", 2), ("Gilang Satrio Wicara", "Galang Satriyo Wicara")),
    ),
    same(
        "names' spelling, scholarships",
        "light",
        BEASISWA,
        words(
            at(BEASISWA, "papuatengah", 8),
            ("Yance Uropmabin Kalka", "Yance Uropmabin Kalkha"),
            ("Naomi Kasipka Taplo", "Naomi Kasibka Taplo"),
        ),
    ),
    same(
        "the day with its date, bus",
        "light",
        BUS,
        words(at(BUS, "www", 1), ("Lampung, Selasa dini hari", "Lampung, Selasa (12/3) dini hari")),
    ),
    same(
        "the day with its date, cruise ships",
        "light",
        BAJO,
        words(
            at(BAJO, "bali", 20),
            ("katanya, Selasa.", "katanya, Selasa (13/8)."),
            ("hingga pertengahan Agustus", "hingga pertengahan Agustus 2024"),
        ),
    ),
    same(
        "abbreviations expanded, flood",
        "light",
        BANJIR,
        words(
            at(BANJIR, "www", 3),
            ("BPBD Kota", "Badan Penanggulangan Bencana Daerah (BPBD) Kota"),
            ("PLN memadamkan", "Perusahaan Listrik Negara (PLN) memadamkan"),
            (
                "BMKG memperkirakan",
                "Badan Meteorologi, Klimatologi, dan Geofisika (BMKG) memperkirakan",
            ),
        ),
    ),
    same(
        "abbreviations instead of names, orangutans",
        "light",
        ORANGUTAN,
        words(
            at(ORANGUTAN, "www", 4),
            ("Balai Konservasi Sumber Daya Alam Kalimantan Barat", "BKSDA Kalbar"),
            ("BKSDA Kalimantan Barat Wisnu", "BKSDA Kalbar Wisnu"),
            ("Taman Nasional Bukit Baka", "TN Bukit Baka"),
        ),
    ),
    same(
        "kata dia, katanya: rice",
        "light",
        BERAS,
        words(at(BERAS, "www", 2), ("katanya di Serang", "kata dia di Serang")),
    ),
    same(
        "kata dia, ujarnya: drugs and the rest",
        "light",
        SABU,
        words(
            at(SABU, "aceh", 3),
            ("katanya dalam jumpa pers di Medan, Rabu", "ujar dia saat jumpa pers di Medan, Rabu"),
            ("mengatakan penangkapan", "menyampaikan penangkapan"),
        ),
    ),
    same(
        "sentences merged, volcano",
        "light",
        GUNUNG,
        exchange(
            at(GUNUNG, "gorontalo", 2),
            4,
            """Tingkat aktivitas gunung dinaikkan dari Siaga menjadi Awas dengan larangan
            beraktivitas dalam radius enam kilometer dari kawah, sementara warga yang bermukim di
            pantai barat Tagulandang diminta mengungsi karena ada potensi tubuh gunung api runtuh
            ke laut dan memicu tsunami.""",
        ),
    ),
    same(
        "a sentence split, migrant workers",
        "light",
        PMI,
        words(
            at(PMI, "kepri", 3),
            (
                "ditanggung negara, sedangkan tiket kapal dibayar",
                "ditanggung negara. Sementara itu tiket kapal dibayar",
            ),
            (
                "membantu kepulangan 1.058 warga dan meminta",
                "membantu kepulangan 1.058 warga. KBRI juga meminta",
            ),
        ),
    ),
    same(
        "paragraphs reordered, ballots", "light", KPU, order(at(KPU, "www"), 1, 3, 2, 6, 4, 8, 5, 7)
    ),
    same(
        "paragraphs reordered, festival",
        "light",
        FESTIVAL,
        order(at(FESTIVAL, "www", 3), 1, 5, 6, 2, 3, 4, 8, 7),
    ),
    same(
        "reprint after three days with a cut, seaweed",
        "light",
        RUMPUT,
        cut(at(RUMPUT, "makassar", 70, title="Rumput laut Nunukan butuh pabrik"), 7),
    ),
    same(
        "a caption's credit, boats",
        "light",
        FOTO_PERAHU,
        words(
            at(FOTO_PERAHU, "www", 6),
            ("ANTARA/Moh Contoh Alam", "ANTARA FOTO/Moh Contoh Alam/rwa/aww"),
        ),
    ),
    same(
        "lead rewritten lightly, chillies",
        "light",
        CABAI,
        exchange(
            at(CABAI, "kalteng", 3),
            1,
            """Pasokan dari Pulau Jawa yang tersendat oleh gelombang tinggi membuat harga cabai
            rawit di pasar tradisional Kota Pontianak, Kalimantan Barat, menembus Rp110 ribu per
            kilogram.""",
        ),
    ),
    same(
        "lead rewritten lightly, stunting",
        "light",
        STUNTING,
        exchange(
            at(STUNTING, "www", 2),
            1,
            """Pemberian makanan tambahan dari ikan berhasil menurunkan angka kekerdilan
            (stunting) pada anak di Kabupaten Gorontalo Utara, dari 23,8 persen menjadi 16,4
            persen dalam setahun.""",
        ),
    ),
    same(
        "curly quotes and dashes, power cable",
        "light",
        KABEL,
        words(
            at(KABEL, "sumsel", 2),
            ('"Penyelam', "“Penyelam"),
            ('jangkar kapal,"', "jangkar kapal,”"),
            ("pada waktu beban puncak", "pada waktu beban puncak –pukul 18.00 sampai 22.00–"),
        ),
    ),
    same(
        "a pointer left in the text, press release",
        "light",
        RILIS,
        insert(
            at(RILIS, "www", 2),
            3,
            "Baca juga: Warga Surabaya kini dapat membayar parkir dengan telepon genggam",
        ),
    ),
    same(
        "a quake notice for another bureau",
        "light",
        QUAKE_MORNING,
        words(
            cut(at(QUAKE_MORNING, "www", 0.4, place="Jakarta"), 5),
            ("diterima di Ambon", "diterima di Jakarta"),
        ),
    ),
    # hard: a desk that makes the report its own
    same(
        "another lead and title, court",
        "hard",
        KORUPSI,
        exchange(
            at(
                KORUPSI, "makassar", 5, title="Jembatan tak jadi, eks kadis terancam enam tahun bui"
            ),
            1,
            """Pembangunan jembatan gantung yang hanya menyisakan tiang pancang menyeret La Ode
            Saharuddin Maku ke kursi terdakwa. Bekas kepala dinas di Konawe itu diganjar tuntutan
            enam tahun kurungan.""",
        ),
    ),
    same(
        "another lead, title and end, cruise ships",
        "hard",
        BAJO,
        exchange(
            exchange(
                at(BAJO, "kupang", 9, title="Turis kapal pesiar di NTB belajar menenun"),
                1,
                """Wisatawan Australia yang turun dari kapal raksasa kini menjadi pemandangan biasa
                di Gili Mas. Sudah 34 kapal bersandar di pelabuhan Lombok Barat itu tahun ini,
                padahal tahun lalu baru 19 kapal.""",
            ),
            7,
            """Labuan Bajo di Nusa Tenggara Timur berharap kebagian singgah pada musim berikutnya
            yang dimulai Oktober.""",
        ),
    ),
    same("the first half, flood", "hard", BANJIR, first(at(BANJIR, "www", 2), 4)),
    same("the first half, orangutans", "hard", ORANGUTAN, first(at(ORANGUTAN, "kaltim", 20), 4)),
    same("the first half, ballots", "hard", KPU, first(at(KPU, "banten", 2), 4)),
    same("three paragraphs of ten, budget", "hard", APBD, first(at(APBD, "www", 1), 3)),
    same("three paragraphs of ten, corn", "hard", first(at(PIDATO, "jateng", 0.5), 3), PIDATO),
    same(
        "10 % of the words, ballots",
        "hard",
        KPU,
        words(
            at(KPU, "jateng", 4),
            ("memastikan 18.730 lembar", "menjamin 18.730 lembar"),
            ("diganti paling lambat", "ditukar paling lambat"),
            ("kerusakan ditemukan saat", "kerusakan diketahui ketika"),
            ("antara lain berupa", "misalnya berupa"),
            ("sudah menyanggupi", "telah menyanggupi"),
            ("melibatkan sekitar", "mengerahkan kurang lebih"),
            ("bocor ketika hujan", "bocor saat hujan"),
            ("meminta surat suara", "mendesak agar surat suara"),
            ("diberangkatkan lebih awal", "dikirim lebih awal"),
            ("mengingat dua jembatan", "karena dua jembatan"),
            ("tercatat 35,7 juta", "mencapai 35,7 juta"),
        ),
    ),
    same(
        "10 % of the words, corn",
        "hard",
        PIDATO,
        words(
            at(PIDATO, "jatim", 2),
            ("mengatakan cadangan", "menyatakan cadangan"),
            ("tidak lagi tercekik pada", "tidak lagi tertekan saat"),
            ("Hal itu disampaikannya ketika berpidato pada", "Pernyataan itu ia sampaikan dalam"),
            ("akan membangun", "berencana membangun"),
            ("daya tampung keseluruhan", "kapasitas total"),
            ("Ia menambahkan harga", "Dia menjelaskan harga"),
            ("menyambut rencana tersebut", "mendukung rencana itu"),
            ("tetapi meminta", "namun meminta"),
            ("diperkirakan 15,2 juta", "diprediksi 15,2 juta"),
            ("dijadwalkan meresmikan", "akan membuka"),
        ),
    ),
    same(
        "15 % of the words, flood",
        "hard",
        BANJIR,
        words(
            at(BANJIR, "kalteng", 4),
            ("Banjir akibat hujan lebat", "Banjir karena hujan deras"),
            ("memaksa sekitar 3.200 warga", "membuat sekitar 3.200 warga"),
            ("serta gedung sekolah", "dan gedung sekolah"),
            ("menyebutkan genangan", "mengatakan genangan"),
            ("bertemu air pasang", "berjumpa air pasang"),
            ("naik sangat cepat", "naik begitu cepat"),
            ("hanya sempat membawa dokumen", "cuma sempat menyelamatkan dokumen"),
            ("dikerahkan untuk mengangkut", "diturunkan guna mengevakuasi"),
            ("warga lanjut usia", "kaum lansia"),
            ("terkepung air", "terendam air"),
            ("kemampuan menyediakan", "kapasitas menyiapkan"),
            ("kebutuhan mendesak ialah", "keperluan mendesak adalah"),
            ("demi keselamatan", "demi keamanan"),
            ("tidak menikmati aliran", "kehilangan aliran"),
            ("tetap beroperasi, namun", "masih beroperasi, tetapi"),
            ("hanya dapat dilalui", "hanya bisa dilewati"),
            ("meminta bantuan", "memohon bantuan"),
            ("memperkirakan hujan", "memprediksi hujan"),
        ),
    ),
    same(
        "15 % of the words, dengue",
        "hard",
        DBD,
        words(
            at(DBD, "mataram", 5),
            ("mencatat penderita", "mendata pasien"),
            ("bertambah menjadi", "meningkat menjadi"),
            ("di antaranya meninggal dunia", "di antaranya wafat"),
            ("mengatakan kasus terbanyak ditemukan", "menuturkan kasus terbesar terdapat"),
            ("Sebagian besar pasien adalah", "Kebanyakan pasien merupakan"),
            ("datang ke rumah sakit ketika", "dibawa ke rumah sakit saat"),
            ("yang tersedia telah penuh", "yang ada sudah penuh"),
            ("membentuk regu", "menyusun regu"),
            ("yang bekerja dua kali sepekan", "yang bertugas dua kali seminggu"),
            ("Penyemprotan dilakukan", "Pengasapan dilaksanakan"),
            ("petugas mengingatkan bahwa pengasapan", "petugas menegaskan bahwa cara itu"),
            ("tetap harus dikuras", "tetap wajib dibersihkan"),
            ("meningkat tajam", "melonjak"),
            ("mengajak warga", "mengimbau warga"),
        ),
    ),
    same(
        "15 % of the words, seaweed",
        "hard",
        RUMPUT,
        words(
            at(RUMPUT, "sulteng", 7),
            ("meminta pemerintah membangun", "mendesak pemerintah mendirikan"),
            ("agar mereka tidak terus", "supaya mereka tidak selalu"),
            ("mengatakan harga", "menjelaskan harga"),
            ("turun dari Rp32 ribu", "merosot dari Rp32 ribu"),
            ("dalam setahun", "selama setahun"),
            ("bahan mentah, yang untung", "bahan baku, yang kaya"),
            ("Ia menghitung", "Dia memperkirakan"),
            ("dapat menyerap", "mampu menampung"),
            ("menyatakan telah", "mengaku sudah"),
            ("baru tersedia", "baru siap"),
            ("menjanjikan kajian kelayakan selesai", "menargetkan studi kelayakan rampung"),
            ("Selain harga, petani mengeluhkan", "Di luar soal harga, petani memprotes"),
            ("kerap terpotong", "sering putus oleh"),
        ),
    ),
    same(
        "10 % of the words, English",
        "hard",
        COFFEE,
        words(
            at(COFFEE, "sumut", 6),
            ("on Thursday shipped", "on Thursday dispatched"),
            ("opening a market that farmers say", "entering a market that growers say"),
            ("pays a third more", "offers a third more"),
            ("carries 19.2 tons", "holds 19.2 tons"),
            ("chairwoman, Ainal Gayoni, stated", "chair, Ainal Gayoni, said"),
            ("We started with", "We began with"),
            ("she remarked", "she noted"),
            ("obliges the farmers", "requires the farmers"),
            ("to record each lot", "to document every lot"),
            ("had covered the cost", "had borne the cost"),
            ("would build", "would construct"),
            ("up 9 percent from", "9 percent more than in"),
            ("save two days on the road", "spare them two days of driving"),
        ),
    ),
    same(
        "turned round and cut, rice",
        "hard",
        BERAS,
        cut(order(at(BERAS, "lampung", 6), 4, 5, 1, 3, 2, 7, 6), 7),
    ),
    same(
        "mixed edits, bus",
        "hard",
        BUS,
        cut(
            insert(
                exchange(
                    words(
                        at(
                            BUS,
                            "bengkulu",
                            5,
                            place="Bengkulu",
                            title="Tiga tewas, bus tujuan Bengkulu terguling",
                        ),
                        ("kata Bagus.", "ujar Bagus, Selasa (12/3)."),
                    ),
                    1,
                    """Tiga orang meninggal setelah bus antarkota tujuan Bengkulu yang membawa 31
                    penumpang terguling ke jurang sedalam 12 meter di Pekon Way Haru, Pesisir
                    Barat, Lampung.""",
                ),
                5,
                """Kepala Jasa Raharja Bengkulu Selatan Indah Kusumastuti mengatakan lima korban
                luka merupakan warga Manna. "Keluarga mereka sudah kami hubungi," katanya.""",
            ),
            8,
            9,
        ),
    ),
    same(
        "mixed edits, haze",
        "hard",
        ASAP,
        order(
            cut(
                words(
                    at(ASAP, "kalsel", 6, place="Banjarmasin", title="Asap Kalteng makin pekat"),
                    ("meliburkan seluruh sekolah", "merumahkan seluruh siswa"),
                    ("katanya.", "kata dia, Senin (17/9)."),
                    ("membagikan 25.000 masker", "menyalurkan 25.000 masker"),
                ),
                4,
                6,
            ),
            1,
            4,
            2,
            3,
            6,
            5,
        ),
    ),
    same(
        "mixed edits, small business",
        "hard",
        UMKM,
        insert(
            cut(
                words(
                    at(
                        UMKM,
                        "kl",
                        30,
                        place="Kuala Lumpur",
                        title="Nanas dan sagu Riau menuju Malaysia",
                    ),
                    (
                        "Sebanyak 85 pelaku usaha mikro, kecil, dan menengah",
                        "Sebanyak 85 pelaku UMKM",
                    ),
                    ("kata Azmi di Pekanbaru, Selasa", "kata Azmi seperti dikutip dari Pekanbaru"),
                ),
                6,
            ),
            5,
            """Atase Perdagangan KBRI Kuala Lumpur Rudi Sagala menyambut baik kelas itu karena toko
            swalayan di Selangor mencari pemasok keripik buah.""",
        ),
    ),
    same(
        "mixed edits a day later, volcano",
        "hard",
        GUNUNG,
        cut(
            words(
                exchange(
                    at(
                        GUNUNG,
                        "www",
                        23,
                        place="Jakarta",
                        title="Ribuan warga Tagulandang mengungsi",
                    ),
                    6,
                    """Hingga Rabu sekitar 2.700 orang dari tujuh desa masih ditampung di gereja dan
                    balai desa di sisi timur pulau.""",
                ),
                ("kembali erupsi pada Selasa pukul", "erupsi pada Selasa (14/9) pukul"),
            ),
            7,
            8,
        ),
    ),
    same(
        "a caption shortened, harvest",
        "hard",
        FOTO_PANEN,
        replace(
            at(FOTO_PANEN, "jogja", 9, title="Sawah Demak terendam"),
            text="Petani memotong padi yang terendam air di Desa Karangrejo Lor, Kabupaten Demak, "
            "Jawa Tengah, Rabu (3/4/2024). ANTARA FOTO/Rekaman Jati/sgd",
        ),
    ),
    same(
        "the opening left out, scholarships",
        "hard",
        BEASISWA,
        words(
            cut(
                at(BEASISWA, "kupang", 26, title="Anak Papua belajar kedokteran hewan di NTT"), 1, 3
            ),
            (
                "Kepala Dinas Pendidikan Pegunungan Bintang",
                "Kepala Dinas Pendidikan Kabupaten Pegunungan Bintang, Papua,",
            ),
        ),
    ),
    same(
        "the company's own paragraph cut, press release",
        "hard",
        RILIS,
        words(
            cut(at(RILIS, "jateng", 28), 5, 7, 8),
            ("di Surabaya, Selasa.", "yang dapat dinikmati juga di Semarang dan Solo."),
        ),
    ),
    same(
        "a longer report holds it, power cable",
        "hard",
        KABEL,
        insert(
            insert(
                insert(
                    insert(
                        at(
                            KABEL,
                            "www",
                            8,
                            place="Jakarta",
                            title="Bangka masih kekurangan listrik",
                        ),
                        7,
                        """Wakil Ketua Komisi Energi DPR Parlindungan Hutasoit meminta kabel laut
                        kedua segera dibangun agar gangguan serupa tidak berulang setiap tahun.""",
                    ),
                    8,
                    """Menurut dia, rencana kabel kedua sudah dibahas sejak 2018 tetapi selalu kalah
                    oleh proyek lain di Jawa.""",
                ),
                9,
                """Kementerian yang membidangi energi menyatakan survei dasar laut selesai tahun
                lalu dan lelang akan dibuka pada triwulan keempat.""",
            ),
            10,
            """Sementara itu pelaku usaha pengolahan lada di Mentok menghitung kerugian Rp140 juta
            akibat mesin pengering berhenti bekerja.""",
        ),
    ),
    same(
        "a quotation moved into the lead, badminton",
        "hard",
        BULUTANGKIS,
        exchange(
            cut(at(BULUTANGKIS, "jateng", 3), 3, 7),
            1,
            """Sempat terburu-buru pada gim pertama, ganda putri Sleman Kirana Dewayani/Laras
            Pramesti bangkit dan merebut gelar kejuaraan nasional bulu tangkis junior di GOR
            Amongrogo, Yogyakarta, Minggu.""",
        ),
    ),
    # edge: the pairs a person would ask about
    # The toll rose from three to five and one paragraph says so: the newsroom wrote the report on
    # rather than a second one. Six of eight paragraphs are the same words, so it is one report.
    same(
        "the toll brought up to date, bus",
        "edge",
        BUS,
        words(
            exchange(
                at(BUS, "www", 7, title="Korban meninggal kecelakaan bus Pesisir Barat jadi lima"),
                6,
                """Korban meninggal bertambah dua orang yang dirawat di RSUD Kahuripan, sehingga
                seluruhnya lima orang termasuk sopir bus, Rohmat Pasaribu (46).""",
            ),
            ("dan menewaskan tiga orang", "dan menewaskan lima orang"),
        ),
    ),
    # The agency corrected its own measurement. Hour and place show that it is the same quake.
    same(
        "a quake's strength and depth corrected",
        "edge",
        QUAKE_MORNING,
        words(
            at(QUAKE_MORNING, "papua", 0.7, title="Gempa di Tanimbar dimutakhirkan jadi 5,0"),
            ("bermagnitudo 5,2", "bermagnitudo 5,0"),
            ("kedalaman 124 kilometer", "kedalaman 131 kilometer"),
        ),
    ),
    # Two of eight paragraphs, as a brief. What is there was taken word for word.
    same("a brief of two paragraphs, haze", "edge", ASAP, first(at(ASAP, "www", 2), 2)),
    # Half of the second text is the province's own: still the report, carried and added to.
    same(
        "half of it local, corn",
        "edge",
        PIDATO,
        insert(
            insert(
                insert(
                    insert(
                        first(
                            at(PIDATO, "gorontalo", 6, title="Gorontalo siap isi gudang jagung"), 5
                        ),
                        5,
                        """Kepala Dinas Pertanian Provinsi Gorontalo Marten Hulopango mengatakan
                        daerahnya menyiapkan lahan untuk dua gudang di Pohuwato dan Boalemo.""",
                    ),
                    6,
                    """Produksi jagung Gorontalo pada tahun ini diperkirakan 712 ribu ton dari luas
                    panen 148 ribu hektare.""",
                ),
                7,
                """"Yang kami perlukan justru kapal, karena biaya angkut ke Surabaya lebih mahal
                daripada ongkos tanamnya," kata Marten.""",
            ),
            8,
            """Ketua kelompok tani di Randangan, Yusuf Daud, berharap koperasi diberi pelatihan
            membaca alat pengukur kadar air.""",
        ),
    ),
    # A price list that a regional bureau cut in half: day and prices that are left agree.
    same(
        "half of a price list, gold",
        "edge",
        GOLD_WED,
        first(at(GOLD_WED, "lampung", 2, title="Emas Antam hari ini Rp1.158.000"), 8),
    ),
    # A forecast with another first sentence; the values are the same.
    same(
        "a forecast with another lead",
        "edge",
        WEATHER_PADANG,
        exchange(
            at(WEATHER_PADANG, "www", 1, title="Padang berawan Senin pagi"),
            1,
            """Warga Padang sebaiknya menyiapkan payung. BMKG memprakirakan langit kota itu berawan
            pada Senin (15/1) pagi.""",
        ),
    ),
    # Nothing of the sentences was added or cut, but nearly each was touched somewhere.
    same(
        "each paragraph touched, museum",
        "edge",
        MUSEUM,
        words(
            at(MUSEUM, "riau", 49, title="Papan perahu seribu tahun di Museum Siginjai"),
            (
                "memamerkan bagian lambung perahu kuno yang diperkirakan",
                "memajang lambung perahu kuno yang diduga",
            ),
            ("ditemukan penggali parit", "ditemukan para penggali parit"),
            ("mengatakan papan perahu itu disatukan dengan", "menjelaskan papan perahu itu diikat"),
            ("tanpa sebatang pun paku besi", "tanpa satu pun paku besi"),
            ("lazim di Asia Tenggara", "umum di Asia Tenggara"),
            ("katanya, Rabu", "katanya, Rabu (30/8)"),
            ("Pengunjung dapat melihat", "Pengunjung bisa melihat"),
            ("kelembapannya dijaga", "kelembapannya dipertahankan"),
            ("Selain perahu, dipamerkan", "Di sampingnya dipamerkan"),
            ("terkubur bersama lambung", "terpendam bersama lambung"),
            ("akan menguji kayu itu dengan", "akan menguji kayunya melalui"),
            (
                "dibuka sampai akhir Oktober dengan karcis",
                "berlangsung hingga akhir Oktober dengan tiket",
            ),
        ),
    ),
]


# Articles that stand beside a base article and are not it.

BOLA_OTHER = piece(
    "kalbar",
    "2024-02-18T10:40:00Z",
    "Pontianak",
    "Elang Kapuas ditahan Rencong Raya tanpa gol",
    """
Elang Kapuas bermain imbang tanpa gol melawan Rencong Raya dalam lanjutan Liga Nusantara pekan
ke-22 di Stadion Sultan Syarif, Minggu sore.

Tuan rumah menguasai permainan sejak awal, tetapi dua tembakan Dimas Arya membentur mistar dan
tiang gawang.

Rencong Raya yang bermain dengan sepuluh orang setelah Teuku Rizki menerima kartu merah pada menit
ke-58 memilih bertahan sampai peluit akhir.

"Satu angka dari sini terasa seperti tiga angka," kata pelatih Rencong Raya, Syahrul Manaf.
""",
)
_LEAGUE = (
    """Liga Nusantara musim ini diikuti 18 klub dengan sistem kompetisi penuh. Tiga klub terbawah
    turun ke Divisi Satu, sedangkan juara dan peringkat kedua mewakili Indonesia pada kejuaraan
    antarklub Asia Tenggara.""",
    """Kompetisi akan berhenti dua pekan pada Maret karena agenda tim nasional dan dilanjutkan
    setelah Lebaran dengan jadwal yang lebih padat, yakni dua pertandingan setiap pekan.""",
    """Garuda Brantas masih memimpin klasemen dengan 46 poin, diikuti Laskar Serayu 44 poin, dan
    Bahari Makassar 41 poin. Di dasar klasemen terdapat Mutiara Papua dengan 14 poin.""",
)


def with_background(original: Piece, paragraphs: Iterable[str]) -> Piece:
    return of_paragraphs(original, [*original.paragraphs, *(written(p) for p in paragraphs)])


BOLA_RETURN = piece(
    "sumsel",
    "2023-09-24T13:50:00Z",
    "Palembang",
    "Persada Musi tundukkan Bahari Makassar 2-1",
    """
Persada Musi menundukkan tamunya Bahari Makassar 2-1 dalam lanjutan Liga Nusantara pekan ke-5
di Stadion Kuto Besak, Minggu malam, dan naik ke peringkat enam klasemen.

Tuan rumah membuka keunggulan pada menit ke-23 melalui penalti kapten Agung Prasojo setelah bek
lawan menyentuh bola dengan tangan.

Bahari Makassar menyamakan kedudukan menjelang turun minum lewat sundulan Ilham Dg Rannu.

Gol penentu kemenangan dicetak gelandang Yopi Saputra pada menit ke-77 dengan tembakan dari luar
kotak penalti.

Pelatih Persada Musi Heri Kurniadi memuji semangat anak asuhnya yang kehilangan dua pemain inti
karena cedera.

Dengan hasil itu Persada Musi mengoleksi delapan poin dari lima pertandingan.
""",
)

ASAP_NEXT = piece(
    "kalteng",
    "2018-09-18T06:00:00Z",
    "Palangka Raya",
    "Hujan buatan mulai dicoba di Palangka Raya",
    """
Pesawat pembawa garam dapur lepas landas dari Bandara Tjilik Riwut, Selasa siang, untuk mencoba
menurunkan hujan di atas lahan gambut yang terbakar.

Komandan Satgas Udara Letkol Pnb Wahyu Darmo mengatakan awan yang memadai baru terbentuk di atas
Pulang Pisau dan Katingan.

"Kami menabur delapan ton garam dalam tiga kali terbang, hasilnya diketahui besok," katanya.
""",
)
# What the report of the day before said in its fifth, seventh and eighth paragraph.
ASAP_FOLLOWS = with_background(ASAP_NEXT, [ASAP.paragraphs[n] for n in (4, 6, 7)])

BANJIR_NEXT = piece(
    "kaltim",
    "2024-05-21T02:20:00Z",
    "Samarinda",
    "Banjir Samarinda: Gubernur janjikan dua pompa raksasa",
    """
Gubernur Kalimantan Timur Irham Noviandi menjanjikan dua pompa berkapasitas 2.000 liter per detik
bagi Kota Samarinda setelah meninjau permukiman yang terendam di bantaran Karang Mumus, Selasa.

Menurut dia, pompa dipinjam dari perusahaan tambang di Kutai Kartanegara dan tiba paling lambat
Rabu malam.

"Warga sudah lelah mendengar rencana, jadi saya hanya bicara tentang yang sudah di atas truk,"
katanya.

Seorang warga Temindung Permai, Norhayati, meminta pemerintah juga mengeruk sungai karena perahu
pun kini kandas ketika air surut.
""",
)
BANJIR_FOLLOWS = with_background(BANJIR_NEXT, [BANJIR.paragraphs[n] for n in (1, 4, 7)])

GUNUNG_NEXT = piece(
    "manado",
    "2021-09-15T04:15:00Z",
    "Manado",
    "Kapal perang angkut pengungsi Tagulandang ke Bitung",
    """
Sebuah kapal perang TNI AL mengangkut 812 pengungsi dari Pelabuhan Minanga, Tagulandang, menuju
Bitung, Sulawesi Utara, Rabu pagi.

Komandan kapal Letkol Laut Rendra Pamungkas mengatakan ibu hamil, anak-anak, dan warga sakit
didahulukan.

Pemerintah Provinsi Sulawesi Utara menyiapkan rumah susun di Bitung serta 240 kasur lipat.
""",
)
GUNUNG_FOLLOWS = with_background(GUNUNG_NEXT, [GUNUNG.paragraphs[n] for n in (3, 4, 7)])

BUS_OTHER = piece(
    "jambi",
    "2024-04-23T01:40:00Z",
    "Jambi",
    "Bus masuk jurang di Kerinci, dua penumpang meninggal",
    """
Sebuah bus pariwisata yang membawa 44 pelajar masuk jurang sedalam tujuh meter di Tanjakan Batu
Lumut, Kabupaten Kerinci, Jambi, Senin malam, dan menewaskan dua orang.

Kasat Lantas Polres Kerinci Iptu Deni Marwan mengatakan bus pulang dari Danau Gunung Tujuh ketika
hujan turun lebat dan aspal tertutup lumpur.

"Sopir mengaku tidak melihat tepi jalan karena kabut," kata Deni.

Sebelas pelajar dirawat di RSUD Mayjen HA Thalib, seorang di antaranya dalam keadaan kritis.

Kepala sekolah mereka, Afrizal Nazar, meminta maaf kepada orang tua dan membatalkan seluruh
perjalanan sampai akhir tahun ajaran.
""",
)

CABAI_OTHER = piece(
    "kalsel",
    "2023-12-06T04:20:00Z",
    "Banjarmasin",
    "Harga cabai rawit di Banjarmasin tembus Rp95 ribu per kilogram",
    """
Harga cabai rawit di Pasar Sentra Antasari, Kota Banjarmasin, Kalimantan Selatan, menembus Rp95
ribu per kilogram menjelang akhir tahun.

Pedagang bernama Hj Galuh Saniah mengatakan kenaikan terjadi setelah kebun di Tanah Laut terserang
patek akibat hujan setiap sore.

"Cabainya kecil-kecil dan cepat busuk, pembeli memilih lama sekali," katanya, Rabu.

Dinas Perdagangan setempat mengupayakan pasokan dari Enrekang melalui kapal yang tiba Sabtu.

Sebaliknya harga sayur kangkung dan bayam justru turun menjadi Rp2.500 per ikat.
""",
)

SABU_OTHER = piece(
    "kaltara",
    "2023-08-11T06:40:00Z",
    "Tarakan",
    "Polisi gagalkan penyelundupan 11 kilogram sabu di Sebatik",
    """
Polda Kalimantan Utara menggagalkan penyelundupan 11 kilogram sabu di dermaga rakyat Sei Nyamuk,
Pulau Sebatik, dan menangkap seorang perempuan yang menyamar sebagai pedagang pakaian bekas.

Direktur Reserse Narkoba Polda Kaltara Kombes Pol Ridho Pangestu mengatakan sabu dijahit di dalam
12 boneka.

"Anjing pelacak duduk di depan karung itu dan tidak mau pergi," katanya di Tarakan, Jumat.

Tersangka berinisial NH mengaku baru sekali membawa barang dengan upah 9.000 ringgit.

Para tersangka dijerat Pasal 114 ayat (2) juncto Pasal 132 Undang-Undang Nomor 35 Tahun 2009 tentang
Narkotika dengan ancaman hukuman mati atau penjara seumur hidup.

Polisi meminta warga perbatasan melapor apabila melihat perahu yang merapat di luar jam operasi.
""",
)

DBD_OTHER = piece(
    "mataram",
    "2024-01-25T03:30:00Z",
    "Mataram",
    "Bima catat 87 kasus demam berdarah",
    """
Dinas Kesehatan Kota Bima, Nusa Tenggara Barat, mencatat 87 penderita demam berdarah dengue sejak
awal Januari tanpa kematian.

Kepala Dinas Kesehatan Kota Bima Syahrir Abubakar mengatakan jumlah itu naik dari 52 kasus pada
periode yang sama tahun lalu.

"Yang kami takutkan adalah Februari karena hujan dan panas berganti setiap hari," katanya.
""",
)
_DENGUE = (
    """Demam berdarah dengue ditularkan melalui gigitan nyamuk Aedes aegypti yang berkembang biak di
    air bersih yang tergenang, seperti bak mandi, vas bunga, dan ban bekas.""",
    """Gejalanya antara lain demam tinggi mendadak selama dua hingga tujuh hari, nyeri di belakang
    mata, mual, dan bintik merah pada kulit. Penderita harus segera dibawa ke fasilitas kesehatan
    apabila tangan dan kakinya terasa dingin.""",
    """Masyarakat diminta menerapkan 3M plus, yakni menguras, menutup, dan mendaur ulang, ditambah
    memelihara ikan pemakan jentik serta memakai obat antinyamuk.""",
)

RILIS_OTHER = piece(
    "jatim",
    "2024-06-25T08:30:00Z",
    "Surabaya",
    "Telekom Nusa Raya buka kelas sandi bagi santri",
    """
PT Telekom Nusa Raya membuka kelas pemrograman bagi 600 santri dari 12 pondok pesantren di Jawa
Timur yang berlangsung hingga September.

Direktur Hubungan Lembaga Telekom Nusa Raya Adib Mahfudz mengatakan santri belajar membuat laman dan
aplikasi kasir untuk koperasi pesantren.

"Peserta terbaik kami tawari magang di pusat data Rungkut," ujarnya.

Tentang Telekom Nusa Raya

PT Telekom Nusa Raya berdiri pada 2009 dan berkantor pusat di Surabaya. Perusahaan melayani
pelanggan rumah, usaha kecil, dan lembaga pendidikan dengan jaringan serat optik sepanjang 46.000
kilometer.
""",
)


def advertorial(
    published: str, product: str, people: str, price: str, strong: str, gift: str
) -> Piece:
    return piece(
        "www",
        published,
        "Jakarta",
        f"Telekom Nusa Raya luncurkan {product}",
        f"""
PT Telekom Nusa Raya meluncurkan {product} yang ditujukan bagi {people} dengan harga mulai
Rp{price} per bulan.

Direktur Pemasaran Telekom Nusa Raya Fransiska Oetomo mengatakan keunggulan {product} terletak
pada {strong}.

"Kami mendengarkan pelanggan sebelum merancang layanan, karena itu setiap paket kami berangkat
dari kebutuhan nyata," ujar Fransiska.

Pelanggan yang mendaftar pada bulan pertama memperoleh {gift}.

Pendaftaran dapat dilakukan melalui aplikasi MyNusa, situs resmi perusahaan, atau gerai yang
tersebar di pusat perbelanjaan.

Tentang Telekom Nusa Raya

PT Telekom Nusa Raya berdiri pada 2009 dan berkantor pusat di Surabaya. Perusahaan melayani
pelanggan rumah, usaha kecil, dan lembaga pendidikan dengan jaringan serat optik sepanjang 46.000
kilometer.
""",
    )


PRODUCT_SHOP = advertorial(
    "2024-07-09T03:00:00Z",
    "Nusakasir",
    "pemilik warung dan kedai kopi",
    "75.000",
    "pencatatan stok yang berjalan tanpa sambungan internet",
    "pencetak struk dan pelatihan selama dua pekan",
)
PRODUCT_SCHOOL = advertorial(
    "2024-08-13T03:00:00Z",
    "Nusakelas",
    "sekolah menengah dan lembaga kursus",
    "1.250.000",
    "ruang belajar maya yang dapat menampung 300 siswa",
    "kamera serta pengeras suara untuk satu ruang kelas",
)

# Two subjects of one press conference; the frame is shared, the matter is not.
CONFERENCE_ROAD = piece(
    "sumbar",
    "2024-09-03T05:00:00Z",
    "Padang",
    "Jalan Malalak ditutup tiga bulan untuk perbaikan",
    """
Pemerintah Provinsi Sumatera Barat menutup jalan Sicincin-Malalak selama tiga bulan mulai 10
September untuk memperbaiki tebing yang longsor di 11 titik.

Gubernur Sumatera Barat Zulhendri Chaniago menyampaikan hal itu dalam jumpa pers bulanan di Istana
Gubernuran, Padang, Selasa, yang juga dihadiri kepala dinas dan wakil media.

Kendaraan pribadi dialihkan melalui Lembah Anai, sedangkan truk bermuatan lebih dari delapan ton
harus memutar lewat Solok.

"Lebih baik menutup jalan sekarang daripada menggali kubur pada musim hujan," kata Zulhendri.

Pekerjaan senilai Rp67 miliar itu meliputi pemasangan bronjong, pelebaran bahu jalan, dan pembuatan
terowongan air.
""",
)
CONFERENCE_HOSPITAL = piece(
    "sumbar",
    "2024-09-03T06:10:00Z",
    "Padang",
    "RSUD M Natsir Solok miliki ruang cuci darah anak",
    """
Rumah Sakit Umum Daerah M Natsir Solok membuka ruang cuci darah khusus anak yang pertama di
Sumatera Barat dengan enam mesin.

Gubernur Sumatera Barat Zulhendri Chaniago menyampaikan hal itu dalam jumpa pers bulanan di
Istana Gubernuran, Padang, Selasa, yang juga dihadiri kepala dinas dan wakil media.

Sebelumnya pasien anak harus dirujuk ke Padang atau Pekanbaru dan orang tua mereka menyewa kamar
selama berbulan-bulan.

Dokter spesialis ginjal anak Rahmi Yulfita mengatakan 19 anak telah terdaftar, yang termuda
berusia empat tahun.

Dinding ruang itu dilukis dengan cerita Malin Kundang dan Cindua Mato oleh mahasiswa seni dari
Padang Panjang.
""",
)

_COURT = (
    """Perbuatan terdakwa diancam pidana dalam Pasal 2 ayat (1) juncto Pasal 18 Undang-Undang
    Nomor 31 Tahun 1999 tentang Pemberantasan Tindak Pidana Korupsi sebagaimana telah diubah
    dengan Undang-Undang Nomor 20 Tahun 2001 juncto Pasal 55 ayat (1) ke-1 KUHP.""",
    """Hal yang memberatkan ialah terdakwa tidak mendukung program pemerintah dalam memberantas
    korupsi, sedangkan hal yang meringankan ialah terdakwa bersikap sopan selama persidangan,
    mempunyai tanggungan keluarga, dan belum pernah dihukum.""",
    """Apabila denda tidak dibayar dalam waktu satu bulan setelah putusan berkekuatan hukum
    tetap, harta benda terdakwa disita dan dilelang oleh jaksa, dan jika tidak mencukupi diganti
    dengan pidana kurungan.""",
)
COURT_BOATS = with_background(
    piece(
        "ambon",
        "2023-10-03T07:30:00Z",
        "Ambon",
        "Terdakwa korupsi kapal ikan di Ambon divonis empat tahun",
        """
Majelis hakim Pengadilan Tindak Pidana Korupsi Ambon menghukum Jopie Latuheru, pejabat pembuat
komitmen pengadaan kapal ikan, dengan pidana empat tahun penjara, Selasa.

Hakim ketua Rosalina Sahetapy menyatakan 12 kapal fiber yang dibeli Rp5,4 miliar ternyata bekas dan
hanya dicat ulang.

Terdakwa juga harus membayar uang pengganti Rp1,1 miliar.
""",
    ),
    _COURT,
)
COURT_SEEDS = with_background(
    piece(
        "ambon",
        "2023-10-10T07:45:00Z",
        "Ambon",
        "Bekas bendahara di Buru dihukum dua tahun",
        """
Bekas bendahara Dinas Pertanian Kabupaten Buru, Hasna Wael, divonis dua tahun enam bulan penjara
karena membelanjakan dana bibit pala untuk keperluan sendiri.

Dalam sidang di Pengadilan Tindak Pidana Korupsi Ambon, Selasa, hakim Markus Tomasoa menyebutkan
dana Rp740 juta tidak pernah sampai kepada 31 kelompok tani.

Penasihat hukum terdakwa menyatakan pikir-pikir.
""",
    ),
    _COURT,
)

_LIFE = """Sulastri Wongsokaryo lahir di Salatiga pada 14 Februari 1951 dan belajar menari sejak
usia enam tahun. Ia mendirikan Sanggar Kembang Kuningan pada 1978, mengajar di 17 negara,
menerima penghargaan kebudayaan dari pemerintah pada 2009, dan menulis tiga buku tentang tari
rakyat Jawa Tengah."""
LIFE_PRIZE = piece(
    "jateng",
    "2023-11-02T09:00:00Z",
    "Semarang",
    "Penari Sulastri terima gelar doktor kehormatan",
    f"""
Universitas Mandala Semarang menganugerahkan gelar doktor kehormatan kepada penari Sulastri
Wongsokaryo atas jasanya merawat tari rakyat.

Rektor Bambang Priyo Susanto mengatakan karya Sulastri dipelajari di lima program studi.

"Gelar ini milik ibu-ibu penjual sayur yang menari bersama saya setiap malam," kata Sulastri dalam
pidatonya.

{_LIFE}
""",
)
LIFE_ILL = piece(
    "jogja",
    "2024-02-14T02:00:00Z",
    "Yogyakarta",
    "Maestro tari Sulastri dirawat di Yogyakarta",
    f"""
Penari Sulastri Wongsokaryo dirawat di rumah sakit di Yogyakarta sejak Senin karena sesak napas dan
belum boleh dijenguk.

Putrinya, Retno Kusumastuti, mengatakan keadaan ibunya membaik dan sudah meminta diputarkan gending.

Sanggar menunda pentas yang direncanakan pada akhir bulan.

{_LIFE}
""",
)

# One title, two reports.
TITLE_ONE = piece(
    "sulteng",
    "2023-05-10T04:00:00Z",
    "Palu",
    "Polisi amankan pelaku pencurian sepeda motor",
    """
Polresta Palu menangkap dua pemuda yang mencuri enam sepeda motor di halaman masjid dan kampus
sepanjang April.

Kasat Reskrim Kompol Hendrik Lasimpara mengatakan keduanya memakai kunci huruf T dan menjual
motor ke Donggala seharga Rp2 juta.

Empat kendaraan sudah kembali kepada pemiliknya, dua lagi masih dicari.
""",
)
TITLE_OTHER = piece(
    "bengkulu",
    "2023-05-11T04:30:00Z",
    "Bengkulu",
    "Polisi amankan pelaku pencurian sepeda motor",
    """
Seorang buruh bangunan ditangkap warga Kelurahan Pagar Dewa, Kota Bengkulu, ketika mendorong
sepeda motor milik guru mengaji pada Rabu petang.

Kapolsek Selebar AKP Nurman Effendi mengatakan pelaku beralasan membutuhkan uang untuk menebus
ijazah anaknya.

Pemilik motor, Ustaz Ahmad Sanusi, memaafkan tetapi perkara tetap diproses.

Polisi mengingatkan warga agar memakai kunci ganda.
""",
)
TITLE_WELCOME_ONE = piece(
    "bali",
    "2024-03-10T03:00:00Z",
    "Denpasar",
    "Wali kota ajak warga jaga kebersihan",
    """
Wali Kota Denpasar I Made Wirajaya Kusuma mengajak warga memilah sampah sejak dari dapur menjelang
hari raya Nyepi.

Setiap banjar memperoleh dua unit pencacah sampah dan upah Rp600 ribu sebulan bagi pengelolanya.

Sampah upacara berupa janur dan bunga dikumpulkan tersendiri untuk dijadikan kompos.
""",
)
TITLE_WELCOME_TWO = piece(
    "kupang",
    "2024-03-11T03:20:00Z",
    "Kupang",
    "Wali kota ajak warga jaga kebersihan",
    """
Penjabat Wali Kota Kupang Fransiskus Manafe turun membersihkan selokan Pasar Oeba bersama 200
pegawai dan pedagang ikan.

Ia mengancam mencabut izin kios yang membuang air limbah ke laut.

Menurut dia, bau amis membuat wisatawan enggan singgah di tepi pantai kota itu.
""",
)

# The same speech as in PIDATO; another desk found the fertiliser more important. They share the
# occasion and one quotation, and no reader would take one for the other.
PIDATO_FERTILISER = piece(
    "www",
    "2024-10-16T07:40:00Z",
    "Jakarta",
    "Harun Adiwinata: Pupuk bersubsidi cukup dengan KTP",
    """
Menteri Koordinator Bidang Pangan Harun Adiwinata menyatakan petani dapat menebus pupuk bersubsidi
hanya dengan KTP mulai Januari.

Hal itu disampaikannya ketika berpidato pada peringatan Hari Pangan Sedunia di Jakarta, Rabu.

"Kartu tani kita hormati, tetapi petani yang kartunya hilang tidak boleh kehilangan musim tanam.
Pupuk itu untuk tanaman, bukan untuk tumpukan formulir," katanya.

Jumlah pupuk bersubsidi tahun depan 9,5 juta ton dan disalurkan langsung dari pabrik ke 27.000 kios.

"Gudang itu milik koperasi, dikelola koperasi, dan keuntungannya kembali kepada petani. Negara hanya
membeli pada harga yang pantas dan menjual pada saat yang tepat," ujar Harun tentang rencana lain
kementeriannya.

Ia juga meminta kepala desa menempelkan daftar penerima pupuk di balai desa agar dapat diperiksa
warga.
""",
)
# Long quotations from one address; each report keeps other parts of it and one part is in both.
# Half of either text is in neither lead nor title of the other: two reports from one speech.
_ADDRESS_SHARED = """"Laut tidak memisahkan kita. Nenek moyang kita menganggap pulau sebagai
rumah dan laut sebagai halaman. Kalau halaman itu kotor, yang malu adalah tuan rumahnya," kata
Rektor Universitas Kepulauan Rempah Elsye Manuputty."""
ADDRESS_ONE = piece(
    "ambon",
    "2024-08-19T04:00:00Z",
    "Ambon",
    "Rektor: Mahasiswa baru wajib menanam mangrove",
    f"""
Setiap mahasiswa baru Universitas Kepulauan Rempah wajib menanam sepuluh bibit mangrove di Teluk
Dalam sebelum mengikuti kuliah.

{_ADDRESS_SHARED}

"Saya tidak meminta kalian menghafal nama pohon. Saya meminta kalian datang lagi enam bulan
kemudian dan melihat berapa yang hidup. Itulah ujian pertama kalian," katanya di hadapan 3.400
mahasiswa baru.

Bibit disediakan warga Negeri Passo yang dibayar Rp3.000 untuk setiap batang.
""",
)
ADDRESS_TWO = piece(
    "ambon",
    "2024-08-19T05:30:00Z",
    "Ambon",
    "Universitas Kepulauan Rempah larang perpeloncoan",
    f"""
Universitas Kepulauan Rempah melarang segala bentuk perpeloncoan dan menyediakan nomor pengaduan
yang dijawab 24 jam.

"Tidak ada ilmu yang masuk lewat bentakan. Senior yang merasa besar karena membuat orang lain
kecil belum pantas disebut mahasiswa," ujar rektor ketika menyambut 3.400 mahasiswa baru, Senin.

{_ADDRESS_SHARED}

Tahun lalu dua mahasiswa dikeluarkan karena memukul juniornya pada malam pengakraban.
""",
)

FOTO_PERAHU_WINNER = piece(
    "sulteng",
    "2023-07-22T04:10:00Z",
    "Palu",
    "Juara lomba perahu",
    """
Regu dari Kelurahan Mamboro mengangkat piala setelah menjuarai lomba perahu tradisional di Teluk
Palu, Sulawesi Tengah, Sabtu (22/7/2023). Lomba yang diikuti 38 regu dari delapan kelurahan pesisir
itu digelar untuk memperingati hari jadi kota. ANTARA/Moh Contoh Alam
""",
)
FOTO_PERAHU_CROWD = piece(
    "sulteng",
    "2023-07-22T04:05:00Z",
    "Palu",
    "Penonton lomba perahu",
    """
Warga menonton dari atas jembatan saat berlangsung lomba perahu tradisional di Teluk Palu, Sulawesi
Tengah, Sabtu (22/7/2023). Lomba yang diikuti 38 regu dari delapan kelurahan pesisir itu digelar
untuk memperingati hari jadi kota. ANTARA/Moh Contoh Alam
""",
)
FOTO_PANEN_CARRY = piece(
    "jateng",
    "2024-04-03T08:15:00Z",
    "Demak",
    "Mengangkut padi yang terendam",
    """
Seorang perempuan mengangkut padi dengan rakit batang pisang di Desa Karangrejo Lor, Kabupaten
Demak, Jawa Tengah, Rabu (3/4/2024). Petani memanen lebih awal untuk menghindari kerugian setelah
tanggul Sungai Wulan jebol dan merendam 640 hektare sawah. ANTARA FOTO/Rekaman Jati/sgd
""",
)
FOTO_KITES = piece(
    "bali",
    "2023-07-22T08:00:00Z",
    "Denpasar",
    "Festival layang-layang",
    """
Sejumlah peserta menerbangkan layang-layang janggan saat mengikuti festival layang-layang di Pantai
Mertasari, Denpasar, Bali, Sabtu (22/7/2023). Festival itu diikuti 210 regu dari seluruh kabupaten.
ANTARA FOTO/Nyoman Rekaan/wsj
""",
)
# The photographs of a long flood: the second sentence is the newsroom's refrain for the week.
FOTO_FLOOD_BOAT = piece(
    "kaltim",
    "2024-05-20T05:00:00Z",
    "Samarinda",
    "Banjir Samarinda",
    """
Petugas mengevakuasi warga dengan perahu karet di Jalan Pemuda, Samarinda, Kalimantan Timur, Senin
(20/5/2024). Banjir akibat luapan Sungai Karang Mumus merendam 14 kelurahan. ANTARA/Sapri Andaian
""",
)
FOTO_FLOOD_KITCHEN = piece(
    "kaltim",
    "2024-05-21T05:00:00Z",
    "Samarinda",
    "Banjir Samarinda",
    """
Relawan membungkus nasi di dapur umum Jalan Pemuda, Samarinda, Kalimantan Timur, Selasa (21/5/2024).
Banjir akibat luapan Sungai Karang Mumus merendam 14 kelurahan. ANTARA/Sapri Andaian
""",
)

COFFEE_ID = piece(
    "aceh",
    "2024-07-04T05:10:00Z",
    "Takengon",
    "Petani Gayo kirim peti kemas pertama kopi ke Norwegia",
    """
Koperasi petani kopi Gayo di Aceh Tengah, Kamis, mengirim peti kemas pertama kopi arabika olahan
basah ke Norwegia dan membuka pasar yang menurut petani membayar sepertiga lebih tinggi daripada
pedagang setempat.

Peti kemas itu memuat 19,2 ton biji kopi dari 412 petani di Desa Mude Nosar dan Toweren Uken,
kata ketua koperasi, Ainal Gayoni.

"Kami memulai dengan enam karung contoh dua tahun lalu, pembelinya datang tiga kali sebelum
menandatangani kontrak," katanya.
""",
)
COFFEE_NEXT = piece(
    "en",
    "2024-07-18T06:00:00Z",
    "Banda Aceh",
    "Aceh to build second coffee warehouse near Lake Laut Tawar",
    """
The Aceh government will start building a second coffee warehouse near Lake Laut Tawar in
September, Head of the Aceh Trade Office Mirza Alamsyah said here on Thursday.

The Rp11 billion building will hold 2,500 tons and have a laboratory where buyers can taste
samples.

Aceh exported 12,800 tons of coffee in the first half of this year, up 9 percent from the same
period last year, most of it through the Port of Belawan in North Sumatra.

Farmers in Bener Meriah have asked for a branch in Simpang Tiga, an hour away.
""",
)


def railway(bureau: str, published: str, place: str, values: tuple[str, ...]) -> Piece:
    region, who, trains, seats, sold, dates, crossings, stations = values
    return piece(
        bureau,
        published,
        place,
        f"KAI {region} siapkan {trains} kereta tambahan Natal",
        f"""
PT Kereta Api Indonesia {region} menyiapkan {trains} kereta tambahan untuk melayani penumpang
pada masa angkutan Natal dan Tahun Baru.

Manajer Humas KAI {region} {who} mengatakan tersedia {seats} kursi selama 18 hari.

"Sampai hari ini tiket yang terjual mencapai {sold} persen, tanggal favorit ialah {dates},"
katanya.

KAI mengimbau pelanggan datang lebih awal, membawa barang secukupnya, dan memesan tiket hanya
melalui saluran resmi.

Untuk menjaga keselamatan, KAI menempatkan petugas di {crossings} perlintasan sebidang dan
membuka posko kesehatan di {stations}.

"Kami berkomitmen memberi pelayanan yang aman, nyaman, dan tepat waktu selama masa angkutan Natal
dan Tahun Baru," kata dia.
""",
    )


RAILWAY_CENTRAL = railway(
    "jateng",
    "2023-12-12T03:00:00Z",
    "Semarang",
    (
        "Daop IV",
        "Gilang Satrio Wicara",
        "12",
        "318.200",
        "44",
        "23 dan 24 Desember",
        "58",
        "Tawang, Poncol, dan Tegal",
    ),
)
RAILWAY_EAST = railway(
    "jatim",
    "2023-12-13T04:00:00Z",
    "Madiun",
    (
        "Daop VII",
        "Suhartini Prameswari",
        "8",
        "201.640",
        "39",
        "24 dan 31 Desember",
        "71",
        "Madiun, Kediri, dan Blitar",
    ),
)

HAJI_SECOND = piece(
    "aceh",
    "2022-06-17T03:10:00Z",
    "Banda Aceh",
    "Kloter kedua calon haji Aceh berangkat",
    """
Sebanyak 391 calon haji kelompok terbang kedua Embarkasi Aceh diberangkatkan dari Bandara Sultan
Iskandar Muda, Jumat pagi, setelah tertunda dua jam karena hujan lebat.

Ketua Panitia Penyelenggara Ibadah Haji Embarkasi Aceh Fakhruddin Meukek mengatakan jemaah
berasal dari Pidie dan Pidie Jaya serta didampingi tujuh petugas.

"Sepasang pengantin baru ikut dalam kloter ini, mereka menikah bulan lalu," kata dia.

Setiap jemaah asal Aceh menerima uang wakaf Baitul Asyi yang besarnya diumumkan setelah mereka
tiba di Makkah.

Dua koper jemaah dibuka petugas karena berisi kompor portabel.
""",
)

FESTIVAL_YEAR_BEFORE = piece(
    "ambon",
    "2022-10-15T06:30:00Z",
    "Ambon",
    "Festival Teluk Ambon dibuka dengan parade perahu",
    """
Sebanyak 45 perahu hias berlayar dari Galala ke Pantai Losari Ambon untuk membuka Festival Teluk
Ambon yang kembali digelar setelah dua tahun terhenti karena pandemi.

Ketua panitia Yosina Lekatompessy mengatakan setiap perahu membawa kisah dari satu negeri adat.

Festival berlangsung lima hari dengan lomba perahu belang, pasar kuliner papeda, pameran foto
pelabuhan tua, dan konser musik hawaian pada malam penutupan.

Jumlah pengunjung pada penyelenggaraan itu mencapai 21.500 orang menurut catatan dinas
pariwisata.

Panitia menyiapkan 80 tempat sampah terpilah dan melarang penggunaan kemasan plastik sekali pakai
di seluruh lokasi kegiatan.
""",
)

# The head of the state company spoke once; two bureaus report what it means at home.
_BULOG_HEAD = """Direktur Utama Perum Bulog Sastro Wibisono sebelumnya mengatakan pemerintah
menugasi perusahaan itu menyalurkan 1,2 juta ton beras program stabilisasi sampai Juni. "Selama
harga di atas batas atas, kami tidak akan berhenti menyalurkan," kata Sastro di Jakarta, Senin."""
BERAS_HERE = insert(BERAS, 5, _BULOG_HEAD)
BERAS_THERE = piece(
    "gorontalo",
    "2024-02-20T06:20:00Z",
    "Gorontalo",
    "Bulog Gorontalo salurkan beras murah lewat kapal",
    f"""
Bulog Gorontalo menyewa tiga kapal kayu untuk membawa 90 ton beras murah ke desa pesisir di
Pohuwato yang jalan daratnya terputus.

Pemimpin cabang Nani Tomayahu mengatakan beras dijual di atas kapal agar warga tidak perlu
membayar ojek.

{_BULOG_HEAD}

Seorang nelayan Torosiaje, Umar Sandipo, membeli dua karung untuk persediaan musim angin barat.
""",
)

STUNTING_OTHER = piece(
    "sulteng",
    "2023-10-26T04:25:00Z",
    "Palu",
    "Angka stunting di Tojo Una-Una turun menjadi 20,1 persen",
    """
Angka kekerdilan pada anak di Kabupaten Tojo Una-Una turun menjadi 20,1 persen dari 26,7 persen
setahun sebelumnya setelah pemerintah membangun 34 dapur desa.

Wakil Bupati Tojo Una-Una Ilham Lawidu Masa mengatakan dapur itu memasak kelor dan telur untuk
1.150 balita.

"Ibu-ibu sendiri yang menentukan menunya," katanya di Ampana, Kamis.

Kader posyandu di Kepulauan Togean masih kekurangan timbangan dan perahu.
""",
)


def count_of_votes(bureau: str, published: str, place: str, values: tuple[str, ...]) -> Piece:
    area, one, two, three, valid, void, turnout = values
    return piece(
        bureau,
        published,
        place,
        f"Pasangan nomor dua unggul di {area}",
        f"""
Pasangan calon nomor urut dua unggul dalam rekapitulasi suara pemilihan kepala daerah di {area}
yang ditetapkan KPU setempat.

Pasangan nomor satu memperoleh {one} suara, nomor dua {two} suara, dan nomor tiga {three} suara.

Jumlah suara sah {valid} dan suara tidak sah {void}, sedangkan tingkat partisipasi pemilih
mencapai {turnout} persen.

Saksi semua pasangan menandatangani berita acara dan KPU memberi waktu tiga hari kerja untuk
mengajukan permohonan perselisihan hasil ke Mahkamah Konstitusi.
""",
    )


VOTES_NORTH = count_of_votes(
    "sultra",
    "2024-12-03T09:00:00Z",
    "Kendari",
    ("Kecamatan Abeli", "2.114", "5.870", "1.006", "8.990", "213", "71,4"),
)
VOTES_SOUTH = count_of_votes(
    "sultra",
    "2024-12-03T09:30:00Z",
    "Kendari",
    ("Kecamatan Baruga", "3.078", "6.311", "2.240", "11.629", "340", "68,9"),
)

# A police station's nightly patrol, told in the same words with another catch.
PATROL_ONE = piece(
    "lampung",
    "2023-09-10T01:00:00Z",
    "Bandar Lampung",
    "Polisi sita 14 sepeda motor dalam patroli akhir pekan",
    """
Polresta Bandar Lampung menyita 14 sepeda motor berknalpot bising dalam patroli cipta kondisi
pada Sabtu (9/9) malam hingga Minggu dini hari.

Kabag Ops Kompol Rusmanto Hadi mengatakan patroli menyasar balap liar, minuman keras, dan senjata
tajam.

Petugas juga membawa enam remaja yang kedapatan membawa celurit di Jalan Pangeran Antasari.

Polisi mengimbau orang tua mengawasi anaknya dan memastikan mereka sudah di rumah sebelum pukul
22.00 WIB.
""",
)
PATROL_TWO = piece(
    "lampung",
    "2023-09-17T01:00:00Z",
    "Bandar Lampung",
    "Polisi sita 21 sepeda motor dalam patroli akhir pekan",
    """
Polresta Bandar Lampung menyita 21 sepeda motor berknalpot bising dalam patroli cipta kondisi
pada Sabtu (16/9) malam hingga Minggu dini hari.

Kabag Ops Kompol Rusmanto Hadi mengatakan patroli menyasar balap liar, minuman keras, dan senjata
tajam.

Petugas juga menemukan 48 botol tuak di sebuah warung di Jalan Soekarno-Hatta.

Polisi mengimbau orang tua mengawasi anaknya dan memastikan mereka sudah di rumah sebelum pukul
22.00 WIB.
""",
)

# The budget again, but what one faction said of it: two shared paragraphs of figures.
APBD_FACTION = piece(
    "sumsel",
    "2023-11-22T05:00:00Z",
    "Palembang",
    "Fraksi Ampera Bersatu tolak kenaikan retribusi pasar",
    f"""
Fraksi Ampera Bersatu di DPRD Kota Palembang akan menolak setiap rencana menaikkan retribusi
pasar selama pedagang korban kebakaran belum menempati kios baru.

Ketua fraksi Meirina Oktaviani mengatakan 216 pedagang masih berjualan di tenda darurat sejak
tahun lalu.

"Mereka membayar retribusi penuh untuk tempat yang bocor," katanya, Rabu.

{APBD.paragraphs[3]}

{APBD.paragraphs[4]}

Pemerintah kota menyatakan belum mengusulkan kenaikan dan akan menemui pedagang pekan depan.
""",
)
APBD_YEAR_AFTER = piece(
    "sumsel",
    "2024-11-26T14:00:00Z",
    "Palembang",
    "DPRD Palembang setujui APBD 2025 senilai Rp5,12 triliun",
    """
DPRD Kota Palembang menyetujui rancangan anggaran pendapatan dan belanja daerah tahun 2025
senilai Rp5,12 triliun dalam rapat paripurna yang berlangsung hingga Selasa malam.

Ketua Badan Anggaran DPRD Palembang Suhaimi Wirajaya mengatakan pembahasan berlangsung selama
empat pekan dan menghasilkan sembilan catatan yang wajib ditindaklanjuti pemerintah kota.

"Kami ingin drainase di Kemuning selesai sebelum musim hujan berikutnya," kata dia.

Dari jumlah itu pendapatan asli daerah ditargetkan Rp1,81 triliun, sedangkan dana transfer dari
pusat diperkirakan mencapai Rp2,97 triliun dan sisanya berasal dari pendapatan lain yang sah.

Belanja pegawai masih menjadi pos terbesar dengan porsi 36 persen, disusul belanja barang dan
jasa sebesar 30 persen serta belanja modal 25 persen.

Rancangan yang telah disetujui itu selanjutnya dikirim kepada Gubernur Sumatera Selatan untuk
dievaluasi paling lama 15 hari kerja sebelum ditetapkan menjadi peraturan daerah.
""",
)
FERI_EID = piece(
    "kepri",
    "2024-04-02T04:15:00Z",
    "Tanjungpinang",
    "Kapal feri Tanjungpinang-Lingga ditambah selama libur Lebaran",
    """
Otoritas Pelabuhan Sri Bintan Pura menambah enam pelayaran feri setiap hari dari Tanjungpinang
menuju Kabupaten Lingga, Kepulauan Riau, selama libur Lebaran.

Kepala Kantor Kesyahbandaran Tanjungpinang Capt Rifai Lubis Tanara mengatakan jumlah penumpang
diperkirakan mencapai 29.000 orang atau naik 61 persen dibandingkan dengan hari biasa.

"Kami minta penumpang tidak berdiri di buritan," ujarnya, Selasa.

Pelayaran tambahan berlaku mulai 5 sampai 17 April dengan jadwal keberangkatan pukul 06.30,
08.00, 09.30, 13.00, 14.30, dan 16.00 WIB.

Tiket dijual secara daring maupun di loket dengan harga Rp210.000 untuk dewasa dan Rp150.000 bagi
anak-anak, tanpa kenaikan tarif.

Pemudik bernama Zulkifli membawa pulang dua ekor ayam serama untuk ayahnya di Daik.
""",
)
KABEL_AGAIN = piece(
    "babel",
    "2023-05-29T06:00:00Z",
    "Pangkalpinang",
    "Kabel laut tersambung, pemadaman di Bangka berakhir",
    f"""
Pemadaman bergilir di Pulau Bangka berakhir pada Minggu malam setelah kabel laut yang
menghubungkan pulau itu dengan Sumatera selesai disambung.

Manajer Unit Pelaksana Pengatur Beban PLN Bangka Belitung Teddy Arkananta mengatakan daya kini
berlebih 22 megawatt.

{KABEL.paragraphs[2]}

Kapal yang jangkarnya diduga merusak kabel masih ditahan di Muntok untuk penyelidikan.

{KABEL.paragraphs[4]}

Pelanggan memperoleh potongan tagihan bulan depan sesuai dengan lama pemadaman.
""",
)
PANEN_ARTICLE = piece(
    "jateng",
    "2024-04-03T09:30:00Z",
    "Demak",
    "Tanggul Wulan jebol, 640 hektare sawah terendam",
    """
Tanggul Sungai Wulan di Kabupaten Demak, Jawa Tengah, jebol sepanjang 30 meter dan merendam 640
hektare sawah yang siap dipanen.

Kepala Dinas Pertanian Demak Agus Herawan Tirta mengatakan kerugian petani diperkirakan Rp14
miliar.

Petani memanen lebih awal untuk menghindari kerugian yang lebih besar, sebagian dengan memotong
padi di dalam air setinggi pinggang.

Alat berat baru dapat mencapai tanggul setelah jalan inspeksi ditimbun batu.

Ganti rugi asuransi pertanian hanya menjangkau 118 hektare karena petani lain tidak membayar
premi.
""",
)


# Two reports, whatever they share.

DIFFERENT = [
    # plain: other words throughout, or a template that is mostly values
    different("haze and flood", "plain", ASAP, BANJIR),
    different("two crashes of buses into ravines", "plain", BUS, BUS_OTHER),
    different("chillies in two cities", "plain", CABAI, CABAI_OTHER),
    different("one title, thefts", "plain", TITLE_ONE, TITLE_OTHER),
    different("one title, cleaning", "plain", TITLE_WELCOME_ONE, TITLE_WELCOME_TWO),
    different("captions, boats and kites", "plain", FOTO_PERAHU, FOTO_KITES),
    different("dengue in two districts", "plain", DBD, DBD_OTHER),
    different("stunting in two districts", "plain", STUNTING, STUNTING_OTHER),
    different("court and drugs", "plain", KORUPSI, SABU),
    different("two English reports", "plain", COFFEE, COFFEE_NEXT),
    different("two matches", "plain", BOLA, BOLA_OTHER),
    different("seaweed and fishermen", "plain", RUMPUT, OMBAK),
    different("weather and gold", "plain", WEATHER_MON, GOLD_WED),
    different("rice and corn", "plain", BERAS, PIDATO),
    different("football on television", "plain", PROGRAMME_SAT, PROGRAMME_SUN),
    different("orangutans and a museum", "plain", ORANGUTAN, MUSEUM),
    # light: a template with nearly all its values changed, little shared background
    different("weather, Monday and Tuesday", "light", WEATHER_MON, WEATHER_TUE),
    different("weather, two cities far apart", "light", WEATHER_MON, WEATHER_JAMBI),
    different("gold, all prices", "light", GOLD_WED, GOLD_THU),
    different("prayer times, two days and cities", "light", PRAYERS_BANDUNG, PRAYERS_SURABAYA),
    different("quakes, morning and evening", "light", QUAKE_MORNING, QUAKE_EVENING),
    different("quakes of one strength in two seas", "light", QUAKE_MORNING, QUAKE_BENGKULU),
    different("rupiah down and up", "light", RUPIAH_TUE, RUPIAH_WED),
    different("palm fruit, two weeks", "light", PALM_ONE, PALM_TWO),
    different("palm fruit, two provinces", "light", PALM_ONE, PALM_RIAU),
    different("visitors, April and May", "light", VISITORS_APRIL, VISITORS_MAY),
    different("traffic, two mornings", "light", TRAFFIC_SAT, TRAFFIC_SUN),
    different("air, two mornings", "light", AIR_MON, AIR_TUE),
    different("volcano, two days", "light", VOLCANO_ONE, VOLCANO_TWO),
    different("ships, two ports", "light", FERRY_BAUBAU, FERRY_AMBON),
    different("waves, two seas", "light", WAVES_KUPANG, WAVES_BALI),
    different("votes, two districts", "light", VOTES_NORTH, VOTES_SOUTH),
    different("drugs, two provinces, one law", "light", SABU, SABU_OTHER),
    different("a company's own paragraph", "light", RILIS, RILIS_OTHER),
    different("a launch and a product", "light", RILIS, PRODUCT_SHOP),
    different("two subjects of a press conference", "light", CONFERENCE_ROAD, CONFERENCE_HOSPITAL),
    different("pilgrims, two flights", "light", HAJI, HAJI_SECOND),
    different("one statement, two provinces", "light", BERAS_HERE, BERAS_THERE),
    different("railway, two regions", "light", RAILWAY_CENTRAL, RAILWAY_EAST),
    # hard: much is shared, and it is not the news
    different(
        "two matches with the league's background",
        "hard",
        with_background(BOLA, _LEAGUE),
        with_background(BOLA_OTHER, _LEAGUE),
    ),
    different("two matches of the same clubs", "hard", BOLA, BOLA_RETURN),
    different("haze, the next day", "hard", ASAP, ASAP_FOLLOWS),
    different("flood, the next day", "hard", BANJIR, BANJIR_FOLLOWS),
    different("volcano, the next day", "hard", GUNUNG, GUNUNG_FOLLOWS),
    # Two paragraphs of six were taken over, but the news is the opposite one: the light is back.
    different("power cable, the repair", "hard", KABEL, KABEL_AGAIN),
    different("two sentences with a court's boilerplate", "hard", COURT_BOATS, COURT_SEEDS),
    different("a life told twice", "hard", LIFE_PRIZE, LIFE_ILL),
    different("an advertorial for another product", "hard", PRODUCT_SHOP, PRODUCT_SCHOOL),
    different(
        "dengue with the same explanations",
        "hard",
        with_background(first(DBD, 4), _DENGUE),
        with_background(DBD_OTHER, _DENGUE),
    ),
    different("a budget and a faction", "hard", APBD, APBD_FACTION),
    different("a festival and the year before", "hard", FESTIVAL, FESTIVAL_YEAR_BEFORE),
    # Each photograph is a report of its own: what it shows stands in the first sentence, the
    # second is told under all of them.
    different("captions, boats and winners", "hard", FOTO_PERAHU, FOTO_PERAHU_WINNER),
    different("captions, winners and spectators", "hard", FOTO_PERAHU_WINNER, FOTO_PERAHU_CROWD),
    different("captions, cutting and carrying", "hard", FOTO_PANEN, FOTO_PANEN_CARRY),
    different("captions, two days of a flood", "hard", FOTO_FLOOD_BOAT, FOTO_FLOOD_KITCHEN),
    different("a speech, corn and fertiliser", "hard", PIDATO, PIDATO_FERTILISER),
    different("prayer times, two cities", "hard", PRAYERS_BANDUNG, PRAYERS_CIREBON),
    different("weather, two cities in the rain", "hard", WEATHER_MON, WEATHER_PADANG),
    different("a patrol, two weekends", "hard", PATROL_ONE, PATROL_TWO),
    different("a budget and the next year's", "hard", APBD, APBD_YEAR_AFTER),
    different("ferries, two holidays", "hard", FERI, FERI_EID),
    # edge: a template in which few words differ, or where a person would hesitate
    different("gold, three prices", "edge", GOLD_THU, GOLD_FRI),
    different("weather, Tuesday and Wednesday", "edge", WEATHER_TUE, WEATHER_WED),
    different("prayer times, two days", "edge", PRAYERS_BANDUNG, PRAYERS_BANDUNG_SAT),
    different("a quake and its aftershock", "edge", QUAKE_MORNING, QUAKE_AFTER),
    different("rupiah up and up", "edge", RUPIAH_WED, RUPIAH_THU),
    different("air, two numbers", "edge", AIR_TUE, AIR_WED),
    different("volcano, two numbers", "edge", VOLCANO_TWO, VOLCANO_FEW),
    different("licences, one place of five", "edge", LICENCE_TUE, LICENCE_WED),
    different("ships, two weeks", "edge", FERRY_BAUBAU, FERRY_BAUBAU_NEXT),
    # A translation is the same news, yet not a carried text: nothing of its wording can be traced.
    different("a translation", "edge", COFFEE, COFFEE_ID),
    # The photograph's caption and the article of the same hour agree on the facts, not the text.
    different("a caption and the article", "edge", FOTO_PANEN, PANEN_ARTICLE),
    different("one address, one quotation in both", "edge", ADDRESS_ONE, ADDRESS_TWO),
]

PAIRS: list[Pair] = [*SAME, *DIFFERENT]


# How the archive's judgement agrees.


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair as the archive sees it."""

    pair: Pair
    found: bool
    """Whether the index would let the two be compared at all."""
    likeness: Likeness

    @property
    def right(self) -> bool:
        return self.likeness.same == self.pair.same


def judge(pair: Pair) -> Judged:
    one, other = (
        report_of(text, place) for text, place in zip(pair.texts, pair.places, strict=True)
    )
    numbers = [
        set(numbers_of(report, title))
        for report, title in zip((one, other), pair.titles, strict=True)
    ]
    return Judged(pair, bool(numbers[0] & numbers[1]), likeness(one, other))


@dataclass(frozen=True, slots=True)
class Score:
    """What became of some pairs; a share of nothing is whole."""

    same: int
    different: int
    joined: int
    """Same pairs that are judged same."""
    confused: int
    """Different pairs that are judged same."""
    found: int
    """Same pairs that the index brings together."""
    both: int
    """Same pairs that the index brings together and the check joins."""

    @property
    def precision(self) -> float:
        called = self.joined + self.confused
        return self.joined / called if called else 1.0

    @property
    def recall(self) -> float:
        return self.joined / self.same if self.same else 1.0

    @property
    def index_recall(self) -> float:
        return self.found / self.same if self.same else 1.0

    @property
    def recall_of_both(self) -> float:
        return self.both / self.same if self.same else 1.0


def score(judged: Iterable[Judged]) -> Score:
    all_of_them = list(judged)
    same_ones = [each for each in all_of_them if each.pair.same]
    others = [each for each in all_of_them if not each.pair.same]
    return Score(
        same=len(same_ones),
        different=len(others),
        joined=sum(each.likeness.same for each in same_ones),
        confused=sum(each.likeness.same for each in others),
        found=sum(each.found for each in same_ones),
        both=sum(each.found and each.likeness.same for each in same_ones),
    )


def table(pairs: Iterable[Pair] = PAIRS) -> str:
    """Return precision and recall by grade as Markdown, and each misjudged pair."""
    judged = [judge(pair) for pair in pairs]
    lines = [
        "| grade | same | different | precision | recall | index recall | both |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    graded = [(grade, [each for each in judged if each.pair.grade == grade]) for grade in GRADES]
    for name, some in [*graded, ("all", judged)]:
        of = score(some)
        lines.append(
            f"| {name} | {of.same} | {of.different} | {of.precision:.3f} | {of.recall:.3f} "
            f"| {of.index_recall:.3f} | {of.recall_of_both:.3f} |"
        )
    wrong = [each for each in judged if not each.right]
    lines += ["", f"Misjudged: {len(wrong)} of {len(judged)}"]
    lines += [f"- {described(each)}" for each in wrong]
    lost = [each for each in judged if each.pair.same and not each.found]
    lines += ["", f"Same and not found by the index: {len(lost)}"]
    lines += [f"- {described(each)}" for each in lost]
    return "\n".join(lines)


def described(judged: Judged) -> str:
    """Return a pair's name and the values it was judged by."""
    pair, like = judged.pair, judged.likeness
    truth = "same" if pair.same else "different"
    return (
        f"{pair.grade}, {truth}: {pair.name} (of one {like.of_one:.2f}, of other "
        f"{like.of_other:.2f}, lead {like.lead:.2f}, dates {like.dates:.2f}, "
        f"numbers {like.numbers:.2f}, names {like.names_changed}, "
        f"renamed {like.renamed}, "
        f"shorter {like.shorter})"
    )


if __name__ == "__main__":
    print(table())
