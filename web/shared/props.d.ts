// SPDX-License-Identifier: EUPL-1.2
// What the server writes into data-props: the contract between pages and islands.
import type { TextKey } from '../islands/editor/texts';

export interface EditorProps {
  readonly documentId: string;
  /** Stands for the member on this device; the key of what is kept here when cut off. */
  readonly memberKey: string;
  /** "/ws/document/<id>". */
  readonly socketUrl: string;
  /** "/api/document/<id>/sync": the same over plain requests. */
  readonly syncUrl: string;
  /** The client id the server issued with this page. */
  readonly clientId: number;
  /** Raised by a restore from backup; clients of an older one send again what they have. */
  readonly epoch: number;
  readonly mode: 'write' | 'read';
  /** Of the document. */
  readonly title: string;
  readonly member: { readonly name: string; readonly authority: string };
  /** Sent along with a picture. */
  readonly csrfToken: string;
  /** Where pictures go: "/dokumente/<id>/bilder". */
  readonly imagesUrl: string;
  /** Words kept for the person that are to be put into the text again. */
  readonly kept: {
    readonly words: string;
    /** Of the paragraph they were typed into; '' where that is not known. */
    readonly uid: string;
    /** Asked for when they need no longer be kept. */
    readonly doneUrl: string;
  } | null;
  readonly language: 'de' | 'en';
  /** Every string of islands/editor/texts.json in the person's language. */
  readonly texts: Readonly<Record<TextKey, string>>;
}
