import { useEffect, useState } from 'react'
import { useAskAnew } from '../http/plans.ts'
import { deviceWords, storageTroubleWords } from '../i18n/device-words.ts'
import { canKeepCopies, useDeviceChoice, type DeviceChoice } from '../sync/device-store/device-choice.ts'
import { findStorageTrouble, makeOwnDevice, type StorageTrouble } from '../sync/device-store/own-device.ts'
import { countRefused } from '../sync/device-store/refused-words.ts'
import { waitingInCopies, wipeDevice } from '../sync/device-store/wipe.ts'
import { keepOpenPlans } from '../sync/open-sessions.ts'
import type { UnsentChanges } from '../sync/unsent-changes.ts'
import { Notice } from '../ui/notice.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { LossDialog } from './loss-dialog.tsx'
import { PinCard } from './pin-card.tsx'
import css from './settings-page.module.css'

const choices = (['own', 'shared'] as const).map((value) => ({ value, name: deviceWords[value].label, detail: deviceWords[value].lines.join(' ') }))

/** Whether this device keeps a copy. Changing to a shared device removes it. */
export function DeviceCard() {
  const choice = useDeviceChoice()
  const askAnew = useAskAnew()
  const [trouble, setTrouble] = useState<StorageTrouble | null>(null)
  const [atRisk, setAtRisk] = useState<UnsentChanges | null>(null)
  useEffect(() => {
    if (choice === 'own') void findStorageTrouble().then(setTrouble)
  }, [choice])

  const removeCopies = async () => {
    await wipeDevice('shared-device')
    setAtRisk(null)
  }
  const choose = async (next: DeviceChoice) => {
    if (next === choice) return
    if (next === 'own') {
      setTrouble(await makeOwnDevice())
      await Promise.all([keepOpenPlans(), askAnew()])
      return
    }
    const [waiting, refused] = await Promise.all([waitingInCopies().catch(() => 0), countRefused().catch(() => 0)])
    if (waiting + refused > 0) setAtRisk({ waiting, refused })
    else await removeCopies()
  }
  if (!canKeepCopies()) return <Notice tone="info">This browser keeps no copy of your plans here. It does so at a safe address (https).</Notice>
  return (
    <section className={css.card}>
      <RadioCards label="Is this your own device?" options={choices} value={choice} onChange={(value) => void choose(value as DeviceChoice)} />
      {choice === 'own' && trouble !== null && <Notice tone="warn">{storageTroubleWords[trouble]}</Notice>}
      {choice === 'own' && trouble !== 'nothing-kept' && <PinCard />}
      {atRisk !== null && (
        <LossDialog
          title="Remove the copy now?"
          count={atRisk.waiting}
          refused={atRisk.refused}
          act="Remove and lose them"
          onAct={() => void removeCopies()}
          onClose={() => setAtRisk(null)}
        />
      )}
    </section>
  )
}
