import type { GoalProgress, Point, StrategyProgress } from '#shared/progress/progress.ts'
import { shortDay } from '../i18n/date-words.ts'
import { Coverage } from './coverage.tsx'
import { Figure } from './figure.tsx'
import { levelSentence, levelTicks, levelWords, scoreSentence, type NameOf } from './progress-words.ts'
import type { Spells } from './spells.ts'
import { TimeChart, type Series } from './time-chart.tsx'

type GoalChartsProps = { goal: GoalProgress; strategies: readonly StrategyProgress[]; spells: Spells; nameOf: NameOf; lookOf: (memberId: string) => number }

/** The charts of one goal: its five lines, how each person sees it, and where it was seen. */
export function GoalCharts({ goal, strategies, spells, nameOf, lookOf }: GoalChartsProps) {
  const linked = strategies.filter((strategy) => strategy.goals.includes(goal.id))
  const marks = spells.marksOf(linked)
  const pauses = spells.pausesOf(goal.id)
  const seriesOf = (points: readonly Point[]): Series[] =>
    [...Map.groupBy(points, ({ by }) => by)].map(([by, own]) => ({ id: by, name: nameOf(by), look: lookOf(by), points: own }))
  const [levels, scores] = [seriesOf(goal.levels), seriesOf(goal.scores)]
  const rowsOf = (points: readonly Point[], words: (value: number) => string) =>
    points.map(({ at, by, value }) => [shortDay(at), nameOf(by), words(value)])
  const chart = { marks, pauses }
  const people = (series: readonly Series[]) => series.map(({ id, name, look }) => ({ id, name, look }))
  return (
    <>
      {goal.levels.length > 0 && (
        <Figure
          title="The five lines of this goal"
          sentence={levelSentence(goal)}
          people={people(levels)}
          marks={marks}
          columns={['When', 'Who', 'Where it stood']}
          rows={rowsOf(goal.levels, (level) => `${levelTicks.find(({ value }) => value === level)?.sign ?? ''} ${levelWords(level)}`)}
        >
          <TimeChart label={levelSentence(goal)} series={levels} min={-2} max={2} ticks={levelTicks} hoped={0} {...chart} />
        </Figure>
      )}
      {goal.scores.length > 0 && (
        <Figure
          title="How each of us sees it, from 0 to 10"
          sentence={scoreSentence(goal, nameOf)}
          people={people(scores)}
          marks={marks}
          columns={['When', 'Who', 'From 0 to 10']}
          rows={rowsOf(goal.scores, String)}
        >
          <TimeChart label={scoreSentence(goal, nameOf)} series={scores} min={0} max={10} ticks={[0, 2, 4, 6, 8, 10].map((value) => ({ value, sign: String(value) }))} {...chart} />
        </Figure>
      )}
      <Coverage title="Where it was seen" coverage={goal.coverage} notSeenIn={goal.notSeenIn} />
    </>
  )
}
