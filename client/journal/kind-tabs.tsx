import { ClipboardCheck, Gauge, MessageCircleQuestion, NotebookPen, Repeat, Signpost, type LucideIcon } from 'lucide-react'
import { Toggles } from '../ui/toggles.tsx'
import css from './composer.module.css'
import { draftKinds, type DraftKind } from './draft.ts'

const tabs: Record<DraftKind, { label: string; icon: LucideIcon }> = {
  'observation': { label: 'Note', icon: NotebookPen },
  'practice': { label: 'Tried it', icon: Repeat },
  'check-in': { label: 'Check-in', icon: ClipboardCheck },
  'rating': { label: 'Rating', icon: Gauge },
  'question': { label: 'Question', icon: MessageCircleQuestion },
  'decision': { label: 'Decision', icon: Signpost },
}

/** Which kind of entry it becomes. It begins as a note, so nobody has to choose. */
export const KindTabs = ({ kind, kinds = draftKinds, onPick }: { kind: DraftKind; kinds?: readonly DraftKind[]; onPick: (kind: DraftKind) => void }) => (
  <Toggles
    className={css.kinds}
    toggleClass={css.kind}
    label="What do you want to write?"
    isRequired
    chosen={[kind]}
    onChange={([next]) => next !== undefined && onPick(next as DraftKind)}
    toggles={kinds.map((id) => {
      const { label, icon: Icon } = tabs[id]
      return {
        id,
        content: (
          <>
            <Icon size={20} aria-hidden />
            <span>{label}</span>
          </>
        ),
      }
    })}
  />
)
