import { LOGIN_LINK_MINUTES } from './login-link-store.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}

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
