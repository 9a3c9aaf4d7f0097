"""Where: the county's municipalities, districts and hospitals; units that are marked as demo where invented."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]

REGION = ("01", "Region Stockholm")

MUNICIPALITIES = (
    ("0114", "Upplands Väsby kommun", "Upplands Väsby"),
    ("0115", "Vallentuna kommun", "Vallentuna"),
    ("0117", "Österåkers kommun", "Österåker"),
    ("0120", "Värmdö kommun", "Värmdö"),
    ("0123", "Järfälla kommun", "Järfälla"),
    ("0125", "Ekerö kommun", "Ekerö"),
    ("0126", "Huddinge kommun", "Huddinge"),
    ("0127", "Botkyrka kommun", "Botkyrka"),
    ("0128", "Salems kommun", "Salem"),
    ("0136", "Haninge kommun", "Haninge"),
    ("0138", "Tyresö kommun", "Tyresö"),
    ("0139", "Upplands-Bro kommun", "Upplands-Bro"),
    ("0140", "Nykvarns kommun", "Nykvarn"),
    ("0160", "Täby kommun", "Täby"),
    ("0162", "Danderyds kommun", "Danderyd"),
    ("0163", "Sollentuna kommun", "Sollentuna"),
    ("0180", "Stockholms stad", "Stockholm"),
    ("0181", "Södertälje kommun", "Södertälje"),
    ("0182", "Nacka kommun", "Nacka"),
    ("0183", "Sundbybergs stad", "Sundbyberg"),
    ("0184", "Solna stad", "Solna"),
    ("0186", "Lidingö stad", "Lidingö"),
    ("0187", "Vaxholms stad", "Vaxholm"),
    ("0188", "Norrtälje kommun", "Norrtälje"),
    ("0191", "Sigtuna kommun", "Sigtuna"),
    ("0192", "Nynäshamns kommun", "Nynäshamn"),
)

STOCKHOLM = "0180"
DISTRICTS = (
    ("0180-BR", "Bromma stadsdelsnämnd", "Bromma"),
    ("0180-EA", "Enskede-Årsta-Vantörs stadsdelsnämnd", "Enskede-Årsta-Vantör"),
    ("0180-FA", "Farsta stadsdelsnämnd", "Farsta"),
    ("0180-HA", "Hägersten-Älvsjö stadsdelsnämnd", "Hägersten-Älvsjö"),
    ("0180-HV", "Hässelby-Vällingby stadsdelsnämnd", "Hässelby-Vällingby"),
    ("0180-JA", "Järva stadsdelsnämnd", "Järva"),
    ("0180-KU", "Kungsholmens stadsdelsnämnd", "Kungsholmen"),
    ("0180-NI", "Norra innerstadens stadsdelsnämnd", "Norra innerstaden"),
    ("0180-SN", "Skarpnäcks stadsdelsnämnd", "Skarpnäck"),
    ("0180-SH", "Skärholmens stadsdelsnämnd", "Skärholmen"),
    ("0180-SO", "Södermalms stadsdelsnämnd", "Södermalm"),
)

SURGEONS, MEDICINE = "kirurgi", "medicin"
HOSPITALS = (
    ("Södersjukhuset", "SOS", "somatic", ("avdelning 21", "avdelning 34", "avdelning 53 stroke")),
    ("Karolinska Huddinge", "KHU", "somatic", ("avdelning M62", "avdelning K84 ortopedi")),
    ("Karolinska Solna", "KSO", "somatic", ("avdelning E18", "avdelning N12 neurologi")),
    ("Danderyds sjukhus", "DAN", "somatic", ("avdelning 61", "avdelning 72 hjärta")),
    ("Capio S:t Görans sjukhus", "STG", "somatic", ("avdelning 31", "avdelning 43")),
    ("Södertälje sjukhus", "STA", "somatic", ("avdelning 10", "avdelning 20")),
    ("Norrtälje sjukhus", "NTA", "somatic", ("avdelning A", "avdelning B")),
    ("Dalens geriatrik", "DAL", "geriatric", ("avdelning 81", "avdelning 83")),
    ("Vårbergs geriatrik", "VAR", "geriatric", ("avdelning 1",)),
    ("Bromma geriatrik", "BRG", "geriatric", ("avdelning 2",)),
    ("Jakobsbergs geriatrik", "JAK", "geriatric", ("avdelning 3",)),
    ("Nacka geriatrik", "NAG", "geriatric", ("avdelning 4",)),
    ("Handens geriatrik", "HAN", "geriatric", ("avdelning 5",)),
    ("Sabbatsbergs geriatrik", "SAB", "geriatric", ("avdelning 6",)),
    ("Psykiatri Södra Stockholm", "PSS", "psychiatric", ("avdelning 52",)),
    ("Norra Stockholms psykiatri", "NSP", "psychiatric", ("avdelning 4 affektiva",)),
    ("Psykiatri Sydväst", "PSV", "psychiatric", ("avdelning M78",)),
    ("Beroendecentrum Stockholm", "BCS", "detox", ("avdelning 3 tillnyktring",)),
)
CHILDREN = ("Astrid Lindgrens barnsjukhus", "ALB", "somatic", ("avdelning Q84",))

SOUTH = frozenset(
    {"0180-HA", "0180-SO", "0180-FA", "0180-EA", "0180-SN", "0180-SH", "0126", "0127", "0128", "0136", "0138"}
    | {"0140", "0181", "0192", "0182", "0120"}
)

PRIVATE_HOME_CARE = (
    "Björkens hemtjänst",
    "Solgläntans omsorg",
    "Mälarlycke hemtjänst",
    "Vardagsro omsorg",
    "Trygga Steg hemtjänst",
    "Ekbackens omsorg",
    "Skärgårdens hemtjänst",
    "Fyrklöverns omsorg",
    "Nattuggla & Dagsländan omsorg",
    "Hemma Bäst omsorg",
    "Lindallén hemtjänst",
    "Havtornet omsorg",
)
OWN_HOME_CARE = frozenset(
    {"0126", "0136", "0182", "0184", "0181", "0188", "0127", "0160", "0123", "0163"}
) | {*("0186", "0180-HA", "0180-SO", "0180-FA", "0180-BR", "0180-JA", "0180-NI", "0180-EA")}
EXTRA_PRIMARY_CARE = {
    "0180-HA": ("Liljeholmens vårdcentral", "Fruängens vårdcentral"),
    "0180-SO": ("Hornstulls vårdcentral",),
    "0182": ("Sickla vårdcentral",),
    "0184": ("Hagalunds vårdcentral",),
}
RICH = ("0180-HA", "0180-SO", "0184", "0182", "0126", "0136")
"""Where most of the demo happens, so that lists are long and reports have figures."""

PHONE = "08-465 004 {:02d}"
"""Numbers set aside by PTS for fiction."""


@dataclass
class Area:
    """A municipality or district, and the units that its inhabitants meet, by their codes."""

    code: str
    name: str
    short: str
    office: str = ""
    night: str = ""
    mas: str = ""
    management: str = ""
    rehab: str = ""
    psychiatry: str = ""
    nurse: str = ""
    alarm: str = ""
    reception: str = ""
    short_term: str = ""
    housing: str = ""
    lss: str = ""
    social_psychiatry: str = ""
    addiction: str = ""
    children: str = ""
    primary_care: list[str] = field(default_factory=list)
    home_care: list[str] = field(default_factory=list)

    @property
    def south(self) -> bool:
        """Whether the southern hospitals are the nearest."""
        return self.code in SOUTH


@dataclass
class County:
    """Everything there is: rows for the importer, areas, wards by care form, and who serves whom."""

    rows: list[Row] = field(default_factory=list)
    areas: dict[str, Area] = field(default_factory=dict)
    wards: dict[str, list[str]] = field(default_factory=dict)
    ward_south: dict[str, bool] = field(default_factory=dict)
    serves: dict[str, list[str]] = field(default_factory=dict)
    management: list[tuple[str, str, str]] = field(default_factory=list)
    region_management: str = "SE-DEMO-01-LEDN"

    def unit(self, code: str, organisation: str, kind: str, name: str, hospital: str = "") -> str:
        """A unit's row; returns its code."""
        row = {"type": "unit", "id": code, "organisation": organisation, "kind": kind, "name": name}
        self.rows.append(row | ({"hospital": hospital} if hospital else {}))
        return code


