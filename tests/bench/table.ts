/** Turns what was measured into a Markdown table. */
import { median } from './statistics.ts'
import type { Row, Scenario, Values } from './scenario.ts'
import type { System, SystemName } from './systems/system.ts'

/** All rounds of one scenario: the values of each server, and of the floor. */
export type Measured = {
  readonly scenario: Scenario
  readonly rounds: Map<SystemName | 'floor', Values[]>
  /** What went wrong, in words. */
  readonly problems: string[]
}

const format = (value: number | null): string => {
  if (value === null || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return '∞'
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** The median over the rounds of one row, or null where there was nothing to measure. */
function middle(rounds: Values[] | undefined, row: number): number | null {
  const values = (rounds ?? []).map((round) => round[row] ?? null).filter((value) => value !== null)
  return values.length === 0 ? null : median(values)
}

/** How many times better we are, above 1, or worse, below 1. */
function ratio(row: Row, ours: number | null, theirs: number | null): string {
  if (ours === null || theirs === null || !Number.isFinite(ours)) return '–'
  const times = row.better === 'lower' ? theirs / ours : ours / theirs
  return Number.isFinite(times) && times > 0 ? `${times.toFixed(2)}×` : '–'
}

const line = (cells: string[]): string => `| ${cells.join(' | ')} |`

export function resultTable(measured: Measured[], systems: readonly System[]): string {
  const names = systems.map(({ name }) => name)
  const peers = names.filter((name) => name === 'hocuspocus' || name === 'y-websocket')
  const header = ['#', 'measure', 'unit', 'better', 'target', ...names, 'floor', ...peers.map((name) => `against ${name}`)]
  const lines = [line(header), line(header.map(() => '---'))]
  for (const { scenario, rounds } of measured) {
    for (const [i, row] of scenario.rows.entries()) {
      const of = (name: SystemName | 'floor') => middle(rounds.get(name), i)
      lines.push(
        line([
          String(scenario.number),
          row.name,
          row.unit,
          row.better,
          row.target ?? '–',
          ...names.map((name) => format(of(name))),
          format(of('floor')),
          ...peers.map((name) => ratio(row, of('samepage'), of(name))),
        ]),
      )
    }
  }
  return lines.join('\n')
}

/** What each number means. */
export const legend = (measured: Measured[]): string =>
  measured
    .map(({ scenario, problems }) =>
      [
        `${scenario.number}. ${scenario.about}.${scenario.floor === undefined ? '' : ` Floor: ${scenario.floor.name}.`}`,
        ...problems.map((problem) => `   - Not measured: ${problem}`),
      ].join('\n'),
    )
    .join('\n')
