import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../http/me.ts'
import { Avatar } from '../ui/avatar.tsx'
import { OthersChoices } from '../ui/others-choices.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { RadioCards, type RadioCard } from '../ui/radio-cards.tsx'
import { DeviceCard } from './device-card.tsx'
import css from './settings-page.module.css'
import { SignOutButton } from './sign-out-button.tsx'

type SettingsPageProps = {
  /** How the app looks on this device: one of `looks`. */
  look: string
  looks: readonly RadioCard[]
  onLook: (look: string) => void
}

/** Who I am here, signing out, whose device this is, how the app looks and what it says on it. */
export default function SettingsPage({ look, looks, onLook }: SettingsPageProps) {
  const { data: me } = useMe()
  const [chosen, setChosen] = useState(look)
  return (
    <div className={css.settings}>
      <PageHeading title="Settings" className={css.title ?? ''} />
      {me && (
        <section className={css.card} aria-label="My account">
          <div className={css.me}>
            <Avatar name={me.account.name} size="large" />
            <p>
              <strong>{me.account.name}</strong>
              <span className={css.muted}>{me.account.email}</span>
              {me.practices.map((practice) => (
                <span key={practice.id} className={css.muted}>
                  {practice.name}
                </span>
              ))}
            </p>
          </div>
          <SignOutButton>
            <LogOut size={18} aria-hidden /> Sign out on this device
          </SignOutButton>
        </section>
      )}
      <DeviceCard />
      <section className={css.card}>
        <RadioCards
          label="Light or dark on this device"
          options={looks}
          value={chosen}
          onChange={(value) => {
            setChosen(value)
            onLook(value)
          }}
        />
      </section>
      <section className={css.card}>
        <OthersChoices />
        <p className={css.muted}>In a plan Ctrl+Alt+O opens this too.</p>
      </section>
    </div>
  )
}
