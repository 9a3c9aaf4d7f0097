"""What a service says to content that it cannot take: a page prints it at the field, an import answers with it."""


class Invalid(Exception):
    """The content cannot be taken: `code` stable English, `message` Swedish, saying what to do, at `field`."""

    def __init__(self, code: str, message: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field
