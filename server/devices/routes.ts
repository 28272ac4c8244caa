import { DeviceKeys } from '#shared/plan/api.ts'
import { deviceLeaseDays } from '#shared/plan/device-lease.ts'
import { listParts } from '../access/authorize.ts'
import { planGrantOf } from '../access/route-guard.ts'
import { loadMasterKey } from '../accounts/master-key.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { partKey } from './part-keys.ts'

/** What a person's own device needs to keep a locked copy of a plan. */
export function addDeviceRoutes(app: App, deps: Deps): void {
  const masterKey = loadMasterKey(deps.config.masterKeyFile)
  const keys = { config: { access: 'plan.read' as const }, schema: { response: { 200: DeviceKeys } } }
  app.get('/api/plans/:id/device-keys', keys, async (request) => {
    const grant = planGrantOf(request)
    const parts = await listParts(deps.database, grant)
    return {
      keys: parts.map(({ id }) => ({ partId: id, key: partKey(masterKey, { ...grant, partId: id }) })),
      leaseDays: deviceLeaseDays,
    }
  })
}
