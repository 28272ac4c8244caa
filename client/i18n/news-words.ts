/** What is new, in words and signs. */
import {
  ClipboardList, House, MessageCircleQuestion, MessageSquarePlus, NotebookPen, PencilLine, Siren, Sparkles, type LucideIcon,
} from 'lucide-react'
import type { NewsCounts, NewsList } from '#shared/version/news.ts'

const count = (one: string, many: string) => (n: number) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

/** For each list its sign and how many there are in words. */
export const newsWords: Record<NewsList, { icon: LucideIcon; words: (n: number) => string }> = {
  questions: { icon: MessageCircleQuestion, words: count('open question', 'open questions') },
  warningSigns: { icon: Siren, words: count('warning sign', 'warning signs') },
  suggestions: { icon: MessageSquarePlus, words: count('suggestion', 'suggestions') },
  planChanges: { icon: ClipboardList, words: count('change in the plan', 'changes in the plan') },
  wins: { icon: Sparkles, words: count('win', 'wins') },
  notes: { icon: NotebookPen, words: count('new note', 'new notes') },
  practices: { icon: House, words: (n) => (n === 1 ? 'Tried once' : `Tried ${n} times`) },
  noteChanges: { icon: PencilLine, words: count('changed note', 'changed notes') },
}

/** The lists in the order they are read: what asks for an answer first, then what went well. */
export const newsOrder = [
  'warningSigns', 'questions', 'suggestions', 'planChanges', 'wins', 'notes', 'practices', 'noteChanges',
] as const satisfies readonly NewsList[]

/** The lists with something in them. */
export const filledLists = (counts: NewsCounts): NewsList[] => newsOrder.filter((list) => counts[list] > 0)

/** 1 open question, 4 changes in the plan, 2 wins, tried 5 times. */
export const newsSentence = (counts: NewsCounts): string =>
  filledLists(counts)
    .map((list) => newsWords[list].words(counts[list]))
    .map((words, i) => (i === 0 ? words : words.charAt(0).toLowerCase() + words.slice(1)))
    .join(', ')
