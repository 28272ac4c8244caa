import type { ReactNode } from 'react'
import type { PlanContent } from '#shared/plan/api.ts'
import { gasLevels } from '#shared/plan/plan-part.ts'
import { usePlanAccess, usePlanContent } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { AboutThis, goalTexts, strategyTexts, type Texts } from './about-this.tsx'
import card from './card.module.css'
import { gasWords } from './gas-words.ts'
import page from './plan-page.module.css'
import css from './plan-reading.module.css'
import { goalStatusWords, strategyStatusWords } from './status-words.tsx'
import { ToChart } from './to-chart.tsx'

type PlanReadingProps = { planId: string; heading: ReactNode; band?: ReactNode; progress?: ReactNode; talk?: ReactNode }

/** The plan for somebody who gets a page made by the server and not the live plan. */
export function PlanReading({ planId, heading, band, progress, talk }: PlanReadingProps) {
  const { data, error, isPending, refetch } = usePlanContent(planId)
  const { data: access } = usePlanAccess(planId)
  if (access?.role === 'child') return <ChildReading heading={heading} data={data} error={error} />
  return (
    <>
      {heading}
      {band}
      <Notice tone="locked">{sharedWords[access?.role ?? ''] ?? 'This is the part of the plan that is shared with you. The care team writes it.'}</Notice>
      {isPending && <Loading what="Opening the plan" />}
      <RequestNotice error={error} action={<Button onPress={() => void refetch()}>Try again</Button>} />
      {data && isEmpty(data) && <p>Nothing is shared with you yet. It shows here as soon as it is.</p>}
      {data && data.goals.length > 0 && (
        <Section title="Goals">
          {data.goals.map((goal) => (
            <GoalReading key={words(goal.id)} goal={goal} />
          ))}
        </Section>
      )}
      {data && data.strategies.length > 0 && (
        <Section title="What we do">
          {data.strategies.map((strategy) => (
            <StrategyReading key={words(strategy.id)} strategy={strategy} goals={data.goals} />
          ))}
        </Section>
      )}
      {data && progress}
      {data && talk}
    </>
  )
}

const sharedWords: Record<string, string> = {
  teacher: 'These are the goals and the steps that the family shared with you. Nobody else’s notes are shown here.',
  viewer: 'This is the plan as it was when it was shared with you. What is written later is not shown.',
  limited: 'You can read the goals and what is done for them. The care team writes them.',
}

/** A child's own page: what I am working on, in my words, and nothing to read through. */
const ChildReading = ({ heading, data, error }: { heading: ReactNode; data: PlanContent | undefined; error: Error | null }) => (
  <>
    {heading}
    {data === undefined && error === null && <Loading what="Opening your page" />}
    <RequestNotice error={error} />
    {data?.goals.length === 0 && <p>There are no goals yet. You can say what you would like to get better at.</p>}
    {data && data.goals.length > 0 && (
      <Section title="What I am working on">
        {data.goals.map((goal) => (
          <article key={words(goal.id)} className={css.mine}>
            <h3 className={css.mineTitle}>{words(goal.childWords) || words(goal.title)}</h3>
            <Status options={goalStatusWords} value={goal.status} />
          </article>
        ))}
      </Section>
    )}
  </>
)

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className={page.section}>
    <h2 className={page.heading}>{title}</h2>
    <div className={page.list}>{children}</div>
  </section>
)

function GoalReading({ goal }: { goal: PlanContent['goals'][number] }) {
  const lines = (goal.gas ?? {}) as Record<string, string>
  const written = gasLevels.toReversed().filter((level) => words(lines[level]) !== '')
  return (
    <article className={card.card}>
      <Head title={goal.title} fallback="A goal without a name yet" status={<Status options={goalStatusWords} value={goal.status} />} />
      <div className={css.body}>
        <Words label="How the family says it" text={goal.familyWords} />
        <Words label="How the child says it" text={goal.childWords} />
        <Words label="Why it matters" text={goal.why} />
        {written.length > 0 && (
          <Disclosure title="How we will see it">
            <dl className={css.levels}>
              {written.map((level) => (
                <div key={level} className={css.level}>
                  <dt>{gasWords[level].words}</dt>
                  <dd>{lines[level]}</dd>
                </div>
              ))}
            </dl>
          </Disclosure>
        )}
        <ToChart id={words(goal.id)} name={words(goal.title)} />
        <AboutThis subject="goal" id={words(goal.id)} read={() => readContent(goal, goalTexts)} />
      </div>
    </article>
  )
}

function StrategyReading({ strategy, goals }: { strategy: PlanContent['strategies'][number]; goals: PlanContent['goals'] }) {
  const steps = ((strategy.steps ?? []) as { id: string; text?: string }[]).filter(({ text }) => words(text) !== '')
  const served = goals.filter(({ id }) => ((strategy.goals ?? []) as unknown[]).includes(id)).map(({ title }) => words(title))
  const when = [words(strategy.routine), words(strategy.howOften)].filter((part) => part !== '').join(' · ')
  return (
    <article className={card.card}>
      <Head title={strategy.title} fallback="A strategy without a name yet" status={<Status options={strategyStatusWords} value={strategy.status} />} />
      <div className={css.body}>
        <Words label="Why it helps" text={strategy.why} />
        {steps.length > 0 && (
          <ol className={css.steps} aria-label="Steps">
            {steps.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ol>
        )}
        <Words label="Say this" text={strategy.say} />
        <Words label="If it is hard" text={strategy.ifHard} />
        <Words label="When" text={when} />
        <Words label="For the goal" text={served.join(', ')} />
        <AboutThis subject="strategy" id={words(strategy.id)} read={() => readContent(strategy, strategyTexts)} />
      </div>
    </article>
  )
}

const Head = ({ title, fallback, status }: { title: unknown; fallback: string; status: ReactNode }) => (
  <header className={css.head}>
    <h3 className={css.title}>{words(title) || fallback}</h3>
    {status}
  </header>
)

const Words = ({ label, text }: { label: string; text: unknown }) =>
  words(text) !== '' && (
    <div className={css.words}>
      <p className={css.label}>{label}</p>
      <p>{words(text)}</p>
    </div>
  )

function Status({ options, value }: { options: readonly { value: string; label: string; icon?: ReactNode }[]; value: unknown }) {
  const status = options.find((option) => option.value === value)
  return status === undefined ? null : (
    <p className={css.status}>
      {status.icon} {status.label}
    </p>
  )
}

const readContent = (content: PlanContent['goals'][number], texts: Texts) => ({
  title: words(content.title),
  status: words(content.status),
  texts: texts.map((text) => ({ ...text, words: words(content[text.field]) })),
})

const isEmpty = ({ goals, strategies }: PlanContent): boolean => goals.length + strategies.length === 0

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
