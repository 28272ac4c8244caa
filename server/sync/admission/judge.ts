/**
 * Judges an update before it is applied: it is taken as a whole or refused as a whole, and a refused one leaves no
 * trace [A1-A5]. Everything is worked out from the bytes and the document; nothing here changes the document.
 */
import * as Y from 'yjs'
import { shapeOf, type Part } from '#shared/plan/parts.ts'
import { limits } from '#shared/protocol/limits.ts'
import { mayStand } from './content.ts'
import { decodeStrictly, type Decoded } from './decode.ts'
import { liveItems, newsOf, type News } from './news.ts'
import { landingOfKnown, Landings, Places, type Container } from './places.ts'
import { rulesOf, type Rules, type Situation, type Touch } from './rules.ts'
import { Sizes } from './sizes.ts'
import { Work } from './work.ts'

/** Why an update is refused, in words for programs; never any content. */
export type Refusal =
  | 'malformed'
  | 'too-many-structs'
  | 'gap'
  | 'foreign-client-id'
  | 'read-only'
  | 'unknown-place'
  | 'schema'
  | 'too-large'
  | 'too-much-work'
  | 'not-yours'

export type Judgement =
  | { accepted: true; /** client ids that this update uses for the first time in this part */ newClientIds: number[] }
  | { accepted: false; refusal: Refusal }

/** `mayEditPlan`: whether this member may write the `plan` part, whichever part this is. */
export type Sender = { readonly memberId: string; readonly canWrite: boolean; readonly mayEditPlan: boolean }

const refuse = (refusal: Refusal): Judgement => ({ accepted: false, refusal })

/** Which member each known client id belongs to; null for the server's own. */
export type Owners = ReadonlyMap<number, string | null>

/** The judge of one part's updates. The document must have nothing pending, which A3 keeps true for ever. */
export class Admission {
  readonly #doc: Y.Doc
  readonly #places: Places
  readonly #rules: Rules

  constructor(doc: Y.Doc, part: Part) {
    this.#doc = doc
    this.#places = new Places(doc, shapeOf(part))
    this.#rules = rulesOf(part)
  }

  /** Judges one V1 update from a member. */
  judge(owners: Owners, sender: Sender, update: Uint8Array): Judgement {
    const decoded = decodeStrictly(update)
    if (decoded === null) return refuse('malformed')
    if (decoded.structs.length > limits.structsPerUpdate) return refuse('too-many-structs')
    const news = newsOf(this.#doc, decoded)
    if (news === 'gap') return refuse('gap')

    const newClientIds = new Set<number>()
    for (const { id } of news.structs) {
      if (!owners.has(id.client)) newClientIds.add(id.client)
      else if (owners.get(id.client) !== sender.memberId) return refuse('foreign-client-id')
    }
    const touches = this.#touches(news, decoded)
    if (typeof touches === 'string') return refuse(touches)
    if (!sender.canWrite && (touches.length > 0 || news.structs.length > 0)) return refuse('read-only')

    const situation = this.#situation(sender, touches)
    const isAllowed = touches.every((touch) => this.#rules.mayTouch(touch, situation)) && this.#rules.mayDo(touches, situation)
    return isAllowed ? { accepted: true, newClientIds: [...newClientIds] } : refuse('not-yours')
  }

  /** What an update would touch, or why it cannot be told. For tests: held against Yjs's own account of what changed. */
  analyse(update: Uint8Array): Touch[] | Refusal {
    const decoded = decodeStrictly(update)
    if (decoded === null) return 'malformed'
    const news = newsOf(this.#doc, decoded)
    return news === 'gap' ? 'gap' : this.#touches(news, decoded)
  }

  /** Every change the update would make, by place; or why it cannot be told or may not stand there. */
  #touches(news: News, decoded: Decoded): Touch[] | Refusal {
    const touches: Touch[] = []
    const sizes = new Sizes()
    const work = new Work(this.#doc)
    const landings = new Landings(this.#doc, this.#places.shape, news)
    for (const struct of news.structs) {
      // Collected or already deleted: a length without content. It changes nothing that anybody sees.
      if (!(struct instanceof Y.Item)) continue
      const landing = landings.of(struct)
      if (landing === 'gone') continue
      if (landing === null) return 'unknown-place'
      const { container, key } = landing
      const place = this.#places.placeOf(container, landings)
      if (place === null) return 'unknown-place'
      if (!mayStand(place, key, struct.content)) return 'schema'
      if (!sizes.add(this.#doc, container, key, place, struct)) return 'too-large'
      if (!work.add(struct, container, key)) return 'too-much-work'
      touches.push({ container, place, key, act: 'put', content: struct.content, replaces: standsNow(container, key) })
    }
    const removed = new Set(liveItems(this.#doc, decoded))
    for (const item of removed) {
      const landing = landingOfKnown(item)
      if (landing === null || landing === 'gone') continue
      const { container, key } = landing
      // What goes with the thing it is in is not a change of its own.
      if (container instanceof Y.AbstractType && container._item !== null && removed.has(container._item)) continue
      const place = this.#places.placeOf(container, null)
      if (place === null) return 'unknown-place'
      touches.push({ container, place, key, act: 'remove', content: item.content, replaces: false })
    }
    return touches
  }

  #situation({ memberId, mayEditPlan }: Sender, touches: readonly Touch[]): Situation {
    const added = new Set(touches.filter(({ place }) => place.is === 'root-list').map(({ key }) => key))
    return { memberId, mayEditPlan, doc: this.#doc, isNew: ({ id }) => added.has(id) }
  }
}

/** Whether the map at this container holds something under the key now. */
const standsNow = (container: Container, key: string | null): boolean =>
  key !== null && container instanceof Y.AbstractType && container._map.get(key)?.deleted === false
