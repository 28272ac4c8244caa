import { Target } from 'lucide-react'
import * as Y from 'yjs'
import type { Topic } from '#shared/journal/journal-part.ts'
import { Link } from 'wouter'
import { useShared } from '../sync/use-shared.ts'
import type { Entry, EntryValues } from './entry.ts'
import css from './feed.module.css'
import { hardWords, kindWords, topicWords } from './topic-words.tsx'
import { useGoalTitles } from './use-goal-titles.ts'

/** What an entry is about: its topic, how hard it was, and its goals as links. */
export function EntryTags({ values, entry, planId }: { values: EntryValues; entry: Entry; planId: string }) {
  const titles = useGoalTitles()
  const set = entry.get('goals')
  const goals = set instanceof Y.Map ? set : undefined
  const goalIds = useShared(goals, () => [...(goals?.keys() ?? [])])
  const topic = topicWords[values.topic as Topic]
  const hard = typeof values.intensity === 'number' ? hardWords[values.intensity] : undefined
  const kind = values.kind === 'observation' ? undefined : kindWords[values.kind as keyof typeof kindWords]
  const linked = goalIds.filter((id) => titles[id] !== undefined)
  return (
    <>
      {(topic ?? hard ?? kind) !== undefined && (
        <p className={css.tags}>
          {kind && <span className={css.tag}>{kind}</span>}
          {topic && (
            <span className={css.tag} data-kind="topic" data-topic={values.topic}>
              <topic.icon size={16} aria-hidden /> {topic.label}
            </span>
          )}
          {hard && <span className={css.tag}>{hard}</span>}
        </p>
      )}
      {linked.map((id) => (
        <p key={id} className={css.goal}>
          <Target size={16} aria-label="About the goal" />
          <Link href={`/c/${planId}/plan#goal-${id}`}>{titles[id]}</Link>
        </p>
      ))}
    </>
  )
}
