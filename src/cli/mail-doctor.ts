import { Resolver } from 'node:dns/promises'
import { readConfig, type Config } from '../config.ts'
import { AddressError, MailError } from '../mail/mailer.ts'
import { examine, type Patient } from '../mail/doctor/examine.ts'
import { good, type Finding } from '../mail/doctor/finding.ts'
import { nameServer, type NameServer } from '../mail/doctor/name-server.ts'
import { parseAddress } from '../mail/address.ts'
import { mailerOf, signerOf } from '../mailer.ts'
import { TERMINAL } from './terminal.ts'
import { testMail } from './test-mail.ts'
import { UserProblem } from './user-problem.ts'

/** Where the doctor looks and what he is told. */
export interface Consultation {
  config: () => Config
  names: NameServer
  say: (text: string) => void
}

const DNS_PATIENCE = { timeout: 3_000, tries: 2 } // the second try of a server that answers comes within it

export const CONSULTATION: Consultation = {
  config: () => readConfig(process.env),
  names: nameServer(new Resolver(DNS_PATIENCE)),
  say: TERMINAL.say,
}

export interface DoctorOptions {
  to?: string // sends a test message there
  json?: boolean
}

/** Says what keeps our mail from arriving, and what to do about it. Throws UserProblem when something is wrong. */
export async function doctor(options: DoctorOptions, consultation: Consultation): Promise<void> {
  const { config: read, names, say } = consultation
  if (options.to !== undefined && !parseAddress(options.to)) throw new AddressError()
  const config = read()
  const findings = [
    ...(await examine(patientOf(config), names)),
    await testMessage(config, options),
  ]
  if (options.json) say(JSON.stringify({ findings }, null, 2))
  else for (const finding of findings) say(described(finding))
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  if (wrong > 0) throw new UserProblem(`${wrong} of ${findings.length} findings must be mended.`)
}

function patientOf(config: Config): Patient {
  const { relay, sender, PUBLIC_URL, BOUNCE_DOMAIN } = config
  const intakes = [config.BOUNCE_PORT, config.BOUNCE_FOLDER, config.MAIL_WEBHOOK_SECRET]
  const host = new URL(PUBLIC_URL).hostname
  return {
    senderDomain: sender.address.domain,
    publicUrl: PUBLIC_URL,
    bounceDomain: BOUNCE_DOMAIN ?? null,
    takesBounces: intakes.some((intake) => intake !== undefined),
    relay: relay && { address: relay, name: host },
    dkim: signerOf(config),
    bounceHost: host,
  }
}

async function testMessage(config: Config, { to }: DoctorOptions): Promise<Finding> {
  const about = 'Test'
  if (to === undefined || config.relay === null) {
    const todo = 'Send one: mail doctor --to you@example.org'
    return { about, state: 'unknown', says: 'No test message was sent.', todo }
  }
  try {
    await mailerOf(config).send(testMail(config, to))
    const says = `The relay has taken a message to ${to}. Its source should say spf=pass, dkim=pass and dmarc=pass.`
    return good(about, says)
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    const todo = 'The relay must accept mail from MAIL_FROM. Its answer says what it wants.'
    return { about, state: 'wrong', says: `The test message was not sent: ${error.message}.`, todo }
  }
}

const MARKS = { good: 'ok', better: 'hint', wrong: 'WRONG', unknown: '?' }
const INDENT = ' '.repeat(7)

function described({ about, state, says, todo, record }: Finding): string {
  const lines = [`${MARKS[state].padEnd(7)}${about}: ${says}`]
  if (todo !== null) lines.push(`${INDENT}→ ${todo}`)
  if (record) {
    lines.push(
      `${INDENT}${record.name} ${record.type} should be: ${record.value}`,
      `${INDENT}${' '.repeat(record.name.length + record.type.length + 1)}    now is: ${record.now.join(' | ') || (state === 'unknown' ? 'not known' : 'nothing')}`,
    )
  }
  return lines.join('\n')
}
