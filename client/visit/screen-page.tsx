import { useState } from 'react'
import { visitSteps, type ScreenView } from '#shared/visit/api.ts'
import { useOpenScreen, useScreen } from '../http/big-screen.ts'
import { hasCode } from '../http/error-words.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useSignOut } from '../http/sign-out.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Loading } from '../ui/loading.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { ScreenCardView } from './screen-cards.tsx'
import css from './screen.module.css'
import { placeTitles, stepIndex } from './way.ts'

/** The big screen of a visit. Nobody is signed in on it: it has a grant for the cards of one visit. */
export default function ScreenPage({ code: firstCode = '' }: { code?: string }) {
  const [opened, setOpened] = useState(0)
  // Another code begins anew.
  return <OpenedScreen key={opened} firstCode={firstCode} onOpen={() => setOpened(opened + 1)} />
}

type DoorProps = { firstCode: string; onOpen: () => void }

function OpenedScreen(props: DoorProps) {
  const screen = useScreen()
  switch (screen.state) {
    case 'asking':
      return <main id="main" className={css.door}><Loading what="Opening the big screen" /></main>
    case 'closed':
      return <Door {...props} wasOpen={screen.wasOpen} />
    default:
      return <Screen view={screen.view} isLost={screen.state === 'lost'} />
  }
}

function Door({ firstCode, wasOpen, onOpen }: DoorProps & { wasOpen: boolean }) {
  const [code, setCode] = useState(firstCode)
  const open = useOpenScreen()
  const signOut = useSignOut(`/screen/${encodeURIComponent(code)}`)
  // Until the page is loaded anew.
  const isLeaving = signOut.isPending || signOut.isSuccess
  return (
    <main id="main" className={css.door}>
      <h1>{wasOpen ? 'The visit is over. Thank you.' : 'Big screen for a visit'}</h1>
      {!wasOpen && (
        <form
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault()
            open.mutate(code, {
              onSuccess: () => {
                // The code is used up, and stays in no history.
                history.replaceState(null, '', '/screen')
                onOpen()
              },
            })
          }}
        >
          <Field label="Code from the therapist" hint="Eight letters and digits, such as 7K3M-QX9W" value={code} onChange={setCode} isRequired autoComplete="off" takesFocus />
          <RequestNotice error={open.error} />
          {hasCode(open.error, 'screen-signed-in') && (
            <>
              <p>Whoever stands at this screen could open your plans. After the visit you sign in here again.</p>
              <Button isDisabled={isLeaving} onPress={() => signOut.mutate()}>Sign out here</Button>
            </>
          )}
          <Button type="submit" look="primary" size="main" isDisabled={open.isPending || isLeaving}>Show the visit</Button>
        </form>
      )}
    </main>
  )
}

function Screen({ view, isLost }: { view: ScreenView; isLost: boolean }) {
  const now = stepIndex(view.place)
  const isWelcome = view.place === 'look-back' && view.card === null
  return (
    <div className={css.screen}>
      <header className={css.bar}>
        <p className={css.name}>Visit with {view.childName}</p>
        <ol className={css.steps} aria-label="Steps of the visit">
          {visitSteps.map((step, i) => (
            <li key={step.id} aria-current={i === now ? 'step' : undefined}>
              <span className={css.mark}>{i + 1}</span> {step.label}
            </li>
          ))}
        </ol>
      </header>
      <main id="main" className={css.main}>
        {isLost && <output className={css.lost}>No connection. This is how it was last.</output>}
        <h1 className={css.title}>{isWelcome ? 'Join with your phone' : placeTitles[view.place]}</h1>
        {isWelcome ? (
          <div className={css.welcome}>
            <QrCode words={view.joinUrl} label="QR code to join the visit" />
            <div>
              <p>Open the camera of your phone and point it here.</p>
              <p>Or open {view.childName}’s plan and press “Join the visit”.</p>
              <p className={css.muted}>Everybody sees the same card. What you write alone stays yours until we show it.</p>
            </div>
          </div>
        ) : (
          <ScreenCardView view={view} />
        )}
      </main>
      <footer className={css.foot}>
        <ul className={css.people} aria-label="Who is here">
          {view.people.map(({ name, answer }, i) => (
            <li key={i} data-good={(view.place === 'agree' && answer === 'agrees') || undefined}>
              {name}
              {view.place === 'agree' && <span>{answer === 'agrees' ? ' ✓ agrees' : answer === 'differs' ? ' sees it differently' : ' …'}</span>}
            </li>
          ))}
        </ul>
      </footer>
    </div>
  )
}
