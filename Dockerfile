FROM python:3.11-slim AS build
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ARG EXTRAS="onnx postgresql"
ENV PATH=/opt/tinkernet/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /source
RUN python -m venv /opt/tinkernet

# The dependencies first: they make a layer that outlives changes to the code.
COPY pyproject.toml .
RUN python -c "import tomllib; project = tomllib.load(open('pyproject.toml', 'rb'))['project']; \
        extras = project['optional-dependencies']; \
        print(*project['dependencies'], *(line for name in '$EXTRAS'.split() for line in extras[name]), sep='\n')" \
        > requirements.txt \
    && pip install --no-deps --index-url "$TORCH_INDEX" "$(grep '^torch==' requirements.txt)" \
    && pip install --requirement requirements.txt \
    && cd /opt/tinkernet/lib/python*/site-packages/torch \
    && rm -r include test && find bin -type f ! -name torch_shm_manager -delete  # torch's own tests and C++ headers

# What numba compiles is kept by source file and processor. Times in whole seconds are those that an image keeps. A builder
# with AVX-512 compiles for processors without it, too.
ENV NUMBA_CACHE_DIR=/opt/kernels
COPY . .
RUN pip install --no-deps --no-compile . \
    && cd /opt/tinkernet/lib/python*/site-packages \
    && find tinkernet -type f -exec touch --date=2020-02-02 {} + \
    && python -m compileall -q tinkernet \
    && python -m tinkernet.nn.fused.warm \
    && if grep -q avx512vl /proc/cpuinfo; then \
        export NUMBA_CPU_NAME=x86-64-v3 NUMBA_CPU_FEATURES= \
        && python -m tinkernet.nn.fused.warm; \
    fi


FROM python:3.11-slim
RUN useradd --uid 1000 --no-create-home --home-dir /data tinkernet && install --directory --owner tinkernet /data
COPY --from=build /opt/tinkernet /opt/tinkernet
COPY --from=build /opt/kernels /opt/kernels
ENV PATH=/opt/tinkernet/bin:$PATH PYTHONDONTWRITEBYTECODE=1 NUMBA_CACHE_DIR=/tmp/kernels TINKERNET_DATA_DIR=/data
USER tinkernet
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
# numba reads compiled kernels only from where it could also write them, so it gets a copy.
CMD ["sh", "-c", "cp -r /opt/kernels /tmp && exec tinkernet serve --host 0.0.0.0 --port 8000"]
