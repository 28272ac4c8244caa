import {
  BedDouble, CalendarClock, CloudRain, HeartPulse, MessageCircle, PencilLine, Puzzle, Siren, Sparkles, Utensils, Zap, type LucideIcon,
} from 'lucide-react'
import type { EntryKind, Topic } from '#shared/journal/journal-part.ts'

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
}

/** 1 to 5 in words, so that a number never stands alone. */
export const hardWords = ['', 'Not hard', 'A little hard', 'Hard', 'Very hard', 'Hardest']
