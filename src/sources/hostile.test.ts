import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { mutated } from '../../test/mutate.ts'
import { randomFrom } from '../../test/random.ts'
import { FileProblem } from './files/file-problem.ts'
import { readPapers } from './read-papers.ts'
import { readRecord } from './read-record.ts'

const lines = (line: (n: number) => object) =>
  Array.from({ length: 12 }, (_, n) => JSON.stringify(line(n))).join('\n')
const oai = (metadata: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH><ListRecords>${`<record><header><identifier>oai:arXiv.org:2401.00001</identifier><datestamp>2024-01-02</datestamp></header><metadata>${metadata}</metadata></record>\n<record><header status="deleted"><identifier>oai:arXiv.org:2401.00002</identifier></header></record>`.repeat(3)}</ListRecords></OAI-PMH>`

const SAMPLES: Record<string, string | Buffer> = {
  broadsheet: readFileSync(new URL('../../sample/papers.jsonl', import.meta.url)).subarray(
    0,
    20_000,
  ),
  corpus: lines((n) => ({ id: `doi:10.1000/${n}`, title: `On cups $x^${n}$`, abstract: 'We pour.', authors: ['Ada Oak'], date: '2024-01-02', urls: ['https://a.org'] })), // prettier-ignore
  'hf-daily': lines((n) => ({ arxiv_id: `2401.0000${n}`, title: `On cup ${n}`, date: '2024-01-02', position: n, upvotes: 3, authors: ['Ada Oak'] })), // prettier-ignore
  'hf-api': JSON.stringify(Array.from({ length: 9 }, (_, n) => ({ paper: { id: `2401.0000${n}`, title: 'On cups', upvotes: 1, submittedOnDailyAt: '2024-01-02T00:00:00Z' } }))), // prettier-ignore
  kaggle: lines((n) => ({ id: `2401.0000${n}`, title: 'On cups', authors: 'Ada Oak and Bo Elm', categories: 'cs.LG', abstract: 'We pour.', versions: [{ version: 'v1', created: 'Mon, 1 Jan 2024 10:00:00 GMT' }], update_date: '2024-01-02' })), // prettier-ignore
  'arxiv-oai': oai('<arXiv><id>2401.00001</id><created>2024-01-01</created><authors><author><keyname>Oak</keyname><forenames>Ada</forenames></author></authors><title>On cups</title><categories>cs.LG</categories><abstract>We pour.</abstract></arXiv>'), // prettier-ignore
  'arxiv-raw': oai('<arXivRaw><id>2401.00001</id><version version="v1"><date>Mon, 1 Jan 2024 10:00:00 GMT</date></version><title>On cups</title><authors>Ada Oak</authors><categories>cs.LG</categories><abstract>We pour.</abstract></arXivRaw>'), // prettier-ignore
  'arxiv-atom': `<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">${'<entry><id>http://arxiv.org/abs/2401.00001v2</id><updated>2024-01-02T00:00:00Z</updated><published>2024-01-01T00:00:00Z</published><title>On cups</title><summary>We pour.</summary><author><name>Ada Oak</name></author></entry>\n'.repeat(5)}</feed>`, // prettier-ignore
  bibtex: '@string{tea = "Tea"}\n@article{a, title={On {C}ups and {\\\'e}}, author={Oak, Ada and Bo Elm}, journal=tea, year=2021, doi={10.1000/x}}\n'.repeat(5), // prettier-ignore
  ris: 'TY  - JOUR\nTI  - On cups\nAU  - Oak, Ada\nPY  - 2021/02/03\nDO  - 10.1000/x\nER  - \n\n'.repeat(
    5,
  ),
  page: 'Apr 17\n\nOn cups and saucers\n\nWe pour tea, and we pour it often, to see what comes of it.\n\nOn kettles\n\nThey boil.\n',
}

const PACKINGS = [(bytes: Buffer) => bytes, gzipSync, zstdCompressSync]
const SEEDS = 60

test.each(Object.keys(SAMPLES))(
  'whatever happens to a file of %s, it is read as far as it goes or refused in words, and each paper reads the same again',
  async (format) => {
    expect(await readAll(Buffer.from(SAMPLES[format]!))).toContain(format)
    for (let seed = 0; seed < SEEDS; seed++) {
      const random = randomFrom(seed)
      const bytes = mutated(Buffer.from(SAMPLES[format]!), random)
      const file = seed % 5 === 0 ? mutated(random.pick(PACKINGS)(bytes), random) : bytes
      try {
        await readAll(file)
      } catch (error) {
        if (!(error instanceof FileProblem))
          throw new Error(`${format}, seed ${seed}`, { cause: error })
      }
    }
  },
)

/** The sources of its papers. */
async function readAll(file: Buffer): Promise<string[]> {
  const sources: string[] = []
  const stdin = { stream: Readable.from([file]), now: new Date('2025-04-20') }
  for await (const rows of readPapers('-', { stdin })) {
    for (const row of rows) {
      if ('reason' in row) expect(row.reason.length).toBeLessThan(1000)
      if (!('record' in row)) continue
      const { source, raw, draft } = row.record
      expect(readRecord(source, raw)).toStrictEqual(draft)
      sources.push(source)
    }
  }
  return sources
}
