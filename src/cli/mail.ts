import { Command } from 'commander'
import { mailerOf } from '../mailer.ts'
import { testMail } from './test-mail.ts'
import { CONSULTATION, doctor, type Consultation, type DoctorOptions } from './mail-doctor.ts'

/** `broadsheet mail`: whether mail leaves this installation as it should. */
export function mailCommand(consultation: Consultation = CONSULTATION): Command {
  return new Command('mail')
    .description('check that mail leaves and is believed')
    .addCommand(
      new Command('doctor')
        .description(
          'say what keeps our mail from arriving, which DNS records to set, and end with 1 if something is wrong',
        )
        .option('--to <address>', 'send a test message there')
        .option('--json', 'as one JSON document')
        .action((options: DoctorOptions) => doctor(options, consultation)),
    )
    .addCommand(
      new Command('test')
        .description('send a test message')
        .argument('<address>', 'where to')
        .action((address: string) => sendTest(address, consultation)),
    )
}

async function sendTest(address: string, { config: read, say }: Consultation): Promise<void> {
  const config = read()
  await mailerOf(config).send(testMail(config, address))
  say(config.relay ? `${config.relay.host} has taken it` : `written to ${config.OUTBOX_FOLDER}`)
}
