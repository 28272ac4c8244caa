import { useState, type ReactNode } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import type { VersionRow } from '#shared/version/api.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useAgree, useAgreeToNow, WordsMoved } from '../http/versions.ts'
import { dateOfInstant, momentWords } from '../i18n/date-words.ts'
import { useSaveStatus } from '../sync/save-status.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'
import css from './agreement.module.css'
import { titleOfVersion } from './version-words.tsx'

type AgreeDialogProps = { planId: string; version: VersionRow; onClose: () => void }

/** Agrees to the words of one version. */
export function AgreeDialog({ planId, version, onClose }: AgreeDialogProps) {
  const agree = useAgree(planId)
  const onAgree = (dissent: string) => agree.mutate({ versionId: version.id, dissent }, { onSuccess: () => finish(onClose) })
  return (
    <Question title="Agree to these words?" isBusy={agree.isPending} onAgree={onAgree} onClose={onClose} trouble={<RequestNotice error={agree.error} />}>
      <p>
        You agree to <strong dir="auto">{titleOfVersion(version)}</strong> of {momentWords(version.at)}, as it stands there.
      </p>
    </Question>
  )
}

type AgreeToNowDialogProps = {
  planId: string
  /** Of the words that this person has read. */
  hash: string
  /** A version with exactly those words that somebody has agreed to already: all names come under that one. */
  same: VersionRow | null
  onClose: () => void
}

/** Agrees to the plan as it was on this screen when the window opened. What is signed is exactly that, or nothing is. */
export function AgreeToNowDialog({ planId, hash, same, onClose }: AgreeToNowDialogProps) {
  const isSaved = useSaveStatus().state === 'saved'
  const agree = useAgree(planId)
  const agreeToNow = useAgreeToNow(planId)
  const hasMoved = agreeToNow.error instanceof WordsMoved
  const onAgree = (dissent: string) => {
    const done = { onSuccess: () => finish(onClose) }
    if (same !== null) agree.mutate({ versionId: same.id, dissent }, done)
    else agreeToNow.mutate({ hash, label: `The plan of ${dateOfInstant(new Date().toISOString())}`, dissent }, done)
  }
  const trouble = (
    <>
      {!isSaved && <Notice tone="offline">Not everything you see is on the server yet. Wait until it says “Saved”.</Notice>}
      {hasMoved ? (
        <Notice tone="warn" isAlert>
          Somebody wrote in the plan at this very moment, so nothing was signed. Read what is new, then agree again.
        </Notice>
      ) : (
        <RequestNotice error={agree.error ?? agreeToNow.error} />
      )}
    </>
  )
  return (
    <Question
      title="Agree to the plan as it is now?"
      isBusy={agree.isPending || agreeToNow.isPending}
      isHindered={!isSaved || hasMoved}
      onAgree={onAgree}
      onClose={onClose}
      trouble={trouble}
    >
      <p>{same === null ? 'The plan is kept as it is now, and your name stands under it.' : 'Somebody has agreed to exactly these words. Your name comes beside theirs.'}</p>
    </Question>
  )
}

function finish(onClose: () => void): void {
  announce('You have agreed')
  onClose()
}

type QuestionProps = {
  title: string
  isBusy: boolean
  isHindered?: boolean
  onAgree: (dissent: string) => void
  onClose: () => void
  trouble: ReactNode
  children: ReactNode
}

function Question({ title, isBusy, isHindered = false, onAgree, onClose, trouble, children }: QuestionProps) {
  const [dissent, setDissent] = useState('')
  return (
    <Dialog
      title={title}
      isOpen
      isBusy={isBusy}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isBusy}>Not now</Button>
          <Button look="primary" onPress={() => onAgree(dissent)} isDisabled={isBusy || isHindered}>
            I agree
          </Button>
        </>
      }
    >
      {children}
      <p>If the plan changes later, your yes stays with these words, and you are told at once.</p>
      <TextField className={css.area ?? ''} value={dissent} onChange={setDissent} maxLength={1000}>
        <Label className={css.areaLabel ?? ''}>Is there something you do not agree with? (you can leave this empty)</Label>
        <TextArea className={css.areaInput ?? ''} dir="auto" />
      </TextField>
      {trouble}
    </Dialog>
  )
}
