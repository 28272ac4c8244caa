import { Lock, Users } from 'lucide-react'
import { useId } from 'react'
import { namesInWords, useReaders, type AudienceChoice } from './audience.ts'
import css from './composer.module.css'

type WhoReadsProps = { choices: readonly AudienceChoice[]; chosen: AudienceChoice; onChoose: (partId: string) => void }

/** Who can read what is about to be saved, by name, and the choice of it where there is one. */
export function WhoReads({ choices, chosen, onChoose }: WhoReadsProps) {
  const id = useId()
  const readers = useReaders(chosen.partId)
  const Icon = chosen.audience === 'team' ? Users : Lock
  return (
    <div className={css.who}>
      {choices.length > 1 && (
        <span className={css.whoLine}>
          <Icon size={18} aria-hidden />
          <label htmlFor={id}>Who can read it</label>
          <select id={id} className={css.select} value={chosen.partId} aria-describedby={`${id}-names`} onChange={(event) => onChoose(event.target.value)}>
            {choices.map(({ partId, label }) => (
              <option key={partId} value={partId}>
                {label}
              </option>
            ))}
          </select>
        </span>
      )}
      {readers !== undefined && (
        <p id={`${id}-names`} className={css.readers}>
          {readers.length === 0 ? 'Nobody else is in the care team yet.' : `${namesInWords(readers)} can read it.`}
        </p>
      )}
    </div>
  )
}
