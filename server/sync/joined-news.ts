/** What has come to disk of a part and goes out to those who have it open: a frame for each reader is what costs most. */
import * as Y from 'yjs'
import type { Channel } from './channel.ts'

/** An update that is on disk and that the others have not been told of. `sender` is null where the server made it. */
export type News = { readonly effect: Uint8Array; readonly sender: Channel | null }

/** As much goes out as one update. Joining costs the square of the number of updates, and 25 ms for two offline weeks. */
const perUpdate = { news: 32, bytes: 8192 }

/** News in its order, in as few updates as is quick, and who needs to be told nothing of each: its only sender. */
export function* joinedNews(news: readonly News[]): Generator<{ update: Uint8Array; except: Channel | null }> {
  let together: News[] = []
  let bytes = 0
  for (const one of news) {
    if (together.length > 0 && (together.length === perUpdate.news || bytes + one.effect.length > perUpdate.bytes)) {
      yield joined(together)
      together = []
      bytes = 0
    }
    together.push(one)
    bytes += one.effect.length
  }
  if (together.length > 0) yield joined(together)
}

function joined(together: readonly News[]): { update: Uint8Array; except: Channel | null } {
  const sender = together[0]?.sender ?? null
  const effects = together.map(({ effect }) => effect)
  return {
    // Safe to merge: these are the encodings of Yjs itself, never the bytes of a client.
    update: effects.length === 1 ? (effects[0] as Uint8Array) : Y.mergeUpdates(effects),
    except: together.every((one) => one.sender === sender) ? sender : null,
  }
}
