"""The second factor, as allauth asks: how its secrets are stored, and how they are shown once."""

import base64
import hashlib
import hmac

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actors import services_factors


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets encrypted by a key of the installation; the QR code as markup that needs no other address."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod i appen och försök igen.",
        "cannot_delete_authenticator": (
            "Det här är ditt enda sätt att logga in utan SITHS-kort. Lägg till ett annat innan du tar bort det."
        ),
        "cannot_generate_recovery_codes": "Lägg först till en kodapp eller en passernyckel.",
    }

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret. Raises InvalidToken when it was stored under a key that is gone."""
        return _keys().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one."""
        return not services_factors.is_last_factor(authenticator)

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as an inline drawing: the content policy allows no picture written in the page's text."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        size = len(rows)
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="220" height="220" role="img"'
            ' aria-labelledby="qr-title"><title id="qr-title">QR-kod att läsa med kodappen</title>'
            '<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000" d="{path}"/></svg>',
            size=size,
            path=path,
        )

    def generate_authenticator_name(self, user: object, type: str) -> str:  # noqa: A002 - allauth's name
        """What a new key is called until somebody gives it a name."""
        pk = getattr(user, "pk", None)
        count = Authenticator.objects.filter(user_id=pk, type=type).count()
        return f"Passernyckel {count + 1}"


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    derived = hmac.new(secret.encode(), b"hemvag second factor", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(derived))
