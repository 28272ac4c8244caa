import {
  BedDouble, CalendarClock, CloudRain, HeartPulse, MessageCircle, PencilLine, Puzzle, Siren, Sparkles, Utensils, Zap, type LucideIcon,
} from 'lucide-react'
import type { Encouragement, EntryKind, Topic } from '#shared/journal/journal-part.ts'

/** What a note is about, in plain words. The first six are asked most and shown first. */
export const topicWords: Record<Topic, { label: string; icon: LucideIcon }> = {
  win: { label: 'Win', icon: Sparkles },
  behaviour: { label: 'Behaviour', icon: Zap },
  communication: { label: 'Talking', icon: MessageCircle },
  sleep: { label: 'Sleep', icon: BedDouble },
  eating: { label: 'Eating', icon: Utensils },
  worry: { label: 'Worry', icon: CloudRain },
  play: { label: 'Play', icon: Puzzle },
  routine: { label: 'Daily routine', icon: CalendarClock },
  health: { label: 'Health', icon: HeartPulse },
  'warning-sign': { label: 'Warning sign', icon: Siren },
  other: { label: 'Something else', icon: PencilLine },
}

/** The name of an entry on screen. Families read "note" for an observation. */
export const kindWords: Record<EntryKind, string> = {
  observation: 'Note',
  practice: 'Tried it',
  'check-in': 'Check-in',
  rating: 'Rating',
  comment: 'Comment',
  question: 'Question',
  suggestion: 'Suggestion',
  encouragement: 'Thanks',
  summary: 'What I heard',
  decision: 'Decision',
}

/** What the texts of an entry besides its words are called, in their order. A decision has a reason and other views. */
export const textLabels = (kind: unknown): [string, string][] =>
  kind === 'decision'
    ? [['before', 'Why'], ['after', 'Who saw it differently']]
    : [['before', 'Before'], ['after', 'After'], ['bestBit', 'Best bit'], ['hardBit', 'Hard bit'], ['whatChanged', 'What changed']]

/** 1 to 5 in words, so that a number never stands alone. */
export const hardWords = ['', 'Not hard', 'A little hard', 'Hard', 'Very hard', 'Hardest']
export const moodWords = ['', 'Very low', 'Low', 'So-so', 'Good', 'Very good']
export const wentWords = ['', 'Very hard today', 'Hard', 'So-so', 'Well', 'Very well']
export const sureWords = ['', 'Not sure at all', 'A little', 'Half and half', 'Quite sure', 'Very sure']

/** Goal attainment levels (GAS, -2..+2) in words, best first. */
export const gasWords: readonly { level: number; words: string }[] = [
  { level: 2, words: 'Much more than we hoped' },
  { level: 1, words: 'More than we hoped' },
  { level: 0, words: 'What we hoped for' },
  { level: -1, words: 'Less than we hoped' },
  { level: -2, words: 'Much less than we hoped' },
]

/** Places where something happened. */
export const settingWords: Record<string, string> = {
  home: 'Home',
  school: 'School',
  preschool: 'Preschool',
  therapy: 'Therapy',
  community: 'Out and about',
  online: 'Online',
}

/** What one tap says: as the button, and as what somebody did. */
export const encouragementWords: Record<Encouragement, { label: string; said: string }> = {
  read: { label: 'I read this', said: 'read this' },
  thanks: { label: 'Thanks', said: 'says thank you' },
  'well-noticed': { label: 'Well noticed', said: 'says: well noticed' },
  'well-done': { label: 'Well done', said: 'says: well done' },
}
