#!/bin/sh
# Makes the secrets of the stack, each where it is not there yet: random, in files of their own below secrets/, which git ignores.
# The folder is yours alone. The files are readable so that the users within the containers can read them.
set -eu
cd "$(dirname "$0")"
(umask 077 && mkdir -p secrets)
random() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
make() {
  [ -s "secrets/$1" ] || cat >"secrets/$1"
  chmod 444 "secrets/$1"
}
make provider-keys <<KEYS
key-a=sk-sim-$(random)
key-b=sk-sim-$(random)
key-c=sk-sim-$(random)
key-d=sk-sim-$(random)
KEYS
make audit <<KEYS
root_key=$(random)
KEYS
random | make postgres-password
