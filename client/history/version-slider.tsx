import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import css from './version-slider.module.css'

export type Stop = { readonly id: string; readonly words: string }

/** A drag passes many versions: only where it rests for so long is shown. */
const restMs = 180

/** Goes through the versions, oldest first, by dragging or by arrow keys. */
export function VersionSlider({ stops, chosen, onChoose }: { stops: readonly Stop[]; chosen: string; onChoose: (id: string) => void }) {
  const place = stops.findIndex(({ id }) => id === chosen)
  const [held, setHeld] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const shown = Math.min(held ?? place, stops.length - 1)
  const stop = stops[shown]
  const move = (next: number) => {
    setHeld(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const id = stops[next]?.id
      if (id !== undefined) onChoose(id)
      setHeld(null)
    }, restMs)
  }
  if (stop === undefined) return null
  return (
    <div className={css.slider}>
      <IconButton label="One version earlier" isDisabled={shown === 0} onPress={() => move(shown - 1)}>
        <ChevronLeft size={22} aria-hidden className="mirrored" />
      </IconButton>
      <div className={css.track}>
        <input
          type="range"
          className={css.range}
          min={0}
          max={stops.length - 1}
          step={1}
          value={shown}
          aria-label="Go through the versions"
          aria-valuetext={`${stop.words}. ${shown + 1} of ${stops.length}`}
          onChange={(event) => move(Number(event.target.value))}
        />
        <p className={css.words} aria-hidden>
          <span className={css.current}>{stop.words}</span>
          <span className={css.count}>
            {shown + 1} of {stops.length}
          </span>
        </p>
      </div>
      <IconButton label="One version later" isDisabled={shown === stops.length - 1} onPress={() => move(shown + 1)}>
        <ChevronRight size={22} aria-hidden className="mirrored" />
      </IconButton>
    </div>
  )
}
