// SPDX-License-Identifier: EUPL-1.2
// A ZIP package from names and bytes, deflated: what an upload may be made of.
import { deflateRawSync } from 'node:zlib';

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** The fields that stand alike beside the bytes and in the list at the end. */
function fields(bytes, packed, name) {
  const all = Buffer.alloc(26);
  all.writeUInt16LE(20, 0); // version needed
  all.writeUInt16LE(8, 4); // deflated
  all.writeUInt32LE(crc32(bytes), 10);
  all.writeUInt32LE(packed.length, 14);
  all.writeUInt32LE(bytes.length, 18);
  all.writeUInt16LE(Buffer.byteLength(name), 22);
  return all;
}

export function zipOf(entries) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [name, bytes] of entries) {
    const packed = deflateRawSync(bytes);
    const both = fields(bytes, packed, name);
    const words = Buffer.from(name);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), both, words, packed]);
    const tail = Buffer.alloc(14); // no comment, first disk, plain file
    tail.writeUInt32LE(at, 10);
    const head = Buffer.from('PK\x01\x02\x14\x00', 'latin1');
    list.push(Buffer.concat([head, both, tail, words]));
    parts.push(local);
    at += local.length;
  }
  const central = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, central, end]);
}
