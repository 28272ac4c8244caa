/** Live editing, put together: the log, the rooms, the sockets, and their closing when somebody's rights change. */
import type { RightsChanged } from '../access/rights-changed.ts'
import { checkStanding } from '../access/standing.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { ChannelDeps } from './channel.ts'
import { realClock } from './clock.ts'
import type { Measures } from './measures.ts'
import { Offences } from './offences.ts'
import { RoomRegistry } from './room-registry.ts'
import type { RoomDeps } from './room.ts'
import { Sockets } from './sockets.ts'
import { openUpdateLog, type UpdateLog } from './update-log.ts'

export type LiveEditing = {
  readonly log: UpdateLog
  readonly rooms: RoomRegistry
  readonly sockets: Sockets
  /** What a socket and its channels are handed. */
  readonly channelDeps: ChannelDeps
  readonly report: RoomDeps['report']
  /** Calls `listener` whenever something new of a part is on disk, as far as it came through a room. Returns the way to stop. */
  onTold(listener: (about: { planId: string; partId: string }) => void): () => void
  /** Waits until everything received is on disk, ends every socket, and frees the log. */
  close(): Promise<void>
}

type LiveEditingDeps = {
  readonly database: Database
  readonly rights: RightsChanged
  readonly now: () => Date
  readonly measures: Measures
  /** Something that no client caused went wrong; `about` names the part, or the row, and holds no content. */
  readonly report: (cause: unknown, about: object) => void
  /** For tests that need a disk that fails; the database's own log if left out. */
  readonly openLog?: typeof openUpdateLog
}

export function openLiveEditing({ database, rights, now, measures, report, openLog = openUpdateLog }: LiveEditingDeps): LiveEditing {
  const log = openLog(database, { now, measures, found: (damage) => report(new AppError('damaged-record'), damage) })
  const clock = realClock(now)
  const offences = new Offences(now)
  const channelDeps: ChannelDeps = { clock, measures, offences, report }
  const sockets = new Sockets(clock)
  const listeners = new Set<(about: { planId: string; partId: string }) => void>()
  const rooms = new RoomRegistry({
    ...channelDeps,
    told: (about) => {
      for (const listener of listeners) listener(about)
    },
    log,
    checkStanding: (channels) =>
      checkStanding(database.db, channels.map(({ grant, sessionId }) => ({ memberId: grant.memberId, epoch: grant.epoch, sessionId }))),
  })
  const stopListening = rights.listen((change) => {
    if (change.kind === 'member') rooms.closeWhere(({ grant }) => grant.memberId === change.memberId, 'not-allowed')
    else {
      const { accountId, sessionId } = change
      sockets.closeWhere(({ owner }) => owner.accountId === accountId && (sessionId === null || owner.sessionId === sessionId), 'signed-out')
    }
  })
  return {
    log,
    rooms,
    sockets,
    channelDeps,
    report,
    onTold: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      stopListening()
      sockets.refuseAll()
      await rooms.close()
      sockets.closeWhere(() => true, 'restarting')
      // A database that hangs does not keep the server from stopping: what it had not stored was never acknowledged.
      await Promise.race([log.close(), new Promise((resolve) => setTimeout(resolve, 500).unref())])
    },
  }
}
