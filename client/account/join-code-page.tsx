import { useState } from 'react'
import { Form } from 'react-aria-components'
import { useLocation } from 'wouter'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './front.module.css'

/** Joining with a code that was read aloud or written down. */
export default function JoinCodePage() {
  const [code, setCode] = useState('')
  const [, navigate] = useLocation()
  return (
    <>
      <PageHeading title="Join a care team" className={css.title ?? ''} />
      <Form
        className={css.card ?? ''}
        onSubmit={(event) => {
          event.preventDefault()
          navigate(`/join/${encodeURIComponent(code.trim())}`)
        }}
      >
        <Field
          label="Code of your invitation"
          hint="Letters and numbers, such as M39T-T5TYZ-PAQN."
          autoComplete="off"
          isRequired
          value={code}
          onChange={setCode}
        />
        <Button type="submit" look="primary" size="main" fills>
          Go on
        </Button>
      </Form>
    </>
  )
}
