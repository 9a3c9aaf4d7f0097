"""The pages around the work, and the style guide's gate."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/hjalp/", "/reservrutin/", "/tillganglighet/", "/installningar/"])
def test_pages_are_open_to_anybody(client, address):
    assert client.get(address).status_code == 200


def test_settings_are_kept_in_the_browser(client):
    answer = client.post("/installningar/", {"scheme": "dark", "shortcuts": "on"}, follow=True)
    assert 'data-color-scheme="dark"' in answer.text
    assert 'data-shortcuts="on"' in answer.text
    cookie = client.cookies["hv_appearance"]
    assert cookie.value == "dark.on.normal.off"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_unknown_scheme_is_refused(client):
    answer = client.post("/installningar/", {"scheme": "pink"})
    assert answer.status_code == 422
    assert "hv_appearance" not in client.cookies


@pytest.mark.parametrize("value", ["", "pink.on", "light", "dark.maybe", "<script>.on"])
def test_a_cookie_that_we_did_not_write_changes_nothing_dangerous(client, value):
    client.cookies["hv_appearance"] = value
    answer = client.get("/hjalp/")
    assert answer.status_code == 200
    assert 'data-shortcuts="off"' in answer.text
    assert "<script>." not in answer.text


def test_the_style_guide_is_shut_outside_demonstration_and_test(client, settings):
    assert client.get("/stilguide/").status_code == 200
    settings.HEMVAG_DEMO_LOGIN = False
    assert client.get("/stilguide/").status_code == 404


def test_the_style_guide_lacks_unknown_pages(client):
    assert client.get("/stilguide/finns-inte/").status_code == 404


def test_the_policy_allows_our_own_files_only(client):
    policy = client.get("/stilguide/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
