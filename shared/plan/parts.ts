/** The parts of a plan: which there are, how their ids are read, and which shape each has. */
import { isUuid, type MemberId } from '../ids.ts'
import { journalPart, notesPart } from '../journal/journal-part.ts'
import { planPart } from './plan-part.ts'
import type { PartShape } from './shape.ts'

export type Part =
  | { readonly kind: 'plan' }
  | { readonly kind: 'journal-team' }
  | { readonly kind: 'journal-guardians' }
  | { readonly kind: 'journal-member'; readonly memberId: MemberId }
  | { readonly kind: 'notes'; readonly memberId: MemberId }

/** Reads a part id, or null where there is no such part. Exactly one spelling of each id exists. */
export function parsePart(id: string): Part | null {
  if (id === 'plan') return { kind: 'plan' }
  if (id === 'journal.team') return { kind: 'journal-team' }
  if (id === 'journal.guardians') return { kind: 'journal-guardians' }
  const [prefix, memberId, ...rest] = id.split('.')
  if (memberId === undefined || rest.length > 0 || !isUuid(memberId)) return null
  if (prefix === 'journal') return { kind: 'journal-member', memberId: memberId as MemberId }
  if (prefix === 'notes') return { kind: 'notes', memberId: memberId as MemberId }
  return null
}

/** The id that is used in addresses, in the database and in messages. */
export function partId(part: Part): string {
  switch (part.kind) {
    case 'plan':
      return 'plan'
    case 'journal-team':
      return 'journal.team'
    case 'journal-guardians':
      return 'journal.guardians'
    case 'journal-member':
      return `journal.${part.memberId}`
    case 'notes':
      return `notes.${part.memberId}`
  }
}

/** The content of a part. */
export function shapeOf(part: Part): PartShape {
  if (part.kind === 'plan') return planPart
  if (part.kind === 'notes') return notesPart
  return journalPart
}
