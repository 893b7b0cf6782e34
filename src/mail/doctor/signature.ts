import { dkimRecord, isSigned, signMessage, type DkimKey } from '../dkim.ts'
import { header } from '../mime/header.ts'
import { encodedBody, message, type Message } from '../mime/message.ts'
import { good, type Finding } from './finding.ts'
import type { NameServer } from './name-server.ts'

/** Fields that mail programs believe only when they are signed (RFC 8058, 4). */
const MUST_BE_SIGNED = ['from', 'list-unsubscribe', 'list-unsubscribe-post']

/** Signs a message like those that we send, and reads the signature as a receiver would. */
export async function checkSigning(key: DkimKey): Promise<Finding> {
  const signed = await signMessage(sampleFrom(key.domain), key)
  if (isSigned(signed, dkimRecord(key), MUST_BE_SIGNED)) {
    return good(
      'Signature',
      'What the key signs can be verified, the fields for unsubscribing too.',
    )
  }
  return {
    about: 'Signature',
    state: 'wrong',
    says: 'What the key signs cannot be verified.',
    todo: 'Make a new key: openssl genrsa -out KEY 2048',
  }
}

/** Whether receivers find the public half of the key where signatures send them. */
export async function checkDkim(names: NameServer, key: DkimKey): Promise<Finding> {
  const record = recordOf(key)
  record.now = await names.txt(record.name)
  const found = (state: Finding['state'], says: string, todo: string): Finding => {
    return { about: 'DKIM', state, says, todo, record }
  }
  if (record.now.length === 0)
    return found('wrong', `${record.name} is not there, so every signature fails.`, 'Set it.')
  if (record.now.length > 1)
    return found(
      'wrong',
      `${record.name} holds ${record.now.length} keys.`,
      'Keep the one that is named here.',
    )
  const signed = await signMessage(sampleFrom(key.domain), key)
  if (!isSigned(signed, record.now[0]!, MUST_BE_SIGNED)) {
    return found(
      'wrong',
      `${record.name} holds another key than DKIM_KEY_FILE.`,
      'Set this one, or choose a new DKIM_SELECTOR for it.',
    )
  }
  if ((key.privateKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) {
    return found(
      'better',
      'The key has fewer than 2048 bits.',
      'Make a longer one, under a new DKIM_SELECTOR.',
    )
  }
  return { ...good('DKIM', `${record.name} holds the key that signs.`), record }
}

export function recordOf(key: DkimKey) {
  const name = `${key.selector}._domainkey.${key.domain}`
  const now: string[] = []
  return { name, type: 'TXT' as const, value: dkimRecord(key), now }
}

function sampleFrom(domain: string): Message {
  const headers = [
    header('From', `<papers@${domain}>`),
    header('To', `<papers@${domain}>`),
    header('Subject', 'A message to try a signature on'),
    header('Message-ID', `<doctor@${domain}>`),
    header('List-Unsubscribe', `<https://${domain}/>`),
    header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
  ]
  return message(headers, encodedBody('Hello.\n', null), 'doctor')
}
