// SPDX-License-Identifier: EUPL-1.2

/** The update-bearing frames of one connection, and what became of them. */
export class Frames {
  private sent = 0;
  private durable = 0;
  private refused = 0;

  begin(): void {
    this.sent = this.durable = this.refused = 0;
  }

  send(): void {
    this.sent++;
  }

  /** The server counts: the first so many are durable. */
  acknowledge(frames: number): void {
    this.durable = Math.max(this.durable, frames);
  }

  /** The words of this frame are kept for their author, not taken over. */
  refuse(frame: number): void {
    this.refused = Math.max(this.refused, frame);
  }

  get allDurable(): boolean {
    return this.refused === 0 && this.durable >= this.sent;
  }

  /** Of each the server has the words, in the text or beside it: they come in order. */
  get allSettled(): boolean {
    return Math.max(this.durable, this.refused) >= this.sent;
  }
}
