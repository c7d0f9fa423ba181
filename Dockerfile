# One image for web, worker, clock and migrations: the command decides which of them a container is.

FROM python:3.13-slim AS build
RUN apt-get update && apt-get install --yes --no-install-recommends gettext
WORKDIR /house
COPY requirements/production.txt requirements/
RUN python -m venv /venv && \
    /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: --requirement requirements/production.txt
ENV PATH=/venv/bin:$PATH
COPY . .
RUN django-admin compilemessages
# Collecting static files reads the settings, but connects to nothing: these values end with this line.
RUN export SAMPLE_CITY=1 SECRET_KEY=used-while-building-and-nowhere-else AUDIT_KEY=used-while-building-and-nowhere-else && \
    export DATABASE_URL=postgresql://nowhere/none CACHE_URL=redis://nowhere/1 BROKER_URL=redis://nowhere/0 && \
    python manage.py collectstatic --no-input

FROM python:3.13-slim
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-sil-abyssinica && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home house && install --directory --owner=house /anchors /pages
COPY --from=build /venv /venv
COPY --from=build /house /house
WORKDIR /house
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PROMETHEUS_MULTIPROC_DIR=/tmp/figures AUDIT_ANCHOR_FILE=/anchors/audit-anchors.log PAGES_COPY=/pages
USER house
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "deploy.healthy", "web"]
CMD ["gunicorn", "contactcenter.wsgi"]
