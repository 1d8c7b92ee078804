# The operator's image. First: mvn --projects operator --also-make package
# For amd64 and arm64; the AOT cache is made on the architecture that it is for.

FROM docker.io/library/eclipse-temurin:25-jdk AS build
WORKDIR /opt/consul-operator
COPY operator/target/lib/ lib/
COPY operator/target/consul-operator-*.jar lib/
COPY operator/src/main/image/jvm.args ./

# The AOT cache holds only for the same jars in the same order, so the class path is written down once.
RUN printf '%s\n' -cp "$(printf '%s\n' "$PWD"/lib/*.jar | LC_ALL=C sort | paste -sd:)" >> jvm.args

RUN jlink --add-modules "$(jdeps --ignore-missing-deps --multi-release 25 --print-module-deps lib/*.jar)" \
    --vm server --strip-java-debug-attributes --no-header-files --no-man-pages --output jre

RUN jre/bin/java @jvm.args -XX:AOTCacheOutput=app.aot io.cookify.consul.operator.Main --train \
    && echo -XX:AOTCache=/opt/consul-operator/app.aot >> jvm.args


FROM docker.io/library/debian:bookworm-slim
LABEL org.opencontainers.image.title="Consul Operator" \
      org.opencontainers.image.description="Runs HashiCorp Consul for a whole platform on Kubernetes" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="cookify" \
      org.opencontainers.image.base.name="docker.io/library/debian:bookworm-slim"
COPY --from=build /opt/consul-operator /opt/consul-operator
# glibc would keep up to eight malloc arenas for each CPU.
ENV MALLOC_ARENA_MAX=2
USER 65532:65532
# With AOTMode=on the JVM ends with an error if the cache does not fit: better here than a slow start everywhere.
RUN ["/opt/consul-operator/jre/bin/java", "@/opt/consul-operator/jvm.args", "-XX:AOTMode=on", "io.cookify.consul.operator.Main", "--train"]
EXPOSE 8080
ENTRYPOINT ["/opt/consul-operator/jre/bin/java", "@/opt/consul-operator/jvm.args", "io.cookify.consul.operator.Main"]
