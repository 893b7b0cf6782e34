import { expect, test } from 'vitest'
import {
  isBookDoi,
  parseAclId,
  parseArxivId,
  parseDoi,
  parseOpenReviewId,
  parsePaperId,
  repairArxivFloat,
} from './ids.ts'

test.each([
  ['2406.01234', '2406.01234'],
  ['2406.01234v12', '2406.01234'],
  [' arXiv:0704.3649 ', '0704.3649'],
  ['https://arxiv.org/abs/2406.01234v2', '2406.01234'],
  ['arxiv.org/pdf/2406.01234v2.pdf', '2406.01234'],
  ['https://export.arxiv.org/abs/hep-th/9901001?context=math', 'hep-th/9901001'],
  ['math.GT/0309136', 'math/0309136'],
  ['oai:arXiv.org:1711.04702', '1711.04702'],
  ['10.48550/arXiv.2406.01234', '2406.01234'],
  ['https://doi.org/10.48550/arXiv.2406.01234', '2406.01234'],
])('%s is arXiv %s', (text, id) => {
  expect(parseArxivId(text)).toBe(id)
})

test.each([
  '2413.01234', // there is no thirteenth month
  '1501.0001', // five digits since 2015
  '1412.00001', // four before
  '2406.012345',
  '2406',
  '3.1415',
  'C4/1234567x',
  '',
])('%j is no arXiv id', (text) => {
  expect(parseArxivId(text)).toBeNull()
})

test('an id that went through a float gets its zeros back', () => {
  expect(repairArxivFloat('704.3649')).toBe('0704.3649')
  expect(repairArxivFloat('704.36')).toBe('0704.3600')
  expect(repairArxivFloat('1501.1')).toBe('1501.10000')
  expect(repairArxivFloat('2406.01234')).toBe('2406.01234')
  expect(repairArxivFloat('3.14')).toBeNull()
  expect(repairArxivFloat('999.1')).toBeNull()
})

test('a DOI is the same in any case and any wrapping', () => {
  expect(parseDoi('https://doi.org/10.18653/V1/P19-1001')).toBe('10.18653/v1/p19-1001')
  expect(parseDoi('doi:10.1007/s11005-017-1013-4.')).toBe('10.1007/s11005-017-1013-4')
  expect(parseDoi('10.1/x')).toBeNull()
  expect(parseDoi('see 10.1007/abc')).toBeNull()
})

test('ids of the ACL Anthology and of OpenReview are read from addresses', () => {
  expect(parseAclId('https://aclanthology.org/2023.acl-long.12/')).toBe('2023.acl-long.12')
  expect(parseAclId('acl:P19-1001')).toBe('P19-1001')
  expect(parseAclId('acl:hello')).toBeNull()
  expect(parseOpenReviewId('https://openreview.net/forum?id=rJl-b3RcF7')).toBe('rJl-b3RcF7')
  expect(parseOpenReviewId('https://openreview.net/pdf?id=rJl-b3RcF7&name=x')).toBe('rJl-b3RcF7')
  expect(parseOpenReviewId('rJl-b3RcF7')).toBeNull()
})

test('whatever a reader pastes leads to one page', () => {
  expect(parsePaperId('https://arxiv.org/abs/2406.01234v2')).toBe('2406.01234')
  expect(parsePaperId('https://doi.org/10.1007/ABC')).toBe('doi:10.1007/abc')
  expect(parsePaperId('https://aclanthology.org/P19-1001')).toBe('acl:P19-1001')
  expect(parsePaperId('mixture of experts')).toBeNull()
})

test.each([
  '10.1007/978-3-030-12345-6',
  '10.1002/9781118445112',
  '10.1017/cbo9780511800000',
  '10.1007/3-540-44750-4',
  '10.1007/0-387-12345-x',
  '10.1093/oso/9780190000000.001.0001',
  '10.7551/mitpress/1234.001.0001',
])('%s is the DOI of a book', (doi) => {
  expect(isBookDoi(doi)).toBe(true)
})

test.each([
  '10.1007/978-3-030-12345-6_2',
  '10.1007/3-540-44750-4_12',
  '10.1002/9781118445112.ch07',
  '10.1017/cbo9780511800000.004',
  '10.1093/oso/9780190000000.003.0001',
  '10.7551/mitpress/1234.003.0001',
  '10.1016/b978-0-12-374856-0.00001-8',
  '10.1145/3422337.3422340',
  '10.5194/acp-10-1234-2010',
  '10.1175/1520-0469-12-1',
  '10.18653/v1/p19-1001',
])('%s is not the DOI of a book', (doi) => {
  expect(isBookDoi(doi)).toBe(false)
})
