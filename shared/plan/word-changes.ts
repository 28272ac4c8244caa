/** The difference of two texts in whole words, as people read it. */

/** Words that stayed, came or went. */
export type WordSpan = { readonly op: 'same' | 'insert' | 'delete'; readonly text: string }

/** Beyond this many pairs of words the middle is told as one change: it would take long, and nobody would read it. */
const maxPairs = 1_000_000

/** What to do to the words before to get the words after. Joined without `insert` it is `before`, without `delete` it is `after`. */
export function wordChanges(before: string, after: string): WordSpan[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  let [start, end] = [0, 0]
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  const middle = longestCommon(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return joined([
    ...a.slice(0, start).map((text): WordSpan => ({ op: 'same', text })),
    ...middle,
    ...a.slice(a.length - end).map((text): WordSpan => ({ op: 'same', text })),
  ])
}

/** Words and the spaces between them, so that a changed word leaves the spaces beside it alone. */
const wordsOf = (text: string): string[] => text.match(/\s|[^\s]+/g) ?? []

function longestCommon(a: readonly string[], b: readonly string[]): WordSpan[] {
  const gone = a.map((text): WordSpan => ({ op: 'delete', text }))
  const come = b.map((text): WordSpan => ({ op: 'insert', text }))
  if (a.length === 0 || b.length === 0 || a.length * b.length > maxPairs) return [...gone, ...come]
  // lengths[i][j]: how many words a from i and b from j have in common, in order.
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] as Uint16Array
    for (let j = b.length - 1; j >= 0; j -= 1) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const spans: WordSpan[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      spans.push({ op: 'same', text: a[i] as string })
      i += 1
      j += 1
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) spans.push(gone[i++] as WordSpan)
    else spans.push(come[j++] as WordSpan)
  }
  return spans
}

/** Joins what is alike, and puts what went before what came: a space that stayed between two changed words is no island. */
function joined(spans: readonly WordSpan[]): WordSpan[] {
  const result: WordSpan[] = []
  let [gone, come] = ['', '']
  const flush = () => {
    if (gone !== '') result.push({ op: 'delete', text: gone })
    if (come !== '') result.push({ op: 'insert', text: come })
    gone = ''
    come = ''
  }
  for (const [i, { op, text }] of spans.entries()) {
    const isIsland = op === 'same' && text === ' ' && gone !== '' && come !== '' && spans[i + 1] !== undefined && spans[i + 1]?.op !== 'same'
    if (op === 'delete' || isIsland) gone += text
    if (op === 'insert' || isIsland) come += text
    if (op !== 'same' || isIsland) continue
    flush()
    const last = result.at(-1)
    if (last?.op === 'same') result[result.length - 1] = { op, text: last.text + text }
    else result.push({ op, text })
  }
  flush()
  return result
}
