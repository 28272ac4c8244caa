/** Plain text in and out of the Y.XmlFragments of paragraphs that people write together. */
import * as Y from 'yjs'

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

function newParagraph(line: string): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(line)])
  return paragraph
}
