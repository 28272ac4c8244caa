import { useState } from 'react'
import { useLocation } from 'wouter'
import type { ErasureReason, ErasureTarget } from '#shared/version/erasure.ts'
import { erasuresAddress, useAskToErase } from '../http/erasures.ts'
import { useMembers } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { erasedThing, erasureReasonWords } from '../i18n/erasure-words.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { announce } from '../ui/status-region.tsx'
import css from './erasures-page.module.css'
import { namesOfSecond } from './second-person.ts'
import { useThingWords } from './thing-words.ts'
import { WhatErasingDoes } from './what-erasing-does.tsx'

const reasons = Object.entries(erasureReasonWords).map(([value, words]) => ({ value, ...words }))

type AskToEraseProps = { planId: string; target: Omit<ErasureTarget, 'passage'> }

/** The form of the first person: how much goes, why, and what that does. */
export function AskToErase({ planId, target }: AskToEraseProps) {
  const [, navigate] = useLocation()
  const ask = useAskToErase(planId)
  const { data: members = [] } = useMembers(planId)
  const words = useThingWords(target)
  const isAnywhere = target.entity === undefined
  const [howMuch, setHowMuch] = useState(isAnywhere ? 'words' : 'all')
  const [passage, setPassage] = useState('')
  const [reason, setReason] = useState<ErasureReason | null>(null)
  const [note, setNote] = useState('')
  const thing = erasedThing(target.entity, target.part)
  const asksForWords = howMuch === 'words'
  const repeatsWords = asksForWords && passage.trim().length > 1 && note.includes(passage.trim())
  const isComplete = reason !== null && !repeatsWords && (!asksForWords || passage.trim().length >= 2)
  const second = namesOfSecond(members)
  const send = () => {
    if (!isComplete) return
    ask.mutate(
      { target: { ...target, ...(asksForWords && { passage: passage.trim() }) }, reason, ...(note.trim() !== '' && { note: note.trim() }) },
      {
        onSuccess: () => {
          announce('Asked. A second person has to confirm it')
          navigate(erasuresAddress(planId), { replace: true })
        },
      },
    )
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {words !== '' && (
        <blockquote className={css.quote} dir="auto">
          {words}
        </blockquote>
      )}
      {!isAnywhere && (
        <RadioCards
          label="How much goes?"
          options={[
            { value: 'all', name: `The whole ${thing}`, detail: 'All that stands in it, and all that ever stood in it.' },
            { value: 'words', name: 'Some words in it', detail: 'Wherever they stand in it, now or in the past. The rest stays.' },
          ]}
          value={howMuch}
          onChange={setHowMuch}
        />
      )}
      {asksForWords && (
        <Field
          label="Which words?"
          hint="Exactly as they stand, in one line. Capital letters count."
          value={passage}
          onChange={setPassage}
          maxLength={1000}
          autoComplete="off"
        />
      )}
      <RadioCards label="Why?" options={reasons} value={reason} onChange={(value) => setReason(value as ErasureReason)} />
      <Field
        label="More about why, if you like"
        hint="This stays for ever. Do not repeat what goes."
        value={note}
        onChange={setNote}
        maxLength={200}
        autoComplete="off"
      />
      {repeatsWords && <Notice tone="danger" isAlert>The words that are to go stand in your reason, and that stays for ever. Take them out of it.</Notice>}
      <WhatErasingDoes />
      {second === '' ? (
        <Notice tone="warn">Nobody in this care team can confirm it yet. It takes the lead therapist, a parent with full rights, or the office.</Notice>
      ) : (
        <p>Nothing goes yet. First a second person has to confirm it: {second}.</p>
      )}
      <RequestNotice error={ask.error} />
      <div className={css.acts}>
        <Button onPress={() => history.back()}>Cancel</Button>
        <Button look="danger" type="submit" isDisabled={!isComplete || ask.isPending}>
          Ask to erase
        </Button>
      </div>
    </form>
  )
}
