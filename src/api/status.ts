import type { Handler } from 'hono'
import type { Api } from './api.ts'

/** GET /status: how the service is doing, as `ServiceStatus` has it; moments end in 'Z'. */
export function serviceStatus(api: Api): Handler {
  return async (c) => c.json(await api.status(), 200, { 'cache-control': 'no-store' })
}
