import { renderFragment } from '../papers/text.ts'
import type { Claim, System } from '../reading/finding.ts'

/** A system under its names as a person would type them. `whole` is the text it was read from. */
export function shownSystem<Read extends System>(system: Read, whole: string): Read {
  const name = renderFragment(system.name, whole)
  const aliases = system.aliases.map((alias) => renderFragment(alias, whole))
  return { ...system, name, aliases: [...new Set(aliases)].filter((alias) => alias !== name) }
}

/** A claim in words as a person would type them, but for its quote, which names it. */
export function shownClaim<Read extends Claim>(claim: Read, whole: string): Read {
  const shown = {
    ...claim,
    unit: renderFragment(claim.unit, whole),
    metric: renderFragment(claim.metric, whole),
    subject: renderFragment(claim.subject, whole),
  }
  const comparator = renderFragment(claim.comparator ?? '', whole)
  return comparator === '' ? shown : { ...shown, comparator }
}
