/** A shared text as plain React, for fields that nobody is in: hundreds of fields, one editor. */
import { Fragment, type ReactNode } from 'react'
import * as Y from 'yjs'
import { useShared } from '../sync/use-shared.ts'

type Node = Y.XmlElement | Y.XmlText

/** The words with their formatting. An empty paragraph keeps its height, as it does in the editor. */
export function StaticText({ fragment }: { fragment: Y.XmlFragment }) {
  const drawing = useShared(fragment, () => JSON.stringify(fragment.toArray().map((node) => toPlain(node as Node))), 'deep')
  return <>{(JSON.parse(drawing) as Plain[]).map(draw)}</>
}

type Run = { words: string; isBold: boolean; isItalic: boolean }
type Plain = { name: string; children: Plain[] } | { runs: Run[] }

function toPlain(node: Node): Plain {
  if (node instanceof Y.XmlText) {
    const delta = node.toDelta() as { insert: unknown; attributes?: { bold?: unknown; italic?: unknown } }[]
    return {
      runs: delta.map(({ insert, attributes }) => ({
        words: typeof insert === 'string' ? insert : '',
        isBold: Boolean(attributes?.bold),
        isItalic: Boolean(attributes?.italic),
      })),
    }
  }
  return { name: node.nodeName, children: node.toArray().map((child) => toPlain(child as Node)) }
}

function draw(plain: Plain, key: number): ReactNode {
  if ('runs' in plain) return <Fragment key={key}>{plain.runs.map(drawRun)}</Fragment>
  const inside = plain.children.map(draw)
  switch (plain.name) {
    case 'bulletList':
      return <ul key={key}>{inside}</ul>
    case 'orderedList':
      return <ol key={key}>{inside}</ol>
    case 'listItem':
      return <li key={key}>{inside}</li>
    case 'hardBreak':
      return <br key={key} />
    default:
      return <p key={key}>{hasWords(plain) ? inside : <br />}</p>
  }
}

const hasWords = (plain: Plain): boolean =>
  'runs' in plain ? plain.runs.some((run) => run.words !== '') : plain.name === 'hardBreak' || plain.children.some(hasWords)

function drawRun({ words, isBold, isItalic }: Run, key: number): ReactNode {
  const inner = isItalic ? <em>{words}</em> : words
  return isBold ? <strong key={key}>{inner}</strong> : <Fragment key={key}>{inner}</Fragment>
}
