import { QueryClient } from '@tanstack/react-query'
import { errorTable } from '#shared/errors.ts'
import { RequestError } from './request.ts'

const canHelpToRetry = (error: Error): boolean =>
  error instanceof RequestError && (error.code === 'unreachable' || errorTable[error.code].retry)

/** Makes the cache of HTTP answers. What is not shown for five minutes is forgotten. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (count, error) => count < 2 && canHelpToRetry(error) },
      mutations: { retry: false },
    },
  })
