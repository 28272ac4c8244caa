import { usePlanSession } from '../sync/plan-session.tsx'
import { askToKeepCopies } from '../sync/device-store/own-device.ts'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { announce } from '../ui/status-region.tsx'
import { addEntry } from './add-entry.ts'
import { chosenAudience, useAudienceChoices } from './audience.ts'
import { useDraft } from './draft.ts'
import { isReady } from './entry-kinds.ts'

/** An entry being written: its draft, who will read it, and saving it into their journal. */
export function useNewEntry() {
  const { planId, memberId, connections } = usePlanSession()
  const { draft, isLoaded, change, clear } = useDraft(planId, memberId)
  const choices = useAudienceChoices()
  const audience = chosenAudience(choices, draft.partId)
  const canSave = audience !== undefined && isReady(draft)
  const save = () => {
    if (!canSave) return
    addEntry(audience.journal, draft, { by: memberId, at: new Date() })
    clear()
    const connection = connections.find(({ partId }) => partId === audience.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
    void askToKeepCopies()
  }
  return { draft, isLoaded, change, choices, audience, canSave, save }
}
