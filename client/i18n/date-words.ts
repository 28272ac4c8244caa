/** English words in the order of this person's region: 14 Feb or Feb 14. */
const language = navigator.language.startsWith('en') ? navigator.language : 'en-GB'

// All of them read the fields of a Date as UTC: clock times that this device's own zone skips stay as they were written.
const inUtc = { timeZone: 'UTC' } as const
const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', ...inUtc })
const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', ...inUtc })
const monthAndYear = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', ...inUtc })
const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', ...inUtc })

/** 14 Feb 2027, from a calendar day such as 2027-02-14. */
export const dayWords = (date: string): string => {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  return day.format(Date.UTC(year, month - 1, dayOfMonth))
}

/** 14 Feb 2027, from an instant. */
export const dateOfInstant = (instant: string): string => day.format(wallClock(localInstant(new Date(instant))))

/** November 2026, from an instant. */
export const monthOfInstant = (instant: string): string => monthAndYear.format(wallClock(localInstant(new Date(instant))))

/**
 * The date and time that clocks showed where an instant was written down, as the UTC fields of a Date: "2 in the morning"
 * stays that for a reader in another zone. An instant without an offset is taken as this device's.
 */
function wallClock(instant: string): Date {
  const written = /([+-])(\d{2}):(\d{2})$/.exec(instant) ?? /([+-])(\d{2}):(\d{2})$/.exec(localInstant(new Date(instant)))
  const [, sign, hours = '0', minutes = '0'] = written ?? []
  return new Date(Date.parse(instant) + (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs)
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** 14:02 or 2:02 pm, as the clock showed where it happened. */
export const clockWords = (instant: string): string => clock.format(wallClock(instant))

/** `Denver time` where clocks show another time there than here at that instant; otherwise nothing. */
export function zoneWords(instant: string, zone: string): string {
  if (zone === '' || showsSame(instant, localInstant(new Date(instant)))) return ''
  return `${placeOfZone(zone)} time`
}

/** `New York` of `America/New_York`. */
export const placeOfZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

const showsSame = (a: string, b: string): boolean => wallClock(a).getTime() === wallClock(b).getTime()

/** Which of the two it was, in the hour that clocks show twice when they go back. */
export function clockChangeWords(instant: string): string {
  const at = (hours: number) => localInstant(new Date(Date.parse(instant) + hours * 60 * minuteMs))
  if (!showsSame(instant, at(0))) return ''
  if (showsSame(instant, at(1))) return 'before the clocks went back'
  return showsSame(instant, at(-1)) ? 'after the clocks went back' : ''
}

/** Calendar days, as clocks showed them, from one instant to a later one. */
export const daysBetween = (earlier: string, later: string): number =>
  Math.floor(wallClock(later).getTime() / dayMs) - Math.floor(wallClock(earlier).getTime() / dayMs)

/** Today, Yesterday, Sat 14 Nov, or with the year when it is another one. */
export function dayHeading(instant: string, now = new Date()): string {
  const today = localInstant(now)
  const daysAgo = daysBetween(instant, today)
  if (daysAgo === 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  const then = wallClock(instant)
  return then.getUTCFullYear() === wallClock(today).getUTCFullYear() ? weekday.format(then) : day.format(then)
}

/** This instant as ISO 8601 with the offset of this device, so that "2 in the morning" stays readable as that. */
export function localInstant(date: Date): string {
  const offset = -date.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  return `${localMinute(date)}:${two(date.getSeconds())}${sign}${two(offset / 60)}:${two(offset % 60)}`
}

const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, '0')

/** 2026-11-21T14:02, as the device's date and time picker wants it. */
export function localMinute(date = new Date()): string {
  const dayPart = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${dayPart}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Yesterday, 14:02: an instant of the server on this device's clock. */
export const momentWords = (instant: string): string => `${dayHeading(instant)}, ${clockWords(instant)}`

const short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })

/** 14 Nov, of milliseconds. */
export const shortDay = (at: number): string => short.format(new Date(at))
