#!/bin/sh
# Pipes a batch file into Sluice and prints the answers, one line each. Argument: the file, one line of the OpenAI Batch format each.
set -eu
kafka=${KAFKA:-127.0.0.1:9092}
results=${SLUICE_RESULTS:-results.demo}
file=${1:-$(dirname "$0")/../batch.jsonl}

# Answers are found by custom_id, so those of this run get a prefix of their own.
run=$(date +%s)-$$
sed "s/\"custom_id\": *\"/&$run-/" "$file" |
  kcat -P -b "$kafka" -t inference.requests -H "sluice-key=${SLUICE_KEY:-demo}" -H sluice-deadline=2m -X enable.idempotence=true

answers() {
  kcat -C -q -e -b "$kafka" -t "$results" -o beginning -X isolation.level=read_committed | grep "\"custom_id\":\"$run-" || true
}
wanted=$(grep -c custom_id "$file")
until [ "$(answers | wc -l)" -ge "$wanted" ]; do
  sleep 1 # every request has a result at the latest 5 s after its deadline
done
answers
