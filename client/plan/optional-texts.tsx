import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { isEmptyText } from '#shared/plan/text.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { usePeopleAt } from '../sync/presence.ts'
import { useShared } from '../sync/use-shared.ts'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { textOf, type Entity } from './entity.ts'
import css from './optional-texts.module.css'

export type OptionalText = {
  key: string
  label: string
  /** The words on the button that adds it. */
  addWords: string
  placeholder: string
  look?: 'quote' | 'say' | 'hard'
}

type OptionalTextsProps = { part: PartHandle; entity: Entity; where: string; texts: readonly OptionalText[] }

/** Texts that are shown once they hold words, or somebody writes in them; the others are one press away. */
export function OptionalTexts({ part, entity, where, texts }: OptionalTextsProps) {
  const [opened, setOpened] = useState<readonly string[]>([])
  const list = useRef<HTMLDivElement>(null)
  const others = usePeopleAt(`${where}/`).map((person) => person.where)
  const written = useShared(entity, () => texts.filter(({ key }) => hasWords(entity, key)).map(({ key }) => key), 'deep')
  // What was shown stays: a text that somebody has just emptied must not vanish under their fingers.
  const [shown, setShown] = useState<readonly string[]>([])
  const appearing = texts
    .map(({ key }) => key)
    .filter((key) => !shown.includes(key) && (written.includes(key) || opened.includes(key) || others.includes(`${where}/${key}`)))
  if (appearing.length > 0) setShown([...shown, ...appearing])
  const isShown = ({ key }: OptionalText) => shown.includes(key)
  const last = opened.at(-1)
  useEffect(() => {
    if (last !== undefined) list.current?.querySelector<HTMLElement>(`[data-key=${last}] [role=textbox]`)?.focus()
  }, [last])
  const hidden = part.canWrite ? texts.filter((text) => !isShown(text)) : []
  return (
    <div ref={list} className={css.texts}>
      {texts.filter(isShown).map(({ key, label, placeholder, look }) => (
        <div key={key} data-key={key} className={css.text} data-look={look}>
          <TextField part={part} fragment={textOf(entity, key)} where={`${where}/${key}`} label={label} placeholder={placeholder} variant="body" />
        </div>
      ))}
      {hidden.length > 0 && (
        <div className={css.adds}>
          {hidden.map(({ key, addWords }) => (
            <Button key={key} look="quiet" size="small" onPress={() => setOpened([...opened.filter((other) => other !== key), key])}>
              <Plus size={16} aria-hidden /> {addWords}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

function hasWords(entity: Entity, key: string): boolean {
  const text = textOf(entity, key)
  return text !== undefined && !isEmptyText(text)
}
