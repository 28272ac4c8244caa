/**
 * What changed in a part between two points: entities by id, values by key, texts letter by letter. Both points are read
 * from the one history of the part.
 */
import * as Y from 'yjs'
import { rootOf } from '#shared/plan/containers.ts'
import { isContainer, isValidValue, type Field, type Fields, type PartShape } from '#shared/plan/shape.ts'
import { entryKinds, type EntryKind } from '#shared/journal/journal-part.ts'
import type { ChangedEntity, Span } from '#shared/version/changes.ts'
import { canonicalJson } from '#shared/version/canonical.ts'
import { moved } from './moves.ts'
import { entityAt, heldAt, idsAt, itemsOf, jsonAt, keysAt, richAt, typeIn, wordsAt, type Held, type Shared } from './part-view.ts'
import type { Point } from './point.ts'
import { joinRetyped } from './retyped.ts'
import { spansOf, type Between } from './text-spans.ts'

/** A change without its sentence. `by` holds everybody, whoever reads it. */
export type PartChange = {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  entity: ChangedEntity
  id: string
  within?: string
  title: string
  entryKind?: EntryKind
  field?: string
  before?: unknown
  after?: unknown
  place?: number
  spans?: Span[]
  by: string[]
  /** The author of the entry it is about. */
  author?: string
}

/** What the entities of a list are called. */
const entityOf: Readonly<Record<string, ChangedEntity>> = {
  about: 'about', expectations: 'expectations', safety: 'safety',
  goals: 'goal', strategies: 'strategy', entries: 'entry', steps: 'step', resources: 'link',
}

const titleLength = 60

/** What a change of a field belongs to. */
type Owner = Pick<PartChange, 'entity' | 'id' | 'within' | 'title' | 'entryKind' | 'author'>

/** The changes of a part, root by root and in the order of the lists. */
export function diffPart(doc: Y.Doc, shape: PartShape, between: Between, roots = Object.keys(shape.roots)): PartChange[] {
  return Object.entries(shape.roots).flatMap(([name, field]) => {
    const root = rootOf(doc, shape, name)
    const entity = entityOf[name]
    if (!roots.includes(name) || entity === undefined || !(root instanceof Y.Map)) return []
    if (field.is === 'list') return diffList(root, root, field.item, { entity }, between)
    return field.is === 'record' ? diffFields(root, root, field.fields, '', { entity, id: name, title: '' }, between) : []
  })
}

/** The two lists are one, unless what they are in was removed and made again. */
function diffList(was: Shared, is: Shared, fields: Fields, kind: { entity: ChangedEntity; within?: string }, between: Between): PartChange[] {
  const { from, to } = between
  const [before, after] = [idsAt(was, from), idsAt(is, to)]
  const mapAt = (id: string, point: Point) => heldAt(point === from ? was : is, id, point)?.value as Shared
  const orderAt = (id: string, point: Point) => heldAt(mapAt(id, point), 'order', point)?.value
  const ownerOf = (id: string, point: Point): Owner => {
    const [author, entryKind] = ['author', 'kind'].map((key) => heldAt(mapAt(id, point), key, point)?.value)
    return { ...kind, id, title: titleOf(mapAt(id, point), point), ...(isEntryKind(entryKind) && { entryKind }), ...(typeof author === 'string' && { author }) }
  }
  const removed = before.filter((id) => !after.includes(id)).map((id): PartChange => ({
    kind: 'removed', ...ownerOf(id, from), before: entityAt(was, id, fields, from), by: remover(heldAt(was, id, from), between),
  }))
  const shifted = new Set(moved(before, after, (id) => orderAt(id, from) !== orderAt(id, to)))
  const present = after.flatMap((id, place): PartChange[] => {
    const owner = ownerOf(id, to)
    if (!before.includes(id)) {
      return [{ kind: 'added', ...owner, after: entityAt(is, id, fields, to), place, by: authorsIn(heldAt(is, id, to), between) }]
    }
    const move: PartChange[] = shifted.has(id)
      ? [{ kind: 'moved', ...owner, before: before.indexOf(id), after: place, by: writer(heldAt(mapAt(id, to), 'order', to), between) }]
      : []
    return [...move, ...diffFields(mapAt(id, from), mapAt(id, to), fields, '', owner, between)]
  })
  return [...removed, ...present]
}

function diffFields(was: Shared, is: Shared, fields: Fields, path: string, owner: Owner, between: Between): PartChange[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    if (field.is === 'string' && field.format === 'order') return []
    const [before, after] = [valid(heldAt(was, key, between.from), field), valid(heldAt(is, key, between.to), field)]
    const name = path === '' ? key : `${path}.${key}`
    if (!isContainer(field)) return diffValue(before, after, name, owner, between)
    if (field.is === 'text') return diffText(before, after, name, owner, between)
    if (field.is === 'set') return diffSet(before, after, field, name, owner, between)
    const inner = ((after ?? before)?.value ?? null) as Shared | null
    if (inner === null) return []
    const earlier = (before?.value ?? inner) as Shared
    if (field.is === 'record') return diffFields(earlier, inner, field.fields, name, owner, between)
    const entity = entityOf[key]
    return entity === undefined ? [] : diffList(earlier, inner, field.item, { entity, within: owner.id }, between)
  })
}

