import { hasRole, type Person } from '../accounts/person.ts'

/**
 * A vote counts, waits until its voter's account is old enough, or is held until a moderator has looked at it, who lets it
 * count or refuses it. Only votes that count are in the numbers that pages show.
 */
export type VoteState = 'counted' | 'waiting' | 'held' | 'refused'

/** How votes are damped: the settings of the operator. */
export interface VotingRule {
  newAccountHours: number // for so long the votes of a new account wait; 0: no time
  perNetwork: number // votes for one paper that one network may give in an hour before others are held; 0: any number
}

const HOUR_MS = 3_600_000

/** When the votes of this person begin to count. Null: they do. Whom an admin gave a role is known here. */
export function countsFrom(
  person: Pick<Person, 'role' | 'createdAt'>,
  { newAccountHours }: VotingRule,
  now: Date,
): Date | null {
  if (hasRole(person, 'curator')) return null
  const known = new Date(person.createdAt.getTime() + newAccountHours * HOUR_MS)
  return known > now ? known : null
}
