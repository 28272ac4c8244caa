/** A shared text as plain React, for fields that nobody is in: hundreds of fields, one editor. */
import { Fragment, type ReactNode } from 'react'
import * as Y from 'yjs'
import { useShared } from '../sync/use-shared.ts'
import { placeOf } from './anchor.ts'
import { saidId, type SaidWords } from './talk.ts'

type Node = Y.XmlElement | Y.XmlText

type StaticTextProps = { fragment: Y.XmlFragment; /** Words that are marked, because something was said about them. */ said?: readonly SaidWords[]; where?: string }

/** The words with their formatting. An empty paragraph keeps its height, as it does in the editor. */
export function StaticText({ fragment, said = [], where = '' }: StaticTextProps) {
  const drawing = useShared(fragment, () => JSON.stringify({ nodes: fragment.toArray().map((node) => toPlain(node as Node)), marks: marksIn(fragment, said) }), 'deep')
  const { nodes, marks } = JSON.parse(drawing) as { nodes: Plain[]; marks: Mark[] }
  // Counted on while the nodes are drawn, one after the other.
  const pen: Pen = { at: 0, marks, detailsId: saidId(where) }
  return <>{nodes.map((node, key) => draw(node, key, pen))}</>
}

type Mark = { id: string; kind: string; from: number; to: number }
type Pen = { at: number; readonly marks: readonly Mark[]; readonly detailsId: string }

const marksIn = (fragment: Y.XmlFragment, said: readonly SaidWords[]): Mark[] =>
  said.flatMap(({ id, kind, ...anchor }) => {
    const place = placeOf(fragment, anchor)
    return place === null ? [] : [{ id, kind, ...place }]
  })

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

function draw(plain: Plain, key: number, pen: Pen): ReactNode {
  if ('runs' in plain) return <Fragment key={key}>{plain.runs.map((run, i) => drawRun(run, i, pen))}</Fragment>
  const inside = plain.children.map((child, i) => draw(child, i, pen))
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

function drawRun({ words, isBold, isItalic }: Run, key: number, pen: Pen): ReactNode {
  const marked = drawWords(words, pen)
  const inner = isItalic ? <em>{marked}</em> : marked
  return isBold ? <strong key={key}>{inner}</strong> : <Fragment key={key}>{inner}</Fragment>
}

/** The words of a run, cut where marks begin and end. */
function drawWords(words: string, pen: Pen): ReactNode {
  const [start, end] = [pen.at, pen.at + words.length]
  pen.at = end
  const here = pen.marks.filter(({ from, to }) => from < end && to > start)
  if (here.length === 0) return words
  const cuts = [...new Set([start, end, ...here.flatMap(({ from, to }) => [from, to])])].filter((cut) => cut >= start && cut <= end).toSorted((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const piece = words.slice(from - start, (cuts[i + 1] as number) - start)
    const over = here.filter((mark) => mark.from <= from && mark.to > from)
    if (over.length === 0) return <Fragment key={from}>{piece}</Fragment>
    return (
      <mark key={from} className="said" data-said={over.map(({ id }) => id).join(' ')} data-kind={over[0]?.kind} aria-details={pen.detailsId}>
        {piece}
      </mark>
    )
  })
}
