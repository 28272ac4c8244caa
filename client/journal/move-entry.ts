/** Another audience for an entry. An audience is a journal, so the entry is written there anew and taken back here. */
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { isContainer } from '#shared/plan/shape.ts'
import { localInstant } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { idsIn, textOf, type Entry } from './entry.ts'

/** What the entry that stays behind says: not who reads it now. */
const reason = 'It has other readers now.'

const fields = Object.entries(entryFields)
/** What belongs to the entry that stays behind. */
const notTaken: readonly string[] = ['status', 'statusAt', 'statusReason', 'coAuthors']

/** Writes an entry into another journal as it is, with its times, and takes it back where it was. Returns the id of the new one. */
export function moveEntry(from: PartHandle, entry: Entry, to: PartHandle): string {
  const id = crypto.randomUUID()
  to.record(() => {
    const values = fields.filter(([key, field]) => !isContainer(field) && !notTaken.includes(key)).flatMap(([key]) => {
      const value = entry.get(key)
      return value === undefined ? [] : [[key, value]]
    })
    const copy = newEntity(entryFields, { ...Object.fromEntries(values), status: 'final' })
    to.doc.getMap('entries').set(id, copy)
    for (const [key, field] of fields) {
      if (field.is === 'text') copyText(textOf(entry, key), textOf(copy, key))
      if (field.is === 'set' && !notTaken.includes(key)) for (const one of idsIn(entry, key)) (copy.get(key) as Y.Map<true>).set(one, true)
      if (field.is === 'record') copyRecord(entry.get(key), copy.get(key))
    }
  })
  from.record(() => {
    entry.set('status', 'withdrawn')
    entry.set('statusAt', localInstant(new Date()))
    entry.set('statusReason', reason)
  })
  return id
}

/** A new text has an empty first paragraph, which takes the words of the first one: nothing that is new is taken out again. */
function copyText(from: Y.XmlFragment | undefined, to: Y.XmlFragment | undefined): void {
  const nodes = (from?.toArray() ?? []).filter(isNode)
  const [first, ...rest] = nodes
  const empty = to?.get(0)
  if (to === undefined || first === undefined) return
  if (!(first instanceof Y.XmlElement && first.nodeName === 'paragraph' && empty instanceof Y.XmlElement)) return to.insert(0, nodes.map((node) => node.clone()))
  const [line, ...others] = first.toArray().filter(isNode)
  const emptyLine = empty.get(0)
  if (line instanceof Y.XmlText && emptyLine instanceof Y.XmlText) emptyLine.applyDelta(line.toDelta())
  else if (line !== undefined) others.unshift(line)
  empty.push(others.map((node) => node.clone()))
  to.push(rest.map((node) => node.clone()))
}

const isNode = (node: unknown): node is Y.XmlElement | Y.XmlText => node instanceof Y.XmlElement || node instanceof Y.XmlText

function copyRecord(from: unknown, to: unknown): void {
  if (!(from instanceof Y.Map) || !(to instanceof Y.Map)) return
  for (const [key, value] of from.entries()) if (typeof value !== 'object') to.set(key, value)
}
