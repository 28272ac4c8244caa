import { useState } from 'react'
import type { MemberRow, NewConsent } from '#shared/care-team/api.ts'
import { useGiveConsent, useWithdrawConsent } from '../http/members.ts'
import { usePlanContent } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useVersions } from '../http/versions.ts'
import { dateOfInstant, localMinute } from '../i18n/date-words.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Loading } from '../ui/loading.tsx'
import { announce } from '../ui/status-region.tsx'
import { CheckList } from './check-list.tsx'
import css from './consent-dialog.module.css'
import { RadioCards } from '../ui/radio-cards.tsx'

type ConsentDialogProps = { planId: string; member: MemberRow; onClose: () => void }
type Choice = Pick<NewConsent, 'goalIds' | 'strategyIds' | 'versionId'>
type ChoiceProps = { planId: string; chosen: Choice; onChange: (choice: Choice) => void }

/** What of the plan a teacher or a reader may see, until a day. */
export function ConsentDialog({ planId, member, onClose }: ConsentDialogProps) {
  const { consent } = member
  const [chosen, setChosen] = useState<Choice>(() => choiceOf(consent))
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
    give.mutate({ memberId: member.id, ...chosen, ...(endDay !== '' && { endsAt: endOf(endDay) }) }, done(`Shared with ${member.name}`))
  const isNothing = (chosen.goalIds ?? []).length + (chosen.strategyIds ?? []).length === 0 && chosen.versionId === undefined
  const Chooser = member.role === 'viewer' ? VersionChoice : ItemChoice
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
            {member.role === 'viewer' ? 'Share this' : 'Share these'}
          </Button>
        </div>
      }
    >
      <div className={css.body}>
        <RequestNotice error={give.error ?? withdraw.error} />
        <Chooser planId={planId} chosen={chosen} onChange={setChosen} />
        <DateField label="Until (leave empty: until you take it back)" value={endDay} min={localMinute().slice(0, 10)} onChange={setEndDay} />
      </div>
    </Dialog>
  )
}

function ItemChoice({ planId, chosen: { goalIds = [], strategyIds = [] }, onChange }: ChoiceProps) {
  const { data: content, error } = usePlanContent(planId)
  return (
    <>
      <p>Only what you tick is shown. Notes of other people, and everything about your family, are never shown to a teacher.</p>
      <RequestNotice error={error} />
      {content === undefined && error === null && <Loading what="Opening the plan" />}
      {content && <CheckList label="Goals" rows={rowsOf(content.goals)} chosen={goalIds} onChange={(ids) => onChange({ goalIds: ids, strategyIds })} />}
      {content && <CheckList label="What we do" rows={rowsOf(content.strategies)} chosen={strategyIds} onChange={(ids) => onChange({ goalIds, strategyIds: ids })} />}
    </>
  )
}

/** Versions that the server kept by itself, or before a restore, are not made to be shown. */
const shownKinds: readonly string[] = ['visit', 'named', 'agreed']

function VersionChoice({ planId, chosen: { versionId }, onChange }: ChoiceProps) {
  const { data, error } = useVersions(planId, { isWanted: true })
  const versions = (data ?? []).filter(({ kind }) => shownKinds.includes(kind))
  return (
    <>
      <p>One version of the plan is shown, as it was then. Notes, the safety plan and what you write later are not.</p>
      <RequestNotice error={error} />
      {data === undefined && error === null && <Loading what="Opening the versions" />}
      {data !== undefined && versions.length === 0 && <p>No version has been kept yet. Keep one under History first.</p>}
      {versions.length > 0 && (
        <RadioCards
          label="Version"
          options={versions.map(({ id, label, at }) => ({ value: id, name: label ?? 'Version without a name', detail: dateOfInstant(at) }))}
          value={versionId ?? null}
          onChange={(id) => onChange({ versionId: id })}
        />
      )}
    </>
  )
}

const choiceOf = (consent: MemberRow['consent']): Choice =>
  consent === null ? {} : consent.versionId === null ? { goalIds: consent.goalIds, strategyIds: consent.strategyIds } : { versionId: consent.versionId }

const rowsOf = (items: readonly Record<string, unknown>[]) =>
  items.map(({ id, title }) => ({ id: String(id), label: typeof title === 'string' && title !== '' ? title : 'Without a name yet' }))

/** The last moment of a day, as this device's clock has it. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString()
