import * as Y from 'yjs'
import { plainText } from '#shared/plan/text.ts'
import type { ErasureTarget } from '#shared/version/erasure.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

const lists = { goal: ['goals', 'title'], strategy: ['strategies', 'title'], entry: ['entries', 'text'] } as const
const maxChars = 160

/** The words of a thing as they stand on this device, to see which one is meant; empty where it is not here. */
export function useThingWords({ part, entity, id = '' }: Pick<ErasureTarget, 'part' | 'entity' | 'id'>): string {
  const { plan, journals } = usePlanSession()
  const doc = [plan, ...journals].find((handle) => handle?.partId === part)?.doc
  const [list, key] = entity === 'goal' || entity === 'strategy' || entity === 'entry' ? lists[entity] : [null, '']
  const things = list === null ? undefined : doc?.getMap<unknown>(list)
  return useShared(things, () => {
    const thing = things?.get(id)
    const text = thing instanceof Y.Map ? (thing.get(key) as unknown) : undefined
    const words = text instanceof Y.XmlFragment ? plainText(text).trim() : ''
    return words.length > maxChars ? `${words.slice(0, maxChars)}…` : words
  }, 'deep')
}
