"""Pairs of texts that do not carry the same report, in graded difficulty."""

from __future__ import annotations

from collections.abc import Iterable

from tests.story_edits import Piece, different, first, insert, of_paragraphs, piece, written
from tests.story_originals import (
    APBD,
    ASAP,
    BANJIR,
    BERAS,
    BOLA,
    BUS,
    CABAI,
    COFFEE,
    DBD,
    FERI,
    FESTIVAL,
    FOTO_PANEN,
    FOTO_PERAHU,
    GUNUNG,
    HAJI,
    KABEL,
    KORUPSI,
    MUSEUM,
    OMBAK,
    ORANGUTAN,
    PIDATO,
    RILIS,
    RUMPUT,
    SABU,
    STUNTING,
)
from tests.story_routine import (
    AIR_MON,
    AIR_TUE,
    AIR_WED,
    FERRY_AMBON,
    FERRY_BAUBAU,
    FERRY_BAUBAU_NEXT,
    GOLD_FRI,
    GOLD_THU,
    GOLD_WED,
    LICENCE_TUE,
    LICENCE_WED,
    PALM_ONE,
    PALM_RIAU,
    PALM_TWO,
    PRAYERS_BANDUNG,
    PRAYERS_BANDUNG_SAT,
    PRAYERS_CIREBON,
    PRAYERS_SURABAYA,
    PROGRAMME_SAT,
    PROGRAMME_SUN,
    QUAKE_AFTER,
    QUAKE_BENGKULU,
    QUAKE_EVENING,
    QUAKE_MORNING,
    RUPIAH_THU,
    RUPIAH_TUE,
    RUPIAH_WED,
    TRAFFIC_SAT,
    TRAFFIC_SUN,
    VISITORS_APRIL,
    VISITORS_MAY,
    VOLCANO_FEW,
    VOLCANO_ONE,
    VOLCANO_TWO,
    WAVES_BALI,
    WAVES_KUPANG,
    WEATHER_JAMBI,
    WEATHER_MON,
    WEATHER_PADANG,
    WEATHER_TUE,
    WEATHER_WED,
)

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
