import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, fetchFirstPage } from './app.tsx'
import { askMeAhead } from './http/me.ts'
import { makeQueryClient } from './http/query-client.ts'
import { applyTheme, chosenTheme } from './shell/theme.ts'
import { chosenDevice } from './sync/device-store/device-choice.ts'
import { recallOwnDevice } from './sync/device-store/own-device.ts'
import { onWipe } from './sync/device-store/wipe.ts'
import './ui/base.css'

applyTheme(chosenTheme())
const firstPage = fetchFirstPage()
const queries = makeQueryClient()
// A person's own device is asked first. For others the answer comes while the page does.
if (chosenDevice() !== 'own' && /^\/($|today|c\/)/.test(location.pathname)) void askMeAhead(queries)

// Signed out in another tab: this one may not go on showing anything.
onWipe((reason, isElsewhere) => {
  if (reason === 'signed-out' && isElsewhere) location.assign('/sign-in')
})

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // After the first page, so that it waits for nothing. Where there is none, the app only opens with a network.
  window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}

/** So long nothing is drawn, in milliseconds: a page that comes a moment later is better than a grey one before it. */
const patienceMs = 400

const root = document.getElementById('app')
if (root === null) throw new Error('index.html has no #app')

// Not awaited at the top: the page that asks for the PIN imports from the file that this one is built into, and would wait for it.
void Promise.all([recallOwnDevice(), Promise.race([firstPage, new Promise((resolve) => setTimeout(resolve, patienceMs))])]).then(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  ),
)
