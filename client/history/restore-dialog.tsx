import { Check } from 'lucide-react'
import { useState } from 'react'
import { english } from '#shared/version/english.ts'
import { sentenceOf } from '#shared/version/sentences.ts'
import { useNames } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useRestore, useRestorePreview } from '../http/versions.ts'
import { ChangedWords } from '../text/changed-words.tsx'
import { joinRuns, shortenRuns } from '../text/runs.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import css from './restore-dialog.module.css'
import type { RestoreRequested } from './restoring.tsx'

type RestoreDialogProps = {
  planId: string
  requested: RestoreRequested
  onClose: () => void
  /** Gives the version that was kept right before. */
  onDone: (beforeId: string) => void
}

/** Shows what would change and what stays, and only then brings it back. */
export function RestoreDialog({ planId, requested, onClose, onDone }: RestoreDialogProps) {
  const { versionId, choice, what, hasOthers = false } = requested
  const preview = useRestorePreview(planId, versionId, choice)
  const restore = useRestore(planId)
  const [reason, setReason] = useState('')
  const isNothing = preview.data !== undefined && preview.data.changes.length === 0
  const act = () =>
    restore.mutate(
      { versionId, ...choice, ...(reason.trim() !== '' && { reason: reason.trim() }) },
      { onSuccess: ({ versionId: beforeId }) => beforeId !== null && onDone(beforeId) },
    )
  return (
    <Dialog
      title={hasOthers ? 'Undo this?' : 'Bring this back?'}
      isOpen
      isSheet
      isBusy={restore.isPending}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} isDisabled={restore.isPending}>{isNothing ? 'Close' : 'Leave it as it is'}</Button>
          {!isNothing && (
            <Button look="primary" onPress={act} isDisabled={preview.data === undefined || restore.isPending}>
              {hasOthers ? 'Undo it' : 'Bring it back'}
            </Button>
          )}
        </>
      }
    >
      <p className={css.what} dir="auto">{what}</p>
      {hasOthers && <Notice tone="warn">Somebody else wrote here since. Look at what would change first.</Notice>}
      {preview.isPending && <Loading what="Looking at what would change" lines={2} />}
      <RequestNotice error={preview.error ?? restore.error} />
      {isNothing && <p>Nothing would change: it says the same now.</p>}
      {preview.data !== undefined && !isNothing && (
        <>
          <WouldChange planId={planId} changes={preview.data.changes} />
          <Stays stays={preview.data.stays} />
          <Field label="Why? (you can leave this empty)" value={reason} onChange={setReason} maxLength={200} />
        </>
      )}
    </Dialog>
  )
}

type Preview = NonNullable<ReturnType<typeof useRestorePreview>['data']>

function WouldChange({ planId, changes }: { planId: string; changes: Preview['changes'] }) {
  const { data: names } = useNames(planId)
  return (
    <section className={css.part}>
      <h3>This would change</h3>
      <ul className={css.list}>
        {changes.map((change, i) => (
          <li key={i}>
            <p dir="auto">{sentenceOf(change, ['You'], english)}</p>
            {change.spans && <ChangedWords runs={shortenRuns(joinRuns(change.spans))} names={names} isPlain />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What nobody has to fear for. */
const Stays = ({ stays }: { stays: Preview['stays'] }) => (
  <section className={css.part}>
    <h3>This stays</h3>
    <ul className={css.stays}>
      {stays.map(({ id, title, entity }) => (
        <li key={id}>
          <Check size={18} aria-hidden />
          <span>
            The {entity} <q dir="auto">{title}</q>, which came later
          </span>
        </li>
      ))}
      <li>
        <Check size={18} aria-hidden /> Every note and every agreement
      </li>
      <li>
        <Check size={18} aria-hidden /> What others are writing right now
      </li>
      <li>
        <Check size={18} aria-hidden /> The plan as it is now, as a version: you can undo this
      </li>
    </ul>
  </section>
)
