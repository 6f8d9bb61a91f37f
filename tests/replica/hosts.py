"""What is known of each host that the sample site imitates, and how each one misbehaves.

Names, zones and the highest ids are ANTARA's, as seen between 2022 and January 2026. Which
host shows which oddity (pager, sticky cards, feed) is made up, so that every oddity has a
place where a test finds it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta, timezone

WIB, WITA, WIT = (timezone(timedelta(hours=h)) for h in (7, 8, 9))
ZONES = {"WIB": WIB, "WITA": WITA, "WIT": WIT, "MYT": WITA}


@dataclass(frozen=True, slots=True)
class Host:
    """One host: its facts, then its manners."""

    name: str
    title: str
    zone_name: str
    cities: tuple[str, ...]
    last_id: int
    language: str = "id"
    pager: bool = True
    past_end: str = "repeat"
    """What /terkini/<n> says beyond the last page: repeat, 404 or empty."""
    sticky: str | None = None
    """A card on top of every listing page: old, new or None."""
    feed: str = "full2026"
    menu_date: str = "weekday"
    label: str = "ANTARA"
    old_domains: tuple[str, ...] = ()
    alias: str | None = None
    modern: bool = False
    """www's theme of 2024 (G3) for its newest pages."""

    @property
    def host(self) -> str:
        return f"{self.name}.antaranews.com"

    @property
    def zone(self) -> timezone:
        return ZONES[self.zone_name]

    @property
    def national(self) -> bool:
        return self.name in ("www", "en", "otomotif")

    @property
    def site_name(self) -> str:
        """The site's name as og:title carries it."""
        return {"www": "ANTARA News", "en": "ANTARA News", "otomotif": "ANTARA News Otomotif"}.get(
            self.name, f"ANTARA News {self.title}"
        )

    @property
    def path_word(self) -> str:
        """The first word of an article's path."""
        return "news" if self.name == "en" else "berita"


_REGIONAL = """
aceh|Aceh|WIB|Banda Aceh,Meulaboh,Lhokseumawe|301877
sumut|Sumatera Utara|WIB|Medan,Sibolga,Tebing Tinggi|588211
sumbar|Sumatera Barat|WIB|Padang,Bukittinggi,Painan|640120
riau|Riau|WIB|Pekanbaru,Dumai,Siak|341902
kepri|Kepulauan Riau|WIB|Tanjungpinang,Batam,Karimun|170554
jambi|Jambi|WIB|Jambi,Muara Bungo,Sungai Penuh|590411
bengkulu|Bengkulu|WIB|Bengkulu,Curup,Manna|361200
sumsel|Sumatera Selatan|WIB|Palembang,Lubuklinggau,Prabumulih,Baturaja|819013
babel|Bangka Belitung|WIB|Pangkalpinang,Toboali,Muntok|430077
lampung|Lampung|WIB|Bandarlampung,Metro,Kalianda|760330
banten|Banten|WIB|Serang,Tangerang,Pandeglang|392129
megapolitan|Megapolitan|WIB|Kota Bogor,Cibinong,Depok|380640
jabar|Jawa Barat|WIB|Bandung,Garut,Cirebon|560871
jateng|Jawa Tengah|WIB|Semarang,Purwokerto,Kudus,Magelang|570204
jogja|DI Yogyakarta|WIB|Yogyakarta,Bantul,Kulon Progo|804658
jatim|Jawa Timur|WIB|Surabaya,Jember,Malang|1082551
kalbar|Kalimantan Barat|WIB|Pontianak,Sambas,Ketapang|601022
kalteng|Kalimantan Tengah|WIB|Palangka Raya,Pulang Pisau,Sampit,Muara Teweh|834891
bali|Bali|WITA|Denpasar,Klungkung,Singaraja,Gianyar|395158
mataram|Nusa Tenggara Barat|WITA|Mataram,Sumbawa Besar,Praya|511200
kupang|Nusa Tenggara Timur|WITA|Kupang,Ende,Labuan Bajo|196192
kalsel|Kalimantan Selatan|WITA|Banjarmasin,Martapura,Amuntai|488301
kaltim|Kalimantan Timur|WITA|Samarinda,Balikpapan,Sangatta|261703
kaltara|Kalimantan Utara|WITA|Tanjung Selor,Tarakan,Nunukan|540900
makassar|Sulawesi Selatan|WITA|Makassar,Parepare,Mamuju|610822
sulteng|Sulawesi Tengah|WITA|Palu,Poso,Luwuk|360771
sultra|Sulawesi Tenggara|WITA|Kendari,Baubau,Kolaka|532011
manado|Sulawesi Utara|WITA|Manado,Bitung,Tomohon|310266
gorontalo|Gorontalo|WITA|Gorontalo,Limboto,Marisa|382002
ambon|Maluku|WIT|Ambon,Tual,Masohi,Ternate|127753
papua|Papua|WIT|Jayapura,Sentani,Biak|770418
papuatengah|Papua Tengah|WIT|Nabire,Timika,Enarotali|66541
kl|Kuala Lumpur|MYT|Kuala Lumpur,Putrajaya,Johor Bahru|42915
"""

_MANNERS: dict[str, dict[str, object]] = {
    "sumsel": {"sticky": "new", "feed": "old2015", "label": "ANTARA Sumsel"},
    "jateng": {"past_end": "404", "feed": "content2021", "pager": False},
    "kalteng": {
        "feed": "bom",
        "label": "Antara Kalteng",
        "old_domains": ("www.antarakalteng.com", "antarakalteng.com"),
        "pager": False,
    },
    "bali": {"sticky": "old", "feed": "gzip", "past_end": "empty"},
    "ambon": {"feed": "html_type", "menu_date": "padded", "modern": True, "past_end": "404"},
    "papuatengah": {"feed": "cdata2020", "alias": "papuabarat.antaranews.com"},
    "kupang": {"feed": "gzip_unsaid", "past_end": "404"},
}


def _table() -> dict[str, Host]:
    hosts: dict[str, Host] = {}
    for line in _REGIONAL.split("\n"):
        if not line:
            continue
        name, title, zone, cities, last = line.split("|")
        host = Host(name, title, zone, tuple(cities.split(",")), int(last))
        hosts[name] = replace(host, **_MANNERS.get(name, {}))  # type: ignore[arg-type]
    jakarta = ("Jakarta", "Bekasi", "Surabaya", "Semarang", "Mataram, NTB", "Makassar")
    hosts["www"] = Host("www", "", "WIB", jakarta, 5_712_000, modern=True, sticky="old")
    hosts["en"] = Host("en", "", "WIB", jakarta[:4], 415_459, language="en", modern=True)
    hosts["otomotif"] = Host("otomotif", "Otomotif", "WIB", jakarta, 690_001, feed="old2015")
    return hosts


HOSTS = _table()
DEFAULT_BUREAUS = ("sumsel", "jateng", "kalteng", "bali", "ambon", "papuatengah", "www")
