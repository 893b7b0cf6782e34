import { parse } from '@retorquere/bibtex-parser'
import { expect, test } from 'vitest'
import { draft, posted, testSite, TODAY } from '../../../test/test-site.ts'
import { paths } from '../paths.ts'

const site = await testSite()
await site.print(
  posted(TODAY, 1, {
    title: 'On $O(n^2)$ of things & others',
    abstract: 'First we show $x_1$.\n\nThen we do not.',
    authors: ['Ada Example', 'José Muster', '王小明', '†'],
    published: { at: new Date('2025-04-16T10:00:00Z'), precision: 'second' },
    updated: new Date('2025-04-20T00:00:00Z'),
    venue: 'EMNLP 2025',
    categories: ['cs.CL', 'cs.LG'],
    comment: '12 pages',
    ids: { arxiv: '2504.00001', doi: '10.1000/a_b' },
    links: [
      { url: 'https://example.org/code', kind: 'code' },
      { url: 'https://arxiv.org/pdf/2504.00001', kind: 'pdf' },
    ],
    versions: [
      { number: 1, at: new Date('2025-04-16T10:00:00Z') },
      { number: 2, at: new Date('2025-04-20T00:00:00Z') },
    ],
  }),
  draft(2, {
    title: 'A talk of the year',
    ids: { acl: '2021.acl-long.12' },
    published: { at: new Date('2021-01-01'), precision: 'year' },
  }),
  draft(3, { title: 'An old paper in the old form', ids: { arxiv: 'hep-th/9901001' } }),
  draft(4, { title: 'Known by its title and nothing else', ids: {} }),
  draft(5, { title: 'A paper that was withdrawn', withdrawn: true }),
  draft(30, { title: 'A paper of nobody who is known', authors: [] }),
  draft(9, { title: 'A paper about a file', ids: { doi: '10.1000/readme.md' } }),
  draft(10, {
    title: 'A paper by long names',
    authors: [
      '😀'.repeat(150),
      '𠮷'.repeat(150),
      `a${'𠮷'.repeat(150)}`,
      `${'b'.repeat(99)}\ud842`,
    ],
  }),
  draft(6, {
    title: 'A crowded paper',
    authors: Array.from({ length: 3000 }, (_, n) => `Person Number${n}`),
  }),
)

test('papers like it are linked under it', async () => {
  await site.print(
    draft(20, { title: 'Sorting pebbles by hand', abstract: 'Pebbles are sorted by hand.' }),
    draft(21, { title: 'Pebbles, sorted', abstract: 'A machine that sorts pebbles.' }),
  )
  const page = await site.read(paths.paper('2504.00020'))
  const similar = /<section class="similar">[\s\S]+?<\/section>/.exec(page)![0]
  const linked = [...similar.matchAll(/href="([^"]+)"/g)].map(([, path]) => path)
  expect(linked[0]).toBe(paths.paper('2504.00021'))
  expect(linked).not.toContain(paths.paper('2504.00020'))
  expect(linked.length).toBeLessThanOrEqual(5)
})

test('a paper page says what is known', async () => {
  const page = await site.read('/papers/2504.00001')

  expect(page).toContain('<math')
  expect(page).toContain('of things &amp; others</h1>')
  expect(page).toContain(`<a href="${paths.author('ada-example')}">Ada Example</a>`)
  expect(page).toContain('<time datetime="2025-04-16">16 April 2025</time>')
  expect(page).toContain('EMNLP 2025')
  expect(page).toContain('cs.CL, cs.LG')
  expect(page).toContain(`href="${paths.day(TODAY)}"`)
  expect(page).toContain('href="https://arxiv.org/abs/2504.00001"')
  expect(page).toContain('href="https://doi.org/10.1000/a_b"')
  expect(page).toContain('href="https://example.org/code"')
  expect(page).toContain('12 pages')
  expect(page).toMatch(/<li value="2">\s*<time datetime="2025-04-20">/)
})

test('a name without a letter is shown and leads nowhere', async () => {
  const page = await site.read('/papers/2504.00001')
  expect(page).toContain('†')
  expect(page).not.toContain('href="/authors/"')
})

test('of a date no more is shown than its source told', async () => {
  const page = await site.read(paths.paper('acl:2021.acl-long.12'))

  expect(page).toContain('<time datetime="2021">2021</time>')
  expect(page).not.toContain('January')
  expect(page).toContain('href="https://aclanthology.org/2021.acl-long.12/"')
})

test('ids may hold slashes, dots and colons', async () => {
  expect(await site.read('/papers/hep-th/9901001')).toContain('An old paper')
  expect(await site.read('/papers/acl:2021.acl-long.12')).toContain('A talk of the year')
  const list = await site.read(paths.papers())
  const byTitle = /\/papers\/title:[\w-]+/.exec(list)![0]
  expect(await site.read(byTitle)).toContain('Known by its title')
  expect(await site.read(`${byTitle}.bib`)).toContain('@misc')
})

