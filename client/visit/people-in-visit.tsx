import { Check, MonitorUp } from 'lucide-react'
import { useState } from 'react'
import type { Visit, VisitPerson } from '#shared/visit/api.ts'
import { useNewScreen } from '../http/visits.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import css from './people-in-visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** Who is in the visit and how far they are; for those who lead, how others come in. */
export function PeopleInVisit({ guest, visit }: CardProps) {
  const here = visit.people.filter(({ isHere }) => isHere)
  return (
    <aside className={css.aside} aria-label="Who is here" data-region="" tabIndex={-1}>
      <h2 className={css.heading}>Here now</h2>
      <ul className={css.people}>
        {here.map((person) => (
          <li key={person.memberId} className={css.person}>
            <Avatar name={person.name} size="small" />
            <span className={css.name}>{person.memberId === guest.me ? 'You' : person.name}</span>
            <State visit={visit} person={person} />
          </li>
        ))}
      </ul>
      {guest.mayLead && <Doors guest={guest} visit={visit} />}
    </aside>
  )
}

/** What is known of somebody at this place, in words. */
export function stateWords(visit: Visit, person: VisitPerson): string {
  if (visit.place === 'write') return person.isReady ? 'ready' : 'writing'
  if (visit.place !== 'agree') return ''
  const signed = visit.signatures.find(({ memberId }) => memberId === person.memberId)
  if (signed === undefined) return ''
  return signed.hasChanged ? 'words changed' : signed.dissent === null ? 'agrees' : 'not with all'
}

function State({ visit, person }: { visit: Visit; person: VisitPerson }) {
  const words = stateWords(visit, person)
  if (words === '') return null
  return (
    <span className={css.state} data-good={words === 'ready' || words === 'agrees' || undefined}>
      {(words === 'ready' || words === 'agrees') && <Check size={16} aria-hidden />} {words}
    </span>
  )
}

/** The QR code for phones and the code for a big screen. */
function Doors({ guest, visit }: Pick<CardProps, 'guest' | 'visit'>) {
  const [isOpen, setIsOpen] = useState(false)
  const screen = useNewScreen(guest.planId)
  const open = () => {
    setIsOpen(true)
    screen.mutate()
  }
  return (
    <div className={css.doors}>
      <div className={css.qr}>
        <QrCode words={visit.joinUrl} label="QR code to join the visit" />
      </div>
      <p className={css.scan}>Scan with a phone to join, or open the plan and press “Join the visit”.</p>
      <CopyButton words={visit.joinUrl} label="Copy the link" />
      <Button onPress={open}>
        <MonitorUp size={18} aria-hidden /> {visit.screenCount === 0 ? 'Use a big screen' : 'Another big screen'}
      </Button>
      <Dialog title="Use a big screen" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <p>
          On the big screen open <strong>{location.host}/screen</strong> and type this code. It works once, for ten minutes.
        </p>
        <RequestNotice error={screen.error} />
        {screen.data !== undefined && (
          <>
            <p className={css.screenCode}>{screen.data.code}</p>
            <p className={css.note}>That screen shows the cards of this visit and nothing else. It goes dark when the visit ends.</p>
            <a className={buttonClass('plain')} href={screen.data.url} target="_blank" rel="noreferrer" onClick={() => setIsOpen(false)}>
              Or open it in a window here
            </a>
          </>
        )}
      </Dialog>
    </div>
  )
}
