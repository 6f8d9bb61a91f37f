"""Invented reports, written by hand, from which the pairs of the tests of stories are made."""

from __future__ import annotations

from tests.story_edits import piece

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
