#!/usr/bin/env bash
# Builds the operator's image from the project's Dockerfile, without any registry, and brings it to the running nodes. Does nothing when no input changed.
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
require_machine
take_checkout
provide_operator_image
