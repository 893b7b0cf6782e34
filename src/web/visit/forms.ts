import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { storable } from '../../database/rows.ts'
import { isSameSecret } from '../../accounts/secret.ts'
import { problemPage } from '../pages/not-found.ts'
import { onlyToBeRead } from '../readable-requests.ts'
import type { Site } from '../site.ts'
import { formToken } from './visit.ts'

const FORM_BYTES_MAX = 256 * 1024 // a comment of 10 kB, percent-encoded, and room for what features add
const FORM_TYPES = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)(?:;|$)/i

/** A form that cannot be read: the browser gets this status. */
type Refusal = { status: 403 | 413 | 415; title: string; help: string }

/**
 * Before every page that changes something. A form must come from a page of ours: browsers say where it comes from
 * (Sec-Fetch-Site, Origin), and a signed-in person's form carries the token of the session. The cookie's SameSite=Lax is
 * the third lock on the same door.
 */
export function guardForms(site: Site): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'POST') return next()
    if (!matchedRoutes(c).some(({ method }) => method === 'POST')) return onlyToBeRead(c, site)
    const refusal = await reasonToRefuse(c, site)
    if (!refusal) return next()
    return c.html(problemPage(site, refusal.title, refusal.help), refusal.status)
  }
}

async function reasonToRefuse(c: Context, site: Site): Promise<Refusal | null> {
  if (!comesFromHere(c, site)) return FROM_ELSEWHERE
  if (!FORM_TYPES.test(c.req.header('content-type') ?? '')) return NO_FORM
  const body = await limitedBody(c.req.raw, FORM_BYTES_MAX)
  if (body === null) return TOO_LONG
  const { url, method, headers } = c.req.raw
  c.req.raw = new Request(url, { method, headers, body })
  if (!c.get('visit')) return null
  const { form } = await c.req.parseBody()
  return typeof form === 'string' && isSameSecret(form, formToken(c)) ? null : OUTDATED
}

const FROM_ELSEWHERE: Refusal = {
  status: 403,
  title: 'This form came from elsewhere',
  help: 'Only forms on pages of this site are accepted. Open the page here and send it again.',
}

const NO_FORM: Refusal = {
  status: 415,
  title: 'This is not a form',
  help: 'The request holds nothing that a form would send.',
}

const TOO_LONG: Refusal = {
  status: 413,
  title: 'This is too long',
  help: 'Please make it shorter and send it again.',
}

const OUTDATED: Refusal = {
  status: 403,
  title: 'This form is out of date',
  help: 'You have signed in or out since the page was opened. Go back, reload it and send the form again.',
}

/** As browsers tell it. A request that tells nothing comes from no browser that we know, and is refused too. */
function comesFromHere(c: Context, site: Site): boolean {
  const fetchSite = c.req.header('sec-fetch-site')
  if (fetchSite !== undefined) return fetchSite === 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined) return false
  const from = URL.parse(origin)
  return from !== null && (from.origin === site.publicUrl || from.host === c.req.header('host'))
}

/** The whole body, or null as soon as it is longer. */
export async function limitedBody(request: Request, bytesMax: number): Promise<ArrayBuffer | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > bytesMax) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks)).buffer
}

/**
 * The fields of a form as text that a database can store, '' for what is absent. What a page does not name never
 * reaches it.
 */
export async function formFields<Name extends string>(
  c: Context,
  ...names: Name[]
): Promise<Record<Name, string>> {
  const body = await c.req.parseBody()
  const fields = names.map((name) => [
    name,
    typeof body[name] === 'string' ? storable(body[name]) : '',
  ])
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of Object.fromEntries forgets which names
  return Object.fromEntries(fields) as Record<Name, string>
}
