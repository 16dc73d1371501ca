#!/bin/sh
# Runs the Lucene 8 peer: run.sh COMMAND [OPTIONS]. Compiles it first where a source is newer.
#   LUCENE8_JARS       folder with Lucene's jars, or a class path, instead of Debian's
#   LUCENE8_CACHE      folder for the compiled classes (default ~/.cache/search-peers)
#   LUCENE8_JAVA_OPTS  options for java (default -Xmx2g)
# Exit codes: 0 done, 1 failed, 2 wrong usage, 3 Lucene or the JDK is not installed.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

missing() {
    echo "lucene8 peer: $1. Install it with: apt-get install liblucene8-java default-jdk-headless" >&2
    exit 3
}

# The path of one of Lucene's jars. Debian names the jars of Lucene 8.8.1 "8.7.0", so any 8 will do
# here; which Lucene it really was stands in the report.
jar() {
    for found in "/usr/share/java/lucene-$1-8."*.jar \
            "/usr/share/maven-repo/org/apache/lucene/lucene-$1/8"*/*.jar; do
        if [ -r "$found" ]; then
            echo "$found"
            return 0
        fi
    done
    return 1
}

command -v java >/dev/null 2>&1 || missing "no java on the path"
command -v javac >/dev/null 2>&1 || missing "no javac on the path"

if [ -n "${LUCENE8_JARS:-}" ]; then
    jars=$LUCENE8_JARS
    if [ -d "$jars" ]; then
        jars=$jars/*
    fi
else
    jars=
    for part in core analyzers-common highlighter memory queries; do
        found=$(jar "$part") || missing "no lucene-$part-8 jar under /usr/share/java"
        jars=$jars${jars:+:}$found
    done
fi

# One cache folder for each checkout, so that two of them never run each other's classes.
cache=${LUCENE8_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/search-peers}/lucene8-$(echo "$here" | cksum | cut -d' ' -f1)
stamp=$cache/stamp
sources=$(find "$here/src" -name '*.java' | sort)
state="$jars
$(javac -version 2>&1)
$sources"

if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$state" ] ||
        [ -n "$(find "$here/src" -name '*.java' -newer "$stamp")" ]; then
    mkdir -p "$cache"
    fresh=$(mktemp -d "$cache/classes.XXXXXX")
    trap 'rm -rf "$fresh"' EXIT
    # The stamp's time is that of the start, so that a source saved meanwhile counts as newer.
    echo "$state" >"$fresh/stamp"
    find "$here/src" -name '*.java' -exec javac -encoding UTF-8 -Xlint:all,-processing,-classfile,-path \
        -proc:none -cp "$jars" -d "$fresh" {} + >&2
    rm -rf "$cache/classes"
    mv "$fresh" "$cache/classes"
    trap - EXIT
    mv "$cache/classes/stamp" "$stamp"
fi

# Unquoted on purpose: the variable holds several options.
# shellcheck disable=SC2086
exec java ${LUCENE8_JAVA_OPTS:--Xmx2g} -cp "$cache/classes:$jars" lucene8.Main "$@"
