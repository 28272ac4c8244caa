import type { MemberRow } from '#shared/care-team/api.ts'
import { roleWords } from '../i18n/role-words.ts'

/** Who may confirm what I ask for, by name: never two parents alone. The server decides; this only says whom to expect. */
export function namesOfSecond(members: readonly MemberRow[]): string {
  const me = members.find(({ isYou }) => isYou)
  const mayConfirm = ({ role, isYou }: MemberRow) => !isYou && (role === 'lead' || role === 'admin' || (role === 'guardian' && me?.role === 'lead'))
  return members.filter(mayConfirm).map(({ name, role }) => `${name} (${roleWords[role].name.toLowerCase()})`).join(' or ')
}
