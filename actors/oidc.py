"""The conversation with an identity provider by OpenID Connect: addresses, code, keys, and whether a token holds.

Everything is asked for anew at each log-in, so that a key the provider has taken away opens nothing a minute later. All
that one request of ours asks shares one deadline: a provider that hangs costs seconds, never a worker
(OpenID Connect Core 1.0, 3.1.3.7; RFC 7636; RFC 9207; AUTH-3, AUTH-10).
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import urlencode, urlsplit

import jwt
import urllib3
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from core import clock, monotonic

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Signatures with a private key of the provider's; never `none`, never a secret that two know."""
SHORTEST_RSA: Final = 2048

SKEW: Final = timedelta(seconds=30)
"""How far the provider's clock may be from ours."""
OLDEST: Final = timedelta(minutes=10)
"""A token older than this was not made for the log-in that waits for it."""

BUDGET_SECONDS: Final = 3.0
"""What one request of ours may wait for the provider, all calls together."""
ONE_READ_SECONDS: Final = 1.8
MOST_BYTES: Final = 512 * 1024
REST_SECONDS: Final = 5.0
"""How long a provider that did not answer is left alone: a hundred who click do not hold the workers."""

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
CLAIMS: Final = {
    "id_token": {
        "acr": {"essential": True, "values": ["http://id.sambi.se/loa/loa3", "http://id.sambi.se/loa/loa4"]},
        "employeeHsaId": {"essential": True},
        "allCommissions": {"essential": True},
        "auth_time": {"essential": True},
        "name": None,
        "given_name": None,
        "family_name": None,
        "healthcareProfessionalLicense": None,
    }
}
"""What is asked for. organizationHsaId together with commissionHsaId makes Inera's IdP refuse: neither is asked for."""


class Fault(StrEnum):
    """What was wrong with an answer of the provider's, or with the way that it came to us."""

    STATE = "state_unknown"
    ISSUER = "issuer_differs"
    PROVIDER = "provider_refused"
    CANCELLED = "cancelled"
    CODE = "code_refused"
    UNREADABLE = "token_unreadable"
    ALGORITHM = "token_algorithm"
    KEY = "token_key_unknown"
    SIGNATURE = "token_signature"
    TOKEN_ISSUER = "token_issuer"  # noqa: S105  (codes, no secrets)
    AUDIENCE = "token_audience"
    EXPIRED = "token_expired"
    AHEAD = "token_issued_ahead"
    OLD = "token_old"
    NONCE = "token_nonce"
    CLAIM = "token_claim_missing"
    AUTH_TIME = "auth_time_old"
    SUBJECT = "userinfo_subject"


class Refusal(Exception):
    """The log-in is refused: nothing of what the provider said is believed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Unavailable(Exception):
    """The provider did not answer, or not in time, or not in a way that can be read."""


@dataclass(frozen=True, slots=True)
class Registration:
    """How we are known to the provider. `discovery` is where its description is read."""

    issuer: str
    client_id: str
    client_secret: str
    discovery: str
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """The provider's own description of itself, checked."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    secret_in_header: bool
    names_itself: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is kept in the session while the person is at the provider. `again`: must show the card anew."""

    nonce: str
    verifier: str
    begun_at: float
    again: bool = False

    @classmethod
    def new(cls, *, again: bool) -> "Attempt":
        """Fresh random values."""
        begun = clock.machine_now().timestamp()
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(48), begun, again)

    @property
    def challenge(self) -> str:
        """The verifier's hash, which goes by the browser (RFC 7636, S256)."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


class _Rest:
    """Until when this process leaves a provider alone, by address."""

    until: dict[str, float] = {}


