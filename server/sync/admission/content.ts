/** What may stand at a place: the schema of the documents, checked piece by piece as pieces arrive [A4]. */
import * as Y from 'yjs'
import { isUuid } from '#shared/ids.ts'
import { isContainer, isValidValue, type Field } from '#shared/plan/shape.ts'
import { isContainerOf, type Place } from './places.ts'

/** Nodes of a text and what may be directly in each. `words` is a Y.XmlText. */
const children: Readonly<Record<string, readonly string[]>> = {
  text: ['paragraph', 'bulletList', 'orderedList'],
  paragraph: ['words', 'hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: ['paragraph', 'bulletList', 'orderedList'],
  hardBreak: [],
}

/** Attributes of nodes: only what Tiptap writes for an ordered list. */
const isAllowedAttribute = (nodeName: string, key: string, value: unknown): boolean =>
  nodeName === 'orderedList' &&
  ((key === 'start' && Number.isSafeInteger(value) && (value as number) >= 0) || (key === 'type' && value === null))

/** Marks: bold and italic, on (an empty record of attributes) or off. */
const isAllowedMark = (key: string, value: unknown): boolean =>
  (key === 'bold' || key === 'italic') &&
  (value === null || (typeof value === 'object' && Object.keys(value).length === 0))

/** Whether this content may stand at a place, under a key where the place is a map. Sizes are checked apart. */
export function mayStand(place: Place, key: string | null, content: Y.Item['content']): boolean {
  // What was deleted before it was ever sent is only a length.
  if (content instanceof Y.ContentDeleted) return true
  switch (place.is) {
    case 'root-list':
    case 'list':
      return key !== null && isUuid(key) && isMap(content)
    case 'record':
      return key !== null && Object.hasOwn(place.fields, key) && fits(place.fields[key] as Field, content)
    case 'set': {
      const isMember = key !== null && (place.of === 'id' ? isUuid(key) : place.of.includes(key))
      return isMember && isValues(content, (value) => value === true)
    }
    case 'text':
      return key === null && isNode(content, children.text as readonly string[])
    case 'element':
      if (key !== null) return isValues(content, (value) => isAllowedAttribute(place.nodeName, key, value))
      return isNode(content, children[place.nodeName] ?? [])
    case 'run':
      if (key !== null) return false
      if (content instanceof Y.ContentString) return content.str.isWellFormed()
      return content instanceof Y.ContentFormat && isAllowedMark(content.key, content.value)
  }
}

const isMap = (content: Y.Item['content']): boolean => content instanceof Y.ContentType && content.type.constructor === Y.Map

function fits(field: Field, content: Y.Item['content']): boolean {
  if (isContainer(field)) return content instanceof Y.ContentType && isContainerOf(field, content.type as Y.AbstractType<unknown>)
  return isValues(content, (value) => isValidValue(field, value))
}

/**
 * Whether this is values that may stand under a key. There may be several: Yjs joins values that replaced each other into
 * one item where undo keeps them, as after a status that was changed twice offline. The last one is what is read.
 */
const isValues = (content: Y.Item['content'], isAllowed: (value: unknown) => boolean): boolean =>
  content instanceof Y.ContentAny && content.arr.length > 0 && content.arr.every(isAllowed)

function isNode(content: Y.Item['content'], allowed: readonly string[]): boolean {
  if (!(content instanceof Y.ContentType)) return false
  const { type } = content
  if (type instanceof Y.XmlElement) return allowed.includes(type.nodeName) && Object.hasOwn(children, type.nodeName)
  return type.constructor === Y.XmlText && allowed.includes('words')
}
