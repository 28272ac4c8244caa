/** English words in the order of this person's region: 14 Feb or Feb 14. */
const language = navigator.language.startsWith('en') ? navigator.language : 'en-GB'

const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' })
const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' })

/** 14 Feb 2027, from a calendar day such as 2027-02-14. */
export const dayWords = (date: string): string => {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  return day.format(new Date(year, month - 1, dayOfMonth))
}

/** 14 Feb 2027, from an instant. */
export const dateOfInstant = (instant: string): string => day.format(new Date(instant))

/**
 * The date and time that clocks showed where an instant was written down, as fields of this device's own calendar: "2 in
 * the morning" stays that for a reader in another zone. An instant without an offset is taken as this device's.
 */
function wallClock(instant: string): Date {
  const offset = /([+-])(\d{2}):(\d{2})$/.exec(instant)
  if (offset === null) return new Date(instant)
  return new Date(instant.slice(0, offset.index))
}

/** 14:02 or 2:02 pm, as the clock showed where it happened. */
export const clockWords = (instant: string): string => clock.format(wallClock(instant))

/** `Denver time` where clocks show another time there than here at that instant; otherwise nothing. */
export function zoneWords(instant: string, zone: string): string {
  if (zone === '' || wallClock(instant).getTime() === new Date(instant).getTime()) return ''
  return `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`
}

/** Today, Yesterday, Sat 14 Nov, or with the year when it is another one. */
export function dayHeading(instant: string, now = new Date()): string {
  const then = wallClock(instant)
  const daysAgo = Math.round((midnight(now) - midnight(then)) / 86_400_000)
  if (daysAgo === 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  return then.getFullYear() === now.getFullYear() ? weekday.format(then) : day.format(then)
}

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

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
