/** Plain text in and out of the Y.XmlFragments of paragraphs that people write together. */
import * as Y from 'yjs'
import { wordChanges } from './word-changes.ts'

/** The words of a text, one line a paragraph. Formatting is left out. */
export function plainText(fragment: Y.XmlFragment): string {
  return fragment
    .toArray()
    .map((node) => (node instanceof Y.XmlElement || node instanceof Y.XmlText ? nodeText(node) : ''))
    .join('\n')
}

function nodeText(node: Y.XmlElement | Y.XmlText): string {
  if (node instanceof Y.XmlText) {
    return node
      .toDelta()
      .map((run: { insert: unknown }) => (typeof run.insert === 'string' ? run.insert : ''))
      .join('')
  }
  if (node.nodeName === 'hardBreak') return '\n'
  const separator = node.nodeName === 'bulletList' || node.nodeName === 'orderedList' || node.nodeName === 'listItem' ? '\n' : ''
  return node
    .toArray()
    .map((child) => (child instanceof Y.XmlElement || child instanceof Y.XmlText ? nodeText(child) : ''))
    .join(separator)
}

/** Whether a text holds no words at all. */
export const isEmptyText = (fragment: Y.XmlFragment): boolean => plainText(fragment).trim() === ''

/** Writes words, one paragraph a line, into an empty text: for templates, forms and imports, never for typing. */
export function fillText(fragment: Y.XmlFragment, words: string): void {
  const [first, ...rest] = words.split('\n')
  const paragraph = fragment.length === 0 ? null : fragment.get(0)
  const line = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : null
  if (line instanceof Y.XmlText && line.length === 0) line.insert(0, first as string)
  else fragment.insert(0, [newParagraph(first as string)])
  fragment.push(rest.map(newParagraph))
}

/**
 * Turns the words of a text into others: only the words that differ go and come, so that what others type meanwhile, and
 * who wrote the rest, stays. Formatting stays where the lines are as many as before. Call it inside a transaction.
 */
export function changeWords(fragment: Y.XmlFragment, words: string): void {
  const [now, lines] = [plainText(fragment).split('\n'), words.split('\n')]
  const runs = runsOf(fragment)
  const isPlain = runs.length === now.length && runs.every((run, i) => nodeText(run) === now[i])
  if (isPlain && lines.length === now.length) return runs.forEach((run, i) => changeRun(run, lines[i] as string))
  let start = 0
  const isWhole = isPlain && fragment.length === now.length
  if (isWhole) while (start < now.length && start < lines.length && now[start] === lines[start]) start += 1
  let end = 0
  if (isWhole) while (end < now.length - start && end < lines.length - start && now[now.length - 1 - end] === lines[lines.length - 1 - end]) end += 1
  fragment.delete(start, fragment.length - start - end)
  fragment.insert(start, lines.slice(start, lines.length - end).map(newParagraph))
}

/** The runs of words of a text, in order. */
export const runsOf = (node: Y.XmlFragment | Y.XmlElement): Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? runsOf(child) : []))

function changeRun(run: Y.XmlText, words: string): void {
  let at = 0
  for (const { op, text } of wordChanges(nodeText(run), words)) {
    if (op === 'delete') run.delete(at, text.length)
    if (op === 'insert') run.insert(at, text)
    if (op !== 'delete') at += text.length
  }
}

function newParagraph(line: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(line)])
  return paragraph
}
