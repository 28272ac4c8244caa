/** The `journal.*` parts: entries of one audience. An entry is changed only by its author and named co-authors. */
import { choice, flag, integer, list, record, set, string, text, type PartShape } from '../plan/shape.ts'
import { settings } from '../plan/plan-part.ts'

export const entryKinds = [
  'observation', 'practice', 'check-in', 'rating', 'comment', 'question', 'suggestion', 'encouragement',
] as const
export const entryStatuses = ['final', 'amended', 'withdrawn', 'entered-in-error'] as const
/** What an observation is about; wins come first wherever they are listed. */
export const topics = [
  'win', 'behaviour', 'communication', 'sleep', 'eating', 'routine', 'worry', 'play', 'health', 'warning-sign', 'other',
] as const
/** What a comment, question or suggestion is about. */
export const subjects = ['plan', 'goal', 'strategy', 'entry'] as const
export const answerStates = ['open', 'answered'] as const
export const ratingScales = ['gas', '0-10'] as const
/** What one tap says about somebody else's entry. */
export const encouragements = ['read', 'thanks', 'well-noticed'] as const

const oneToFive = (about: string) => integer(1, 5, about)

export const entryFields = {
  kind: choice(entryKinds, 'what sort of entry it is; never changes'),
  author: string('id', 'member id of the author; never changes'),
  coAuthors: set('id', 50, 'member ids the author lets write with them; written by the author only'),
  createdAt: string('instant', 'when it was written; never changes'),
  happenedAt: string('instant', 'when it happened'),
  zone: string('zone', 'time zone of `happenedAt`'),
  status: choice(entryStatuses, 'entries are amended or withdrawn, never removed'),
  statusReason: string('words', 'why it was withdrawn or entered in error'),
  statusAt: string('instant', 'when it was last amended or withdrawn'),
  text: text(5000, 'what was seen or said'),
  language: string('language', 'language of the text'),
  topic: choice(topics, 'what an observation is about'),
  setting: choice(settings, 'where'),
  routine: string('words', 'during which routine'),
  goals: set('id', 50, 'ids of linked goals'),
  strategies: set('id', 50, 'ids of linked strategies'),
  firstHand: flag('seen by the author (true) or told by somebody else (false)'),
  toldBy: string('words', 'who told it, where the author did not see it'),
  before: text(2000, 'what happened before'),
  after: text(2000, 'what happened after'),
  intensity: oneToFive('how hard, 5 is hardest'),
  mood: oneToFive('mood, 5 is best'),
  durationSeconds: integer(0, 604_800, 'how long'),
  count: integer(0, 100_000, 'how often'),
  sleep: record(
    {
      lightsOut: string('words', 'local time, 20:30'),
      asleep: string('words', 'local time'),
      hours: integer(0, 24, 'hours of sleep'),
      awakeMinutes: integer(0, 1440, 'minutes awake in the night'),
      wakings: integer(0, 100, 'times awake in the night'),
      minutesToSleep: integer(0, 1440, 'minutes until asleep'),
    },
    'a night',
  ),
  strategy: string('id', 'practice: the strategy that was tried'),
  done: flag('practice: it was done'),
  minutes: integer(0, 1440, 'practice: minutes'),
  howItWent: oneToFive('practice: 5 is very well'),
  confidence: oneToFive('check-in: how sure I feel'),
  bestBit: text(2000, 'check-in: best bit'),
  hardBit: text(2000, 'check-in: hard bit'),
  whatChanged: text(2000, 'check-in: what changed'),
  scale: choice(ratingScales, 'rating: which scale'),
  goal: string('id', 'rating: the goal'),
  score: integer(-2, 10, 'rating: GAS level -2..2, or 0..10'),
  subject: choice(subjects, 'comment, question, suggestion, encouragement: what it is about'),
  subjectId: string('id', 'comment, question, suggestion, encouragement: its id; the plan id when it is about the plan'),
  answerState: choice(answerStates, 'question: open or answered'),
  encouragement: choice(encouragements, 'encouragement: what is said; its subject is an entry'),
} as const

export const journalPart = {
  roots: { entries: list(entryFields, 20_000, 'entries by id') },
} as const satisfies PartShape

export const notesPart = {
  roots: { notes: text(200_000, 'a clinician\'s private working notes') },
} as const satisfies PartShape

export type EntryKind = (typeof entryKinds)[number]
export type EntryStatus = (typeof entryStatuses)[number]
export type Topic = (typeof topics)[number]
export type Encouragement = (typeof encouragements)[number]
