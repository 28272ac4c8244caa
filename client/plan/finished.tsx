import { Undo2 } from 'lucide-react'
import type { PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import type { PickOption } from '../ui/pick.tsx'
import { announce } from '../ui/status-region.tsx'
import { setString } from './acts.ts'
import { textOf, useString, type Entity } from './entity.ts'
import css from './plan-page.module.css'

type FinishedProps = {
  title: string
  part: PartHandle
  list: Entity
  ids: readonly string[]
  statusWords: readonly PickOption<string>[]
  /** The status of what is brought back. */
  backTo: string
}

/** What is no longer worked on: closed at first, nothing of it lost. */
export const Finished = ({ title, part, list, ids, statusWords, backTo }: FinishedProps) =>
  ids.length > 0 && (
    <Disclosure title={`${title} (${ids.length})`}>
      <ul className={css.finished} aria-label={title}>
        {ids.map((id) => (
          <FinishedRow key={id} id={id} part={part} entity={list.get(id) as Entity} statusWords={statusWords} backTo={backTo} />
        ))}
      </ul>
    </Disclosure>
  )

type FinishedRowProps = { id: string; part: PartHandle; entity: Entity; statusWords: readonly PickOption<string>[]; backTo: string }

function FinishedRow({ id, part, entity, statusWords, backTo }: FinishedRowProps) {
  const status = useString(entity, 'status')
  const words = statusWords.find((option) => option.value === status)
  const bringBack = () => {
    setString(part, entity, 'status', backTo)
    announce('Brought back to the plan')
  }
  return (
    <li className={css.finishedRow} id={`finished-${id}`}>
      <TextField part={part} fragment={textOf(entity, 'title')} where={`finished/${id}`} label="Title" hideLabel variant="line" placeholder="No title" readOnly />
      <span className={css.finishedStatus}>
        {words?.icon} {words?.label}
      </span>
      {part.canWrite && (
        <Button size="small" look="quiet" onPress={bringBack}>
          <Undo2 size={16} aria-hidden /> Bring back
        </Button>
      )}
    </li>
  )
}
