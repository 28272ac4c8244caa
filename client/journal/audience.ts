/** Who can read an entry, in names. */
import { audienceOf, readsJournal, type Audience } from '#shared/journal/audience.ts'
import { useMembers } from '../http/members.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'

export type AudienceChoice = { partId: string; audience: Audience; label: string; journal: PartHandle }

const choiceWords: Record<Audience, string> = {
  team: 'The whole care team',
  guardians: 'Parents and therapists',
  member: 'Only my therapists',
}

/** The journals that this person may begin an entry in, the widest first. */
export function useAudienceChoices(): readonly AudienceChoice[] {
  const { journals, memberId } = usePlanSession()
  return journals.flatMap((journal) => {
    const audience = audienceOf(journal.partId)
    const isOthers = audience === 'member' && journal.partId !== `journal.${memberId}`
    if (!journal.canWrite || audience === null || isOthers) return []
    return [{ partId: journal.partId, audience, label: choiceWords[audience], journal }]
  })
}

/**
 * What a draft goes to: what was chosen, or the widest for who never chose. Where the choice is not open any more, the
 * narrowest, so that nothing is read by more people than was meant.
 */
export const chosenAudience = <Choice extends { partId: string }>(choices: readonly Choice[], partId: string | null): Choice | undefined =>
  choices.find((choice) => choice.partId === partId) ?? (partId === null ? choices[0] : choices.at(-1))

/** The names of the others who read a journal, by the alphabet; undefined while they are not known. */
export function useReaders(partId: string): readonly string[] | undefined {
  const { planId, memberId } = usePlanSession()
  const { data: members } = useMembers(planId)
  return members
    ?.filter((member) => member.id !== memberId && readsJournal(partId, member))
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b))
}

const listFormat = new Intl.ListFormat('en', { type: 'conjunction' })

/** "Ana, Hana and Sam". */
export const namesInWords = (names: readonly string[]): string => listFormat.format(names)

/** Who reads an entry that is already there, as one short sentence. */
export function audienceMark(partId: string, readers: readonly string[] | undefined): string {
  const audience = audienceOf(partId)
  if (audience === 'team') return 'The care team can read this'
  const few = readers !== undefined && readers.length > 0 && readers.length <= 3
  if (few) return `Only you and ${namesInWords(readers)} can read this`
  return audience === 'guardians' ? 'Only parents and therapists can read this' : 'Only its writer and the therapists can read this'
}
