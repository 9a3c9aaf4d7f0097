"""An identity provider of our own on this machine: for the demo, where one picks who to be, and for tests.

It speaks OpenID Connect as the log-in by SITHS does it (code flow, PKCE, claims of Inera's names) and believes whoever
clicks. `Faults` says what it does wrong; the demo has none of them. It listens on loopback alone.
"""

import base64
import hashlib
import hmac
import html
import json
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from core import clock

CODE_SECONDS: Final = 120
TOKEN_SECONDS: Final = 300
LOA3: Final = "http://id.sambi.se/loa/loa3"

Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody to pick. `claims` are what the provider tells of the person; `acr` the level of assurance."""

    hsa_id: str
    name: str
    unit: str
    role: str
    claims: Mapping[str, Any] = field(default_factory=dict)
    acr: str = LOA3


@dataclass(slots=True)
class Faults:
    """What the provider does wrong.

    `claims` are put into the ID token as they are; None takes one out. `algorithm` and `key` sign it ("none" leaves it
    unsigned); `kid` names another key. `userinfo` is told there alone. `down` answers every call with 500, `hang`
    accepts a call and says nothing for so many seconds.
    """

    claims: Claims = field(default_factory=dict)
    algorithm: str = "RS256"
    key: Any = None
    kid: str | None = None
    userinfo: Claims = field(default_factory=dict)
    reuse_codes: bool = False
    ignore_verifier: bool = False
    description: Claims = field(default_factory=dict)
    down: bool = False
    hang: float = 0.0


@dataclass(slots=True)
class Granted:
    """A code that was given, and for what."""

    staff: Staff
    fields: Mapping[str, str]
    until: float


class SigningKey:
    """A key pair, and its name."""

    def __init__(self) -> None:
        self.kid = secrets.token_hex(8)
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def public_pem(self) -> bytes:
        """The public half, as anybody may have it."""
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def as_jwk(self) -> Claims:
        """The public half, as the list of keys shows it."""
        row: Claims = jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return row | {"kid": self.kid, "use": "sig", "alg": "RS256"}


class IdentityProvider:
    """The provider: start it, stop it, rotate its keys. `issuer` is its name; `address` is where it listens."""

    def __init__(
        self,
        staff: Sequence[Staff],
        *,
        client_id: str,
        client_secret: str,
        issuer: str = "",
        port: int = 0,
    ) -> None:
        self.staff = {row.hsa_id: row for row in staff}
        self.client_id, self.client_secret = client_id, client_secret
        self.key = SigningKey()
        self.faults = Faults()
        self.calls: list[str] = []
        self.codes: dict[str, Granted] = {}
        self.tokens: dict[str, Granted] = {}
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.provider = self
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.issuer = issuer or self.address

    @property
    def discovery(self) -> str:
        """Where its description is read."""
        return f"{self.address}/.well-known/openid-configuration"

    def serve(self) -> None:
        """Answer until stopped."""
        self._server.serve_forever(poll_interval=0.05)

    def start(self) -> None:
        """Answer in a thread of its own."""
        threading.Thread(target=self.serve, daemon=True).start()

    def stop(self) -> None:
        """Answer no more; the port is free again."""
        self._server.shutdown()
        self._server.server_close()

    def rotate(self) -> SigningKey:
        """Sign with a new key from now on; the old one is gone from the list. Returns the old one."""
        old, self.key = self.key, SigningKey()
        return old

    def description(self) -> Claims:
        """OpenID Connect Discovery 1.0."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        } | self.faults.description

    def grant(self, hsa_id: str, fields: Mapping[str, str]) -> str:
        """A code for the person who was picked."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = Granted(self.staff[hsa_id], dict(fields), _now() + CODE_SECONDS)
        return code

    def redeem(self, fields: Mapping[str, str]) -> Granted | None:
        """What a code was given for, once; None when anything does not fit."""
        code = fields.get("code", "")
        granted = self.codes.get(code) if self.faults.reuse_codes else self.codes.pop(code, None)
        if granted is None or granted.until < _now():
            return None
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        fits = challenge == granted.fields.get("code_challenge") or self.faults.ignore_verifier
        same = fields.get("redirect_uri") == granted.fields.get("redirect_uri")
        return granted if fits and same else None

    def id_token(self, granted: Granted) -> str:
        """The token, with the faults that are switched on."""
        now = int(_now())
        claims: Claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": secrets.token_hex(16),  # as Inera's: new each time
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "auth_time": now,
            "nonce": granted.fields.get("nonce"),
            "acr": granted.staff.acr,
            "sid": secrets.token_hex(8),
            "employeeHsaId": granted.staff.hsa_id,
            "name": granted.staff.name,
            **granted.staff.claims,
        } | self.faults.claims
        granted.fields = {**granted.fields, "sub": str(claims["sub"])}
        told = {name: value for name, value in claims.items() if value is not None}
        algorithm = self.faults.algorithm
        key = self.faults.key or (None if algorithm == "none" else self.key.private)
        return encoded(told, key=key, algorithm=algorithm, kid=self.faults.kid or self.key.kid)


def encoded(claims: Mapping[str, Any], *, key: Any, algorithm: str, kid: str) -> str:
    """A signed token. A secret for HS256 may be anything, also a public key, as a forger would have it."""
    if algorithm == "HS256" and isinstance(key, bytes):
        return _forged(claims, key, kid)
    return jwt.encode(dict(claims), key, algorithm=algorithm, headers={"kid": kid})


def _forged(claims: Mapping[str, Any], secret: bytes, kid: str) -> str:
    """By hand: the library refuses to take a public key for a secret."""
    head = {"alg": "HS256", "typ": "JWT", "kid": kid}
    signed = b".".join(_part(json.dumps(part).encode()) for part in (head, claims))
    return (signed + b"." + _part(hmac.digest(secret, signed, "sha256"))).decode()


def _part(text: bytes) -> bytes:
    return base64.urlsafe_b64encode(text).rstrip(b"=")


def _now() -> float:
    return clock.machine_now().timestamp()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    provider: IdentityProvider


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Description, keys, userinfo, and the page to pick on."""
        self._answer("GET")

    def do_POST(self) -> None:
        """The code for a token; the one who was picked."""
        self._answer("POST")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the base class's name)
        """No line: the demo's terminal is for the demo."""

    def _answer(self, method: str) -> None:
        provider = self.server.provider
        address = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(min(length, 65536)).decode("utf-8", "replace") if method == "POST" else ""
        fields = {name: values[0] for name, values in parse_qs(body or address.query).items()}
        provider.calls.append(address.path)
        if provider.faults.hang:
            time.sleep(provider.faults.hang)
        if provider.faults.down:
            self._send(500, b"", "text/plain")
            return
        match (method, address.path):
            case ("GET", "/.well-known/openid-configuration"):
                self._json(provider.description())
            case ("GET", "/keys"):
                self._json({"keys": [provider.key.as_jwk()]})
            case ("GET", "/authorize"):
                self._send(200, page(provider, fields).encode(), "text/html; charset=utf-8")
            case ("POST", "/authorize"):
                self._picked(provider, fields)
            case ("POST", "/token"):
                self._token(provider, fields)
            case ("GET", "/userinfo"):
                self._userinfo(provider)
            case _:
                self._send(404, b"", "text/plain")

    def _picked(self, provider: IdentityProvider, fields: dict[str, str]) -> None:
        target = fields.get("redirect_uri", "")
        if fields.get("client_id") != provider.client_id or urlsplit(target).scheme not in ("http", "https"):
            self._send(400, b"", "text/plain")
            return
        answer = {"state": fields.get("state", "")}
        if fields.get("hsa_id") in provider.staff:
            answer["code"] = provider.grant(fields["hsa_id"], fields)
        else:
            answer["error"] = "access_denied"
        self.send_response(303)
        self.send_header("Location", f"{target}?{urlencode(answer)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _token(self, provider: IdentityProvider, fields: dict[str, str]) -> None:
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        name, _, secret = base64.b64decode(value or "").decode().partition(":")
        known = (unquote_plus(name), unquote_plus(secret)) == (provider.client_id, provider.client_secret)
        granted = provider.redeem(fields) if scheme == "Basic" and known else None
        if granted is None:
            self._json({"error": "invalid_grant"}, 400)
            return
        token = secrets.token_urlsafe(24)
        provider.tokens[token] = granted
        self._json({"access_token": token, "token_type": "Bearer", "id_token": provider.id_token(granted)})

    def _userinfo(self, provider: IdentityProvider) -> None:
        granted = provider.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
        if granted is None:
            self._json({"error": "invalid_token"}, 401)
            return
        self._json({"sub": granted.fields.get("sub")} | provider.faults.userinfo)

    def _json(self, content: object, status: int = 200) -> None:
        self._send(status, json.dumps(content).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            return  # whoever asked did not wait


STYLE: Final = """
body{font:17px/1.5 system-ui,sans-serif;margin:0;background:#f3f4f2;color:#1c2321}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}
ul{list-style:none;margin:1rem 0;padding:0}
button{display:block;width:100%;min-height:44px;margin:0 0 .5rem;padding:.75rem 1rem;text-align:left;font:inherit;
 color:inherit;background:#fff;border:1px solid #77807c;border-radius:6px;cursor:pointer}
button:hover{border-color:#14532d}
button:focus-visible{outline:3px solid #14532d;outline-offset:2px}
button span{display:block}
.under{color:#4b5551;font-size:.9rem}
"""


def page(provider: IdentityProvider, fields: Mapping[str, str]) -> str:
    """The page where one picks who to be."""
    kept = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in fields.items()
        if name != "hsa_id"
    )
    rows = "".join(
        f'<li><button name="hsa_id" value="{html.escape(row.hsa_id)}"><strong>{html.escape(row.name)}</strong>'
        f"<span>{html.escape(row.role)}, {html.escape(row.unit)}</span>"
        f'<span class="under">{html.escape(row.hsa_id)} · tillitsnivå {html.escape(row.acr[-1:])}</span></button></li>'
        for row in provider.staff.values()
    )
    return (
        '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Legitimera dig i demon</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body><main>"
        "<h1>Vem är du?</h1><p>Det här är demons egen inloggningstjänst. Den står för SITHS och frågar inte efter något"
        " kort: välj en påhittad person.</p>"
        f'<form method="post" action="/authorize">{kept}<ul>{rows}</ul>'
        '<button name="hsa_id" value="">Avbryt</button></form></main></body></html>'
    )
