/** Where things stand in a chart, in pixels. */

export type Scale = { readonly x: (at: number) => number; readonly y: (value: number) => number }

type ChartRoom = {
  readonly width: number
  readonly height: number
  readonly start: number
  readonly end: number
  readonly top: number
  readonly bottom: number
}

const dayMs = 86_400_000

/** From the first to the last moment, a week at least, so that a single day does not fill the whole width. */
export function timeSpan(times: readonly number[]): { from: number; to: number } {
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const missing = Math.max(0, 7 * dayMs - (to - from)) / 2
  return { from: from - missing, to: to + missing }
}

/** `isMirrored`: time runs from right to left, as the words around it do. */
export function scaleOf(room: ChartRoom, span: { from: number; to: number }, values: { min: number; max: number }, isMirrored: boolean): Scale {
  const inner = room.width - room.start - room.end
  return {
    x: (at) => {
      const along = ((at - span.from) / (span.to - span.from)) * inner
      return isMirrored ? room.width - room.start - along : room.start + along
    },
    y: (value) => room.top + ((values.max - value) / (values.max - values.min)) * (room.height - room.top - room.bottom),
  }
}

/** Moments for the words along the time axis: evenly, at the start of days, with room for each. */
export function timeTicks({ from, to }: { from: number; to: number }, width: number): number[] {
  const count = Math.max(2, Math.min(6, Math.floor(width / 90)))
  const ticks = Array.from({ length: count }, (_, i) => new Date(from + ((to - from) * i) / (count - 1)).setHours(12, 0, 0, 0))
  return [...new Set(ticks)].filter((at) => at >= from - dayMs && at <= to + dayMs)
}

/** Pushes labels apart that would stand on each other, from top to bottom. */
export function spread(places: readonly number[], least: number): number[] {
  const order = places.map((place, i) => ({ place, i })).toSorted((a, b) => a.place - b.place)
  const result = [...places]
  let floor = -Infinity
  for (const { place, i } of order) {
    result[i] = Math.max(place, floor)
    floor = (result[i] ?? place) + least
  }
  return result
}
