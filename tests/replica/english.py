"""Invented English news for en.antaranews.com, in the manner of text.py."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from tests.replica.text import Story, Subject, person
from tests.replica.words import DAYS_EN, MONTHS_EN

_TOPICS = {
    "Business": (
        "seaweed exports",
        "village cooperatives",
        "digital parking fees",
        "robusta coffee",
    ),
    "National": (
        "the floating school",
        "mangrove planting",
        "pioneer piers",
        "clean water networks",
    ),
    "Sports": ("the rowing regatta", "the student football league", "beach volleyball"),
    "Lifestyle": ("the kite festival", "the ikat exhibition", "the keroncong orchestra"),
}
CATEGORIES = tuple(_TOPICS)
_OFFICES = (
    "Fisheries Agency",
    "Regional Disaster Mitigation Agency (BPBD)",
    "Samudra Rejeki Cooperative",
    "Bakau Lestari Foundation",
    "Transportation Office",
)
_TITLES = (
    "{org} steps up support for {topic}",
    "{city} residents welcome {topic}",
    'Regent: "{topic}" must benefit {num} families',
    "Rp{rp} set aside for {topic} in {city}",
)
_LEADS = (
    "The {org} of {city} has recorded {num} participants in {topic} as of {day}, up {pct} percent"
    " from the previous month.",
    "The {city} administration will allocate Rp{rp} to support {topic} starting {day}.",
)
_BODY = (
    '"We have prepared {n2} service points so that {topic} will not be concentrated in one place,"'
    " {p1} of the {org} stated here on {day}.",
    "According to {p1}, the budget of Rp{rp} will be shared by {n2} sub-districts.",
    "“It is not the number that we pursue, but the benefits for families,” {p1} remarked.",
    "He explained that {num} families had been registered, while {n3} others were awaiting"
    " verification.",
    "Meanwhile, {p2} of the {org2} said {n2} officers had been on standby since {day}.",
    "The second phase is scheduled for {month}, with {num} people expected to benefit.",
    "Transactions are estimated at Rp{rp}, higher than last year's Rp{rp2}.",
    "Data show that realization has only reached {pct} percent – well below the target.",
    '"I hope the results will be visible next month," {p2} added.',
    "A resident of {city}, {p3}, said the road to town was {n2} kilometers long.",
    "The program was first initiated in {month} {year} by {n2} *gotong royong* groups.",
)


def subject(rng: Random) -> Subject:
    """Draw a subject; each report draws it first, right after its city."""
    category = rng.choice(tuple(_TOPICS))
    topic = rng.choice(_TOPICS[category])
    office, other = rng.sample(_OFFICES, 2)
    return Subject(category, topic, office, other)


def tags(about: Subject, city: str) -> list[str]:
    """Return the tags that every report on this subject carries."""
    return [about.topic.removeprefix("the "), city, about.office.split(" (")[0]]


def story(rng: Random, city: str, when: datetime) -> Story:
    """Return an invented English report."""
    about = subject(rng)
    day = when - timedelta(days=rng.randrange(3))
    fixed = {
        "topic": about.topic,
        "org": about.office,
        "org2": about.other,
        "city": city,
        "day": DAYS_EN[day.weekday()],
        **{f"p{i}": person(rng) for i in (1, 2, 3)},
    }

    def fill(template: str) -> str:
        return template.format(
            **fixed,
            num=f"{rng.randint(1, 38)},{rng.randint(100, 999)}",
            n2=rng.randint(3, 47),
            n3=rng.randint(48, 390),
            pct=f"{rng.randint(2, 88)}.{rng.randint(1, 9)}",
            rp=f"{rng.randint(2, 97)} billion",
            rp2=f"{rng.randint(2, 97)}.{rng.randint(1, 9)} billion",
            month=rng.choice(MONTHS_EN),
            year=when.year - rng.randint(1, 6),
        )

    title = fill(rng.choice(_TITLES))
    body = rng.sample(_BODY, rng.randint(4, 10))
    return Story(
        title=title[:1].upper() + title[1:],
        category=about.category,
        paragraphs=[fill(rng.choice(_LEADS)), *(fill(one) for one in body)],
        tags=tags(about, city),
        caption=f"An officer of the {about.office} inspects {about.topic} in {city}",
        quote="It is not the number that we pursue, but the benefits for families...",
        names=[fixed["p1"], fixed["p2"]],
    )
