import { expect, test } from 'vitest'
import { parseElement } from '../fields/xml.ts'
import { NotAPaper } from '../reading.ts'
import { readArxivAtom } from './arxiv-atom.ts'
import { readArxivRss } from './arxiv-rss.ts'
import { readOai } from './oai.ts'

const silent = () => {}
const oai = (xml: string) => readOai(parseElement(xml, silent), silent)
const atom = (xml: string) => readArxivAtom(parseElement(xml, silent), silent)
const rss = (xml: string) => readArxivRss(parseElement(xml, silent), silent)

const record = (metadata: string) =>
  `<record xmlns="http://www.openarchives.org/OAI/2.0/"><header><identifier>oai:arXiv.org:2406.01234</identifier>
   <datestamp>2024-06-09</datestamp></header><metadata>${metadata}</metadata></record>`

test('OAI-PMH in the format arXiv', () => {
  expect(
    oai(
      record(`<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2406.01234</id><created>2024-06-03</created><updated>2024-06-08</updated>
      <authors><author><keyname>Lee</keyname><forenames>Ann</forenames><affiliation>Tea U.</affiliation></author>
      <author><keyname>Kim</keyname><forenames>Bo</forenames><suffix>Jr.</suffix></author>
      <author><keyname>:</keyname></author><author><keyname>Cup Collaboration</keyname></author></authors>
      <title>Cups and
  Saucers</title><categories>cs.LG cs.CL 68T05</categories><comments>12 pages</comments><journal-ref>J. Tea 1</journal-ref>
      <doi>10.1000/Tea.1, 10.1000/Tea.2</doi><abstract>  We pour $a &lt; b$
tea.
  Then we drink it.</abstract></arXiv>`),
    ),
  ).toEqual({
    source: 'arxiv-oai',
    externalId: '2406.01234',
    draft: {
      ids: { arxiv: '2406.01234', doi: '10.1000/tea.1' },
      title: 'Cups and Saucers',
      abstract: 'We pour $a < b$ tea.\n\nThen we drink it.',
      authors: ['Ann Lee', 'Bo Kim Jr.', 'Cup Collaboration'],
      published: { at: new Date('2024-06-03T00:00:00Z'), precision: 'day' },
      updated: new Date('2024-06-08T00:00:00Z'),
      venue: 'J. Tea 1',
      categories: ['cs.LG', 'cs.CL'],
      comment: '12 pages',
    },
  })
})

test('OAI-PMH in the format arXivRaw', () => {
  expect(
    oai(
      record(`<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2406.01234</id><submitter>Ann Lee</submitter>
      <version version="v1"><date>Mon, 3 Jun 2024 08:26:30 GMT</date><size>18kb</size></version>
      <version version="v2"><date>Sat, 8 Jun 2024 05:29:13 GMT</date></version>
      <title>Cups</title><authors>Ann Lee (1), Xiao (Joe) Kim and B. M\\"uller ((1) Tea U.)</authors>
      <categories>cs.LG</categories><comments>This paper has been withdrawn by the authors</comments><abstract>Tea.</abstract></arXivRaw>`),
    ).draft,
  ).toEqual({
    ids: { arxiv: '2406.01234' },
    title: 'Cups',
    abstract: 'Tea.',
    authors: ['Ann Lee', 'Xiao (Joe) Kim', 'B. Müller'],
    published: { at: new Date('2024-06-03T08:26:30Z'), precision: 'second' },
    updated: new Date('2024-06-08T05:29:13Z'),
    versions: [
      { number: 1, at: new Date('2024-06-03T08:26:30Z') },
      { number: 2, at: new Date('2024-06-08T05:29:13Z') },
    ],
    categories: ['cs.LG'],
    withdrawn: true,
    comment: 'This paper has been withdrawn by the authors',
  })
})

test('OAI-PMH in Dublin Core, cut out by hand without its namespaces', () => {
  expect(
    oai(`<record><header><identifier>oai:arXiv.org:math/0306266</identifier></header><metadata><oai_dc:dc>
      <dc:title>Cups</dc:title><dc:creator>Lee, Ann</dc:creator><dc:creator>van der Kim, Bo</dc:creator>
      <dc:subject>Mathematics - Tea</dc:subject><dc:description>We pour
tea.</dc:description><dc:description>Comment: 12 pages</dc:description>
      <dc:date>2003-06-18</dc:date><dc:date>2004-01-02</dc:date><dc:identifier>http://arxiv.org/abs/math/0306266</dc:identifier>
      <dc:identifier>J. Tea 14
  (2005)</dc:identifier><dc:identifier>doi:10.1000/Tea.1</dc:identifier></oai_dc:dc></metadata></record>`),
  ).toEqual({
    source: 'arxiv-dc',
    externalId: 'math/0306266',
    draft: {
      ids: { arxiv: 'math/0306266', doi: '10.1000/tea.1' },
      title: 'Cups',
      abstract: 'We pour tea.',
      authors: ['Ann Lee', 'Bo van der Kim'],
      published: { at: new Date('2003-06-18T00:00:00Z'), precision: 'day' },
      updated: new Date('2004-01-02T00:00:00Z'),
      venue: 'J. Tea 14 (2005)',
      comment: '12 pages',
    },
  })
})