def county() -> County:
    """The whole county."""
    made = County()
    made.rows.append({"type": "organisation", "id": REGION[0], "kind": "region", "name": REGION[1]})
    for code, name, _ in MUNICIPALITIES:
        made.rows.append({"type": "organisation", "id": code, "kind": "municipality", "name": name})
    for code, name, _ in DISTRICTS:
        row = {"type": "organisation", "id": code, "kind": "district", "name": name, "parent": STOCKHOLM}
        made.rows.append(row)
    _wards(made)
    for number, (code, name, short) in enumerate(_areas()):
        made.areas[code] = _area(made, Area(code, name, short), number)
    _private_home_care(made)
    _shared_open_care(made)
    made.management.append((made.region_management, REGION[0], "Region Stockholm, ledning"))
    return made


def _areas() -> Iterator[tuple[str, str, str]]:
    yield from (row for row in MUNICIPALITIES if row[0] != STOCKHOLM)
    yield from DISTRICTS


def _wards(made: County) -> None:
    southern = {"SOS", "KHU", "STA", "DAL", "VAR", "NAG", "HAN", "PSS", "PSV", "BCS"}
    for hospital, short, form, wards in (*HOSPITALS, CHILDREN):
        for number, ward in enumerate(wards, 1):
            code = f"SE-DEMO-{short}-{number}"
            made.unit(code, REGION[0], "ward", f"{hospital}, {ward}", hospital)
            made.wards.setdefault("children" if short == "ALB" else form, []).append(code)
            made.ward_south[code] = short in southern


