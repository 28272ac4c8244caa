/** Live editing, put together: the log, the rooms, and the closing of sockets when somebody's rights change. */
import type { RightsChanged } from '../access/rights-changed.ts'
import { checkStanding } from '../access/standing.ts'
import type { Database } from '../db/database.ts'
import { RoomRegistry } from './room-registry.ts'
import type { RoomDeps } from './room.ts'
import { openUpdateLog, type UpdateLog } from './update-log.ts'

export type LiveEditing = {
  readonly log: UpdateLog
  readonly rooms: RoomRegistry
  readonly report: RoomDeps['report']
  /** Waits until everything received is on disk, ends every connection, and frees the log. */
  close(): Promise<void>
}

type LiveEditingDeps = {
  readonly database: Database
  readonly rights: RightsChanged
  readonly now: () => Date
  readonly report: RoomDeps['report']
  /** For tests that need a disk that fails; the database's own log if left out. */
  readonly openLog?: typeof openUpdateLog
}

export function openLiveEditing({ database, rights, now, report, openLog = openUpdateLog }: LiveEditingDeps): LiveEditing {
  const log = openLog(database)
  const rooms = new RoomRegistry({
    log,
    now,
    report,
    checkStanding: (connections) =>
      checkStanding(database.db, connections.map(({ grant, sessionId }) => ({ memberId: grant.memberId, epoch: grant.epoch, sessionId }))),
  })
  const stopListening = rights.listen((change) => {
    if (change.kind === 'member') rooms.closeWhere(({ grant }) => grant.memberId === change.memberId, 'not-allowed')
    else {
      rooms.closeWhere(
        (connection) =>
          connection.grant.accountId === change.accountId &&
          (change.sessionId === null || connection.sessionId === change.sessionId),
        'signed-out',
      )
    }
  })
  return {
    log,
    rooms,
    report,
    close: async () => {
      stopListening()
      await rooms.close()
      // A database that hangs does not keep the server from stopping: what it had not stored was never acknowledged.
      await Promise.race([log.close(), new Promise((resolve) => setTimeout(resolve, 500).unref())])
    },
  }
}
