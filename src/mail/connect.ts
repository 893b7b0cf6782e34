import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../lib/folder.ts'
import type { RelayAddress } from './relay-address.ts'
import { bytesOf } from './mime/message.ts'
import { connectRelay, type Session } from './relay.ts'

export interface RelaySettings {
  relay: RelayAddress | null // null: mails become files in `folder`
  folder: string
  hostName: string // how we greet the relay
  now: () => Date
}

/** What opens sessions with the relay of this installation. */
export function connector({ relay, folder, hostName, now }: RelaySettings): () => Promise<Session> {
  return relay
    ? () => connectRelay({ address: relay, name: hostName })
    : () => Promise.resolve(fileSession(folder, now))
}

/** Writes each mail as a file that mail programs open, named so that they sort by time. */
function fileSession(folder: string, now: () => Date): Session {
  return {
    isEncrypted: false,
    isOpen: () => true,
    async send({ id, to }, message, beforeDot) {
      if (!(await beforeDot())) return { state: 'withdrawn' }
      makeFolder(folder)
      const moment = now().toISOString().replaceAll(/[:.]/g, '-')
      const name = (id ?? to.key).replaceAll(/[^\w.-]/g, '')
      const file = join(folder, `${moment}-${name}.eml`)
      await writeFile(`${file}.part`, bytesOf(message), { mode: 0o600 }) // it may hold a link that signs in
      await rename(`${file}.part`, file) // a file that ends in .eml is whole
      return { state: 'accepted', reply: `written to ${file}` }
    },
    close() {},
  }
}
