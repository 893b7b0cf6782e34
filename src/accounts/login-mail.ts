import type { Mail } from '../mail/mailer.ts'
import { LOGIN_LINK_MINUTES } from './login-link-store.ts'

/** What somebody gets who wants to sign in. `site` is how readers know it: 'papers.example.org'. */
export function loginMail({ to, url, site }: { to: string; url: string; site: string }): Mail {
  return {
    to,
    subject: `Sign in to ${site}`,
    text: `Open this page and press its button to sign in:

${url}

The link works once, for ${LOGIN_LINK_MINUTES} minutes. If you did not ask for it, do nothing: nobody is signed in by this mail alone.
`,
  }
}

/** Goes to an address that somebody wants their mail to go to from now on. */
export function newAddressMail({ to, url, site }: { to: string; url: string; site: string }): Mail {
  return {
    to,
    subject: `Your new address for ${site}`,
    text: `Somebody who has an account at ${site} wants to use it with this address. If it was you, open this page while you are signed in:

${url}

The link works once, for ${LOGIN_LINK_MINUTES} minutes. If it was not you, do nothing.
`,
  }
}

/** Goes to the address that was left: its owner must learn of it, in case it was somebody else who left it. */
export function leftAddressMail({ to, site }: { to: string; site: string }): Mail {
  return {
    to,
    subject: `Another address for your account at ${site}`,
    text: `Your account at ${site} has another mail address from now on. If you did not change it, somebody else has used your account: tell whoever runs the site.
`,
  }
}
