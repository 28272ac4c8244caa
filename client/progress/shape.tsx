import css from './chart.module.css'

/** How many series can be told apart by shape and line. */
export const shapeCount = 4

/** The mark of one person: a circle, square, triangle or diamond, in their colour. */
export function Shape({ look, x, y, size = 5 }: { look: number; x: number; y: number; size?: number }) {
  const points = [
    null,
    `${x - size},${y - size} ${x + size},${y - size} ${x + size},${y + size} ${x - size},${y + size}`,
    `${x},${y - size * 1.3} ${x + size * 1.2},${y + size} ${x - size * 1.2},${y + size}`,
    `${x},${y - size * 1.4} ${x + size * 1.4},${y} ${x},${y + size * 1.4} ${x - size * 1.4},${y}`,
  ][look % shapeCount]
  if (points == null) return <circle cx={x} cy={y} r={size} className={css.shape} data-look={look % shapeCount} />
  return <polygon points={points} className={css.shape} data-look={look % shapeCount} />
}

/** The same beside a name. */
export const ShapeKey = ({ look, isDot }: { look: number; isDot: boolean }) => (
  <svg width={30} height={14} aria-hidden>
    {!isDot && <line x1={1} x2={29} y1={7} y2={7} className={css.line} data-look={look % shapeCount} />}
    <Shape look={look} x={15} y={7} />
  </svg>
)
