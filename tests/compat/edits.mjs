// SPDX-License-Identifier: EUPL-1.2
import * as Y from 'yjs'

// Random changes to the shared types of a document: one function per kind of change.

const words = [
  'a', 'b', ' ', 'xyz', 'Leitlinie', '\n', 'ä', 'Größe', '€', 'ﬁ', '漢字', '😀', '👩‍👩‍👧', '🇩🇪x', 'e\u0301',
  '\u0000', '"\\', '\u2028', 'lang '.repeat(30)
]
const keys = ['k', 'key', 'ü', '1', '10', '2', '', '-1', 'b/kind']
const marks = ['bold', 'em', 'link', 'comment--x', '7']

export const word = random => random.pick(words) + (random.chance(20) ? random.pick(words) : '')

/** A value of ContentAny that JSON can say (or leaves out). */
export function value (random, depth = 0) {
  const kind = random.int(0, depth > 2 ? 9 : 12)
  switch (kind) {
    case 0: return null
    case 1: return random.chance(50)
    case 2: return random.int(-70, 70)
    case 3: return random.pick([0, -0, 63, 64, -64, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53 - 1, 1e21, 1e-7])
    case 4: return random.int(-1000, 1000) / random.pick([3, 4, 7, 1000])
    case 5: return random.pick([NaN, Infinity, -Infinity, 0.1, 5e-324, 1.7976931348623157e308])
    case 6: case 7: case 8: return word(random)
    case 9: return undefined
    case 10: return Array.from({ length: random.int(0, 3) }, () => value(random, depth + 1))
    case 11: return new Uint8Array([random.int(0, 255), 128])
    default: {
      const object = {}
      for (let i = random.int(0, 3); i > 0; i--) object[random.pick(keys)] = value(random, depth + 1)
      return object
    }
  }
}

const plain = random => {
  const made = value(random)
  return made === undefined ? 'undefined' : made
}

function attributes (random) {
  const chosen = {}
  for (let i = random.int(0, 2); i > 0; i--) {
    chosen[random.pick(marks)] = random.pick([true, null, null, 'https://x.example/', { a: 1, 'b c': 'd' }, 3.5])
  }
  return chosen
}

const embed = random => random.pick([
  { b: 'uid' + random.int(0, 9), kind: 'h' }, { t: 'image', src: 'ü😀' }, { 2: 1, 1: [null, -0.5e-10] }, {}
])

/** A new shared type with something in it. */
export function type (random, depth) {
  switch (random.int(0, depth > 3 ? 2 : 5)) {
    case 0: return new Y.Text(word(random))
    case 1: return new Y.Map([['k', plain(random)]])
    case 2: {
      const text = new Y.Text()
      text.applyDelta([{ insert: word(random), attributes: { bold: true } }, { insert: word(random) }])
      return text
    }
    case 3: return Y.Array.from([plain(random), type(random, depth + 1)].filter(x => x !== undefined))
    case 4: return element(random, depth + 1)
    default: return new Y.Map([['t', type(random, depth + 1)], ['😀', plain(random)]])
  }
}

/** What yjs reads and writes, but makes no more, or only when asked for by name. */
function hook (random) {
  const made = new Y.XmlHook(random.pick(['widget', 'Ü', '']))
  if (random.chance(60)) made.set(random.pick(keys), value(random))
  return made
}

function element (random, depth) {
  if (random.chance(8)) return hook(random)
  if (random.chance(40)) {
    const text = new Y.XmlText()
    text.applyDelta([{ insert: word(random), attributes: attributes(random) }, { insert: word(random) }])
    return text
  }
  const node = new Y.XmlElement(random.pick(['paragraph', 'LI', 'Übung', 'h1']))
  if (random.chance(60)) node.setAttribute(random.pick(keys.slice(0, 4)), plainAttribute(random))
  if (depth < 4) node.insert(0, Array.from({ length: random.int(0, 2) }, () => element(random, depth + 1)))
  return node
}

const plainAttribute = random => random.pick([word(random), random.int(0, 9), true, [1, null, 'x'], { a: 1 }, 0.5])

