import type { IdentityProvider } from '../accounts/providers/provider.ts'
import type { Database } from '../database/database.ts'
import type { Search } from '../search/search.ts'
import type { Mail } from '../mail/mailer.ts'
import type { ServiceStatus } from '../status/status.ts'
import type { Usual } from '../trending/usual-store.ts'
import type { VotingRule } from '../trending/vote.ts'
import type { MailKeys } from '../digests/keys.ts'
import type { Assets } from './assets.ts'
import type { Failure } from './pages/server-error.ts'

/** What every page is made from. */
export interface Site {
  db: Database
  search: Search
  publicUrl: string // without a slash at its end
  assets: Assets
  status: () => Promise<ServiceStatus>
  usual: () => Promise<Usual> // as it was at most a minute ago
  across: () => Promise<string[]> // ids of the papers that are hottest for their topic, likewise
  now: () => Date
  voting: VotingRule
  voteHeld: (paperId: string) => void // logs that one network gives a paper many votes, and nothing about whose they are
  log: (failure: Failure) => void
  sendMail: (mail: Mail) => Promise<void> // throws MailError
  mailLeaves: boolean // false: nothing here can send mail, and links stand in the log
  providers: IdentityProvider[] // where people may sign in from
  trustedProxies: number // how many proxies of ours note where a request comes from
  mailKeys: MailKeys
  mailWebhookSecret: string | null // of the relay that tells what became of mails; null: none does
  /** Lets work go on after the answer: how long it takes tells the reader nothing. What fails is logged. */
  later: (work: Promise<void>) => void
}
