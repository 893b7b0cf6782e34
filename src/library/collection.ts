import { hasRole, type Person } from '../accounts/person.ts'

/** Who can see a collection: everybody, whoever has its address, or its maker alone. */
export const VISIBILITIES = ['public', 'unlisted', 'private'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** A list of papers with notes that somebody made. */
export interface Collection {
  id: string
  personId: string | null // null: a former reader made it
  handle: string | null // of its maker
  title: string
  description: string
  visibility: Visibility
  papers: number
  changedAt: Date
  hiddenReason: string | null // why a moderator took it from the others; null: nobody did
}

/** What its maker writes about a collection. */
export interface CollectionText {
  title: string
  description: string
  visibility: Visibility
}

const TITLE_LENGTH_MAX = 200
export const NOTE_LENGTH_MAX = 2_000 // characters, of descriptions and of notes: longer texts want a page of their own

/** What was typed as what is kept: white space at the ends goes. Null without a title. */
export function collectionText(typed: {
  title: string
  description: string
  visibility: string
}): CollectionText | null {
  const title = typed.title.replace(/\s+/g, ' ').trim().slice(0, TITLE_LENGTH_MAX).toWellFormed()
  if (title === '') return null
  return {
    title,
    description: noteText(typed.description),
    visibility: VISIBILITIES.find((known) => known === typed.visibility) ?? 'private',
  }
}

export function noteText(typed: string): string {
  return typed.trim().slice(0, NOTE_LENGTH_MAX).toWellFormed()
}

/** Null: nobody is signed in. */
export type Reader = Pick<Person, 'id' | 'role'> | null

/** Whether somebody may read a collection. What is hidden, its maker and moderators still may. */
export function mayRead(
  collection: Pick<Collection, 'visibility' | 'personId' | 'hiddenReason'>,
  reader: Reader,
): boolean {
  const { visibility, hiddenReason } = collection
  if (mayChange(collection, reader)) return true
  return visibility !== 'private' && (hiddenReason === null || hasRole(reader, 'moderator'))
}

/** Whether somebody may change a collection: its maker, and moderators what a former reader left behind. */
export function mayChange({ personId }: Pick<Collection, 'personId'>, reader: Reader): boolean {
  return personId === null ? hasRole(reader, 'moderator') : reader?.id === personId
}
