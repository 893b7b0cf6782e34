import { readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../../lib/folder.ts'
import { takeIn, type Intake, type Verdict } from './take-in.ts'

const MESSAGE_BYTES_MAX = 256 * 1024
const FILES_MOST = 1_000 // in one go: the rest comes with the next

/**
 * Takes in what a mail server put into a Maildir ('new'), and moves it to 'cur', as mail programs do. Whom a mail was
 * for is told by the fields that servers add: Delivered-To, X-Original-To. Gives what was made of each; one that cannot be
 * taken in stays for the next time, and keeps none of the others back.
 */
export async function emptyFolder(intake: Intake, folder: string): Promise<(Verdict | Error)[]> {
  makeFolder(join(folder, 'new'))
  makeFolder(join(folder, 'cur'))
  const names = (await readdir(join(folder, 'new'))).toSorted().slice(0, FILES_MOST)
  const verdicts: (Verdict | Error)[] = []
  for (const name of names) {
    const file = join(folder, 'new', name)
    try {
      const { size } = await stat(file)
      if (size <= MESSAGE_BYTES_MAX) verdicts.push(await takeFile(intake, file))
      await rename(file, join(folder, 'cur', `${name}:2,S`))
    } catch (error) {
      verdicts.push(error instanceof Error ? error : new Error(String(error)))
    }
  }
  return verdicts
}

async function takeFile(intake: Intake, file: string): Promise<Verdict> {
  const raw = await readFile(file)
  const head = raw.toString('latin1').split(/\r?\n\r?\n/, 1)[0]!
  const to = [
    ...head.matchAll(/^(?:delivered-to|x-original-to|envelope-to|to):[ \t]*<?([^\s<>]+)/gim),
  ]
  for (const [, address] of to) {
    const verdict = await takeIn(intake, address!, raw)
    if (verdict !== 'not ours') return verdict
  }
  return 'not ours'
}
