// SPDX-License-Identifier: EUPL-1.2
// Finds the islands of a page and gives each its script. Pages without one load only this file.
//   <div data-island="editor" data-props="{…}">what can be read without script</div>

interface Island {
  mount(element: HTMLElement, props: unknown): void;
}

const islands: Record<string, () => Promise<Island>> = {
  editor: () => import('../islands/editor/index'),
  cite: () => import('../islands/cite/index'),
  contents: () => import('../islands/contents/index'),
  progress: () => import('../islands/progress/index'),
};

async function start(element: HTMLElement): Promise<void> {
  const load = islands[element.dataset.island ?? ''];
  if (load === undefined || element.dataset.started !== undefined) return;
  element.dataset.started = '';
  try {
    const island = await load();
    island.mount(element, JSON.parse(element.dataset.props ?? 'null'));
  } catch (error) {
    // What the server wrote stays readable; a page can show its own words for this.
    delete element.dataset.started;
    element.dataset.failed = '';
    console.error(error);
  }
}

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) void start(element);
