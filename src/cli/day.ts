import { InvalidArgumentError } from 'commander'
import { parseDay } from '../lib/days.ts'

/** Reads a day that was given to a command. */
export function day(text: string): string {
  const parsed = parseDay(text)
  if (parsed === null) throw new InvalidArgumentError('It must be a day, as in 2025-04-17.')
  return parsed
}
