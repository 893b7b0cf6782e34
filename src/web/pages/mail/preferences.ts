import type { Context, Handler } from 'hono'
import { html } from 'hono/html'
import { isZone } from '../../../digests/due.ts'
import { KINDS, type Kind } from '../../../digests/kind.ts'
import {
  changeWishes,
  findSubscriber,
  readWishes,
  resume,
  stopAll,
} from '../../../digests/subscriber-store.ts'
import {
  FIRST_WISHES,
  PAPERS_MOST,
  SEARCH_LENGTH_MOST,
  SEARCHES_MOST,
  TOPICS_MOST,
  type Subscriber,
  type Wishes,
} from '../../../digests/subscriber.ts'
import { readToken } from '../../../digests/token.ts'
import { TOPICS } from '../../../reading/topic-table.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { plainDateline } from '../../ui/dateline.ts'
import { formField } from '../../ui/form-field.ts'
import { layout } from '../../ui/layout.ts'
import { notFound } from '../not-found.ts'
import { askForOwnData } from './own-data.ts'

type Preferences = Handler<object, '/email/p/:token'>

/** GET /email/p/:token. Does not show the address: whoever was forwarded a mail can open it. */
export function preferencesPage(site: Site): Preferences {
  return async (c) => {
    const reader = await readerOf(c, site, c.req.param('token'))
    if (!reader) return notFound(c, site, OUTDATED)
    return show(c, site, reader, null)
  }
}

/** POST /email/p/:token: 'save' what is chosen, 'pause', 'resume' or 'leave', or ask for a link to one's 'data'. */
export function changePreferences(site: Site): Preferences {
  return async (c) => {
    const reader = await readerOf(c, site, c.req.param('token'))
    if (!reader) return notFound(c, site, OUTDATED)
    const form = await c.req.formData()
    const now = site.now()
    switch (form.get('do')) {
      case 'data':
        return show(c, site, reader, dataText(await askForOwnData(site, reader)))
      case 'pause':
        await stopAll(site.db, reader.id, 'paused', 'link', now)
        break
      case 'leave':
        await stopAll(site.db, reader.id, 'left', 'link', now)
        break
      case 'resume':
        await resume(site.db, reader, 'link', now)
        break
      default: {
        const zone = textOf(form, 'zone')
        const changed = { ...reader, zone: isZone(zone) ? zone : reader.zone }
        await changeWishes(site.db, changed, wishesIn(form), 'link', now)
      }
    }
    const after = await findSubscriber(site.db, reader.publicId)
    if (!after) return notFound(c, site, OUTDATED)
    return show(c, site, after, savedText(after, await readWishes(site.db, after.id)))
  }
}

async function readerOf(_: Context, site: Site, token: string): Promise<Subscriber | null> {
  const grant = readToken(site.mailKeys, 'p', token, site.now())
  const reader = grant && (await findSubscriber(site.db, grant.publicId))
  return reader && ['active', 'paused', 'left'].includes(reader.state) ? reader : null
}

