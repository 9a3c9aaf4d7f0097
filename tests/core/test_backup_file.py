"""A backup's file: what comes out is what went in, or it is said that it cannot be read."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import backup_file
from core.backup_file import Unreadable

KEY = "k" * 32


def sealed(content: bytes, key: str = KEY) -> bytes:
    out = io.BytesIO()
    backup_file.write(io.BytesIO(content), out, key)
    return out.getvalue()


def opened(content: bytes, key: str = KEY) -> bytes:
    return b"".join(backup_file.read(io.BytesIO(content), key))


@pytest.mark.parametrize("size", [0, 1, backup_file.PIECE - 1, backup_file.PIECE, backup_file.PIECE + 1])
def test_it_comes_back(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(content[:size])) == content[:size]


@given(content=st.binary(max_size=200), place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_no_changed_bit_goes_unnoticed(content: bytes, place: int, bit: int) -> None:
    whole = bytearray(sealed(content))
    whole[place % len(whole)] ^= 1 << bit
    with pytest.raises(Unreadable):
        opened(bytes(whole))


@given(content=st.binary(max_size=200), left=st.integers(min_value=0))
def test_no_missing_end_goes_unnoticed(content: bytes, left: int) -> None:
    whole = sealed(content)
    with pytest.raises(Unreadable):
        opened(whole[: left % len(whole)])


def test_a_missing_or_moved_piece_is_noticed() -> None:
    whole = sealed(b"x" * (3 * backup_file.PIECE))
    piece = backup_file.PIECE + 16 + 4
    begins = len(backup_file.MAGIC) + 8
    first, second, third = (
        whole[begins + place * piece : begins + (place + 1) * piece] for place in range(3)
    )
    head = whole[:begins]
    assert head + first + second + third == whole
    for changed in (head + first + third, head + second + first + third, head + first + second):
        with pytest.raises(Unreadable):
            opened(changed)


@pytest.mark.parametrize(
    ("key", "code"), [("", "no_key"), ("k" * 31, "no_key"), ("K" * 32, "wrong_key_or_changed")]
)
def test_without_the_key_it_is_said_so(key: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        opened(sealed(b"rows"), key)
    assert told.value.code == code


def test_what_is_no_backup_is_said_to_be_none() -> None:
    with pytest.raises(Unreadable, match="not_a_backup"):
        opened(b"PGDMP and so on, in the clear")
