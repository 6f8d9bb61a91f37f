"""The frames of sentences. A letter in braces is a slot: see `tests.stock.language`.

What is fixed in a frame is short, as function words are in Indonesian, so that two reports that
have nothing in common share few runs of three words.
"""

from __future__ import annotations

PHRASES = tuple(
    """
{n}|{n} {A}|{t}|{t} {A}|{t} {n}|{n} {t}|{P} {t}|{P} {n}|para {M}|{M} {A}|{R}|{U}|{K} {M}|{n} {A} {t}
{K} {t}|{n} dan {n}|{t} dan {n}|{d} {n}|sejumlah {n}|{n} di {S}|{t} yang {B}|{n} yang {D}
{P} {n} {A}|{t} milik {M}|{n} tersebut|{t} itu|{R} {A}|{M} {W}
""".strip()
    .replace("\n", "|")
    .split("|")
)

LEADS = tuple(
    """
{O} {W} {V} {N} untuk {V} {N} di {S}, {y}.
{O} {W} {F} {V} {N} guna {V} {K} {M} pada {m} {e}.
Sebanyak {q} {M} {F} {B} dalam {P} {t} yang {D} {O} {W}, {y}.
{M} {W} {V} {N} karena {t} {F} {A} sejak {m}.
Kepala {O} {W} {J} {V} {N} agar {P} {t} {B} {A}, {y}.
Nilai {t} di {W} {F} menembus {r} hingga {m} {e}, {B} {p} persen dibandingkan {P} {n} sebelumnya.
Anggota {O} {J} menilai {N} di {W} {F} {A} dan perlu {D}.
{O} bersama {Q} {V} {d} {n} {A} di {S}, {W}, {y}.
Sedikitnya {d} {n} {D} akibat {t} yang {V} {S}, {W}, {y} {h}.
{N} di {W} {F} {D} setelah {O} {V} {N}.
""".strip().splitlines()
)

BODY = tuple(
    """
{k} {N} {F} {V} {N} di {W}.
{k} {O} {V} {N} serta {V} {N}.
"{N} {F} {D} supaya {M} {B}," {C} {J} di {W}, {z}.
"Kami {F} {V} {N} dan {V} {N} sampai {m}," {C} {Y}.
"{t} bukan sekadar {n}, tetapi {K} bagi {M} {W}," {C} {H}.
“{N} harus {D}, jangan {F} {B} hanya karena {N},” {C} {Y}.
Menurut {Y}, {N} {D} dari {n} {A} senilai {r}.
{J} {C} {N} {F} {B} {p} persen menjadi {q} {n}.
Ia mengatakan {N} {D} oleh {Q} sejak {y}.
Dari {q} {n} itu, {d} di antaranya {D} {O}.
{N} yang {D} mencapai {q} {n}, sedangkan {d} lainnya {F} {A}.
Sekretaris {Q} {H} {V} {N} agar {N} {B}.
{P} {t} {D} di {d} {n}, antara lain {S} dan {S}.
Data {Q} menunjukkan {N} {B} dari {q} menjadi {q} {n} pada {e}.
Harga {n} {F} {B} pada kisaran Rp{x} per {n}.
Adapun {N} {D} secara {A} melalui {P} {n}.
{M} {S}, {G}, berharap {N} {F} {D}.
{k} {U} {D} {M} untuk {V} {N}.
{O} {F} {V} {d} {n} {A} dan {d} {n} {A}.
{N} {B} sejak pukul {h}.00 {Z} hingga {N} {D}.
"Kalau {t} {A}, {N} tentu {D}," {C} {H} {z}.
Anggaran {r} itu {D} untuk {N} dan {N}.
Pada {m} {e}, {N} {F} {D} di {S}.
{R} {D} {O} agar {K} {M} tetap {A}.
{k} {Q} dan {O} {V} {N} dengan {N}.
{J} {V} {M} untuk {F} {V} {N}.
Dengan {P} {t}, {O} {V} {K} {M} {B}.
Tim gabungan {V} {N} dan menemukan {d} {n} yang {A}.
Realisasi {t} baru {p} persen dari pagu {r}.
Tidak hanya {n}, {N} juga {D} {M}.
{k} {P} {n} {F} {V} {d} {n} dan {V} {N}.
Kegiatan yang {D} {Q} itu {B} {q} {M} dari {d} {n}.
"{N} kami {V} dulu, baru {N} {D}," {C} {G}.
{N} sebelumnya {D} pada {y} di {S}, {W}.
{Y} {V} {N}, termasuk {N} yang {D} {M}.
Kondisi {t} di {S} {F} {A} karena {N} {F} {D}.
{H} mengingatkan {M} supaya tidak {V} {N}.
Rata-rata {n} {B} {p} persen setiap {n}, atau {q} {n} dalam setahun.
Untuk {V} {t}, {O} {V} {N} senilai {r}.
{P} {n} itu {D} paling lambat {y}.
Sebagian {M} {F} {V} {n} dari {S} ke {W}.
{N} akan {D} {O} bila {t} {F} {B}.
Karena itulah {N} dan {N} {F} {D} {Q}.
Selama {d} hari, {M} {V} {N} di {S}.
{k} {K} {M} menjadi {n} {A} bagi {O}.
Hasil {P} menunjukkan {d} dari {d} {n} {F} {A}.
{Y} optimistis {N} {F} {B} pada akhir {e}.
{M} yang {B} di {S} {V} {N} tanpa {n}.
Program {t} {D} pertama kali pada {e} oleh {Q}.
Ketua {Q} {G} {V} {O} {W} {F} {V} {N}.
""".strip().splitlines()
)

