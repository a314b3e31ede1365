#!/bin/sh
# Print the interpreter that builds the environment: CPython 3.13, else 3.12, else 3.11.
#
# Every candidate is run, because a version manager's shim may exist under a name and
# still fail. One that can create virtual environments wins over one that cannot.
# CSPDESK_PYTHON, if set, is taken or refused; nothing is guessed beside it.
set -u

newest=13
oldest=11

# Prints the path of the real interpreter if $1 is CPython 3.$2 (any fitting one if $2 is empty);
# $3 is a further statement that has to succeed.
probe() {
    path=$("$1" -I -S -c "
import sys, sysconfig
fits = (
    sys.implementation.name == 'cpython'
    and sys.version_info[0] == 3
    and $oldest <= sys.version_info[1] <= $newest
    and '$2' in ('', str(sys.version_info[1]))
    and sys.maxsize > 2**32
    and not sysconfig.get_config_var('Py_GIL_DISABLED')
)
if not fits:
    sys.exit(1)
import ctypes, ssl, venv, zlib
$3
print(getattr(sys, '_base_executable', None) or sys.executable)
" 2>/dev/null </dev/null) || return 1
    [ -n "$path" ] && echo "$path"
}

search() {
    minor=$newest
    while [ "$minor" -ge "$oldest" ]; do
        # A version manager's own folders come before its shims, which are slow to fail.
        for candidate in \
            "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3."$minor".*/bin/python \
            "${XDG_DATA_HOME:-$HOME/.local/share}"/uv/python/cpython-3."$minor".*/bin/python3 \
            "python3.$minor" python3 python; do
            command -v "$candidate" >/dev/null 2>&1 || continue
            if probe "$candidate" "$minor" "$1"; then
                return 0
            fi
        done
        minor=$((minor - 1))
    done
    return 1
}

HOME=${HOME:-/}
if [ -n "${CSPDESK_PYTHON:-}" ]; then
    probe "$CSPDESK_PYTHON" "" "" && exit 0
    echo "CSPDESK_PYTHON=$CSPDESK_PYTHON は Python 3.$oldest〜3.$newest として動きません。" >&2
    echo "CSPDESK_PYTHON does not run as a 64-bit CPython 3.$oldest to 3.$newest." >&2
    exit 1
fi
search "import ensurepip" && exit 0
search "" && exit 0
echo "Python 3.$oldest〜3.$newest が見つかりません。Debian 12 なら: apt-get install python3 python3-venv" >&2
echo "No CPython 3.$oldest to 3.$newest was found. Install one, or set CSPDESK_PYTHON to its path." >&2
exit 1
