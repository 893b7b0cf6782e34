import { describe, expect, test } from 'vitest'
import { draft, testSite } from '../../../../test/test-site.ts'
import { closeReports, listReported } from '../../../catalogue/report-store.ts'
import { paths } from '../../paths.ts'

const on = (day: string) => ({ at: new Date(day), precision: 'day' }) as const

const site = await testSite()
await site.print(
  draft(1, {
    title: 'MapNet: Faster Maps',
    abstract:
      'We propose MapNet, a vision model with 7B parameters. It is 3.7x faster than before and reaches an accuracy of 91.5% on maps.',
    published: on('2023-03-01'),
  }),
  draft(2, {
    title: 'Reinforcement learning on roads',
    abstract:
      'We train policies by reinforcement learning. They reach an accuracy of 85% and beat MapNet.',
    published: on('2024-03-01'),
  }),
  draft(3, {
    title: 'RoadSet: A Dataset of <b>Roads</b>',
    abstract: 'We present RoadSet, a dataset of 12K images. Training on it costs $100K.',
    published: on('2025-03-01'),
  }),
  draft(4, { title: 'Without an abstract' }),
)

const rows = (page: string) => {
  const table = page.slice(page.search(/aria-label="(?:Claims|Systems)"/))
  return [...table.matchAll(/<tr>[\s\S]*?<\/tr>/g)].slice(1).map(([row]) => row)
}

describe('claims', () => {
  test('stand newest first, each with its sentence and the quote marked in it', async () => {
    const page = await site.read(paths.claims())
    const all = rows(page)
    expect(all[0]).toContain('RoadSet')
    expect(all.find((row) => row.includes('91.5 %'))).toMatch(/reaches an accuracy of <mark>91.5%<\/mark>/) // prettier-ignore
  })

  test('are filtered by metric, unit, kind and topic', async () => {
    expect(rows(await site.read(paths.claims({ metric: 'Accuracy' })))).toHaveLength(2)
    expect(rows(await site.read(paths.claims({ unit: 'parameters' })))).toHaveLength(1)
    expect(rows(await site.read(paths.claims({ kind: 'speedup' })))).toHaveLength(1)
    const [only] = rows(await site.read(paths.claims({ topic: 'reinforcement-learning' })))
    expect(only).toContain('85 %')
  })

  test('are ordered by value only when they have one unit', async () => {
    const values = async (filter: Record<string, string>) =>
      rows(await site.read(paths.claims(filter))).map((row) => />([^<]+)<\/th>/.exec(row)![1])
    expect(await values({ unit: '%', sort: 'highest' })).toEqual(['91.5 %', '85 %'])
    expect(await values({ unit: '%', sort: 'lowest' })).toEqual(['85 %', '91.5 %'])
    expect(await values({ sort: 'highest' })).toEqual(await values({}))
  })

  test('of one unit are drawn over the years, with the same as a table', async () => {
    const page = await site.read(paths.claims({ unit: '%' }))
    expect(page).toContain('role="img"')
    expect(page).toMatch(/<th scope="row">2023<\/th>\s*<td>1<\/td>/)
    expect(await site.read(paths.claims())).not.toContain('<svg')
  })

  test('that nobody makes are said not to be there', async () => {
    const page = await site.read(
      paths.claims({ unit: "'; drop table papers; --", metric: '&|!()' }),
    )
    expect(page).toContain('No claim is like that')
  })

  test('can be taken home', async () => {
    const file = await site.app.request(paths.claims({ unit: '%' }, '.csv'))
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const [names, ...lines] = (await file.text()).trimEnd().split('\r\n')
    expect(names).toMatch(/^paper,title,published,value,/)
    expect(lines).toHaveLength(2)
    const json = await (await site.app.request(paths.claims({ unit: '%' }, '.json'))).json()
    expect(json[0]).toMatchObject({ paper: '2504.00002', value: 85, unit: '%', quote: '85%' })
  })

  test('show no TeX, wherever they are shown, and can still be reported by their words', async () => {
    const own = await testSite()
    await own.print(
      draft(7, {
        title: 'G_{road} and $M^2$-Map: Growing Maps',
        abstract:
          'We propose G_{road}, a model, and $M^2$-Map, a method. G_{road} reduces map F$_1$ error by $60\\%$ over Old$^2$ maps.',
      }),
    )
    for (const path of [
      paths.claims(), paths.claims({}, '.csv'), paths.claims({}, '.json'),
      paths.systems(), paths.systems({}, '.csv'), paths.systems({}, '.json'),
      paths.system('g-road'), paths.system('m2-map'),
    ]) {
      const text = (await own.read(path)).replaceAll(/href="[^"]*"/g, '')
      expect(text, path).toMatch(/G_road|M²-Map/)
      expect(text, path).not.toMatch(/G_\{|\$|\\\\%/)
    } // prettier-ignore
    const page = await own.read(paths.paper('2504.00007'))
    expect(page).toContain('map F₁ error, G_road')
    expect(page).toMatch(/<a href="#said-1">60%<\/a>/)
    const claims = await own.read(paths.claims())
    const wrong = /href="(\/mistake[^"]*claim[^"]*)"/.exec(claims)![1]!.replaceAll('&amp;', '&')
    expect(await own.read(wrong)).toContain('<q>60%</q>')
  })

  test('as files, many at once, keep nobody waiting for all of them', async () => {
    const answered: string[] = []
    const ask = async (path: string) => {
      await (await site.app.request(path)).text()
      answered.push(path)
    }
    const files = Array.from({ length: 20 }, (_, n) => paths.claims({ metric: `m${n}` }, '.csv'))
    await Promise.all([...files, paths.health].map(ask))
    expect(answered.indexOf(paths.health)).toBeLessThan(files.length / 2)
  })

  test('as files, more at once than can be made in some seconds, are refused in words', async () => {
    const asked = Array.from({ length: 150 }, (_, n) => paths.claims({ metric: `n${n}` }, '.json'))
    const answers = await Promise.all(asked.map(async (path) => site.app.request(path)))
    const refused = answers.filter(({ status }) => status === 503)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(20)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]!.headers.get('retry-after')).toBe('10')
    expect(await refused[0]!.text()).toContain('Please try again in some seconds')
    expect((await site.app.request(asked.at(-1)!)).status).toBe(200)
  })

  test('beyond the last page are answered with the way back', async () => {
    expect((await site.app.request(paths.claims({}, '', 9))).status).toBe(404)
  })
})

