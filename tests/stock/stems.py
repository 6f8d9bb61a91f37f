"""Stems of everyday Indonesian, function words and what they are made of. Nothing is quoted."""

from __future__ import annotations


def listed(text: str) -> list[str]:
    """Return the words of a text, so that a list of hundreds can be read and sorted by eye."""
    return text.split()


NOUNS = listed("""
warga masyarakat pemerintah daerah kota kabupaten provinsi desa kecamatan program kegiatan dana
anggaran harga pasar petani nelayan pedagang pelaku usaha ekonomi industri investasi produk produksi
kualitas jumlah data hasil target rencana proyek jalan jembatan pelabuhan bandara rumah sekolah
guru siswa mahasiswa kampus ilmu pendidikan kesehatan dokter pasien obat vaksin puskesmas klinik
penyakit gizi anak ibu keluarga perempuan pemuda lansia buruh pekerja tenaga upah pajak retribusi
kredit bank modal bunga saham ekspor impor komoditas beras padi jagung kedelai cabai bawang gula
minyak telur daging ikan udang garam kopi kakao karet sawit kelapa lada cengkih pala rumput laut
hutan lahan gambut kebakaran asap banjir longsor gempa tsunami gunung sungai danau pantai pulau
pesisir terumbu karang bakau satwa gajah harimau orangutan burung sampah limbah plastik air listrik
energi surya gas batu bara tambang nikel timah emas pabrik mesin teknologi digital aplikasi internet
jaringan sinyal satelit kapal pesawat kereta bus mobil motor sepeda terminal stasiun penumpang
logistik tiket jadwal rute wisata wisatawan hotel restoran budaya seni tari musik film lagu buku
pameran festival lomba kejuaraan turnamen atlet pelatih klub tim gol skor medali lapangan stadion
hukum polisi jaksa hakim pengadilan sidang perkara kasus korupsi narkoba sabu tersangka terdakwa
saksi korban bukti barang senjata penjara tentara prajurit kodim polres polda partai pemilu calon
suara pemilih komisi dewan rapat fraksi anggota ketua kepala wakil bupati wali gubernur menteri
presiden staf pegawai aparatur dinas badan kantor gedung ruang meja kursi surat izin aturan
undang-undang kebijakan keputusan pengumuman laporan berita media wartawan kamera gambar foto video
layanan petugas posko bantuan sembako logam kayu batik tenun kain baju sepatu makanan minuman kue
madu susu sapi kambing ayam ternak pakan pupuk benih bibit irigasi waduk embung sawah kebun ladang
panen cuaca hujan angin gelombang suhu musim kemarau pagi siang malam pekan bulan tahun hari jam
menit agama masjid gereja pura jamaah haji umrah puasa zakat santri pesantren ulama tokoh adat suku
bahasa sejarah museum candi benteng makam tradisi upacara bendera lagu pahlawan perang damai
kerja sama mitra negara bangsa dunia pasukan wilayah perbatasan laut udara darat ruang kota taman
trotoar parkir pajak pasal denda sanksi kerugian kerusakan korban evakuasi tenda dapur relawan
donor darah ambulans rumah sakit laboratorium sampel uji penelitian peneliti dosen rektor lulusan
beasiswa kurikulum ujian nilai kelas kamus literasi perpustakaan koperasi anggota simpanan pinjaman
nasabah transaksi uang rupiah inflasi pertumbuhan kemiskinan pengangguran lowongan pelatihan
sertifikat tanah sengketa warisan hunian apartemen rusun semen baja pipa kabel tiang gardu trafo
""")

PEOPLE = listed("""
warga petani nelayan pedagang siswa mahasiswa guru pekerja relawan penumpang pasien pelajar pemuda
perajin peternak pembudidaya wisatawan santri prajurit petugas pengusaha perempuan lansia jurnalis
seniman atlet pelatih sopir pengemudi pemilih jamaah pengungsi transmigran buruh penyuluh bidan
perawat dokter peneliti kader pelaku mitra nasabah pelanggan konsumen investor
""")

