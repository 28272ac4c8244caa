import { Ban, CircleCheck, CirclePause, Lightbulb, Sprout, Star, TrendingUp } from 'lucide-react'
import type { GoalStatus, StrategyStatus } from '#shared/plan/plan-part.ts'
import { statusLabels } from '../i18n/plan-words.ts'
import type { PickOption } from '../ui/pick.tsx'

const icon = { size: 16, 'aria-hidden': true } as const

/** Where a goal stands, in plain words. */
export const goalStatusWords: readonly PickOption<GoalStatus>[] = [
  { value: 'proposed', label: statusLabels.proposed, icon: <Lightbulb {...icon} /> },
  { value: 'active', label: statusLabels.active, icon: <Sprout {...icon} /> },
  { value: 'on-hold', label: statusLabels['on-hold'], icon: <CirclePause {...icon} /> },
  { value: 'achieved', label: statusLabels.achieved, icon: <CircleCheck {...icon} /> },
  { value: 'ended', label: statusLabels.ended, icon: <Ban {...icon} /> },
]

/** Where a strategy stands, in plain words. */
export const strategyStatusWords: readonly PickOption<StrategyStatus>[] = [
  { value: 'idea', label: statusLabels.idea, icon: <Lightbulb {...icon} /> },
  { value: 'learning', label: statusLabels.learning, icon: <Sprout {...icon} /> },
  { value: 'on-our-own', label: statusLabels['on-our-own'], icon: <TrendingUp {...icon} /> },
  { value: 'maintenance', label: statusLabels.maintenance, icon: <Star {...icon} /> },
  { value: 'paused', label: statusLabels.paused, icon: <CirclePause {...icon} /> },
  { value: 'stopped', label: statusLabels.stopped, icon: <Ban {...icon} /> },
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
