import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useLocation } from 'wouter'
import type { Me } from '#shared/accounts/api.ts'
import { useNewPlan } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Pick } from '../ui/pick.tsx'

const formId = 'new-child'

/** Starts a plan for a child in one of the practices that this clinician works in. */
export function NewChildDialog({ practices, onClose }: { practices: Me['practices']; onClose: () => void }) {
  const [childName, setChildName] = useState('')
  const [practiceId, setPracticeId] = useState(practices[0]?.id ?? '')
  const newPlan = useNewPlan()
  const [, navigate] = useLocation()
  return (
    <Dialog
      title="New child"
      isOpen
      onClose={onClose}
      footer={
        <Button type="submit" form={formId} look="primary" isDisabled={newPlan.isPending}>
          Start the plan
        </Button>
      }
    >
      <Form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          newPlan.mutate({ practiceId, childName: childName.trim() }, { onSuccess: ({ id }) => navigate(`/c/${id}/plan`) })
        }}
      >
        <RequestNotice error={newPlan.error} />
        <Field
          label="What is the child called?"
          hint="A first name is enough. Only the care team sees it."
          autoComplete="off"
          takesFocus
          isRequired
          value={childName}
          onChange={setChildName}
        />
        {practices.length > 1 && (
          <Pick
            label="Practice"
            value={practiceId}
            options={practices.map((practice) => ({ value: practice.id, label: practice.name }))}
            onPick={setPracticeId}
          />
        )}
      </Form>
    </Dialog>
  )
}