REDUPLICATED = listed("""
anak-anak sayur-mayur buah-buahan ibu-ibu bapak-bapak pohon-pohon gedung-gedung kapal-kapal
teman-teman orang-orang desa-desa kota-kota pulau-pulau rumah-rumah jalan-jalan sekolah-sekolah
hal-hal nilai-nilai aturan-aturan kegiatan-kegiatan program-program barang-barang kata-kata
negara-negara daerah-daerah tempat-tempat langkah-langkah biji-bijian umbi-umbian pepohonan
rempah-rempah obat-obatan tumbuh-tumbuhan oleh-oleh lauk-pauk warna-warni gotong-royong
""")

TRANSITIVE = listed("""
bangun bantu dukung dorong jaga jual beli bawa buat baca tulis dengar lihat cari tangkap tahan
periksa pantau awasi bina didik latih rawat obati uji ukur hitung catat cetak kirim terima ambil
buka tutup potong tanam panen olah masak angkut kelola atur susun bahas kaji nilai tetapkan bayar
pinjam sewa pakai ganti ubah perbaiki tolak setujui cegah atasi hadapi serang lindungi bela hukum
tuntut sita bakar padamkan siram tata gali timbun dirikan salurkan tinjau kunjungi hadiri ikuti
temui layani undang ajak minta tawar pilih tunjuk lantik pecat usul ajukan sahkan bentuk pimpin
gelar adakan selenggarakan mulai akhiri tunda batal percepat perkuat perluas pertahankan
""")

WITH_KAN = listed("""
tingkat kembang laksana selesai siap sedia salur serah umum luncur resmi terap jalan dapat hasil
guna manfaat maksimal optimal sosialisasi prioritas alokasi distribusi realisasi evaluasi
harap ingat sebut kata jelas tegas sampai nyata beri benar wujud lanjut tambah kurang rendah naik
turun cipta hadir libat gerak fokus utama amanat komitmen koordinasi kampanye imbau daftar pasar
tampil nikmat selamat evakuasi kerah kumpul pulih tuntas simpul
""")

WITH_I = listed("""
masuk lengkap ikut jalan hadap sadar penuh lindung tanda kunjung dalam batas setuju minat nikmat
lewat kurang pengaruh dampak biaya fasilitas anugerah hormat cinta percaya kenal alam
""")

BER = listed("""
main kerja jalan kembang tambah kurang ubah pindah temu kumpul gabung sama beda harap hasil guna
manfaat usaha dagang tani ternak kebun layar henti lanjut langsung laku tahan juang peran asal ada
sedia partisipasi kontribusi koordinasi kolaborasi fokus komitmen pengaruh dampak potensi sumber
upaya diri akhir mula kunjung wisata foto olahraga latih belajar pikir bicara tanya jawab syukur
""")

ADJECTIVES = listed("""
baik besar kecil tinggi rendah panjang luas sempit kuat lemah cepat lambat mahal murah aman rawan
sehat sakit bersih kotor baru lama muda tua miskin kaya sejahtera makmur adil merata terbuka nyata
jelas terang gelap panas dingin kering basah subur produktif kreatif inovatif mandiri berkelanjutan
lokal nasional global modern tradisional strategis potensial berkualitas unggul layak darurat ringan
berat parah normal stabil tertib damai ramah indah penting utama khusus umum terpadu terpencil
penuh lengkap cukup mudah sulit senang bangga optimistis
""")

ABSTRACT_OF = listed("""
aman sehat sejahtera hadir bijak putus giat mampu butuh rusak rugi celaka adil bersih tertib baik
kuat lemah mandiri miskin sepakat terang percaya sadar berhasil ada unggul indah nyaman langka
tahan pentingan penduduk kaya hidup maju menang juara
""")

PASSIVE_STATES = listed("""
tercatat terdampak terdaftar terjadi terlihat terletak terbakar terendam tersebar tersedia terpasang
terpilih terbukti terungkap terkait terhadap terselenggara tertangkap terhubung terisolasi
""")

ADVERBS = listed("""
telah sudah akan sedang masih belum dapat harus mulai terus kembali segera langsung juga bahkan
hanya hampir sering selalu kini bersama-sama semakin lebih sangat cukup
""")

