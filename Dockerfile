# syntax=docker/dockerfile:1
# sat in a container: docker build -t sat .   With a GPU: docker build --build-arg DEVICE=cuda -t sat:cuda .
# docs/docker.md says how to run it, and what was tried. Pin the base images by digest in your own registry.
ARG DEVICE=cpu

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY pom.xml ./
COPY config config
COPY src/main src/main
RUN mvn -B -ntp -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dspotless.check.skip=true verify \
      dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=/libraries \
 && mkdir /engines \
 && mv /libraries/pytorch-* /libraries/onnxruntime-* /libraries/duckdb_* /libraries/tokenizers-* /engines/ \
 && rm target/sat-*-sources.jar && mv target/sat-*.jar /sat.jar \
 && mkdir /licences && mv target/bom.json target/generated-sources/license/THIRD-PARTY.txt /licences/

# Both kinds begin here: the engines change seldom, the other libraries now and then, sat.jar always.
FROM eclipse-temurin:17.0.15_6-jre-noble AS common
RUN useradd --uid 10001 --create-home sat && mkdir -p /opt/sat/cache /data /runs && chown sat /opt/sat/cache /runs
COPY --from=build /engines /opt/sat/engines
COPY --from=build /libraries /opt/sat/libraries
COPY models /opt/sat/models
COPY config/prompts /opt/sat/config/prompts
COPY scripts/deploy/sat /usr/local/bin/sat
COPY LICENSE /opt/sat/licences/
COPY --from=build /licences /opt/sat/licences
COPY --from=build /sat.jar /opt/sat/sat.jar
# nothing is fetched at run time: the engines' native libraries are unpacked here, once
ENV DJL_CACHE_DIR=/opt/sat/cache OPT_OUT_TRACKING=true NVIDIA_TF32_OVERRIDE=0 THP_MEM_ALLOC_ENABLE=0 \
    GLIBC_TUNABLES=glibc.malloc.arena_max=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=17179869184:glibc.malloc.hugetlb=1

FROM common AS run-cpu

FROM ubuntu:24.04 AS libtorch
# libtorch for CUDA 12.8 with the libraries that it needs; the driver comes from the host
ARG LIBTORCH=https://download.pytorch.org/libtorch/cu128/libtorch-cxx11-abi-shared-with-deps-2.7.1%2Bcu128.zip
ADD ${LIBTORCH} /libtorch.zip
RUN apt-get update && apt-get install -y --no-install-recommends unzip && rm -rf /var/lib/apt/lists/* \
 && unzip -q /libtorch.zip 'libtorch/lib/*' -d /opt && rm /libtorch.zip

FROM common AS run-cuda
COPY --from=libtorch /opt/libtorch/lib /opt/libtorch/lib
ENV PYTORCH_LIBRARY_PATH=/opt/libtorch/lib PYTORCH_VERSION=2.7.1 PYTORCH_FLAVOR=cu128 \
    NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility

# hadolint ignore=DL3006
FROM run-${DEVICE}
USER 10001
# a forward and a backward pass, and masks by a prompted model: the image is not made if it would not work, and all of DJL's
# native libraries are unpacked, so that the image may be read-only
RUN sat doctor --device cpu \
 && sat scenes --out /tmp/scenes --train 0 --test 1 \
 && sat segment --images /tmp/scenes/images --segmenter onnx:/opt/sat/models/scene-segmenter --segments mane \
      --mask-cache none --out /tmp/scenes/found \
 && rm -r /tmp/scenes
WORKDIR /runs
VOLUME ["/data", "/runs"]
HEALTHCHECK --interval=10m --timeout=2m --start-period=1m CMD ["sat", "doctor"]
ENTRYPOINT ["sat"]
CMD ["--help"]
