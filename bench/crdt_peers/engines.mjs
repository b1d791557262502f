// SPDX-License-Identifier: EUPL-1.2
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

// open({ name, agent, onUpdate }) gives { edit(patches), apply(update), save(), text() };
// load(bytes) gives the text, hold(bytes) keeps the document open; merge lists the ways to join
// updates into one, the first of them for the table.

function edits (remove, insert) {
  return patches => {
    for (const [at, removed, inserted] of patches) {
      if (removed) remove(at, removed)
      if (inserted) insert(at, inserted)
    }
  }
}

// Whose words come first where two write at one place, as bench_crdt has it.
const clientOf = agent => 0x7fff1234 + agent

// For engines without a merge function: apply everything to an empty replica and encode it.
const throughReplica = engine => updates => {
  const doc = engine.open({ name: 'merge', empty: true })
  for (const update of updates) doc.apply(update)
  return doc.save()
}

export const engines = {
  async yjs () {
    const Y = require('yjs')
    const flat = updates => Y.mergeUpdates(updates)
    const tree = updates => {
      while (updates.length > 1) {
        const next = []
        for (let i = 0; i < updates.length; i += 64) next.push(Y.mergeUpdates(updates.slice(i, i + 64)))
        updates = next
      }
      return updates[0]
    }
    const engine = {
      open ({ agent, onUpdate } = {}) {
        const doc = new Y.Doc()
        if (agent !== undefined) doc.clientID = clientOf(agent)
        const text = doc.getText('text')
        if (onUpdate) doc.on('update', onUpdate)
        const run = edits((at, n) => text.delete(at, n), (at, s) => text.insert(at, s))
        return {
          edit: patches => doc.transact(() => run(patches)),
          apply: update => Y.applyUpdate(doc, update),
          save: () => Y.encodeStateAsUpdate(doc),
          text: () => text.toString()
        }
      },
      load (bytes) {
        const doc = new Y.Doc()
        Y.applyUpdate(doc, bytes)
        return doc.getText('text').toString()
      }
    }
    engine.merge = { 'mergeUpdates, tree of 64': tree, mergeUpdates: flat, replica: throughReplica(engine) }
    engine.vectorOf = Y.encodeStateVectorFromUpdate
    engine.diffOf = Y.diffUpdate
    engine.hold = bytes => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, bytes)
      return { doc, text: () => doc.getText('text').toString() }
    }
    return engine
  },

  async ywasm () {
    const W = require('ywasm')
    const engine = {
      open ({ agent, onUpdate } = {}) {
        const doc = new W.YDoc(agent === undefined ? {} : { clientID: clientOf(agent) })
        const text = doc.getText('text')
        if (onUpdate) doc.onUpdate(update => onUpdate(update.slice()))
        return {
          edit (patches) {
            const txn = doc.beginTransaction()
            edits((at, n) => text.delete(at, n, txn), (at, s) => text.insert(at, s, undefined, txn))(patches)
            txn.commit()
            txn.free()
          },
          apply: update => W.applyUpdate(doc, update),
          save: () => W.encodeStateAsUpdate(doc),
          text: () => text.toString()
        }
      },
      load (bytes) {
        const doc = new W.YDoc({})
        W.applyUpdate(doc, bytes)
        return doc.getText('text').toString()
      }
    }
    engine.merge = { replica: throughReplica(engine) }
    engine.hold = bytes => {
      const doc = new W.YDoc({})
      W.applyUpdate(doc, bytes)
      return { doc, text: () => doc.getText('text').toString() }
    }
    return engine
  },

  async loro () {
    const { LoroDoc } = require('loro-crdt')
    return {
      open ({ onUpdate } = {}) {
        const doc = new LoroDoc()
        const text = doc.getText('text')
        if (onUpdate) doc.subscribeLocalUpdates(onUpdate)
        const run = edits((at, n) => text.delete(at, n), (at, s) => text.insert(at, s))
        return {
          edit (patches) { run(patches); doc.commit() },
          apply: update => doc.import(update),
          save: () => doc.export({ mode: 'snapshot' }),
          text: () => text.toString()
        }
      },
      load (bytes) {
        const doc = new LoroDoc()
        doc.import(bytes)
        return doc.getText('text').toString()
      },
      hold (bytes) {
        const doc = new LoroDoc()
        doc.import(bytes)
        return { doc, text: () => doc.getText('text').toString() }
      },
      merge: {
        'importBatch, export update' (updates) {
          const doc = new LoroDoc()
          doc.importBatch(updates)
          return doc.export({ mode: 'update' })
        }
      }
    }
  },

  async 'diamond-types' () {
    const DT = require('diamond-types-node')
    const engine = {
      open ({ name = 'local', onUpdate } = {}) {
        const doc = new DT.Doc(name)
        const run = edits((at, n) => doc.del(at, n), (at, s) => doc.ins(at, s))
        return {
          edit (patches) {
            const before = onUpdate && doc.getLocalVersion()
            run(patches)
            if (onUpdate) onUpdate(doc.getPatchSince(before))
          },
          apply: update => doc.mergeBytes(update),
          save: () => doc.toBytes(),
          text: () => doc.get()
        }
      },
      load: bytes => DT.Doc.fromBytes(bytes, 'load').get(),
      hold (bytes) {
        const doc = DT.Doc.fromBytes(bytes, 'load')
        return { doc, text: () => doc.get() }
      }
    }
    engine.merge = { replica: throughReplica(engine) }
    return engine
  },

  async automerge () {
    const A = await import('@automerge/automerge')
    return {
      open ({ onUpdate, empty } = {}) {
        let doc = A.init()
        if (!empty) {
          doc = A.change(doc, d => { d.text = '' })
          if (onUpdate) onUpdate(A.getLastLocalChange(doc))
        }
        return {
          edit (patches) {
            doc = A.change(doc, d => {
              for (const [at, removed, inserted] of patches) A.splice(d, ['text'], at, removed, inserted)
            })
            if (onUpdate) onUpdate(A.getLastLocalChange(doc))
          },
          apply (update) { [doc] = A.applyChanges(doc, [update]) },
          save: () => A.save(doc),
          text: () => doc.text
        }
      },
      load: bytes => A.load(bytes).text,
      hold (bytes) {
        const doc = A.load(bytes)
        return { doc, text: () => doc.text }
      },
      merge: { 'applyChanges, save': updates => A.save(A.applyChanges(A.init(), updates)[0]) }
    }
  }
}
