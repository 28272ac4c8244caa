import type { Me } from '#shared/accounts/api.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import css from './front.module.css'
import type { Accepting } from './join-form.tsx'
import { SignOutButton } from './sign-out-button.tsx'

type JoinAsMeProps = {
  me: Me
  accept: Accepting
}

/** One tap for somebody who is signed in: one account serves all children. */
export function JoinAsMe({ me, accept }: JoinAsMeProps) {
  return (
    <div className={css.card}>
      <RequestNotice error={accept.error} />
      <p>
        You are signed in as <strong>{me.account.name}</strong> ({me.account.email}).
      </p>
      <Button look="primary" size="main" fills isDisabled={accept.isPending} onPress={() => accept.mutate({})}>
        Join as {me.account.name}
      </Button>
      <SignOutButton look="quiet">This is not me: sign out</SignOutButton>
    </div>
  )
}
