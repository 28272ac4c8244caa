/**
 * Puts a text back as it was at a point, with as few edits as it takes: what was put in since goes, what was taken out since
 * comes back at its place, and what stood all the time is not touched, so that words that others type meanwhile stay.
 */
import * as Y from 'yjs'
import { heldAt, itemsOf, keysAt, markedRunsAt, sameMarks, typeIn, type MarkedRun, type Shared } from './part-view.ts'
import { stretches, type Point } from './point.ts'

type Marks = Readonly<Record<string, unknown>>
type Node = Y.XmlElement | Y.XmlText

/** Puts a text, or a node of one, back as it was. `now`: as it stands before this change. Call it inside a transaction. */
export function restoreNodes(parent: Y.XmlFragment, then: Point, now: Point): void {
  let index = 0
  let gone: Y.Item[] = []
  let added: Y.Item[] = []
  /** A node that was taken out and one that came in its place: the new one is turned into the old, for whoever is in it. */
  const settle = () => {
    for (const old of gone) {
      const node = typeIn(old) as Node
      const at = added.findIndex((item) => isAlike(typeIn(item) as Node, node))
      if (at < 0) {
        parent.insert(index, [copyOf(node, then)])
        index += 1
        continue
      }
      // What came before it and matches nothing goes.
      parent.delete(index, at)
      turnInto(typeIn(added[at] as Y.Item) as Node, node, then, now)
      added = added.slice(at + 1)
      index += 1
    }
    parent.delete(index, added.length)
    gone = []
    added = []
  }
  // All of them first: the edits put others between them.
  const items = Array.from(itemsOf(parent))
  for (const item of items) {
    const inner = typeIn(item)
    if (inner === null) continue
    const [was, is] = [then.hasItem(item), now.hasItem(item)]
    if (was && is) {
      settle()
      restoreNode(inner as Node, then, now)
      index += 1
    } else if (was) gone.push(item)
    else if (is) added.push(item)
  }
  settle()
}

function restoreNode(node: Node, then: Point, now: Point): void {
  if (node instanceof Y.XmlText) return restoreRun(node, then, now)
  restoreAttributes(node, node, then, now)
  restoreNodes(node, then, now)
}

function restoreAttributes(node: Y.XmlElement, old: Shared, then: Point, now: Point): void {
  for (const key of keysAt(node, now)) if (heldAt(old, key, then) === null) node.removeAttribute(key)
  for (const key of keysAt(old, then)) {
    const value = heldAt(old, key, then)?.value
    if (heldAt(node, key, now)?.value !== value) node.setAttribute(key, value as string)
  }
}

type Edit = { insert: string; attributes: Marks } | { delete: number } | { retain: number; attributes: Marks }

/** Words that stood all the time are kept, and get the marks they had. */
function restoreRun(run: Y.XmlText, then: Point, now: Point): void {
  const edits: Edit[] = []
  let [marksThen, marksNow]: [Marks, Marks] = [{}, {}]
  for (const { id, content } of itemsOf(run)) {
    if (content instanceof Y.ContentFormat) {
      if (then.has(id.client, id.clock)) marksThen = { ...marksThen, [content.key]: content.value }
      if (now.has(id.client, id.clock)) marksNow = { ...marksNow, [content.key]: content.value }
    }
    if (!(content instanceof Y.ContentString)) continue
    for (const { from, to, inA, inB } of stretches(then, now, id, content.str.length)) {
      if (inA && inB) addRetain(edits, to - from, marksThen, marksNow)
      else if (inA) addInsert(edits, content.str.slice(from, to), marksThen)
      else addDelete(edits, to - from)
    }
  }
  applyEdits(run, edits)
}

const isOn = (marks: Marks): Marks => Object.fromEntries(Object.entries(marks).filter(([, value]) => value !== null))

function addRetain(edits: Edit[], length: number, then: Marks, now: Marks): void {
  const off = Object.fromEntries(Object.keys(isOn(now)).map((key) => [key, null]))
  const attributes = sameMarks(isOn(then), isOn(now)) ? {} : { ...off, ...isOn(then) }
  const last = edits.at(-1)
  if (last !== undefined && 'retain' in last && sameMarks(last.attributes, attributes)) last.retain += length
  else edits.push({ retain: length, attributes })
}

