/** Places in the plan that entries are about: finding the text there, and saying where it is. */
import * as Y from 'yjs'
import { planPart } from '#shared/plan/plan-part.ts'

/** What an entry says about its place in the plan. */
export type Target = { readonly subject: 'plan' | 'goal' | 'strategy'; readonly subjectId: string; readonly field?: string }

/** The place of a text field, such as `goals/{id}/why`, as an entry keeps it; null for texts that are not in the plan. */
export function targetOf(where: string, planId: string): Target | null {
  const [root = '', id = '', ...field] = where.split('/')
  if (root === 'goals' || root === 'strategies') {
    return { subject: root === 'goals' ? 'goal' : 'strategy', subjectId: id, ...(field.length > 0 && { field: field.join('/') }) }
  }
  return Object.hasOwn(planPart.roots, root) ? { subject: 'plan', subjectId: planId, field: where } : null
}

/** The way round. */
export const whereOf = ({ subject, subjectId, field }: Target): string =>
  subject === 'plan' ? (field ?? 'plan') : [subject === 'goal' ? 'goals' : 'strategies', subjectId, ...(field === undefined ? [] : [field])].join('/')

/** The goal or strategy of a place; undefined where it is not in the plan, or there is no plan here. */
export function entityAt(doc: Y.Doc | undefined, { subject, subjectId }: Target): Y.Map<unknown> | undefined {
  const entity = subject === 'plan' ? undefined : doc?.getMap<unknown>(subject === 'goal' ? 'goals' : 'strategies').get(subjectId)
  return entity instanceof Y.Map ? (entity as Y.Map<unknown>) : undefined
}

/** The shared text at a place; undefined where there is none any more. */
export function textAt(doc: Y.Doc | undefined, where: string): Y.XmlFragment | undefined {
  const [root = '', ...keys] = where.split('/')
  if (doc === undefined || !Object.hasOwn(planPart.roots, root)) return undefined
  let value: unknown = doc.getMap<unknown>(root)
  for (const key of keys) value = value instanceof Y.Map ? value.get(key) : undefined
  // A step is an entity of its own, with one text.
  if (value instanceof Y.Map && keys.includes('steps')) value = value.get('text')
  return value instanceof Y.XmlFragment ? value : undefined
}
