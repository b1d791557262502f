// SPDX-License-Identifier: EUPL-1.2
// »Zitieren« copies the citation of a paragraph with its address, and says so. Without script, or
// where the browser does not let us copy, the link leads to where the citation stands to be read.
//   <a href="/l/ki-einsatz/2/3.4" data-cite="Leitlinie KI-Einsatz, 2. Ausgabe, Nr. 3.4">

interface Props {
  /** In front of the link's address: "https://netz.example". */
  readonly base: string;
  /** "Kopiert", in the language of the page. */
  readonly copied: string;
}

const shownMs = 5000;

export function mount(element: HTMLElement, props: Props): void {
  if (navigator.clipboard === undefined) return;
  const said = document.createElement('p');
  said.className = 'kern-sr-only';
  said.setAttribute('role', 'status');
  said.lang = document.documentElement.lang;
  element.append(said);
  const shown = document.createElement('span');
  shown.className = 'dk-copied';
  shown.setAttribute('aria-hidden', 'true');
  shown.lang = document.documentElement.lang;
  shown.textContent = props.copied;
  let timer = 0;

  const copy = async (link: HTMLAnchorElement): Promise<void> => {
    const words = citationOf(link, props.base);
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      location.assign(link.href);
      return;
    }
    said.textContent = `${props.copied}: ${words}`;
    link.after(shown);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      shown.remove();
      said.textContent = '';
    }, shownMs);
  };

  element.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-cite]');
    // With a key held down the person wants the link itself, in a new tab for instance.
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void copy(link);
  });
}

function citationOf(link: HTMLAnchorElement, base: string): string {
  const path = (link.getAttribute('href') ?? '').replace(/#.*/, '');
  return `${link.dataset.cite ?? ''}, ${base === '' ? location.origin : base}${path}`;
}
