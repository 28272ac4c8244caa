import css from './avatar.module.css'

type AvatarProps = {
  name: string
  /** One of the eight presence colours, while the person is here. Plain for everybody else. */
  color?: string
  size?: 'small' | 'normal' | 'large'
}

/** A person's first letters. Decoration: the name stands beside it or in a label. */
export const Avatar = ({ name, color, size = 'normal' }: AvatarProps) => (
  <span className={`${css.avatar} ${css[size]}`} data-color={color} aria-hidden>
    {initials(name)}
  </span>
)

/** The first letters of the first and last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x20)).join('').trim().toUpperCase()
}
