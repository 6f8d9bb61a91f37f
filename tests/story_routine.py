"""Invented reports that come from a template every day: forecasts, prices, prayer times."""

from __future__ import annotations

from dataclasses import replace

from tests.story_edits import Piece, piece


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
