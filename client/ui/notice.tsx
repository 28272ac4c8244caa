import { CircleAlert, CloudOff, Info, Lock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './notice.module.css'
import { classNames } from './class-names.ts'

const icons = { info: Info, offline: CloudOff, locked: Lock, warn: TriangleAlert, danger: CircleAlert }

type NoticeProps = {
  tone: keyof typeof icons
  children: ReactNode
  /** What can be done about it: one button or link. */
  action?: ReactNode
  /** Read at once by screen readers. Only for what stops the person. */
  isAlert?: boolean
}

/** A band that says what is the matter, what is safe and what to do. */
export function Notice({ tone, children, action, isAlert = false }: NoticeProps) {
  const Icon = icons[tone]
  return (
    <div className={classNames(css.notice, css[tone])} role={isAlert ? 'alert' : undefined}>
      <Icon size={20} aria-hidden />
      <div className={css.words}>{children}</div>
      {action}
    </div>
  )
}
