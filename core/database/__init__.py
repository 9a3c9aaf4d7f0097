"""Django's PostgreSQL backend, told who acts (`core.scope`) at the start of every transaction."""
