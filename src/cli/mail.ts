import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { mailerOf } from '../mailer.ts'

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
