import { Button } from '../ui/button.tsx'
import { useAudienceChoices } from './audience.ts'
import { beginEntry } from './begin-entry.ts'

/** Says how one strategy went. */
export default function TriedIt({ strategyId, title }: { strategyId: string; title: string }) {
  const canWrite = useAudienceChoices().length > 0
  if (!canWrite) return null
  return (
    <Button size="small" aria-label={`Say how it went: ${title}`} onPress={() => beginEntry({ kind: 'practice', values: { strategy: strategyId } })}>
      Say how it went
    </Button>
  )
}
