import { sql } from 'kysely'
import type { Link } from './paper.ts'

/** What the sources link to, and the addresses of it that a person said are wrong (catalogue/fix-links.ts). */
export interface GivenLinks {
  links: Link[] | null
  wrong_links: string[] | null
}

/** Joins `wrong_links` to `papers`: one look into an index each, and only for those with links. */
export const WITH_WRONG_LINKS = sql`
  left join lateral (
    select json_agg(quote) as wrong_links from corrections
    where paper_id = papers.id and kind = 'artifact' and action = 'remove' and papers.links is not null
  ) as fixed on true
`

/** Null when the sources link to nothing. */
export function rightLinks({ links, wrong_links: wrong }: GivenLinks): Link[] | null {
  return links && links.filter(({ url }) => !wrong?.includes(url))
}
