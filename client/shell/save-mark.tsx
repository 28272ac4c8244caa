import { CircleAlert, CircleCheck, CloudOff, LoaderCircle } from 'lucide-react'
import { useSaveStatus, type SaveStatus } from '../sync/save-status.ts'
import css from './save-mark.module.css'

const marks = {
  loading: { icon: LoaderCircle, long: 'Opening', short: 'Opening' },
  saving: { icon: LoaderCircle, long: 'Saving', short: 'Saving' },
  saved: { icon: CircleCheck, long: 'Saved', short: 'Saved' },
  'device-only': { icon: CloudOff, long: 'On this device only', short: 'Device only' },
  'cannot-save': { icon: CircleAlert, long: 'Cannot save', short: 'Not saved' },
}

/** The truth about saving, in one word and a sign. The bands below the header say more when something is wrong. */
export function SaveMark() {
  const status = useSaveStatus()
  const { icon: Icon, long, short } = marks[status.state]
  const count = waitingWords(status)
  return (
    <span className={css.mark} data-state={status.state} data-save-state={status.state}>
      <Icon size={18} aria-hidden />
      <span className={css.long}>
        {long}
        {count}
      </span>
      <span className={css.short} aria-hidden>
        {short}
      </span>
    </span>
  )
}

const waitingWords = (status: SaveStatus): string =>
  'waiting' in status && status.waiting > 0 ? `: ${status.waiting} waiting` : ''
