import type { ScreenCard, ScreenStrategy, ScreenView } from '#shared/visit/api.ts'
import { gasWords, topDown } from './gas-words.ts'
import css from './screen.module.css'

/** The card that is on, in big type. */
export function ScreenCardView({ view }: { view: ScreenView }) {
  const { place, card } = view
  switch (place) {
    case 'write':
      return <Writing view={view} />
    case 'together':
      return <Together view={view} />
    case 'look-back':
    case 'draft':
    case 'ladder':
      return card === null ? <p className={css.lead}>{view.goals.length === 0 ? 'No goals yet.' : 'Choose one goal.'}</p> : <Goal card={card} hasLines={place !== 'draft'} />
    case 'strategy':
      return <Choices strategies={view.strategies} />
    case 'agree':
    case 'home':
      return <Summary view={view} />
  }
}

function Writing({ view }: { view: ScreenView }) {
  return (
    <>
      <p className={css.lead}>Each of us writes alone first, on an own phone. Nobody sees it until we show it together.</p>
      <ul className={css.columns}>
        {view.people.map(({ name, isReady }, i) => (
          <li key={i} className={css.card} data-good={isReady || undefined}>
            <h2 className={css.goal}>{name}</h2>
            <p className={css.state}>{isReady ? '✓ ready' : 'is writing …'}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Goal({ card, hasLines }: { card: ScreenCard; hasLines: boolean }) {
  return (
    <article className={`${css.card} ${hasLines ? css.dense : ''}`}>
      <h2 className={css.goal}>{card.title === '' ? '…' : card.title}</h2>
      {card.familyWords !== '' && <blockquote>{card.familyWords}</blockquote>}
      {card.why !== '' && !hasLines && <p><strong>Why:</strong> {card.why}</p>}
      {hasLines && (
        <dl className={css.lines}>
          {topDown.filter((level) => card.gas[level]).map((level) => (
            <div key={level} data-level={level}>
              <dt>{gasWords[level].name}</dt>
              <dd>{card.gas[level]}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  )
}

function Together({ view }: { view: ScreenView }) {
  return (
    <>
      <ul className={css.columns}>
        {view.people.filter(({ lane }) => lane !== null && lane.trim() !== '').map(({ name, lane }, i) => (
          <li key={i} className={css.card}>
            <h2 className={css.who}>{name}</h2>
            <p className={css.laneWords}>{lane}</p>
          </li>
        ))}
      </ul>
      {view.goals.length > 0 && (
        <ol className={css.goals}>
          {view.goals.map(({ id, title, ranks }) => (
            <li key={id}>
              <span>{title === '' ? '…' : title}</span>
              <span className={css.ranks}>{ranks.map(({ name, place }) => `${name}: ${place}`).join(' · ')}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

/** What somebody has picked stands with its steps, the others with their names: all of them fit. */
function Choices({ strategies }: { strategies: readonly ScreenStrategy[] }) {
  const [picked, others] = [strategies.filter(({ who }) => who.length > 0), strategies.filter(({ who }) => who.length === 0)]
  return (
    <>
      {picked.length > 0 && <ul className={css.columns}>{picked.map((strategy) => <li key={strategy.id}><Strategy strategy={strategy} /></li>)}</ul>}
      <ul className={css.columns}>
        {others.map(({ id, title, why }) => (
          <li key={id} className={css.card}>
            <h2 className={css.goal}>{title === '' ? '…' : title}</h2>
            {why !== '' && picked.length === 0 && <p>{why}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}

function Strategy({ strategy }: { strategy: ScreenStrategy }) {
  return (
    <article className={css.card}>
      <h2 className={css.goal}>{strategy.title === '' ? '…' : strategy.title}</h2>
      {strategy.who.length > 0 && <p className={css.tries}>✓ {strategy.who.join(' and ')}</p>}
      {strategy.steps.length > 0 && <ol className={css.stepList}>{strategy.steps.filter((step) => step !== '').map((step, i) => <li key={i}>{step}</li>)}</ol>}
    </article>
  )
}

function Summary({ view }: { view: ScreenView }) {
  const chosen = view.strategies.filter(({ who }) => who.length > 0)
  return (
    <>
      <article className={css.card}>
        <ol className={css.goals}>{view.goals.map(({ id, title }) => <li key={id}><span>{title}</span></li>)}</ol>
      </article>
      {chosen.map(({ id, title, who, say }) => (
        <p key={id} className={css.lead}>
          <span className={css.tries}>✓ {who.join(' and ')}:</span> {title}
          {view.place === 'home' && say !== '' && <span className={css.muted}> “{say}”</span>}
        </p>
      ))}
      {view.place === 'home' && view.nextWords !== '' && <p className={css.lead}>Next: {view.nextWords}</p>}
    </>
  )
}
