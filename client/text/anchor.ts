/**
 * Where in a shared text the words stand that somebody said something about. Kept as the Yjs ids of the letters, so that it
 * holds through everything that is written before, inside and around them [docs/decisions/0017]. Places in a text are counted
 * in letters of its runs, without what parts paragraphs: the same number in the document, in the editor and on the page.
 */
import * as Y from 'yjs'
import { runsOf } from '#shared/plan/text.ts'

/** Letters `from` up to, and without, `to`. */
export type LetterRange = { readonly from: number; readonly to: number }
/** What is kept of a place: the letters by their ids, and what they said. */
export type TextAnchor = { readonly letters: string; readonly quote: string }

/** As many runs as the journal takes (`letters` in docs/data.md). */
const maxRuns = 32
const maxQuote = 500

type Stretch = { readonly client: number; readonly clock: number; readonly text: string; /** Place of its first letter. */ readonly at: number }

function stretchesOf(runs: readonly Y.XmlText[]): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  for (const run of runs) {
    for (let item = run._start; item !== null; item = item.right) {
      if (item.deleted || !(item.content instanceof Y.ContentString)) continue
      stretches.push({ client: item.id.client, clock: item.id.clock, text: item.content.str, at })
      at += item.length
    }
  }
  return stretches
}

/** The letters of a text, one run after the other. */
const lettersOf = (stretches: readonly Stretch[]): string => stretches.map(({ text }) => text).join('')

/** What to keep of these letters; null where there are no words among them. */
export function anchorOf(fragment: Y.XmlFragment, range: LetterRange): TextAnchor | null {
  const stretches = stretchesOf(runsOf(fragment))
  const { from, to } = withoutSpaces(lettersOf(stretches), range)
  if (from >= to) return null
  const runs: { client: number; clock: number; length: number }[] = []
  for (const { client, clock, text, at } of stretches) {
    const [start, end] = [Math.max(from, at), Math.min(to, at + text.length)]
    if (start >= end) continue
    const [first, length] = [clock + start - at, end - start]
    const last = runs.at(-1)
    if (last?.client === client && last.clock + last.length === first) last.length += length
    else runs.push({ client, clock: first, length })
  }
  // Words of very many hands: both ends are enough to find them again.
  const kept = runs.length <= maxRuns ? runs : [...runs.slice(0, maxRuns / 2), ...runs.slice(-maxRuns / 2)]
  const quote = wordsBetween(fragment, { from, to }).slice(0, maxQuote)
  return { letters: kept.map(({ client, clock, length }) => `${client}.${clock}.${length}`).join(' '), quote: quote.isWellFormed() ? quote : quote.slice(0, -1) }
}

/**
 * Where the words stand now: from the first to the last letter that is left of them, with what was put in between. Letters
 * that were taken out and put in again, as splitting a line and undo do, are found by what they said, where that stands in one
 * place. Null where the words are gone.
 */
export function placeOf(fragment: Y.XmlFragment, anchor: TextAnchor): LetterRange | null {
  const runs = runsOf(fragment)
  const left = lettersLeft(stretchesOf(runs), anchor.letters)
  const found = findQuote(linesOf(runs), anchor.quote)
  if (left === null) return found
  return found !== null && found.from < left.to && left.from < found.to ? { from: Math.min(found.from, left.from), to: Math.max(found.to, left.to) } : left
}

function lettersLeft(stretches: readonly Stretch[], letters: string): LetterRange | null {
  const runs = letters.split(' ').map((run) => run.split('.').map(Number) as [client: number, clock: number, length: number])
  let [first, end] = [Infinity, 0]
  for (const stretch of stretches) {
    for (const [client, clock, length] of runs) {
      if (stretch.client !== client) continue
      const from = Math.max(clock, stretch.clock) - stretch.clock
      const to = Math.min(clock + length, stretch.clock + stretch.text.length) - stretch.clock
      // A space that was left standing is no word.
      if (from >= to || stretch.text.slice(from, to).trim() === '') continue
      first = Math.min(first, stretch.at + from)
      end = Math.max(end, stretch.at + to)
    }
  }
  return end === 0 ? null : { from: first, to: end }
}

const isSpace = (letter: string): boolean => /\s/.test(letter)

/** A text as lines, with the place of each of its letters. */
type Lines = { readonly words: string; readonly places: readonly number[] }

function linesOf(runs: readonly Y.XmlText[]): Lines {
  const places: number[] = []
  let at = 0
  const lines = runs.map((run) => {
    const words = lettersOf(stretchesOf([run]))
    for (let i = 0; i < words.length; i += 1) places.push(at + i)
    at += words.length
    // What parts two lines is no letter.
    places.push(at)
    return words
  })
  return { words: lines.join('\n'), places }
}

/** Where a quote stands, with nothing but other spaces and lines, or else with other words between its own; null where that is not one place. */
const findQuote = (lines: Lines, quote: string): LetterRange | null => findWhole(lines, quote) ?? findWords(lines, quote)

function findWhole({ words, places }: Lines, quote: string): LetterRange | null {
  const dense: number[] = []
  for (let i = 0; i < words.length; i += 1) if (!isSpace(words[i] as string)) dense.push(i)
  const letters = dense.map((i) => words[i]).join('')
  const wanted = quote.replaceAll(/\s+/g, '')
  const at = wanted === '' ? -1 : letters.indexOf(wanted)
  if (at < 0 || letters.indexOf(wanted, at + 1) >= 0) return null
  return { from: places[dense[at] as number] as number, to: (places[dense[at + wanted.length - 1] as number] as number) + 1 }
}

/** One word alone says too little. */
const fewestWords = 2

/** The words of a quote in their order, with no more of others between them than there are of its own. */
function findWords({ words, places }: Lines, quote: string): LetterRange | null {
  const wanted = quote.match(/\S+/g) ?? []
  const present = [...words.matchAll(/\S+/g)]
  const found: { first: number; last: number }[] = []
  for (const [first, word] of present.entries()) {
    if (wanted.length < fewestWords || word[0] !== wanted[0]) continue
    let matched = 1
    let last = first
    for (let i = first + 1; i < present.length && i <= first + 2 * wanted.length && matched < wanted.length; i += 1) {
      if (present[i]?.[0] !== wanted[matched]) continue
      matched += 1
      last = i
    }
    if (matched < wanted.length) continue
    // Of two that end alike the later beginning is the closer one.
    if (found.at(-1)?.last === last) found.pop()
    found.push({ first, last })
  }
  const [only, ...others] = found
  if (only === undefined || others.length > 0) return null
  const [start, end] = [present[only.first]?.index ?? 0, present[only.last]]
  return { from: places[start] as number, to: (places[(end?.index ?? 0) + (end?.[0].length ?? 1) - 1] as number) + 1 }
}

function withoutSpaces(letters: string, range: LetterRange): LetterRange {
  let [from, to] = [Math.max(0, range.from), Math.min(letters.length, range.to)]
  while (from < to && isSpace(letters[from] as string)) from += 1
  while (from < to && isSpace(letters[to - 1] as string)) to -= 1
  return { from, to }
}

/** The words of a range in one line: what stands in different paragraphs is parted by a space. */
function wordsBetween(fragment: Y.XmlFragment, { from, to }: LetterRange): string {
  let at = 0
  const lines: string[] = []
  for (const run of runsOf(fragment)) {
    const words = lettersOf(stretchesOf([run]))
    lines.push(words.slice(Math.max(0, from - at), Math.max(0, to - at)))
    at += words.length
  }
  return lines.filter((line) => line !== '').join(' ').replaceAll(/\p{Cc}+|\s+/gu, ' ')
}