function addInsert(edits: Edit[], words: string, marks: Marks): void {
  const last = edits.at(-1)
  if (last !== undefined && 'insert' in last && sameMarks(last.attributes, isOn(marks))) last.insert += words
  else edits.push({ insert: words, attributes: isOn(marks) })
}

function addDelete(edits: Edit[], length: number): void {
  const last = edits.at(-1)
  if (last !== undefined && 'delete' in last) last.delete += length
  else edits.push({ delete: length })
}

function applyEdits(run: Y.XmlText, edits: readonly Edit[]): void {
  if (edits.every((edit) => 'retain' in edit && Object.keys(edit.attributes).length === 0)) return
  run.applyDelta(edits.map((edit) => ('retain' in edit && Object.keys(edit.attributes).length === 0 ? { retain: edit.retain } : edit)), { sanitize: false })
}

/** Whether one node can be turned into another. */
const isAlike = (a: Node, b: Node): boolean =>
  a instanceof Y.XmlText ? b instanceof Y.XmlText : b instanceof Y.XmlElement && a.nodeName === b.nodeName

/** Gives a node the content that another one had. */
export function turnInto(node: Y.XmlFragment | Node, old: Shared, then: Point, now: Point): void {
  if (node instanceof Y.XmlText) return replaceWords(node, markedRunsAt(old as Y.XmlText, then), now)
  if (node instanceof Y.XmlElement) restoreAttributes(node, old, then, now)
  const wanted = [...itemsOf(old)].filter((item) => typeIn(item) !== null && then.hasItem(item)).map((item) => typeIn(item) as Node)
  const present = node.toArray() as Node[]
  let index = 0
  for (const child of wanted) {
    const own = present[index]
    if (own !== undefined && isAlike(own, child)) turnInto(own, child, then, now)
    else {
      if (own !== undefined) node.delete(index, 1)
      node.insert(index, [copyOf(child, then)])
      if (own !== undefined) present[index] = child
      else present.push(child)
    }
    index += 1
  }
  if (node.length > index) node.delete(index, node.length - index)
}

/** Replaces the words of a line but for those at both ends that are the same. */
function replaceWords(line: Y.XmlText, runs: readonly MarkedRun[], now: Point): void {
  const [present, wanted] = [markedRunsAt(line, now), runs]
  const [old, words] = [present.map(({ insert }) => insert).join(''), wanted.map(({ insert }) => insert).join('')]
  if (present.length === wanted.length && present.every((run, i) => run.insert === wanted[i]?.insert && sameMarks(run.attributes, wanted[i].attributes))) return
  const isPlain = [...present, ...wanted].every(({ attributes }) => Object.keys(attributes).length === 0)
  let [start, end] = [0, 0]
  if (isPlain) {
    while (start < old.length && start < words.length && old[start] === words[start]) start += 1
    while (end < old.length - start && end < words.length - start && old[old.length - 1 - end] === words[words.length - 1 - end]) end += 1
    // Never between the two halves of a character.
    if (start > 0 && isHigh(old, start - 1)) start -= 1
    if (end > 0 && isHigh(old, old.length - end - 1)) end -= 1
    line.delete(start, old.length - start - end)
    return line.insert(start, words.slice(start, words.length - end), {})
  }
  line.delete(0, line.length)
  line.applyDelta(wanted.map(({ insert, attributes }) => ({ insert, attributes })), { sanitize: false })
}

const isHigh = (words: string, index: number): boolean => {
  const code = words.charCodeAt(index)
  return code >= 0xd800 && code <= 0xdbff
}

/** A new node with everything that an old one held at a point. */
export function copyOf(old: Node, then: Point): Node {
  if (old instanceof Y.XmlText) {
    const line = new Y.XmlText()
    line.applyDelta(markedRunsAt(old, then).map(({ insert, attributes }) => ({ insert, attributes })), { sanitize: false })
    return line
  }
  const node = new Y.XmlElement(old.nodeName)
  for (const key of keysAt(old, then)) node.setAttribute(key, heldAt(old, key, then)?.value as string)
  node.insert(0, childrenOf(old, then))
  return node
}

/** Copies of everything that stood in a text or node at a point. */
export const childrenOf = (old: Shared, then: Point): Node[] =>
  [...itemsOf(old)].flatMap((item) => (typeIn(item) !== null && then.hasItem(item) ? [copyOf(typeIn(item) as Node, then)] : []))
