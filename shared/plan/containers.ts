/**
 * Makes the Yjs types that people write into. Two people who first touch the same empty text must find the same
 * Y.XmlFragment: a fragment that each made for itself would replace the other's, and its words. So containers are made
 * exactly once: by the device that creates the entity, in one transaction, or by the server when it loads or receives
 * an entity that lacks some [docs/decisions/0005].
 */
import * as Y from 'yjs'
import { isContainer, type ContainerField, type Fields, type PartShape } from './shape.ts'

/** A new, empty Yjs type for a field, with everything inside it that people write into. */
export function newContainer(field: ContainerField): Y.XmlFragment | Y.Map<unknown> {
  if (field.is === 'text') {
    const fragment = new Y.XmlFragment()
    addFirstParagraph(fragment)
    return fragment
  }
  const map = new Y.Map<unknown>()
  if (field.is === 'record') addContainers(map, field.fields)
  return map
}

/**
 * Gives a text its first, empty paragraph, with the Y.XmlText that the first key goes into: two people who start typing
 * in an empty text at the same moment then write into one paragraph, not into one each.
 */
function addFirstParagraph(fragment: Y.XmlFragment): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText()])
  fragment.insert(0, [paragraph])
}

function addContainers(map: Y.Map<unknown>, fields: Fields): void {
  for (const [key, field] of Object.entries(fields)) if (isContainer(field)) map.set(key, newContainer(field))
}

/** A new entity with all containers and these plain values. Give it to a list map by its id. */
export function newEntity(fields: Fields, values: Record<string, string | number | boolean>): Y.Map<unknown> {
  const entity = new Y.Map<unknown>()
  for (const [key, value] of Object.entries(values)) entity.set(key, value)
  addContainers(entity, fields)
  return entity
}

/** The root types of a part, made by name: asking for a root never creates content, so it cannot collide. */
export function rootOf(doc: Y.Doc, shape: PartShape, name: string): Y.Map<unknown> | Y.XmlFragment {
  return shape.roots[name]?.is === 'text' ? doc.getXmlFragment(name) : doc.getMap<unknown>(name)
}

/** Adds every container the part should have and lacks. Returns how many were added. Call it inside a transaction. */
export function completeContainers(doc: Y.Doc, shape: PartShape): number {
  let added = 0
  for (const [name, field] of Object.entries(shape.roots)) {
    const root = rootOf(doc, shape, name)
    if (root instanceof Y.XmlFragment) added += completeText(root)
    if (!(root instanceof Y.Map)) continue
    if (field.is === 'record') added += completeRecord(root, field.fields)
    if (field.is === 'list') for (const item of root.values()) if (item instanceof Y.Map) added += completeRecord(item, field.item)
  }
  return added
}

function completeText(fragment: Y.XmlFragment): number {
  if (fragment.length > 0) return 0
  addFirstParagraph(fragment)
  return 1
}

/** Adds the containers that a map lacks, at any depth. Returns how many were added. */
export function completeRecord(map: Y.Map<unknown>, fields: Fields): number {
  let added = 0
  for (const [key, field] of Object.entries(fields)) {
    if (!isContainer(field)) continue
    const value = map.get(key)
    if (value === undefined) {
      map.set(key, newContainer(field))
      added += 1
    } else if (value instanceof Y.XmlFragment && field.is === 'text') {
      added += completeText(value)
    } else if (value instanceof Y.Map && field.is === 'record') {
      added += completeRecord(value, field.fields)
    } else if (value instanceof Y.Map && field.is === 'list') {
      for (const item of value.values()) if (item instanceof Y.Map) added += completeRecord(item, field.item)
    }
  }
  return added
}
