"""Certificates that run out: told 30, 14 and 3 days before (row 96 of the table of faults)."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from core import alarms, watches
from core.models import Watch

pytestmark = pytest.mark.django_db

ENDS = datetime(2027, 3, 1, 12, tzinfo=UTC)


def certificate(directory: Path, ends: datetime) -> Path:
    """A key and a certificate of its own that ends then, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "prov.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .sign(key, hashes.SHA256())
    )
    path = directory / f"{ends:%Y%m%d}.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(pem)
    )
    return path


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a server with such a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path, ENDS))
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
                with closing(context.wrap_socket(line, server_side=True)):
                    pass
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    with closing(listener):
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (31, ""),
        (30, "Beställ ett nytt."),
        (15, "Beställ ett nytt."),
        (14, "Byt det i veckan."),
        (4, "Byt det i veckan."),
        (3, "Byt det i dag."),
        (0, "har gått ut"),
        (-5, "har gått ut"),
    ],
)
def test_a_certificate_that_ends_is_told_in_time(served: str, days: int, told: str) -> None:
    now = ENDS - timedelta(days=days)
    assert watches.check_certificates([served], now) == (1 if told else 0)
    sounding = [text for text in alarms.sounding(now) if "ertifikat" in text]
    assert sounding == [] if not told else (len(sounding) == 1 and told in sounding[0])
    assert Watch.objects.get().moment == ENDS


def test_files_are_watched_too_and_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    now = ENDS - timedelta(days=2)
    good = str(certificate(tmp_path, ENDS + timedelta(days=400)))
    short = str(certificate(tmp_path, ENDS))
    assert watches.check_certificates([good, short, "/nowhere.pem", "127.0.0.1:1"], now) == 3
    [text] = [text for text in alarms.sounding(now) if "ertifikat" in text]
    assert good not in text
    assert f"{short} går ut om 2 dygn" in text
    assert "/nowhere.pem går inte att läsa" in text
    watches.check_certificates([good], now)
    assert Watch.objects.count() == 1, "what is no longer watched is forgotten"


def test_our_own_address_is_watched_first(settings) -> None:
    settings.PUBLIC_URL, settings.CERTIFICATES_WATCHED = "https://hemvag.example", ["idp.example:443"]
    assert watches.certificates() == ["hemvag.example:443", "idp.example:443"]
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert watches.certificates() == ["idp.example:443"]
