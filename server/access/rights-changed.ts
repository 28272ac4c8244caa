/** Tells whoever holds something open for a person that their rights changed: sockets close, devices ask again. */

export type RightsChange =
  /** A role changed, or a member was removed. */
  | { readonly kind: 'member'; readonly planId: string; readonly memberId: string }
  /** An account was signed out on one device, or everywhere when `sessionId` is null. */
  | { readonly kind: 'session'; readonly accountId: string; readonly sessionId: string | null }

export type RightsChanged = {
  /** Says that it happened. Call it after the transaction has committed. */
  changed(change: { planId: string; memberId: string }): void
  signedOut(change: { accountId: string; sessionId: string | null }): void
  /** Calls `listener` for every change from now on. Returns the way to stop. */
  listen(listener: (change: RightsChange) => void): () => void
}

/** A notice board inside this process. */
export function openRightsChanged(): RightsChanged {
  const listeners = new Set<(change: RightsChange) => void>()
  const tell = (change: RightsChange) => {
    for (const listener of listeners) listener(change)
  }
  return {
    changed: ({ planId, memberId }) => tell({ kind: 'member', planId, memberId }),
    signedOut: ({ accountId, sessionId }) => tell({ kind: 'session', accountId, sessionId }),
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
