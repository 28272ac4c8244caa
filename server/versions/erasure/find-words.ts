/**
 * Finds words in a run as it is and as it ever was. People correct what they type and write in between, so the letters of a
 * word need not lie side by side among all that was ever there.
 */
import * as Y from 'yjs'
import type { Authorship } from '../../sync/authorship.ts'
import { itemsOf } from '../part-view.ts'
import type { Point } from '../point.ts'
import type { IdRange, Past } from './find-content.ts'

type Letter = { readonly letter: string; readonly client: number; readonly clock: number }

/** From when on a letter was there, and from when on no more; by whatever moments are counted in. */
type Life = { readonly from: number; readonly to: number }

/**
 * Where the words stood: as somebody wrote them in one go, among all letters that ever were there, at any of some points, and
 * at the end of any minute.
 */
export function placesInRun(run: Y.XmlText, passage: string, { points, authorship }: Past): IdRange[] {
  const items = [...itemsOf(run)].filter(({ content }) => content instanceof Y.ContentString)
  const all = items.flatMap(lettersOf)
  if (!holdsInOrder(all, passage)) return []
  const found = new Set<Letter>()
  for (const letters of [all, ...writtenInOneGo(items)]) for (const letter of matches(letters, passage)) found.add(letter)
  for (const letter of matchesOverTime(all, all.map((one) => lifeInPoints(one, points)), passage)) found.add(letter)
  for (const letter of matchesOverTime(all, all.map((one) => lifeInMinutes(one, authorship)), passage)) found.add(letter)
  return [...found].map(({ client, clock }) => ({ client, clock, length: 1 }))
}

const lettersOf = ({ id, content }: Y.Item): Letter[] =>
  Array.from({ length: (content as Y.ContentString).str.length }, (_, i) => ({
    letter: (content as Y.ContentString).str[i] as string, client: id.client, clock: id.clock + i,
  }))

/** Items that one device made one after the other, each right behind the one before. */
function writtenInOneGo(items: readonly Y.Item[]): Letter[][] {
  const inTurn = items.toSorted((a, b) => a.id.client - b.id.client || a.id.clock - b.id.clock)
  const goes: Letter[][] = []
  let last: Y.Item | null = null
  for (const item of inTurn) {
    if (last !== null && Y.compareIDs(item.origin, last.lastId)) goes.at(-1)?.push(...lettersOf(item))
    else goes.push(lettersOf(item))
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

/** The points are in order: what one has heard of, all later ones have, and what is gone stays gone. */
function lifeInPoints({ client, clock }: Letter, points: readonly Point[]): Life {
  const from = firstWhere(0, points, (point) => point.reach(client) > clock)
  return { from, to: firstWhere(from, points, (point) => !point.has(client, clock)) }
}

function firstWhere(start: number, points: readonly Point[], isSo: (point: Point) => boolean): number {
  let [low, high] = [start, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(points[middle] as Point)) high = middle
    else low = middle + 1
  }
  return low
}

const lifeInMinutes = ({ client, clock }: Letter, authorship: Authorship): Life => ({
  from: authorship.whoWrote(client, clock)?.at.getTime() ?? 0,
  to: authorship.whoRemoved(client, clock)?.at.getTime() ?? Infinity,
})

/**
 * The letters of all matches at any time: a letter matches at the times at which it was there, and is passed over at the times
 * at which it was not. What is left of the time gets less with each letter, so a search ends soon.
 */
function matchesOverTime(letters: readonly Letter[], lives: readonly Life[], passage: string): Set<Letter> {
  const found = new Set<Letter>()
  const go = (start: number, matched: readonly Letter[], first: number, end: number): void => {
    if (matched.length === passage.length) return matched.forEach((letter) => found.add(letter))
    let [from, to] = [first, end]
    for (let i = start; i < letters.length && from < to; i += 1) {
      const [letter, life] = [letters[i] as Letter, lives[i] as Life]
      const [since, until] = [Math.max(from, life.from), Math.min(to, life.to)]
      if (since >= until) continue
      if (letter.letter === passage[matched.length]) go(i + 1, [...matched, letter], since, until)
      if (since > from && until < to) go(i + 1, matched, until, to)
      if (since > from) to = since
      else from = until
    }
  }
  letters.forEach((letter, i) => {
    const { from, to } = lives[i] as Life
    if (letter.letter === passage[0] && from < to) go(i + 1, [letter], from, to)
  })
  return found
}

/** Whether the letters of a passage stand in some letters in their order, however far apart: without that they never did. */
function holdsInOrder(letters: readonly Letter[], passage: string): boolean {
  let at = 0
  for (const { letter } of letters) if (letter === passage[at]) at += 1
  return at >= passage.length
}
