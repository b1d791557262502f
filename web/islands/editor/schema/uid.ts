// SPDX-License-Identifier: EUPL-1.2

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The 22 characters of base64url that stand for 16 bytes. */
export function uidOfBytes(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < 16; i += 3) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | (b >> 4));
    text += alphabet.charAt(((b & 15) << 2) | (c >> 6)) + alphabet.charAt(c & 63);
  }
  return text.slice(0, 22);
}

/** A new uid: a UUIDv7 (RFC 9562) of this millisecond. */
export function newUid(
  now: number = Date.now(),
  random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
): string {
  const bytes = random(new Uint8Array(16));
  for (let i = 5, rest = now; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return uidOfBytes(bytes);
}
