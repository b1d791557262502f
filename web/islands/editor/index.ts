// SPDX-License-Identifier: EUPL-1.2
// The island: what the server wrote stays readable until the text has come over the line.
import { Selection } from 'prosemirror-state';
import type { EditorProps } from '../../shared/props';
import { putBack } from './commands/kept';
import { Session } from './session';
import type { Socket, Status } from './sync/client';
import type { Ending } from './sync/closing';
import type { ServerMessage } from './sync/wire';
import { Announcer } from './view/announcer';
import { sendImage } from './view/dialogs/inline';
import { make } from './view/dom';
import { TextEditor } from './view/editor';
import { keepFilesOut } from './view/foreign_images';
import { Messages } from './view/messages';
import { StatusBar, statusText } from './view/status_bar';

export function mount(element: HTMLElement, props: EditorProps): void {
  new Island(element, props).start();
}

class Island {
  private readonly announcer = new Announcer();
  private readonly messages: Messages;
  private readonly bar: StatusBar;
  private readonly fallback: HTMLElement;
  private session!: Session;
  private editor!: TextEditor;
  private status: Status | null = null;
  private mayWrite: boolean;
  private wantsToWrite: boolean;
  /** Something was refused: the text is loaded anew once the server has the words of all of it. */
  private anew: 'no' | 'waits' | 'loads' = 'no';
  /** Where the cursor was when writing had to stop for that. */
  private backTo: number | null = null;
  private connected = false;
  private kept = false;
  private isPutBack = false;

  constructor(
    element: HTMLElement,
    private readonly props: EditorProps,
  ) {
    const { texts, mode } = props;
    this.mayWrite = mode === 'write';
    this.wantsToWrite = this.mayWrite;
    this.messages = new Messages(texts);
    this.bar = new StatusBar({
      texts,
      title: props.title,
      mayWrite: this.mayWrite,
      onMode: (wanted) => {
        this.wantsToWrite = wanted === 'write';
        this.settle();
      },
      onHelp: () => this.editor.openHelp(),
    });
    this.fallback = make('div', { class: 'dk-fallback' });
    this.fallback.append(...element.childNodes);
    element.classList.add('dk-editor');
    element.append(this.bar.element, this.messages.element, this.fallback, this.announcer.element);
    keepFilesOut(element, () => {
      if (this.mayWrite) this.tellOfPasting(texts.files_left);
    });
    new ResizeObserver(() => {
      element.style.setProperty('--dk-bar-height', `${this.bar.element.offsetHeight}px`);
    }).observe(this.bar.element);
  }

  start(): void {
    window.addEventListener('online', () => this.session.retry());
    window.addEventListener('offline', () => this.session.cut());
    document.addEventListener('keydown', (event) => this.helpKey(event));
    window.addEventListener('beforeunload', (event) => {
      // Only where leaving would lose something: not saved there, not kept here.
      if (this.status?.synced && !this.status.saved && !this.kept) event.preventDefault();
    });
    this.open();
  }

  private open(): void {
    const { props } = this;
    this.session = new Session(props, {
      onStatus: (status, kept) => this.onStatus(status, kept),
      onMessage: (message) => this.onMessage(message),
    });
    this.editor = new TextEditor({
      session: this.session,
      texts: props.texts,
      announcer: this.announcer,
      onPeople: (people) => this.bar.showPeople(people),
      upload: (file) => sendImage(props.imagesUrl, props.csrfToken, file),
      isReader: props.mode === 'read',
      originOf: (uid) => `/dokumente/${props.documentId}/absatz/${uid}`,
      onPasted: (words) => this.tellOfPasting(words),
    });
    this.editor.element.hidden = true;
    this.fallback.after(this.editor.element);
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const address = new URL(props.socketUrl, `${scheme}//${location.host}`).href;
    void this.session.open(
      () => new WebSocket(address) as unknown as Socket,
      () => this.editor.isComposing,
    );
  }

  private tellOfPasting(words: string): void {
    this.messages.show({ topic: 'paste', kind: 'warning', words: [words] });
  }

  private onStatus(status: Status, kept: boolean): void {
    this.status = status;
    this.kept = kept;
    const key = statusText(status, kept, !this.mayWrite);
    const connected = status.connection === 'open' && status.synced;
    this.bar.showStatus(key, connected);
    if (connected !== this.connected) {
      this.connected = connected;
      this.announcer.say('connection', this.props.texts[connected ? 'connected' : key]);
    }
    if (status.ending !== null) this.ended(status.ending);
    if (this.anew === 'waits' && status.settled) this.startAnew();
    this.settle();
  }

  /** What the person may do at this moment. */
  private settle(): void {
    const { status } = this;
    const free = status !== null && status.synced && status.ending === null && this.anew === 'no';
    const mayType = free && this.mayWrite && this.wantsToWrite;
    // Before the text is shown: each change of this lays all of it out again.
    this.editor.setEditable(mayType);
    const show = status?.synced === true || this.session.binding.text.length > 0;
    if (show && this.editor.element.hidden) {
      this.editor.element.hidden = false;
      this.fallback.hidden = true;
    }
    if (!mayType) return;
    this.goBack();
    this.putBack();
  }

