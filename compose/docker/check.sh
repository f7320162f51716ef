#!/bin/bash
# Asks a stack that is up whether it works, and kills parts of it meanwhile: a broker, a dispatcher, a worker, each with requests
# in flight, and starts each again. Ends with 0 when everything was answered once and all books agree. Leaves the stack running.
set -euo pipefail
cd "$(dirname "$0")"

REQUESTS=400 # for each kill: ten seconds at the pace of the four keys
ANSWERED_MAX_SECONDS=300
stamp=$(date +%s) # so that a second run does not count the first one's results

if docker compose version >/dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
work=$(mktemp -d)
reader=sluice-check-results-$stamp
trap 'docker rm -f "$reader" >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

say() { printf '%s\n' "$*"; }
die() {
  printf 'check: %s\n' "$*" >&2
  exit 1
}

# sluice ARGUMENTS...: a command within the stack's network.
sluice() { "${compose[@]}" run --rm -T sluice "$@" 2>"$work/err" || { cat "$work/err" >&2; return 1; }; }

container() { "${compose[@]}" ps -a -q "$1"; }

# healthy SERVICE: waits until its health check says so.
healthy() {
  local tries state=
  for ((tries = 0; tries < 120; tries++)); do
    state=$(docker inspect --format '{{ .State.Health.Status }}' "$(container "$1")")
    [ "$state" != healthy ] || return 0
    sleep 1
  done
  die "$1 is $state after two minutes: ${compose[*]} logs $1"
}

# lines NAME COUNT: lines of the OpenAI Batch input format, of one workflow.
lines() {
  local n
  for ((n = 1; n <= $2; n++)); do
    printf '{"custom_id":"%s-%d","body":{"model":"gpt-4o-mini","max_tokens":40,"messages":[{"role":"user","content":"hello %d"}]}}\n' "$1" "$n" "$n"
  done
}

# publish NAME COUNT: the ids of the requests are in $work/NAME.ids then.
publish() {
  lines "$1" "$2" | sluice publish --key research --workflow "$1" - | tr -d '\r' | sort >"$work/$1.ids"
  [ "$(wc -l <"$work/$1.ids")" -eq "$2" ] || die "published $(wc -l <"$work/$1.ids") of $2"
}

# results NAME: the ids of its requests that have a result with status 200, as often as they have one.
results() {
  { grep -F "\"custom_id\":\"$1-" "$work/results" || true; } | { grep -F '"status_code":200' || true; } |
    sed 's/^{"id":"\([^"]*\)".*/\1/' | sort
}

# answered NAME: waits until every request that was published has a result, and there is no other and none twice.
answered() {
  local start=$SECONDS
  until results "$1" >"$work/$1.results" && [ "$(wc -l <"$work/$1.results")" -ge "$(wc -l <"$work/$1.ids")" ]; do
    [ $((SECONDS - start)) -lt $ANSWERED_MAX_SECONDS ] ||
      die "$1: $(wc -l <"$work/$1.results") of $(wc -l <"$work/$1.ids") answered after $ANSWERED_MAX_SECONDS s"
    sleep 0.5
  done
  cmp -s "$work/$1.ids" "$work/$1.results" || die "$1: the results are not those of the requests, one each"
}

# survives SERVICE: is killed while its requests are being answered; all are answered; it comes back.
survives() {
  local name=$1-killed-$stamp read
  publish "$name" $REQUESTS
  until read=$(results "$name" | wc -l) && [ "$read" -ge 20 ]; do sleep 0.1; done
  docker kill "$(container "$1")" >/dev/null
  [ "$read" -lt $((REQUESTS / 2)) ] || die "most were answered before $1 was killed: nothing was asked of the others"
  answered "$name"
  say "$1 killed after $read of $REQUESTS results: all $REQUESTS answered, each once"
  docker start "$(container "$1")" >/dev/null
  healthy "$1"
  say "$1 started again: healthy"
}

for service in kafka-1 kafka-2 kafka-3 registry provider postgres dispatcher-1 dispatcher-2 worker-1 worker-2 ledger door \
  delivery connect; do
  healthy "$service"
done
say "all services are healthy"

curl -fs http://127.0.0.1:19580/v1/chat/completions -H 'Authorization: Bearer vk_research_secret' \
  -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hello"}]}' >"$work/door" || die "the door did not answer"
say "the door answered: $(sed 's/.*"usage":\({[^}]*}\).*/\1/' "$work/door" | head -c 100)"

# One reader of all results, for as long as this runs.
"${compose[@]}" run -T --name "$reader" sluice results --json --follow >"$work/results" 2>"$work/reader.err" &

publish "plain-$stamp" 40
answered "plain-$stamp"
say "40 requests published to inference.requests: all answered, each once"

survives kafka-2
survives dispatcher-1
survives worker-1

# The customer's own topic has what inference.results has.
delivered() {
  "${compose[@]}" exec -T kafka-1 /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server kafka-1:9092 --topic results.acme \
    --from-beginning --isolation-level read_committed --timeout-ms 15000 2>/dev/null |
    { grep -F -e "-$stamp-" || true; } | sed 's/^{"id":"\([^"]*\)".*/\1/' | sort >"$work/delivered"
}
cat "$work"/*.ids | sort >"$work/published"
delivered
cmp -s "$work/published" "$work/delivered" ||
  die "results.acme has $(wc -l <"$work/delivered") of $(wc -l <"$work/published") results, or others"
say "delivery copied all $(wc -l <"$work/published") results to results.acme, each once"

sluice audit verify --config=/etc/sluice/sluice.yaml

say "sluice spend: $(sluice spend | grep 'all customers')"
sluice warehouse check --wait=300 --jdbc-url=jdbc:postgresql://postgres:5432/warehouse --jdbc-user=sluice \
  --jdbc-password-file=/run/secrets/postgres-password
"${compose[@]}" exec -T postgres psql -U sluice -d warehouse -c 'SELECT * FROM spend_by_team_and_day'
