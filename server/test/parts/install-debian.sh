#!/bin/sh
# Installs Debian packages without starting what they serve. Two runs at once wait for each other.
set -eu

policy=/usr/sbin/policy-rc.d
mark='# written for tests: no service is started'

exec 9>/run/lock/fengsui-test-parts
flock 9

restore() {
  if [ -f "$policy.before-tests" ]; then mv "$policy.before-tests" "$policy"
  elif grep -qsF "$mark" "$policy"; then rm -f "$policy"; fi
}
trap restore EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

restore
if [ -f "$policy" ]; then cp -p "$policy" "$policy.before-tests"; fi
printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
chmod 755 "$policy"

export DEBIAN_FRONTEND=noninteractive
quietly() {
  if ! output=$("$@" 2>&1); then
    printf '%s\n' "$output"
    exit 1
  fi
}
echo 'real tests: reading the package lists'
quietly apt-get update
echo "real tests: fetching and unpacking $*"
quietly apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=600 "$@"
echo 'real tests: installed'
