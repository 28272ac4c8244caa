import { useRecord, type Entry, type EntryValues } from './entry.ts'
import { gasWords, moodWords, settingWords, sureWords, wentWords } from './entry-words.tsx'
import css from './feed.module.css'
import { useTitles } from './use-plan-lists.ts'

/** The figures of an entry, with their units, as one short sentence. */
export function EntryFigures({ values, entry }: { values: EntryValues; entry: Entry }) {
  const strategies = useTitles('strategies')
  const sleep = useRecord(entry, 'sleep')
  const title = strategies[String(values.strategy ?? '')]
  const sentence = [...figures(values), ...nightWords(sleep)].join(' · ')
  return (
    <>
      {values.kind === 'practice' && title !== undefined && <p className={css.lead}>{title}</p>}
      {sentence !== '' && <p className={values.kind === 'observation' ? css.figures : css.words}>{sentence}</p>}
    </>
  )
}

/** What an entry says in figures, with their units. */
export function figures(values: EntryValues): string[] {
  const { kind, scale, score, done, minutes, howItWent, confidence, mood, durationSeconds, count, setting, routine } = values
  const at = (words: readonly string[], level: unknown) => (typeof level === 'number' ? (words[level] ?? '') : '')
  const gas = gasWords.find(({ level }) => level === score)?.words ?? ''
  const parts: Record<string, string[]> = {
    'rating': typeof score === 'number' ? [scale === 'gas' ? gas : `${score} of 10`] : [],
    'check-in': typeof confidence === 'number' ? [`How sure I feel: ${at(sureWords, confidence).toLowerCase()}, ${confidence} of 5`] : [],
    'practice': [
      done === false ? 'Not this time' : 'Done',
      typeof minutes === 'number' ? counted(minutes, 'minute') : '',
      typeof howItWent === 'number' ? `went: ${at(wentWords, howItWent).toLowerCase()}` : '',
    ],
    'observation': [
      typeof durationSeconds === 'number' ? durationWords(durationSeconds) : '',
      typeof count === 'number' ? counted(count, 'time') : '',
      typeof mood === 'number' ? `mood: ${at(moodWords, mood).toLowerCase()}` : '',
    ],
  }
  const where = [settingWords[String(setting ?? '')] ?? '', typeof routine === 'string' ? routine : '']
  return [...(parts[String(kind)] ?? []), ...where].filter((part) => part !== '')
}

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`

function durationWords(seconds: number): string {
  if (seconds < 60) return counted(seconds, 'second')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return counted(minutes, 'minute')
  const rest = minutes % 60
  return `${counted(Math.floor(minutes / 60), 'hour')}${rest === 0 ? '' : ` ${counted(rest, 'minute')}`}`
}

/** A night in figures. */
export function nightWords({ lightsOut, asleep, hours, wakings, awakeMinutes, minutesToSleep }: EntryValues): string[] {
  const parts = [
    typeof lightsOut === 'string' && lightsOut !== '' ? `lights out ${lightsOut}` : '',
    typeof asleep === 'string' && asleep !== '' ? `asleep ${asleep}` : '',
    typeof minutesToSleep === 'number' ? `${counted(minutesToSleep, 'minute')} to fall asleep` : '',
    typeof hours === 'number' ? `slept ${counted(hours, 'hour')}` : '',
    typeof wakings === 'number' ? `woke up ${counted(wakings, 'time')}` : '',
    typeof awakeMinutes === 'number' ? `awake ${counted(awakeMinutes, 'minute')}` : '',
  ]
  return parts.filter((part) => part !== '')
}
