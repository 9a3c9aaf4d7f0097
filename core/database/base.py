"""The connection that tells each transaction for whom it is (`core.scope`)."""

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.db.backends.postgresql import base

from core import scope


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL by psycopg2. A transaction begins with the scope's settings; a statement outside one carries them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._with_scope)

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # of a class that the stubs leave out
        sql = "" if autocommit else scope.statement()
        if sql:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute(sql)

    def _with_scope(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if self.get_autocommit() and not self.in_atomic_block and context["cursor"].cursor.name is None:
            # One message to the server is one transaction: the settings hold for the statement that follows them.
            settings = scope.statement()
            if settings:
                sql = f"{settings if params is None else settings.replace('%', '%%')}; {sql}"
        try:
            return execute(sql, params, many, context)
        except DatabaseError as error:
            if getattr(error.__cause__, "pgcode", None) == scope.SQLSTATE:
                raise scope.ScopeMissing("a statement on patient data without a scope") from error
            raise
