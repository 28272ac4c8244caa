import { Eraser, Eye, PencilLine, RotateCcw, Undo2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import * as Y from 'yjs'
import { readsJournal } from '#shared/journal/audience.ts'
import { erasuresAddress } from '../http/erasures.ts'
import { useMembers } from '../http/members.ts'
import { localInstant } from '../i18n/date-words.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Menu } from '../ui/menu.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { announce } from '../ui/status-region.tsx'
import { useAudienceChoices } from './audience.ts'
import { ChangeReaders } from './change-readers.tsx'
import { draftKinds, type DraftKind } from './draft.ts'
import { isFolded, type Entry, type EntryValues } from './entry.ts'
import css from './feed.module.css'
import { WordsBox } from './words-box.tsx'

type EntryMenuProps = {
  id: string
  journal: PartHandle
  entry: Entry
  values: EntryValues
  coAuthors: readonly string[]
  isMine: boolean
  /** Co-authors change its words. */
  mayEdit: boolean
  mayErase: boolean
  onEdit: () => void
}

/** What its author can do with an entry, and who may ask for it to be erased. Co-authors change what it says only. */
export default function EntryMenu({ id, journal, entry, values, coAuthors, isMine, mayEdit, mayErase, onEdit }: EntryMenuProps) {
  const { planId } = usePlanSession()
  const [, navigate] = useLocation()
  const [asks, setAsks] = useState<'withdraw' | 'together' | 'readers' | null>(null)
  const isGone = isFolded(values.status)
  const isWordsOnly = !draftKinds.includes(values.kind as DraftKind)
  const hasOtherChoice = useAudienceChoices().some(({ partId }) => partId !== journal.partId)
  const setStatus = (status: string, reason: string, said: string) => {
    journal.change(() => {
      entry.set('status', status)
      entry.set('statusAt', localInstant(new Date()))
      entry.set('statusReason', reason)
    })
    announce(said)
  }
  const close = () => setAsks(null)
  return (
    <>
      <Menu
        label="More for this note"
        choices={[
          mayEdit && !isGone && { id: 'edit', label: isWordsOnly ? 'Change the words' : 'Change it', icon: <PencilLine size={18} />, onChoose: onEdit },
          isMine && !isGone && { id: 'together', label: 'Write together with', icon: <UsersRound size={18} />, onChoose: () => setAsks('together') },
          isMine && !isGone && !isWordsOnly && hasOtherChoice && {
            id: 'readers', label: 'Change who can read it', icon: <Eye size={18} />, onChoose: () => setAsks('readers'),
          },
          isMine && !isGone && { id: 'withdraw', label: 'Take it back', icon: <Undo2 size={18} />, onChoose: () => setAsks('withdraw') },
          isMine && values.status === 'withdrawn' && {
            id: 'back', label: 'Bring it back', icon: <RotateCcw size={18} />, onChoose: () => setStatus('amended', '', 'Note brought back'),
          },
          mayErase && {
            id: 'erase', label: 'Erase for good…', icon: <Eraser size={18} />, isDanger: true,
            onChoose: () => navigate(erasuresAddress(planId, { part: journal.partId, entity: 'entry', id })),
          },
        ]}
      />
      {asks === 'withdraw' && <Withdraw onClose={close} onWithdraw={(reason) => setStatus('withdrawn', reason, 'Note taken back')} />}
      {asks === 'readers' && <ChangeReaders journal={journal} entry={entry} onClose={close} />}
      {asks === 'together' && <WriteTogether journal={journal} entry={entry} coAuthors={coAuthors} onClose={close} />}
    </>
  )
}

/** Asks for a reason, which nobody has to give. */
function Withdraw({ onClose, onWithdraw }: { onClose: () => void; onWithdraw: (reason: string) => void }) {
  const [reason, setReason] = useState('')
  const withdraw = () => {
    onWithdraw(reason.trim())
    onClose()
  }
  return (
    <Sheet title="Take this note back?" isSmall onClose={onClose} footer={<Button look="primary" fills onPress={withdraw}>Take it back</Button>}>
      <p>It stays in the notes, folded, so that nobody wonders where it went. You can bring it back.</p>
      <WordsBox
        label="Why?"
        hint="if you like"
        maxLength={200}
        value={reason}
        onChange={(words) => setReason(words.replaceAll(/\p{Cc}+/gu, ' '))}
        placeholder="It was another day."
      />
    </Sheet>
  )
}

type WriteTogetherProps = { journal: PartHandle; entry: Entry; coAuthors: readonly string[]; onClose: () => void }

/** Names the people who may change the words as well: at the same time, with each other's caret in view. */
function WriteTogether({ journal, entry, coAuthors, onClose }: WriteTogetherProps) {
  const { planId, memberId } = usePlanSession()
  const { data: members = [] } = useMembers(planId)
  const others = members.filter((member) => member.id !== memberId && readsJournal(journal.partId, member))
  const choose = (chosen: readonly string[]) => {
    const set = entry.get('coAuthors')
    if (!(set instanceof Y.Map)) return
    journal.change(() => {
      for (const id of chosen) if (!set.has(id)) set.set(id, true)
      for (const id of coAuthors) if (!chosen.includes(id)) set.delete(id)
    })
  }
  return (
    <Sheet title="Write together with" isSmall onClose={onClose} footer={<Button look="primary" fills onPress={onClose}>Done</Button>}>
      <p className={css.small}>They can change the words too. You can take that back at any time.</p>
      {others.length === 0 ? (
        <p>Nobody else reads this note.</p>
      ) : (
        <Chips label="Who" hideLabel isMany look="stack" chips={others.map(({ id, name }) => ({ id, label: name }))} chosen={coAuthors} onChange={choose} />
      )}
    </Sheet>
  )
}
