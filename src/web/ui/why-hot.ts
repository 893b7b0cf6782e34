import { html } from 'hono/html'
import { terms, worth, type HeatRule, type Term } from '../../heat/heat.ts'
import { announcedAt } from '../../papers/warmth.ts'
import type { HotPaper } from '../../trending/list-store.ts'
import type { Topic } from '../../trending/usual-store.ts'
import { paths } from '../paths.ts'
import { plainDay, shortDay } from './dates.ts'
import { counted } from './wording.ts'

/** Why a paper is among the hottest, in the numbers of this moment; closed until asked. `topic` is given where it counts. */
export function whyHot(paper: HotPaper, rule: HeatRule, now: Date, topic: Topic | null) {
  const whole = worth(paper.heat, rule, now)
  const addends = terms(paper.attention, announcedAt(paper.day), rule, now)
  return html`<details class="why">
    <summary>Why is this here?</summary>
    <p>
      Worth ${decimal(whole)} votes given now, at ${timeOfDay(now)} UTC on
      ${plainDay(now.toISOString().slice(0, 10))}:
    </p>
    <ul>
      ${addends.map((term) => html`<li>${SAID[term.kind](term.count, paper.day)}: ${decimal(term.worth)}</li>`)}
    </ul>
    ${topic && html`<p>${comparison(whole, topic.name, worth(topic.level, rule, now))}</p>`}
    <p><a href="${paths.aboutRanking}">How papers are ranked</a></p>
  </details>`
}

function comparison(whole: number, name: string, usual: number): string {
  return `That is ${decimal(whole / usual)} times what a paper in ${name} usually has (${decimal(usual)}).`
}

const SAID: Record<Term['kind'], (count: number, day: string | null) => string> = {
  vote: (count) => counted(count, 'vote'),
  comment: (count) => counted(count, 'comment'),
  save: (count) => `saved ${counted(count, 'time')}`,
  sourceVote: (count) => `${counted(count, 'vote')} elsewhere`,
  star: (count) => `${counted(count, 'star')} for its code`,
  announcement: (_, day) => (day === null ? 'announced' : `announced ${shortDay(day)}`),
}

/** Three digits that count: '12.3', '0.0412'. What is less is as good as nothing. */
function decimal(value: number): string {
  if (value < SMALLEST) return 'almost 0'
  return value >= 100
    ? Math.round(value).toLocaleString('en-GB')
    : String(Number(value.toPrecision(3)))
}

const SMALLEST = 0.000_5

function timeOfDay(moment: Date): string {
  return moment.toISOString().slice(11, 16)
}
