import { useState } from 'react'
import type { MemberRow } from '#shared/care-team/api.ts'
import { useGiveConsent, useWithdrawConsent } from '../http/members.ts'
import { usePlanContent } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { localMinute } from '../i18n/date-words.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Loading } from '../ui/loading.tsx'
import { announce } from '../ui/status-region.tsx'
import { CheckList } from './check-list.tsx'
import css from './consent-dialog.module.css'

type ConsentDialogProps = { planId: string; member: MemberRow; onClose: () => void }

/** What of the plan a teacher may see: goals and strategies by name, until a day. */
export function ConsentDialog({ planId, member, onClose }: ConsentDialogProps) {
  const { data: content, error } = usePlanContent(planId)
  const { consent } = member
  const [goalIds, setGoalIds] = useState<readonly string[]>(consent?.goalIds ?? [])
  const [strategyIds, setStrategyIds] = useState<readonly string[]>(consent?.strategyIds ?? [])
  const [endDay, setEndDay] = useState(consent?.endsAt?.slice(0, 10) ?? '')
  const give = useGiveConsent(planId)
  const withdraw = useWithdrawConsent(planId)
  const done = (words: string) => ({
    onSuccess: () => {
      announce(words)
      onClose()
    },
  })
  const share = () =>
    give.mutate(
      { memberId: member.id, goalIds: [...goalIds], strategyIds: [...strategyIds], ...(endDay !== '' && { endsAt: endOf(endDay) }) },
      done(`Shared with ${member.name}`),
    )
  const isNothing = goalIds.length + strategyIds.length === 0
  return (
    <Dialog
      title={`What ${member.name} can see`}
      isOpen
      onClose={onClose}
      isSheet
      footer={
        <div className={css.foot}>
          {consent !== null && (
            <Button onPress={() => withdraw.mutate(member.id, done(`${member.name} sees nothing of the plan now`))} isDisabled={withdraw.isPending}>
              Take it all back
            </Button>
          )}
          <Button look="primary" onPress={share} isDisabled={give.isPending || isNothing}>
            Share these
          </Button>
        </div>
      }
    >
      <div className={css.body}>
        <p>Only what you tick is shown. Notes of other people, and everything about your family, are never shown to a teacher.</p>
        <RequestNotice error={error ?? give.error ?? withdraw.error} />
        {content === undefined && error === null && <Loading what="Opening the plan" />}
        {content && <CheckList label="Goals" rows={rowsOf(content.goals)} chosen={goalIds} onChange={setGoalIds} />}
        {content && <CheckList label="What we do" rows={rowsOf(content.strategies)} chosen={strategyIds} onChange={setStrategyIds} />}
        <DateField label="Until (leave empty: until you take it back)" value={endDay} min={localMinute().slice(0, 10)} onChange={setEndDay} />
      </div>
    </Dialog>
  )
}

const rowsOf = (items: readonly Record<string, unknown>[]) =>
  items.map(({ id, title }) => ({ id: String(id), label: typeof title === 'string' && title !== '' ? title : 'Without a name yet' }))

/** The last moment of a day, as this device's clock has it. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString()
