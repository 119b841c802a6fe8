FROM python:3.11-slim AS build
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PATH=/opt/tinkernet/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /source
RUN python -m venv /opt/tinkernet

# The dependencies first: they make a layer that outlives changes to the code.
COPY pyproject.toml .
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > requirements.txt \
    && pip install --no-deps --index-url "$TORCH_INDEX" "$(grep '^torch==' requirements.txt)" \
    && pip install --requirement requirements.txt \
    && cd /opt/tinkernet/lib/python*/site-packages/torch \
    && rm -r include test && find bin -type f ! -name torch_shm_manager -delete  # torch's own tests and C++ headers

COPY . .
RUN pip install --no-deps .


FROM python:3.11-slim
RUN useradd --uid 1000 --no-create-home --home-dir /data tinkernet && install --directory --owner tinkernet /data
COPY --from=build /opt/tinkernet /opt/tinkernet
ENV PATH=/opt/tinkernet/bin:$PATH PYTHONDONTWRITEBYTECODE=1 TINKERNET_DATA_DIR=/data
USER tinkernet
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["tinkernet", "serve", "--host", "0.0.0.0", "--port", "8000"]
