import { useEffect, useState } from 'react'
import { nextWordsChars } from '#shared/visit/api.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { dateOfInstant } from '../i18n/date-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useOnTheWay } from './latest-words.ts'
import { LivePage } from './take-home.tsx'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

const saveAfterMs = 500

/** The page that goes home, the words about the next visit, and the end. */
export function HomeCard({ guest, visit, part, act, isBusy, nextWords }: CardProps) {
  const [isEnding, setIsEnding] = useState(false)
  const { pending } = useOnTheWay(nextWords)
  const end = () => act({ act: '/end', body: { label: `Visit of ${dateOfInstant(visit.startedAt)}` } })
  return (
    <>
      <LivePage guest={guest} visit={visit} part={part} />
      {guest.mayLead ? (
        <>
          <NextWords visit={visit} nextWords={nextWords} />
          <div className={css.row}>
            <Button look="primary" size="main" onPress={() => setIsEnding(true)}>End the visit</Button>
          </div>
          <Dialog
            title="End the visit?"
            isOpen={isEnding}
            isBusy={isBusy}
            onClose={() => setIsEnding(false)}
            footer={
              <>
                <Button isDisabled={isBusy} onPress={() => setIsEnding(false)}>Not yet</Button>
                <Button look="primary" isDisabled={isBusy || pending !== null} onPress={end}>End it for everybody</Button>
              </>
            }
          >
            <p>The plan is kept as it is now, as “Visit of {dateOfInstant(visit.startedAt)}”. Everybody gets the page to take home. The big screen goes dark.</p>
          </Dialog>
        </>
      ) : (
        <p className={css.wait}>When the visit ends, this page stays here for you to print.</p>
      )}
    </>
  )
}

function NextWords({ visit, nextWords }: Pick<CardProps, 'visit' | 'nextWords'>) {
  const { pending, error } = useOnTheWay(nextWords)
  const [words, setWords] = useState(pending?.words ?? visit.nextWords)
  const write = (next: string) => {
    setWords(next)
    nextWords.put({ words: next }, saveAfterMs)
  }
  // The visit moves on and takes this card away: the last letters go out before.
  useEffect(() => () => nextWords.flush(), [nextWords])
  return (
    <>
      <label className={css.field}>
        Our next visit
        <textarea className={css.lane} rows={2} maxLength={nextWordsChars} value={words} placeholder="When it is, and what to bring" onChange={(event) => write(event.target.value)} />
      </label>
      <RequestNotice error={error} action={<Button onPress={() => nextWords.put({ words })}>Try again</Button>} />
    </>
  )
}
