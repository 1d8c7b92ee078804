# CLUSTER=sandbox (default): a Kubernetes of this machine. CLUSTER=current: the one of your kubectl context. CLUSTER=k3s: in a container.
CLUSTER ?= sandbox
export CLUSTER
SHELL := /bin/bash
# Maven itself runs on the JDK the project is written for, since the formatter must understand the language.
export JAVA_HOME := $(shell source sandbox/versions.env && source sandbox/lib/prerequisites.sh && find_jdk || echo "$$JAVA_HOME")
MVN := mvn --batch-mode --no-transfer-progress

.DEFAULT_GOAL := help
.PHONY: help demo test unit soak bench fmt chart cluster

## help: this list
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## demo: from this machine to a secure three-server Consul, and how to look at it
demo: cluster
	@bash demo/demo.sh

## test: everything that must hold: units, API server and Consul processes, chart, system tests on the cluster
test: cluster chart
ifeq ($(CLUSTER),sandbox)
	$(MVN) -Pit verify com.github.spotbugs:spotbugs-maven-plugin:check
else
	@echo "SKIPPED: tests against single processes of kube-apiserver, etcd and Consul; CLUSTER=sandbox has them"
	$(MVN) verify com.github.spotbugs:spotbugs-maven-plugin:check
endif
	$(MVN) --projects src -Psystem verify

## unit: the tests that need no other process
unit:
	$(MVN) test

## soak: the long runs; they write docs/reliability.md
soak: cluster package
	$(MVN) --projects src -Psoak verify

## bench: measure against the budgets; writes docs/benchmarks.md
bench: cluster package
	$(MVN) --projects src -Pbench verify

## fmt: format all Java sources
fmt:
	$(MVN) --quiet spotless:apply

## chart: check the chart, and the health script for Argo CD
chart:
	@command -v lua5.1 >/dev/null || command -v luajit >/dev/null || { echo "installing Lua, in which Argo CD runs health scripts"; { apt-get update && apt-get install -y --no-install-recommends lua5.1 lua-yaml; } >/dev/null; }
	@bash helm/check.sh
	@bash helm/argocd/test.sh

# The operator's jars, for suites that run it as a process.
.PHONY: package
package:
	$(MVN) --quiet --projects operator --also-make -DskipTests package

# A cluster to work on. The sandbox also gets the operator's image; others pull it.
cluster:
ifeq ($(CLUSTER),sandbox)
	@bash sandbox/up.sh
	@bash sandbox/image.sh
endif

.PHONY: sandbox-up sandbox-down sandbox-status sandbox-check sandbox-reset sandbox-clean image

## sandbox-up: a real Kubernetes of three nodes on this machine (NODES=1 for one); sandbox/README.md
sandbox-up:
	@bash sandbox/up.sh

## sandbox-down: switch it off; its state stays in .sandbox
sandbox-down:
	@bash sandbox/down.sh

## sandbox-status: what runs, which nodes, which images
sandbox-status:
	@bash sandbox/status.sh

## sandbox-check: prove that it works: pods, DNS, volumes, load balancers, logs, exec
sandbox-check:
	@bash sandbox/check.sh

## sandbox-reset: switch it off and forget the cluster, keep binaries and images
sandbox-reset:
	@bash sandbox/reset.sh

## sandbox-clean: switch it off and remove .sandbox
sandbox-clean:
	@bash sandbox/clean.sh

## image: the operator's image from the Dockerfile, brought to the nodes
image:
	@bash sandbox/image.sh

.PHONY: crds
## crds: write the CRD and its reference page anew from the Java types, and the chart's copy
crds:
	@mvn -q -pl crds test -Dtest='CrdTest,ReferencePageTest' -Dgenerate=true
	@mkdir -p helm/consul-operator/files/crds && cp crds/*.yaml helm/consul-operator/files/crds/
