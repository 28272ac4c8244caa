import { lazy, Suspense, type ReactNode } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { JoinPage } from './account/join-page.tsx'
import { SettingsPage } from './account/settings-page.tsx'
import { SetupPage } from './account/setup-page.tsx'
import { SignInPage } from './account/sign-in-page.tsx'
import { ChildrenPage } from './caseload/children-page.tsx'
import { TodayRedirect } from './caseload/today-redirect.tsx'
import { AppShell } from './shell/app-shell.tsx'
import { Brand } from './shell/brand.tsx'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { NotFound } from './shell/not-found.tsx'
import { FrontPage, Page } from './shell/page.tsx'
import { SignedIn } from './shell/signed-in.tsx'
import { chooseTheme, chosenTheme } from './shell/theme.ts'
import { Loading } from './ui/loading.tsx'
import { useMedia, wideScreen } from './ui/use-media.ts'

// Everything that opens a plan loads apart, so that signing in does not wait for it.
const PlanFrame = lazy(() => import('./shell/plan-frame.tsx'))
const PlanPage = lazy(() => import('./plan/plan-page.tsx'))
const JournalPage = lazy(() => import('./journal/journal-page.tsx'))
const JournalPanel = lazy(() => import('./journal/journal-panel.tsx'))
const AddNoteButton = lazy(() => import('./journal/add-note-button.tsx'))
const PeoplePage = lazy(() => import('./care-team/people-page.tsx'))

const looks = [
  { value: 'auto', label: 'As the device', hint: 'Follows day and night of this device' },
  { value: 'light', label: 'Light', hint: 'Dark words on a light page' },
  { value: 'dark', label: 'Dark', hint: 'Light words on a dark page, easier at night' },
] as const

/** The route table: the only file that knows every feature. */
export const App = () => (
  <ErrorBoundary>
    <Switch>
      <Route path="/sign-in">
        <Front>
          <SignInPage />
        </Front>
      </Route>
      <Route path="/setup">
        <Front>
          <SetupPage />
        </Front>
      </Route>
      <Route path="/join/:code">{({ code }) => <Front><JoinPage code={code} /></Front>}</Route>
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

const Front = ({ children }: { children: ReactNode }) => (
  <FrontPage>
    <Brand />
    {children}
  </FrontPage>
)

const SignedInRoutes = () => (
  <Switch>
    <Route path="/">
      <Redirect to="/today" replace />
    </Route>
    <Route path="/today">
      <TodayRedirect />
    </Route>
    <Route path="/children">
      <Page>
        <ChildrenPage />
      </Page>
    </Route>
    <Route path="/settings">
      <Page>
        <SettingsPage look={chosenTheme()} looks={looks} onLook={chooseTheme} />
      </Page>
    </Route>
    <Route path="/c/:planId">{({ planId }) => <Redirect to={`/c/${planId}/plan`} replace />}</Route>
    <Route path="/c/:planId/:page">{({ planId, page }) => <PlanRoutes key={planId} planId={planId} page={page} />}</Route>
    <Route>
      <Page>
        <NotFound />
      </Page>
    </Route>
  </Switch>
)

function PlanRoutes({ planId, page }: { planId: string; page: string }) {
  const isWide = useMedia(wideScreen)
  const pages: Record<string, ReactNode> = {
    plan: <PlanPage planId={planId} />,
    notes: <JournalPage />,
    people: <PeoplePage planId={planId} />,
  }
  const waits = (children: ReactNode) => <Suspense fallback={<Loading what="Opening the page" />}>{children}</Suspense>
  return (
    <Suspense fallback={<Page><Loading what="Opening the plan" /></Page>}>
      <PlanFrame
        planId={planId}
        panel={isWide && page === 'plan' && <Suspense><JournalPanel /></Suspense>}
        mainButton={!isWide && page !== 'people' && <Suspense><AddNoteButton /></Suspense>}
      >
        {waits(pages[page] ?? <NotFound />)}
      </PlanFrame>
    </Suspense>
  )
}
