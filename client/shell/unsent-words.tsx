import { useEffect, useId, useState } from 'react'
import { refusedPlaceWords } from '../i18n/device-words.ts'
import { useDeviceChoice } from '../sync/device-store/device-choice.ts'
import { dismissRefused, useRefusedWords, type RefusedWords } from '../sync/device-store/refused-words.ts'
import { setOpenPlanAside } from '../sync/session-copies.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Sheet } from '../ui/sheet.tsx'
import css from './unsent-words.module.css'

/** For somebody who may no longer open a plan: what they wrote here and the server never got. */
export function UnsentWordsOffer({ planId }: { planId: string }) {
  useEffect(() => void setOpenPlanAside(planId), [planId])
  return <RefusedWordsNotice planId={planId} />
}

/** A person's own words that the server did not take, to copy and then remove [A5]. */
export function RefusedWordsNotice({ planId }: { planId: string }) {
  const refused = useRefusedWords(planId)
  const [isRemoving, setIsRemoving] = useState(false)
  const keepsCopies = useDeviceChoice() === 'own'
  const id = useId()
  const remove = async () => {
    await dismissRefused(planId)
    document.getElementById('main')?.focus()
  }
  if (refused.length === 0) return null
  // The same words may have been meant for two places: two answers that say "Yes".
  const words = refused.filter(
    (part, i) => part.words !== '' && refused.findIndex((other) => other.partId === part.partId && other.words === part.words) === i,
  )
  return (
    <Notice tone="warn" isAlert>
      <section className={css.offer} aria-labelledby={id}>
        <h2 id={id} className={css.title}>
          {words.length > 0 ? 'Some of your words were not stored' : 'Some of your changes were not stored'}
        </h2>
        <p>
          The plan does not have them, and they cannot be sent any more. {words.length > 0 && 'Copy what you want to keep. '}
          {keepsCopies ? 'They stay on this device until you remove them.' : 'They are gone when you close this page.'}
        </p>
        {words.map((part) => (
          <Words key={part.partId + part.words} part={part} />
        ))}
        <div className={css.acts}>
          {words.length > 0 && <CopyButton words={words.map((part) => part.words).join('\n\n')} label="Copy my words" />}
          <Button onPress={() => setIsRemoving(true)}>Remove them from this device</Button>
        </div>
      </section>
      {isRemoving && (
        <Sheet
          title="Remove your words?"
          isSmall
          onClose={() => setIsRemoving(false)}
          footer={
            <>
              <Button onPress={() => setIsRemoving(false)}>Keep them</Button>
              <Button look="danger" onPress={() => void remove()}>
                Remove
              </Button>
            </>
          }
        >
          <p>Nobody else has them. If you did not copy them, they are gone.</p>
        </Sheet>
      )}
    </Notice>
  )
}

const Words = ({ part }: { part: RefusedWords }) => (
  <figure className={css.words}>
    <figcaption>{refusedPlaceWords(part.partId)}</figcaption>
    <blockquote dir="auto">{part.words}</blockquote>
  </figure>
)
