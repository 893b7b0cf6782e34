import { FIELDS } from '../document.ts'
import type { Segment } from './segment.ts'

/** The field that a position of a document belongs to: the last that starts at or before it. */
export function fieldAt({ fieldStarts }: Segment, document: number, position: number): number {
  const at = document * FIELDS.length
  let field = FIELDS.length - 1
  while (field > 0 && fieldStarts[at + field]! > position) field--
  return field
}
