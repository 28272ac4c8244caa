/** What a person reads and hears about who wrote something. */
import type { Finding } from './authors.ts'
import { clockWords, dateOfInstant, momentWords } from '../i18n/date-words.ts'

/** Says a person's name by their member id. */
export type NameOf = (memberId: string) => string | undefined

/** Who, when, and in which visit: each a line of its own, `visit` empty where nothing is known of visits. */
export type AuthorLines = { readonly who: string; readonly when: string; readonly visit: string }

/** `isSaved`: everything on this device is on the server's disk by now. */
export function linesOf(finding: Finding, { nameOf, me, isSaved }: { nameOf: NameOf; me: string; isSaved: boolean }): AuthorLines {
  if (finding.is === 'mine') return { who: 'You', when: isSaved ? 'Just now' : 'On this device. Not saved yet', visit: '' }
  if (finding.is !== 'known') return { who: 'We cannot tell yet who wrote this', when: 'Ask again in a moment', visit: '' }
  const { by, since, until } = finding
  const who = by === null ? 'We do not know who wrote this' : by === me ? 'You' : (nameOf(by) ?? 'Somebody')
  const when = since === null ? '' : since === until || until === null ? momentWords(since) : `${momentWords(since)} to ${clockWords(until)}`
  return { who, when, visit: since === null ? '' : visitWords(finding.visit, since) }
}

type Visit = Extract<Finding, { is: 'known' }>['visit']

const minuteMs = 60_000

/** In the visit itself, or before the first one that had it. Times of writing are told to the minute. */
function visitWords(visit: Visit, writtenAt: string): string {
  if (visit === null) return 'No visit since then'
  const day = dateOfInstant(visit.at)
  const isIn = visit.startedAt !== null && Date.parse(writtenAt) > Date.parse(visit.startedAt) - minuteMs
  return isIn ? `In the visit of ${day}` : `Before the visit of ${day}`
}

/** The longest quote that is read aloud. */
const quoteChars = 80
const spokenFindings = 4

/** All of it as sentences, for screen readers. */
export function spokenWords(findings: readonly Finding[], context: Parameters<typeof linesOf>[1]): string {
  const sentences = findings.slice(0, spokenFindings).map((finding) => {
    const { who, when, visit } = linesOf(finding, context)
    const hasName = finding.is === 'mine' || (finding.is === 'known' && finding.by !== null)
    const quote = `“${cut(finding.words)}”`
    return [hasName ? `${who} wrote ${quote}` : `${quote}: ${who}`, when, visit].filter((line) => line !== '').join('. ')
  })
  const rest = findings.length - spokenFindings
  return [...sentences, ...(rest > 0 ? [`And ${rest} more`] : [])].join('. ')
}

const cut = (words: string): string => (words.length > quoteChars ? `${words.slice(0, quoteChars)}…` : words)
