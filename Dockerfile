# syntax=docker/dockerfile:1
# The image of web, worker, beat and relay. Nothing secret is in it, and nothing runs as root.

FROM python:3.11-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential libpq-dev \
    && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir "uv>=0.8"
WORKDIR /app
ENV UV_PROJECT_ENVIRONMENT=/venv \
    UV_PYTHON_DOWNLOADS=never \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy
COPY pyproject.toml uv.lock .python-version ./
# psycopg2 is built here, against this image's libpq; neither embedded services nor test tools come along.
RUN uv sync --locked --no-default-groups --extra production --no-binary-package psycopg2

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 libpq5 postgresql-common tini \
    # pg_dump must be as new as the server: from PostgreSQL's own archive.
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-18 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin hemvag \
    && install --directory --owner hemvag /app /app/var
COPY --from=build /venv /venv
WORKDIR /app
COPY --chown=root:root . .
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    VAR_DIR=/app/var \
    BIND=0.0.0.0
# Static files are named by content; a build needs no database, and the key is used for nothing else.
RUN SECRET_KEY=$(head -c 48 /dev/urandom | base64) \
    DATABASE_URL=postgres://build OWNER_DATABASE_URL=postgres://build \
    REDIS_URL=redis://build CACHE_URL=redis://build ALLOWED_HOSTS=build PUBLIC_URL=https://build \
    python manage.py collectstatic --noinput
USER hemvag
VOLUME /app/var
EXPOSE 8000
ENTRYPOINT ["tini", "--"]
CMD ["gunicorn", "--config", "config/gunicorn.py", "config.wsgi:application"]
