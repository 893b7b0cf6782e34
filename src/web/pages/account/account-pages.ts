import type { Hono } from 'hono'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { requirePerson, requireRole } from '../../visit/require.ts'
import { comeBack, goElsewhere, unlink } from './elsewhere.ts'
import { loginLinkPage, useLoginLink } from './login-link.ts'
import { loginPage, sendLoginLink } from './login.ts'
import { logout } from './logout.ts'
import { changeMails } from './mails.ts'
import { askForNewAddress, newAddressPage, takeNewAddress } from './new-address.ts'
import { changePasskeys, passkeyOffer, passkeyQuestion, signInByPasskey } from './passkeys.ts'
import { changeRole, peoplePage } from './people.ts'
import { eraseAccount, erasePage, takeOutFile } from './privacy.ts'
import { endSomeSessions } from './sessions.ts'
import { changeSettings, settingsPage } from './settings.ts'

/** Signing in and out, settings, and people for admins. */
export function accountPages(app: Hono, site: Site): void {
  app.get('/login', loginPage(site)).post(sendLoginLink(site))
  app.post('/login/with/:provider', goElsewhere(site))
  app.get('/login/with/:provider/back', comeBack(site))
  app.post(paths.passkeyLogin, signInByPasskey(site))
  app.post(`${paths.passkeyLogin}/options`, passkeyQuestion(site))
  app.get('/login/:secret', loginLinkPage(site)).post(useLoginLink(site))
  app.post(paths.logout, logout(site))

  app.use('/settings/*', requirePerson) // and /settings itself
  app.get(paths.settings, settingsPage(site)).post(changeSettings(site))
  app.post(paths.newAddress, askForNewAddress(site))
  app.get('/settings/address/:secret', newAddressPage(site)).post(takeNewAddress(site))
  app.post(paths.mails, changeMails(site))
  app.post(paths.unlink, unlink(site))
  app.post(paths.passkeys, changePasskeys(site))
  app.post(`${paths.passkeys}/options`, passkeyOffer(site))
  app.post(paths.sessions, endSomeSessions(site))
  app.get(paths.takeOut, takeOutFile(site))
  app.get(paths.erase, erasePage(site)).post(eraseAccount(site))

  app.use('/admin/*', requireRole(site, 'admin'))
  app.get('/admin/people', peoplePage(site)).post(changeRole(site))
}