class Conversation:
    """All calls of one request to one provider, within one budget of seconds.

    Raises Unavailable from any call. No redirect is followed, no answer above half a megabyte is read.
    """

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        if monotonic.seconds() < _Rest.until.get(registration.discovery, 0.0):
            raise Unavailable("resting")
        self._deadline = monotonic.seconds() + BUDGET_SECONDS
        self._pool = urllib3.PoolManager(retries=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.clear()

    def description(self) -> Description:
        """Where the provider answers what; it must call itself as it was registered with us."""
        status, found = self._json("GET", self._address(self.registration.discovery))
        if status != 200 or not isinstance(found, dict):
            raise self._unavailable("discovery")
        if found.get("issuer") != self.registration.issuer:
            raise Refusal(Fault.ISSUER)
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return Description(
            authorization=self._address(found.get("authorization_endpoint")),
            token=self._address(found.get("token_endpoint")),
            keys=self._address(found.get("jwks_uri")),
            userinfo=self._address(found["userinfo_endpoint"]) if found.get("userinfo_endpoint") else "",
            secret_in_header="client_secret_basic" in methods,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )

    def exchange(
        self, description: Description, *, code: str, attempt: Attempt, callback: str
    ) -> tuple[str, str]:
        """The ID token and the access token for a code. Raises Refusal when the provider does not know it."""
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": callback,
            "code_verifier": attempt.verifier,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        client, secret = self.registration.client_id, self.registration.client_secret
        if description.secret_in_header:
            headers |= urllib3.make_headers(basic_auth=f"{_form(client)}:{_form(secret)}")
        else:
            fields |= {"client_id": client, "client_secret": secret}
        status, found = self._json("POST", description.token, body=urlencode(fields), headers=headers)
        if status >= 500:
            raise self._unavailable("token")
        if status != 200 or not isinstance(found, dict):
            raise Refusal(Fault.CODE)
        id_token, access_token = found.get("id_token"), found.get("access_token")
        if not isinstance(id_token, str) or not id_token:
            raise Refusal(Fault.UNREADABLE)
        return id_token, access_token if isinstance(access_token, str) else ""

    def keys(self, description: Description) -> list[Mapping[str, Any]]:
        """The keys that the provider signs with now."""
        status, found = self._json("GET", description.keys)
        rows = found.get("keys") if isinstance(found, dict) else None
        if status != 200 or not isinstance(rows, list):
            raise self._unavailable("keys")
        return [row for row in rows if isinstance(row, dict)]

    def userinfo(self, description: Description, access_token: str, *, subject: object) -> dict[str, Any]:
        """More claims, about the same person as the ID token's (Core 5.3.2); empty where there are none."""
        if not description.userinfo or not access_token:
            return {}
        status, found = self._json(
            "GET", description.userinfo, headers={"Authorization": f"Bearer {access_token}"}
        )
        if status != 200 or not isinstance(found, dict):
            return {}
        if found.get("sub") != subject:
            raise Refusal(Fault.SUBJECT)
        return found

    def _address(self, value: object) -> str:
        """An address that secrets may be sent to: https, or plain on this machine where the settings let it."""
        parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
        plain = self.registration.plain_http and parts.scheme == "http" and parts.hostname in LOOPBACK
        if not isinstance(value, str) or not parts.hostname or not (parts.scheme == "https" or plain):
            raise self._unavailable("address")
        return value

    def _json(
        self, method: str, address: str, *, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        left = self._deadline - monotonic.seconds()
        if left <= 0:
            raise self._unavailable("deadline")
        wait = min(left, ONE_READ_SECONDS)
        try:
            response = self._pool.request(
                method,
                address,
                body=body,
                headers={"Accept": "application/json"} | (headers or {}),
                timeout=urllib3.Timeout(total=wait),
                redirect=False,
                preload_content=False,
            )
            try:
                return response.status, json.loads(self._body(response))
            finally:
                response.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise self._unavailable(type(error).__name__) from error

    def _body(self, response: urllib3.BaseHTTPResponse) -> bytes:
        read = b""
        while chunk := response.read1(16 * 1024):
            read += chunk
            if len(read) > MOST_BYTES or monotonic.seconds() > self._deadline:
                raise self._unavailable("too_much")
        return read

    def _unavailable(self, why: str) -> Unavailable:
        _Rest.until[self.registration.discovery] = monotonic.seconds() + REST_SECONDS
        return Unavailable(why)


def authorization_address(
    registration: Registration, description: Description, *, attempt: Attempt, state: str, callback: str
) -> str:
    """Where the browser is sent to log in."""
    fields = {
        "response_type": "code",
        "scope": "openid",
        "client_id": registration.client_id,
        "redirect_uri": callback,
        "state": state,
        "nonce": attempt.nonce,
        "code_challenge": attempt.challenge,
        "code_challenge_method": "S256",
        "claims": json.dumps(CLAIMS),
        "ui_locales": "sv",
    }
    if attempt.again:
        fields |= {"prompt": "login", "max_age": "0"}
    joint = "&" if "?" in description.authorization else "?"
    return f"{description.authorization}{joint}{urlencode(fields)}"


def verified(
    registration: Registration, token: str, keys: list[Mapping[str, Any]], *, attempt: Attempt
) -> dict[str, Any]:
    """The claims of an ID token that was made by the provider, for us, for this attempt, now. Raises Refusal."""
    key, algorithm = _key(token, keys)
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=registration.client_id,
            issuer=registration.issuer,
            leeway=SKEW,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise Refusal(_fault(error)) from None
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    # Made for several: then it must say that it was given to us (Core 3.1.3.7, 4 and 5).
    if (several or "azp" in claims) and claims.get("azp") != registration.client_id:
        raise Refusal(Fault.AUDIENCE)
    nonce = claims["nonce"]
    if not isinstance(nonce, str) or not secrets.compare_digest(nonce.encode(), attempt.nonce.encode()):
        raise Refusal(Fault.NONCE)
    if claims["iat"] < (clock.machine_now() - OLDEST).timestamp():
        raise Refusal(Fault.OLD)
    if attempt.again:
        shown = claims.get("auth_time")
        if not isinstance(shown, int) or shown < attempt.begun_at - SKEW.total_seconds():
            raise Refusal(Fault.AUTH_TIME)
    return claims


def _key(token: str, keys: list[Mapping[str, Any]]) -> tuple[jwt.PyJWK, str]:
    """The one key that the token names, when it is of the algorithm's kind."""
    try:
        header = jwt.get_unverified_header(token)
    except jwt.PyJWTError:
        raise Refusal(Fault.UNREADABLE) from None
    algorithm = header.get("alg")
    if algorithm not in ALGORITHMS:
        raise Refusal(Fault.ALGORITHM)
    named = [row for row in keys if row.get("kid") == header.get("kid") and row.get("use", "sig") == "sig"]
    if len(named) != 1:
        raise Refusal(Fault.KEY)
    row = named[0]
    if row.get("alg", algorithm) != algorithm or row.get("kty") != ("EC" if algorithm[0] == "E" else "RSA"):
        raise Refusal(Fault.ALGORITHM)
    try:
        key = jwt.PyJWK(dict(row), algorithm=algorithm)
    except jwt.PyJWTError:
        raise Refusal(Fault.KEY) from None
    public = key.key
    strong = isinstance(public, EllipticCurvePublicKey) or (
        isinstance(public, RSAPublicKey) and public.key_size >= SHORTEST_RSA
    )
    if not strong:
        raise Refusal(Fault.KEY)
    return key, algorithm


_FAULTS: Final[tuple[tuple[type[jwt.PyJWTError], Fault], ...]] = (
    (jwt.InvalidSignatureError, Fault.SIGNATURE),
    (jwt.InvalidIssuerError, Fault.TOKEN_ISSUER),
    (jwt.InvalidAudienceError, Fault.AUDIENCE),
    (jwt.ExpiredSignatureError, Fault.EXPIRED),
    (jwt.ImmatureSignatureError, Fault.AHEAD),
    (jwt.MissingRequiredClaimError, Fault.CLAIM),
)


def _fault(error: jwt.PyJWTError) -> Fault:
    return next((fault for kind, fault in _FAULTS if isinstance(error, kind)), Fault.UNREADABLE)


def _form(text: str) -> str:
    """As RFC 6749, 2.3.1 wants a name and a secret in a header."""
    return urlencode({"": text})[1:]