def _area(made: County, area: Area, number: int) -> Area:
    def own(suffix: str, kind: str, name: str) -> str:
        return made.unit(f"SE-DEMO-{area.code}-{suffix}", area.code, kind, name)

    short = area.short
    rich = area.code in RICH
    area.office = own("BIST", "assessment_office", f"Biståndsenheten {short}")
    area.night = own("NATT", "night_patrol", f"Nattpatrullen {short}")
    area.mas = own("MAS", "mas_office", f"MAS {short}")
    area.management = f"SE-DEMO-{area.code}-LEDN"
    made.management.append((area.management, area.code, f"{area.name}, ledning"))
    if rich or number % 3 == 0:
        area.alarm = own("LARM", "alarm", f"Trygghetslarmet {short}")
        area.nurse = own("HSV", "municipal_health_care", f"Kommunal hälso- och sjukvård {short}")
    if rich or number % 3 == 1:
        area.short_term = own("KORT", "short_term_housing", f"Korttidsboendet {short}")
        area.housing = own("SABO", "special_housing", f"Vård- och omsorgsboendet {short}")
    if rich:
        area.reception = own("TRYGG", "home_reception_team", f"Tryggt mottagande {short}")
        area.lss = own("LSS", "lss", f"LSS-enheten {short}")
        area.social_psychiatry = own("SOCP", "social_psychiatry", f"Socialpsykiatrin {short}")
        area.addiction = own("BER", "addiction_services", f"Beroendeenheten {short}")
        area.children = own("BARN", "child_welfare", f"Barn och familj {short}")
    if area.code in OWN_HOME_CARE:
        area.home_care.append(own("HTJ", "home_care", f"Hemtjänsten {short}"))
    for index, name in enumerate((f"{short} vårdcentral", *EXTRA_PRIMARY_CARE.get(area.code, ())), 1):
        code = made.unit(f"SE-DEMO-{area.code}-VC{index}", REGION[0], "primary_care", name)
        area.primary_care.append(code)
        made.serves.setdefault(code, []).append(area.code)
    return area


def _private_home_care(made: County) -> None:
    areas = list(made.areas.values())
    needy = [area for area in areas if not area.home_care]
    for number, name in enumerate(PRIVATE_HOME_CARE, 1):
        organisation = f"DEMO-P{number}"
        row = {
            "type": "organisation",
            "id": organisation,
            "kind": "private_provider",
            "name": f"{name} (demo)",
        }
        made.rows.append(row)
        code = made.unit(f"SE-DEMO-P{number}-HTJ", organisation, "home_care", f"{name} (demo)")
        served = {area.code: area for area in needy[number - 1 :: len(PRIVATE_HOME_CARE)]}
        served |= {area.code: area for area in areas[number % 4 :: 7]}
        for area in served.values():
            area.home_care.append(code)
            made.serves.setdefault(code, []).append(area.code)
    for area in needy:
        if not area.home_care:
            raise AssertionError(area.code)


def _shared_open_care(made: County) -> None:
    areas = list(made.areas.values())
    for number in range(8):
        code = made.unit(f"SE-DEMO-REHAB-{number + 1}", REGION[0], "primary_care_rehab", _rehab_name(number))
        for area in areas[number::8]:
            area.rehab = code
            made.serves.setdefault(code, []).append(area.code)
    for number, name in enumerate(("Södra", "Norra", "Sydväst"), 1):
        code = made.unit(
            f"SE-DEMO-OPSY-{number}", REGION[0], "open_psychiatry", f"Psykiatrisk öppenvård {name}"
        )
        for area in areas[number - 1 :: 3]:
            area.psychiatry = code
            made.serves.setdefault(code, []).append(area.code)
    home = made.unit("SE-DEMO-ASIH-1", REGION[0], "hospital_at_home", "ASIH Stockholm")
    jour = made.unit("SE-DEMO-JOUR-1", REGION[0], "out_of_hours_care", "Jourläkarbilarna (demo)")
    for code in (home, jour):
        made.serves[code] = [area.code for area in areas]


def _rehab_name(number: int) -> str:
    places = ("Söderort", "Västerort", "Innerstan", "Nordost", "Norrort", "Sydost", "Sydväst", "Skärgården")
    return f"Primärvårdsrehab {places[number]}"
