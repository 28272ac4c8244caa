/**
 * Finds words in a run as it is and as it ever was. People correct what they type and write in between, so the letters of a
 * word need not lie side by side among all that was ever there.
 */
import * as Y from 'yjs'
import { itemsOf } from '../part-view.ts'
import type { IdRange, Past } from './find-content.ts'

type Letter = { readonly letter: string; readonly client: number; readonly clock: number }

/**
 * Where the words stood: as somebody wrote them in one go, among all letters that ever were there, today, in any version, and
 * at the end of any minute in which somebody wrote here.
 */
export function placesInRun(run: Y.XmlText, passage: string, { points, authorship }: Past): IdRange[] {
  const items = [...itemsOf(run)].filter(({ content }) => content instanceof Y.ContentString)
  const all = items.flatMap((item) => lettersOf(item, [[0, item.length]]))
  if (!holdsInOrder(all, passage)) return []
  const found = new Map<string, IdRange>()
  const look = (letters: readonly Letter[]) => {
    for (const { client, clock } of matches(letters, passage)) found.set(`${client}.${clock}`, { client, clock, length: 1 })
  }
  look(all)
  for (const written of writtenInOneGo(items)) look(written)
  for (const point of points) look(items.flatMap((item) => lettersOf(item, point.places(item.id.client, item.id.clock, item.length))))

  const lives = all.map((letter) => ({
    letter,
    from: authorship.whoWrote(letter.client, letter.clock)?.at.getTime() ?? 0,
    to: authorship.whoRemoved(letter.client, letter.clock)?.at.getTime() ?? Infinity,
  }))
  const minutes = new Set(lives.flatMap(({ from, to }) => [from, to]))
  for (const minute of minutes) look(lives.filter(({ from, to }) => from <= minute && minute < to).map(({ letter }) => letter))
  return [...found.values()]
}

function lettersOf({ id, content }: Y.Item, places: readonly (readonly [number, number])[]): Letter[] {
  const words = (content as Y.ContentString).str
  return places.flatMap(([from, to]) =>
    Array.from({ length: to - from }, (_, i) => ({ letter: words[from + i] as string, client: id.client, clock: id.clock + from + i })))
}

/** Items that one device made one after the other, each right behind the one before. */
function writtenInOneGo(items: readonly Y.Item[]): Letter[][] {
  const inTurn = items.toSorted((a, b) => a.id.client - b.id.client || a.id.clock - b.id.clock)
  const goes: Letter[][] = []
  let last: Y.Item | null = null
  for (const item of inTurn) {
    const letters = lettersOf(item, [[0, item.length]])
    if (last !== null && Y.compareIDs(item.origin, last.lastId)) goes.at(-1)?.push(...letters)
    else goes.push(letters)
    last = item
  }
  return goes
}

function matches(letters: readonly Letter[], passage: string): Letter[] {
  const words = letters.map(({ letter }) => letter).join('')
  const found: Letter[] = []
  for (let at = words.indexOf(passage); at >= 0; at = words.indexOf(passage, at + 1)) found.push(...letters.slice(at, at + passage.length))
  return found
}

/** Whether the letters of a passage stand in some letters in their order, however far apart: without that they never did. */
function holdsInOrder(letters: readonly Letter[], passage: string): boolean {
  let at = 0
  for (const { letter } of letters) if (letter === passage[at]) at += 1
  return at >= passage.length
}
