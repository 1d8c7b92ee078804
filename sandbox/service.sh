#!/usr/bin/env bash
# Stops and starts one service of a machine, for fault tests. What dies otherwise is started again by the machine's init within a second or two.
# usage: service.sh stop|start|restart|kill MACHINE SERVICE     e.g. service.sh stop control-plane kube-apiserver
source "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
(($# == 3)) || die "usage: service.sh stop|start|restart|kill MACHINE SERVICE"
action=$1 machine=$2 service=$3
[[ -e $(machine_directory "$machine")/services/$service ]] || die "there is no service $service on a machine $machine; sandbox/status.sh lists them"
stopped=$(machine_directory "$machine")/$service.stopped
case $action in
  stop) touch "$stopped"; kill_service "$machine" "$service" ;;
  start) rm -f "$stopped" ;;
  restart) rm -f "$stopped"; kill_service "$machine" "$service" ;;
  kill) kill_service "$machine" "$service" KILL ;;
  *) die "unknown action $action; one of stop, start, restart, kill" ;;
esac
