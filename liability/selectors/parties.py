"""Between which parties somebody may enter terms and deadlines: those that the own organisation is one of."""

from dataclasses import dataclass

from django.db.models import Q

from actors import selectors as actors
from actors.acting import Acting
from actors.rules.kinds import OrganisationKind
from actors.selectors import OrganisationRef
from liability.rules.terms import EVERYWHERE, region_of

OWING = (OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT)


@dataclass(frozen=True, slots=True)
class Parties:
    """A region and one who owes, by their codes; `*` for all of the region's. `name`: both, in words.

    owing_id, owing_name: the organisation that owes; none when it is all of them.
    """

    region: str
    municipality: str
    name: str
    owing_id: int | None = None
    owing_name: str = ""

    @property
    def key(self) -> str:
        """As a form sends them."""
        return f"{self.region}:{self.municipality}"


def parties_of(acting: Acting) -> list[Parties]:
    """What the acting one's organisation is a party to. Three queries at most.

    A region: all of its municipalities together, then each. A municipality: itself, then its districts.
    """
    own = actors.organisation(acting.organisation_id)
    if own.kind is OrganisationKind.REGION:
        owing = actors.organisations(kinds=OWING, practice=acting.practice)
        under = [each for each in owing if region_of(each.code) == own.code]
        every = Parties(own.code, EVERYWHERE, f"{own.name} och alla dess kommuner")
        return [every, *(_one(own.code, each, own.name) for each in under)]
    if own.kind not in OWING:
        return []
    ids = actors.with_descendants(own.id)
    under = [each for each in actors.organisations(ids=ids) if each.kind in OWING]
    region = actors.organisation_by_code(region_of(own.code))
    name = "regionen" if region is None else region.name
    under.sort(key=lambda each: each.id != own.id)
    return [_one(region_of(each.code), each, name) for each in under]


def _one(region: str, owing: OrganisationRef, region_name: str) -> Parties:
    return Parties(region, owing.code, f"{owing.name} och {region_name}", owing.id, owing.name)


def between(parties: list[Parties]) -> Q:
    """A filter for rows with the columns `region` and `municipality`: those between these parties."""
    found = Q(pk__in=[])
    for each in parties:
        found |= Q(region=each.region, municipality=each.municipality)
    return found
