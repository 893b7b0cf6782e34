import type { Handler } from 'hono'
import { html } from 'hono/html'
import { KINDS, type HeatRule } from '../../heat/heat.ts'
import { readHeatRule } from '../../papers/attention-store.ts'
import { TRENDING_MAX } from '../../trending/list-store.ts'
import { ACROSS_MAX, PRIOR_PAPERS, USUAL_DAYS } from '../../trending/usual-store.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { plainDateline } from '../ui/dateline.ts'
import { layout } from '../ui/layout.ts'
import { counted, number } from '../ui/wording.ts'

/** GET /about/ranking: by which rules lists are ordered, with the settings as they are. */
export function aboutRankingPage(site: Site): Handler {
  return async (c) => {
    const { rule } = await readHeatRule(site.db)
    const head = {
      title: 'How papers are ranked',
      description: 'The formula of Trending, and the rules of the other lists.',
      canonical: paths.aboutRanking,
    }
    const content = html`<main id="content" class="page about">
      <h1>How papers are ranked</h1>
      ${trending(rule)} ${acrossTopics()} ${otherLists()}
    </main>`
    return c.html(layout(site, head, plainDateline(), content))
  }
}

const NAMES: Record<keyof HeatRule['weights'], string> = {
  vote: 'a vote given here',
  comment: 'a reader here commenting, however often',
  save: 'a reader here saving the paper',
  sourceVote: 'a vote that another site counts',
  star: 'a star for the paper’s code',
  announcement: 'the announcement itself',
}

function trending({ halfLifeHours, weights }: HeatRule) {
  return html`<section>
    <h2>Trending</h2>
    <p><a href="${paths.trending()}">Trending</a> lists papers by their heat:</p>
    <p class="formula">
      <math display="block">
        <mrow>
          <mi>heat</mi><mo>=</mo><msub><mi>log</mi><mn>2</mn></msub>
          <mo>∑</mo>
          <mrow>
            <mi>weight</mi><mo>·</mo>
            <msup
              ><mn>2</mn><mrow><mi>t</mi><mo>/</mo><mi>h</mi></mrow></msup
            >
          </mrow>
        </mrow>
      </math>
    </p>
    <p>
      The sum is over everything that happened to the paper, <i>t</i> is the hour in which it
      happened, counted from 1970, and <i>h</i> is the half-life: ${counted(halfLifeHours, 'hour')}.
      So an event counts half as much as one that happens ${counted(halfLifeHours, 'hour')} later.
      Because time moves on for all papers alike, the order changes only when something happens.
    </p>
    <table>
      <caption>
        What counts, in votes given here
      </caption>
      <thead>
        <tr>
          <th scope="col">Event</th>
          <th scope="col">Weight</th>
        </tr>
      </thead>
      <tbody>
        ${[...KINDS, 'announcement' as const].map(
          (kind) =>
            html`<tr>
              <th scope="row">${NAMES[kind]}</th>
              <td>${weights[kind]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p>
      A paper is announced at the beginning of the day of its edition (UTC), not when it was sent
      in: papers sent in before a weekend are not older for it. The first votes that another site
      counts are dated at the announcement too. When it counts more later, the additional ones are
      dated halfway between the last ones known and now, because they were given some time between.
      Of the stars for its code those count alone that came after the first time that we were told
      how many there are, and are dated in the same way: code may be older than its paper. The list
      ends after ${number(TRENDING_MAX)} papers.
    </p>
    <p>“Why is this here?” under each paper shows these terms with the numbers of the moment.</p>
  </section>`
}

function acrossTopics() {
  return html`<section>
    <h2>Across topics</h2>
    <p>
      <a href="${paths.trendingAcross()}">Across topics</a> divides what a paper’s attention is
      worth by what is usual in its topic, its first subject: the average over the topic’s papers of
      the last ${USUAL_DAYS} days. The average of all topics is mixed in as if the topic had
      ${PRIOR_PAPERS} more such papers, so that a single paper does not make what is usual. Topics
      without a paper in these days are left out. The list is made anew every minute, and ends after
      ${number(ACROSS_MAX)} papers.
    </p>
  </section>`
}

function otherLists() {
  return html`<section>
    <h2>Day, week and month</h2>
    <p>
      An edition lists the papers whose day is in it, those with most votes first; votes given here
      and votes that other sites count are added, and nothing decays. Papers with as many votes
      stand by day, the latest first, then as the list of the day had them.
    </p>
    <h2>All papers, authors, search</h2>
    <p>
      <a href="${paths.papers()}">All papers</a> and the pages of authors are by date, the newest
      first. A search is by how well a paper answers it, and says why under each.
    </p>
  </section>`
}
