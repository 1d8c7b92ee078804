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
