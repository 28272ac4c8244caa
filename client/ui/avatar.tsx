import css from './avatar.module.css'

export const presenceColors = ['teal', 'plum', 'blue', 'rust', 'olive', 'rose', 'slate', 'brown'] as const

type AvatarProps = { name: string; color?: string; size?: 'small' | 'normal' | 'large' }

/** A person's first letters on their colour. Decoration: the name stands beside it or in a label. */
export const Avatar = ({ name, color, size = 'normal' }: AvatarProps) => (
  <span className={`${css.avatar} ${css[size]}`} data-color={color ?? colorOf(name)} aria-hidden>
    {initials(name)}
  </span>
)

/** The first letters of the first and last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => [...(word ?? '')][0] ?? '').join('').toUpperCase()
}

/** A steady colour for a name, where nobody chose one. */
const colorOf = (name: string): string => {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997
  return presenceColors[sum % presenceColors.length] ?? 'teal'
}
