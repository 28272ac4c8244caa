import { ArrowDown, ArrowUp, Eye } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import css from './step-bar.module.css'

const steps = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-step]')]

type StepBarProps = { count: number; onSeen: () => void; isBusy: boolean }

/** Goes from one new thing to the next, and says that all of it was seen. */
export function StepBar({ count, onSeen, isBusy }: StepBarProps) {
  const [place, setPlace] = useState(0)
  const go = (by: number) => {
    const all = steps()
    const next = Math.min(Math.max(place + by, 1), all.length)
    const step = all[next - 1]
    step?.scrollIntoView({ block: 'center' })
    step?.focus({ preventScroll: true })
    setPlace(next)
  }
  return (
    <div className={css.bar} role="toolbar" aria-label="What is new">
      <IconButton label="Back" isDisabled={place <= 1} onPress={() => go(-1)}>
        <ArrowUp size={22} aria-hidden />
      </IconButton>
      <span className={css.place} aria-live="off">
        {place === 0 ? `${count} to read` : `${place} of ${count}`}
      </span>
      <IconButton label="Next" isDisabled={place >= count} onPress={() => go(1)}>
        <ArrowDown size={22} aria-hidden />
      </IconButton>
      <Button look="primary" onPress={onSeen} isDisabled={isBusy}>
        <Eye size={20} aria-hidden /> Mark as seen
      </Button>
    </div>
  )
}