const isEntryKind = (value: unknown): value is EntryKind => entryKinds.includes(value as EntryKind)

const valid = (held: Held | null, field: Field): Held | null =>
  held !== null && (isContainer(field) ? held.value instanceof Y.AbstractType : isValidValue(field, held.value)) ? held : null

function diffValue(before: Held | null, after: Held | null, field: string, owner: Owner, between: Between): PartChange[] {
  if (before?.value === after?.value) return []
  const by = after === null ? remover(before, between) : writer(after, between)
  return [{ kind: 'changed', ...owner, field, ...(before !== null && { before: before.value }), ...(after !== null && { after: after.value }), by }]
}

function diffText(before: Held | null, after: Held | null, field: string, owner: Owner, between: Between): PartChange[] {
  const { from, to } = between
  const [was, is] = [before?.value as Shared | undefined, after?.value as Shared | undefined]
  const richOf = (node: Shared | undefined, point: Point) => canonicalJson(node === undefined ? '' : richAt(node, point))
  if (richOf(was, from) === richOf(is, to)) return []
  const [earlier, later] = [was === undefined ? '' : wordsAt(was, from), is === undefined ? '' : wordsAt(is, to)]
  // Empty paragraphs and marks without words are no change that anybody sees.
  if (earlier === later && earlier.trim() === '') return []
  const change = { kind: 'changed' as const, ...owner, field, before: earlier, after: later }
  if (earlier === later) return [{ ...change, spans: [{ op: 'same', text: later, by: null, at: null }], by: unique(touchers(is ?? was, between)) }]
  // Two texts where what they are in was removed and made again.
  const texts = was === is ? [was] : [was, is]
  const spans = joinRetyped(texts.flatMap((text) => (text === undefined ? [] : spansOf(text, between))))
  return [{ ...change, spans, by: unique(spans.flatMap(({ op, by }) => (op === 'same' ? [] : [by]))) }]
}

function diffSet(before: Held | null, after: Held | null, field: Field, name: string, owner: Owner, between: Between): PartChange[] {
  const { from, to } = between
  const [was, is] = [before?.value as Shared | undefined, after?.value as Shared | undefined]
  const [earlier, later] = [was === undefined ? [] : keysAt(was, from), is === undefined ? [] : keysAt(is, to)]
  const come = later.filter((key) => !earlier.includes(key))
  const gone = earlier.filter((key) => !later.includes(key))
  if (come.length + gone.length === 0) return []
  const by = unique([
    ...come.flatMap((key) => writer(is === undefined ? null : heldAt(is, key, to), between)),
    ...gone.flatMap((key) => remover(was === undefined ? null : heldAt(was, key, from), between)),
  ])
  return [{ kind: 'changed', ...owner, field: name, before: jsonAt(before?.value, field, from), after: jsonAt(after?.value, field, to), by }]
}

const unique = (by: readonly (string | null | undefined)[]): string[] => [...new Set(by.filter((id) => typeof id === 'string'))]

const writer = (held: Held | null, { authorship }: Between): string[] =>
  held === null ? [] : unique([authorship.whoWrote(held.client, held.clock)?.memberId])
const remover = (held: Held | null, { authorship }: Between): string[] =>
  held === null ? [] : unique([authorship.whoRemoved(held.client, held.clock)?.memberId])

/** Who put in or took out anything of a text, marks and nodes included. */
function touchers(node: Shared | undefined, between: Between): (string | null | undefined)[] {
  const { from, to, authorship } = between
  return [...(node === undefined ? [] : itemsOf(node))].flatMap((item) => {
    const { client, clock } = item.id
    const [was, isThere, inner] = [from.hasItem(item), to.hasItem(item), typeIn(item)]
    const own = was === isThere ? [] : [isThere ? authorship.whoWrote(client, clock) : authorship.whoRemoved(client, clock)]
    return [...own.map((author) => author?.memberId), ...(inner === null ? [] : touchers(inner, between))]
  })
}

/** Who made an entity, and then everybody who wrote in it. */
function authorsIn(held: Held | null, between: Between): string[] {
  const found = new Set(writer(held, between))
  const visit = (node: Shared) => {
    for (const item of [...itemsOf(node), ...node._map.values()]) {
      const { client, clock } = item.id
      for (let i = 0; i < item.length; i += 1) {
        const author = between.to.has(client, clock + i) ? between.authorship.whoWrote(client, clock + i)?.memberId : null
        if (typeof author === 'string') found.add(author)
      }
      const inner = typeIn(item)
      if (inner !== null) visit(inner)
    }
  }
  if (held?.value instanceof Y.AbstractType) visit(held.value)
  return [...found]
}

/** What an entity is called: the first words of its title or text. */
function titleOf(entity: Shared, point: Point): string {
  const text = heldAt(entity, 'title', point)?.value ?? heldAt(entity, 'text', point)?.value
  const words = typeof text === 'string' ? text : text instanceof Y.XmlFragment ? wordsAt(text, point) : ''
  const line = words.replaceAll(/\s+/g, ' ').trim()
  return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1).trimEnd()}…`
}
