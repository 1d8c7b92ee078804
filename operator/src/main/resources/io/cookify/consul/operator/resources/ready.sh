#!/bin/sh
# Ready = this server is a voter of the quorum, hears from the leader (or is it), and has applied
# what it knows to be committed. Asked of the local agent only, so that a lost quorum elsewhere
# cannot hang the probe. The token travels in a header file, never in an argument.
set -u
agent=$(curl --silent --fail --max-time 4 --cacert /consul/tls/ca.crt \
  --header "@/consul/tokens/${POD_NAME}.header" https://127.0.0.1:8501/v1/agent/self) || {
  echo "the local agent does not answer (or does not know its token yet)"
  exit 1
}
field() { printf '%s' "$agent" | grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

id=$(cat /consul/data/node-id)
case $(field latest_configuration) in
  *"Suffrage:Voter ID:$id "*) ;;
  *) echo "this server is not a voter"; exit 1 ;;
esac

case "$(field state):$(field last_contact)" in
  Leader:*) ;;
  Follower:0 | Follower:*[0-9]ms | Follower:*[0-9]µs | Follower:*[0-9]ns) ;;
  *) echo "no contact with a leader for over a second"; exit 1 ;;
esac

behind=$(($(field commit_index) - $(field applied_index)))
[ "$behind" -le 250 ] || { echo "behind by $behind log entries"; exit 1; }
