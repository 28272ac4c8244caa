import { useState, type ReactNode } from 'react'
import { RequestNotice } from '../http/request-notice.tsx'
import { useSignOut } from '../http/sign-out.ts'
import { unsentChanges, type UnsentChanges } from '../sync/unsent-changes.ts'
import { Button, type ButtonLook } from '../ui/button.tsx'
import { LossDialog } from './loss-dialog.tsx'

/** Signs out. Asks first where that would lose changes. */
export function SignOutButton({ look = 'plain', children }: { look?: ButtonLook; children: ReactNode }) {
  const signOut = useSignOut()
  const [atRisk, setAtRisk] = useState<UnsentChanges | null>(null)
  const act = async () => {
    const unsent = await unsentChanges()
    if (unsent.waiting + unsent.refused > 0) setAtRisk(unsent)
    else signOut.mutate()
  }
  return (
    <>
      <RequestNotice error={signOut.error} />
      <Button look={look} onPress={() => void act()} isDisabled={signOut.isPending}>
        {children}
      </Button>
      {atRisk !== null && (
        <LossDialog
          title="Sign out now?"
          count={atRisk.waiting}
          refused={atRisk.refused}
          act="Sign out and lose them"
          onAct={() => signOut.mutate()}
          onClose={() => setAtRisk(null)}
        />
      )}
    </>
  )
}
