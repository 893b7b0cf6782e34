import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Database } from '../database/database.ts'
import {
  addChallenge,
  findPasskey,
  listPasskeys,
  notePasskeyUse,
  takeChallenge,
  type Passkey,
} from './passkey-store.ts'
import type { Person } from './person.ts'

/** The site as devices know it. A key made for one site signs for no other. */
export interface RelyingParty {
  name: string
  origin: string // 'https://papers.example.org'
}

/** Loading it is a third of a whole start, and most visits need none of it. */
const webAuthn = () => import('@simplewebauthn/server')

const CHALLENGE_MS = 5 * 60_000 // to find the key, and the finger for it

/** What a device needs to make a key for the person. `challenge` is a new secret. */
export async function offerNewPasskey(
  db: Database,
  { name, origin }: RelyingParty,
  person: Person,
  challenge: string,
  now: Date,
): Promise<object> {
  await addChallenge(db, challenge, new Date(now.getTime() + CHALLENGE_MS), now)
  const known = await listPasskeys(db, person.id)
  const { generateRegistrationOptions } = await webAuthn()
  return generateRegistrationOptions({
    rpName: name,
    rpID: new URL(origin).hostname,
    userID: new Uint8Array(Buffer.from(person.id)),
    userName: person.handle,
    userDisplayName: person.name || person.handle,
    challenge: bytesOf(challenge),
    timeout: CHALLENGE_MS,
    attestationType: 'none', // which make of device it is, is nobody's business
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** The key that the device has made, or null when the answer does not hold. Uses the challenge up. */
export async function newPasskey(
  db: Database,
  { origin }: RelyingParty,
  person: Person,
  answer: string,
  now: Date,
): Promise<Passkey | null> {
  const response = parsed(answer)
  if (!response) return null
  const { verifyRegistrationResponse } = await webAuthn()
  const verified = await whenItHolds(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(db, challenge, now),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
    }),
  )
  if (!verified?.verified) return null
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential
  return { id, personId: person.id, publicKey, counter, transports }
}

/** What a device needs to sign in with whatever key it has for this site. */
export async function askForPasskey(
  db: Database,
  { origin }: RelyingParty,
  challenge: string,
  now: Date,
): Promise<object> {
  await addChallenge(db, challenge, new Date(now.getTime() + CHALLENGE_MS), now)
  const { generateAuthenticationOptions } = await webAuthn()
  return generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    challenge: bytesOf(challenge),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  })
}

/** Whose key has signed, or null when the answer does not hold. Uses the challenge up. */
export async function personOfPasskey(
  db: Database,
  { origin }: RelyingParty,
  answer: string,
  now: Date,
): Promise<string | null> {
  const response = parsed(answer)
  const key =
    response && typeof response.id === 'string' ? await findPasskey(db, response.id) : null
  if (!response || !key) return null
  const { verifyAuthenticationResponse } = await webAuthn()
  const verified = await whenItHolds(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => takeChallenge(db, challenge, now),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      credential: key,
    }),
  )
  if (!verified?.verified) return null
  await notePasskeyUse(db, key.id, verified.authenticationInfo.newCounter, now)
  return key.personId
}

/** The library throws for everything that is wrong with an answer: to us it is one thing, that it does not hold. */
async function whenItHolds<Result>(verify: () => Promise<Result>): Promise<Result | null> {
  try {
    return await verify()
  } catch {
    return null
  }
}

const ANSWER_LENGTH_MAX = 20_000 // with the longest attestation; ours have none

/** What the browser says about a key: the library checks every part of it. */
type Answer = RegistrationResponseJSON & AuthenticationResponseJSON

function parsed(text: string): Answer | null {
  if (text.length > ANSWER_LENGTH_MAX) return null
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    return JSON.parse(text) as Answer | null
  } catch {
    return null
  }
}

function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(challenge, 'base64url'))
}
