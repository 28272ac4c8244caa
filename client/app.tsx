import { lazy, Suspense, type ReactNode } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { SignInPage } from './account/sign-in-page.tsx'
import { TodayRedirect } from './caseload/today-redirect.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { FrontPage } from './shell/front-page.tsx'
import { NotFound } from './shell/not-found.tsx'
import { Page } from './shell/page.tsx'
import { SignedIn } from './shell/signed-in.tsx'
import { chooseTheme, chosenTheme, themeChoices } from './shell/theme.ts'
import { Loading } from './ui/loading.tsx'
import { useMedia, wideScreen } from './ui/use-media.ts'

// Each page loads when it is first opened, so that signing in waits for none of them.
const JoinPage = lazy(() => import('./account/join-page.tsx'))
const JoinCodePage = lazy(() => import('./account/join-code-page.tsx'))
const SetupPage = lazy(() => import('./account/setup-page.tsx'))
const SettingsPage = lazy(() => import('./account/settings-page.tsx'))
const ChildrenPage = lazy(() => import('./caseload/children-page.tsx'))
const PlanFrame = lazy(() => import('./shell/plan-frame.tsx'))
const PlanPage = lazy(() => import('./plan/plan-page.tsx'))
const JournalPage = lazy(() => import('./journal/journal-page.tsx'))
const JournalPanel = lazy(() => import('./journal/journal-panel.tsx'))
const AddNoteButton = lazy(() => import('./journal/add-note-button.tsx'))
const VisitPage = lazy(() => import('./visit/visit-page.tsx'))
const ScreenPage = lazy(() => import('./visit/screen-page.tsx'))
const PeoplePage = lazy(() => import('./care-team/people-page.tsx'))

/** The route table: the only file that knows every feature. */
export const App = () => (
  <ErrorBoundary>
    <Switch>
      <Route path="/sign-in">{inFront(<SignInPage />)}</Route>
      <Route path="/setup">{inFront(<SetupPage />)}</Route>
      <Route path="/join">{inFront(<JoinCodePage />)}</Route>
      <Route path="/join/:code">{({ code }) => inFront(<JoinPage key={code} code={code} />)}</Route>
      <Route path="/screen/:code?">{({ code }) => whenLoaded(<ScreenPage {...(code !== undefined && { code })} />)}</Route>
      <Route path="/c/:planId/visit">{({ planId }) => <SignedIn>{whenLoaded(<VisitPage key={planId} planId={planId} />)}</SignedIn>}</Route>
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
      <TodayRedirect />
    </Route>
    <Route path="/children">{inPage(<ChildrenPage />)}</Route>
    <Route path="/settings">{inPage(<SettingsPage look={chosenTheme()} looks={themeChoices} onLook={chooseTheme} />)}</Route>
    <Route path="/c/:planId">{({ planId }) => <Redirect to={`/c/${planId}/plan`} replace />}</Route>
    <Route path="/c/:planId/:page">{({ planId, page }) => <PlanRoutes key={planId} planId={planId} page={page} />}</Route>
    <Route>{inPage(<NotFound />)}</Route>
  </Switch>
)

function PlanRoutes({ planId, page }: { planId: string; page: string }) {
  const isWide = useMedia(wideScreen)
  const pages: Record<string, ReactNode> = {
    plan: <PlanPage planId={planId} />,
    notes: <JournalPage />,
    people: <PeoplePage planId={planId} />,
  }
  const panel = isWide && page === 'plan' && <JournalPanel />
  const mainButton = !isWide && page !== 'people' && <AddNoteButton />
  return (
    <Suspense fallback={inPage(<Loading what="Opening the plan" />)}>
      <PlanFrame planId={planId} panel={panel && <Suspense>{panel}</Suspense>} mainButton={mainButton && <Suspense>{mainButton}</Suspense>}>
        {whenLoaded(pages[page] ?? <NotFound />)}
      </PlanFrame>
    </Suspense>
  )
}

const whenLoaded = (page: ReactNode) => <Suspense fallback={<Loading what="Opening the page" />}>{page}</Suspense>
const inPage = (page: ReactNode) => <Page>{whenLoaded(page)}</Page>
const inFront = (page: ReactNode) => <FrontPage>{whenLoaded(page)}</FrontPage>