CONNECTORS = (
    "Selain itu,",
    "Sementara itu,",
    "Di sisi lain,",
    "Oleh karena itu,",
    "Menurut dia,",
    "Ia menambahkan",
    "Lebih lanjut,",
    "Untuk itu,",
    "Sebelumnya,",
    "Dengan demikian,",
    "Namun,",
    "Apalagi,",
    "Meski demikian,",
    "Saat ini,",
    "Hingga kini,",
    "Dalam kesempatan itu,",
    "Ke depan,",
    "Selama ini,",
)

SAYS = (*("kata", "ujar", "jelas", "tutur", "ucap", "tegas", "ungkap", "imbuh", "papar", "terang"),)

THEMES: dict[str, str] = {
    "Ekonomi": "harga pasar usaha ekonomi industri investasi produk ekspor komoditas beras cabai "
    "bawang minyak kopi sawit koperasi kredit bank modal inflasi pajak pedagang rupiah transaksi",
    "Hukum": "hukum polisi jaksa hakim pengadilan sidang perkara kasus korupsi narkoba sabu "
    "tersangka terdakwa saksi bukti senjata penjara denda sanksi kerugian",
    "Olahraga": "kejuaraan turnamen atlet pelatih klub tim gol skor medali lapangan stadion lomba "
    "suporter liga wasit renang panahan",
    "Pendidikan": "guru siswa mahasiswa kampus sekolah kurikulum ujian kelas literasi "
    "perpustakaan beasiswa rektor dosen lulusan penelitian buku",
    "Kesehatan": "kesehatan dokter pasien obat vaksin puskesmas klinik penyakit gizi ibu balita "
    "donor darah laboratorium imunisasi stunting",
    "Lingkungan": "hutan lahan gambut kebakaran asap sungai danau terumbu karang bakau satwa gajah "
    "harimau burung sampah limbah plastik konservasi",
    "Bencana": "banjir longsor gempa hujan angin gelombang evakuasi tenda dapur relawan posko "
    "pengungsi bantuan korban kerusakan jembatan",
    "Politik": "partai pemilu calon suara pemilih komisi dewan rapat fraksi anggota kampanye "
    "kebijakan pilkada koalisi logistik",
    "Wisata": "wisata wisatawan hotel restoran budaya seni tari musik festival pantai pulau museum "
    "candi kuliner batik tenun",
    "Infrastruktur": "jalan jembatan pelabuhan bandara proyek irigasi waduk listrik air jaringan "
    "kapal kereta terminal tol anggaran",
    "Pertanian": "petani padi jagung kedelai pupuk benih irigasi sawah kebun panen ternak sapi "
    "ayam pakan nelayan ikan udang",
    "Agama": "jamaah haji umrah masjid gereja pura puasa zakat santri pesantren ulama toleransi "
    "kerukunan kurban",
}
"""What belongs together: an article's own words are drawn from one of these first."""

OFFICES = (
    *("Dinas Perikanan", "Dinas Pendidikan", "Dinas Kesehatan", "Dinas Perhubungan"),
    *("Dinas Pertanian", "Dinas Sosial", "Dinas Pariwisata", "Dinas Lingkungan Hidup"),
    *("Dinas Koperasi dan UMKM", "Dinas Perdagangan", "Dinas Ketenagakerjaan", "DPRD"),
    *("Badan Penanggulangan Bencana Daerah (BPBD)", "Badan Pusat Statistik (BPS)", "Polres"),
    *("Dinas Pekerjaan Umum", "Pemerintah Kabupaten", "Pemerintah Kota", "Kejaksaan Negeri"),
    *("Kantor Imigrasi", "Balai Karantina", "Komisi Pemilihan Umum (KPU)", "Kodim", "Bulog"),
    *("Badan Pendapatan Daerah", "Satuan Polisi Pamong Praja", "Pengadilan Negeri"),
    "Bank Indonesia",
)

JOBS = (
    *("Kepala", "Sekretaris", "Ketua", "Wakil Ketua", "Koordinator", "Juru bicara"),
    "Pelaksana tugas",
    *("Kepala bidang", "Anggota", "Manajer"),
)
