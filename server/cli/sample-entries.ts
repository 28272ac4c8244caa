/** Turns the records of a sample plan into journal entries: observations, practices, check-ins, ratings, questions. */
import { randomUUID } from 'node:crypto'
import type { SampleEntry, SamplePlan } from './sample-plan.ts'

export type EntryDraft = {
  id: string
  partId: string
  kind: string
  author: string
  createdAt: string
  values: Record<string, string | number | boolean>
  texts: Record<string, string>
  goals: string[]
  strategies: string[]
  sleep: Record<string, string | number> | null
}

/** Sample ids are short names; in a plan every entity has a UUID. */
export type IdOf = (sampleId: string) => string

type MemberIdOf = (userId: string) => string

const teamPart = 'journal.team'
const noLinks = { goals: [], strategies: [], sleep: null }

/** Leaves out what the sample does not say. */
const known = <T extends string | number | boolean>(values: Record<string, T | null | undefined>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).filter((pair): pair is [string, T] => pair[1] !== undefined && pair[1] !== null))

/** Sample records that have only a day are taken to be from that evening. */
const evening = (date: string): string => `${date}T19:00:00-06:00`

export function entryDrafts(plan: SamplePlan, idOf: IdOf, memberIdOf: MemberIdOf): EntryDraft[] {
  return [
    ...plan.observations.map((entry) => observation(plan, entry, idOf, memberIdOf)),
    ...plan.practiceLogs.map((log) => ({
      id: randomUUID(),
      partId: teamPart,
      kind: 'practice',
      author: memberIdOf(log.byId),
      createdAt: evening(log.date),
      values: known<string | number | boolean>({
        happenedAt: evening(log.date), status: 'final', done: log.done, minutes: log.minutes,
        howItWent: log.howItWent1to5, strategy: idOf(log.strategyId),
      }),
      texts: {},
      ...noLinks,
      strategies: [idOf(log.strategyId)],
    })),
    ...plan.checkIns.map((checkIn) => ({
      id: randomUUID(),
      partId: teamPart,
      kind: 'check-in',
      author: memberIdOf(checkIn.byId),
      createdAt: evening(checkIn.date),
      values: { happenedAt: evening(checkIn.date), status: 'final', confidence: checkIn.confidence1to5 },
      texts: { bestBit: checkIn.bestBit, hardBit: checkIn.hardBit, whatChanged: checkIn.anythingChanged },
      ...noLinks,
    })),
    ...plan.goals.flatMap((goal) => [
      ...goal.gas.ratings.map((rating) => ratingOf(memberIdOf(rating.ratedBy), rating.date, 'gas', rating.level, idOf(goal.id))),
      ...goal.goalBasedOutcome.ratings.map((rating) => ratingOf(memberIdOf(rating.by), rating.date, '0-10', rating.score, idOf(goal.id))),
    ]),
    ...plan.questions.flatMap((question) => questionAndAnswers(question, idOf, memberIdOf)),
  ]
}

function observation(plan: SamplePlan, entry: SampleEntry, idOf: IdOf, memberIdOf: MemberIdOf): EntryDraft {
  const { abc, sleep } = entry
  return {
    id: idOf(entry.id),
    partId: audiencePart(plan, entry, memberIdOf),
    kind: 'observation',
    author: memberIdOf(entry.authorId),
    createdAt: entry.recordedAt,
    values: known<string | number | boolean>({
      happenedAt: entry.observedAt, zone: entry.timeZone, status: entry.status, statusReason: entry.statusReason,
      language: entry.language, topic: entry.kind, setting: entry.setting, routine: entry.routine, firstHand: entry.firstHand,
      intensity: entry.intensity1to5, mood: entry.mood1to5, durationSeconds: entry.durationSeconds, count: entry.count,
    }),
    texts: { text: entry.text, ...(abc && { before: abc.before, after: abc.after }) },
    goals: entry.goalIds.map(idOf),
    strategies: entry.strategyIds.map(idOf),
    sleep: sleep === undefined ? null : known<string | number>(sleep),
  }
}

/**
 * The part whose readers are the entry's audience. Named people are met by `journal.guardians` where they are the full
 * guardians and clinicians; otherwise the entry goes to the author's own part, which fewer people read, never more.
 */
function audiencePart(plan: SamplePlan, entry: SampleEntry, memberIdOf: MemberIdOf): string {
  if (entry.audience === 'team') return teamPart
  const guardians = plan.careTeam.filter((person) => person.role === 'guardian-full')
  const namesAll = guardians.every((person) => entry.audienceUserIds?.includes(person.userId))
  return entry.audience === 'guardians-full' || namesAll ? 'journal.guardians' : `journal.${memberIdOf(entry.authorId)}`
}

const ratingOf = (author: string, date: string, scale: string, score: number, goal: string): EntryDraft => ({
  id: randomUUID(),
  partId: teamPart,
  kind: 'rating',
  author,
  createdAt: evening(date),
  values: { happenedAt: evening(date), status: 'final', scale, score, goal },
  texts: {},
  ...noLinks,
  goals: [goal],
})

function questionAndAnswers(question: SamplePlan['questions'][number], idOf: IdOf, memberIdOf: MemberIdOf): EntryDraft[] {
  const subject = question.about.type === 'observation' ? 'entry' : question.about.type
  return question.messages.map((message, i) => ({
    id: i === 0 ? idOf(question.id) : randomUUID(),
    partId: teamPart,
    kind: i === 0 ? 'question' : 'comment',
    author: memberIdOf(message.byId),
    createdAt: message.at,
    values: {
      happenedAt: message.at,
      status: 'final',
      ...(i === 0
        ? { subject, subjectId: idOf(question.about.id), answerState: question.status }
        : { subject: 'entry', subjectId: idOf(question.id) }),
    },
    texts: { text: message.text },
    ...noLinks,
  }))
}
