/** From what a clock showed to the instant, in any time zone, over the days on which clocks change. */

const minuteMs = 60_000
const dayMs = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** Minutes that clocks of a zone are ahead of UTC at an instant. Throws RangeError for a zone that is not known here. */
function offsetAt(instantMs: number, zone: string): number {
  let format = formats.get(zone)
  if (format === undefined) {
    const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]))
  const shown = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second'])
  return Math.round((shown - Math.floor(instantMs / 1000) * 1000) / minuteMs)
}

/**
 * The instants at which clocks of a zone show `2026-11-14T02:10`, earliest first: two in the hour that they show twice. In the hour
 * that they skip, the instant that is as long after the change as the time is after its start. Empty for what is no time or no zone.
 */
export function instantsOf(wall: string, zone: string): string[] {
  const shown = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall) ? Date.parse(`${wall}:00Z`) : Number.NaN
  if (Number.isNaN(shown)) return []
  try {
    const offsets = [...new Set([offsetAt(shown - dayMs, zone), offsetAt(shown + dayMs, zone)])]
    const exact = offsets.map((offset) => shown - offset * minuteMs).filter((instant) => wallOf(instant, zone) === shown)
    const found = exact.length > 0 ? exact : [shown - Math.min(...offsets) * minuteMs]
    return found.toSorted((a, b) => a - b).map((instant) => written(instant, offsetAt(instant, zone)))
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

const wallOf = (instant: number, zone: string): number => instant + offsetAt(instant, zone) * minuteMs

/** ISO 8601 with the offset. */
function written(instant: number, offset: number): string {
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  return `${new Date(instant + offset * minuteMs).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`
}

/** What clocks of a zone show at an instant, as the device's date and time picker wants it. */
export function wallIn(instant: string, zone: string): string {
  try {
    return new Date(wallOf(Date.parse(instant), zone)).toISOString().slice(0, 16)
  } catch (error) {
    if (error instanceof RangeError) return ''
    throw error
  }
}

/** The time zone of this device. */
export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
