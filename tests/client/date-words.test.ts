/** Clock times as people saw them, wherever and whenever they are read. */
import { afterEach, expect, test, vi } from 'vitest'
import { clockChangeWords, clockWords, dayHeading, dayWords, daysBetween, localInstant, zoneWords } from '../../client/i18n/date-words.ts'

// Before the formatters are made: a zone in which a wrong one shows.
const zoneBefore = vi.hoisted(() => (process.env['TZ'] = 'Europe/Berlin'))
afterEach(() => {
  process.env['TZ'] = zoneBefore
})
const inZone = (zone: string) => {
  process.env['TZ'] = zone
}
const withoutSpaces = (words: string) => words.replaceAll(/\s/g, ' ')

test('two in the morning stays that for a reader in another zone, who is told whose clock it was', () => {
  inZone('Europe/Berlin')
  const written = localInstant(new Date('2026-11-14T01:10:00Z'))
  expect(written).toBe('2026-11-14T02:10:00+01:00')
  expect(zoneWords(written, 'Europe/Berlin')).toBe('')
  const words = clockWords(written)
  inZone('America/Los_Angeles')
  expect(clockWords(written)).toBe(words)
  expect(zoneWords(written, 'Europe/Berlin')).toBe('Berlin time')
  expect(dayHeading(written, new Date('2026-11-14T20:00:00Z'))).toBe('Today')
})

test('a time of day that the clocks of the reader skip is shown as it was written', () => {
  inZone('Europe/Berlin')
  // On 29 March 2026 clocks in Berlin go from 2 to 3; in Denver it is an ordinary night.
  const inDenver = '2026-03-29T02:30:00-06:00'
  expect(withoutSpaces(clockWords(inDenver))).toMatch(/^0?2:30/)
  expect(zoneWords(inDenver, 'America/Denver')).toBe('Denver time')
})

test('the hour that clocks show twice: both notes keep their order, and each says which hour it was', () => {
  inZone('Europe/Berlin')
  const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:10:00Z'].map((instant) => localInstant(new Date(instant)))
  expect([first, second]).toEqual(['2026-10-25T02:30:00+02:00', '2026-10-25T02:10:00+01:00'])
  expect(clockChangeWords(first as string)).toBe('before the clocks went back')
  expect(clockChangeWords(second as string)).toBe('after the clocks went back')
  expect(clockChangeWords('2026-10-25T03:30:00+01:00')).toBe('')
  expect(clockChangeWords('2026-10-24T02:30:00+02:00')).toBe('')
  inZone('America/Denver')
  expect(clockChangeWords(first as string)).toBe('')
})

test('days are counted by the clocks people saw, also over a day of 23 or 25 hours', () => {
  inZone('Europe/Berlin')
  expect(daysBetween('2026-10-24T23:50:00+02:00', '2026-10-25T00:10:00+02:00')).toBe(1)
  expect(daysBetween('2026-10-25T00:10:00+02:00', '2026-10-25T23:50:00+01:00')).toBe(0)
  expect(daysBetween('2026-03-28T23:00:00+01:00', '2026-03-30T01:00:00+02:00')).toBe(2)
  const now = new Date('2026-10-25T22:59:00Z')
  expect(dayHeading('2026-10-25T00:10:00+02:00', now)).toBe('Today')
  expect(dayHeading('2026-10-24T00:10:00+02:00', now)).toBe('Yesterday')
  expect(dayHeading('2025-10-24T00:10:00+02:00', now)).toMatch(/2025/)
})

test('a calendar day is the same day everywhere', () => {
  inZone('Pacific/Auckland')
  const words = dayWords('2027-02-14')
  inZone('America/Los_Angeles')
  expect(dayWords('2027-02-14')).toBe(words)
  expect(words).toMatch(/14/)
})
