import { join } from 'node:path'
import { z } from 'zod'
import { placeOfMeaning } from './search/models/place.ts'
import type { HeatRule } from './heat/heat.ts'
import { parseAddress, parseDomain, parseSender } from './mail/address.ts'
import type { Sender } from './mail/mailer.ts'
import type { VotingRule } from './trending/vote.ts'
import { parseRelayAddress, type RelayAddress } from './mail/relay-address.ts'

/** How much an event counts for Trending, in votes given here. */
function weight(standard: number) {
  return z
    .string()
    .regex(/^\d{1,3}(\.\d{1,4})?$/, 'must be a number from 0 to 999, such as 0.5')
    .transform(Number)
    .default(standard)
}

/** Answers in five minutes; the defaults are those that clients of the daily papers API know. */
function answers(usual: number) {
  return z
    .string()
    .regex(/^\d{1,7}$/, 'must be a number, or 0 for no limit')
    .transform(Number)
    .default(usual)
}

const DIMENSIONS = 'must be a multiple of 8 from 8 to 2048'

/** How a provider knows us: 'id:secret'. */
function clientSetting() {
  return z
    .string()
    .regex(/^[^:\s]+:\S+$/, 'must be id:secret')
    .optional()
}

/** Every setting the service reads, with its default. Documented in docs/settings.md, which a test keeps in step. */
export const Settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(8080), // 0: any free port
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (url) => new URL(url).pathname === '/',
      'must have no path: the pages are served from the root',
    )
    .optional(), // without it, http://localhost:<PORT>
  DATABASE_URL: z
    .string()
    .regex(/^(pglite:.+|postgres(ql)?:\/\/.+)$/, 'must be pglite:<folder> or postgres://…')
    .default('pglite:./data'),
  SEARCH_FOLDER: z.string().min(1).optional(), // without it, beside the embedded database, else ./data/search
  SEARCH_THREADS: z
    .string()
    .regex(/^[0-8]$/, 'must be a number from 0 to 8')
    .transform(Number)
    .default(1),
  API_LIMIT: answers(500),
  API_SEARCH_LIMIT: answers(50),
  MEANING: z
    .string()
    .refine(
      (text) => placeOfMeaning(text) !== null,
      'must be static, onnx:<folder or name> or http:<address>, without a name or password in the address',
    )
    .default('static'),
  MEANING_MODEL: z.string().min(1).max(200).optional(), // needed for http:
  MEANING_KEY: z.string().min(1).optional(),
  MEANING_DIMENSIONS: z
    .string()
    .regex(/^\d{1,4}$/, DIMENSIONS)
    .transform(Number)
    .refine(
      (dimensions) => dimensions % 8 === 0 && dimensions >= 8 && dimensions <= 2048,
      DIMENSIONS,
    )
    .optional(), // needed for http:
  MEANING_QUERY_PREFIX: z.string().max(1000).optional(),
  MEANING_PAPER_PREFIX: z.string().max(1000).optional(),
  MEANING_HUB: z.url({ protocol: /^https?$/ }).default('https://huggingface.co'),
  SMTP_URL: z
    .string()
    .refine((url) => parseRelayAddress(url) !== null, 'must be smtp://… or smtps://…')
    .optional(), // without it, mails become files in OUTBOX_FOLDER
  MAIL_FROM: z
    .string()
    .refine((text) => parseSender(text) !== null, 'must be an address, or Name <address>')
    .optional(), // without it, papers@ the host of PUBLIC_URL
  OUTBOX_FOLDER: z.string().min(1).optional(), // without it, beside the embedded database, else ./data/outbox
  GIST_URL: z.url({ protocol: /^https?$/ }).optional(), // without it, no model is asked for gists
  GIST_MODEL: z.string().min(1).max(100).optional(), // needed with GIST_URL
  GIST_KEY: z.string().min(1).optional(),
  GIST_PER_MINUTE: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
    .transform(Number)
    .default(10),
  GITHUB_CLIENT: clientSetting(),
  GOOGLE_CLIENT: clientSetting(),
  ORCID_CLIENT: clientSetting(),
  OIDC_CLIENT: clientSetting(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_NAME: z.string().min(1).max(40).default('OpenID Connect'),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, 'must be a number from 0 to 9')
    .transform(Number)
    .default(0),
  DKIM_KEY_FILE: z.string().min(1).optional(), // without it, the relay signs
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9-]{1,63}$/i, 'must be a word of letters, digits and -')
    .default('broadsheet'),
  BOUNCE_DOMAIN: z
    .string()
    .refine((text) => parseDomain(text) !== null, 'must be a domain')
    .optional(), // without it, bounces go to MAIL_FROM
  BOUNCE_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'must be a number from 1 to 65535')
    .optional(), // without it, nothing listens
  BOUNCE_FOLDER: z.string().min(1).optional(), // a Maildir that a mail server fills
  MAIL_WEBHOOK_SECRET: z
    .string()
    .min(20, 'must have 20 characters or more')
    .refine(
      (text) => !text.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]{20,}={0,2}$/.test(text),
      'must be base64 after whsec_',
    )
    .optional(), // without it, no relay is listened to
  DIGEST_RATE: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a number from 1 to 99999')
    .transform(Number)
    .default(20), // mails a second, over all processes
  DIGEST_CONNECTIONS: z
    .string()
    .regex(/^([1-9]|[1-4]\d|50)$/, 'must be a number from 1 to 50')
    .transform(Number)
    .default(5),
  DIGEST_PER_DAY: z
    .string()
    .regex(/^\d{1,8}$/, 'must be a number')
    .transform((text) => Number(text) || null)
    .default(null), // no limit
  DIGEST_WARM_UP: z.enum(['on', 'off']).default('off'),
  DIGEST_UNCERTAIN: z.enum(['resend-once', 'hold']).default('resend-once'),
  SAMPLE: z.enum(['on', 'off']).default('on'),
  VOTES_COUNT_AFTER_HOURS: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number of hours')
    .transform(Number)
    .default(24),
  VOTES_FROM_ONE_NETWORK: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number')
    .transform(Number)
    .default(20),
  TRENDING_HALF_LIFE_HOURS: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of hours, from 1')
    .transform(Number)
    .refine((hours) => hours >= 1, 'must be a whole number of hours, from 1')
    .default(36),
  TRENDING_VOTE: weight(1),
  TRENDING_COMMENT: weight(0.5),
  TRENDING_SAVE: weight(0.5),
  TRENDING_SOURCE_VOTE: weight(0.2), // other sites are larger
  TRENDING_STAR: weight(0.05), // a repository star costs its giver less than a vote
  TRENDING_ANNOUNCEMENT: weight(0.1),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export interface Config extends z.infer<typeof Settings> {
  PUBLIC_URL: string
  SEARCH_FOLDER: string
  OUTBOX_FOLDER: string
  relay: RelayAddress | null
  sender: Sender
}

