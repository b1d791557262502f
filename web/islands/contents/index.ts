// SPDX-License-Identifier: EUPL-1.2
// Marks in a table of contents the section that is being read. Without script the links work as
// they are.

/** A heading counts as reached when it is above this share of the window's height. */
const reachedAbove = 0.33;

export function mount(element: HTMLElement): void {
  const links = [...element.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')];
  const sections = links.flatMap((link) => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return target === null ? [] : [{ link, target }];
  });
  if (sections.length === 0) return;
  let current: HTMLAnchorElement | undefined;
  let isWaiting = false;

  const update = (): void => {
    isWaiting = false;
    const line = window.innerHeight * reachedAbove;
    const reached = sections.filter(({ target }) => target.getBoundingClientRect().top <= line);
    const here = reached.at(-1)?.link;
    if (here === current) return;
    current?.removeAttribute('aria-current');
    current = here;
    if (here === undefined) return;
    here.setAttribute('aria-current', 'location');
    keepInSight(element, here);
  };
  const schedule = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(update);
  };
  window.addEventListener('scroll', schedule, { passive: true });
  window.addEventListener('resize', schedule, { passive: true });
  update();
}

/** Scrolls the table itself, never the page. */
function keepInSight(element: HTMLElement, link: HTMLElement): void {
  const box = element.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < box.top) element.scrollTop -= box.top - top;
  if (bottom > box.bottom) element.scrollTop += bottom - box.bottom;
}