TITLES = tuple(
    """
{O} {W} {V} {t} {n}
{O} {V} {t} di {W}
{W} {V} {t} dan {n} {A}
{t} {W} {B} {p} persen
{M} {W} {V} {t} {A}
{P} {t} di {W} {D} {O}
{O} {W} alokasikan {r} untuk {t}
{q} {M} {W} {V} {P} {t}
{d} {n} di {S} {D} akibat {t}
{O}: {t} {F} {A} bagi {M}
{O} minta {M} {V} {t} {n}
{J}: {t} {n} harus {D}
{t} dan {n}, {n} {A} dari {S}
""".strip().splitlines()
)

CAPTIONS = tuple(
    """
{M} {V} {t} di {S}, {W}, {y}
Petugas {O} {V} {n} di {W}, {y}
Ilustrasi - {t} {n} di {W}
{J} {V} {N} di {W}, {z}
""".strip().splitlines()
)

EN_PHRASES = tuple(
    """
{t}|{A} {t}|the {A} {n}|{n}|local {n}|{t} and {n}|{d} {n}|the {t} program|{n} in {S}|the {n}
""".strip().split("|")
)

EN_LEADS = tuple(
    """
The {O} of {W} {V} {N} to {B} {N} on {z}.
At least {q} people {V} {N} in {S}, {W}, on {z}.
{J} of the {O} {V} {N} as {N} reached Rp{x} per kilogram.
{W} residents {V} {N} after {t} {V} {N} in {m}.
""".strip().splitlines()
)

EN_BODY = tuple(
    """
"{N} will {B} {N} for the people of {W}," {J} {C} on {z}.
According to {Y}, {N} {V} {N} in {m} {e}.
Meanwhile, the {Q} {V} {N} and {N}.
He noted that {q} {n} had been registered, while {d} others were awaiting {t}.
"We must {B} {N} before the end of {e}," {H} {C}.
Data showed {N} rose {p} percent from {q} to {q} {n}.
The budget of {r} {V} {N} in {d} districts.
{N} in {S} {V} {N} since {m}.
Earlier, {H} {V} {N} to {B} {N}.
The {O} and the {Q} {V} {d} {n} near {S}.
However, {N} still needs {A} {n} and {t}.
{G}, a resident of {S}, hoped that {N} would {B} {N}.
In addition, {N} {V} {A} {n} worth {r}.
The second phase of {t} will {B} {q} {n} by {m}.
Of the {q} {n}, {d} {V} {N}.
{Y} {C} that {t} should {B} {A} {n}.
The {A} {t} covers {d} {n} across {W}.
Some {n} {V} {N} without {A} {n}.
""".strip().splitlines()
)

EN_TITLES = tuple(
    """
{O} {V} {t} in {W}
{W} {V} {A} {t} and {n}
{t} in {W} rises {p} percent
{J}: {t} must {B} {n}
{q} residents of {W} receive {t}
""".strip().splitlines()
)

EN_CAPTIONS = ("{t} in {S}, {W}, on {z}", "Illustration: {t} and {n} in {W}")
