# syntax=docker/dockerfile:1
# Two stages: the first has pip, the lock and a compiler if one is needed; the second only what runs.

FROM python:3.11-slim AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# Every package as the lock has it, by its hash. That includes what only tests need, which is left
# behind: the last step takes from these files what the program itself asks for, and has no network.
COPY requirements.lock ./
RUN pip wheel --require-hashes --no-deps --requirement requirements.lock --wheel-dir /wheels

COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY commands ./commands
RUN pip wheel --no-index --find-links /wheels --no-deps --wheel-dir /wheels . \
    && python -m venv --without-pip /opt/commonplace \
    && pip --python /opt/commonplace install --no-index --find-links /wheels commonplace


FROM python:3.11-slim
RUN groupadd --gid 10001 commonplace \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data commonplace \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data \
    && install --directory /corpus
COPY --from=build /opt/commonplace /opt/commonplace

# /data is the volume: the store, its backups and the index. /corpus is mounted, to be read.
# The port of /healthz is open within the container only.
ENV PATH=/opt/commonplace/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    CORPUS_DIR=/corpus \
    METRICS_PORT=9464
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['METRICS_PORT'] + '/healthz', timeout=8)"]
ENTRYPOINT ["commonplace"]
CMD ["run"]
