import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { LOGIN_LINK_MINUTES } from '../../accounts/login-link-store.ts'
import type { Journey } from '../../accounts/providers/provider.ts'
import { SESSION_DAYS } from '../../accounts/session-store.ts'
import type { Site } from '../site.ts'

/** With https the name makes browsers refuse the cookie from other hosts of the domain and from plain HTTP (RFC 6265bis, 4.1.3). */
function named(name: string) {
  return { secure: `__Host-${name}`, plain: name }
}

export const SESSION_COOKIE = named('session')
const ASKING_COOKIE = named('asking') // for a sign-in mail: which browser asked

const JOURNEY_COOKIE = named('journey') // to a provider and back

const OURS = /(?:^|; ?)(?:__Host-)?session=/

/** Whether a request may come from somebody who is signed in. Read before anything else, so by the header alone. */
export function mayBeSignedIn(cookieHeader: string | undefined): boolean {
  return cookieHeader !== undefined && OURS.test(cookieHeader)
}

function isSecure(site: Site): boolean {
  return site.publicUrl.startsWith('https:')
}

function keep(
  c: Context,
  site: Site,
  name: ReturnType<typeof named>,
  value: string,
  maxAge: number,
) {
  const secure = isSecure(site)
  setCookie(c, secure ? name.secure : name.plain, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    maxAge,
  })
}

function forget(c: Context, site: Site, name: ReturnType<typeof named>): void {
  const secure = isSecure(site)
  deleteCookie(c, secure ? name.secure : name.plain, { path: '/', secure })
}

const DAY_S = 86_400

export function keepSession(c: Context, site: Site, secret: string): void {
  keep(c, site, SESSION_COOKIE, secret, SESSION_DAYS * DAY_S)
}

export function forgetSession(c: Context, site: Site): void {
  forget(c, site, SESSION_COOKIE)
}

export function keepAsking(c: Context, site: Site, secret: string): void {
  keep(c, site, ASKING_COOKIE, secret, LOGIN_LINK_MINUTES * 60)
}

export function askingSecret(c: Context, site: Site): string | undefined {
  return getCookie(c, isSecure(site) ? ASKING_COOKIE.secure : ASKING_COOKIE.plain)
}

export function forgetAsking(c: Context, site: Site): void {
  forget(c, site, ASKING_COOKIE)
}

/** What is remembered of a visit to a provider until its way back. */
export interface KeptJourney extends Journey {
  provider: string // id
  next: string // path
  by: string | null // id of the person who links an account; null: to sign in
}

const JOURNEY_S = 10 * 60 // to find one's password there

export function keepJourney(c: Context, site: Site, journey: KeptJourney): void {
  const text = Buffer.from(JSON.stringify(journey)).toString('base64url')
  keep(c, site, JOURNEY_COOKIE, text, JOURNEY_S)
}

/** Null when there is none, or none that we have written. */
export function journeyOf(c: Context, site: Site): KeptJourney | null {
  const text = getCookie(c, isSecure(site) ? JOURNEY_COOKIE.secure : JOURNEY_COOKIE.plain)
  if (text === undefined) return null
  try {
    return Kept.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return null
  }
}

export function forgetJourney(c: Context, site: Site): void {
  forget(c, site, JOURNEY_COOKIE)
}

const Kept = z.object({
  state: z.string().min(1),
  nonce: z.string().min(1),
  verifier: z.string().min(1),
  provider: z.string(),
  next: z.string(),
  by: z.string().nullable(),
})
