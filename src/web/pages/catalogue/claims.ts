import type { Context, Handler } from 'hono'
import {
  claimsByYear,
  countClaims,
  listClaims,
  type ClaimFilter,
  type ClaimSort,
} from '../../../catalogue/claim-store.ts'
import { ROWS_MAX } from '../../../catalogue/table-store.ts'
import type { ClaimKind } from '../../../reading/finding.ts'
import { paths } from '../../paths.ts'
import type { Site } from '../../site.ts'
import { claimsView } from './claims-view.ts'
import { claimsCsv, claimsJson } from './claims-files.ts'
import { given } from './given.ts'
import { CLAIM_KINDS } from './kinds.ts'
import { readTablePage } from './table.ts'

/** What a reader asked the table of claims for. */
export interface AskedClaims {
  filter: ClaimFilter
  sort: ClaimSort
}

/** GET /claims */
export function claimsPage(site: Site): Handler {
  return async (c) => {
    const asked = askedClaims(c)
    const page = await readTablePage(c, site, {
      row: 'claim',
      path: (number) => claimsPath(asked, '', number),
      count: () => countClaims(site.db, asked.filter),
      list: (stretch) => listClaims(site.db, asked.filter, asked.sort, stretch),
    })
    if (page instanceof Response) return page
    const { unit } = asked.filter
    const years = unit === null ? [] : await claimsByYear(site.db, { ...asked.filter, unit })
    return c.html(claimsView(site, { ...page, asked, years }))
  }
}

const FILE_CLAIMS_AT_ONCE = 1_000 // abstracts in memory while a file is written

/** GET /claims.csv and /claims.json: the same table to take home, all pages of it. Not kept: one is as large as a thousand pages. */
export function claimsFile(site: Site, format: 'csv' | 'json'): Handler {
  return async (c) => {
    const { filter, sort } = askedClaims(c)
    const claims = []
    for (let offset = 0; offset < ROWS_MAX; offset += FILE_CLAIMS_AT_ONCE) {
      const some = await listClaims(site.db, filter, sort, { limit: FILE_CLAIMS_AT_ONCE, offset })
      claims.push(...some)
      if (some.length < FILE_CLAIMS_AT_ONCE) break
    }
    c.header('cache-control', 'no-store')
    return format === 'csv'
      ? claimsCsv(c, claims, site.publicUrl)
      : claimsJson(c, claims, site.publicUrl)
  }
}

/** What is no unit, kind or topic filters to nothing or not at all: nothing that is typed is an error. */
function askedClaims(c: Context): AskedClaims {
  const unit = given(c, 'unit')
  const sort = c.req.query('sort')
  return {
    filter: {
      metric: given(c, 'metric'),
      unit,
      kind: kindOf(given(c, 'kind')),
      topic: given(c, 'topic'),
    },
    sort: unit !== null && (sort === 'highest' || sort === 'lowest') ? sort : 'newest',
  }
}

function kindOf(text: string | null): ClaimKind | null {
  return CLAIM_KINDS.find(([kind]) => kind === text)?.[0] ?? null
}

/** The address of a table of claims, as a page or as a file. */
export function claimsPath(
  { filter, sort }: AskedClaims,
  file: '' | '.csv' | '.json',
  page = 1,
): string {
  return paths.claims({ ...filter, sort: sort === 'newest' ? null : sort }, file, page)
}
