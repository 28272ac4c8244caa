import { shortDay } from '../i18n/date-words.ts'
import css from './chart.module.css'
import { scaleOf, spread, timeSpan, timeTicks } from './chart-scale.ts'
import { Shape, shapeCount } from './shape.tsx'
import { useWidth } from './use-width.ts'

/** What one person gave: `id` tells two of the same name apart, and one whose name is still on its way. */
export type Series = {
  readonly id: string
  readonly name: string
  readonly look: number
  readonly points: readonly { readonly id: string; readonly at: number; readonly value: number }[]
}

/** A moment to be seen in the chart: its sign stands at the top, what it means in the list below. */
export type Mark = { readonly at: number; readonly sign: string; readonly isStop: boolean }
export type Pause = { readonly from: number; readonly to: number }

type TimeChartProps = {
  /** The whole chart in a sentence, for those who do not see it. */
  label: string
  series: readonly Series[]
  min: number
  max: number
  ticks: readonly { value: number; sign: string; words?: string }[]
  marks?: readonly Mark[]
  pauses?: readonly Pause[]
  /** Points without a line between them: what happened now and then. */
  isDots?: boolean
  /** The value that was hoped for, as a stronger line. */
  hoped?: number
}

const height = 236

/** Values over time, one line a person. All it shows stands in the table below it as well. */
export function TimeChart({ label, series, min, max, ticks, marks = [], pauses = [], isDots = false, hoped }: TimeChartProps) {
  const [ref, width] = useWidth()
  const isWide = width > 520
  const isMirrored = document.documentElement.dir === 'rtl'
  const showsNames = isWide && !isDots && series.length > 1
  const room = { width, height, start: isWide && ticks.some(({ words }) => words !== undefined) ? 168 : 40, end: showsNames ? 96 : 16, top: 30, bottom: 30 }
  const span = timeSpan([...series.flatMap(({ points }) => points.map(({ at }) => at)), ...marks.map(({ at }) => at)])
  const { x, y } = scaleOf(room, span, { min, max }, isMirrored)
  const [begin, finish] = [x(span.from), x(span.to)]
  const ends = series.map(({ points }) => points.at(-1))
  const namePlaces = spread(ends.map((point) => y(point?.value ?? 0)), 18)
  return (
    <div ref={ref} className={css.chart}>
      {width > 0 && (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        <svg role="img" aria-label={label} width={width} height={height}>
          <g aria-hidden>
            {pauses.map(({ from, to }, i) => {
              const [a, b] = [x(Math.max(from, span.from)), x(Math.min(to, span.to))]
              return (
                <g key={i}>
                  <rect x={Math.min(a, b)} y={room.top} width={Math.abs(b - a)} height={height - room.top - room.bottom} className={css.pause} />
                  {Math.abs(b - a) > 44 && <text x={(a + b) / 2} y={height - room.bottom - 6} className={css.pauseWord}>pause</text>}
                </g>
              )
            })}
            {ticks.map(({ value, sign, words }) => (
              <g key={value}>
                <line x1={begin} x2={finish} y1={y(value)} y2={y(value)} className={value === hoped ? css.hoped : css.grid} />
                <text x={isMirrored ? begin + 10 : begin - 10} y={y(value) + 4} className={css.valueWord}>
                  {isWide && words !== undefined ? `${words}  ${sign}` : sign}
                </text>
              </g>
            ))}
            {timeTicks(span, width - room.start - room.end).map((at, i, all) => (
              <text key={at} x={x(at)} y={height - 8} className={css.timeWord} data-end={i === 0 ? 'first' : i === all.length - 1 ? 'last' : undefined}>
                {shortDay(at)}
              </text>
            ))}
            {marks.map(({ at, sign, isStop }, i) => (
              <g key={i}>
                <line x1={x(at)} x2={x(at)} y1={room.top - 6} y2={height - room.bottom} className={css.mark} data-stop={isStop || undefined} />
                <MarkSign x={x(at)} y={14} sign={sign} isStop={isStop} shift={marks.slice(0, i).filter((other) => Math.abs(x(other.at) - x(at)) < 20).length} />
              </g>
            ))}
            {series.map(({ id, name, look, points }, i) => (
              <g key={id}>
                {!isDots && (
                  <polyline points={points.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')} className={css.line} data-look={look % shapeCount} />
                )}
                {points.map(({ id: point, at, value }) => (
                  <Shape key={point} look={look} x={x(at)} y={y(value)} />
                ))}
                {showsNames && ends[i] !== undefined && (
                  <text x={x(ends[i].at) + (isMirrored ? -12 : 12)} y={(namePlaces[i] ?? 0) + 5} className={css.name} data-look={look % shapeCount}>
                    {name.split(' ')[0]}
                  </text>
                )}
              </g>
            ))}
          </g>
        </svg>
      )}
    </div>
  )
}

/** Signs of the same day stand beside each other. */
const MarkSign = ({ x, y, sign, isStop, shift }: { x: number; y: number; sign: string; isStop: boolean; shift: number }) => (
  <g transform={`translate(${x + shift * 22} ${y})`}>
    {isStop ? <rect x={-9} y={-9} width={18} height={18} rx={3} className={css.sign} /> : <circle r={10} className={css.sign} />}
    <text y={4} className={css.signWord}>
      {sign}
    </text>
  </g>
)
