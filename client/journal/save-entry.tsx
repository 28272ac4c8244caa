import { useIsKept, useSaveStatus } from '../sync/save-status.ts'
import { Button } from '../ui/button.tsx'
import css from './composer.module.css'
import type { DraftKind } from './draft.ts'
import type { useNewEntry } from './use-new-entry.ts'
import { WhoReads } from './who-reads.tsx'

const saveWords: Record<DraftKind, string> = {
  'observation': 'Save note',
  'practice': 'Save',
  'check-in': 'Save check-in',
  'rating': 'Save rating',
  'question': 'Save question',
  'decision': 'Save decision',
}

type SaveEntryProps = { entry: ReturnType<typeof useNewEntry>; onSaved?: () => void }

/** The button that saves, with what must stand beside every such button: who reads it, and that nobody is watching. */
export const SaveEntry = ({ entry: { draft, change, choices, audience, canSave, save }, onSaved }: SaveEntryProps) => (
  <div className={css.save}>
    {audience !== undefined && <WhoReads choices={choices} chosen={audience} onChoose={(partId) => change({ partId })} />}
    <Button
      look="primary"
      size="main"
      fills
      isDisabled={!canSave}
      onPress={() => {
        save()
        onSaved?.()
      }}
    >
      {saveWords[draft.kind]}
    </Button>
    <p className={css.watch}>
      <WhereKept /> Nobody watches the notes day and night. In danger, call your emergency number.
    </p>
  </div>
)

/** What becomes of it where there is no network. */
function WhereKept() {
  const status = useSaveStatus()
  const isKept = useIsKept()
  if (status.state !== 'device-only') return null
  return <strong className={css.kept}>{isKept ? 'No network: it is kept on this device and sent later.' : 'No network: keep this page open until it is sent.'}</strong>
}
