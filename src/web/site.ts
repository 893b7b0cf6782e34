import type { Mail } from '../accounts/login-mail.ts'
import type { Database } from '../database/database.ts'
import type { Search } from '../search/search.ts'
import type { ServiceStatus } from '../status/status.ts'
import type { VotingRule } from '../trending/vote.ts'
import type { Assets } from './assets.ts'

/** What every page is made from. */
export interface Site {
  db: Database
  search: Search
  publicUrl: string // without a slash at its end
  assets: Assets
  status: () => Promise<ServiceStatus>
  now: () => Date
  voting: VotingRule
  sendMail: (mail: Mail) => Promise<void>
}
