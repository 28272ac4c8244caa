/** Where the items of a list stood when one of them was picked up, in pixels from the top of the window. */
export type Standing = { readonly tops: readonly number[]; readonly heights: readonly number[]; readonly from: number }

/**
 * The place that the dragged item has reached: it has passed a neighbour when its leading edge is over the
 * neighbour's middle.
 */
export function placeReached({ tops, heights, from }: Standing, shift: number): number {
  const middle = (i: number) => (tops[i] ?? 0) + (heights[i] ?? 0) / 2
  const top = (tops[from] ?? 0) + shift
  const bottom = top + (heights[from] ?? 0)
  let place = from
  while (place < tops.length - 1 && bottom > middle(place + 1)) place += 1
  while (place > 0 && place <= from && top < middle(place - 1)) place -= 1
  return place
}

/** How far every item steps aside while the dragged one is over `to`. */
export function sideSteps({ tops, heights, from }: Standing, to: number): number[] {
  const gap = tops.length < 2 ? 0 : Math.max(0, (tops[1] ?? 0) - (tops[0] ?? 0) - (heights[0] ?? 0))
  const step = (heights[from] ?? 0) + gap
  return tops.map((_, i) => (i > from && i <= to ? -step : i < from && i >= to ? step : 0))
}