  /** Words that were kept, put in again: once, also when the page is loaded again. */
  private putBack(): void {
    const { props, messages, isPutBack } = this;
    const { kept, texts } = props;
    if (kept === null || isPutBack) return;
    this.isPutBack = true;
    history.replaceState(history.state, '', location.pathname);
    const { view } = this.editor;
    const back = putBack(view.state, kept);
    if (back === null) return;
    this.session.undo.stopCapturing();
    view.dispatch(back.tr);
    this.session.undo.stopCapturing();
    view.focus();
    messages.show({
      topic: 'kept',
      kind: 'info',
      words: [texts[back.isBehind ? 'kept_behind' : 'kept_end'], texts.kept_stays],
      button: { words: texts.kept_done, press: () => void this.finishKept(kept.doneUrl) },
    });
  }

  private async finishKept(address: string): Promise<void> {
    const { texts, documentId, csrfToken } = this.props;
    const isDone = await finish(address, csrfToken);
    const link = { href: `/dokumente/${documentId}/nicht-uebernommen`, words: texts.orphaned_link };
    this.messages.show(
      isDone
        ? { topic: 'kept', kind: 'info', words: [texts.kept_is_done] }
        : { topic: 'kept', kind: 'warning', words: [texts.kept_failed], link },
    );
    // The button that had the focus is gone.
    this.editor.view.focus();
  }

  private onMessage(message: ServerMessage): void {
    if (message.type === 'welcome') {
      this.takeRight(message.mayWrite && this.props.mode === 'write');
      this.settle();
    } else if (message.type === 'refused') {
      this.refused(message.reason);
    } else if (message.type === 'notice') {
      this.notice(message.kind, message.detail);
    }
  }

  private takeRight(mayWrite: boolean): void {
    if (this.mayWrite === mayWrite) return;
    this.mayWrite = mayWrite;
    this.wantsToWrite = mayWrite;
    this.bar.setMayWrite(mayWrite);
  }

  private notice(kind: string, detail: unknown): void {
    const { texts, documentId } = this.props;
    const address = (detail as { address?: unknown } | null)?.address;
    const href =
      typeof address === 'string' && /^\/(?!\/)/.test(address)
        ? address
        : `/dokumente/${documentId}/nicht-uebernommen`;
    const link = { href, words: texts.orphaned_link };
    switch (kind) {
      case 'writing_stopped':
        this.messages.show({ topic: 'writing', kind: 'warning', words: [texts.writing_stopped] });
        break;
      case 'writing_resumed':
        this.messages.show({ topic: 'writing', kind: 'info', words: [texts.writing_resumed] });
        break;
      case 'orphaned':
        this.messages.show({ topic: kind, kind: 'info', words: [texts.orphaned], link });
        break;
      case 'removed':
        this.takeRight(false);
        this.messages.show({ topic: kind, kind: 'warning', words: [texts.removed] });
        this.settle();
        break;
      case 'session_ended':
        this.ended('session_ended');
        break;
    }
  }

  private ended(key: Ending): void {
    const { texts } = this.props;
    const signIn = { href: '/anmelden', words: texts.sign_in };
    const again = { href: location.pathname, words: texts.reload };
    this.messages.show({
      topic: 'ended',
      kind: 'warning',
      words: key === 'session_ended' ? [texts[key], texts.session_ended_else] : [texts[key]],
      ...(key === 'forbidden' ? {} : { link: key === 'session_ended' ? signIn : again }),
      ...(key === 'bad_frame' || key === 'too_large'
        ? { button: { words: texts.load_anew, press: () => this.startAnew() } }
        : {}),
    });
  }

  /** Nothing may be built on what the server did not take: its own text is loaded anew. */
  private refused(reason: string): void {
    const { texts, documentId } = this.props;
    if (this.anew !== 'no') return;
    this.anew = 'waits';
    this.messages.show({
      topic: 'refused',
      kind: 'warning',
      words: [texts[reason === 'full' ? 'refused_full' : 'refused'], texts.refused_reload],
      link: { href: `/dokumente/${documentId}/nicht-uebernommen`, words: texts.refused_link },
    });
    const { view } = this.editor;
    this.backTo = view.hasFocus() ? view.state.selection.head : null;
    this.settle();
  }

  private startAnew(): void {
    if (this.anew === 'loads') return;
    this.anew = 'loads';
    this.messages.hide('ended');
    const { session, editor } = this;
    void session.forget().then(() => {
      editor.destroy();
      session.destroy();
      this.anew = 'no';
      this.open();
    });
  }

  /** Whoever wrote when something was refused writes on there. */
  private goBack(): void {
    if (this.backTo === null) return;
    const { view } = this.editor;
    const at = view.state.doc.resolve(Math.min(this.backTo, view.state.doc.content.size));
    this.backTo = null;
    view.dispatch(view.state.tr.setSelection(Selection.near(at, -1)));
    view.focus();
  }

  /** The question mark opens the help wherever nobody is writing. */
  private helpKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const writes = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key !== '?' || writes || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    this.editor.openHelp();
  }
}

async function finish(address: string, csrf: string): Promise<boolean> {
  try {
    return (await fetch(address, { method: 'POST', body: new URLSearchParams({ csrf }) })).ok;
  } catch {
    return false;
  }
}