test('a deleted record withdraws the paper, as a source of its own', () => {
  expect(
    oai(
      '<record><header status="deleted"><identifier>oai:arXiv.org:2406.01234</identifier></header></record>',
    ),
  ).toEqual({
    source: 'arxiv-deleted',
    externalId: '2406.01234',
    draft: { ids: { arxiv: '2406.01234' }, title: '', withdrawn: true },
  })
})

const entry = (content: string) =>
  `<entry xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">${content}</entry>`

test('an entry of the API', () => {
  expect(
    atom(
      entry(`<id>http://arxiv.org/abs/2406.01234v3</id><updated>2024-06-08T05:29:13Z</updated><published>2024-06-03T08:26:30Z</published>
      <title>Cups and
  Saucers</title><summary>  We pour
tea. </summary><author><name>Ann Lee</name><arxiv:affiliation>Tea U.</arxiv:affiliation></author><author><name>Bo Kim</name></author>
      <arxiv:doi>10.1000/Tea</arxiv:doi><arxiv:comment>12 pages</arxiv:comment><arxiv:journal_ref>J. Tea 1</arxiv:journal_ref>
      <arxiv:primary_category term="cs.LG"/><category term="cs.CL"/><category term="cs.LG"/><category term="I.2.7; 68T05"/>`),
    ),
  ).toEqual({
    source: 'arxiv-atom',
    externalId: '2406.01234',
    draft: {
      ids: { arxiv: '2406.01234', doi: '10.1000/tea' },
      title: 'Cups and Saucers',
      abstract: 'We pour tea.',
      authors: ['Ann Lee', 'Bo Kim'],
      published: { at: new Date('2024-06-03T08:26:30Z'), precision: 'second' },
      updated: new Date('2024-06-08T05:29:13Z'),
      versions: [
        { number: 1, at: new Date('2024-06-03T08:26:30Z') },
        { number: 3, at: new Date('2024-06-08T05:29:13Z') },
      ],
      venue: 'J. Tea 1',
      categories: ['cs.LG', 'cs.CL'],
      comment: '12 pages',
    },
  })
})

test('an error of the API is told as one', () => {
  const error = entry(
    '<id>http://arxiv.org/api/errors#incorrect_id</id><title>Error</title><summary>incorrect id format</summary>',
  )
  expect(() => atom(error)).toThrow('arXiv answered with an error: incorrect id format')
})

const item = (
  type: string,
) => `<item xmlns:dc="http://purl.org/dc/elements/1.1/"><title>Cups</title>
  <link>https://arxiv.org/abs/2406.01234</link>
  <description>arXiv:2406.01234v2 Announce Type: ${type} \nAbstract: We pour
tea.</description><guid isPermaLink="false">oai:arXiv.org:2406.01234v2</guid><category>cs.LG</category><category>cs.CL</category>
  <pubDate>Wed, 05 Jun 2024 00:00:00 -0400</pubDate><dc:creator>Ann Lee, Bo Kim</dc:creator></item>`

test('an item of the daily RSS', () => {
  expect(rss(item('new'))).toEqual({
    source: 'arxiv-rss',
    externalId: '2406.01234',
    draft: {
      ids: { arxiv: '2406.01234' },
      title: 'Cups',
      abstract: 'We pour tea.',
      authors: ['Ann Lee', 'Bo Kim'],
      published: { at: new Date('2024-06-05T00:00:00Z'), precision: 'day' },
      categories: ['cs.LG', 'cs.CL'],
    },
  })
})

test('a replacement was not published on the day of its announcement, and a cross-listing neither', () => {
  expect(rss(item('replace')).draft).toMatchObject({
    published: undefined,
    updated: new Date('2024-06-05T04:00:00Z'),
  })
  expect(rss(item('cross')).draft).toMatchObject({ published: undefined, updated: undefined })
})

test.each([
  [
    '<record><header><identifier>oai:arXiv.org:2406.01234</identifier></header></record>',
    'no metadata',
  ],
  ['<record><header/><metadata><marc/></metadata></record>', '<marc>'],
  [
    '<record><header status="deleted"><identifier>oai:tea:1</identifier></header></record>',
    'not of arXiv',
  ],
  [record('<arXiv><id>2406.01234</id></arXiv>'), 'The title is missing.'],
  ['<record><a></record>', 'no well-formed XML'],
])('%s is no paper', (xml, words) => {
  expect(() => oai(xml)).toThrow(NotAPaper)
  expect(() => oai(xml)).toThrow(words)
})

test('elements that are too deep are no paper', () => {
  expect(() => oai(`<record>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</record>`)).toThrow('deep')
})
