import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { announce } from '../ui/status-region.tsx'
import css from './version-slider.module.css'

export type Stop = { readonly id: string; readonly words: string }

/** A drag passes many versions: only where it rests for so long is shown. */
const restMs = 180
/** How long each version stands while they play. */
const playMs = 1000

/** Goes through the versions, oldest first: by dragging, by arrow keys, or by itself until somebody stops it. */
export function VersionSlider({ stops, chosen, onChoose }: { stops: readonly Stop[]; chosen: string; onChoose: (id: string) => void }) {
  const place = stops.findIndex(({ id }) => id === chosen)
  const [held, setHeld] = useState<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const shown = Math.min(held ?? place, stops.length - 1)
  const stop = stops[shown]
  const move = (to: number) => {
    setHeld(to)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const id = stops[to]?.id
      if (id !== undefined) onChoose(id)
      setHeld(null)
    }, restMs)
  }
  const latest = useRef(onChoose)
  useEffect(() => {
    latest.current = onChoose
  })
  const [isPlaying, setIsPlaying] = useState(false)
  const next = stops[place + 1]?.id
  useEffect(() => {
    if (!isPlaying) return undefined
    const playing = setTimeout(() => {
      if (next !== undefined) return latest.current(next)
      setIsPlaying(false)
      announce('That was the newest version')
    }, playMs)
    return () => clearTimeout(playing)
  }, [isPlaying, next])
  const play = () => {
    const [oldest] = stops
    if (!isPlaying && next === undefined && oldest !== undefined) onChoose(oldest.id)
    setIsPlaying(!isPlaying)
    announce(isPlaying ? `Stopped at ${stop?.words ?? ''}` : 'Playing, one version a second')
  }
  const moveByHand = (to: number) => {
    setIsPlaying(false)
    move(to)
  }
  if (stop === undefined) return null
  return (
    <div className={css.slider}>
      {stops.length > 1 && (
        <IconButton label={isPlaying ? 'Stop' : 'Play the versions'} onPress={play}>
          {isPlaying ? <Pause size={22} aria-hidden /> : <Play size={22} aria-hidden />}
        </IconButton>
      )}
      <IconButton label="One version earlier" isDisabled={shown === 0} onPress={() => moveByHand(shown - 1)}>
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
          onChange={(event) => moveByHand(Number(event.target.value))}
        />
        <p className={css.words} aria-hidden>
          <span className={css.current}>{stop.words}</span>
          <span className={css.count}>
            {shown + 1} of {stops.length}
          </span>
        </p>
      </div>
      <IconButton label="One version later" isDisabled={shown === stops.length - 1} onPress={() => moveByHand(shown + 1)}>
        <ChevronRight size={22} aria-hidden className="mirrored" />
      </IconButton>
    </div>
  )
}
