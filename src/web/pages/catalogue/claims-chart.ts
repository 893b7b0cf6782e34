import { html } from 'hono/html'
import type { YearOfClaims } from '../../../catalogue/claim-store.ts'
import { shortNumber } from '../../ui/claim-value.ts'
import { number } from '../../ui/wording.ts'
import { wideTable } from './table-page.ts'

const WIDTH = 720
const HEIGHT = 240
const LEFT = 64 // room for the numbers of the axis
const RIGHT = 16
const TOP = 14
const BOTTOM = 30 // room for the years

/** Values that lie further apart than this are drawn by their order of magnitude. */
const WIDE_RANGE = 200

/** Values of one unit over the years: a picture, and the same as a table behind it. Nothing for fewer than two years. */
export function claimsChart(unit: string, years: YearOfClaims[]) {
  if (years.length < 2) return ''
  const name = unit === 'score' ? 'Scores' : `Values in ${unit}`
  return html`<figure class="chart">
    <figcaption>
      ${name} by year: the line joins the medians, the bars span the middle four fifths.
    </figcaption>
    ${picture(name, years)}
    <details>
      <summary>The same as a table</summary>
      ${table(name, years)}
    </details>
  </figure>`
}

function picture(name: string, years: YearOfClaims[]) {
  const scale = valueScale(years)
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, years.at(-1)!.year - years[0]!.year)
  const x = (year: number) => round(LEFT + (year - years[0]!.year) * step)
  const y = (value: number) => round(TOP + (1 - scale.place(value)) * (HEIGHT - TOP - BOTTOM))
  const [first, last] = [years[0]!, years.at(-1)!]
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-labelledby="chart-name chart-said"
  >
    <title id="chart-name">${name} by year</title>
    <desc id="chart-said">
      The median goes from ${shortNumber(first.median)} in ${first.year} to
      ${shortNumber(last.median)} in ${last.year}. The table below has every year.
    </desc>
    ${scale.ticks.map((tick) => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" /><text class="tick" x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${shortNumber(tick)}</text> `)}
    ${labelled(years).map((year) => html`<text class="tick" x="${x(year)}" y="${HEIGHT - 8}" text-anchor="middle">${year}</text> `)}
    ${years.map(({ year, low, high }) => html`<line class="span" x1="${x(year)}" x2="${x(year)}" y1="${y(low)}" y2="${y(high)}" /> `)}
    <polyline
      class="median"
      points="${years.map(({ year, median }) => `${x(year)},${y(median)}`).join(' ')}"
    />
    ${years.map(({ year, median }) => html`<circle class="median" cx="${x(year)}" cy="${y(median)}" r="3.5" /> `)}
  </svg>`
}

const YEARS_LABELLED = 10

/** As many years as have room for their names, the last one among them. */
function labelled(years: YearOfClaims[]): number[] {
  const [first, last] = [years[0]!.year, years.at(-1)!.year]
  const every = Math.ceil((last - first + 1) / YEARS_LABELLED)
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, n) => last - n * every)
}

interface Scale {
  place: (value: number) => number // 0 at the bottom, 1 at the top
  ticks: number[]
}

function valueScale(years: YearOfClaims[]): Scale {
  const low = Math.min(...years.map((year) => year.low))
  const high = Math.max(...years.map((year) => year.high))
  if (low > 0 && high / low > WIDE_RANGE) return magnitudes(low, high)
  const from = low >= 0 && low < high / 2 ? 0 : low
  const to = high === from ? from + 1 : high
  const ticks = Array.from({ length: 5 }, (_, n) => from + ((to - from) * n) / 4)
  return { place: (value) => (value - from) / (to - from), ticks: ticks.map(twoDigits) }
}

function magnitudes(low: number, high: number): Scale {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))]
  const every = Math.ceil((to - from) / 6)
  const ticks = Array.from(
    { length: Math.floor((to - from) / every) + 1 },
    (_, n) => 10 ** (from + n * every),
  )
  return { place: (value) => (Math.log10(value) - from) / (to - from), ticks }
}

const twoDigits = (value: number) => Number(value.toPrecision(2))
const round = (value: number) => Math.round(value * 10) / 10

function table(name: string, years: YearOfClaims[]) {
  return wideTable(
    `${name} by year`,
    html`<thead>
        <tr>
          <th scope="col">Year</th>
          <th scope="col">Claims</th>
          <th scope="col">Lowest tenth ends</th>
          <th scope="col">Median</th>
          <th scope="col">Highest tenth begins</th>
        </tr>
      </thead>
      <tbody>
        ${years.map(
          ({ year, claims, low, median, high }) =>
            html`<tr>
              <th scope="row">${year}</th>
              <td>${number(claims)}</td>
              <td>${shortNumber(low)}</td>
              <td>${shortNumber(median)}</td>
              <td>${shortNumber(high)}</td>
            </tr> `,
        )}
      </tbody>`,
  )
}
