import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { mailKeys } from '../digests/key-store.ts'
import { previewFor } from '../digests/preview.ts'
import { reportIssues, reportReaders } from '../digests/report-store.ts'
import { listStops } from '../digests/send/stop-store.ts'
import { parseDay } from '../lib/days.ts'
import { makeFolder } from '../lib/folder.ts'
import { parseAddress } from '../mail/address.ts'
import { bytesOf } from '../mail/mime/message.ts'
import { AddressError } from '../mail/mailer.ts'
import { pressOf } from '../post-office.ts'
import { withSearch } from './digest-search.ts'
import { send, type SendOptions } from './digest-send.ts'
import { freshKey, settle } from './digest-settle.ts'
import { TERMINAL, type Terminal } from './terminal.ts'

/** `broadsheet digest`: what goes out by mail. */
export function digestCommand(terminal: Terminal = TERMINAL): Command {
  return new Command('digest')
    .description('look at the mails to readers, send what is due, and settle what is in doubt')
    .addCommand(
      new Command('preview')
        .description("write a reader's next mail to a folder, and send nothing")
        .requiredOption(
          '--for <address>',
          'the reader; somebody who is none gets what a new one would',
        )
        .option('--to <folder>', 'where to', 'preview')
        .action((options: { for: string; to: string }) => preview(options, terminal)),
    )
    .addCommand(
      new Command('send')
        .description('plan and send what is due now, and end')
        .option('--dry-run', 'only say how many would be planned')
        .option(
          '--date <day>',
          'also the mails of this day (2025-04-17) to readers who have not had them',
          day,
        )
        .action((options: SendOptions) => send(options, terminal)),
    )
    .addCommand(
      new Command('settle')
        .description(
          "settle the mails in doubt by the relay's own log: what it never had goes out again",
        )
        .argument('<log>', 'the whole log since the mails went out, for example /var/log/mail.log')
        .action((log: string) => settle(log, terminal)),
    )
    .addCommand(
      new Command('status')
        .description('say what became of the last issues')
        .option('--json', 'as one JSON document')
        .action((options: { json?: boolean }) => status(options, terminal)),
    )
}

function day(text: string): string {
  const parsed = parseDay(text)
  if (parsed === null) throw new InvalidArgumentError('It must be a day, as in 2025-04-17.')
  return parsed
}

async function preview(options: { for: string; to: string }, terminal: Terminal): Promise<void> {
  const { say, now } = terminal
  const address = parseAddress(options.for)
  if (!address) throw new AddressError()
  await withSearch(terminal, async ({ db }, search, config) => {
    const press = pressOf(config, await mailKeys(db, freshKey(), now()))
    const made = await previewFor({ db, search }, press, address, now())
    if (!made) return say('There is nothing new for this reader.')
    makeFolder(options.to)
    await writeFile(join(options.to, 'digest.eml'), bytesOf(made.message))
    await writeFile(join(options.to, 'digest.html'), made.markup)
    say(
      `${options.to}/digest.html: ${made.papers} papers, ${Math.ceil(made.htmlBytes / 1000)} of 90 kB`,
    )
  })
}

async function status(
  { json }: { json?: boolean },
  { withDatabase, say }: Terminal,
): Promise<void> {
  await withDatabase(async ({ db }) => {
    const [issues, readers, stops] = await Promise.all([
      reportIssues(db),
      reportReaders(db),
      listStops(db),
    ])
    if (json) return say(JSON.stringify({ readers, stops, issues }, null, 2))
    for (const { key, reason } of stops) say(`stopped (${key}): ${reason}`)
    say(`readers: ${counts(readers)}`)
    for (const { kind, date, states } of issues) say(`${kind} ${date}: ${counts(states)}`)
  })
}

function counts(numbers: Record<string, number>): string {
  return (
    Object.entries(numbers)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ') || 'none'
  )
}
