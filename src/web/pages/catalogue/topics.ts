import type { Handler } from 'hono'
import { html } from 'hono/html'
import { listTopics, type TopicCount } from '../../../catalogue/topic-store.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { layout } from '../../ui/layout.ts'
import { topicName } from '../../ui/topic-name.ts'
import { number } from '../../ui/wording.ts'
import { csv } from '../../formats/csv.ts'
import { csvHeaders } from './claims-files.ts'
import { downloads, orders, wideTable } from './table-page.ts'

/** GET /topics. `sort=name` orders them by name, otherwise those of most papers come first. */
export function topicsPage(site: Site): Handler {
  return async (c) => {
    const byName = c.req.query('sort') === 'name'
    const topics = await listTopics(site.db)
    return c.html(view(site, byName ? topics.toSorted(alphabetically) : topics, byName))
  }
}

/** GET /topics.csv and /topics.json */
export function topicsFile(site: Site, format: 'csv' | 'json'): Handler {
  return async (c) => {
    const topics = await listTopics(site.db)
    if (format === 'json') return c.json(topics)
    const rows = topics.map(({ topic, papers }) => [topic, papers])
    return c.body(csv(['topic', 'papers'], rows), 200, csvHeaders('topics'))
  }
}

function alphabetically(a: TopicCount, b: TopicCount): number {
  return a.topic < b.topic ? -1 : 1
}

function view(site: Site, topics: TopicCount[], byName: boolean) {
  const head = {
    title: 'Topics',
    description: 'What the papers here are about.',
    canonical: paths.topics(),
  }
  const content = html`<main id="content" class="page catalogue">
    <h1>Topics</h1>
    ${topics.length === 0 ? html`<p class="note">No paper has been read yet.</p>` : html`${sorts(byName)} ${table(topics)} ${downloads({ csv: paths.topics('.csv'), json: paths.topics('.json') })}`}
  </main>`
  return layout(site, head, plainDateline(), content)
}

function sorts(byName: boolean) {
  return orders([
    { label: 'Most papers first', path: paths.topics(), isCurrent: !byName },
    { label: 'By name', path: paths.topics('', 'name'), isCurrent: byName },
  ])
}

function table(topics: TopicCount[]) {
  return wideTable(
    'Topics',
    html`<thead>
        <tr>
          <th scope="col">Topic</th>
          <th scope="col">Papers</th>
          <th scope="col">Their</th>
        </tr>
      </thead>
      <tbody>
        ${topics.map(
          ({ topic, papers }) =>
            html`<tr>
              <th scope="row"><a href="${paths.topic(topic)}">${topicName(topic)}</a></th>
              <td class="count">${number(papers)}</td>
              <td>
                <a href="${paths.systems({ topic })}" aria-label="Systems of ${topicName(topic)}"
                  >systems</a
                >,
                <a href="${paths.claims({ topic })}" aria-label="Claims of ${topicName(topic)}"
                  >claims</a
                >
              </td>
            </tr> `,
        )}
      </tbody>`,
  )
}
