import { BadgeCheck, Bookmark, Clock, RotateCcw, UsersRound, type LucideIcon } from 'lucide-react'
import type { VersionKind, VersionRow } from '#shared/version/api.ts'
import { clockWords, localInstant, momentWords } from '../i18n/date-words.ts'

/** What a version is, in words and a sign. `by`: what stands before the name of who made it. */
export const kindWords: Readonly<Record<VersionKind, { name: string; icon: LucideIcon; by: string }>> = {
  automatic: { name: 'Kept by itself', icon: Clock, by: '' },
  visit: { name: 'Visit', icon: UsersRound, by: 'kept by' },
  named: { name: 'Named', icon: Bookmark, by: 'named by' },
  agreed: { name: 'Agreement', icon: BadgeCheck, by: 'kept by' },
  'before-restore': { name: 'Before something was brought back', icon: RotateCcw, by: 'brought back by' },
}

/** What a version is called. */
export const titleOfVersion = ({ kind, label }: Pick<VersionRow, 'kind' | 'label'>): string =>
  label === null ? kindWords[kind].name : kind === 'before-restore' ? `Before bringing back: ${label}` : label

/** 14:02 on this device's clock. */
export const timeOfDay = (instant: string): string => clockWords(localInstant(new Date(instant)))

/** A version in one line, for lists to choose from and for the slider. */
export const lineOfVersion = (version: Pick<VersionRow, 'kind' | 'label' | 'at'>): string =>
  `${momentWords(version.at)} · ${titleOfVersion(version)}`

/** The first letters of a hash, in two groups: enough for two people to compare by eye or by telephone. */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`