describe('systems', () => {
  test('are listed with who introduces and how many mention them', async () => {
    const page = await site.read(paths.systems())
    expect(rows(page)[0]).toMatch(/MapNet[\s\S]*Model[\s\S]*>1<[\s\S]*MapNet: Faster Maps/)
  })

  test('are found by the beginning of a word, and filtered by type, topic and year', async () => {
    const names = async (filter: Record<string, string>) =>
      rows(await site.read(paths.systems(filter))).map((row) => /">([^<]+)<\/a>/.exec(row)![1])
    expect(await names({ q: 'map' })).toEqual(['MapNet'])
    expect(await names({ q: "ROAD's" })).toEqual([])
    expect(await names({ q: '!!' })).toEqual([])
    expect(await names({ type: 'dataset' })).toEqual(['RoadSet'])
    expect(await names({ year: '2025' })).toEqual(['RoadSet'])
    expect(await names({ sort: 'name' })).toEqual(['MapNet', 'RoadSet'])
    expect(await names({ topic: 'datasets' })).toEqual(['RoadSet'])
  })

  test('have a page of their own', async () => {
    const page = (await site.read(paths.system('mapnet'))).replace(/\s+/g, ' ')
    expect(page).toMatch(/Introduced by 1 paper[\s\S]*MapNet: Faster Maps[\s\S]*Mentioned by 1 other paper[\s\S]*Reinforcement learning on roads/) // prettier-ignore
    expect((await site.app.request(paths.system('nobody-knows-it'))).status).toBe(404)
  })

  test('can be taken home, and no spreadsheet runs a name', async () => {
    const lines = await (await site.app.request(paths.systems({}, '.csv'))).text()
    expect(lines).toContain('MapNet,model,2023-03-01,1,1,2504.00001,MapNet: Faster Maps,https://')
  })
})

describe('topics', () => {
  test('are listed with their papers', async () => {
    const page = await site.read(paths.topics())
    expect(page).toContain('Reinforcement learning')
    expect(await site.read(paths.topic('reinforcement-learning'))).toContain('on roads')
  })

  test('that nobody writes about have an empty page, and those that are none have none', async () => {
    expect(await site.read(paths.topic('long-context'))).toContain('No paper here is about it yet')
    expect((await site.app.request(paths.topic('__proto__'))).status).toBe(404)
  })
})

describe('a wrong row', () => {
  const body = (fields: Record<string, string>) => ({
    method: 'POST',
    headers: { origin: 'https://papers.example.org', 'content-type': 'application/x-www-form-urlencoded' }, // prettier-ignore
    body: new URLSearchParams(fields),
  })
  const seven = { paper: '2504.00001', kind: 'claim', quote: '7B parameters' }

  test('is reported by a form, kept for curators, and counted when it is said again', async () => {
    const page = await site.read(paths.mistake(seven.paper, seven.kind, seven.quote))
    expect(page).toContain('7B parameters')
    const said = { ...seven, reason: 'misread', note: 'It is 8B.' }
    expect((await site.app.request('/mistake', body(said))).status).toBe(200)
    expect((await site.app.request('/mistake', body({ ...said, note: '' }))).status).toBe(200)
    const waiting = await listReported(site.db, 10)
    expect(waiting).toMatchObject([
      { quote: '7B parameters', said: [{ reason: 'misread', reports: 2, note: 'It is 8B.' }] },
    ])
    await closeReports(site.db, waiting[0]!, new Date('2025-04-18'))
    expect(await listReported(site.db, 10)).toEqual([])
  })

  test.each([
    { ...seven, kind: 'poem' },
    { ...seven, quote: '8B parameters' },
    { ...seven, paper: '2504.99999' },
    { ...seven, kind: 'constructor' },
  ])('that does not exist cannot be reported: %j', async (fields) => {
    const answer = await site.app.request('/mistake', body({ ...fields, reason: 'other' }))
    expect(answer.status).toBe(404)
  })

  test('needs a reason, and a form of ours', async () => {
    expect((await site.app.request('/mistake', body({ ...seven, reason: 'bad' }))).status).toBe(422)
    const foreign = body({ ...seven, reason: 'other' })
    foreign.headers.origin = 'https://elsewhere.example'
    expect((await site.app.request('/mistake', foreign)).status).toBe(403)
    expect(await listReported(site.db, 10)).toEqual([])
  })

  test('is reported only so often from one network, while others go on', async () => {
    const fields = { ...seven, quote: '3.7x', reason: 'other', note: 'again' }
    const report = async (network: string) => {
      const request = body(fields)
      const headers = { ...request.headers, 'x-forwarded-for': network }
      return (await site.app.request('/mistake', { ...request, headers })).status
    }
    for (let n = 0; n < 20; n++) expect(await report('198.51.100.7')).toBe(200)
    expect(await report('198.51.100.7')).toBe(429)
    expect(await report('203.0.113.9')).toBe(200)
    const [waiting] = await listReported(site.db, 10)
    await closeReports(site.db, waiting!, new Date('2025-04-18'))
  })
})
