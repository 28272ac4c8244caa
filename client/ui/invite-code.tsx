import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import css from './invite-code.module.css'
import { QrCode } from './qr-code.tsx'

/** A new invitation in every form it can be passed on in. It is shown once. */
export const InviteCode = ({ url, code, children }: { url: string; code: string; children: ReactNode }) => (
  <div className={css.card}>
    <p className={css.words}>{children}</p>
    <QrCode words={url} label="QR code of the invitation" />
    <p className={css.code}>
      <span>Code</span> <strong>{code}</strong>
    </p>
    <p className={css.link}>{url}</p>
    <div className={css.copies}>
      <CopyButton words={url} label="Copy the link" />
      <CopyButton words={code} label="Copy the code" />
    </div>
  </div>
)