/** How hot papers are by these settings. */
export function heatRuleOf(config: Config): HeatRule {
  return {
    halfLifeHours: config.TRENDING_HALF_LIFE_HOURS,
    weights: {
      vote: config.TRENDING_VOTE,
      comment: config.TRENDING_COMMENT,
      save: config.TRENDING_SAVE,
      sourceVote: config.TRENDING_SOURCE_VOTE,
      star: config.TRENDING_STAR,
      announcement: config.TRENDING_ANNOUNCEMENT,
    },
  }
}

/** How votes are damped by these settings. */
export function votingRuleOf(config: Config): VotingRule {
  return {
    newAccountHours: config.VOTES_COUNT_AFTER_HOURS,
    perNetwork: config.VOTES_FROM_ONE_NETWORK,
  }
}

/** Reads the environment once, at startup. An empty variable counts as absent. Throws SettingsError. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = Settings.safeParse(given)
  if (!result.success) throw new SettingsError(result.error)

  const settings = result.data
  const problem =
    problemOfMeaning(settings) ?? problemOfGists(settings) ?? problemOfSignIn(settings)
  if (problem !== null) throw new SettingsError(new z.ZodError([problem]))

  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`
  const embedded = /^pglite:(.+)/.exec(settings.DATABASE_URL)?.[1]
  return {
    ...settings,
    PUBLIC_URL: publicUrl.replace(/\/+$/, ''),
    SEARCH_FOLDER: settings.SEARCH_FOLDER ?? join(embedded ?? './data', 'search'),
    OUTBOX_FOLDER: settings.OUTBOX_FOLDER ?? join(embedded ?? './data', 'outbox'),
    relay: settings.SMTP_URL === undefined ? null : parseRelayAddress(settings.SMTP_URL),
    sender: parseSender(settings.MAIL_FROM ?? '') ?? defaultSender(publicUrl),
  }
}

function wrong(name: keyof z.infer<typeof Settings>, message: string): z.core.$ZodIssueCustom {
  return { code: 'custom', path: [name], message, input: undefined }
}

/** The same for the settings of gists. */
function problemOfGists({
  GIST_URL: url,
  GIST_MODEL: model,
  GIST_KEY: key,
}: z.infer<typeof Settings>): z.core.$ZodIssueCustom | null {
  if (url === undefined) return null
  if (model === undefined) return wrong('GIST_MODEL', 'is needed with GIST_URL')
  return key !== undefined && travelsOpenly(url)
    ? wrong('GIST_KEY', 'would travel unprotected: use an https address')
    : null
}

