// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import * as Y from 'yjs'
import { editArray, editMap, editNested, editOld, editText, editXml, someType, typeKey, word } from './edits.mjs'
import { Random } from './random.mjs'
import { base64 } from './ycheck.mjs'

const kinds = [
  ['t', 'text', doc => JSON.stringify(doc.getText('t').toString())],
  ['t', 'delta', doc => JSON.stringify(doc.getText('t').toDelta())],
  ['m', 'map', doc => JSON.stringify(doc.getMap('m').toJSON())],
  ['a', 'array', doc => JSON.stringify(doc.getArray('a').toJSON())],
  ['x', 'xml', doc => JSON.stringify(doc.getXmlFragment('x').toString())]
]
const deep = { depth: null, maxArrayLength: null, maxStringLength: null, compact: false, breakLength: Infinity }
/** Everything in a document, also what JSON cannot say. */
const whole = doc => kinds.map(([, , read]) => read(doc)).join('\n') + inspect(doc.getMap('n').toJSON(), deep)

/** The same without the order of keys, which tells the order of delivery. */
const settled = doc => inspect([kinds.map(([, , read]) => JSON.parse(read(doc))), doc.getMap('n').toJSON()], { ...deep, sorted: true })

/** A yjs document that only receives: without collecting, and without tidying formats by itself. */
export function mirror (gc = false) {
  const doc = new Y.Doc({ gc, guid: 'mirror' })
  doc.on('beforeTransaction', transaction => {
    Object.defineProperty(transaction, '_needFormattingCleanup', { get: () => false, set () {} })
  })
  for (const [root, kind] of [['t', 'getText'], ['m', 'getMap'], ['a', 'getArray'], ['x', 'getXmlFragment'], ['n', 'getMap']]) {
    doc[kind](root)
  }
  return doc
}

