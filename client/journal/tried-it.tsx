import { Check } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { localInstant } from '../i18n/date-words.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { chosenAudience, namesInWords, useAudienceChoices, useReaders, type AudienceChoice } from './audience.ts'
import { beginEntry, useBeginning } from './begin-entry.ts'
import { emptyDraft, useDraft } from './draft.ts'
import { isFolded, useEntryValues, type Entry } from './entry.ts'
import { wentWords } from './entry-words.tsx'
import css from './today-parts.module.css'
import { useSendEntry } from './use-new-entry.ts'

type Said = { journal: PartHandle; entryId: string }

/** Says in one tap that one strategy was tried, and in a second one how it went. Nobody is asked for either. */
export default function TriedIt({ strategyId, title }: { strategyId: string; title: string }) {
  const [said, setSaid] = useState<Said | null>(null)
  const isWriting = useBeginning() !== null
  const entry = said?.journal.doc.getMap<Entry>('entries').get(said.entryId)
  if (said !== null && entry !== undefined) return <HowItWent journal={said.journal} entry={entry} onBack={() => setSaid(null)} />
  // Anew after something was written: who could read that is who can read this.
  return <SayIt key={String(isWriting)} strategyId={strategyId} title={title} onSaid={setSaid} />
}

function SayIt({ strategyId, title, onSaid }: { strategyId: string; title: string; onSaid: (said: Said) => void }) {
  const { planId, memberId } = usePlanSession()
  const choices = useAudienceChoices()
  // Who can read it is what was chosen last; until that is known nothing is sent.
  const { draft, isLoaded } = useDraft(planId, memberId)
  const audience = chosenAudience(choices, draft.partId)
  if (audience === undefined) return null
  return <SayItTo strategyId={strategyId} title={title} audience={audience} isKnown={isLoaded} onSaid={onSaid} />
}

type SayItToProps = { strategyId: string; title: string; audience: AudienceChoice; isKnown: boolean; onSaid: (said: Said) => void }

function SayItTo({ strategyId, title, audience, isKnown, onSaid }: SayItToProps) {
  const send = useSendEntry()
  const readers = useReaders(audience.partId)
  const say = () => {
    const entryId = send(audience, { ...emptyDraft, kind: 'practice', values: { strategy: strategyId, done: true } })
    onSaid({ journal: audience.journal, entryId })
  }
  return (
    <div className={css.tried}>
      <div className={css.triedActs}>
        <Button look="primary" isDisabled={!isKnown} aria-label={`We tried it: ${title}`} onPress={say}>
          <Check size={18} aria-hidden /> We tried it
        </Button>
        <Button look="quiet" aria-label={`Say more: ${title}`} onPress={() => beginEntry({ kind: 'practice', values: { strategy: strategyId } })}>
          Say more
        </Button>
      </div>
      {readers !== undefined && isKnown && (
        <p className={css.readers}>{readers.length === 0 ? 'Nobody else is in the care team yet.' : `${namesInWords(readers)} can read it.`}</p>
      )}
    </div>
  )
}

/** After the tap: how it went, for who likes to say. */
function HowItWent({ journal, entry, onBack }: { journal: PartHandle; entry: Y.Map<unknown>; onBack: () => void }) {
  const values = useEntryValues(entry)
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const takeBack = () => {
    journal.record(() => {
      entry.set('status', 'withdrawn')
      entry.set('statusAt', localInstant(new Date()))
    })
    onBack()
  }
  if (isFolded(values.status)) return <p className={css.readers}>You took it back.</p>
  return (
    <section ref={box} tabIndex={-1} className={css.tried} aria-label="What you tried">
      <p className={css.noted}>
        <Check size={18} aria-hidden /> You tried it. It is in the notes.
      </p>
      <Chips
        label="How did it go?"
        hint={<span className={css.readers}>if you like</span>}
        chips={[5, 4, 3, 2, 1].map((level) => ({ id: String(level), label: wentWords[level] ?? '' }))}
        chosen={typeof values.howItWent === 'number' ? [String(values.howItWent)] : []}
        onChange={([level]) =>
          journal.record(() => {
            if (level === undefined) entry.delete('howItWent')
            else entry.set('howItWent', Number(level))
          })
        }
      />
      <Button look="quiet" size="small" onPress={takeBack}>Take it back</Button>
    </section>
  )
}
