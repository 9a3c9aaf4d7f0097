"""Who: invented people with test personal numbers (birth numbers 980 to 999, given to nobody)."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from stdnum import luhn

# First names by sex and family names, in groups as the county's registers show them; the weight is a rough share.
GROUPS: tuple[tuple[int, str, str, str], ...] = (
    (
        56,
        "Anna Birgitta Margareta Ingrid Kerstin Gunvor Maj-Britt Ulla Karin Siv Astrid Elsa Barbro Inger Britt Solveig",
        "Lars Karl Nils Sven Gunnar Bengt Åke Erik Olof Bo Leif Rolf Arne Sture Hans Göran Kjell Torsten",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Lindqvist Åkesson Öberg Ängström Norberg",
    ),
    (
        9,
        "Aino Helmi Kaarina Liisa Ritva Pirkko",
        "Eino Toivo Pentti Reijo Tapio Veikko",
        "Virtanen Korhonen Mäkinen Nieminen Laine Heikkinen",
    ),
    (
        7,
        "Fatima Layla Samira Amina Nadia Salma",
        "Ahmed Yusuf Hassan Omar Khalid Ibrahim",
        "Al-Masri Haddad Khoury Al-Jabiri Mansour Hassan",
    ),
    (5, "Hodan Sahra Faduma Asha", "Abdi Mohamed Farah Warsame", "Warsame Abdi Jama Mohamud Farah"),
    (5, "Shirin Parvaneh Zahra Mahin", "Reza Hossein Dariush Bahram", "Ahmadi Karimi Rahimi Tehrani Moradi"),
    (
        4,
        "Krystyna Halina Danuta Bożena",
        "Jerzy Zbigniew Marek Andrzej",
        "Kowalska Nowak Wiśniewski Zieliński",
    ),
    (4, "Carmen María Rosa Lucía", "José Manuel Antonio Francisco", "García Fernández Martínez Sánchez"),
    (3, "Gloria Marta Patricia Ximena", "Luis Hernán Sergio Patricio", "González Muñoz Rojas Sepúlveda"),
    (3, "Berivan Gulistan Zîn Perihan", "Azad Rojhat Serdar Dilovan", "Aydın Demir Barzani Kaplan"),
    (2, "Ayşe Emine Hatice Zeynep", "Mehmet Mustafa Hüseyin İbrahim", "Yılmaz Kaya Şahin Çelik"),
    (2, "Svetlana Ljiljana Jasna Mirjana", "Dragan Zoran Goran Milan", "Petrović Jovanović Nikolić Hodžić"),
)

STREETS = (
    "Björkvägen",
    "Skolgatan",
    "Tallbacken",
    "Ängsvägen",
    "Storgatan",
    "Kyrkvägen",
    "Parkgatan",
    "Solstigen",
)


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. `sex` as events.md has it."""

    number: str
    name: str
    sex: str
    born: date
    protection: str = "none"


class Population:
    """Makes people, never the same number twice."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self._rng = rng
        self._today = today
        self._used: set[str] = set()
        self._weights = [group[0] for group in GROUPS]

    def person(self, *, youngest: int = 65, oldest: int = 99, coordination: bool = False) -> Person:
        """A new person within the ages, most of them near the middle. `coordination`: a samordningsnummer."""
        rng = self._rng
        sex = "female" if rng.random() < 0.56 else "male"
        while True:
            age = round(rng.triangular(youngest, oldest, (youngest + oldest) / 2 + 2))
            born = self._today - timedelta(days=age * 365 + age // 4 + rng.randrange(1, 360))
            birth_number = rng.randrange(980, 1000)
            if (birth_number % 2 == 0) != (sex == "female"):
                continue
            number = _number(born, birth_number, coordination=coordination)
            if number not in self._used:
                break
        self._used.add(number)
        protection = rng.choices(("none", "confidential", "protected_registration"), (985, 11, 4))[0]
        return Person(number, self._name(sex), sex, born, protection)

    def _name(self, sex: str) -> str:
        _, women, men, families = self._rng.choices(GROUPS, self._weights)[0]
        return f"{self._rng.choice((women if sex == 'female' else men).split())} {self._rng.choice(families.split())}"


def street(rng: random.Random, place: str) -> str:
    """An invented address in a place."""
    return f"{rng.choice(STREETS)} {rng.randrange(1, 90)}, {place}"


def _number(born: date, birth_number: int, *, coordination: bool) -> str:
    """Twelve digits with the right check digit; a coordination number has 60 added to its day."""
    day = born.day + (60 if coordination else 0)
    nine = f"{born:%y%m}{day:02d}{birth_number:03d}"
    return f"{born.year // 100}{nine}{luhn.calc_check_digit(nine)}"
