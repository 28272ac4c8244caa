import { useState } from 'react'
import { Form } from 'react-aria-components'
import { Link, useLocation, useSearch } from 'wouter'
import { useSignIn } from '../http/me.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './front.module.css'
import { returnPath } from './return-path.ts'

/** Signing in; afterwards the person is back where they were. */
export default function SignInPage() {
  const signIn = useSignIn()
  const [, navigate] = useLocation()
  const search = useSearch()
  const [email, setEmail] = useState(() => new URLSearchParams(search).get('email') ?? '')
  const [password, setPassword] = useState('')
  const submit = () => signIn.mutate({ email: email.trim(), password }, { onSuccess: () => navigate(returnPath(search), { replace: true }) })
  return (
    <>
      <PageHeading title="Sign in" className={css.title ?? ''} />
      <Form
        className={css.card ?? ''}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <RequestNotice error={signIn.error} />
        <Field label="E-mail address" type="email" name="email" autoComplete="username" isRequired value={email} onChange={setEmail} />
        <Field label="Password" type="password" name="password" autoComplete="current-password" isRequired value={password} onChange={setPassword} />
        <Button type="submit" look="primary" size="main" fills isDisabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in' : 'Sign in'}
        </Button>
      </Form>
      <p className={css.aside}>
        No account yet? You get one with an invitation from your child’s therapist: open the link, scan the picture, or{' '}
        <Link href="/join">type the code</Link>.
      </p>
    </>
  )
}
