// SPDX-License-Identifier: EUPL-1.2
import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { clock } from './clock.mjs'
import { Random } from './random.mjs'
import { base64, Ycheck } from './ycheck.mjs'

// Who is seen in a room: the same people as where clients of y-protocols sit at a y-websocket
// server. Each person has two Awareness objects, one in each place, which do the same things.
//
//   node presence.mjs [--rounds N] [--seed S] [--room PROGRAM]

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    room: { type: 'string', default: fileURLToPath(new URL('../../build/release/bin/presence_check', import.meta.url)) }
  }
})

// y-protocols takes hold of the clock when it is loaded.
clock.start()
const Y = await import('yjs')
const { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } = await import('y-protocols/awareness')
const encoding = await import('lib0/encoding')
const decoding = await import('lib0/decoding')

const gone = 30_000 // ms, y-protocols
const slack = 6_000 // clients and server look every 3 s, each at its own moment

function awareness (client) {
  const doc = new Y.Doc()
  doc.clientID = client
  return new Awareness(doc)
}

function freeze (one) {
  clearInterval(one._checkInterval)
}

const changedIn = ({ added, updated, removed }) => [...added, ...updated, ...removed]

/** What y-websocket's server does. */
class Reference {
  constructor () {
    this.awareness = awareness(1)
    this.awareness.setLocalState(null)
    this.people = new Map()
    this.awareness.on('update', (change, origin) => {
      const changed = changedIn(change)
      if (origin instanceof Set) for (const client of change.added) origin.add(client)
      const message = encodeAwarenessUpdate(this.awareness, changed)
      for (const { one } of this.people.values()) applyAwarenessUpdate(one, message, 'server')
    })
  }

  join (client, one) {
    const controlled = new Set()
    this.people.set(client, { one, controlled })
    const states = [...this.awareness.getStates().keys()]
    if (states.length > 0) applyAwarenessUpdate(one, encodeAwarenessUpdate(this.awareness, states), 'server')
  }

  take (client, message) {
    const person = this.people.get(client)
    if (person) applyAwarenessUpdate(this.awareness, message, person.controlled)
  }

  leave (client) {
    const { controlled } = this.people.get(client)
    this.people.delete(client)
    removeAwarenessStates(this.awareness, [...controlled], null)
  }
}

class Round {
  constructor (seed, room) {
    this.random = new Random(seed)
    this.room = room
    this.reference = new Reference()
    this.people = new Map()
    this.outbox = []
    this.next = 2
  }

  async run () {
    await this.room.okay('new')
    for (let left = this.random.int(10, 40); left > 0; left--) {
      await this.step()
      await this.pass(this.random.pick([0, 100, 1000, 4000, 16_000, 40_000]))
      this.compare()
    }
    for (const { ours, theirs } of this.people.values()) for (const one of [ours, theirs]) freeze(one)
    freeze(this.reference.awareness)
  }

  async step () {
    const random = this.random
    const awake = [...this.people.values()].filter(({ frozen }) => frozen === undefined)
    if (awake.length < 2 || random.chance(15)) return await this.join()
    const person = random.pick(awake)
    const cursor = random.pick([null, random.int(0, 99), { anchor: 'ü😀', head: [1] }])
    switch (random.int(0, 7)) {
      case 0: return await this.leave(person)
      case 1: person.frozen = Date.now(); [person.ours, person.theirs].forEach(freeze); return
      case 2: return this.both(person, one => one.setLocalState(null))
      case 3: return await this.lie(person, random.pick(awake))
      default: return this.both(person, one => one.setLocalState({ cursor }))
    }
  }

  both (person, change) {
    change(person.ours)
    change(person.theirs)
  }

