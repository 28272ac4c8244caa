import { CircleCheck, CircleX, Eraser, Hourglass, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { ErasureRow, ErasureState } from '#shared/version/erasure.ts'
import { useDecideErasure } from '../http/erasures.ts'
import { useMembers, useNames } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { dateOfInstant, momentWords } from '../i18n/date-words.ts'
import { erasedPlace, erasureReasonWords } from '../i18n/erasure-words.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { ConfirmErasure } from './confirm-erasure.tsx'
import css from './erasures-page.module.css'
import { namesOfSecond } from './second-person.ts'
import { useThingWords } from './thing-words.ts'

const stateIcons: Readonly<Record<ErasureState, LucideIcon>> = { asked: Hourglass, confirmed: LoaderCircle, done: CircleCheck, withdrawn: CircleX }

/** One order: what it is about without the words, where it stands, and what this reader can do about it. */
export function ErasureCard({ planId, order }: { planId: string; order: ErasureRow }) {
  const { data: names } = useNames(planId)
  const { data: members = [] } = useMembers(planId)
  const decide = useDecideErasure(planId)
  const [isConfirming, setIsConfirming] = useState(false)
  const words = useThingWords({ part: order.part, ...(order.entity !== null && { entity: order.entity }), ...(order.entityId !== null && { id: order.entityId }) })
  const me = members.find(({ isYou }) => isYou)?.id
  const nameOf = (id: string | null): string => (id !== null && id === me ? 'You' : (names?.get(id ?? '') ?? 'Somebody'))
  const isMine = order.askedBy !== null && order.askedBy === me
  const Icon = stateIcons[order.state]
  const sayNo = () =>
    decide.mutate({ id: order.id, isYes: false }, { onSuccess: () => announce(isMine ? 'Taken back. Nothing was erased' : 'Declined. Nothing was erased') })
  const anchor = order.state === 'asked' && words !== '' && (order.entity === 'goal' || order.entity === 'strategy') ? `/c/${planId}/plan#${order.entity}-${order.entityId}` : null
  return (
    <article className={css.card} data-waits={order.mayConfirm || undefined}>
      <h2 className={css.cardTitle}>
        <Eraser size={20} aria-hidden /> {titleOf(order, nameOf(order.askedBy))}
      </h2>
      {order.state === 'asked' && words !== '' && (
        <p className={css.quote} dir="auto">
          {words}
        </p>
      )}
      <dl className={css.facts}>
        <div>
          <dt>Why</dt>
          <dd>
            {erasureReasonWords[order.reason].name}
            {order.note !== null && <span dir="auto">: {order.note}</span>}
          </dd>
        </div>
        <div>
          <dt>How much</dt>
          <dd>{order.letters === 1 ? '1 letter' : `${order.letters} letters`}, with those in the past</dd>
        </div>
        <div>
          <dt>Asked</dt>
          <dd>
            {nameOf(order.askedBy)}, {momentWords(order.askedAt)}
          </dd>
        </div>
      </dl>
      <p className={css.state} data-state={order.state}>
        <Icon size={18} aria-hidden /> {stateWords(order, nameOf, isMine ? namesOfSecond(members) : '')}
      </p>
      {order.mayConfirm && order.isPassage && <p>Which words these are is not shown here. Ask {nameOf(order.askedBy)} before you confirm.</p>}
      {!isConfirming && <RequestNotice error={decide.error} />}
      {(order.mayConfirm || order.mayWithdraw || anchor !== null) && (
        <div className={css.acts}>
          {anchor !== null && (
            <Link href={anchor} className={buttonClass('quiet')}>
              Look at it
            </Link>
          )}
          {order.mayWithdraw && (
            <Button onPress={sayNo} isDisabled={decide.isPending}>
              {isMine ? 'Take it back' : 'Decline'}
            </Button>
          )}
          {order.mayConfirm && (
            <Button look="danger" onPress={() => setIsConfirming(true)} isDisabled={decide.isPending}>
              Confirm
            </Button>
          )}
        </div>
      )}
      {isConfirming && <ConfirmErasure order={order} words={words} decide={decide} onClose={() => setIsConfirming(false)} />}
    </article>
  )
}

function titleOf(order: ErasureRow, asker: string): string {
  const place = erasedPlace(order)
  if (order.state === 'done' || order.state === 'confirmed') return place.charAt(0).toUpperCase() + place.slice(1)
  if (order.state === 'withdrawn') return `${asker} asked to erase ${place}`
  return `${asker} ${asker === 'You' ? 'ask' : 'asks'} to erase ${place}`
}

function stateWords({ state, askedBy, decidedBy, decidedAt, mayConfirm }: ErasureRow, nameOf: (id: string | null) => string, second: string): string {
  const day = decidedAt === null ? '' : `, ${dateOfInstant(decidedAt)}`
  switch (state) {
    case 'asked':
      return mayConfirm ? 'Waits for a second person: you can confirm it' : `Waits for a second person${second === '' ? '' : `: ${second}`}`
    case 'confirmed':
      return `${nameOf(decidedBy)} confirmed it. It is being erased; if the server cannot at once, it tries again every minute`
    case 'done':
      return `Erased for good. ${nameOf(decidedBy)} confirmed it${day}`
    default:
      return `${nameOf(decidedBy)} ${askedBy === decidedBy ? 'took it back' : 'said no'}${day}. Nothing was erased`
  }
}
