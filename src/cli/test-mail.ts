import type { Config } from '../config.ts'
import type { Mail } from '../mail/mailer.ts'

/** A mail that somebody sends to themselves. */
export function testMail({ PUBLIC_URL }: Config, to: string): Mail {
  return {
    to,
    subject: 'A test of mail from Broadsheet',
    text: `This message was sent to see whether mail from ${PUBLIC_URL} arrives. It does.

Its source should say spf=pass, dkim=pass and dmarc=pass.
`,
  }
}
