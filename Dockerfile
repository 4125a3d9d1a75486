# One file for every program: docker build --build-arg SERVICE=orders .
# SERVICE is gateway, simulator, a service's name, or migrate (every schema, ends by itself).
# The image holds `shared` and that one program, runs as a user without rights, writes nothing.
FROM python:3.12-slim AS build
ARG SERVICE
COPY requirements/${SERVICE}.lock /tmp/requirements.lock
RUN python -m venv /venv \
 && /venv/bin/pip --require-virtualenv install --no-cache-dir --disable-pip-version-check \
      --only-binary :all: --require-hashes -r /tmp/requirements.lock
COPY . /source
RUN set -eu; mkdir -p /app/services; cd /source; \
    cp -r shared /app/; cp services/__init__.py /app/services/; \
    find /app/shared/local -type f ! -name __init__.py ! -name people.py -delete; \
    case "$SERVICE" in \
      gateway|simulator) cp -r "$SERVICE" /app/; module=$SERVICE ;; \
      migrate) cp -r services/. /app/services/; module=shared.db.migrations ;; \
      *) cp -r "services/$SERVICE" /app/services/; module=services.$SERVICE ;; \
    esac; \
    printf '#!/bin/sh\nexec python -m %s "$@"\n' "$module" > /app/start; chmod 755 /app/start; \
    /venv/bin/python -m compileall -q /app

FROM python:3.12-slim
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s --retries=3 \
  CMD ["python", "-I", "-S", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health/live', timeout=4)"]
ENTRYPOINT ["/app/start"]
