import type { StrategyProgress } from '#shared/progress/progress.ts'
import { shortDay } from '../i18n/date-words.ts'
import { Figure } from './figure.tsx'
import { triesSentence, wentTicks, type NameOf } from './progress-words.ts'
import type { Spells } from './spells.ts'
import { TimeChart } from './time-chart.tsx'

type StrategyChartProps = { strategy: StrategyProgress; spells: Spells; nameOf: NameOf; lookOf: (memberId: string) => number }

/** Every try of a strategy as a dot. A day without a try is simply empty. */
export function StrategyChart({ strategy, spells, nameOf, lookOf }: StrategyChartProps) {
  const rated = strategy.tries.flatMap(({ id, at, by, value }) => (value === null ? [] : [{ id, at, by, value }]))
  const series = [...Map.groupBy(rated, ({ by }) => by)].map(([by, points]) => ({ id: by, name: nameOf(by), look: lookOf(by), points }))
  const marks = spells.marksOf([strategy])
  const sentence = triesSentence(strategy, nameOf)
  return (
    <Figure
      title="What was tried, and how it went"
      sentence={sentence}
      people={series.map(({ id, name, look }) => ({ id, name, look }))}
      isDots
      marks={marks}
      columns={['When', 'Who', 'How it went']}
      rows={strategy.tries.map(({ at, by, value }) => [shortDay(at), nameOf(by), wentTicks.find((tick) => tick.value === value)?.words ?? 'Nobody said'])}
    >
      {rated.length > 0 && <TimeChart label={sentence} series={series} min={1} max={5} ticks={wentTicks} marks={marks} pauses={spells.pausesOf(strategy.id)} isDots />}
    </Figure>
  )
}
