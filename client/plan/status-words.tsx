import { Ban, CircleCheck, CirclePause, Lightbulb, Sprout, Star, TrendingUp } from 'lucide-react'
import type { GoalStatus, StrategyStatus } from '#shared/plan/plan-part.ts'
import type { PickOption } from '../ui/pick.tsx'

const icon = { size: 16, 'aria-hidden': true } as const

/** Where a goal stands, in plain words. */
export const goalStatusWords: readonly PickOption<GoalStatus>[] = [
  { value: 'proposed', label: 'Idea', icon: <Lightbulb {...icon} /> },
  { value: 'active', label: 'Working on it', icon: <Sprout {...icon} /> },
  { value: 'on-hold', label: 'On hold', icon: <CirclePause {...icon} /> },
  { value: 'achieved', label: 'Reached', icon: <CircleCheck {...icon} /> },
  { value: 'ended', label: 'Ended', icon: <Ban {...icon} /> },
]

/** Where a strategy stands, in plain words. */
export const strategyStatusWords: readonly PickOption<StrategyStatus>[] = [
  { value: 'idea', label: 'Idea', icon: <Lightbulb {...icon} /> },
  { value: 'learning', label: 'Learning it', icon: <Sprout {...icon} /> },
  { value: 'on-our-own', label: 'On our own', icon: <TrendingUp {...icon} /> },
  { value: 'maintenance', label: 'Keeping it up', icon: <Star {...icon} /> },
  { value: 'paused', label: 'Paused', icon: <CirclePause {...icon} /> },
  { value: 'stopped', label: 'Stopped', icon: <Ban {...icon} /> },
]

/** The tint of a status. The words and the sign say the same. */
export const statusTone: Record<GoalStatus | StrategyStatus, string> = {
  proposed: 'idea',
  active: 'going',
  'on-hold': 'waiting',
  achieved: 'done',
  ended: 'over',
  idea: 'idea',
  learning: 'going',
  'on-our-own': 'done',
  maintenance: 'done',
  paused: 'waiting',
  stopped: 'over',
}
