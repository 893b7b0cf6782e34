import { expect, test } from 'vitest'
import { FileProblem } from './file-problem.ts'
import { recognise } from './recognise.ts'

const long = 'We pour tea into cups and count the drops that miss. '.repeat(12)

test.each([
  ['json-lines', '{"title": "Cups"}\n{"title": "Saucers"}\n'],
  ['json-lines', '{"title": "Cups"}'],
  ['json-lines', '{"title": "half a li\n{"title": "Saucers"}'],
  ['json-lines', '{"title": "Cups"}\n"title": "half a line"}'],
  ['json-lines', `{"title": "${'x'.repeat(70_000)}`],
  ['json-values', '{\n  "title": "Cups"\n}'],
  ['json-values', '{"title":\n  "Cups"}'],
  ['json-values', '\uFEFF [\n{"title": "Cups"}]'],
  ['xml', '<?xml version="1.0"?>\n<feed/>'],
  ['xml', '\n<record>'],
  ['bibtex', '% Encoding: UTF-8\n\n@article{lee2020,\n title = {Cups}}'],
  ['bibtex', 'Exported from a library.\n@string(tea = "Tea")'],
  ['bibtex', '@Comment{x}\n@InProceedings{Lee:2020:Cups, title="Cups"}'],
  ['ris', 'TY  - JOUR\nTI  - Cups\nER  - \n'],
  ['ris', '\uFEFFTY - CONF\r\n'],
  ['page', 'Subscribe\n\nApr 17\n\nCups\n\nWe pour tea.'],
  ['page', 'Thu, Apr 17, 2025\n\nCups\n\nWe pour tea.'],
  ['page', 'Daily Papers\n\nSubscribe\n\nCups\n\nWe pour tea.'],
  ['page', `Cups\n\n${long}\n\nSaucers\n\n${long}\n\nSpoons\n\n${long}`],
  ['page', `Cups\r\n${long}\r\nSaucers\r\n${long}\r\nSpoons\r\n${long}`],
])('%s is told from %j', (family, head) => {
  expect(recognise(Buffer.from(head).subarray(0, 65_536))).toBe(family)
})

const utf16 = Buffer.from('{"title": "Cups"}', 'utf16le')

test.each([
  ['is empty', Buffer.from(' \n')],
  ['is empty', Buffer.alloc(0)],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
  ['UTF-16', utf16],
  ['UTF-16', Buffer.from(utf16).swap16()],
  ['binary', Buffer.from([1, 0, 0, 0, 255, 0, 7, 0, 0, 0, 0, 9])],
  ['ZIP', Buffer.from('PK\x03\x04rest')],
  ['twice', Buffer.from('1f8b0800', 'hex')],
  ['tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar')])],
  ['PDF', Buffer.from('%PDF-1.7')],
  ['web page', Buffer.from('<!DOCTYPE html><html>')],
  ['not known', Buffer.from('Dear reader,\n\nhow are you?')],
  ['not known', Buffer.from('id,title\n1,Cups\n')],
])('a file that is %s is refused with advice', (words, head) => {
  expect(() => recognise(head)).toThrow(FileProblem)
  expect(() => recognise(head)).toThrow(words)
})

test('a stray NUL does not make a text binary', () => {
  expect(recognise(Buffer.from('{"title": "C\0ups"}'))).toBe('json-lines')
})

test('a head of blank lines costs no time to speak of', () => {
  expect(() => recognise(Buffer.from(`x${'\n'.repeat(65_000)}`))).toThrow('not known')
})
