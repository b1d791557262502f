#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Misuse does not compile: each case is compiled twice, good and (with -DBAD) bad.
# Run in the project's root.
set -euo pipefail
compile() { g++ -std=c++23 -fsyntax-only -Wall -Wextra -Werror -I. "$@" 2>/dev/null; }
failed=0
for case in tests/structure/must_not_compile/*.cpp; do
    if ! compile "$case"; then echo "$case: the good branch must compile"; failed=1; fi
    if compile -DBAD "$case"; then echo "$case: the bad branch compiles"; failed=1; fi
done
exit $failed