const fed = (...updates) => {
  const doc = mirror()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/** One random document, written by several replicas and taken in by the engine. */
export class Round {
  constructor (seed, engine, largest) {
    this.seed = seed
    this.random = new Random(seed)
    this.engine = engine
    this.updates = []
    this.mirror = mirror()
    this.docs = 0
    const count = this.random.int(2, largest)
    this.replicas = Array.from({ length: count }, () => this.replica())
    this.inbox = []
    this.converged = 0
    this.positions = []
    this.moments = []
    this.bases = [new Uint8Array([0, 0])]
    // In a lossy round this many messages of a hundred never arrive: until the end, and then.
    this.loss = this.random.chance(50) ? [this.random.pick([5, 20]), this.random.pick([30, 100])] : [0, 0]
    this.lost = 0
  }

  replica () {
    const doc = new Y.Doc({ gc: this.random.chance(60), guid: 'replica' })
    doc.clientID = this.random.chance(30) ? this.random.int(1, 300) * 7 + this.docs : this.random.next()
    this.docs++
    const roots = [doc.getText('t'), doc.getMap('m'), doc.getArray('a'), doc.getXmlFragment('x')]
    const undo = new Y.UndoManager(roots, { trackedOrigins: new Set(['here']), captureTimeout: 0 })
    const replica = { doc, roots, undo, inbox: [], cursor: 0 }
    doc.on('update', (update, origin) => {
      if (origin === 'away') return
      this.updates.push(update)
      for (const other of this.replicas) if (other !== replica) other.inbox.push(update)
      this.inbox.push(update)
    })
    return replica
  }

  async run () {
    this.engine.expect('drop d', 'ok', 'drop')
    this.engine.expect(`seed ${this.seed}`, 'ok', 'seed')
    for (let left = this.random.int(10, 60); left > 0; left--) {
      this.edit(this.random.pick(this.replicas))
      if (this.random.chance(40)) this.deliver(this.random.pick(this.replicas), 3)
      if (this.random.chance(40)) this.receive(3)
      if (this.random.chance(8)) await this.serverEdit()
      if (this.random.chance(5)) await this.compare('under way')
    }
    await this.finish()
  }

  edit (replica) {
    const { doc, roots, undo } = replica
    const random = this.random
    if (random.chance(30)) {
      for (let left = random.int(1, 8); left > 0; left--) {
        doc.transact(() => typeKey(random, roots[0], replica, this.replicas), 'here')
        if (random.chance(30)) this.deliver(replica, 2)
      }
      return
    }
    if (random.chance(8)) return undo.undo()
    if (random.chance(4)) return undo.redo()
    const makeDoc = () => new Y.Doc({ guid: 'g' + random.int(0, 9), autoLoad: random.chance(50) })
    doc.transact(() => {
      for (let left = random.int(1, 3); left > 0; left--) {
        switch (random.int(0, 9)) {
          case 0: case 1: case 2: editText(random, roots[0]); break
          case 3: editMap(random, roots[1], makeDoc); break
          case 4: editArray(random, roots[2], makeDoc); break
          case 5: editXml(random, roots[3]); break
          case 6: doc.getMap('n').set(random.pick(['a', 'b']), random.pick([9007199254740993n, -1n, -0, undefined, NaN])); break
          case 7: editOld(random, someType(random, random.pick(roots))); break
          default: editNested(random, random.pick(roots), makeDoc)
        }
      }
    }, 'here')
  }

  /** Some of what waits, in any order, sometimes twice, sometimes several as one. */
  take (inbox, most) {
    const random = this.random
    const taken = []
    for (let left = random.int(1, most); left > 0 && inbox.length > 0; left--) {
      const at = random.chance(60) ? 0 : random.int(0, inbox.length - 1)
      if (this.loses(0)) {
        inbox.splice(at, 1)
        continue
      }
      taken.push(random.chance(10) ? inbox[at] : inbox.splice(at, 1)[0])
    }
    if (taken.length > 1 && random.chance(20)) return [Y.mergeUpdates(taken)]
    return taken
  }

  loses (when) {
    const isLost = this.loss[when] > 0 && this.random.chance(this.loss[when])
    if (isLost) this.lost++
    return isLost
  }

  deliver (replica, most) {
    for (const update of this.take(replica.inbox, most)) Y.applyUpdate(replica.doc, update, 'away')
  }

  give (update) {
    this.engine.expect(`apply d ${base64(update)}`, 'ok', 'apply')
    Y.applyUpdate(this.mirror, update)
  }

  receive (most) {
    for (const update of this.take(this.inbox, most)) this.give(update)
    if (this.random.chance(5)) this.give(Y.encodeStateAsUpdate(this.random.pick(this.replicas).doc))
  }

  async serverEdit () {
    const random = this.random
    const length = this.mirror.getText('t').length
    const at = random.int(0, length)
    const command = random.chance(70) || at === length
      ? `insert d t ${at} ${JSON.stringify(word(random))}`
      : `delete d t ${at} ${random.int(1, Math.min(5, length - at))}`
    const update = await this.engine.bytes(command)
    this.updates.push(update)
    Y.applyUpdate(this.mirror, update)
    for (const replica of this.replicas) replica.inbox.push(update)
    await this.compare('after ' + command.slice(0, 9))
  }

  async compare (when) {
    this.compareReading('d', this.mirror, when)
    this.comparePositions(when)
    this.compareMoments(when)
    const whole = Y.encodeStateAsUpdate(this.mirror)
    const base = this.base(whole)
    const known = Y.encodeStateVector(fed(base))
    const expected = Y.encodeStateAsUpdate(this.mirror, known)
    const [diff, state] = await Promise.all([this.engine.bytes(`diff d ${base64(known)}`), this.engine.bytes('state d')])
    await this.engine.settle()
    this.equal(fed(base, expected), fed(base, diff), `what was there, and diff ${when}`)
    this.equal(fed(expected), fed(diff), `diff ${when}`)
    this.equal(fed(whole), fed(state), `state ${when}`)
  }

  /** What somebody has who asks for the rest: nothing, this, what was here before, or what a writer has. */
  base (now) {
    const base = this.random.pick([
      this.random.pick(this.bases), now, Y.encodeStateAsUpdate(this.random.pick(this.replicas).doc)
    ])
    this.bases.push(now)
    return base
  }

  compareReading (name, doc, when) {
    for (const [root, kind, read] of kinds) {
      this.engine.expect(`json ${name} ${root} ${kind}`, read(doc), `${kind} ${when}`)
    }
    this.engine.expect(`sv ${name}`, base64(Y.encodeStateVector(doc)), `state vector ${when}`)
  }

  /** Relative positions: those made now, and where those made before have come to. */
  comparePositions (when) {
    for (const { place, command } of this.positions) {
      const now = Y.createAbsolutePositionFromRelativePosition(place, this.mirror)
      this.engine.expect(command, String(now?.index ?? 'none'), `position ${when}`)
    }
    const roots = [['t', this.mirror.getText('t')], ['a', this.mirror.getArray('a')], ['x', this.mirror.getXmlFragment('x')]]
    const [root, start] = this.random.pick(roots)
    const type = this.random.chance(60) ? start : someType(this.random, start)
    if (type instanceof Y.Map) return
    const index = this.random.int(0, type.length)
    for (const [side, assoc] of [['left', -1], ['right', 0]]) {
      const place = Y.createRelativePositionFromTypeIndex(type, index, assoc)
      const id = place.item === null ? 'none' : `${place.item.client} ${place.item.clock}`
      if (type === start) this.engine.expect(`idat d ${root} ${index} ${side}`, id, `unit ${side} of ${index} ${when}`)
      if (place.item !== null) this.positions.push({ place, command: `index d ${id} ${side}` })
    }
  }

  /** Snapshots: the one of now, and what the document was at an earlier one. */
  compareMoments (when) {
    const now = Y.snapshot(this.mirror)
    this.engine.expect('moment d', base64(Y.encodeSnapshot(now)), `snapshot ${when}`)
    this.moments.push(now)
    const moment = this.random.pick(this.moments)
    // Cutting at the end of a snapshot may put U+FFFD into the halves of a pair; not into the mirror.
    const copy = fed(Y.encodeStateAsUpdate(this.mirror))
    const then = Y.createDocFromSnapshot(copy, moment, mirror())
    // yjs halves pairs of deleted text also where structs come that it knows already; we keep them.
    if (/[\ufffd\ud800-\udfff]/u.test(whole(then))) return
    this.engine.expect('drop s', 'ok', 'drop')
    this.engine.expect(`at d ${base64(Y.encodeSnapshot(moment))} s`, 'ok', `as it was ${when}`)
    this.compareReading('s', then, `as it was ${when}`)
  }

  equal (one, other, what, read = whole) {
    assert.equal(read(other), read(one), what)
    assert.equal(base64(Y.encodeStateVector(other)), base64(Y.encodeStateVector(one)), `${what}: state vector`)
    assert(Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)), `${what}: snapshots`)
    assert.equal(other.store.pendingStructs === null, one.store.pendingStructs === null, `${what}: pending structs`)
    assert.equal(other.store.pendingDs === null, one.store.pendingDs === null, `${what}: pending deletions`)
  }

  async finish () {
    const random = this.random
    if (this.loss[1] > 0) await this.repair()
    else if (random.chance(50)) await this.exchange()
    // Delivering may make replicas tidy their formats, which is one more update to deliver.
    while (this.inbox.length > 0 || this.replicas.some(replica => replica.inbox.length > 0)) {
      random.shuffle(this.inbox)
      while (this.inbox.length > 0) this.give(this.inbox.pop())
      for (const replica of this.replicas) {
        random.shuffle(replica.inbox)
        while (replica.inbox.length > 0) Y.applyUpdate(replica.doc, replica.inbox.pop(), 'away')
      }
    }
    assert(this.mirror.store.pendingStructs === null, 'nothing waits')
    await this.compare('at the end')
    const all = whole(this.mirror)
    for (const { doc } of this.replicas) {
      // Where a pair was halved yjs' own replicas differ with the order of delivery.
      if (/[\ufffd\ud800-\udfff]/u.test(all + whole(doc))) continue
      this.equal(doc, this.mirror, 'replica', settled)
      this.converged++
    }
    await this.merges()
  }

  /** Messages are lost for good; what both sides lack comes by state vectors and diffs alone. */
  async repair () {
    for (const inbox of [this.inbox, ...this.replicas.map(replica => replica.inbox)]) {
      inbox.splice(0, inbox.length, ...inbox.filter(() => !this.loses(1)))
    }
    for (let made = -1; made !== this.updates.length;) {
      made = this.updates.length
      // Whoever was asked first lacks what the others had.
      await this.exchange()
      await this.exchange()
    }
    for (const { doc } of this.replicas) assert(doc.store.pendingStructs === null, 'what was lost has come')
    await this.compare('after what was lost')
  }

  /** Both sides send what the other one's state vector lacks. */
  async exchange () {
    for (const replica of this.replicas) {
      const lacking = Y.encodeStateAsUpdate(replica.doc, await this.engine.bytes('sv d'))
      this.give(lacking)
      Y.applyUpdate(replica.doc, await this.engine.bytes(`diff d ${base64(Y.encodeStateVector(replica.doc))}`), 'away')
    }
  }

  async merges () {
    const some = this.random.shuffle(this.updates.filter(() => this.random.chance(70)))
    for (const updates of [this.updates, some]) {
      if (updates.length === 0) continue
      const merged = await this.engine.bytes('merge ' + updates.map(base64).join(' '))
      const theirs = Y.mergeUpdates(updates)
      this.engine.expect(`svof ${base64(theirs)}`, base64(Y.encodeStateVectorFromUpdate(theirs)), 'svof')
      this.engine.expect(`svof ${base64(merged)}`, base64(Y.encodeStateVectorFromUpdate(merged)), 'svof of ours')
      // The engine takes in its own merge, and writing that is a fixed point.
      this.engine.expect('drop e', 'ok', 'drop')
      this.engine.expect(`apply e ${base64(merged)}`, 'ok', 'apply its own merge')
      const answer = this.engine.ask('state e')
      this.equal(fed(theirs), fed(merged), 'merge')
      const state = await answer
      this.engine.expect('drop f', 'ok', 'drop')
      this.engine.expect(`apply f ${state}`, 'ok', 'apply its own state')
      this.engine.expect('state f', state, 'state of the state')
      this.equal(fed(merged), fed(Buffer.from(state, 'base64')), 'state of the merge')
      await this.engine.settle()
      await this.diffs(updates, theirs)
    }
  }

  /** Diffs of an update, without a document: what half of the updates lack of all of them. */
  async diffs (updates, all) {
    const half = updates.filter(() => this.random.chance(50))
    const known = Y.encodeStateVector(fed(...half))
    const ours = await this.engine.bytes(`diffof ${base64(all)} ${base64(known)}`)
    this.equal(fed(...half, Y.diffUpdate(all, known)), fed(...half, ours), 'half of them, and diff of the merge')
  }
}
