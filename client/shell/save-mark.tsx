import { CircleAlert, CircleCheck, CloudOff, LoaderCircle } from 'lucide-react'
import { useIsKept, useSaveStatus } from '../sync/save-status.ts'
import { useMedia, wideScreen } from '../ui/use-media.ts'
import css from './save-mark.module.css'

const marks = {
  loading: { icon: LoaderCircle, long: 'Opening', short: 'Opening' },
  saving: { icon: LoaderCircle, long: 'Saving', short: 'Saving' },
  saved: { icon: CircleCheck, long: 'Saved', short: 'Saved' },
  'device-only': { icon: CloudOff, long: 'Offline', short: 'Offline' },
  'cannot-save': { icon: CircleAlert, long: 'Cannot save', short: 'Not saved' },
}

/** The truth about saving, in one word and a sign. The bands below the header say more when something is wrong. */
export function SaveMark() {
  const status = useSaveStatus()
  const isKept = useIsKept()
  const isWide = useMedia(wideScreen)
  const { icon: Icon, long, short } = marks[status.state]
  const count = 'waiting' in status && status.waiting > 0 ? status.waiting : null
  const place = isKept ? `Kept on this ${isWide ? 'device' : 'phone'}` : 'Not sent yet'
  const isWaiting = status.state === 'device-only' && count !== null
  return (
    <span className={css.mark} data-state={status.state} data-save-state={status.state}>
      <Icon size={18} aria-hidden />
      <span className={css.long}>
        {isWaiting ? place : long}
        {count !== null && `: ${count} waiting`}
      </span>
      <span className={css.short} aria-hidden>
        {isWaiting ? `${isKept ? 'Kept' : 'Not sent'}: ${count} waiting` : short}
      </span>
    </span>
  )
}
