/** The `journal.*` parts: entries of one audience. An entry is changed only by its author and named co-authors. */
import { choice, flag, integer, list, record, set, string, text, type PartShape } from '../plan/shape.ts'
import { goalStatuses, settings, strategyStatuses } from '../plan/plan-part.ts'

export const entryKinds = [
  'observation', 'practice', 'check-in', 'rating', 'comment', 'question', 'suggestion', 'encouragement', 'summary',
  'decision',
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
/** What one tap says: `well-noticed` about somebody else's entry, `well-done` about a goal or strategy. */
export const encouragements = ['read', 'thanks', 'well-noticed', 'well-done'] as const
/** What a suggestion would change: the words of a field, a status, or the plan by a new goal or strategy. */
export const suggestedChanges = ['wording', 'status', 'goal', 'strategy'] as const
/** What became of a suggestion. Said by those who may edit the plan, each in an entry of their own. */
export const outcomes = ['taken', 'not-now'] as const
/** What somebody says to a summary (`right`, `corrected`) or a decision (`agree`, `disagree`), in an entry of their own. */
export const stances = ['right', 'corrected', 'agree', 'disagree'] as const
const statuses = [...new Set([...goalStatuses, ...strategyStatuses])]

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
  before: text(2000, 'what happened before; in a decision, why it was made'),
  after: text(2000, 'what happened after; in a decision, who saw it differently and how'),
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
  subject: choice(subjects, 'comment, question, suggestion, encouragement: what it is about; never changes'),
  subjectId: string('id', 'comment, question, suggestion, encouragement: its id; the plan id when it is about the plan; never changes'),
  field: string('field', 'comment, question, suggestion: the text of its subject that it is about; never changes'),
  letters: string('letters', 'comment, question: the letters of that text that it is about; never changes'),
  quote: string('quote', 'comment, question: those letters as words, from when it was written; never changes'),
  change: choice(suggestedChanges, 'suggestion: what would change, from `before` to `after`, and why in `text`'),
  statusBefore: choice(statuses, 'suggestion of a status: what it was'),
  statusAfter: choice(statuses, 'suggestion of a status: what it would be'),
  outcome: choice(outcomes, 'comment about a suggestion: what became of it, and why in `text`; only from who may edit the plan'),
  stance: choice(stances, 'comment about a summary or decision: whether it is right; never changes'),
  answerState: choice(answerStates, 'question: open or answered'),
  encouragement: choice(encouragements, 'encouragement: what is said'),
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
export type SuggestedChange = (typeof suggestedChanges)[number]
export type Outcome = (typeof outcomes)[number]
export type Stance = (typeof stances)[number]
export type Encouragement = (typeof encouragements)[number]
