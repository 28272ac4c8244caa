import { useEffect } from 'react'
import { waitingInCopies } from './device-store/wipe.ts'

/** Not every network that comes back is told of. */
const lookAgainMs = 60_000

/** Sends what waits on this device, of whatever plan: at the start, when the network is back, and once a minute. */
export function useSendWaiting(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return
    const look = () => void sendWaiting().catch(() => undefined)
    look()
    const looking = setInterval(look, lookAgainMs)
    addEventListener('online', look)
    return () => {
      clearInterval(looking)
      removeEventListener('online', look)
    }
  }, [isSignedIn])
}

async function sendWaiting(): Promise<void> {
  if ((await waitingInCopies()) === 0) return
  const { sendOthers } = await import('./send-others.ts')
  await sendOthers()
}
