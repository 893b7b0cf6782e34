import { afterEach, describe, expect, test } from 'vitest'
import { brokenSums } from '../../../../../test/integrity.ts'
import { signIn } from '../../../../../test/sign-in.ts'
import { draft, testSite } from '../../../../../test/test-site.ts'
import { findPaperFindings } from '../../../../catalogue/paper-findings-store.ts'
import { addReport, listReported } from '../../../../catalogue/report-store.ts'
import { listLog } from '../../../../community/moderation-store.ts'
import { paths } from '../../../paths.ts'

const PAPER = '2504.00001'
const mapnet = draft(1, {
  title: 'MapNet: Faster Maps',
  abstract:
    'We propose MapNet, a vision model with 7B parameters. It is 3.7x faster and reaches 91.5% accuracy. Code is at https://github.com/lab/mapnet.',
})

const site = await testSite()
await site.print(
  mapnet,
  draft(2, { title: 'Roads', abstract: 'We look at roads. MapNet is good.' }),
)
const curator = await signIn(site, { role: 'curator', handle: 'carla' })
const reader = await signIn(site)

const shown = async () => (await findPaperFindings(site.db, PAPER))!
const logged = async () => (await listLog(site.db, 1, 100)).entries.map(({ action }) => action)
const send = (fields: Record<string, string>) => curator.post(paths.correct(PAPER), fields)
const seven = {
  kind: 'claim', quote: '7B parameters', action: 'change',
  value: '7000000000', unit: 'parameters', metric: 'model size', subject: 'MapNet', claim: 'scale',
} as const // prettier-ignore

afterEach(async () => {
  for (const { kind, quote } of await site.db.selectFrom('corrections').selectAll().execute()) {
    await send({ kind, quote, action: 'back' })
  }
  expect(await brokenSums(site.db)).toEqual([])
})

