import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useLocation, useSearch } from 'wouter'
import { useSetup } from '../http/me.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './front.module.css'

/** The first start of a server: names the practice and makes its first account. Reached by the one-time link. */
export default function SetupPage() {
  const setup = useSetup()
  const [, navigate] = useLocation()
  const search = useSearch()
  const [words, setWords] = useState({ practiceName: '', name: '', email: '', password: '' })
  const token = new URLSearchParams(search).get('token') ?? location.hash.slice(1)
  const set = (key: keyof typeof words) => (value: string) => setWords({ ...words, [key]: value })
  return (
    <>
      <PageHeading title="Set up Samepage" className={css.title ?? ''} />
      <Form
        className={css.card ?? ''}
        onSubmit={(event) => {
          event.preventDefault()
          setup.mutate({ token, ...words, email: words.email.trim() }, { onSuccess: () => navigate('/children', { replace: true }) })
        }}
      >
        <RequestNotice error={setup.error} />
        <Field label="Name of the practice" name="organization" autoComplete="organization" isRequired value={words.practiceName} onChange={set('practiceName')} />
        <Field label="Your name" name="name" autoComplete="name" isRequired value={words.name} onChange={set('name')} />
        <Field label="E-mail address" type="email" name="email" autoComplete="username" isRequired value={words.email} onChange={set('email')} />
        <Field
          label="Password"
          hint="At least 10 characters. A few words in a row are easy to keep in mind."
          type="password"
          name="password"
          autoComplete="new-password"
          isRequired
          minLength={10}
          value={words.password}
          onChange={set('password')}
        />
        <Button type="submit" look="primary" size="main" fills isDisabled={setup.isPending}>
          Set up
        </Button>
      </Form>
    </>
  )
}
