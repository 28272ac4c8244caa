import { runSchedule } from './schedule.ts'
const from = Number(process.argv[2] ?? 1), n = Number(process.argv[3] ?? 10)
const t = process.cpuUsage().user; let bad = 0, rows = 0; const costs: [number, number, string][] = []
for (let seed = from; seed < from + n; seed++) {
  const c = process.cpuUsage().user
  const o = await runSchedule(seed); rows += o.rows
  costs.push([(process.cpuUsage().user - c) / 1000, seed, o.hash])
  if (o.failure) { bad++; process.stdout.write(`seed ${seed}: ${o.failure}\n`); if (process.argv[4]) process.stdout.write(o.last.join('\n') + '\n') }
}
costs.sort((a, b) => b[0] - a[0]); process.stdout.write(JSON.stringify(costs.slice(0, 6)) + JSON.stringify(costs[n >> 1]) + '\n')
process.stdout.write(`${n} schedules, ${bad} failed, ${rows} rows, ${((process.cpuUsage().user - t) / n / 1000).toFixed(1)} ms each\n`)
process.exit()
