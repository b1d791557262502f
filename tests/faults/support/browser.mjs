// SPDX-License-Identifier: EUPL-1.2
// Pages and forms as a browser without JavaScript uses them: cookies, redirects, hidden fields.
import assert from 'node:assert/strict';

export const password = 'gemeinsam-denken';

const names = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
export const plain = (html) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => names[name]);

export class Browser {
  #cookies = new Map();
  #token = null;

  constructor(server) {
    this.server = server;
  }

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #fetch(path, options = {}) {
    const answer = await fetch(new URL(path, this.server.origin), {
      redirect: 'manual',
      ...options,
      headers: { cookie: this.cookie, ...options.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const body = await answer.text();
    return { status: answer.status, location: answer.headers.get('location'), body };
  }

  get(path) {
    return this.#fetch(path);
  }

  /** Sends a form with exactly these fields. */
  send(path, fields, headers = {}) {
    return this.#fetch(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: this.server.origin, ...headers },
    });
  }

  /** Sends a form that stands on `page`, with the token found there. */
  async submit(page, path, fields = {}) {
    const { status, body } = await this.get(page);
    assert.equal(status, 200, `${page} answers ${status}`);
    const csrf = /name="csrf" value="([^"]+)"/.exec(body)?.[1];
    assert.ok(csrf, `${page} has a form`);
    return this.send(path, { ...fields, csrf: plain(csrf) });
  }

  /** What a script of ours sends along with a POST. */
  async token() {
    this.#token ??= plain(/name="csrf" value="([^"]+)"/.exec((await this.get('/konto')).body)[1]);
    return this.#token;
  }

  async signIn(email) {
    const answer = await this.submit('/anmelden', '/anmelden', { email, password });
    assert.equal(answer.status, 303, `${email} signs in`);
    return this;
  }

  /** Makes an empty document and gives its id. */
  async newDocument(title) {
    const { status, location } = await this.submit('/entwuerfe/neu', '/entwuerfe/neu', { title });
    assert.equal(status, 303, 'a document is made');
    return location.split('/').at(-1);
  }

  async ticket(document) {
    const page = `/dokumente/${document}`;
    const { status, body } = await this.submit(page, `${page}/ticket`);
    assert.equal(status, 200, 'a ticket is given');
    return body.trim();
  }

  /** The id of a member whom the coordination sees. */
  async memberId(email) {
    const { body } = await this.get('/koordination');
    const authorities = body.matchAll(/href="(\/koordination\/behoerden\/[\w-]+)"/g);
    for (const address of new Set([...authorities].map((found) => found[1]))) {
      const rows = (await this.get(address)).body.split('<tr');
      const row = rows.find((text) => plain(text).includes(email));
      if (row) return /\/koordination\/mitglieder\/([\w-]+)"/.exec(row)[1];
    }
    throw new Error(`the coordination sees no ${email}`);
  }

  /** Words of theirs that were not taken over, as the page shows them. */
  async keptWords(document) {
    const { status, body } = await this.get(`/dokumente/${document}/nicht-uebernommen`);
    assert.equal(status, 200);
    return plain(body);
  }
}

export async function signedIn(server, email) {
  return new Browser(server).signIn(email);
}
