/** When strategies began, paused and stopped, and when goals were on hold: for marks and bands in charts. */
import type { StatusTimes } from '#shared/progress/api.ts'
import type { StrategyProgress } from '#shared/progress/progress.ts'
import { shortDay } from '../i18n/date-words.ts'
import type { Mark, Pause } from './time-chart.tsx'

export type Spells = {
  marksOf(strategies: readonly StrategyProgress[]): (Mark & { words: string })[]
  pausesOf(id: string): Pause[]
}

/** Statuses of something that is being done. */
const goingOn: readonly string[] = ['learning', 'on-our-own', 'maintenance']
const atRest: readonly string[] = ['on-hold', 'paused']

/** `now` ends what is still on hold. Each strategy has a number of its own, the same in every chart. */
export function spellsOf(items: StatusTimes['items'], strategies: readonly StrategyProgress[], now: number): Spells {
  const timesOf = new Map(items.map(({ id, times }) => [id, times.map(({ status, from }) => ({ status, at: Date.parse(from) }))]))
  const signOf = new Map(strategies.map(({ id }, i) => [id, String(i + 1)]))
  return {
    marksOf: (wanted) =>
      wanted
        .flatMap(({ id, title }) =>
          (timesOf.get(id) ?? []).flatMap(({ status, at }, i, all) => {
            const [was, is] = [goingOn.includes(all[i - 1]?.status ?? ''), goingOn.includes(status)]
            if (was === is) return []
            const verb = is ? 'began' : status === 'paused' ? 'paused' : 'stopped'
            return [{ at, sign: signOf.get(id) ?? '', isStop: !is, words: `${title || 'A strategy'} ${verb}, ${shortDay(at)}` }]
          }),
        )
        .toSorted((a, b) => a.at - b.at),
    pausesOf: (id) => (timesOf.get(id) ?? []).flatMap(({ status, at }, i, all) => (atRest.includes(status) ? [{ from: at, to: all[i + 1]?.at ?? now }] : [])),
  }
}
