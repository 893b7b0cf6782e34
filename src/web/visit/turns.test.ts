import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { turns } from './turns.ts'

const NOON = new Date('2025-04-17T12:00:00Z')
const later = (ms: number) => new Date(NOON.getTime() + ms)

async function ask(take: ReturnType<typeof turns>, address: string, now: Date): Promise<boolean> {
  const app = new Hono().get('/', (c) => c.json(take(c, now)))
  const env = { incoming: { socket: { remoteAddress: address } } }
  return (await app.request('/', {}, env)).json() as Promise<boolean>
}

test('one address has so many turns in a while, and others have theirs', async () => {
  const take = turns(2, 1000)
  expect(await ask(take, '192.0.2.1', NOON)).toBe(true)
  expect(await ask(take, '192.0.2.1', later(10))).toBe(true)
  expect(await ask(take, '192.0.2.1', later(999))).toBe(false)
  expect(await ask(take, '192.0.2.2', later(999))).toBe(true)
  expect(await ask(take, '192.0.2.1', later(1000))).toBe(true)
})
