import { useEffect, useRef, useState } from 'react'
import { nextWordsChars } from '#shared/visit/api.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { LivePage } from './take-home.tsx'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** The page that goes home, the words about the next visit, and the end. */
export function HomeCard({ guest, visit, part, act }: CardProps) {
  const [isEnding, setIsEnding] = useState(false)
  const end = () => act({ act: '/end', body: { label: `Visit of ${dateOfInstant(visit.startedAt)}` } })
  return (
    <>
      <LivePage guest={guest} visit={visit} part={part} />
      {guest.mayLead ? (
        <>
          <NextWords visit={visit} act={act} />
          <div className={css.row}>
            <Button look="primary" size="main" onPress={() => setIsEnding(true)}>End the visit</Button>
          </div>
          <Dialog
            title="End the visit?"
            isOpen={isEnding}
            onClose={() => setIsEnding(false)}
            footer={
              <>
                <Button onPress={() => setIsEnding(false)}>Not yet</Button>
                <Button look="primary" onPress={end}>End it for everybody</Button>
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

function NextWords({ visit, act }: Pick<CardProps, 'visit' | 'act'>) {
  const [words, setWords] = useState(visit.nextWords)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const write = (next: string) => {
    setWords(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => act({ act: '/next', body: { words: next } }), 500)
  }
  return (
    <label className={css.field}>
      Our next visit
      <textarea className={css.lane} rows={2} maxLength={nextWordsChars} value={words} placeholder="When it is, and what to bring" onChange={(event) => write(event.target.value)} />
    </label>
  )
}
