"""The kinds of insats that a municipality can tell the ward of at admission (T24)."""

from enum import StrEnum


class Support(StrEnum):
    """Insatser that a person has at home now, or where the person lives."""

    HOME_CARE = "home_care"
    ALARM = "alarm"
    MEALS = "meals"
    HOME_NURSING = "home_nursing"
    HOME_REHAB = "home_rehab"
    DAY_ACTIVITY = "day_activity"
    HOUSING_SUPPORT = "housing_support"
    COMPANION = "companion"
    ASSISTANCE = "assistance"
    SHORT_TERM_HOUSING = "short_term_housing"
    SPECIAL_HOUSING = "special_housing"
    LSS_HOUSING = "lss_housing"
