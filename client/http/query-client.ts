import { QueryClient } from '@tanstack/react-query'
import { errorTable } from '#shared/errors.ts'
import { RequestError } from './request.ts'

const canHelpToRetry = (error: Error): boolean =>
  error instanceof RequestError && (error.code === 'unreachable' || errorTable[error.code].retry)

/** Makes the cache of HTTP answers. What is not shown for five minutes is forgotten. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      // Always: without a network an own device answers by itself.
      queries: { networkMode: 'always', staleTime: 30_000, retry: (count, error) => count < 2 && canHelpToRetry(error) },
      mutations: { networkMode: 'always', retry: false },
    },
  })