export function editText (random, text) {
  const length = text.length
  const at = random.int(0, length)
  const count = Math.min(random.int(1, 6), length - at)
  switch (random.int(0, 8)) {
    case 0: case 1: case 2: return text.insert(at, word(random))
    case 3: return text.insert(at, word(random), attributes(random))
    case 4: return text.insertEmbed(at, random.chance(30) ? type(random, 2) : embed(random), attributes(random))
    case 5: case 6: return count > 0 && text.delete(at, count)
    case 7: return count > 0 && text.format(at, random.int(1, length - at), attributes(random))
    default: return text.applyDelta([{ retain: at }, { insert: word(random) }, { delete: count }])
  }
}

/** A key at the cursor of this writer, or a backspace: what makes runs. Writers meet. */
export function typeKey (random, text, writer, others) {
  const at = Math.min(writer.cursor ?? random.int(0, text.length), text.length)
  if (at > 0 && random.chance(15)) {
    text.delete(at - 1, 1)
    writer.cursor = at - 1
  } else {
    const key = random.pick(['a', 'b', 'ä', 'ß', ' '])
    text.insert(at, key)
    writer.cursor = at + key.length
  }
  if (random.chance(10)) writer.cursor = random.pick([0, random.int(0, text.length), random.pick(others).cursor])
}

export function editMap (random, map, makeDoc) {
  const key = random.pick(keys)
  if (random.chance(25)) return map.delete(key)
  map.set(key, random.chance(30) ? type(random, 0) : random.chance(8) ? makeDoc() : value(random))
}

export function editArray (random, array, makeDoc) {
  const at = random.int(0, array.length)
  if (random.chance(30) && at < array.length) return array.delete(at, Math.min(random.int(1, 3), array.length - at))
  const made = random.chance(30) ? [type(random, 0)] : [plain(random), plain(random)].slice(random.int(0, 1))
  array.insert(at, random.chance(5) ? [makeDoc()] : made)
}

export function editXml (random, parent) {
  const at = random.int(0, parent.length)
  if (parent instanceof Y.XmlElement && random.chance(40)) {
    const key = random.pick(keys.slice(0, 4))
    return random.chance(25) ? parent.removeAttribute(key) : parent.setAttribute(key, plainAttribute(random))
  }
  if (random.chance(30) && at < parent.length) return parent.delete(at, 1)
  parent.insert(at, [element(random, 1)])
}

/** A value of ContentJSON, with which yjs wrote what ContentAny says today. */
const oldValue = random => {
  const made = value(random)
  return made === undefined ? undefined : JSON.parse(JSON.stringify(made) ?? 'null')
}

/** Values as ContentJSON in a list, or one under a key of a map. No face of yjs makes it. */
export function editOld (random, type) {
  const isMap = type instanceof Y.Map
  if (!isMap && !(type instanceof Y.Array)) return
  const key = isMap ? random.pick(keys) : null
  const values = Array.from({ length: isMap ? 1 : random.int(1, 3) }, () => oldValue(random))
  let left = isMap ? type._map.get(key) ?? null : null
  if (!isMap) for (let skip = random.int(0, 3), item = type._start; skip > 0 && item; skip--, item = item.right) left = item
  const right = isMap ? null : left ? left.right : type._start
  const { doc } = type
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID))
  const item = new Y.Item(id, left, left?.lastId ?? null, right, right?.id ?? null, type, key, new Y.ContentJSON(values))
  item.integrate(doc._transaction, 0)
  // Where in the list things are was remembered by those who know nothing of this.
  if (type._searchMarker) type._searchMarker.length = 0
}

/** A type somewhere within this one, or itself. */
export function someType (random, start) {
  let found = start
  for (let depth = 0; depth < 5; depth++) {
    const children = childrenOf(found)
    if (children.length === 0 || (depth > 0 && random.chance(40))) break
    found = random.pick(children)
  }
  return found
}

/** Goes down into nested types and changes one of them. */
export function editNested (random, start, makeDoc) {
  const found = someType(random, start)
  if (found instanceof Y.XmlFragment) return editXml(random, found)
  if (found instanceof Y.Text) return editText(random, found)
  if (found instanceof Y.Map) return editMap(random, found, makeDoc)
  editArray(random, found, makeDoc)
}

function childrenOf (shared) {
  const children = []
  for (let item = shared._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) children.push(item.content.type)
  }
  shared._map.forEach(item => {
    if (!item.deleted && item.content instanceof Y.ContentType) children.push(item.content.type)
  })
  return children
}
