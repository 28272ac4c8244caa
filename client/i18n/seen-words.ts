import { dayHeading } from './date-words.ts'

/** Seen by Maeve Orr, yesterday, and Tomas Eide, Mon 16 Nov. */
export function seenByWords(people: readonly { name: string; at: string }[]): string {
  const each = people.map(({ name, at }) => `${name}, ${lower(dayHeading(at))}`)
  if (each.length === 0) return ''
  return `Seen by ${each.length < 3 ? each.join(', and ') : `${each.slice(0, -1).join('; ')}; and ${each.at(-1)}`}`
}

const lower = (day: string): string => (day === 'Today' || day === 'Yesterday' ? day.toLowerCase() : day)
