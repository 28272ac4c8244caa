import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ScreenAnswer, ScreenView } from '#shared/visit/api.ts'
import { hasCode } from './error-words.ts'
import { request } from './request.ts'
import { stopper } from './stopper.ts'

/** Turns a code into this screen's grant, which its browser keeps. */
export const useOpenScreen = () => useMutation({ mutationFn: (code: string) => request<undefined>('POST', '/api/screen', { code }) })

/** `closed`: no visit is shown here. `lost`: the server does not answer; what was shown last stays. */
export type ScreenState = { state: 'asking' } | { state: 'closed'; wasOpen: boolean } | { state: 'open' | 'lost'; view: ScreenView }

/** What this big screen shows, always as it is this moment. */
export function useScreen(): ScreenState {
  const [screen, setScreen] = useState<ScreenState>({ state: 'asking' })
  useEffect(() => {
    const { signal, abort } = stopper()
    let last: ScreenAnswer | null = null
    const listen = async () => {
      while (!signal.aborted) {
        try {
          last = await request<ScreenAnswer>('GET', last === null ? '/api/screen' : `/api/screen?after=${last.mark}`)
          if (!signal.aborted) setScreen({ state: 'open', view: last.view })
          // While people type, no more often than eyes across a room can read.
          await pause(150)
        } catch (error) {
          if (signal.aborted) return
          if (hasCode(error, 'screen-over') || hasCode(error, 'no-visit')) return setScreen({ state: 'closed', wasOpen: last !== null })
          if (last !== null) setScreen({ state: 'lost', view: last.view })
          await pause(1500)
        }
      }
    }
    void listen()
    return abort
  }, [])
  return screen
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
