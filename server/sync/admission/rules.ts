/** Who may change what inside a part, beyond the shape: in a plan every writer everything, in a journal authors their own. */
import * as Y from 'yjs'
import type { Part } from '#shared/plan/parts.ts'
import { isContainer } from '#shared/plan/shape.ts'
import type { Container, EntityRef, Place } from './places.ts'

/** One change of an update: a new item at a place, or an old one that goes. */
export type Touch = {
  readonly container: Container
  readonly place: Place
  readonly key: string | null
  readonly act: 'put' | 'remove'
  readonly content: Y.Item['content']
  /** Whether something stands under the key now. */
  readonly replaces: boolean
}

/** What the rules need to know besides the touches themselves. */
export type Situation = {
  readonly memberId: string | null
  /** Whether this member may edit the `plan` part. */
  readonly mayEditPlan: boolean
  readonly doc: Y.Doc
  /** Whether an entity is new with this update. */
  isNew(entity: EntityRef): boolean
}

export type Rules = {
  mayTouch(touch: Touch, situation: Situation): boolean
  /** Looks at the update as a whole, after every touch has passed. */
  mayDo(touches: readonly Touch[], situation: Situation): boolean
}

/** The rules of one kind of part. */
export const rulesOf = (part: Part): Rules => (part.kind === 'plan' || part.kind === 'notes' ? openRules : journalRules)

/** A text or list may not be replaced by an empty one, nor taken out from under the people in it. */
function keepsContainers({ act, place, key, replaces }: Touch): boolean {
  const field = place.is === 'record' && key !== null ? place.fields[key] : undefined
  return field === undefined || !isContainer(field) || (act === 'put' && !replaces)
}

const openRules: Rules = {
  mayTouch: keepsContainers,
  mayDo: () => true,
}

/** What an author says once and nobody changes: who, what kind, when it was written, what it is about and what it answers. */
const fixedFields: readonly string[] = [
  'author', 'kind', 'createdAt', 'subject', 'subjectId', 'field', 'letters', 'quote', 'outcome', 'stance',
]

const journalRules: Rules = {
  mayTouch: (touch, situation) => {
    const { place, key, act, replaces } = touch
    // Entries are amended or withdrawn: none is removed, and none put in the place of another.
    if (place.is === 'root-list') return act === 'put' && !replaces
    if (place.entity === null || !keepsContainers(touch)) return false
    if (situation.isNew(place.entity)) return act === 'put'
    const author = valueOf(situation.doc, place.entity, 'author')
    if (place.is === 'record' && place.key === null && key !== null && fixedFields.includes(key)) return false
    if (author === situation.memberId && author !== null) return true
    const isAuthorsOwn = (place.is === 'set' && place.key === 'coAuthors') || key === 'coAuthors'
    return !isAuthorsOwn && isCoAuthor(situation.doc, place.entity, situation.memberId)
  },
  mayDo: (touches, situation) =>
    touches.every(({ place, key }) => place.is !== 'root-list' || key === null || mayBegin(saidIn(touches, key), situation)),
}

/** Everything that an update says about a new entry, by field. There may be several values: the last one is what is read. */
function saidIn(touches: readonly Touch[], entryId: string): ReadonlyMap<string, readonly unknown[]> {
  const said = new Map<string, unknown[]>()
  for (const { place, key, content } of touches) {
    const isField = place.is === 'record' && place.key === null && place.entity?.id === entryId && key !== null
    if (isField && content instanceof Y.ContentAny) said.set(key, [...(said.get(key) ?? []), ...content.arr])
  }
  return said
}

function mayBegin(said: ReadonlyMap<string, readonly unknown[]>, { memberId, mayEditPlan }: Situation): boolean {
  const isOnly = (key: string, value: unknown) => said.get(key)?.every((one) => one === value) === true
  if (!isOnly('author', memberId) || !said.has('kind') || !said.has('createdAt')) return false
  if (!said.has('outcome') && !said.has('stance')) return true
  // What becomes of a suggestion is for those who could have written it into the plan themselves.
  return isOnly('kind', 'comment') && isOnly('subject', 'entry') && (mayEditPlan || !said.has('outcome'))
}

const entryOf = (doc: Y.Doc, { list, id }: EntityRef): Y.Map<unknown> | null => {
  const entry = doc.getMap<unknown>(list).get(id)
  return entry instanceof Y.Map ? (entry as Y.Map<unknown>) : null
}

const valueOf = (doc: Y.Doc, entity: EntityRef, key: string): unknown => entryOf(doc, entity)?.get(key) ?? null

function isCoAuthor(doc: Y.Doc, entity: EntityRef, memberId: string | null): boolean {
  const coAuthors = entryOf(doc, entity)?.get('coAuthors')
  return memberId !== null && coAuthors instanceof Y.Map && coAuthors.get(memberId) === true
}
