/** Closing one thing after another, with a limit: what hangs is left behind, and what comes after it is still closed. */
import { StartError } from './errors.ts'

/**
 * Calls each of `closers` in turn and waits for it, `limitMs` for all. Throws what the first that failed threw, or
 * StartError `stop-timed-out` where one did not end.
 */
export async function closeInTime(closers: readonly (() => unknown)[], limitMs: number): Promise<void> {
  const failures: unknown[] = []
  let leftMs = limitMs
  for (const close of closers) {
    // Most of what is left, and never all.
    const shareMs = leftMs * 0.8
    leftMs -= shareMs
    await endsWithin(close, shareMs).catch((cause: unknown) => failures.push(cause))
  }
  if (failures.length > 0) throw failures[0]
}

async function endsWithin(close: () => unknown, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const isLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new StartError('stop-timed-out', 'The server was stopped before everything was closed. What it had acknowledged is stored.'))
    }, limitMs)
  })
  try {
    await Promise.race([close(), isLate])
  } finally {
    clearTimeout(timer)
  }
}
