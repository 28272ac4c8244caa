/** Somebody who types: makes one small Yjs update for each key, into a text that is there, and keeps it short. */
import * as Y from 'yjs'

/** Letters a typist leaves standing before an older part of them is deleted again: a text of the plan holds 2,000. */
const longest = 300
const cut = 250

export type Press = { update: Uint8Array; clock: number }

export class Typist {
  readonly doc = new Y.Doc()
  readonly #line: Y.XmlText
  #start: number
  #length = 0
  #update: Uint8Array | null = null

  /** `content` is what the room holds; `textOf` finds the text to write into. */
  constructor(content: Uint8Array, textOf: (doc: Y.Doc) => Y.XmlText) {
    Y.applyUpdate(this.doc, content)
    this.#line = textOf(this.doc)
    this.#start = this.#line.length
    this.doc.on('update', (update: Uint8Array) => {
      this.#update = update
    })
  }

  get clientId(): number {
    return this.doc.clientID
  }

  /** Presses one key. The update holds exactly one new letter, at `clock` of this typist. */
  press(): Press {
    const clock = Y.getState(this.doc.store, this.doc.clientID)
    this.doc.transact(() => {
      if (this.#length >= longest) {
        this.#line.delete(this.#start, cut)
        this.#length -= cut
      }
      this.#line.insert(this.#start + this.#length, 'e')
      this.#length += 1
    })
    return { update: this.#update as Uint8Array, clock }
  }
}

/** How far each client's clock reaches with an update. Reads only the head of the common kind: one client, one struct. */
export function reachOf(update: Uint8Array): Iterable<[number, number]> {
  if (update[0] === 1 && update[1] === 1) {
    const [client, next] = readVarUint(update, 2)
    const [clock] = readVarUint(update, next)
    return [[client, clock + 1]]
  }
  return Y.parseUpdateMeta(update).to
}

function readVarUint(bytes: Uint8Array, from: number): [number, number] {
  let [value, factor, i] = [0, 1, from]
  for (;;) {
    const byte = bytes[i] as number
    i += 1
    value += (byte & 127) * factor
    if (byte < 128) return [value, i]
    factor *= 128
  }
}
