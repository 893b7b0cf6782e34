import type { OpenDatabase } from '../database/database.ts'
import { VOTES_CHANGED } from './attend-store.ts'
import { countWaiting } from './vote-store.ts'

const LOOK_EVERY_MS = 60_000 // a vote that has waited a day can wait a minute more
const TELL_WITHIN_MS = 1_000 // pages may be so old; making them anew for each of a thousand votes would be waste

/** What is different since the last time: the numbers of votes too, or only how hot papers are. */
export type Changed = 'votes' | 'heat'

/** Counts votes whose waiting is over, and tells when something changed, in this process or another, once a second at most. */
export async function followVotes(
  { db, listen }: OpenDatabase,
  now: () => Date,
  tell: { changed: (what: Changed) => void; failed: (error: unknown) => void },
): Promise<{ stop: () => Promise<void> }> {
  let counting: Promise<void> = Promise.resolve()
  let telling: NodeJS.Timeout | undefined
  let changed: Changed = 'heat'

  async function countAll(): Promise<void> {
    while (await countWaiting(db, now()));
  }
  const look = () => {
    counting = counting.then(countAll).catch(tell.failed)
  }
  await listen(VOTES_CHANGED, (kind) => {
    if (kind === 'vote' || kind === '') changed = 'votes' // '': something may have been missed
    telling ??= setTimeout(() => {
      const what = changed
      telling = undefined
      changed = 'heat'
      tell.changed(what)
    }, TELL_WITHIN_MS).unref()
  })
  look()
  const looking = setInterval(look, LOOK_EVERY_MS).unref()
  return {
    async stop() {
      clearInterval(looking)
      clearTimeout(telling)
      await counting
    },
  }
}
