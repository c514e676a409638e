# docker build -t tqcheck . && docker run --rm -v "$PWD:/work" tqcheck check
FROM python:3.12-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY tqcheck tqcheck
RUN python -m venv /opt/tqcheck && /opt/tqcheck/bin/pip install --no-cache-dir --no-compile .

FROM python:3.12-slim
COPY --from=build /opt/tqcheck /opt/tqcheck
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
ENV PATH=/opt/tqcheck/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /work
ENTRYPOINT ["tqcheck"]
CMD ["check"]
