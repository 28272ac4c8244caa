import { gasLevels, type GasLevel } from '#shared/plan/plan-part.ts'
import { isEmptyText } from '#shared/plan/text.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'
import { TextField } from '../text/text-field.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { mapOf, textOf, type Entity } from './entity.ts'
import css from './gas-ladder.module.css'
import { gasWords } from './gas-words.ts'

const examples: Record<GasLevel, string> = {
  '2': 'The best we can think of',
  '1': 'A bit better than we hope',
  '0': 'What we will see when it worked',
  '-1': 'A first small change',
  '-2': 'How it is when nothing changes',
}

const topDown = gasLevels.toReversed()

/** The five lines of the goal attainment scale, best on top. Closed while nothing is written. */
export function GasLadder({ part, goal, where }: { part: PartHandle; goal: Entity; where: string }) {
  const gas = mapOf(goal, 'gas')
  const written = useShared(gas, () => gasLevels.filter((level) => isWritten(gas, level)).length, 'deep')
  if (gas === undefined || (written === 0 && !part.canWrite)) return null
  return (
    <div className={css.ladder}>
      <Disclosure
        title={
          <>
            How we will see it <span className={css.count}>{written === 0 ? 'five steps to write' : `${written} of 5 written`}</span>
          </>
        }
      >
        <ol className={css.levels} aria-label="Five steps, best first">
          {topDown.map((level) => (
            <li key={level} className={css.level} data-level={level}>
              <span className={css.sign}>{gasWords[level].sign}</span>
              <TextField
                part={part}
                fragment={textOf(gas, level)}
                where={`${where}/gas/${level}`}
                label={gasWords[level].words}
                placeholder={examples[level]}
                variant="line"
              />
            </li>
          ))}
        </ol>
      </Disclosure>
    </div>
  )
}

function isWritten(gas: Entity | undefined, level: GasLevel): boolean {
  const line = gas && textOf(gas, level)
  return line !== undefined && !isEmptyText(line)
}
