"""A real PostgreSQL and a real Valkey for machines that have none: demo, development and tests.

Everything lives under one directory (`EMBEDDED_DIR`, default `.embedded`); several directories run side by side.
Production never comes here: it has `DATABASE_URL`, `REDIS_URL` and `CACHE_URL`.
"""
