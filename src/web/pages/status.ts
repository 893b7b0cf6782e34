import type { Handler } from 'hono'
import { html } from 'hono/html'
import type { Metrics } from '../../status/metrics.ts'
import type { ServiceStatus } from '../../status/status.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { momentOf } from '../ui/dates.ts'
import type { Html } from '../ui/html.ts'
import { layout } from '../ui/layout.ts'
import { bytes, counted, duration, number } from '../ui/wording.ts'

const NEVER_KEPT = { 'cache-control': 'no-store' }

/** GET /status: how the service is doing, for anyone. */
export function statusPage(site: Site): Handler {
  return async (c) => c.html(view(site, await site.status()), 200, NEVER_KEPT)
}

/** GET /metrics: the same and more for Prometheus. */
export function metricsPage(metrics: Metrics): Handler {
  return async (c) => {
    const { text, type } = await metrics.read()
    return c.body(text, 200, { ...NEVER_KEPT, 'content-type': type })
  }
}

type Fact = [name: string, value: Html | string]

function view(site: Site, status: ServiceStatus) {
  const { index, database, version, startedAt, uptimeSeconds } = status
  const content = html`<main id="content" class="page status">
    <h1>Status</h1>
    <p class="note">${sentence(status)}</p>
    ${section('Papers and search', [
      ['Papers', number(status.papers)],
      ['Not yet read', status.unread === 0 ? 'Nothing' : counted(status.unread, 'change')],
      ['Papers that search finds', number(index.papers)],
      ['Not yet in search', lagOf(status)],
      ['Meaning', meaningOf(status)],
      ['Index in memory', bytes(index.memoryBytes)],
      ['Index on disk', index.diskBytes === 0 ? 'Nothing' : bytes(index.diskBytes)],
    ])}
    ${section('The service', [
      ['Broadsheet', version],
      ['Running since', html`${momentOf(startedAt)} (${duration(uptimeSeconds)})`],
      ['Database', `${database.engine}, version ${database.serverVersion}`],
      ['Size of the database', bytes(database.bytes)],
    ])}
    ${sources(status)}
    <p class="note">
      For programs: <a href="${paths.api}/status">JSON</a>,
      <a href="${paths.metrics}">Prometheus</a>.
    </p>
  </main>`
  const head = { title: 'Status', description: 'How this service is doing.', canonical: paths.status } // prettier-ignore
  return layout(site, head, plainDateline(), content)
}

function sentence({ papers, index }: ServiceStatus): string {
  if (index.lag.changes === 0) return 'Everything that was saved can be found.'
  const isFirst = index.papers < papers / 2 // most of it is still to come: a new or a lost index
  return isFirst
    ? 'The search index is being built. Until that is done, search finds only a part of the papers.'
    : 'Search is taking in what was saved last.'
}

function lagOf({ index: { lag } }: ServiceStatus): string {
  if (lag.changes === 0) return 'Nothing'
  return `${counted(lag.changes, 'change')}, for ${duration(lag.seconds)}`
}

function meaningOf({ meaning: { model, next, problem } }: ServiceStatus): string {
  if (problem !== null) return `The model does not answer (${problem}): search goes by words`
  if (next !== null && next.model === model)
    return `${model}, ${number(next.done)} of ${number(next.of)} papers`
  const to =
    next === null
      ? ''
      : `. ${next.model} takes over: ${number(next.done)} of ${number(next.of)} papers`
  return `${model ?? 'Off: search goes by words'}${to}`
}

function section(title: string, facts: Fact[]) {
  return html`<section>
    <h2>${title}</h2>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

function sources({ sources: all }: ServiceStatus) {
  if (all.length === 0) return ''
  const facts = all.map(({ source, lastAt, records }): Fact => [
    source,
    html`${counted(records, 'record')}, last on ${momentOf(lastAt)}`,
  ])
  return section('Where papers came from', facts)
}
