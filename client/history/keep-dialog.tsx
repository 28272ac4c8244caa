import { useState } from 'react'
import { RequestNotice } from '../http/request-notice.tsx'
import { useKeepVersion } from '../http/versions.ts'
import { useSaveStatus } from '../sync/save-status.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'

/** Keeps the plan as it is now under a name. */
export function KeepDialog({ planId, onClose, onKept }: { planId: string; onClose: () => void; onKept: (versionId: string) => void }) {
  const [label, setLabel] = useState('')
  const keep = useKeepVersion(planId)
  const isSaved = useSaveStatus().state === 'saved'
  const act = () =>
    keep.mutate(
      { label: label.trim() },
      {
        onSuccess: ({ id }) => {
          announce(`Kept as ${label.trim()}`)
          onClose()
          onKept(id)
        },
      },
    )
  return (
    <Dialog
      title="Keep the plan as it is now"
      isOpen
      onClose={onClose}
      footer={
        <Button look="primary" type="submit" form="keep-version" isDisabled={keep.isPending || label.trim() === ''}>
          Keep it
        </Button>
      }
    >
      <form
        id="keep-version"
        onSubmit={(event) => {
          event.preventDefault()
          if (label.trim() !== '') act()
        }}
      >
        <Field label="What is it called?" hint="For example: before the summer" value={label} onChange={setLabel} maxLength={200} takesFocus />
      </form>
      <p>The plan goes on as before. You can look at this version and compare it at any time.</p>
      {!isSaved && <Notice tone="offline">Not everything you wrote is on the server yet. Only what is there is kept.</Notice>}
      <RequestNotice error={keep.error} />
    </Dialog>
  )
}
