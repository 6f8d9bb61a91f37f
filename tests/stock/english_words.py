"""The words of the English desk."""

from __future__ import annotations

from tests.stock.stems import listed

NOUNS = listed("""
coffee seaweed rice fishery farmers students schools roads bridges harbors ports villages tourism
hotels budget investment exports imports energy electricity water forests peatlands mangroves coral
haze floods landslides earthquakes relief shelters vaccines nutrition hospitals clinics teachers
universities research technology startups cooperatives loans banks inflation taxes minerals nickel
coal palm-oil batik music festivals athletes stadiums elections voters ballots police courts trials
corruption narcotics soldiers borders ships aircraft railways airports satellites data internet
waste plastic rivers lakes volcanoes museums temples pilgrims mosques culture literacy training
""")
ADJECTIVES = listed("""
local national regional sustainable digital affordable clean safe modern remote coastal rural urban
strategic public joint annual productive traditional creative inclusive renewable critical stable
""")
PAST = listed("""
supported launched strengthened inspected improved reviewed promoted expanded monitored distributed
prepared welcomed recorded evaluated developed accelerated protected boosted encouraged restored
""")
BASE = listed("""
support launch strengthen improve review promote expand monitor distribute prepare record develop
accelerate protect boost encourage restore maintain deliver
""")
SAYS = ("said", "stated", "remarked", "noted", "explained", "added")
OFFICES = (
    *("Fisheries Agency", "Health Office", "Transportation Office", "Tourism Office"),
    *("Disaster Mitigation Agency (BPBD)", "Statistics Office (BPS)", "Regional Police"),
    *("Education Office", "Agriculture Ministry", "Energy Ministry", "Bank Indonesia"),
)
CATEGORIES = ("Business", "National", "Sports", "Environment", "Tourism")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
