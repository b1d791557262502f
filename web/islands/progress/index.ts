// SPDX-License-Identifier: EUPL-1.2
// Tells how far a long piece of work is, and shows its page when it is over. Without script the
// page has a link that does the same by hand.

interface Props {
  /** Answers {"isOver": boolean, "words": string}. */
  readonly address: string;
  /** Said when the address does not answer. */
  readonly failed: string;
}

const pauseMs = 1000;
const failuresMax = 10;

export function mount(element: HTMLElement, props: Props): void {
  const bar = document.createElement('progress');
  bar.className = 'dk-progress';
  const words = document.createElement('p');
  words.className = 'kern-body';
  words.setAttribute('role', 'status');
  words.textContent = element.querySelector('[role=status]')?.textContent ?? '';
  words.id = 'progress-words';
  bar.setAttribute('aria-labelledby', words.id);
  element.replaceChildren(bar, words);
  void follow(props, words);
}

async function follow(props: Props, words: HTMLElement): Promise<void> {
  let failures = 0;
  while (failures < failuresMax) {
    await new Promise((done) => setTimeout(done, pauseMs));
    try {
      const answer = await fetch(props.address, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(String(answer.status));
      const stage = (await answer.json()) as { isOver: boolean; words: string };
      failures = 0;
      if (words.textContent !== stage.words) words.textContent = stage.words;
      if (stage.isOver) {
        location.reload();
        return;
      }
    } catch {
      failures += 1;
    }
  }
  words.textContent = props.failed;
}
