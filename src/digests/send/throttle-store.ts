import { sql, type RawBuilder } from 'kysely'
import type { Database } from '../../database/database.ts'
import { CLOCKS_APART_MS } from '../../lib/clocks.ts'

/** Seconds of mail that may leave in one burst: ten seconds never hold more than a twentieth above the rate. */
const BURST_SECONDS = 0.5

/** Takes up to `want` mails from what the rate (mails a second, over all processes) allows now. 0 while it cools down. */
export async function takeTokens(
  db: Database,
  key: string,
  rate: number,
  want: number,
  now: Date,
): Promise<number> {
  const burst = Math.max(1, rate * BURST_SECONDS)
  await sql`
    insert into throttles (key, tokens, refilled_at) values (${key}, ${burst}, ${now}) on conflict do nothing
  `.execute(db)
  const { rows } = await sql<{ granted: number }>`
    update throttles as bucket
    set tokens = state.refilled - state.granted, refilled_at = case when ahead then ${now} else greatest(bucket.refilled_at, ${now}) end
    from (
      select refilled, ahead, case when cooling then 0 else least(${want}::float8, floor(refilled)) end as granted
      from (
        select
          ${isCool(now)} as cooling, refilled_at > ${wrongFrom(now)} as ahead,
          case when refilled_at > ${wrongFrom(now)} then ${burst}::float8
            else least(${burst}::float8, tokens + ${rate}::float8 * greatest(0, extract(epoch from ${now}::timestamptz - refilled_at)))
          end as refilled
        from throttles where key = ${key} for update
      ) as filled
    ) as state
    where bucket.key = ${key}
    returning state.granted::integer as granted
  `.execute(db)
  return rows[0]!.granted
}

const COOL_SECONDS_MIN = 60
const COOL_SECONDS_MAX = 3_600

/** Beyond it a clock was ahead and has been set back. */
function wrongFrom(now: Date): Date {
  return new Date(now.getTime() + CLOCKS_APART_MS)
}

/** Whether a throttle cools down. No cooling takes longer than an hour: what would was written while a clock was ahead. */
export function isCool(
  now: Date,
  until: RawBuilder<unknown> = sql`cool_until`,
): RawBuilder<unknown> {
  const most = new Date(now.getTime() + COOL_SECONDS_MAX * 1000 + CLOCKS_APART_MS)
  return sql`coalesce(${until} > ${now} and ${until} <= ${most}, false)`
}

/** The relay, or the provider behind a domain, asks us to slow down: nothing for a minute, then two, four, up to an hour. */
export async function coolDown(
  db: Database,
  key: string,
  reason: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into throttles as bucket (key, tokens, refilled_at, cool_until, cool_seconds, reason)
    values (${key}, 0, ${now}, ${now}::timestamptz + make_interval(secs => ${COOL_SECONDS_MIN}), ${COOL_SECONDS_MIN}, ${reason})
    on conflict (key) do update set
      cool_seconds = greatest(${COOL_SECONDS_MIN}, least(${COOL_SECONDS_MAX}, bucket.cool_seconds * 2)),
      cool_until = ${now}::timestamptz + make_interval(secs => greatest(${COOL_SECONDS_MIN}, least(${COOL_SECONDS_MAX}, bucket.cool_seconds * 2))),
      reason = ${reason}
    where not ${isCool(now, sql`bucket.cool_until`)}
  `.execute(db)
}

/** Mail flows again: the next wish to slow down begins with a minute. */
export async function warmAgain(db: Database, key: string, now: Date): Promise<void> {
  await sql`
    update throttles set cool_seconds = 0, cool_until = null, reason = null
    where key = ${key} and cool_seconds > 0 and not ${isCool(now)}
  `.execute(db)
}

const WARM_UP_FIRST = 200 // mails on the first day of a new sending domain, and twice as many on each that follows

/** How many more mails may leave today (UTC). `most` is the relay's own limit a day, null for none. */
export async function roomToday(
  db: Database,
  { most, warmsUp }: { most: number | null; warmsUp: boolean },
  now: Date,
): Promise<number> {
  if (most === null && !warmsUp) return Infinity
  const midnight = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`)
  const { rows } = await sql<{ today: number; days: number }>`
    select
      (select count(*) from deliveries where state = 'accepted' and settled_at >= ${midnight})
        + (select count(*) from deliveries where state in ('claimed', 'committing')) as today, -- these may become it
      (
        select count(distinct (settled_at at time zone 'UTC')::date) from deliveries
        where state = 'accepted' and settled_at < ${midnight} and settled_at > ${midnight}::timestamptz - interval '30 days'
      ) as days
  `.execute(db)
  const { today, days } = rows[0]!
  const limits = [...(most === null ? [] : [most]), ...(warmsUp ? [WARM_UP_FIRST * 2 ** days] : [])]
  return Math.max(0, Math.min(...limits) - today)
}
