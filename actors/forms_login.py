"""The forms of log-in and of the second factor: allauth's, with our counting and our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError

from actors import services_guessing
from actors.services_guessing import Attempt

_CODE_LABEL = "Kod"


def _begin(user_id: int | None, kind: str) -> Attempt:
    """Count an attempt. Raises ValidationError when there have been too many."""
    attempt = services_guessing.begin_factor(context.request, user_id)
    if not attempt.allowed:
        if attempt.first_refusal:
            services_guessing.refused(
                context.request, kind=kind, reason=services_guessing.REASON_TOO_MANY, user_id=user_id
            )
        raise ValidationError(services_guessing.sentence(attempt), code="too_many_login_attempts")
    return attempt


def _wrong(user_id: int | None, kind: str) -> None:
    services_guessing.refused(
        context.request, kind=kind, reason=services_guessing.REASON_FACTOR, user_id=user_id
    )


class PasswordForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """User name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = "Användarnamn"
        self.fields["password"].label = "Lösenord"
        self.fields["password"].help_text = ""
        _plain(self)


class AgainForm(PasswordAgainForm):  # type: ignore[misc]  # allauth has no types
    """The password once more, before the ways in are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Lösenord"
        _plain(self)


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    """Another password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Lösenordet du har nu"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = "Nytt lösenord"
        self.fields["password2"].label = "Nytt lösenord en gång till"
        _plain(self)


class _Codes:
    """A code of the app, or a recovery code, counted before it is looked at."""

    user: Any
    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _CODE_LABEL
        self.fields["code"].help_text = "Sex siffror från appen, eller en av dina reservkoder."
        self.fields["code"].width = "short"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        _plain(self)

    def clean_code(self) -> str:
        """The code. Raises ValidationError for a wrong one, a used one, and after too many."""
        code: str = self.cleaned_data["code"]
        attempt = _begin(self.user.pk, "code")
        found = Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN)
        for factor in found:
            if _opens(factor, code):
                factor.user = self.user
                self.authenticator = factor
                services_guessing.was_right(attempt)
                return code
        _wrong(self.user.pk, "code")
        raise get_adapter().validation_error("incorrect_code")


def _opens(factor: Authenticator, code: str) -> bool:
    if factor.type != Authenticator.Type.TOTP:
        return bool(factor.wrap().validate_code(code))
    return validate_totp_code(decrypt(factor.data["secret"]), code) and services_guessing.first_use(
        factor.user_id, normalize_user_code(code)
    )


class CodeForm(_Codes, AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of log-in."""


class CodeAgainForm(_Codes, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code once more, before the ways in are changed."""


class NewAppForm(ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new app, which proves that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Kod från appen"
        self.fields["code"].width = "short"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        _plain(self)

    def clean_code(self) -> str:
        """The code. Raises ValidationError for a wrong one, and after too many."""
        attempt = _begin(self.user.pk, "code")
        code = str(super().clean_code())
        services_guessing.was_right(attempt)
        return code


class _Passkeys:
    """A passkey's answer, counted before it is looked at."""

    user: Any

    def clean_credential(self) -> Authenticator:
        """The passkey. Raises ValidationError for a wrong answer, and after too many."""
        user_id = self.user.pk if self.user else None
        attempt = _begin(user_id, "passkey")
        try:
            factor: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (ValidationError, KeyError, TypeError, ValueError, AttributeError):
            # The library reads what the browser sent without looking first; what it cannot read is no passkey.
            _wrong(user_id, "passkey")
            raise ValidationError(
                "Passernyckeln godtogs inte. Försök igen, eller logga in på ett annat sätt.",
                code="incorrect_code",
            ) from None
        services_guessing.was_right(attempt)
        return factor


class PasskeyLoginForm(_Passkeys, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Log-in by passkey alone."""


class PasskeyForm(_Passkeys, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey as the second step of log-in."""


class PasskeyAgainForm(_Passkeys, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey once more, before the ways in are changed."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new passkey, and what it is called."""

    passwordless = forms.BooleanField(
        label="Logga in med bara passernyckeln",
        required=False,
        initial=True,
        help_text="Nyckeln frågar då efter fingeravtryck, ansikte eller pinkod. Annars används den efter lösenordet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Namn på passernyckeln"
        self.fields["name"].help_text = "Till exempel var den finns: ”Mobilen” eller ”Nyckelknippan”."
        self.fields["name"].max_length = 100

    def clean(self) -> dict[str, Any]:
        """The key and its name. Raises ValidationError for what is no key."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ValidationError("Passernyckeln kunde inte läsas. Försök igen.", code="unreadable") from None
        return cleaned


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Another name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Namn på passernyckeln"
        self.fields["name"].max_length = 100


def _plain(form: Any) -> None:
    """A label is enough: a grey example in the box looks like something already typed."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
