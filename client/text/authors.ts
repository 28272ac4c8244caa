/**
 * Matches the letters that somebody asks about with what the server says of them, by their Yjs ids: the text on screen may be
 * ahead of the server by what was just typed.
 */
import type { TextAuthors } from '#shared/version/api.ts'
import type { Letter, LetterRange } from './letters.ts'

type Run = TextAuthors['runs'][number]
export type NamedVersion = TextAuthors['versions'][number]

/**
 * Some words and where they come from. `mine`: written on this device, and not known to the server. `unknown`: the server does
 * not say. `since` and `until`: when the first and the last of them were written.
 */
export type Finding = { readonly words: string } & (
  | { readonly is: 'mine' | 'unknown' }
  | { readonly is: 'known'; readonly by: string | null; readonly since: string | null; readonly until: string | null; readonly visit: NamedVersion | null }
)

/** Says of a letter that the server does not know whether it was written on this device. */
export type IsMine = (letter: Letter) => boolean

/** The letters of a range that the server says nothing of. */
export function unknownIn(letters: readonly Letter[], { from, to }: LetterRange, authors: TextAuthors): Letter[] {
  const runs = runsById(authors)
  return letters.slice(from, to).filter((letter) => runs(letter) === undefined)
}

/** Who wrote what of a range, in the order of reading. For a caret: all that was written together with its letter. */
export function findingsIn(letters: readonly Letter[], range: LetterRange, authors: TextAuthors, isMine: IsMine): Finding[] {
  const runs = runsById(authors)
  const keyOf = (letter: Letter): string => {
    const run = runs(letter)
    if (run === undefined) return isMine(letter) ? 'mine' : 'unknown'
    // Of selected words the day is enough to tell them apart; at a caret it is the very minute.
    return [run.by, range.isCaret ? run.at : run.at && new Date(run.at).toDateString(), run.visit].join()
  }
  const pieces = range.isCaret ? [around(letters, range.from, keyOf)] : piecesOf(letters.slice(range.from, range.to), keyOf)
  const visits = new Map(authors.versions.map((version) => [version.id, version]))
  const findings = pieces.map((piece): Finding => {
    const words = wordsOf(piece)
    const [first] = piece
    const known = piece.flatMap((letter) => runs(letter) ?? [])
    if (first === undefined || known[0] === undefined) return { words, is: first !== undefined && isMine(first) ? 'mine' : 'unknown' }
    const times = known.flatMap(({ at }) => at ?? []).toSorted()
    const { by, visit } = known[0]
    return { words, is: 'known', by, since: times[0] ?? null, until: times.at(-1) ?? null, visit: visits.get(visit ?? '') ?? null }
  })
  const withWords = findings.filter(({ words }) => words !== '')
  return withWords.length > 0 ? withWords : findings.slice(0, 1)
}

function runsById({ runs }: TextAuthors): (letter: Letter) => Run | undefined {
  const byClient = new Map<number, { from: number; to: number; run: Run }[]>()
  for (const run of runs) {
    for (const [client, clock, length] of run.ids) {
      const ranges = byClient.get(client) ?? []
      ranges.push({ from: clock, to: clock + length, run })
      byClient.set(client, ranges)
    }
  }
  return ({ client, clock }) => byClient.get(client)?.find(({ from, to }) => from <= clock && clock < to)?.run
}

function piecesOf(letters: readonly Letter[], keyOf: (letter: Letter) => string): Letter[][] {
  const pieces: Letter[][] = []
  let lastKey: string | null = null
  for (const letter of letters) {
    const key = keyOf(letter)
    if (key === lastKey) pieces.at(-1)?.push(letter)
    else pieces.push([letter])
    lastKey = key
  }
  return pieces
}

/** How much is shown before and after a caret. */
const nearChars = 60

/** The letters next to one that come from where it does, as far as whole words of what is near. */
function around(letters: readonly Letter[], at: number, keyOf: (letter: Letter) => string): Letter[] {
  const key = keyOf(letters[at] as Letter)
  const isSame = (i: number) => letters[i] !== undefined && keyOf(letters[i]) === key && Math.abs(i - at) <= nearChars
  let [from, to] = [at, at + 1]
  while (isSame(from - 1)) from -= 1
  while (isSame(to)) to += 1
  return letters.slice(from, to)
}

/** The letters as words, with a space where another line begins. */
function wordsOf(letters: readonly Letter[]): string {
  const words = letters.map(({ letter, line }, i) => (i > 0 && letters[i - 1]?.line !== line ? ` ${letter}` : letter)).join('')
  return words.replaceAll(/\s+/g, ' ').trim()
}
