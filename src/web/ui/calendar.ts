import { html } from 'hono/html'
import { addDays, daysOfMonth, weekday, type Days } from '../../lib/days.ts'
import type { DayCount } from '../../papers/list-store.ts'
import { paths } from '../paths.ts'
import { longMonth } from './dates.ts'
import { number } from './wording.ts'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A month as a table of days. Those with papers are links and say how many; those in `shown`, if any, stand out. */
export function calendar(month: string, counts: DayCount[], shown: Days | null) {
  const papersOf = new Map(counts.map(({ day, papers }) => [day, papers]))
  const cell = (day: string | null) => {
    if (day === null) return html`<td></td>`
    const isShown = shown !== null && shown.from <= day && day <= shown.to
    const isAlone = isShown && shown.from === shown.to
    const content = dayLink(day, papersOf.get(day) ?? 0, isAlone)
    return isShown ? html`<td class="shown">${content}</td>` : html`<td>${content}</td>`
  }

  return html`<table class="calendar">
    <caption>
      <a href="${paths.month(month)}">${longMonth(month)}</a>
    </caption>
    <thead>
      <tr>
        ${WEEKDAYS.map((name) => html`<th scope="col" abbr="${name}">${name.slice(0, 2)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${weeksOf(month).map(
        (week) =>
          html`<tr>
            ${week.map(cell)}
          </tr> `,
      )}
    </tbody>
  </table>`
}

function dayLink(day: string, papers: number, isCurrent: boolean) {
  const date = Number(day.slice(8))
  const current = isCurrent ? html` aria-current="date"` : ''
  if (papers === 0) return html`<span${current}>${date}</span>`
  const noun = papers === 1 ? 'paper' : 'papers'
  return html`<a href="${paths.day(day)}" ${current}
    >${date} <small>${number(papers)}<span class="spoken"> ${noun}</span></small></a
  >`
}

/** Rows of seven days from Monday; null where a row begins before the month or ends after it. */
export function weeksOf(month: string): (string | null)[][] {
  const { from, to } = daysOfMonth(month)
  const weeks: (string | null)[][] = []
  for (let monday = addDays(from, -weekday(from)); monday <= to; monday = addDays(monday, 7)) {
    const days = WEEKDAYS.map((_, position) => addDays(monday, position))
    weeks.push(days.map((day) => (from <= day && day <= to ? day : null)))
  }
  return weeks
}
