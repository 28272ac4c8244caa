/** Who is asking, as far as rate limits can tell: one household or one machine, however many addresses it has. */
import { isIPv6 } from 'node:net'

/** The limits' key for a request. A connection that is gone already has no address any more; all of those count as one. */
export function limitKey({ ip }: { readonly ip: string | undefined }): string {
  if (ip === undefined) return 'gone'
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1]
  return mapped ?? (isIPv6(ip) ? networkOf(ip) : ip)
}

/** The first 64 bits of an IPv6 address: the rest is free to choose for whoever has them. */
function networkOf(ip: string): string {
  const [before = '', after] = ip.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after === undefined || after === '' ? [] : after.split(':')
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return [...head, ...zeros, ...tail].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
