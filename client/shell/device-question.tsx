import { Smartphone, Users } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useAskAnew } from '../http/plans.ts'
import { deviceWords, storageTroubleWords } from '../i18n/device-words.ts'
import { askLater, chooseDevice, useMayAsk } from '../sync/device-store/device-choice.ts'
import { makeOwnDevice, type StorageTrouble } from '../sync/device-store/own-device.ts'
import { keepOpenPlans } from '../sync/open-sessions.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import css from './device-question.module.css'

/** Asks once, above the first plan that is opened, whose device this is. Nobody has to answer before they go on. */
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
      <Sheet title="Good to know" isSmall onClose={done} footer={<Button look="primary" fills onPress={done}>OK</Button>}>
        <p>{storageTroubleWords[trouble]}</p>
      </Sheet>
    )
  }
  if (!mayAsk) return null
  return (
    <section className={css.card} aria-labelledby="device-question">
      <h2 id="device-question">Is this your own device?</h2>
      <div className={css.choices}>
        <Choice of="own" icon={<Smartphone size={24} aria-hidden />} onPress={() => void keep()} />
        <Choice of="shared" icon={<Users size={24} aria-hidden />} onPress={() => chooseDevice('shared')} />
      </div>
      <p className={css.note}>
        You can change this in Settings. <Button look="quiet" size="small" onPress={askLater}>Ask me later</Button>
      </p>
    </section>
  )
}

const Choice = ({ of, icon, onPress }: { of: 'own' | 'shared'; icon: ReactNode; onPress: () => void }) => (
  <Button onPress={onPress} fills>
    {icon}
    <span className={css.words}>
      <strong>{deviceWords[of].label}</strong>
      <span>{deviceWords[of].lines.join(' ')}</span>
    </span>
  </Button>
)
