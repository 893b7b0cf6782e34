import { sql, type RawBuilder } from 'kysely'

/**
 * Of `deliveries`, those of a reader. The ledger's key begins with the issue: a probe for each that there was, a thousand in
 * a year and a half.
 */
export function ofReader(subscriberId: number): RawBuilder<boolean> {
  return sql`deliveries.subscriber_id = ${subscriberId} and deliveries.issue_id = any(array(select id from issues))`
}
