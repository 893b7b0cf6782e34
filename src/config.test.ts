import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment gives a service on this machine with its data in ./data', () => {
  expect(readConfig({})).toEqual({
    PORT: 8080,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:8080',
    DATABASE_URL: 'pglite:./data',
    SEARCH_FOLDER: 'data/search',
    SEARCH_THREADS: 1,
    SAMPLE: 'on',
    LOG_LEVEL: 'info',
  })
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
