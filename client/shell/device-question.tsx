import { Smartphone, Users } from 'lucide-react'
import { useState } from 'react'
import { useAskAnew } from '../http/plans.ts'
import { deviceWords, storageTroubleWords } from '../i18n/device-words.ts'
import { askLater, chooseDevice, useMayAsk } from '../sync/device-store/device-choice.ts'
import { makeOwnDevice, type StorageTrouble } from '../sync/device-store/own-device.ts'
import { keepOpenPlans } from '../sync/open-sessions.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './device-question.module.css'

/** Asks once, over the first plan that is opened, whose device this is. */
export function DeviceQuestion() {
  const mayAsk = useMayAsk()
  const askAnew = useAskAnew()
  const [trouble, setTrouble] = useState<StorageTrouble | null>(null)
  const keep = async () => {
    setTrouble(await makeOwnDevice())
    await Promise.all([keepOpenPlans(), askAnew()])
  }
  if (trouble !== null) {
    const done = () => setTrouble(null)
    return (
      <Dialog title="Good to know" isOpen onClose={done} footer={<Button look="primary" onPress={done}>OK</Button>}>
        <p>{storageTroubleWords[trouble]}</p>
      </Dialog>
    )
  }
  if (!mayAsk) return null
  return (
    <Dialog title="Is this your own device?" isOpen onClose={askLater} footer={<Button look="quiet" onPress={askLater}>Ask me later</Button>}>
      <div className={css.choices}>
        <Button onPress={() => void keep()} fills>
          <Smartphone size={28} aria-hidden />
          <Words of="own" />
        </Button>
        <Button onPress={() => chooseDevice('shared')} fills>
          <Users size={28} aria-hidden />
          <Words of="shared" />
        </Button>
      </div>
      <p className={css.note}>You can change this in Settings.</p>
    </Dialog>
  )
}

const Words = ({ of }: { of: 'own' | 'shared' }) => (
  <span className={css.words}>
    <strong>{deviceWords[of].label}</strong>
    {deviceWords[of].lines.map((line) => (
      <span key={line}>{line}</span>
    ))}
  </span>
)
