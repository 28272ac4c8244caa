/**
 * The one text field that everything co-written goes through. Static text until the person moves into it, or somebody
 * else's caret is in it; then a live editor in the same place, so that 500 fields cost one editor.
 */
import { useId, useRef, useState, type FocusEvent, type PointerEvent } from 'react'
import { flushSync } from 'react-dom'
import type * as Y from 'yjs'
import { isEmptyText } from '#shared/plan/text.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useHereSetter, usePeopleAt } from '../sync/presence.ts'
import { useShared } from '../sync/use-shared.ts'
import { StaticText } from './static-text.tsx'
import { useBelowText, useSaidWords } from './talk.ts'
import { EditorSlot, fetchEditorCode, useEditorCode } from './editor-code.tsx'
import type { Entrance } from './live-editor.tsx'
import './text.css'

export type TextFieldProps = {
  part: PartHandle
  /** Undefined until the server has made the text: it is shown empty and cannot be written for that moment. */
  fragment: Y.XmlFragment | undefined
  /** The place people are shown at, such as `goals/<id>/title`. */
  where: string
  label: string
  hideLabel?: boolean
  placeholder?: string
  /** `title` and `line` take no new paragraphs by Enter. */
  variant: 'title' | 'body' | 'line'
  readOnly?: boolean
  /** Characters this text may hold; by default what its variant may (docs/data.md). */
  maxChars?: number
}

const defaultMaxChars = { title: 1000, body: 2000, line: 500 }

export function TextField({ part, fragment, where, label, hideLabel = false, placeholder, variant, readOnly = false, maxChars = defaultMaxChars[variant] }: TextFieldProps) {
  const labelId = useId()
  const said = useSaidWords(where)
  const drawBelow = useBelowText(where)
  const { undoing } = usePlanSession()
  const setHere = useHereSetter(part)
  const othersHere = usePeopleAt(where).length > 0
  const [isFocused, setIsFocused] = useState(false)
  /** How the person came in, if it was through the static text: an editor that mounts for them takes the focus there. */
  const [entrance, setEntrance] = useState<Entrance | null>(null)
  const pressedAt = useRef<Entrance['pressedAt']>(null)
  const isEmpty = useShared(fragment, () => fragment === undefined || isEmptyText(fragment), 'deep')
  const canWrite = part.canWrite && !readOnly && fragment !== undefined
  const hasEditorCode = useEditorCode(canWrite)
  const isLive = canWrite && hasEditorCode && (isFocused || othersHere)

  const enter = () => {
    undoing.seal()
    setHere(where)
    setIsFocused(true)
  }
  const leave = () => {
    pressedAt.current = null
    setEntrance(null)
    setHere(null)
    setIsFocused(false)
  }
  const onStaticFocus = (event: FocusEvent) => {
    if (event.target !== event.currentTarget) return
    // Synchronously: the next key must find the editor, not this static text.
    flushSync(() => {
      setEntrance({ pressedAt: pressedAt.current })
      enter()
    })
    fetchEditorCode()
  }
  const onPointerDown = (event: PointerEvent) => {
    if (!isLive) pressedAt.current = { left: event.clientX, top: event.clientY }
  }

  const staticText = (
    <div
      className="static-text"
      {...(canWrite && {
        role: 'textbox',
        tabIndex: 0,
        'aria-multiline': variant === 'body',
        onFocus: onStaticFocus,
        // The editor that takes its place comes with the focus; before its code is here, who leaves has left.
        onBlur: hasEditorCode ? undefined : leave,
        onPointerDown,
      })}
      aria-labelledby={labelId}
    >
      {fragment !== undefined && <StaticText fragment={fragment} said={said} where={where} />}
    </div>
  )

  return (
    <div className="text-field" data-variant={variant} data-empty={isEmpty || undefined} data-can-write={canWrite || undefined}>
      <span id={labelId} className={hideLabel ? 'visually-hidden' : 'text-label'}>
        {label}
      </span>
      <div className="text-box" data-where={where} data-focused={isFocused || undefined}>
        {isEmpty && placeholder !== undefined && (
          <span className="text-placeholder" aria-hidden>
            {placeholder}
          </span>
        )}
        {isLive ? (
          <EditorSlot
            part={part}
            fragment={fragment}
            labelId={labelId}
            isOneLine={variant !== 'body'}
            maxChars={maxChars}
            entrance={entrance}
            isFocused={isFocused}
            undoing={undoing}
            where={where}
            said={said}
            onFocus={enter}
            onBlur={leave}
          />
        ) : (
          staticText
        )}
      </div>
      {drawBelow?.(where)}
    </div>
  )
}
