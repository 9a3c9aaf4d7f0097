"""Who calls the API: a system with a token, acting for the unit that the token is bound to."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from actors.acting import Acting
from core import scope
from integrations.services.tokens import use_token


@dataclass(frozen=True, slots=True)
class Caller:
    """The calling system. It is nobody's account: the framework's user stays anonymous."""

    token_id: int
    acting: Acting


class SystemTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer hv_…`. The request's `auth` is then the `Caller`."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Caller] | None:
        """The system and for whom it acts; None without the header. Raises AuthenticationFailed."""
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword.lower().encode():
            return None
        try:
            token = parts[1].decode("ascii") if len(parts) == 2 else ""
        except UnicodeDecodeError:
            token = ""
        found = use_token(token) if token else None
        if found is None:
            raise AuthenticationFailed
        caller = Caller(*found)
        scope.switch(caller.acting)
        return AnonymousUser(), caller

    def authenticate_header(self, request: Request) -> str:
        """Makes the refusal a 401."""
        return self.keyword
