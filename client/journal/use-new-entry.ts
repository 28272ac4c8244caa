import { usePlanSession } from '../sync/plan-session.tsx'
import { askToKeepCopies } from '../sync/device-store/own-device.ts'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { announce } from '../ui/status-region.tsx'
import { addEntry } from './add-entry.ts'
import { chosenAudience, useAudienceChoices, type AudienceChoice } from './audience.ts'
import { useDraft, type Draft } from './draft.ts'
import { isReady } from './entry-kinds.ts'

/** An entry being written: its draft, who will read it, and saving it into their journal. */
export function useNewEntry() {
  const { planId, memberId } = usePlanSession()
  const send = useSendEntry()
  const { draft, isLoaded, change, clear } = useDraft(planId, memberId)
  const choices = useAudienceChoices()
  const audience = chosenAudience(choices, draft.partId)
  const canSave = audience !== undefined && isReady(draft)
  const save = () => {
    if (!canSave) return
    send(audience, draft)
    clear()
  }
  return { draft, isLoaded, change, choices, audience, canSave, save }
}

/** Puts an entry into the journal of an audience, and says when it is saved. Gives back its id. */
export function useSendEntry(): (audience: AudienceChoice, draft: Draft) => string {
  const { memberId, connections } = usePlanSession()
  return ({ partId, journal }, draft) => {
    const id = addEntry(journal, draft, { by: memberId, at: new Date() })
    const connection = connections.find((one) => one.partId === partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
    void askToKeepCopies()
    return id
  }
}
