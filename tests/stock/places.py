"""Where each bureau reports from, how much it brings out, and its numbers. Places are real."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Desk:
    """What the stock knows of a bureau beyond bureaus.toml."""

    weight: float
    """Of all articles, so many parts."""
    first_id: int
    """About the number of its first article of the stock's ten years."""
    last_id: int
    """About the number of its last one; bureaus.toml's highest_id where it is known."""
    places: tuple[str, ...]
    """Cities and kabupaten; the first is where the bureau sits."""


def _desk(weight: float, first_id: int, last_id: int, places: str) -> Desk:
    return Desk(weight, first_id, last_id, tuple(places.split(", ")))


DESKS: dict[str, Desk] = {
    "aceh": _desk(
        2.2,
        30_000,
        420_000,
        "Banda Aceh, Lhokseumawe, Langsa, Sabang, Subulussalam, Aceh Besar, Pidie, Bireuen, "
        "Aceh Utara, Aceh Timur, Aceh Tamiang, Aceh Tengah, Bener Meriah, Aceh Barat, "
        "Nagan Raya, Aceh Selatan, Aceh Singkil, Simeulue",
    ),
    "sumut": _desk(
        2.6,
        150_000,
        640_000,
        "Medan, Binjai, Tebing Tinggi, Pematangsiantar, Tanjungbalai, Sibolga, Padangsidimpuan, "
        "Gunungsitoli, Deli Serdang, Langkat, Karo, Simalungun, Asahan, Batu Bara, Labuhanbatu, "
        "Toba, Samosir, Dairi, Tapanuli Utara, Tapanuli Tengah, Mandailing Natal, Nias",
    ),
    "sumbar": _desk(
        2.4,
        160_000,
        720_000,
        "Padang, Bukittinggi, Payakumbuh, Padang Panjang, Pariaman, Solok, Sawahlunto, Agam, "
        "Tanah Datar, Pasaman, Pasaman Barat, Padang Pariaman, Pesisir Selatan, Sijunjung, "
        "Dharmasraya, Solok Selatan, Limapuluh Kota, Kepulauan Mentawai",
    ),
    "riau": _desk(
        2.2,
        70_000,
        430_000,
        "Pekanbaru, Dumai, Kampar, Siak, Bengkalis, Pelalawan, Rokan Hilir, Rokan Hulu, "
        "Indragiri Hulu, Indragiri Hilir, Kuantan Singingi, Kepulauan Meranti",
    ),
    "kepri": _desk(
        1.9,
        30_000,
        260_000,
        "Batam, Tanjungpinang, Bintan, Karimun, Lingga, Natuna, Kepulauan Anambas",
    ),
    "jambi": _desk(
        2.0,
        290_000,
        640_000,
        "Jambi, Sungai Penuh, Batang Hari, Muaro Jambi, Bungo, Tebo, Merangin, Sarolangun, "
        "Kerinci, Tanjung Jabung Barat, Tanjung Jabung Timur",
    ),
    "bengkulu": _desk(
        1.7,
        35_000,
        450_000,
        "Bengkulu, Rejang Lebong, Kepahiang, Lebong, Bengkulu Utara, Bengkulu Tengah, "
        "Bengkulu Selatan, Mukomuko, Seluma, Kaur",
    ),
    "sumsel": _desk(
        2.6,
        300_000,
        819_013,
        "Palembang, Prabumulih, Lubuklinggau, Pagaralam, Ogan Ilir, Ogan Komering Ilir, "
        "Ogan Komering Ulu, OKU Timur, OKU Selatan, Musi Banyuasin, Banyuasin, Musi Rawas, "
        "Musi Rawas Utara, Muara Enim, Lahat, Empat Lawang, Penukal Abab Lematang Ilir",
    ),
    "babel": _desk(
        2.0,
        30_000,
        480_000,
        "Pangkalpinang, Bangka, Bangka Barat, Bangka Tengah, Bangka Selatan, Belitung, "
        "Belitung Timur",
    ),
    "lampung": _desk(
        2.2,
        285_000,
        810_000,
        "Bandarlampung, Metro, Lampung Selatan, Lampung Tengah, Lampung Utara, Lampung Timur, "
        "Lampung Barat, Pesawaran, Pringsewu, Tanggamus, Way Kanan, Tulang Bawang, Mesuji, "
        "Pesisir Barat",
    ),
    "banten": _desk(
        2.4,
        25_000,
        392_129,
        "Serang, Cilegon, Tangerang, Tangerang Selatan, Pandeglang, Lebak, Anyer, Balaraja",
    ),
    "megapolitan": _desk(
        3.0,
        15_000,
        460_000,
        "Bogor, Depok, Bekasi, Cikarang, Cibinong, Jakarta Timur, Jakarta Selatan, Cileungsi, "
        "Karawang, Purwakarta",
    ),
    "jabar": _desk(
        4.2,
        57_000,
        680_000,
        "Bandung, Cimahi, Cirebon, Tasikmalaya, Garut, Sumedang, Majalengka, Kuningan, "
        "Indramayu, Subang, Purwakarta, Karawang, Bekasi, Bogor, Sukabumi, Cianjur, Ciamis, "
        "Banjar, Pangandaran, Bandung Barat",
    ),
    "jateng": _desk(
        4.4,
        125_000,
        630_000,
        "Semarang, Surakarta, Magelang, Pekalongan, Tegal, Salatiga, Kudus, Jepara, Demak, "
        "Pati, Rembang, Blora, Grobogan, Boyolali, Klaten, Sukoharjo, Wonogiri, Karanganyar, "
        "Sragen, Temanggung, Wonosobo, Purworejo, Kebumen, Banyumas, Cilacap, Purbalingga, "
        "Banjarnegara, Batang, Kendal, Pemalang, Brebes",
    ),
    "jogja": _desk(
        2.8,
        335_000,
        804_658,
        "Yogyakarta, Sleman, Bantul, Gunungkidul, Kulon Progo, Wonosari, Wates",
    ),
    "jatim": _desk(
        5.0,
        170_000,
        1_082_551,
        "Surabaya, Malang, Kediri, Blitar, Madiun, Mojokerto, Pasuruan, Probolinggo, Batu, "
        "Sidoarjo, Gresik, Lamongan, Tuban, Bojonegoro, Jombang, Nganjuk, Magetan, Ngawi, "
        "Ponorogo, Pacitan, Trenggalek, Tulungagung, Lumajang, Jember, Bondowoso, Situbondo, "
        "Banyuwangi, Bangkalan, Sampang, Pamekasan, Sumenep",
    ),
    "kalbar": _desk(
        2.4,
        330_000,
        720_000,
        "Pontianak, Singkawang, Kubu Raya, Mempawah, Sambas, Bengkayang, Landak, Sanggau, "
        "Sekadau, Sintang, Melawi, Kapuas Hulu, Ketapang, Kayong Utara",
    ),
    "kalteng": _desk(
        2.4,
        245_000,
        834_891,
        "Palangka Raya, Kotawaringin Timur, Kotawaringin Barat, Kapuas, Pulang Pisau, Katingan, "
        "Seruyan, Lamandau, Sukamara, Gunung Mas, Barito Selatan, Barito Timur, Barito Utara, "
        "Murung Raya",
    ),
    "bali": _desk(
        2.8,
        80_000,
        395_158,
        "Denpasar, Badung, Gianyar, Tabanan, Klungkung, Karangasem, Bangli, Buleleng, Jembrana, "
        "Singaraja, Negara",
    ),
    "mataram": _desk(
        2.2,
        10_000,
        560_000,
        "Mataram, Bima, Lombok Barat, Lombok Tengah, Lombok Timur, Lombok Utara, Sumbawa, "
        "Sumbawa Barat, Dompu",
    ),
    "kupang": _desk(
        1.6,
        2_000,
        196_192,
        "Kupang, Ende, Sikka, Flores Timur, Lembata, Ngada, Nagekeo, Manggarai, "
        "Manggarai Barat, Manggarai Timur, Sumba Timur, Sumba Barat, Sumba Barat Daya, Alor, "
        "Rote Ndao, Sabu Raijua, Belu, Malaka, Timor Tengah Selatan, Timor Tengah Utara",
    ),
    "kalsel": _desk(
        2.4,
        29_000,
        500_000,
        "Banjarmasin, Banjarbaru, Banjar, Barito Kuala, Tapin, Hulu Sungai Selatan, "
        "Hulu Sungai Tengah, Hulu Sungai Utara, Tabalong, Balangan, Tanah Laut, Tanah Bumbu, "
        "Kotabaru",
    ),
    "kaltim": _desk(
        2.2,
        28_000,
        260_000,
        "Samarinda, Balikpapan, Bontang, Kutai Kartanegara, Kutai Timur, Kutai Barat, "
        "Mahakam Ulu, Berau, Paser, Penajam Paser Utara",
    ),
    "kaltara": _desk(
        0.9, 3_000, 130_000, "Tanjung Selor, Tarakan, Bulungan, Nunukan, Malinau, Tana Tidung"
    ),
    "makassar": _desk(
        2.8,
        70_000,
        640_000,
        "Makassar, Parepare, Palopo, Gowa, Maros, Pangkajene Kepulauan, Barru, Bone, Soppeng, "
        "Wajo, Sidenreng Rappang, Pinrang, Enrekang, Tana Toraja, Toraja Utara, Luwu, "
        "Luwu Timur, Bulukumba, Bantaeng, Jeneponto, Takalar, Sinjai, Mamuju, Polewali Mandar",
    ),
    "sulteng": _desk(
        1.6,
        25_000,
        360_000,
        "Palu, Donggala, Sigi, Parigi Moutong, Poso, Tojo Una-Una, Morowali, Morowali Utara, "
        "Banggai, Banggai Kepulauan, Banggai Laut, Tolitoli, Buol",
    ),
    "sultra": _desk(
        1.6,
        280_000,
        500_000,
        "Kendari, Baubau, Konawe, Konawe Selatan, Konawe Utara, Kolaka, Kolaka Timur, "
        "Kolaka Utara, Muna, Muna Barat, Buton, Buton Utara, Bombana, Wakatobi",
    ),
    "manado": _desk(
        1.6,
        30_000,
        300_000,
        "Manado, Bitung, Tomohon, Kotamobagu, Minahasa, Minahasa Utara, Minahasa Selatan, "
        "Minahasa Tenggara, Bolaang Mongondow, Kepulauan Sangihe, Kepulauan Talaud",
    ),
    "gorontalo": _desk(
        1.4,
        20_000,
        382_002,
        "Gorontalo, Limboto, Boalemo, Pohuwato, Bone Bolango, Gorontalo Utara",
    ),
    "ambon": _desk(
        1.3,
        1_000,
        127_753,
        "Ambon, Tual, Maluku Tengah, Maluku Tenggara, Seram Bagian Barat, Seram Bagian Timur, "
        "Buru, Buru Selatan, Kepulauan Aru, Kepulauan Tanimbar, Ternate, Tidore",
    ),
    "papua": _desk(
        1.6,
        440_000,
        790_000,
        "Jayapura, Sentani, Keerom, Sarmi, Biak Numfor, Supiori, Kepulauan Yapen, Waropen, "
        "Jayawijaya, Merauke, Boven Digoel, Asmat",
    ),
    "papuatengah": _desk(
        0.8, 1_000, 66_541, "Nabire, Mimika, Paniai, Dogiyai, Deiyai, Intan Jaya, Puncak"
    ),
    "kl": _desk(
        0.5, 300, 42_915, "Kuala Lumpur, Johor Bahru, Penang, Shah Alam, Kuching, Kota Kinabalu"
    ),
    "www": _desk(
        24.0,
        541_000,
        5_678_453,
        "Jakarta, Jakarta Pusat, Jakarta Selatan, Jakarta Barat, Jakarta Timur, Jakarta Utara, "
        "Bandung, Surabaya, Medan, Makassar, Denpasar, Semarang, Yogyakarta, Palembang, "
        "Balikpapan, Singapura, Tokyo, Kuala Lumpur",
    ),
    "en": _desk(
        3.0,
        102_000,
        415_459,
        "Jakarta, Denpasar, Surabaya, Bandung, Medan, Makassar, Labuan Bajo, Nusantara, Jayapura",
    ),
    "otomotif": _desk(0.3, 540_000, 720_000, "Jakarta, Bekasi, Karawang, Tokyo, Bangkok"),
}

PROVINCE_SHORT = {
    "DI Yogyakarta": "DIY",
    "Kepulauan Riau": "Kepri",
    "Kepulauan Bangka Belitung": "Babel",
    "Sumatera Utara": "Sumut",
    "Sumatera Barat": "Sumbar",
    "Sumatera Selatan": "Sumsel",
    "Jawa Barat": "Jabar",
    "Jawa Tengah": "Jateng",
    "Jawa Timur": "Jatim",
    "Kalimantan Barat": "Kalbar",
    "Kalimantan Tengah": "Kalteng",
    "Kalimantan Selatan": "Kalsel",
    "Kalimantan Timur": "Kaltim",
    "Kalimantan Utara": "Kaltara",
    "Nusa Tenggara Barat": "NTB",
    "Nusa Tenggara Timur": "NTT",
    "Sulawesi Selatan": "Sulsel",
    "Sulawesi Tengah": "Sulteng",
    "Sulawesi Tenggara": "Sultra",
    "Sulawesi Utara": "Sulut",
}