/** The same for the provider of OpenID Connect. */
function problemOfSignIn({
  OIDC_CLIENT: client,
  OIDC_ISSUER: issuer,
}: z.infer<typeof Settings>): z.core.$ZodIssueCustom | null {
  if (client === undefined && issuer === undefined) return null
  if (client === undefined) return wrong('OIDC_CLIENT', 'is needed with OIDC_ISSUER')
  if (issuer === undefined) return wrong('OIDC_ISSUER', 'is needed with OIDC_CLIENT')
  return travelsOpenly(issuer)
    ? wrong('OIDC_ISSUER', 'would be believed without protection: use an https address')
    : null
}

/** Whether others on the way can read what is sent there. */
function travelsOpenly(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

/** What is wrong with the settings of meaning taken together; null when nothing is. */
function problemOfMeaning(settings: z.infer<typeof Settings>): z.core.$ZodIssueCustom | null {
  const { kind, place } = placeOfMeaning(settings.MEANING)!
  if (kind !== 'http') return null
  if (settings.MEANING_MODEL === undefined) return wrong('MEANING_MODEL', 'is needed with http:')
  if (settings.MEANING_DIMENSIONS === undefined)
    return wrong('MEANING_DIMENSIONS', 'is needed with http:')
  return settings.MEANING_KEY !== undefined && travelsOpenly(place)
    ? wrong('MEANING_KEY', 'would travel unprotected: use an https address')
    : null
}

/** Where readers reach the site is where its mail is from. A host without a domain has none, and uses a name that never is one. */
function defaultSender(publicUrl: string): Sender {
  const domain = parseDomain(new URL(publicUrl).hostname) ?? 'broadsheet.invalid' // RFC 2606
  return { name: 'Broadsheet', address: parseAddress(`papers@${domain}`)! }
}

/** The environment holds settings that cannot be meant. The message names every one; nothing starts. */
export class SettingsError extends Error {
  override name = 'SettingsError'

  constructor(cause: z.ZodError) {
    const problems = cause.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    super(`Cannot start with these settings (see docs/settings.md):\n${problems.join('\n')}`, {
      cause,
    })
  }
}
