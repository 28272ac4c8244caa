import { Suspense, useState, type ReactNode } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Today } from './caseload/today.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { FrontPage } from './shell/front-page.tsx'
import { NotFound } from './shell/not-found.tsx'
import { AtRest } from './ui/at-rest.tsx'
import { Optional } from './ui/optional.tsx'
import { Page } from './shell/page.tsx'
import { SignedIn } from './shell/signed-in.tsx'
import { chooseTheme, chosenTheme, themeChoices } from './shell/theme.ts'
import { Loading } from './ui/loading.tsx'
import { useMedia, wideScreen } from './ui/use-media.ts'
import { fetchCode, lazy } from './ui/lazy.ts'

// Each page loads when it is first opened, so that none waits for another.
const SignInPage = lazy(() => import('./account/sign-in-page.tsx'))
const JoinPage = lazy(() => import('./account/join-page.tsx'))
const JoinCodePage = lazy(() => import('./account/join-code-page.tsx'))
const JoinPracticePage = lazy(() => import('./account/join-practice-page.tsx'))
const SetupPage = lazy(() => import('./account/setup-page.tsx'))
const SettingsPage = lazy(() => import('./account/settings-page.tsx'))
const ChildrenPage = lazy(() => import('./caseload/children-page.tsx'))
const planFrame = () => import('./shell/plan-frame.tsx')
const PlanFrame = lazy(planFrame)
const planPage = () => import('./plan/plan-page.tsx')
const PlanPage = lazy(planPage)
const JournalPage = lazy(() => import('./journal/journal-page.tsx'))
const JournalPanel = lazy(() => import('./journal/journal-panel.tsx'))
const addNoteButton = () => import('./journal/add-note-button.tsx')
const AddNoteButton = lazy(addNoteButton)
const TalkAboutPlan = lazy(() => import('./journal/talk-about-plan.tsx'))
const HistoryPage = lazy(() => import('./history/history-page.tsx'))
const AgreementBand = lazy(() => import('./history/agreement-band.tsx'))
const todayParts = () => import('./journal/today-parts.tsx')
const news = async () => ({ default: (await todayParts()).News })
const News = lazy(news)
const quickAdd = async () => ({ default: (await todayParts()).QuickAdd })
const QuickAdd = lazy(quickAdd)
const TriedIt = lazy(async () => ({ default: (await todayParts()).TriedIt }))
const todayPage = () => import('./today/today-page.tsx')
const TodayPage = lazy(todayPage)
const WhichChild = lazy(() => import('./today/which-child.tsx'))
const ProgressSection = lazy(() => import('./progress/progress-section.tsx'))
const SinceBand = lazy(() => import('./since/since-band.tsx'))
const SincePage = lazy(() => import('./since/since-page.tsx'))
const PrivateNote = lazy(() => import('./journal/private-note.tsx'))
const VisitPage = lazy(() => import('./visit/visit-page.tsx'))
const ScreenPage = lazy(() => import('./visit/screen-page.tsx'))
const ErasuresPage = lazy(() => import('./erasure/erasures-page.tsx'))
const PracticePage = lazy(() => import('./practice/practice-page.tsx'))
const PeoplePage = lazy(() => import('./care-team/people-page.tsx'))

/**
 * Fetches what the page of this address is made of: it comes while the device is asked what it holds, and the server who this is.
 * Resolves when it is here or could not be fetched.
 */
export async function fetchFirstPage(): Promise<void> {
  const [, place = '', , page] = location.pathname.split('/')
  const isToday = ['', 'today'].includes(place)
  const parts: (false | (() => Promise<unknown>)[])[] = [
    isToday && [planFrame, todayPage, news, quickAdd, addNoteButton],
    isToday && isAdding() && [() => import('./journal/entry-sheet.tsx')],
    place === 'c' && page === 'plan' && [planFrame, planPage, addNoteButton],
  ]
  // Texts can be read before they can be written.
  if (place === 'c' && page === 'plan') void fetchCode(() => import('./text/live-editor.tsx')).catch(() => undefined)
  await Promise.all(parts.flatMap((some) => some || []).map((load) => fetchCode(load).catch(() => undefined)))
}

/** Opened to add a note, as from the home screen of a phone. */
const isAdding = (): boolean => new URLSearchParams(location.search).has('add')

