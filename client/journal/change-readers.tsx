import { useState } from 'react'
import { useMembers } from '../http/members.ts'
import { readsJournal } from '#shared/journal/audience.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { announce } from '../ui/status-region.tsx'
import { namesInWords, useAudienceChoices } from './audience.ts'
import type { Entry } from './entry.ts'
import css from './feed.module.css'
import { moveEntry } from './move-entry.ts'

/** Asks who is to read a note, and says by name who will read it then that could not before, before anything is done. */
export function ChangeReaders({ journal, entry, onClose }: { journal: PartHandle; entry: Entry; onClose: () => void }) {
  const { planId, memberId } = usePlanSession()
  const choices = useAudienceChoices().filter(({ partId }) => partId !== journal.partId)
  const [chosen, setChosen] = useState<string | null>(null)
  const { data: members } = useMembers(planId)
  const target = choices.find(({ partId }) => partId === chosen)
  const others = (members ?? []).filter(({ id }) => id !== memberId)
  const names = (isIncluded: (member: (typeof others)[number]) => boolean) => others.filter(isIncluded).map(({ name }) => name)
  const reads = (partId: string) => (member: (typeof others)[number]) => readsJournal(partId, member)
  const then = target === undefined ? [] : names(reads(target.partId))
  const added = target === undefined ? [] : names((member) => reads(target.partId)(member) && !reads(journal.partId)(member))
  const left = target === undefined ? [] : names((member) => reads(journal.partId)(member) && !reads(target.partId)(member))
  const move = () => {
    if (target === undefined) return
    moveEntry(journal, entry, target.journal)
    announce(`Now for: ${target.label}`)
    onClose()
  }
  // Nobody widens a note without having seen the names.
  const canMove = target !== undefined && members !== undefined
  return (
    <Sheet
      title="Who can read this note?"
      isSmall
      onClose={onClose}
      footer={<Button look="primary" fills isDisabled={!canMove} onPress={move}>{added.length > 0 ? `Let ${namesInWords(added)} read it` : 'Change who can read it'}</Button>}
    >
      <Chips
        label="From now on"
        look="stack"
        chips={choices.map(({ partId, label }) => ({ id: partId, label }))}
        chosen={chosen === null ? [] : [chosen]}
        onChange={([next]) => setChosen(next ?? null)}
      />
      {canMove && (
        <div className={css.readersThen} aria-live="polite">
          <p>
            <strong>{then.length === 0 ? 'Nobody else' : namesInWords(then)}</strong> can read it then.
            {added.length > 0 && ` New: ${namesInWords(added)}.`}
          </p>
          {left.length > 0 && (
            <p>
              {namesInWords(left)} could read it until now. For them it stays, folded, as a note that you took back. Only erasing takes words away for
              good: ask your therapist for that.
            </p>
          )}
          <p className={css.small}>Its times and what it says go along. Replies and people you wrote it with do not.</p>
        </div>
      )}
    </Sheet>
  )
}
