import type { PartConnection } from './part-connection.ts'

/** The server usually has it by then, and one message is enough. */
const patienceMs = 1000

/**
 * Says in words what became of what was just written into a part: "Saved" once the server has it, and where that takes
 * longer, first that it is kept here [S3].
 */
export function tellWhenSaved(connection: PartConnection, tell: (words: string) => void): void {
  const timer = setTimeout(() => {
    tell(connection.copy.isWritten ? 'Kept on this device. It is sent when there is a network' : 'Not sent yet. Keep this page open')
  }, patienceMs)
  const check = () => {
    if (connection.isConnected && connection.isSaved) {
      end()
      tell('Saved')
    } else if (connection.obstacle?.isFinal === true || connection.doc.isDestroyed) end()
  }
  const stop = connection.subscribe(check)
  const end = () => {
    clearTimeout(timer)
    stop()
  }
  check()
}
