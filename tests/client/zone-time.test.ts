/** Correcting the time of a note: the clock of the place where it happened counts, also when clocks change. */
import { expect, test } from 'vitest'
import { instantsOf, wallIn } from '../../client/i18n/zone-time.ts'

test('a time of day is an instant with the offset of its own zone and day', () => {
  expect(instantsOf('2026-11-14T02:10', 'Europe/Berlin')).toEqual(['2026-11-14T02:10:00+01:00'])
  expect(instantsOf('2026-07-14T02:10', 'Europe/Berlin')).toEqual(['2026-07-14T02:10:00+02:00'])
  expect(instantsOf('2026-11-14T02:10', 'America/Denver')).toEqual(['2026-11-14T02:10:00-07:00'])
  expect(instantsOf('2026-11-14T02:10', 'Asia/Kathmandu')).toEqual(['2026-11-14T02:10:00+05:45'])
  expect(instantsOf('2026-11-14T02:10', 'America/St_Johns')).toEqual(['2026-11-14T02:10:00-03:30'])
  expect(instantsOf('2026-11-14T02:10', 'UTC')).toEqual(['2026-11-14T02:10:00+00:00'])
})

test('the hour that clocks show twice is two instants, the earlier one first', () => {
  expect(instantsOf('2026-10-25T02:30', 'Europe/Berlin')).toEqual(['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'])
  expect(instantsOf('2026-11-01T01:15', 'America/Denver')).toEqual(['2026-11-01T01:15:00-06:00', '2026-11-01T01:15:00-07:00'])
  // Half an hour on Lord Howe Island.
  expect(instantsOf('2026-04-05T01:45', 'Australia/Lord_Howe')).toHaveLength(2)
  expect(instantsOf('2026-10-25T03:00', 'Europe/Berlin')).toEqual(['2026-10-25T03:00:00+01:00'])
  expect(instantsOf('2026-10-25T01:59', 'Europe/Berlin')).toEqual(['2026-10-25T01:59:00+02:00'])
})

test('a time that clocks skip is as long after the change', () => {
  expect(instantsOf('2026-03-29T02:30', 'Europe/Berlin')).toEqual(['2026-03-29T03:30:00+02:00'])
  expect(instantsOf('2026-03-08T02:30', 'America/Denver')).toEqual(['2026-03-08T03:30:00-06:00'])
})

test('nonsense is no instant', () => {
  expect(instantsOf('', 'Europe/Berlin')).toEqual([])
  expect(instantsOf('2026-11-14T02:10', 'Middle/Earth')).toEqual([])
  expect(wallIn('2026-11-14T02:10:00+01:00', 'Middle/Earth')).toBe('')
})

test('and back again: what clocks showed there', () => {
  expect(wallIn('2026-11-14T01:10:00Z', 'Europe/Berlin')).toBe('2026-11-14T02:10')
  expect(wallIn('2026-11-14T01:10:00Z', 'America/Denver')).toBe('2026-11-13T18:10')
  for (const zone of ['Europe/Berlin', 'America/Denver', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
    for (let hour = 0; hour < 24 * 366; hour += 7) {
      const instant = Date.UTC(2026, 0, 1, hour, 30)
      expect(instantsOf(wallIn(new Date(instant).toISOString(), zone), zone).map((words) => Date.parse(words))).toContain(instant)
    }
  }
})
