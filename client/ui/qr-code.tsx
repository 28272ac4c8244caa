import { renderSVG } from 'uqr'
import css from './qr-code.module.css'

/** A QR code: dark on white in both themes, because readers need that. */
export const QrCode = ({ words, label }: { words: string; label: string }) => (
  <img className={css.code} alt={label} src={`data:image/svg+xml,${encodeURIComponent(renderSVG(words, { ecc: 'M', border: 2 }))}`} />
)
