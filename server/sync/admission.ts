/**
 * Judges an update before it is applied: it is taken as a whole or refused as a whole, and a refused one leaves no
 * trace [A1-A3, A5]. Nothing here changes the document.
 */
import type * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** Why an update is refused, in words for the log of the sending program; never any content. */
export type Refusal = 'malformed' | 'gap' | 'foreign-client-id' | 'read-only'

export type Judgement =
  | { accepted: true; /** client ids that this update uses for the first time in this part */ newClientIds: number[] }
  | { accepted: false; refusal: Refusal }

export type Sender = {
  /** Null for the server's own writes. */
  readonly memberId: string | null
  readonly canWrite: boolean
}

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]

const refuse = (refusal: Refusal): Judgement => ({ accepted: false, refusal })

/**
 * Judges one V1 update against the live document of its part. `owners` says which member each known client id belongs
 * to. The document must have nothing pending, which A3 keeps true for ever.
 */
export function judge(doc: Y.Doc, owners: ReadonlyMap<number, string | null>, sender: Sender, update: Uint8Array): Judgement {
  const decoded = decodeStrictly(update)
  if (decoded === null) return refuse('malformed')

  const fresh = freshStructs(doc, decoded.structs)
  if (fresh === 'gap') return refuse('gap')
  if (refersToUnknown(doc, fresh, decoded)) return refuse('gap')

  if (!sender.canWrite && (fresh.structs.length > 0 || deletesAnything(doc, decoded))) return refuse('read-only')

  const newClientIds = new Set<number>()
  for (const { id } of fresh.structs) {
    if (!owners.has(id.client)) newClientIds.add(id.client)
    else if (owners.get(id.client) !== sender.memberId) return refuse('foreign-client-id')
  }
  return { accepted: true, newClientIds: [...newClientIds] }
}

/** Decodes a V1 update and makes sure that nothing follows it. Yjs itself ignores trailing bytes. */
function decodeStrictly(update: Uint8Array): Decoded | null {
  let source: decoding.Decoder | undefined
  class WatchedDecoder extends Y.UpdateDecoderV1 {
    constructor(decoder: decoding.Decoder) {
      super(decoder)
      source = decoder
    }
  }
  try {
    const decoded = Y.decodeUpdateV2(update, WatchedDecoder)
    return source !== undefined && source.pos === update.length ? decoded : null
  } catch {
    return null
  }
}

/** The structs that the document does not have yet, and how far each client's clock would reach with them. */
type Fresh = { structs: Struct[]; reach: Map<number, number> }

function freshStructs(doc: Y.Doc, structs: Struct[]): Fresh | 'gap' {
  const reach = new Map<number, number>()
  const fresh: Struct[] = []
  for (const struct of structs) {
    const { client, clock } = struct.id
    const known = reach.get(client) ?? Y.getState(doc.store, client)
    const end = clock + struct.length
    if (!Number.isSafeInteger(end) || struct instanceof Y.Skip || clock > known) return 'gap'
    if (end <= known) continue
    fresh.push(struct)
    reach.set(client, end)
  }
  return { structs: fresh, reach }
}

function refersToUnknown(doc: Y.Doc, fresh: Fresh, { ds }: Decoded): boolean {
  const isKnown = (id: Y.ID) => id.clock < (fresh.reach.get(id.client) ?? Y.getState(doc.store, id.client))
  for (const struct of fresh.structs) {
    if (!(struct instanceof Y.Item)) continue
    const parent: unknown = struct.parent
    if (struct.origin !== null && !isKnown(struct.origin)) return true
    if (struct.rightOrigin !== null && !isKnown(struct.rightOrigin)) return true
    if (parent instanceof Y.ID && !isKnown(parent)) return true
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) if (len > 0 && !isKnown(Y.createID(client, clock + len - 1))) return true
  }
  return false
}

function deletesAnything(doc: Y.Doc, { ds }: Decoded): boolean {
  for (const [client, ranges] of ds.clients) {
    const structs = doc.store.clients.get(client)
    if (structs === undefined) continue
    for (const { clock, len } of ranges) {
      for (let i = len > 0 ? Y.findIndexSS(structs, clock) : structs.length; i < structs.length; i += 1) {
        const struct = structs[i] as Struct
        if (struct.id.clock >= clock + len) break
        if (!struct.deleted) return true
      }
    }
  }
  return false
}
