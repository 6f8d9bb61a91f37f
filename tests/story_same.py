"""Pairs of texts that carry the same report, in graded difficulty."""

from __future__ import annotations

from dataclasses import replace

from tests.story_edits import at, cut, exchange, first, insert, merge, order, same, words
from tests.story_originals import (
    APBD,
    ASAP,
    BAJO,
    BANJIR,
    BEASISWA,
    BERAS,
    BULUTANGKIS,
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
    KERETA,
    KORUPSI,
    KPU,
    MUSEUM,
    OMBAK,
    ORANGUTAN,
    PIDATO,
    PMI,
    RILIS,
    RUMPUT,
    SABU,
    STUNTING,
    UMKM,
)
from tests.story_routine import GOLD_WED, QUAKE_MORNING, WEATHER_MON, WEATHER_PADANG

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