/** The route table: the only file that knows every feature. */
export const App = () => (
  <ErrorBoundary>
    <Switch>
      <Route path="/sign-in">{inFront(<SignInPage />)}</Route>
      <Route path="/setup">{inFront(<SetupPage />)}</Route>
      <Route path="/join">{inFront(<JoinCodePage />)}</Route>
      <Route path="/join/:code">{({ code }) => inFront(<JoinPage key={code} code={code} />)}</Route>
      <Route path="/practice/join/:code">{({ code }) => inFront(<JoinPracticePage key={code} code={code} />)}</Route>
      <Route path="/screen/:code?">{({ code }) => whenLoaded(<ScreenPage {...(code !== undefined && { code })} />)}</Route>
      <Route path="/c/:planId/visit">{({ planId }) => <SignedIn>{whenLoaded(<VisitPage key={planId} planId={planId} privateNote={<Optional><PrivateNote /></Optional>} />)}</SignedIn>}</Route>
      <Route>
        <SignedIn>
          <AppShell>
            <SignedInRoutes />
          </AppShell>
        </SignedIn>
      </Route>
    </Switch>
  </ErrorBoundary>
)

const SignedInRoutes = () => (
  <Switch>
    <Route path="/">
      <Redirect to="/today" replace />
    </Route>
    <Route path="/today">
      <Today ofChildren={inPage(<WhichChild />)}>{(planId) => <PlanRoutes key={planId} planId={planId} page="today" />}</Today>
    </Route>
    <Route path="/children">{inPage(<ChildrenPage />)}</Route>
    <Route path="/practice">{inPage(<PracticePage />)}</Route>
    <Route path="/settings">{inPage(<SettingsPage look={chosenTheme()} looks={themeChoices} onLook={chooseTheme} />)}</Route>
    <Route path="/c/:planId">{({ planId }) => <Redirect to={`/c/${planId}/plan`} replace />}</Route>
    <Route path="/c/:planId/:page">{({ planId, page }) => <PlanRoutes key={planId} planId={planId} page={page} />}</Route>
    <Route>{inPage(<NotFound />)}</Route>
  </Switch>
)

function PlanRoutes({ planId, page }: { planId: string; page: string }) {
  const isWide = useMedia(wideScreen)
  const pages: Record<string, ReactNode> = {
    today: <TodayOfChild />,
    plan: (
      <PlanPage
        planId={planId}
        band={
          <Optional>
            <AgreementBand planId={planId} />
            <SinceBand planId={planId} />
          </Optional>
        }
        talk={<Optional><TalkAboutPlan planId={planId} /></Optional>}
        progress={
          <AtRest isWantedNow={location.hash.startsWith('#progress')}>
            <Optional>
              <ProgressSection planId={planId} />
            </Optional>
          </AtRest>
        }
      />
    ),
    since: <SincePage planId={planId} />,
    notes: <JournalPage />,
    history: <HistoryPage planId={planId} />,
    people: <PeoplePage planId={planId} />,
    erasures: <ErasuresPage planId={planId} />,
  }
  const panel = isWide && page === 'plan' && <JournalPanel />
  const mainButton = !isWide && ['today', 'plan', 'notes'].includes(page) && <AddNoteButton />
  return (
    <Suspense fallback={inPage(<Loading what="Opening the plan" />)}>
      <PlanFrame planId={planId} isWide={page === 'history'} panel={panel && <Optional>{panel}</Optional>} mainButton={mainButton && <Optional>{mainButton}</Optional>}>
        {whenLoaded(pages[page] ?? <NotFound />)}
      </PlanFrame>
    </Suspense>
  )
}

function TodayOfChild() {
  // Who came to write sees nothing but the text box, and does not wait for the rest of the page.
  const [isWantedNow] = useState(() => !isAdding())
  return (
    <TodayPage
      addNote={<AddNoteButton />}
      quickAdd={<QuickAdd />}
      renderTryAct={(strategyId, title) => <Optional><TriedIt strategyId={strategyId} title={title} /></Optional>}
      mine={<Optional><News place="above" /></Optional>}
      news={<Optional><News place="below" /></Optional>}
      isWantedNow={isWantedNow}
    />
  )
}

const whenLoaded = (page: ReactNode) => <Suspense fallback={<Loading what="Opening the page" />}>{page}</Suspense>
const inPage = (page: ReactNode) => <Page>{whenLoaded(page)}</Page>
const inFront = (page: ReactNode) => <FrontPage>{whenLoaded(page)}</FrontPage>
