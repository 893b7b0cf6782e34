import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { LOGIN_LINK_MINUTES } from '../../accounts/login-link-store.ts'
import { SESSION_DAYS } from '../../accounts/session-store.ts'
import type { Site } from '../site.ts'

/** With https the name makes browsers refuse the cookie from other hosts of the domain and from plain HTTP (RFC 6265bis, 4.1.3). */
function named(name: string) {
  return { secure: `__Host-${name}`, plain: name }
}

export const SESSION_COOKIE = named('session')
const ASKING_COOKIE = named('asking') // for a sign-in mail: which browser asked

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
