import { useEffect, useState } from 'react'
import { waitUntil } from './pin-tries.ts'

const secondsUntil = (time: number): number => Math.ceil(waitUntil(time, Date.now()) / 1000)

/** Seconds until a PIN may be tried, counted down while they are shown, and the way to begin a new wait in milliseconds. */
export function useCountdown(nextTryAt: number): [number, (ms: number) => void] {
  const [endsAt, setEndsAt] = useState(nextTryAt)
  const [seconds, setSeconds] = useState(() => secondsUntil(nextTryAt))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(secondsUntil(endsAt)), 250)
    return () => clearInterval(timer)
  }, [endsAt])
  const start = (ms: number) => {
    setEndsAt(Date.now() + ms)
    setSeconds(Math.ceil(ms / 1000))
  }
  return [seconds, start]
}
