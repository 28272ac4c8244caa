/** Who wrote the words that were asked about, under the line with the caret, also when the text takes on another size. */
import type { Editor } from '@tiptap/core'
import { X } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import type { WhoWrote } from './use-who-wrote.ts'

type WhoWrotePanelProps = { editor: Editor; shown: WhoWrote; onClose: () => void }

export function WhoWrotePanel({ editor, shown, onClose }: WhoWrotePanelProps) {
  const line = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = () => {
      const element = line.current
      const box = element?.offsetParent?.getBoundingClientRect()
      if (!element || !box) return
      const { left, bottom } = editor.view.coordsAtPos(editor.state.selection.head)
      element.style.top = `${bottom - box.top + 8}px`
      // From the caret on; the style sheet sees to it that the answer stays within the text.
      const isLeftToRight = getComputedStyle(element).direction === 'ltr'
      element.style.setProperty('--caret', `${(isLeftToRight ? left - box.left : box.right - left) - 24}px`)
      element.firstElementChild?.scrollIntoView({ block: 'nearest' })
    }
    document.body.dataset.whoWrote = ''
    place()
    const watch = new ResizeObserver(place)
    if (line.current?.offsetParent) watch.observe(line.current.offsetParent)
    return () => {
      watch.disconnect()
      delete document.body.dataset.whoWrote
    }
  }, [editor])
  return (
    <div ref={line} className="who-wrote-place">
      <section aria-label="Who wrote this" className="who-wrote">
        {shown.is === 'rows' ? (
          <ul className="who-wrote-rows">
            {shown.rows.map(({ words, who, when, visit }, i) => (
              // The rows never change places.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={i}>
                <q dir="auto">{words}</q>
                <strong dir="auto">{who}</strong>
                <span>{when}</span>
                {visit !== '' && <span>{visit}</span>}
              </li>
            ))}
          </ul>
        ) : (
          <p>{shown.is === 'looking' ? 'Looking it up…' : shown.words}</p>
        )}
        <button type="button" aria-label="Close" className="who-wrote-close" onMouseDown={(event) => event.preventDefault()} onClick={onClose}>
          <X size={20} aria-hidden />
        </button>
      </section>
    </div>
  )
}