  async join () {
    const client = this.next++
    const person = { client, ours: awareness(client), theirs: awareness(client), joined: Date.now() }
    this.people.set(client, person)
    this.reference.join(client, person.theirs)
    person.theirs.on('update', (change, origin) => {
      if (origin !== 'server') this.reference.take(client, encodeAwarenessUpdate(person.theirs, changedIn(change)))
    })
    person.ours.on('update', (change, origin) => {
      if (origin !== 'server') this.say(client, encodeAwarenessUpdate(person.ours, changedIn(change)))
    })
    this.hear(await this.room.okay(`join ${client}`))
    this.both(person, one => one.setLocalState({ cursor: client }))
    await this.drain()
  }

  async leave (person) {
    this.people.delete(person.client)
    this.reference.leave(person.client)
    for (const one of [person.ours, person.theirs]) freeze(one)
    this.hear(await this.room.okay(`left ${person.client}`))
  }

  /** An old message again, another state with the same clock, and words in another one's name. */
  async lie (person, other) {
    const clock = person.ours.meta.get(person.client).clock
    const entry = (client, clock) => {
      const encoder = encoding.createEncoder()
      for (const number of [1, client, clock]) encoding.writeVarUint(encoder, number)
      encoding.writeVarString(encoder, '{"cursor":"a lie"}')
      return encoding.toUint8Array(encoder)
    }
    for (const message of [entry(person.client, clock), entry(person.client, Math.max(0, clock - 1))]) {
      this.say(person.client, message)
      this.reference.take(person.client, message)
    }
    if (other !== person) this.say(person.client, entry(other.client, clock + 1000))
    await this.drain()
  }

  say (client, update) {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, update)
    this.outbox.push(`frame ${client} ${base64(encoding.toUint8Array(encoder))}`)
  }

  hear (messages) {
    for (const message of messages.split(' ').filter(text => text !== '')) {
      const [whom, client, bytes] = message.split(':')
      const decoder = decoding.createDecoder(new Uint8Array(Buffer.from(bytes, 'base64')))
      if (decoding.readVarUint(decoder) !== 1) continue // the document
      const update = decoding.readVarUint8Array(decoder)
      for (const person of this.people.values()) {
        if ((person.client === Number(client)) === (whom === 'to')) applyAwarenessUpdate(person.ours, update, 'server')
      }
    }
  }

  async drain () {
    while (this.outbox.length > 0) this.hear(await this.room.okay(this.outbox.shift()))
  }

  async pass (ms) {
    await this.settle()
    for (let left = ms; left > 0; left -= 1000) {
      clock.pass(Math.min(left, 1000))
      await this.settle()
    }
  }

  /** What gathers for a twentieth of a second has arrived. */
  async settle () {
    await this.drain()
    this.hear(await this.room.okay('tick'))
    await this.drain()
  }

  compare () {
    const now = Date.now()
    for (const person of this.people.values()) {
      if (person.frozen !== undefined) continue
      const seen = one => JSON.stringify([...one.getStates()]
        .filter(([client]) => client !== person.client && !this.isUnclear(person, this.people.get(client), now))
        .map(([client, state]) => [client, state.cursor ?? null]).sort(([a], [b]) => a - b))
      assert.equal(seen(person.ours), seen(person.theirs), `whom ${person.client} sees`)
    }
  }

  /** Whether somebody fell silent about as long ago as it takes to be forgotten, or before this person came. */
  isUnclear (person, other, now) {
    if (other?.frozen === undefined) return false
    if (now - other.frozen < gone - 15_000 - slack) return false
    return now - other.frozen < gone + slack || now - person.joined < gone + slack
  }
}

const room = new Ycheck(values.room)
const rounds = Number(values.rounds)
let passed = 0
for (let i = 0; i < rounds; i++) {
  const seed = Number(values.seed) + i
  try {
    await new Round(seed, room).run()
    passed++
  } catch (error) {
    console.log(`seed ${seed}: ${error.stack}`)
    break
  }
}
room.close()
console.log(`${passed} passed, ${passed < rounds ? 1 : 0} failed`)
process.exitCode = passed < rounds ? 1 : 0
