import { CircleHelp, MessageSquarePlus, PencilLine } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { planPart } from '#shared/plan/plan-part.ts'
import { isContainer, type Field } from '#shared/plan/shape.ts'
import { plainText } from '#shared/plan/text.ts'
import { fieldLabel } from '../i18n/plan-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { anchorOf } from '../text/anchor.ts'
import { selectedLetters, textBoxAround } from '../text/letters-on-page.ts'
import { Button } from '../ui/button.tsx'
import { beginRemark, type RemarkKind } from './begin-remark.ts'
import { targetOf, textAt } from './plan-place.ts'
import { showSaid } from './talk-state.ts'
import css from './talk.module.css'

type Chosen = { where: string; range: Range; top: number; left: number }

/** A press that moves less than this was no selecting. */
const stillPx = 8

/** Appears by selected words of the plan: comment, ask, suggest. Ctrl+Alt+M does the first from the keyboard. */
export function SelectionBar({ plan, planId }: { plan: PartHandle; planId: string }) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const begin = (kind: RemarkKind, { where, range }: Pick<Chosen, 'where' | 'range'>) => {
    const fragment = textAt(plan.doc, where)
    const target = targetOf(where, planId)
    const box = textBoxAround(range.commonAncestorContainer)
    if (fragment === undefined || target === null || box === null) return
    const anchor = anchorOf(fragment, selectedLetters(box, range))
    const text = { field: target.field ?? '', label: capital(fieldLabel(target.field ?? '')), words: plainText(fragment).trim(), maxChars: maxCharsAt(where) }
    setChosen(null)
    beginRemark({ kind, target, title: text.label, texts: [text], status: '', ...(anchor !== null && { anchor }) })
  }
  const latest = useRef(begin)
  useEffect(() => {
    latest.current = begin
  })
  useEffect(() => {
    const look = () => setChosen(selectedNow())
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyM') return
      event.preventDefault()
      // What is selected now: the bar may not be drawn yet, or still be by other words.
      const selected = selectedNow()
      if (selected !== null) latest.current('comment', selected)
      else openAtCaret()
    }
    const stopPresses = watchPresses()
    document.addEventListener('selectionchange', look)
    document.addEventListener('keydown', onKey)
    addEventListener('scroll', look, true)
    return () => {
      stopPresses()
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('keydown', onKey)
      removeEventListener('scroll', look, true)
    }
  }, [])
  if (chosen === null || textAt(plan.doc, chosen.where) === undefined) return null
  return (
    // Pressing must not take the selection away.
    <div role="toolbar" tabIndex={-1} aria-label="These words" className={css.bar} style={{ insetBlockStart: chosen.top, left: chosen.left }} onMouseDown={(event) => event.preventDefault()}>
      <Button look="quiet" size="small" onPress={() => begin('comment', chosen)}>
        <MessageSquarePlus size={16} aria-hidden /> Comment
      </Button>
      <Button look="quiet" size="small" onPress={() => begin('question', chosen)}>
        <CircleHelp size={16} aria-hidden /> Ask
      </Button>
      <Button look="quiet" size="small" onPress={() => begin('suggestion', chosen)}>
        <PencilLine size={16} aria-hidden /> Suggest
      </Button>
    </div>
  )
}

const barWidth = 330
const belowPx = 12
/** Under a text of one line stands its own bar. */
const belowBarPx = 64

/** The selected words, where all of them are in one text of the plan. */
function selectedNow(): Chosen | null {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const box = textBoxAround(range.commonAncestorContainer)
  if (box === null || range.toString().trim() === '') return null
  const { bottom, left } = range.getBoundingClientRect()
  const view = document.documentElement
  return {
    where: box.dataset.where ?? '',
    range,
    top: Math.max(8, Math.min(bottom + (hasOwnBar(box) ? belowBarPx : belowPx), view.clientHeight - 120)),
    left: Math.max(8, Math.min(left, view.clientWidth - barWidth - 8)),
  }
}

const hasOwnBar = (box: HTMLElement): boolean =>
  box.querySelector('.ProseMirror') !== null && box.closest('[data-variant=body]') === null

/** Opens what was said about the words that the caret is in. */
function openAtCaret(): void {
  const node = document.getSelection()?.anchorNode ?? null
  open((node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>('mark.said') ?? null)
}

function open(mark: HTMLElement | null): void {
  const box = textBoxAround(mark)
  const id = mark?.dataset.said?.split(' ')[0]
  if (box?.dataset.where !== undefined && id !== undefined) showSaid(box.dataset.where, id)
}

/** A press on marked words opens what was said. The press may change the text under it into its editor, so both ends are watched. */
function watchPresses(): () => void {
  let pressed: { x: number; y: number; where: string | undefined; id: string | undefined } | null = null
  const down = ({ target, clientX, clientY }: PointerEvent) => {
    const mark = target instanceof Element ? target.closest<HTMLElement>('mark.said') : null
    pressed = mark === null ? null : { x: clientX, y: clientY, where: textBoxAround(mark)?.dataset.where, id: mark.dataset.said?.split(' ')[0] }
  }
  const up = ({ clientX, clientY }: PointerEvent) => {
    const isStill = pressed !== null && Math.hypot(clientX - pressed.x, clientY - pressed.y) < stillPx
    if (isStill && pressed?.where !== undefined && pressed.id !== undefined) showSaid(pressed.where, pressed.id)
    pressed = null
  }
  document.addEventListener('pointerdown', down, true)
  document.addEventListener('pointerup', up, true)
  return () => {
    document.removeEventListener('pointerdown', down, true)
    document.removeEventListener('pointerup', up, true)
  }
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** How many letters a text may hold. */
function maxCharsAt(where: string): number {
  const [root = '', ...keys] = where.split('/')
  let field: Field | undefined = (planPart.roots as Record<string, Field>)[root]
  for (const key of keys) {
    if (field?.is === 'record') field = field.fields[key]
    else if (field?.is === 'list') field = { is: 'record', fields: field.item, about: '' }
  }
  if (field?.is === 'record') field = field.fields.text
  return field !== undefined && isContainer(field) && field.is === 'text' ? field.maxChars : 500
}
