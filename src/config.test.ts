import { expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { parseAddress } from './mail/address.ts'

test('an empty environment gives a service on this machine with its data in ./data', () => {
  expect(readConfig({})).toMatchObject({
    PORT: 8080,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:8080',
    DATABASE_URL: 'pglite:./data',
    SEARCH_FOLDER: 'data/search',
    SEARCH_THREADS: 1,
    SAMPLE: 'on',
    LOG_LEVEL: 'info',
    OUTBOX_FOLDER: 'data/outbox',
    relay: null,
    sender: { name: 'Broadsheet', address: parseAddress('papers@broadsheet.invalid') },
  })
})

test('mail is from the site itself unless somebody else is named', () => {
  const PUBLIC_URL = 'https://papers.example.org'
  expect(readConfig({ PUBLIC_URL }).sender.address.address).toBe('papers@papers.example.org')
  expect(readConfig({ PUBLIC_URL, MAIL_FROM: 'Ada <a@example.com>' }).sender).toEqual({
    name: 'Ada',
    address: parseAddress('a@example.com'),
  })
  expect(() => readConfig({ MAIL_FROM: 'Ada <a@example.com>, b@example.com' })).toThrow(/MAIL_FROM/)
})

test('a password goes to a relay elsewhere by TLS only', () => {
  const upgrade = (url: string) => readConfig({ SMTP_URL: url }).relay?.upgrade
  expect(upgrade('smtp://ada:secret@mail.example.org')).toBe('required')
  expect(upgrade('smtp://mail.example.org')).toBe('offered')
  expect(upgrade('smtp://ada:secret@localhost:1025')).toBe('never')
  expect(upgrade('smtp://ada:secret@mail.internal:25?tls=off')).toBe('never')
  expect(readConfig({ SMTP_URL: 'smtps://ada:p%40ss@mail.example.org' }).relay).toMatchObject({
    isSecure: true,
    port: 465,
    credentials: { user: 'ada', pass: 'p@ss' },
  })
  expect(() => readConfig({ SMTP_URL: 'https://mail.example.org' })).toThrow(/SMTP_URL: must be/)
})

test('every wrong setting is named at once', () => {
  expect(() => readConfig({ PORT: 'eighty', DATABASE_URL: 'mysql://x', SAMPLE: 'maybe' })).toThrow(
    /PORT: .*\n.*DATABASE_URL: must be pglite:<folder> or postgres:.*\n.*SAMPLE: /,
  )
})

test('a variable that is set to nothing counts as absent', () => {
  expect(readConfig({ PORT: '' }).PORT).toBe(8080)
})

test('the public address keeps no slash at its end', () => {
  expect(readConfig({ PUBLIC_URL: 'https://papers.example.org/' }).PUBLIC_URL).toBe(
    'https://papers.example.org',
  )
})

test('a public address with a path is refused, because no page is served there', () => {
  expect(() => readConfig({ PUBLIC_URL: 'https://example.org/papers' })).toThrow(
    /PUBLIC_URL: must have no path/,
  )
})

test('a public address that is no web address is refused', () => {
  expect(() => readConfig({ PUBLIC_URL: 'javascript:alert(1)' })).toThrow(/PUBLIC_URL/)
})

test('meaning comes from word vectors, a folder, a model of the hub or an address', () => {
  const server = { MEANING_MODEL: 'small', MEANING_DIMENSIONS: '512' }
  for (const MEANING of ['static', 'onnx:./models/small', 'onnx:lab/small'])
    expect(readConfig({ MEANING }).MEANING).toBe(MEANING)
  for (const MEANING of [
    'http:https://a.example.org/v1/embeddings',
    'http://localhost:11434/v1/embeddings',
  ])
    expect(readConfig({ MEANING, ...server }).MEANING_DIMENSIONS).toBe(512)
  for (const MEANING of [
    'words',
    'onnx:',
    'http:ftp://a.example.org',
    'https://ada:secret@a.example.org/',
  ])
    expect(() => readConfig({ MEANING, ...server })).toThrow(/MEANING: must be static/)
})

test('what a server of meaning needs is named, and its key goes elsewhere by TLS only', () => {
  const MEANING = 'http:http://models.example.org/v1/embeddings'
  expect(() => readConfig({ MEANING })).toThrow(/MEANING_MODEL: is needed/)
  expect(() => readConfig({ MEANING, MEANING_MODEL: 'small' })).toThrow(
    /MEANING_DIMENSIONS: is needed/,
  )
  expect(() => readConfig({ MEANING_DIMENSIONS: '100' })).toThrow(
    /MEANING_DIMENSIONS: must be a multiple of 8/,
  )
  const server = { MEANING_MODEL: 'small', MEANING_DIMENSIONS: '512', MEANING_KEY: 'secret' }
  expect(() => readConfig({ MEANING, ...server })).toThrow(/MEANING_KEY: would travel unprotected/)
  const here = 'http://127.0.0.1:8000/v1/embeddings'
  expect(readConfig({ MEANING: here, ...server }).MEANING_KEY).toBe('secret')
})

test('a model for gists is named, and its key is not sent where others can read it', () => {
  const url = { GIST_URL: 'http://models.example/v1' }
  expect(() => readConfig(url)).toThrow(/GIST_MODEL: is needed with GIST_URL/)
  expect(() => readConfig({ ...url, GIST_MODEL: 'm', GIST_KEY: 'k' })).toThrow(/GIST_KEY/)
  expect(readConfig({ ...url, GIST_MODEL: 'm' }).GIST_PER_MINUTE).toBe(10)
})

test('a provider of OpenID Connect needs its address and its client, and HTTPS', () => {
  const [OIDC_CLIENT, OIDC_ISSUER] = ['id:secret', 'https://login.example.edu/']
  expect(() => readConfig({ OIDC_CLIENT })).toThrow(/OIDC_ISSUER: is needed/)
  expect(() => readConfig({ OIDC_ISSUER })).toThrow(/OIDC_CLIENT: is needed/)
  expect(() => readConfig({ OIDC_CLIENT, OIDC_ISSUER: 'http://login.example.edu' })).toThrow(
    /https/,
  )
  expect(() => readConfig({ OIDC_CLIENT: 'id', OIDC_ISSUER })).toThrow(/must be id:secret/)
  expect(readConfig({ OIDC_CLIENT, OIDC_ISSUER })).toMatchObject({ OIDC_CLIENT, OIDC_ISSUER })
})
