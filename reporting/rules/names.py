"""Swedish names of what the figures are split by, and what is said of those that are not shown."""

BREAKDOWN_NAMES = {
    "by_sex": "Efter kön",
    "by_age": "Efter ålder",
    "by_hospital": "Efter sjukhus",
    "by_care_form": "Efter vårdform",
    "by_colour": "Efter färgspår",
    "readmission_cause": "Orsaker till återinskrivning",
}

CATEGORY_NAMES = {
    "female": "Kvinnor",
    "male": "Män",
    "unknown": "Okänt",
    "0-17": "0–17 år",
    "18-64": "18–64 år",
    "65-79": "65–79 år",
    "80-89": "80–89 år",
    "90-": "90 år och äldre",
    "aids": "Hjälpmedel",
    "home_adaptation": "Bostadsanpassning",
    "medicines": "Läkemedel",
    "consumables": "Förbrukningsmaterial",
    "open_care_not_planned": "Öppenvård inte planerad",
    "home_care_not_informed": "Hemtjänsten inte informerad",
    "insufficient_support": "Otillräckliga insatser",
    "medical": "Medicinsk orsak",
    "other": "Annan orsak",
    "not_recorded": "Ingen orsak angiven",
    "somatic": "Somatisk vård",
    "geriatric": "Geriatrik",
    "psychiatric": "Psykiatri",
    "detox": "Tillnyktring och abstinensvård",
    "blue": "Blått spår",
    "green": "Grönt spår",
    "yellow": "Gult spår",
    "red": "Rött spår",
    "grey": "Grått spår",
}

SUPPRESSED = "–"
SUPPRESSED_REASON = (
    "– betyder att siffran inte visas: den bygger på färre än fem patienter, eller skulle kunna räknas ut "
    "från andra siffror i samma rad."
)


SPLITS = ("by_sex", "by_age", "by_care_form", "by_colour", "by_hospital")
"""The splits as they are shown, in order; causes have a table of their own."""


def category_name(category: str, split: str = "") -> str:
    """The Swedish name of a category; a hospital is its own."""
    if split == "by_colour" and category == "not_recorded":
        return "Inget spår valt"
    return CATEGORY_NAMES.get(category, category)
