/**
 * Words that were taken out and put in again at the same place, as splitting a line, undo and restore do: they are shown
 * as the same, under the name of whoever put them in again [W2]. Whole words only.
 */
import type { Span } from '#shared/version/changes.ts'

/** Joins what was only put in again. The words before and the words after stay exactly what they were. */
export function joinRetyped(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  let region: Span[] = []
  const flush = () => {
    result.push(...settle(region))
    region = []
  }
  for (const span of spans) {
    if (span.op !== 'same') region.push(span)
    else {
      flush()
      result.push(span)
    }
  }
  flush()
  return merged(result)
}

const textOf = (spans: readonly Span[], op: Span['op']): string => spans.filter((span) => span.op === op).map(({ text }) => text).join('')

function settle(region: readonly Span[]): Span[] {
  const [gone, come] = [textOf(region, 'delete'), textOf(region, 'insert')]
  if (gone === '' || come === '') return [...region]
  const start = commonStart(gone, come)
  const end = commonEnd(gone.slice(start), come.slice(start))
  if (start + end === 0) return [...region]
  const inserts = region.filter(({ op }) => op === 'insert')
  const asSame = (spans: Span[]) => spans.map((span): Span => ({ ...span, op: 'same' }))
  const left = { delete: [start, gone.length - end], insert: [start, come.length - end] } as const
  const middle = (['delete', 'insert'] as const).flatMap((op) => cut(region.filter((span) => span.op === op), ...left[op]))
  return [...asSame(cut(inserts, 0, start)), ...middle, ...asSame(cut(inserts, come.length - end, come.length))]
}

const isBreak = (letter: string | undefined): boolean => letter === undefined || /\s/.test(letter)

/** How many letters at the start are the same, as far as whole words. */
function commonStart(a: string, b: string): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1
  while (count > 0 && !isBreak(a[count - 1]) && !(isBreak(a[count]) && isBreak(b[count]))) count -= 1
  return count
}

function commonEnd(a: string, b: string): number {
  let count = 0
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1
  while (count > 0 && !isBreak(a[a.length - count]) && !(isBreak(a[a.length - count - 1]) && isBreak(b[b.length - count - 1]))) count -= 1
  return count
}

/** The part of some spans between two places in their joined text. */
function cut(spans: readonly Span[], from: number, to: number): Span[] {
  let place = 0
  return spans.flatMap((span) => {
    const text = span.text.slice(Math.max(0, from - place), Math.max(0, to - place))
    place += span.text.length
    return text === '' ? [] : [{ ...span, text }]
  })
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans) {
    const last = result.at(-1)
    if (last?.op === span.op && last.by === span.by && last.at === span.at) result[result.length - 1] = { ...last, text: last.text + span.text }
    else result.push(span)
  }
  return result
}
