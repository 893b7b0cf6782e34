import { expect, test } from 'vitest'
import { parseAddress, parseSender } from './address.ts'

test.each([
  ['ada@example.org', 'ada@example.org'],
  [' Ada.Lovelace+papers@Example.ORG ', 'Ada.Lovelace+papers@example.org'],
  ["o'hara_%&=/?^`{|}~-#$!*@a-b.example", "o'hara_%&=/?^`{|}~-#$!*@a-b.example"],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
])('%s is an address', (typed, address) => {
  expect(parseAddress(typed)?.address).toBe(address)
})

test.each([
  '',
  'ada',
  '@example.org',
  'ada@',
  'a,b@example.org',
  'a@x.example, b@y.example',
  '"a b"@example.org',
  'a b@example.org',
  'a@b@example.org',
  'a@[127.0.0.1]',
  'a@127.0.0.1',
  'a@1.2',
  'a@localhost',
  'a@x.example/path',
  'a@x.example?x',
  'a@x.example#x',
  'a@user:pass.example',
  'a@example.org.',
  'a@-a.example',
  'a@a..example',
  '.a@example.org',
  'a.@example.org',
  'a..b@example.org',
  'Ada <ada@example.org>',
  '<ada@example.org>',
  'ada@example.org\r\nBcc: evil@example.test',
  'ada\r\n@example.org',
  'ada\0@example.org',
  'a\u202eda@example.org',
  'a\u200bda@example.org',
  'a\u2028da@example.org',
  'ada\ud800@example.org',
  'ada@exa\u2028mple.org',
  'ada\\@example.org',
  'ada(comment)@example.org',
  '@a.example:ada@example.org',
  `${'a'.repeat(65)}@example.org`,
  `a@${'a'.repeat(64)}.example`,
  `a@${Array.from({ length: 30 }, () => 'a'.repeat(9)).join('.')}.example`,
])('%j is none', (typed) => {
  expect(parseAddress(typed)).toBeNull()
})

test('two ways of typing one address have one key', () => {
  const key = parseAddress('Ada@Bücher.example')!.key
  expect(parseAddress('ada@xn--bcher-kva.EXAMPLE')!.key).toBe(key)
  expect(parseAddress('jose\u0301@example.org')!.key).toBe(
    parseAddress('jos\u00e9@example.org')!.key,
  )
})

test('a local part that is not ASCII says so, a domain never is', () => {
  expect(parseAddress('josé@example.org')!.isAscii).toBe(false)
  expect(parseAddress('jose@bücher.example')!.isAscii).toBe(true)
})

test('a sender may have a name', () => {
  expect(parseSender('Daily papers <papers@example.org>')?.name).toBe('Daily papers')
  expect(parseSender('"Papers, daily" <papers@example.org>')?.name).toBe('Papers, daily')
  expect(parseSender('papers@example.org')).toMatchObject({ name: '' })
  for (const wrong of [
    '',
    'Papers',
    'A <a@x.example> <b@x.example>',
    'A\r\nBcc: b@x.example <a@x.example>',
  ]) {
    expect(parseSender(wrong), wrong).toBeNull()
  }
})
