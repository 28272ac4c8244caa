/** The only reader of the environment. Every problem is found before anything is opened, and all are told together. */
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { StartError } from './errors.ts'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type Config = {
  readonly port: number
  readonly host: string
  /** Origin of every link and of the Origin check, without a slash at the end. */
  readonly publicUrl: string
  readonly dataDir: string
  /** Null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null
  readonly masterKeyFile: string
  readonly logLevel: LogLevel
  /** What a program must show to read /metrics; null: programs on this machine may. */
  readonly metricsToken: string | null
  /** Addresses and networks of the reverse proxies whose word on where a request came from is taken. Empty: nobody's. */
  readonly trustedProxies: readonly string[]
}

/** Settings of a demo: only where to listen may be chosen, so that it can never touch a real data folder or database. */
export function readDemoConfig(dataDir: string, env: Environment = process.env): Config {
  const { PORT, HOST, PUBLIC_URL, LOG_LEVEL = 'warn' } = env
  return readConfig({ PORT, HOST, PUBLIC_URL, LOG_LEVEL, DATA_DIR: dataDir })
}

/** The environment of the server behind Vite: pages come from Vite, so links and the Origin check name its address. */
export const developmentEnvironment = (viteUrl: string, env: Environment = process.env): Record<string, string | undefined> => ({
  ...env,
  PUBLIC_URL: env.PUBLIC_URL ?? viteUrl,
  HOST: '127.0.0.1',
})

/** The password that `seed` gives to every account it makes; null gives them none. */
export const readSeedPassword = (env: Environment = process.env): string | null => env.SEED_PASSWORD || null

type Read<T> = { value: T } | { problem: string }

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment. Throws StartError `bad-config` that names every problem and no value of a secret. */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = []
  const read = <T>(name: string, parse: (text: string) => Read<T>, fallback: T): T => {
    const text = env[name]?.trim()
    if (text === undefined || text === '') return fallback
    const result = parse(text)
    if ('value' in result) return result.value
    problems.push(`${name} ${result.problem}`)
    return fallback
  }

  const port = read('PORT', parsePort, 3000)
  const dataDir = resolve(read('DATA_DIR', parseText, './data'))
  const config: Config = {
    port,
    host: read('HOST', parseText, '127.0.0.1'),
    publicUrl: read('PUBLIC_URL', parseOrigin, `http://localhost:${port}`),
    dataDir,
    databaseUrl: read<string | null>('DATABASE_URL', parseDatabaseUrl, null),
    masterKeyFile: resolve(read('MASTER_KEY_FILE', parseText, join(dataDir, 'master.key'))),
    logLevel: read<LogLevel>('LOG_LEVEL', parseLogLevel, 'info'),
    metricsToken: read<string | null>('METRICS_TOKEN', parseToken, null),
    trustedProxies: read<readonly string[]>('TRUST_PROXY', parseNetworks, []),
  }
  if (problems.length > 0) throw new StartError('bad-config', ['The settings need a change:', ...problems].join('\n  - '))
  return config
}

const parseText = (text: string): Read<string> => ({ value: text })

function parsePort(text: string): Read<number> {
  const port = Number(text)
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535 ? { value: port } : { problem: 'must be a whole number from 1 to 65535.' }
}

function parseOrigin(text: string): Read<string> {
  const url = URL.parse(text)
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === ''
  if (!isOrigin || url.username !== '' || url.password !== '') {
    return { problem: 'must be where people open Samepage, such as https://plans.example.org, with no path.' }
  }
  return { value: url.origin }
}

function parseDatabaseUrl(text: string): Read<string> {
  const protocol = URL.parse(text)?.protocol
  return protocol === 'postgres:' || protocol === 'postgresql:'
    ? { value: text }
    : { problem: 'must start with postgres:// (its value is not shown here). Leave it out to use SQLite.' }
}

const parseToken = (text: string): Read<string> =>
  text.length >= 16 ? { value: text } : { problem: 'must have at least 16 characters (its value is not shown here).' }

function parseLogLevel(text: string): Read<LogLevel> {
  const level = logLevels.find((known) => known === text)
  return level === undefined ? { problem: `must be one of ${logLevels.join(', ')}.` } : { value: level }
}

/** A whole internet as one network is refused: then everybody could say where they come from. */
function parseNetworks(text: string): Read<readonly string[]> {
  const networks = text.split(',').map((network) => network.trim())
  const isNetwork = (network: string) => {
    const [address = '', bits, ...rest] = network.split('/')
    const version = isIP(address)
    if (version === 0 || rest.length > 0) return false
    return bits === undefined || (/^[1-9]\d*$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  }
  return networks.every(isNetwork)
    ? { value: networks }
    : { problem: 'must be the addresses of reverse proxies, such as 127.0.0.1 or 10.0.0.0/8, with commas between them.' }
}