/** What the form says, made to fit: a form that was meddled with gets what is nearest. */
function wishesIn(form: FormData): Wishes[] {
  const within = (name: string, least: number, most: number, otherwise: number) => {
    const value = Math.round(Number(form.get(name) ?? otherwise))
    return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise
  }
  const searches = textOf(form, 'searches')
    .split(/\r?\n/)
    .map((line) =>
      line
        .replaceAll(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, SEARCH_LENGTH_MOST),
    )
    .filter((line) => line !== '')
  const shared = {
    hour: within('hour', 0, 23, FIRST_WISHES.hour),
    weekday: within('weekday', 0, 6, FIRST_WISHES.weekday),
    trending: form.get('trending') !== null,
    topics: form
      .getAll('topic')
      .map(String)
      .filter((topic) => Object.hasOwn(TOPICS, topic))
      .slice(0, TOPICS_MOST),
    searches: [...new Set(searches)].slice(0, SEARCHES_MOST),
    papersMax: within('most', 1, PAPERS_MOST, FIRST_WISHES.papersMax),
    papersMin: within('least', 1, PAPERS_MOST, FIRST_WISHES.papersMin),
  }
  return KINDS.filter((kind) => form.get(kind) !== null).map((kind) => ({ kind, ...shared }))
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

const OUTDATED =
  'This link is too old, or a part of it was lost. The newest mail has one that works.'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const TITLE = 'What you get by mail'

async function show(c: Context, site: Site, reader: Subscriber, notice: string | null) {
  const wishes = await readWishes(site.db, reader.id)
  const content = html`<main id="content" class="page">
    <h1>${TITLE}</h1>
    ${notice === null ? '' : html`<p class="notice" role="status">${notice}</p>`}
    ${reader.state === 'active' ? choices(wishes, reader.zone) : ''}
    <form class="plain-form" method="post">
      ${formField()}
      ${
        reader.state === 'active'
          ? html`<button class="quiet" name="do" value="pause">Pause all mail</button>
              <button class="quiet" name="do" value="leave">Stop all mail</button>`
          : ''
      }
      ${reader.state === 'paused' ? html`<button name="do" value="resume">Go on sending</button>` : ''}
    </form>
    ${reader.state === 'left' ? html`<p>You get no mail from us. <a href="${paths.subscribe}">Subscribe again</a></p>` : ''}
    <form class="plain-form" method="post">
      ${formField()}
      <p class="note">
        What is stored about you can be taken out, or deleted, by a link of its own.
      </p>
      <button class="quiet" name="do" value="data">Send me that link</button>
    </form>
  </main>`
  return c.html(layout(site, { title: TITLE }, plainDateline(), content))
}

function savedText({ state }: Subscriber, wishes: Wishes[]): string {
  if (state === 'paused') return 'Paused. Nothing comes until you say so here.'
  if (state === 'left') return 'Stopped. Nothing more comes.'
  return wishes.length === 0 ? 'Saved. You get neither mail now.' : 'Saved.'
}

function dataText(isSent: boolean): string {
  return isSent
    ? 'A link is on its way to your address. It works for two hours.'
    : 'Links were sent already. Look into your mail, or try again in an hour.'
}

function choices(wishes: Wishes[], zone: string) {
  const shown = wishes[0] ?? FIRST_WISHES
  const has = (kind: Kind) => (wishes.some((each) => each.kind === kind) ? 'checked' : '')
  return html`<form class="choices" method="post">
    ${formField()}
    <fieldset>
      <legend>When</legend>
      <label><input type="checkbox" name="daily" value="1" ${has('daily')} /> Every day</label>
      <label
        ><input type="checkbox" name="weekly" value="1" ${has('weekly')} /> Once a week, on
        ${options(
          'weekday',
          WEEKDAYS.map((name, value) => [String(value), name]),
          String(shown.weekday),
          'Day of the weekly mail',
        )}</label
      >
      <label>At ${options('hour', HOURS, String(shown.hour))}</label>
      <label>On the clock of ${options('zone', zones(zone), zone)}</label>
    </fieldset>
    <fieldset>
      <legend>What</legend>
      <label
        ><input type="checkbox" name="trending" value="1" ${shown.trending ? 'checked' : ''} /> What
        readers here care about</label
      >
      <label for="searches">Searches, one on each line, as you would type them</label>
      <textarea
        id="searches"
        name="searches"
        rows="3"
        maxlength="${(SEARCH_LENGTH_MOST + 2) * SEARCHES_MOST}"
      >
${shown.searches.join('\n')}</textarea>
      <details ${shown.topics.length > 0 ? 'open' : ''}>
        <summary>Topics</summary>
        <div class="topics">
          ${Object.keys(TOPICS)
            .toSorted()
            .map(
              (topic) =>
                html`<label
                  ><input
                    type="checkbox"
                    name="topic"
                    value="${topic}"
                    ${shown.topics.includes(topic) ? 'checked' : ''}
                  />
                  ${topic.replaceAll('-', ' ')}</label
                >`,
            )}
        </div>
      </details>
    </fieldset>
    <fieldset>
      <legend>How much</legend>
      <label
        >At most
        <input type="number" name="most" min="1" max="${PAPERS_MOST}" value="${shown.papersMax}" />
        papers</label
      >
      <label
        >No mail for fewer than
        <input type="number" name="least" min="1" max="${PAPERS_MOST}" value="${shown.papersMin}"
      /></label>
    </fieldset>
    <button name="do" value="save">Save</button>
  </form>`
}

const HOURS = Array.from({ length: 24 }, (_, hour): [string, string] => [
  String(hour),
  `${String(hour).padStart(2, '0')}:00`,
])

function zones(own: string): [string, string][] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((name) => [
    name,
    name.replaceAll('_', ' '),
  ])
}

function options(name: string, values: [string, string][], chosen: string, label?: string) {
  return html`<select name="${name}" ${label ? html`aria-label="${label}"` : ''}>
    ${values.map(([value, text]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`)}
  </select>`
}
