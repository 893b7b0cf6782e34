import type { Context, MiddlewareHandler } from 'hono'
import { hasRole, type Role } from '../../accounts/person.ts'
import { problemPage } from '../pages/not-found.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { cameFrom } from './own-path.ts'
import { personOf } from './visit.ts'

/** Before pages for signed-in people: everybody else is sent to sign in, and then back. */
export const requirePerson: MiddlewareHandler = async (c, next) =>
  personOf(c) ? next() : toSignIn(c)

/** Before pages for some: who is signed in but may not is told so. */
export function requireRole(site: Site, role: Role): MiddlewareHandler {
  return async (c, next) => {
    const person = personOf(c)
    if (!person) return toSignIn(c)
    if (hasRole(person, role)) return next()
    const help = `It needs the rights of a ${role}, which an admin can give you.`
    return c.html(problemPage(site, 'This page is not for everybody', help), 403)
  }
}

/** Back to the page that is asked for, or that held the form. */
function toSignIn(c: Context): Response {
  const { pathname, search } = new URL(c.req.url)
  const back = c.req.method === 'POST' ? cameFrom(c) : pathname + search
  return c.redirect(paths.login(back ?? paths.front), 303)
}
