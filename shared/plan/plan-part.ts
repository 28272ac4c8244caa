/** The `plan` part: about the child, expectations, goals, strategies, safety plan. Names are those of docs/data.md. */
import { choice, integer, list, record, set, string, text, type PartShape } from './shape.ts'

export const goalStatuses = ['proposed', 'active', 'on-hold', 'achieved', 'ended'] as const
export const strategyStatuses = ['idea', 'learning', 'on-our-own', 'maintenance', 'paused', 'stopped'] as const
export const settings = ['home', 'school', 'preschool', 'therapy', 'community', 'online', 'any'] as const
export const domains = [
  'communication', 'daily-living', 'eating', 'sleep', 'play', 'movement', 'feelings', 'behaviour', 'learning', 'school',
  'friends', 'family', 'self-help', 'other',
] as const
/** Goal attainment scale, worst to best: -2 much less than expected .. 0 expected .. +2 much more (Kiresuk 1968). */
export const gasLevels = ['-2', '-1', '0', '1', '2'] as const

const weight = (about: string) => integer(1, 3, about)

const gasLine = (level: string) => text(500, `what we see at level ${level}`)

export const goalFields = {
  title: text(1000, 'the goal in plain words'),
  familyWords: text(2000, 'the same goal as the family says it'),
  childWords: text(2000, 'the same goal as the child says it'),
  why: text(2000, 'why it matters to the family'),
  status: choice(goalStatuses, 'where the goal stands'),
  order: string('order', 'place in the list, a fractional index'),
  domain: choice(domains, 'area of life'),
  settings: set(settings, settings.length, 'where it is worked on'),
  gas: record(
    { '-2': gasLine('-2'), '-1': gasLine('-1'), '0': gasLine('0'), '1': gasLine('+1'), '2': gasLine('+2') },
    'the five lines of the goal attainment scale',
  ),
  baseline: integer(-2, 2, 'GAS level at the start'),
  importance: weight('how much it matters to the family, for the weight'),
  difficulty: weight('how hard it is, for the weight'),
  startDate: string('date', 'first day'),
  reviewDate: string('date', 'day of the next review'),
} as const

export const stepFields = {
  text: text(500, 'one step'),
  order: string('order', 'place in the list'),
} as const

export const resourceFields = {
  title: string('words', 'name'),
  url: string('link', 'https link'),
  order: string('order', 'place in the list'),
} as const

export const strategyFields = {
  title: text(1000, 'name of the strategy'),
  why: text(2000, 'why it helps'),
  steps: list(stepFields, 7, 'what to do, in order'),
  say: text(500, '"say this" line'),
  ifHard: text(1000, '"if it is hard" line'),
  status: choice(strategyStatuses, 'where the strategy stands'),
  order: string('order', 'place in the list'),
  routine: string('words', 'the daily routine it belongs to, such as breakfast or bath'),
  setting: choice(settings, 'where'),
  who: set('id', 50, 'member ids of the people who do it'),
  focus: set('id', 50, 'member ids of the carers whose one focus it is, as picked in a visit'),
  howOften: string('words', 'how often'),
  minutes: integer(0, 600, 'minutes each time'),
  goals: set('id', 50, 'ids of the goals it serves'),
  resources: list(resourceFields, 50, 'links that help'),
} as const

export const aboutFields = {
  loves: text(2000, 'what the child loves'),
  calms: text(2000, 'what calms'),
  hard: text(2000, 'what is hard'),
  howITalk: text(2000, 'how the child communicates'),
  strengths: text(2000, 'what the child is good at'),
  family: text(2000, 'about the family: people, languages, values'),
  therapist: text(2000, 'about the therapist: background, how we work'),
} as const

export const expectationsFields = {
  replyWithin: text(500, 'when questions are answered'),
  notWatched: text(500, 'that nobody watches the plan day and night, and whom to call'),
  whatWeAsk: text(1000, 'what is asked of the family'),
  howLong: text(500, 'how often the plan is looked at together'),
  ifItDoesNotWork: text(1000, 'what happens if it does not help'),
} as const

export const safetyFields = {
  warningSigns: text(2000, 'signs that it is getting hard'),
  thingsICanDo: text(2000, 'what the child can do'),
  peopleAndPlaces: text(2000, 'people and places that help'),
  grownUpsToAsk: text(2000, 'grown-ups to ask'),
  professionals: text(2000, 'professionals and emergency lines'),
  makingHomeSafer: text(2000, 'how home is kept safe'),
  reviewedAt: string('date', 'last looked at'),
} as const

export const planPart = {
  roots: {
    about: record(aboutFields, 'about the child, the family and the therapist'),
    expectations: record(expectationsFields, 'what was agreed at the start'),
    goals: list(goalFields, 100, 'goals by id'),
    strategies: list(strategyFields, 300, 'strategies by id'),
    safety: record(safetyFields, 'the safety plan, in the family\'s own words'),
  },
} as const satisfies PartShape

export type GoalStatus = (typeof goalStatuses)[number]
export type StrategyStatus = (typeof strategyStatuses)[number]
export type GasLevel = (typeof gasLevels)[number]

/** Goals with these statuses are retired: kept, shown apart, no longer worked on. */
export const retiredGoalStatuses: readonly string[] = ['achieved', 'ended']
/** Strategies with this status are retired. */
export const retiredStrategyStatuses: readonly string[] = ['stopped']
