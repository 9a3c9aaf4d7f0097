"""A readmission in words (T14)."""

from transitions.rules.readmission import Side

CAUSES = {
    "aids": "Hjälpmedel saknades",
    "home_adaptation": "Bostaden var inte anpassad",
    "medicines": "Läkemedel",
    "consumables": "Förbrukningsmaterial saknades",
    "open_care_not_planned": "Uppföljningen i öppenvården var inte planerad",
    "home_care_not_informed": "Hemtjänsten var inte informerad",
    "insufficient_support": "Insatserna räckte inte",
    "medical": "Medicinsk orsak",
    "other": "Annat",
}

SIDES = {Side.WARD: "Sjukhuset", Side.MUNICIPALITY: "Kommunen och hemtjänsten", Side.OPEN_CARE: "Öppenvården"}