describe('correcting what was read', () => {
  test('is for curators: readers are told so, and strangers are asked to sign in', async () => {
    for (const path of [paths.mistakes, paths.correct(PAPER)]) {
      expect((await site.app.request(path)).headers.get('location')).toMatch(/^\/login/)
      expect((await reader.get(path)).status).toBe(403)
    }
    expect((await reader.post(paths.correct(PAPER), seven)).status).toBe(403)
    expect((await reader.post(paths.mistakes, seven)).status).toBe(403)
    expect(await site.db.selectFrom('corrections').selectAll().execute()).toEqual([])
  })

  test('only curators find the way to it on the page of a paper', async () => {
    expect(await curator.read(paths.paper(PAPER))).toContain(
      `href="${paths.correct(PAPER)}#claims"`,
    )
    expect(await reader.read(paths.paper(PAPER))).not.toContain('/correct/')
    expect(await site.read(paths.paper(PAPER))).toContain('/mistake?')
    expect(await curator.read(paths.settings)).toContain(`href="${paths.mistakes}"`)
  })

  test('a claim is changed in what is different, stays so when it is read again, and is taken back', async () => {
    expect((await send({ ...seven, value: '8e9', metric: 'size' })).status).toBe(303)
    const stored = await site.db.selectFrom('corrections').selectAll().execute()
    expect(stored).toMatchObject([
      { value: { value: 8e9, metric: 'size' }, personId: curator.person.id },
    ])
    await site.print({ ...mapnet, abstract: `${mapnet.abstract} Maps are nice.` })
    expect((await shown()).claims[0]).toMatchObject({
      value: 8e9,
      metric: 'size',
      subject: 'MapNet',
    })
    await send({ kind: 'claim', quote: seven.quote, action: 'back' })
    expect((await shown()).claims[0]).toMatchObject({ value: 7e9, metric: 'model size' })
    expect((await logged()).slice(0, 2)).toEqual([
      'Claim: a correction taken back',
      'Claim corrected: value, metric',
    ])
  })

  test('a second correction of a claim keeps the first', async () => {
    await send({ ...seven, metric: 'size' })
    await send({ ...seven, metric: 'size', low: '6,000,000,000', modifier: 'approx' })
    expect((await shown()).claims[0]).toMatchObject({ low: 6e9, value: 7e9, modifier: 'approx', metric: 'size' }) // prettier-ignore
    await send({ ...seven, metric: 'size' })
    expect((await shown()).claims[0]).toMatchObject({ low: null, modifier: null })
  })

  test('a claim is taken away and an overlooked one is added where its words stand', async () => {
    await send({ ...seven, action: 'remove' })
    await send({ ...seven, action: 'add', quote: 'It is', value: '2', unit: 'x', claim: 'speedup' })
    expect((await shown()).claims.map(({ quote }) => quote)).toEqual(['It is', '3.7x', '91.5%'])
  })

  test('a system is renamed more than once, and can be taken away by its new name', async () => {
    const system = { kind: 'system', action: 'change', system: 'model', aliases: '' }
    await send({ ...system, quote: 'MapNet', name: 'MapNet 1' })
    await send({ ...system, quote: 'MapNet 1', name: 'MapNet 2', system: 'tool' })
    expect((await shown()).systems).toMatchObject([{ name: 'MapNet 2', type: 'tool' }])
    await send({ ...system, quote: 'MapNet 2', action: 'remove' })
    expect((await shown()).systems).toEqual([])
    expect(await site.db.selectFrom('corrections').select('quote').execute()).toEqual([
      { quote: 'MapNet' },
    ])
  })

  test('topics, gist, kind and addresses are said anew', async () => {
    await send({ kind: 'topic', action: 'change', 'topic-agents': 'on' })
    await send({ kind: 'gist', action: 'change', gist: 'Maps, faster & better.' })
    await send({ kind: 'kind', action: 'change', paper: 'study' })
    const url = 'https://github.com/lab/mapnet'
    await send({ kind: 'artifact', quote: url, action: 'change', url, artifact: 'demo' })
    const { gist, kind, topics, artifacts } = await shown()
    expect({ gist, kind, topics }).toEqual({ gist: 'Maps, faster & better.', kind: 'study', topics: ['agents'] }) // prettier-ignore
    expect(artifacts).toMatchObject([{ url, kind: 'demo' }])
    expect(await site.read(paths.paper(PAPER))).toContain('Maps, faster &amp; better.')
  })

  test.each([
    { ...seven, value: 'many' },
    { ...seven, unit: '' },
    { ...seven, claim: 'poem' },
    { ...seven },
    { ...seven, quote: 'no such words' },
    { ...seven, kind: 'gist', gist: '' },
    { ...seven, kind: 'artifact', quote: 'https://github.com/lab/mapnet', url: 'javascript:alert(1)', artifact: 'code' }, // prettier-ignore
    { ...seven, kind: 'system', quote: 'MapNet', name: 'x'.repeat(401), system: 'model' },
    { ...seven, action: 'add', quote: 'words that nobody wrote', value: '2' },
  ])('what cannot be so is refused and changes nothing: %j', async (fields) => {
    const before = [await shown(), await logged()]
    expect((await send(fields)).status).toBe(422)
    expect([await shown(), await logged()]).toEqual(before)
  })

  test('a paper that is not here cannot be corrected', async () => {
    expect((await curator.get(paths.correct('2504.99999'))).status).toBe(404)
    expect((await curator.post(paths.correct('2504.99999'), seven)).status).toBe(404)
    expect((await send({ ...seven, kind: 'poem' })).status).toBe(404)
  })
})

describe('reported mistakes', () => {
  const report = (quote: string, note = '') =>
    addReport(
      site.db,
      { paperId: PAPER, kind: 'claim', quote, reason: 'misread', note },
      new Date('2025-04-17'),
    )

  test('wait with their sentence and what readers said, and can be left as they are', async () => {
    await report('3.7x', 'It is <i>4x</i>.')
    const page = await curator.read(paths.mistakes)
    expect(page).toContain('It is <mark>3.7x</mark> faster and reaches 91.5% accuracy.')
    expect(page).toContain('It is &lt;i&gt;4x&lt;/i&gt;.')
    await curator.post(paths.mistakes, { paper: PAPER, kind: 'claim', quote: '3.7x' })
    expect(await curator.read(paths.mistakes)).toContain('Nothing waits for you')
    expect((await shown()).claims).toHaveLength(3)
  })

  test('are settled by a correction, which the public log tells without a name', async () => {
    await report('7B parameters')
    await send({ ...seven, action: 'remove' })
    expect(await listReported(site.db, 10)).toEqual([])
    const log = await site.read(paths.moderationLog())
    expect(log).toMatch(/Claim removed[\s\S]*Not what the paper says[\s\S]*2504\.00001/)
    expect(log).not.toContain('carla')
  })

  test('of what is no longer read so can only be closed', async () => {
    await report('8B parameters')
    const page = await curator.read(paths.mistakes)
    expect(page).toContain('no longer read so')
    await curator.post(paths.mistakes, { paper: PAPER, kind: 'claim', quote: '8B parameters' })
    expect(await listReported(site.db, 10)).toEqual([])
  })
})
