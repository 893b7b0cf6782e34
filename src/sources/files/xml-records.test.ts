import { describe, expect, test } from 'vitest'
import { chunksOf, collected } from '../../../test/chunks.ts'
import { parseElement } from '../fields/xml.ts'
import { FileProblem } from './file-problem.ts'
import { ENTRY_BYTES_MAX } from './limits.ts'
import { xmlRecords } from './xml-records.ts'
import { xmlText } from './xml-text.ts'

const recordsOf = (content: string | Buffer, chunkBytes = 1 << 20) =>
  collected(xmlRecords(xmlText(chunksOf(content, chunkBytes))))

const FEED = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>Tea &amp; cups</title>
  <entry arxiv:note="a > b"><title>Tasse für 李 😀</title><arxiv:comment>3 &lt; 4</arxiv:comment></entry>
  <entry><!-- </entry> --><title><![CDATA[</entry> Saucers]]></title></entry>
</feed>
`

test('a record can be read alone, with the namespaces of the elements around it', async () => {
  const [first, second] = await recordsOf(FEED)

  expect(first).toEqual({
    line: 4,
    text:
      '<entry xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" arxiv:note="a > b">' +
      '<title>Tasse für 李 😀</title><arxiv:comment>3 &lt; 4</arxiv:comment></entry>',
  })
  const element = parseElement('text' in second! ? second.text : '', () => {})
  expect(element.namespace).toBe('http://www.w3.org/2005/Atom')
  expect(element.children[0]).toMatchObject({ name: 'title', text: '</entry> Saucers' })
})

describe.each([1, 2, 3, 10, 100])('in chunks of %i bytes', (chunkBytes) => {
  test('the records are the same', async () => {
    expect(await recordsOf(FEED.replaceAll('\n', '\r\n'), chunkBytes)).toEqual(
      await recordsOf(FEED.replaceAll('\n', '\r\n')),
    )
    expect(await recordsOf(FEED, chunkBytes)).toHaveLength(2)
  })
})

test('documents may stand one after another, and records alone', async () => {
  const found = await recordsOf(`${FEED}${FEED}<record><a/></record>\n<record><b/></record>`)
  expect(found).toHaveLength(6)
  expect(found.at(-1)).toEqual({ line: 14, text: '<record><b/></record>' })
})

test('a broken record is rejected with its line, and the next one is read', async () => {
  expect(await recordsOf('<r>\n<record><a></b></record>\n<record><c/></record></r>')).toEqual([
    { line: 2, reason: expect.stringContaining('no well-formed XML') },
    { line: 3, text: '<record><c/></record>' },
  ])
})

test('a file that was cut short says so', async () => {
  expect(await recordsOf('<r><record><a/></record><record><b>')).toEqual([
    { line: 1, text: '<record><a/></record>' },
    { line: 1, reason: 'The file ends inside this record.' },
  ])
  expect(await recordsOf('<r><record><a/></record>')).toEqual([
    { line: 1, text: '<record><a/></record>' },
    { note: 'The element <r> never ends: the file may have been cut short.' },
  ])
})

const BOMB = `<!DOCTYPE r [<!ENTITY a "tea"><!ENTITY b "&a;&a;&a;&a;">]>
<r><record><title>&b;</title></record></r>`
const EXTERNAL = `<!DOCTYPE r SYSTEM "file:///etc/passwd"><r><record><title>x</title></record></r>`

test.each([BOMB, EXTERNAL])('a document type is refused: %s', async (content) => {
  await expect(recordsOf(content)).rejects.toThrow(FileProblem)
  await expect(recordsOf(content)).rejects.toThrow('<!DOCTYPE')
})

test('records before the refusal are kept', async () => {
  const found: unknown[] = []
  const reading = async () => {
    const content = `<record><a/></record><!DOCTYPE r [<!ENTITY a "tea">]><record><b/></record>`
    for await (const batch of xmlRecords(xmlText(chunksOf(content, 1 << 20)))) found.push(...batch)
  }
  await expect(reading()).rejects.toThrow(FileProblem)
  expect(found).toEqual([{ line: 1, text: '<record><a/></record>' }])
})

test('an entity that nobody defined stays as it is written', async () => {
  expect(await recordsOf('<r><record><t>caf&eacute;</t></record></r>')).toEqual([
    { line: 1, text: '<record><t>caf&eacute;</t></record>' },
  ])
})

test('elements a million deep are refused', async () => {
  await expect(recordsOf('<a>'.repeat(1_000_000))).rejects.toThrow('deep')
})

test('a record above the limit is rejected, and those around it are kept', async () => {
  const content = `<r><record><a/></record><record>${'x'.repeat(5 * ENTRY_BYTES_MAX)}</record><record><b/></record></r>`
  expect(await recordsOf(content, 100_000)).toEqual([
    { line: 1, text: '<record><a/></record>' },
    { line: 1, reason: 'The record is longer than 8 MB, which no paper is.' },
    { line: 1, text: '<record><b/></record>' },
  ])
})

test('a comment that never ends is given up', async () => {
  await expect(recordsOf(`<r><!-- ${'x'.repeat(9 * ENTRY_BYTES_MAX)}`, 1 << 20)).rejects.toThrow(
    'no tag ends',
  )
})

test('the declared encoding is respected', async () => {
  const latin1 = Buffer.from(
    '<?xml version="1.0" encoding="ISO-8859-1"?><record><t>Tee für zwei</t></record>',
    'latin1',
  )
  expect(await recordsOf(latin1, 5)).toEqual([
    { line: 1, text: '<record><t>Tee für zwei</t></record>' },
  ])
  await expect(recordsOf('<?xml version="1.0" encoding="x-tea"?><record/>')).rejects.toThrow(
    'x-tea',
  )
})

test('bytes that are not UTF-8 are replaced, with a note', async () => {
  const content = Buffer.concat([
    Buffer.from('<record>\n<t>'),
    Buffer.from([0xe9]),
    Buffer.from('</t></record>'),
  ])
  expect(await recordsOf(content)).toContainEqual({
    line: 1,
    note: 'Bytes that are not UTF-8 were replaced by \uFFFD.',
  })
})
