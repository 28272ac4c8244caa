/** What each part of a new plan begins with, made once for all stories: making it takes longer than most things in one. */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { partIds } from './care-team.ts'

/** `clientId` is the server's. `bytes` is null where a part begins with nothing. */
export type FirstContent = { readonly partId: string; readonly clientId: number; readonly bytes: Uint8Array | null }

export const firstContents: readonly FirstContent[] = partIds.map((partId, i) => {
  const doc = new Y.Doc()
  // Not one that chance gives: a seed must mean the same in every thread.
  doc.clientID = i + 1
  doc.transact(() => completeContainers(doc, shapeOf(parsePart(partId) as Part)))
  return { partId, clientId: doc.clientID, bytes: doc.store.clients.size > 0 ? Y.encodeStateAsUpdate(doc) : null }
})
