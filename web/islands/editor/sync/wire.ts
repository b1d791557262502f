// SPDX-License-Identifier: EUPL-1.2
// Frames of the WebSocket, binary, one message each.
//
//   frame   := varUint type, body
//   sync    := 0: varUint (0 step1 stateVector | 1 step2 update | 2 update), as y-protocols
//   aware   := 1: varUint8Array awareness update, as y-protocols
//   who     := 3: asks for everybody's awareness, as y-protocols                        (we send)
//   own     := 100: varUint subtype
//     hello   := 0 varUint version, varUint epoch last known                          (we send)
//     ack     := 1 varUint frames durable, varUint8Array state vector
//     refused := 2 varUint frame number, varString reason, varString id of the kept copy
//     welcome := 3 varUint epoch, varUint client id, varUint may write
//     notice  := 4 varString kind, varString JSON
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

export const protocolVersion = 1;
const typeSync = 0;
const typeAwareness = 1;
const typeQuery = 3;
const typeOwn = 100;

export type ServerMessage =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array; readonly whole: boolean }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'ack'; readonly frames: number; readonly stateVector: Uint8Array }
  | {
      readonly type: 'refused';
      readonly frame: number;
      readonly reason: string;
      readonly copy: string;
    }
  | {
      readonly type: 'welcome';
      readonly epoch: number;
      readonly client: number;
      readonly mayWrite: boolean;
    }
  | { readonly type: 'notice'; readonly kind: string; readonly detail: unknown }
  | { readonly type: 'unknown' };

function framed(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

function sync(step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array {
  return framed((encoder) => {
    encoding.writeVarUint(encoder, typeSync);
    encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}

export const step1Frame = (stateVector: Uint8Array): Uint8Array => sync(0, stateVector);
export const step2Frame = (update: Uint8Array): Uint8Array => sync(1, update);
export const updateFrame = (update: Uint8Array): Uint8Array => sync(2, update);

export function awarenessFrame(update: Uint8Array): Uint8Array {
  return framed((encoder) => {
    encoding.writeVarUint(encoder, typeAwareness);
    encoding.writeVarUint8Array(encoder, update);
  });
}

/** Asks who is here: whatever is answered shows that the line lives. */
export const whoFrame: Uint8Array = framed((encoder) =>
  encoding.writeVarUint(encoder, typeQuery),
);

export function helloFrame(epoch: number): Uint8Array {
  return framed((encoder) => {
    for (const number of [typeOwn, 0, protocolVersion, epoch])
      encoding.writeVarUint(encoder, number);
  });
}

/** Reads a frame of the server; throws when it is cut short. */
export function readFrame(frame: Uint8Array): ServerMessage {
  const decoder = decoding.createDecoder(frame);
  const type = decoding.readVarUint(decoder);
  if (type === typeSync) return readSync(decoder);
  if (type === typeAwareness) {
    return { type: 'awareness', update: decoding.readVarUint8Array(decoder) };
  }
  return type === typeOwn ? readOwn(decoder) : { type: 'unknown' };
}

function readSync(decoder: decoding.Decoder): ServerMessage {
  const step = decoding.readVarUint(decoder);
  const bytes = decoding.readVarUint8Array(decoder);
  if (step === 0) return { type: 'step1', stateVector: bytes };
  return step <= 2 ? { type: 'update', update: bytes, whole: step === 1 } : { type: 'unknown' };
}

function readOwn(decoder: decoding.Decoder): ServerMessage {
  switch (decoding.readVarUint(decoder)) {
    case 1: {
      const frames = decoding.readVarUint(decoder);
      return { type: 'ack', frames, stateVector: decoding.readVarUint8Array(decoder) };
    }
    case 2: {
      const frame = decoding.readVarUint(decoder);
      const reason = decoding.readVarString(decoder);
      return { type: 'refused', frame, reason, copy: decoding.readVarString(decoder) };
    }
    case 3: {
      const epoch = decoding.readVarUint(decoder);
      const client = decoding.readVarUint(decoder);
      return { type: 'welcome', epoch, client, mayWrite: decoding.readVarUint(decoder) !== 0 };
    }
    case 4: {
      const kind = decoding.readVarString(decoder);
      return { type: 'notice', kind, detail: parsed(decoding.readVarString(decoder)) };
    }
    default:
      return { type: 'unknown' };
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}
