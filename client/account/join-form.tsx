import { useState } from 'react'
import { Form } from 'react-aria-components'
import { Link } from 'wouter'
import type { AcceptInvite } from '#shared/care-team/api.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import css from './front.module.css'

/** Accepting an invitation, into a care team or into a practice. */
export type Accepting = { mutate: (words: AcceptInvite) => void; error: unknown; isPending: boolean }

type JoinFormProps = {
  /** Where the invitation is, to come back to. */
  path: string
  accept: Accepting
}

/** Three fields make an account and join with it. */
export function JoinForm({ path, accept }: JoinFormProps) {
  const [words, setWords] = useState({ name: '', email: '', password: '' })
  const set = (key: keyof typeof words) => (value: string) => setWords({ ...words, [key]: value })
  return (
    <Form
      className={css.card ?? ''}
      onSubmit={(event) => {
        event.preventDefault()
        accept.mutate({ ...words, email: words.email.trim() })
      }}
    >
      <RequestNotice error={accept.error} />
      <Field label="Your name" hint="As the others know you." name="name" autoComplete="name" isRequired value={words.name} onChange={set('name')} />
      <Field label="E-mail address" type="email" name="email" autoComplete="username" isRequired value={words.email} onChange={set('email')} />
      <Field
        label="Choose a password"
        hint="At least 10 characters. A few words in a row are easy to keep in mind."
        type="password"
        name="password"
        autoComplete="new-password"
        isRequired
        minLength={10}
        value={words.password}
        onChange={set('password')}
      />
      <Button type="submit" look="primary" size="main" fills isDisabled={accept.isPending}>
        Join
      </Button>
      <p className={css.aside}>
        Have an account? <Link href={`/sign-in?to=${encodeURIComponent(path)}`}>Sign in and join with it</Link>.
      </p>
    </Form>
  )
}
