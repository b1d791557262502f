#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Every German sentence in the code has an English one with the same placeholders.
# Run in the project's root.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mapfile -t sources < <(find base domain apps -name '*.cpp' -o -name '*.hpp' | grep -vE '_test\.cpp|/testing/' | sort)
xgettext --language=C++ --from-code=UTF-8 --no-location --sort-output \
    --keyword=say:1 --keyword=say_:1 --keyword=mark:1 --keyword=plural:1,2 -o "$work/code.pot" "${sources[@]}"

# The editor's sentences are JSON.
node -e '
  const texts = JSON.parse(require("fs").readFileSync("web/islands/editor/texts.json", "utf8"));
  const quote = (s) => JSON.stringify(s);
  const head = `msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n`;
  process.stdout.write(head + [...new Set(Object.values(texts))].map((s) => `msgid ${quote(s)}\nmsgstr ""\n`).join("\n"));
' >"$work/editor.pot"
msgcat --use-first "$work/code.pot" "$work/editor.pot" -o "$work/all.pot"
msgcat --use-first locales/en/*.po -o "$work/en.po"

missing=$(msgcmp --use-untranslated "$work/en.po" "$work/all.pot" 2>&1 | grep -c 'not defined\|never translated\|this message' || true)
if [ "$missing" != 0 ]; then
    msgcmp --use-untranslated "$work/en.po" "$work/all.pot" 2>&1 | head -60
    echo "English sentences are missing: $missing. Add them to locales/en/<folder>.po."
    exit 1
fi

# Placeholders: the same set of {…} on both sides.
node - "$work/en.po" <<'JS'
const text = require('fs').readFileSync(process.argv[2], 'utf8');
const unquote = (block) => [...block.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => JSON.parse(`"${m[1]}"`)).join('');
let wrong = 0;
for (const entry of text.split('\n\n')) {
  const id = entry.match(/^msgid ((?:".*"\n?)+)/m);
  if (!id || unquote(id[1]) === '') continue;
  const holes = (s) => [...s.matchAll(/\{[^}]*\}/g)].map((m) => m[0]).sort().join();
  const ids = [unquote(id[1])];
  const plural = entry.match(/^msgid_plural ((?:".*"\n?)+)/m);
  if (plural) ids.push(unquote(plural[1]));
  const allowed = new Set(ids.map(holes));
  for (const said of entry.matchAll(/^msgstr(?:\[\d\])? ((?:".*"\n?)+)/gm)) {
    const words = unquote(said[1]);
    if (words === '') { console.log(`not translated: ${ids[0]}`); wrong += 1; continue; }
    if (!allowed.has(holes(words))) { console.log(`placeholders differ: ${ids[0]} / ${words}`); wrong += 1; }
  }
}
process.exit(wrong ? 1 : 0);
JS
echo "every sentence has its English form"