test('an id may end like the name of a file', async () => {
  const path = paths.paper('doi:10.1000/readme.md')
  expect(await site.read(path)).toContain('A paper about a file</h1>')
  expect(await site.read(`${path}.md`)).toMatch(/^# A paper about a file/)
  expect(await site.read(`${path}.bib`)).toContain('@misc')
  const response = await site.app.request('/papers/10.1000/README.md')
  expect([response.status, response.headers.get('location')]).toEqual([301, path])
})

test('names longer than an address and halves of characters do not keep a paper from being shown', async () => {
  expect(await site.read('/papers/2504.00010')).toContain('A paper by long names</h1>')
  expect(paths.author('a\ud842')).toBe('/authors/a%EF%BF%BD')
})

test('versions and other names lead to the one page, in the same format', async () => {
  const leads = {
    '/papers/2504.00001v2': '/papers/2504.00001',
    '/papers/arXiv:2504.00001': '/papers/2504.00001',
    '/papers/2504.00001v1.md': '/papers/2504.00001.md',
    '/papers/https://arxiv.org/abs/2504.00001.bib': '/papers/2504.00001.bib',
    '/papers/doi:10.1000/A_B': '/papers/2504.00001',
    '/papers/10.1000/a_b': '/papers/2504.00001',
    '/papers/hep-th/9901001v3': '/papers/hep-th/9901001',
    '/papers/2021.acl-long.12': '/papers/acl:2021.acl-long.12',
    '/papers/2504.00001/': '/papers/2504.00001',
  }
  for (const [from, to] of Object.entries(leads)) {
    const response = await site.app.request(from)
    expect([from, response.status, response.headers.get('location')]).toEqual([from, 301, to])
  }
})

test('the id that a paper had before it got an arXiv id redirects for ever', async () => {
  const title = 'Two names for one and the same work'
  await site.print(draft(7, { title, ids: {} }))
  const before = /\/papers\/title:two[\w-]+/.exec(await site.read(paths.papers()))![0]
  await site.print(draft(8, { title }))

  const response = await site.app.request(before)
  expect([response.status, response.headers.get('location')]).toEqual([301, '/papers/2504.00008'])
})

test('an unknown paper is not found, and arXiv is named when it may have it', async () => {
  const unknown = await site.app.request('/papers/2504.99999')
  expect(unknown.status).toBe(404)
  expect(await unknown.text()).toContain('https://arxiv.org/abs/2504.99999')
  expect((await site.app.request('/papers/nothing-like-it')).status).toBe(404)
  expect((await site.app.request('/papers/.md')).status).toBe(404)
})

test('a withdrawn paper says so', async () => {
  for (const path of ['/papers/2504.00005', '/papers/2504.00005.md']) {
    expect(await site.read(path)).toContain('This paper has been withdrawn.')
  }
  expect(await site.read('/papers/2504.00001')).not.toContain('withdrawn')
})

test('whoever wrote a paper can say so, where its authors are known', async () => {
  expect(await site.read(paths.paper('2504.00001'))).toContain('I wrote this')
  expect(await site.read(paths.paper('2504.00030'))).not.toContain('I wrote this')
})

test('thousands of authors are all there, most of them folded away', async () => {
  const page = await site.read('/papers/2504.00006')
  expect(page).toContain('Person Number2999')
  expect(page).toContain('and 2,960 more')
})

test('BibTeX reads back as what the page shows', async () => {
  const { entries, errors } = parse(await site.read('/papers/2504.00001.bib'), {
    sentenceCase: false,
  })

  expect(errors).toEqual([])
  expect(entries[0]).toMatchObject({
    type: 'inproceedings',
    key: 'example2025things',
    fields: { year: '2025', booktitle: 'EMNLP 2025', doi: '10.1000/a_b', eprint: '2504.00001' },
  })
  expect(entries[0]!.fields.author).toHaveLength(4)
})

test('Markdown holds the paper as plain text', async () => {
  const response = await site.app.request('/papers/2504.00001.md')
  const text = await response.text()

  expect(response.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(text).toMatch(/^# On O\(n/)
  expect(text).toContain('Ada Example, José Muster, 王小明')
  expect(text).toContain('- Published: 2025-04-16')
  expect(text).toContain('## Abstract\n\nFirst we show')
  expect(text).toContain('Page: <https://papers.example.org/papers/2504.00001>')
})

test('reference managers find title, authors and date', async () => {
  const page = await site.read('/papers/2504.00001')

  expect(page).toContain('<meta name="citation_author" content="José Muster" />')
  expect(page).toContain('<meta name="citation_publication_date" content="2025/04/16" />')
  expect(page).toContain(
    '<link rel="canonical" href="https://papers.example.org/papers/2504.00001" />',
  )
  expect(JSON.parse(/ld\+json">(.+?)<\/script>/s.exec(page)![1]!)).toMatchObject({
    headline: expect.stringMatching(/^On O\(n/),
    author: { length: 4 },
  })
})
