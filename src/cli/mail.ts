import { randomUUID } from 'node:crypto'
import { Command } from 'commander'
import { readConfig, type Config } from '../config.ts'
import type { Mailer } from '../mail/mailer.ts'
import { openMailer } from '../mail/open-mailer.ts'

/** `broadsheet mail`: whether mail leaves this installation as it should. */
export function mailCommand(): Command {
  return new Command('mail').addCommand(
    new Command('test')
      .description('send a test message')
      .argument('<address>', 'where to')
      .action(sendTest),
  )
}

async function sendTest(address: string): Promise<void> {
  const config = readConfig(process.env)
  await mailerOf(config).send({
    to: address,
    subject: 'A test of mail from Broadsheet',
    text: `This message was sent to see whether mail from ${config.PUBLIC_URL} arrives. It does.\n`,
  })
  process.stdout.write(
    config.relay ? `${config.relay.host} has taken it\n` : `written to ${config.OUTBOX_FOLDER}\n`,
  )
}

function mailerOf(config: Config): Mailer {
  return openMailer({
    relay: config.relay,
    folder: config.OUTBOX_FOLDER,
    from: config.sender,
    hostName: new URL(config.PUBLIC_URL).hostname,
    now: () => new Date(),
    newId: randomUUID,
  })
}
