import { useEffect, useState } from 'react'
import { readUnsentWords, type UnsentWords } from '../sync/device-store/unsent-words.ts'
import { forgetPlan } from '../sync/device-store/wipe.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Notice } from '../ui/notice.tsx'

/** For somebody who may no longer open a plan: what they wrote here and the server never got, to copy and then remove. */
export function UnsentWordsOffer({ planId }: { planId: string }) {
  const [unsent, setUnsent] = useState<UnsentWords | null>(null)
  useEffect(() => {
    let isMounted = true
    void readUnsentWords(planId)
      .then((found) => isMounted && setUnsent(found))
      .catch(() => undefined)
    return () => {
      isMounted = false
    }
  }, [planId])
  if (unsent === null) return null
  const remove = () => void forgetPlan(planId).then(() => setUnsent(null))
  return (
    <Notice tone="warn" action={<Button onPress={remove}>Remove them from this device</Button>}>
      <p>
        {unsent.count === 1 ? '1 change of yours was' : `${unsent.count} changes of yours were`} never sent, and can no longer be.
      </p>
      {unsent.words !== '' && <CopyButton words={unsent.words} label="Copy my words" />}
    </Notice>
  )
}
