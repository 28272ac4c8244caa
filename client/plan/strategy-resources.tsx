import { Link2, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { newEntity } from '#shared/plan/containers.ts'
import { linksOf, linkTyped, type StrategyLink } from '#shared/plan/links.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { resourceFields } from '#shared/plan/plan-part.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { OutsideLink } from '../ui/outside-link.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { announce } from '../ui/status-region.tsx'
import { mapOf, type Entity } from './entity.ts'
import css from './strategy-links.module.css'

/** Films and pages that help with a strategy. */
export function StrategyResources({ part, strategy, name }: { part: PartHandle; strategy: Entity; name: string }) {
  const list = mapOf(strategy, 'resources')
  const known = useShared(list, () => JSON.stringify(linksOf(strategy)), 'deep')
  const [isAdding, setIsAdding] = useState(false)
  const links = JSON.parse(known) as StrategyLink[]
  const remove = ({ id, title }: StrategyLink) => {
    part.change(() => list?.delete(id))
    announce(`Link removed: ${title}`)
  }
  if (links.length === 0 && !part.canWrite) return null
  return (
    <div className={css.resources}>
      {links.length > 0 && (
        <ul className={css.resourceList} aria-label={`Links of ${name}`}>
          {links.map((link) => (
            <li key={link.id} className={css.resource}>
              <OutsideLink {...link} />
              {part.canWrite && (
                <IconButton label={`Remove the link ${link.title}`} onPress={() => remove(link)}>
                  <Trash2 size={18} aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {part.canWrite && list !== undefined && (
        <Button look="quiet" size="small" aria-label={`Add a link to ${name}`} onPress={() => setIsAdding(true)}>
          {links.length === 0 ? <Link2 size={18} aria-hidden /> : <Plus size={18} aria-hidden />} Add a link
        </Button>
      )}
      {isAdding && list !== undefined && <NewLink part={part} list={list} onClose={() => setIsAdding(false)} />}
    </div>
  )
}

function NewLink({ part, list, onClose }: { part: PartHandle; list: Entity; onClose: () => void }) {
  const [words, setWords] = useState({ url: '', title: '' })
  const [isWrong, setIsWrong] = useState(false)
  const add = () => {
    const url = linkTyped(words.url)
    if (url === null) return setIsWrong(true)
    const title = words.title.trim()
    part.change(() => list.set(crypto.randomUUID(), newEntity(resourceFields, { url, ...(title !== '' && { title }), order: keyAtEnd(list) })))
    announce('Link added')
    onClose()
  }
  return (
    <Sheet title="Add a link" isSmall onClose={onClose} footer={<Button look="primary" fills isDisabled={words.url.trim() === ''} onPress={add}>Add the link</Button>}>
      <Field label="Address of the page" hint="Such as example.org/film" value={words.url} onChange={(url) => {
          setWords({ ...words, url })
          setIsWrong(false)
        }} takesFocus />
      {isWrong && <p role="alert" className={css.wrong}>That is no address that can be opened safely. It begins with https:// and is at most 200 characters long.</p>}
      <Field label="What it is" hint="If you like: what people see instead of the address" value={words.title} onChange={(title) => setWords({ ...words, title: title.slice(0, 200) })} />
      <p className={css.plain}>Everybody who reads the plan can open it. The page belongs to somebody else, who then sees that it was opened.</p>
    </Sheet>
  )
}
