// SPDX-License-Identifier: EUPL-1.2

type Child = Node | string | null;

/** Makes an element; attributes with the value false are left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | false>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** One of KERN's icons: decoration, the words stand beside it. */
export function icon(name: string): HTMLElement {
  return make('span', {
    class: `kern-icon kern-icon--${name} kern-icon--small`,
    'aria-hidden': 'true',
  });
}

const svg = 'http://www.w3.org/2000/svg';

/** A line drawing on a field of 24 by 24. */
export function drawing(path: string): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('aria-hidden', 'true');
  element.setAttribute('class', 'dk-drawing');
  const line = document.createElementNS(svg, 'path');
  line.setAttribute('d', path);
  element.append(line);
  return element;
}

let ids = 0;

/** An id for label and field, unique in the page. */
export function newId(stem: string): string {
  ids += 1;
  return `dk-${stem}-${ids}`;
}
