import { useEffect, useState } from 'react'
import { RequestNotice } from '../../http/request-notice.tsx'
import { useSignOut } from '../../http/sign-out.ts'
import { forgottenPinWords } from '../../i18n/device-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { waitingInCopies } from './wipe.ts'

/** The way out for who forgot the PIN: removes the copy and signs out, and says what is lost with it. */
export function ForgottenPin({ onClose }: { onClose: () => void }) {
  const signOut = useSignOut()
  const [waiting, setWaiting] = useState<number | null>(null)
  useEffect(() => void waitingInCopies().then(setWaiting, () => setWaiting(null)), [])
  return (
    <Dialog
      title="Start without the copy?"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Go back</Button>
          <Button look="danger" onPress={() => signOut.mutate()} isDisabled={signOut.isPending}>
            Remove the copy
          </Button>
        </>
      }
    >
      <RequestNotice error={signOut.error} />
      {forgottenPinWords(waiting).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Dialog>
  )
}
