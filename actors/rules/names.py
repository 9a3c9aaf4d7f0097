"""What a unit is called."""


def with_hospital(name: str, hospital: str) -> str:
    """The unit's name and its hospital, unless the name says it already."""
    return name if not hospital or hospital.casefold() in name.casefold() else f"{name}, {hospital}"
