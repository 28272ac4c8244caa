/** Spans of letters as people read them: joined, shortened, or as the words before beside the words after. */
import type { Span } from '#shared/version/changes.ts'

/** A stretch of words of one person, or of what stayed the same. `at`: when the last of it was written. */
export type Run = { readonly op: Span['op']; readonly text: string; readonly by: string | null; readonly at: string | null }

/** Joins what stands side by side and is alike for a reader: same words whoever wrote them, others by the same person. */
export function joinRuns(spans: readonly Span[]): Run[] {
  const runs: Run[] = []
  for (const { op, text, by, at } of spans) {
    if (text === '') continue
    const last = runs.at(-1)
    const isAlike = last?.op === op && (op === 'same' || last.by === by)
    if (!isAlike) runs.push(op === 'same' ? { op, text, by: null, at: null } : { op, text, by, at })
    else runs[runs.length - 1] = { ...last, text: last.text + text, at: op === 'same' ? null : latest(last.at, at) }
  }
  return runs
}

const latest = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a)

/** The words before, with what went, and the words after, with what came. */
export const sidesOf = (runs: readonly Run[]): { before: Run[]; after: Run[] } => ({
  before: runs.filter(({ op }) => op !== 'insert'),
  after: runs.filter(({ op }) => op !== 'delete'),
})

/** So many letters of what stayed the same are shown beside a change. */
const nearby = 90

/** Leaves out the middle of long stretches that stayed the same, at spaces where there are any. */
export const shortenRuns = (runs: readonly Run[]): Run[] =>
  runs.map((run, place) => {
    if (run.op !== 'same') return run
    const [isFirst, isLast] = [place === 0, place === runs.length - 1]
    const head = isFirst ? '' : run.text.slice(0, cutAfter(run.text, nearby))
    const tail = isLast ? '' : run.text.slice(cutBefore(run.text, run.text.length - nearby))
    const isWorthIt = head.length + tail.length + 40 < run.text.length
    return isWorthIt ? { ...run, text: `${head}${head === '' ? '' : ' '}…${tail === '' ? '' : ' '}${tail}` } : run
  })

/** Where to end the start of a text: after a whole word. */
function cutAfter(text: string, place: number): number {
  const space = text.lastIndexOf(' ', place)
  return space > place / 2 ? space : place
}

/** Where to begin the end of a text: before a whole word. */
function cutBefore(text: string, place: number): number {
  const space = text.indexOf(' ', Math.max(0, place))
  return space !== -1 && space < place + nearby / 2 ? space + 1 : Math.max(0, place)
}

/** The people whose words came or went, each once, in the order they are met. Null: nobody knows, or may say, who. */
export const authorsOf = (runs: readonly Run[]): (string | null)[] =>
  [...new Set(runs.filter(({ op }) => op !== 'same').map(({ by }) => by))]
