/** Words about erasing for good. Nothing in them says what it was. */
import type { ErasureMark, ErasureReason, ErasureTarget } from '#shared/version/erasure.ts'
import { dateOfInstant } from './date-words.ts'

/** Reasons to choose from. */
export const erasureReasonWords: Readonly<Record<ErasureReason, { name: string; detail: string }>> = {
  'about-someone-else': { name: 'It is about somebody else', detail: 'Somebody who did not agree to stand here.' },
  'wrong-plan': { name: 'It stands in the wrong plan', detail: 'It belongs to another child.' },
  'asked-by-family': { name: 'The family asked for it', detail: 'They do not want it kept.' },
  'asked-by-child': { name: 'The child asked for it', detail: 'Or somebody who was the child then.' },
  'legal-order': { name: 'The law asks for it', detail: 'A court or an authority says so.' },
  other: { name: 'Another reason', detail: 'Say which in a few words below.' },
}

const thingWords: Readonly<Record<NonNullable<ErasureTarget['entity']>, string>> = {
  goal: 'goal', strategy: 'strategy', step: 'step', link: 'link', entry: 'note', about: 'page about the child', expectations: 'agreement of what each can expect', safety: 'safety plan',
}

/** A thing by its kind: "goal". Null is all of a part. */
export const erasedThing = (entity: ErasureTarget['entity'] | null, part: string): string =>
  entity === null || entity === undefined ? (part === 'plan' ? 'plan' : 'notes') : thingWords[entity]

/** What goes, or is gone: "a goal", "some words in a note". */
export function erasedPlace({ entity, part, isPassage, field }: Pick<ErasureMark, 'entity' | 'part' | 'isPassage' | 'field'>): string {
  const thing = erasedThing(entity, part)
  const isOneOfMany = entity !== null && !['about', 'expectations', 'safety'].includes(entity)
  if (isPassage) return `some words in ${isOneOfMany ? 'a' : 'the'} ${thing}`
  return field === null ? `a ${thing}` : `what stood in one place of ${isOneOfMany ? 'a' : 'the'} ${thing}`
}

/** One line that stays in the place of what is gone. */
export function erasedWords(mark: ErasureMark, nameOf: (memberId: string) => string | undefined): string {
  const name = (id: string | null) => (id === null ? undefined : nameOf(id)) ?? 'somebody'
  const place = erasedPlace(mark)
  const day = mark.decidedAt === null ? '' : ` on ${dateOfInstant(mark.decidedAt)}`
  return `${place.charAt(0).toUpperCase()}${place.slice(1)} ${mark.isPassage ? 'were' : 'was'} erased for good${day}. ${sentence(name(mark.askedBy))} asked for it, ${name(mark.decidedBy)} confirmed it. Why: ${erasureReasonWords[mark.reason].name.toLowerCase()}.`
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
