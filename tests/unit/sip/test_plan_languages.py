"""The fixed words of the printed plan: whole in every language of the trygghetskvitto, and each marked as it is."""

from sip.languages import SWEDISH, languages
from transitions.selectors import safety_receipt as receipts


def test_every_language_of_the_trygghetskvitto_has_every_word_of_the_plan() -> None:
    found = languages()
    assert set(found) == set(receipts.languages())
    assert next(iter(found)) == SWEDISH
    for code, language in found.items():
        assert set(language.phrases) == set(found[SWEDISH].phrases), code
        assert all(text.strip() for text in language.phrases.values()), code
        assert "<" not in "".join(language.phrases.values())


def test_only_swedish_is_without_a_mark_until_somebody_has_reviewed_the_words() -> None:
    for code, language in languages().items():
        reviewed = bool(language.reviewed_by and language.reviewed_on)
        assert language.draft is (code != SWEDISH and not reviewed), code
        assert (language.status == receipts.REVIEWED) is reviewed
