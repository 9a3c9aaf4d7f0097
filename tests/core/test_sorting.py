import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sorting import swedish_sort_key


def test_swedish_order_of_letters_accents_and_numbers():
    right = [
        "Avdelning 9",
        "Avdelning 21",
        "Édith",
        "Emil",
        "Muntra",
        "Müller",
        "Mårten",
        "Zeta",
        "Åsa",
        "Ärla",
        "Æsir",
        "Öberg",
    ]
    assert sorted(set(right), key=swedish_sort_key) == right


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("ÅSA", "åsa"),
        ("Åsa", "A\u030asa"),
        ("Renée", "renee"),
        ("Müller", "Myller"),
        ("Ann-Marie", "Ann Marie"),
    ],
)
def test_case_accents_and_hyphens_do_not_count(one, same):
    assert swedish_sort_key(one) == swedish_sort_key(same)


@given(st.text(max_size=40))
def test_any_text_has_a_key_of_its_own_folding(text):
    key = swedish_sort_key(text)
    assert key == swedish_sort_key(text.strip())
    assert "\n" not in key
