// SPDX-License-Identifier: EUPL-1.2
// The GET routes that the program registers, read from its source, so that none is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../support/modules.mjs';

/** These pass on a pattern that somebody else names. */
const wrappers = [
  'domain/network/door.cpp',
  'domain/guideline/reading/routes.cpp',
  'domain/network/site/routes.cpp',
];
const passedOn = ['pattern', 'page.address'];
/** A table of addresses, each on a line of its own: {"name", "/address", …}. */
const table = 'domain/network/site/site.cpp';

/** Pages of the table that another folder shows. */
const elsewhere = ['/', '/ueber-das-netzwerk'];

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : sources(path);
    return entry.name.endsWith('.cpp') && !entry.name.endsWith('_test.cpp') ? [path] : [];
  });
}

/** `"/a"`, `base` or `base + "/b"`, with base named in the same file; nothing when it is neither. */
function resolved(expression, text) {
  const parts = expression.split('+').map((part) => part.trim());
  const words = parts.map((part) => {
    if (/^".*"$/.test(part)) return part.slice(1, -1);
    return new RegExp(`std::string ${part} = "([^"]*)"`).exec(text)?.[1];
  });
  return words.includes(undefined) ? undefined : words.join('');
}

function routesOf(path) {
  const name = relative(root, path);
  const text = readFileSync(path, 'utf8');
  if (name === table) {
    const rows = [...text.matchAll(/^\s*(?:SitePage)?\{"\w+", "(\/[^"]*)"/gm)];
    return rows.map(([, address]) => address).filter((address) => !elsewhere.includes(address));
  }
  const calls = /(?<![\w:])(?:\w+\.get|get|add_page)\(\s*(?:all|router),\s*([^,]+?),/g;
  return [...text.matchAll(calls)].flatMap(([call, expression]) => {
    if (wrappers.includes(name) && passedOn.includes(expression)) return [];
    const pattern = resolved(expression, text);
    if (pattern === undefined) throw new Error(`${name}: no pattern to be read in ${call}`);
    return [pattern];
  });
}

export function routesInSource() {
  return ['domain', 'apps'].flatMap((folder) => sources(join(root, folder)).flatMap(routesOf));
}
