/** How it is going, in plain sentences. They say what is there and never what is missing. */
import type { GoalProgress, Point, StrategyProgress } from '#shared/progress/progress.ts'
import { shortDay } from '../i18n/date-words.ts'

export type NameOf = (memberId: string) => string

/** The five lines of the scale, best first. */
export const levelTicks = [
  { value: 2, sign: '+2', words: 'Much more than hoped' },
  { value: 1, sign: '+1', words: 'More than hoped' },
  { value: 0, sign: '0', words: 'As hoped' },
  { value: -1, sign: '−1', words: 'Less than hoped' },
  { value: -2, sign: '−2', words: 'Much less than hoped' },
]

export const levelWords = (level: number): string => (levelTicks.find(({ value }) => value === level)?.words ?? '').toLowerCase()

export const settingWords: Readonly<Record<string, string>> = {
  home: 'home', school: 'school', preschool: 'preschool', therapy: 'therapy', community: 'out and about', online: 'online', any: 'anywhere',
}

export const wentTicks = [
  { value: 5, sign: '5', words: 'Very well' },
  { value: 4, sign: '4', words: 'Well' },
  { value: 3, sign: '3', words: 'So-so' },
  { value: 2, sign: '2', words: 'Hard' },
  { value: 1, sign: '1', words: 'Very hard' },
]

const path = (points: readonly Point[], words: (value: number) => string): string => {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return ''
  if (points.length === 1) return `${words(last.value)} (${shortDay(last.at)})`
  if (first.value === last.value) return `${words(last.value)} on ${shortDay(first.at)} and again on ${shortDay(last.at)}`
  return `from ${words(first.value)} (${shortDay(first.at)}) to ${words(last.value)} (${shortDay(last.at)})`
}

/** Where a goal stands on its five lines. */
export function levelSentence({ levels, baseline }: GoalProgress): string {
  const last = levels.at(-1)
  if (last === undefined) return 'Nobody has rated this goal yet.'
  const start = baseline !== null && baseline !== last.value ? ` It started at ${levelWords(baseline)}.` : ''
  return `Now: ${levelWords(last.value)}, as rated on ${shortDay(last.at)}.${start}`
}

/** How each person sees it, from 0 to 10. */
export const scoreSentence = ({ scores }: GoalProgress, nameOf: NameOf): string =>
  [...Map.groupBy(scores, ({ by }) => by)].map(([by, own]) => `${nameOf(by)}: ${path(own, String)}`).join('. ') + (scores.length > 0 ? '.' : '')

/** How often something was tried, and how often it went well. */
export function triesSentence({ tries }: StrategyProgress, nameOf: NameOf): string {
  const first = tries[0]
  if (first === undefined) return 'Nobody has written down a try yet.'
  const people = [...Map.groupBy(tries, ({ by }) => by)].map(([by, own]) => `${nameOf(by)} ${own.length}`)
  const well = tries.filter(({ value }) => value !== null && value >= 4).length
  const wentWell = well === 0 ? '' : well === 1 ? ' It went well once.' : ` It went well ${well} times.`
  const often = tries.length === 1 ? `Tried once, on ${shortDay(first.at)}` : `Tried ${tries.length} times since ${shortDay(first.at)}`
  return `${often} (${people.join(', ')}).${wentWell}`
}

/** Home 13, school 4. */
export function coverageSentence(coverage: ReadonlyMap<string, number>, notSeenIn: readonly string[] = []): string {
  const seen = [...coverage].map(([setting, count]) => `${settingWords[setting] ?? setting} (${count})`)
  const none = notSeenIn.map((setting) => settingWords[setting] ?? setting)
  if (seen.length === 0) return ''
  return `Notes come from ${listWords(seen)}.${none.length > 0 ? ` None from ${listWords(none)} so far.` : ''}`
}

const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
