import type { Context, Handler } from 'hono'
import { findCurrentId } from '../../papers/store.ts'
import { countsFrom } from '../../trending/vote.ts'
import { castVote, withdrawVote, type Standing } from '../../trending/vote-store.ts'
import { paths } from '../paths.ts'
import type { Site } from '../site.ts'
import { voteAnchor, voteLabel } from '../ui/vote-form.ts'
import { number } from '../ui/wording.ts'
import { formFields } from '../visit/forms.ts'
import { cameFrom } from '../visit/own-path.ts'
import { signedInPerson } from '../visit/visit.ts'
import { votesFrom } from '../../trending/burst.ts'
import { networkOfRequest } from '../visit/network.ts'
import { unknownPaper } from './not-found.ts'

/** POST /vote/:id with vote=yes or vote=no. Sent again, it changes nothing. */
export function votePage(site: Site): Handler<object, '/vote/:id{.+}'> {
  return async (c) => {
    const { vote } = await formFields(c, 'vote')
    const given = c.req.param('id')
    const standing = await record(c, site, given, vote === 'yes')
    if (standing) return answer(c, given, standing)
    const id = await findCurrentId(site.db, given) // it may have merged since the page was opened
    const moved = id === null ? null : await record(c, site, id, vote === 'yes')
    return moved && id ? answer(c, id, moved) : unknownPaper(c, site, given)
  }
}

function record(
  c: Context,
  site: Site,
  paperId: string,
  wanted: boolean,
): Promise<Standing | null> {
  const person = signedInPerson(c)
  if (!wanted) return withdrawVote(site.db, { personId: person.id, paperId })
  const now = site.now()
  const ballot = {
    personId: person.id,
    paperId,
    countsFrom: countsFrom(person, site.voting, now),
    allowance: votesFrom(networkOfRequest(c, site.trustedProxies), paperId, site.voting.perNetwork),
    onHeld: () => site.voteHeld(paperId),
  }
  return castVote(site.db, ballot, now)
}

/** The script of ours asks for JSON; without it, the reader goes back to where the button is. */
function answer(c: Context, id: string, { votes, state }: Standing): Response {
  if (c.req.header('accept') === 'application/json') {
    const next = state === null ? 'yes' : 'no'
    return c.json({ label: voteLabel(state), votes: number(votes), next }, 200, {
      'cache-control': 'no-store',
    })
  }
  return c.redirect(`${cameFrom(c) ?? paths.paper(id)}#${encodeURIComponent(voteAnchor(id))}`, 303)
}
