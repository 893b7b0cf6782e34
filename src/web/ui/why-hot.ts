import { html } from 'hono/html'
import { momentOf, terms, worth, type HeatRule, type Term } from '../../heat/heat.ts'
import { announcedAt } from '../../papers/warmth.ts'
import type { HotPaper } from '../../trending/list-store.ts'
import type { Topic } from '../../trending/usual-store.ts'
import { paths } from '../paths.ts'
import { plainDay, shortDay } from './dates.ts'
import type { Html } from './html.ts'
import { counted } from './wording.ts'

/** Why a paper is among the hottest, in the numbers of this moment; closed until asked. `topic` is given where it counts. */
export function whyHot(paper: HotPaper, rule: HeatRule, now: Date, topic: Topic | null) {
  const whole = worth(paper.heat, rule, now)
  const at = `at ${timeOfDay(now)} UTC on ${plainDay(now.toISOString().slice(0, 10))}`
  return html`<details class="why">
    <summary>Why is this here?</summary>
    ${whole < SMALLEST ? cooled(paper, rule, at) : addends(paper, rule, now, html`Worth ${decimal(whole)} votes given now, ${at}:`, decimal)}
    ${topic && html`<p>${comparison(whole, topic.name, worth(topic.level, rule, now))}</p>`}
    <p><a href="${paths.aboutRanking}">How papers are ranked</a></p>
  </details>`
}

/** What was long ago is worth next to nothing in votes given now, but still tells papers apart: by its parts then. */
function cooled(paper: HotPaper, rule: HeatRule, at: string) {
  const words = html`Worth almost nothing ${at}: nothing has happened to it for long. What still
  tells it from others:`
  return addends(paper, rule, momentOf(paper.heat, rule), words, share)
}

/** The terms as they are at a moment. */
function addends(
  { attention, day }: HotPaper,
  rule: HeatRule,
  moment: Date,
  words: Html,
  say: (worth: number) => string,
) {
  return html`<p>${words}</p>
    <ul>
      ${terms(attention, announcedAt(day), rule, moment).map((term) => html`<li>${SAID[term.kind](term.count, day)}: ${say(term.worth)}</li>`)}
    </ul>`
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

/** '99 %', of what is worth one. */
function share(part: number): string {
  return part < 0.01 ? 'under 1 %' : `${Math.round(part * 100)} %`
}

function timeOfDay(moment: Date): string {
  return moment.toISOString().slice(11, 16)
}
