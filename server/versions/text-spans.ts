/**
 * What changed in a text between two points, letter by letter and straight from its items: what stands in both is the
 * same, what stands only in the later one was put in, what stands only in the earlier one was taken out.
 */
import * as Y from 'yjs'
import type { Span } from '#shared/version/changes.ts'
import type { Author, Authorship } from '../sync/authorship.ts'
import { isOfLines, itemsOf, typeIn, type Shared } from './part-view.ts'
import { stretches, type Point } from './point.ts'

type Op = Span['op']

/** The two points that are compared, and who wrote and removed what. */
export type Between = { readonly from: Point; readonly to: Point; readonly authorship: Authorship }

/** A span, and what its letters have in common besides their author. */
export type TaggedSpan = Span & { readonly tag: string }

/** Something about a letter, by its id: letters of which it differs are in different spans. */
export type Tag = (client: number, clock: number) => string

/**
 * The spans of a text from its start to its end. `same` and `delete` together are the earlier words, `same` and `insert` the
 * later.
 */
export function spansOf(text: Shared, between: Between): Span[] {
  return taggedSpansOf(text, between, () => '').map(({ tag: _tag, ...span }) => span)
}

/** The same, with something that each letter is asked for. */
export function taggedSpansOf(text: Shared, between: Between, tag: Tag): TaggedSpan[] {
  const spans = new Spans(between, tag)
  walk(text, spans, true, true)
  return spans.list
}

class Spans {
  readonly list: { op: Op; text: string; by: string | null; at: string | null; tag: string }[] = []
  readonly between: Between
  readonly #tag: Tag
  #author: Author | null = null

  constructor(between: Between, tag: Tag) {
    this.between = between
    this.#tag = tag
  }

  /** Adds one letter: of the item with this id, as far as it is known. */
  add(letter: string, op: Op, client: number, clock: number): void {
    const { authorship } = this.between
    const author = op === 'delete' ? authorship.whoRemoved(client, clock) : authorship.whoWrote(client, clock)
    const last = this.list.at(-1)
    const isSame = author?.memberId === this.#author?.memberId && author?.at.getTime() === this.#author?.at.getTime()
    const tag = this.#tag(client, clock)
    if (last?.op === op && isSame && last.tag === tag) last.text += letter
    else this.list.push({ op, text: letter, by: author?.memberId ?? null, at: author?.at.toISOString() ?? null, tag })
    this.#author = author
  }
}

/** What is new, gone or the same; null where it stood at neither point. */
const opOf = (wasThere: boolean, isThere: boolean): Op | null =>
  wasThere && isThere ? 'same' : isThere ? 'insert' : wasThere ? 'delete' : null

function walk(node: Shared, spans: Spans, wasThere: boolean, isThere: boolean): void {
  const { from, to } = spans.between
  if (node instanceof Y.XmlText) return walkRun(node, spans, wasThere, isThere)
  const breaks = isOfLines(node)
  let [before, after]: (Y.Item | null)[] = [null, null]
  for (const item of itemsOf(node)) {
    const inner = typeIn(item)
    if (inner === null) continue
    const [was, is] = [wasThere && from.hasItem(item), isThere && to.hasItem(item)]
    if (!was && !is) continue
    // The break before a line is as old as the later of the two lines it stands between.
    const op = breaks ? opOf(was && before !== null, is && after !== null) : null
    if (op !== null) {
      const neighbour = op === 'same' ? item : op === 'insert' ? (was ? after : item) : is ? before : item
      const { client, clock } = (neighbour ?? item).id
      spans.add('\n', op, client, clock)
    }
    if (was) before = item
    if (is) after = item
    const { client, clock } = item.id
    if (inner instanceof Y.XmlElement && inner.nodeName === 'hardBreak') spans.add('\n', opOf(was, is) as Op, client, clock)
    else walk(inner, spans, was, is)
  }
}

function walkRun(run: Y.XmlText, spans: Spans, wasThere: boolean, isThere: boolean): void {
  const { from, to } = spans.between
  for (const { id, content } of itemsOf(run)) {
    if (!(content instanceof Y.ContentString)) continue
    for (const { from: start, to: end, inA, inB } of stretches(from, to, id, content.str.length)) {
      const op = opOf(wasThere && inA, isThere && inB)
      if (op !== null) for (let i = start; i < end; i += 1) spans.add(content.str[i] as string, op, id.client, id.clock + i)
    }
  }
}
