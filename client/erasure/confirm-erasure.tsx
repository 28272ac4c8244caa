import type { ErasureRow } from '#shared/version/erasure.ts'
import type { useDecideErasure } from '../http/erasures.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { erasedPlace } from '../i18n/erasure-words.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { announce } from '../ui/status-region.tsx'
import css from './erasures-page.module.css'
import { WhatErasingDoes } from './what-erasing-does.tsx'

type ConfirmErasureProps = { order: ErasureRow; words: string; decide: ReturnType<typeof useDecideErasure>; onClose: () => void }

/** Asks the second person once more. */
export function ConfirmErasure({ order, words, decide, onClose }: ConfirmErasureProps) {
  const confirm = () =>
    decide.mutate({ id: order.id, isYes: true }, {
      onSuccess: (answer) => {
        announce(answer?.state === 'done' ? 'Erased for good' : 'Confirmed. It is being erased')
        onClose()
      },
    })
  return (
    <Sheet
      title="Erase this for good?"
      isSmall
      isBusy={decide.isPending}
      onClose={onClose}
      footer={
        <div className={css.acts}>
          <Button onPress={onClose} isDisabled={decide.isPending}>{order.mayConfirm || decide.isPending ? 'Not now' : 'Close'}</Button>
          {(order.mayConfirm || decide.isPending) && (
            <Button look="danger" onPress={confirm} isDisabled={decide.isPending}>
              {decide.isPending ? 'Erasing…' : 'Erase for good'}
            </Button>
          )}
        </div>
      }
    >
      <p>
        You confirm that this goes: {erasedPlace(order)}, {order.letters === 1 ? '1 letter' : `${order.letters} letters`} with those in the past.
      </p>
      {words !== '' && (
        <p className={css.quote} dir="auto">
          {words}
        </p>
      )}
      <WhatErasingDoes />
      {decide.isPending && <p>This can take half a minute. Nobody can write in this part of the plan until then; what they type waits on their device.</p>}
      <RequestNotice error={decide.error} />
    </Sheet>
  )
}
