import { plainAbstract, plainTitle } from '../../papers/text.ts'
import { nameBeforeColon, nameOf } from '../analysis/name.ts'
import type { SearchDocument } from '../document.ts'

/** Words between fields, and between two authors: further than any phrase reaches. */
export const FIELD_GAP = 8

/** The clean texts of a document by field number; a list has one text per entry. */
export function fieldTexts(document: SearchDocument): string[][] {
  const title = plainTitle(document.title)
  return [
    [title],
    [plainAbstract(document.abstract, document.title)],
    systemsOf(document, title),
    document.authors,
    document.topics,
  ]
}

/** What a model of meaning reads of a paper, given its clean texts: title and abstract. */
export function meaningText([title, abstract]: string[][]): string {
  return `${title![0]} \n ${abstract![0]}`
}

/** The systems a paper is known to introduce, and the one that its title puts before a colon, unless people denied it. */
function systemsOf({ systems, notSystems = [] }: SearchDocument, title: string): string[] {
  const head = nameBeforeColon(title)
  const isKnown = (name: string) => head !== null && nameOf(name) === nameOf(head)
  return head === null || systems.some(isKnown) || notSystems.some(isKnown)
    ? systems
    : [...systems, head]
}

/** What a paper can be called by, as `nameOf` writes it, given its clean texts. */
export function namesOf([, , systems]: string[][]): string[] {
  return [...new Set(systems!.map(nameOf))].filter((name) => name !== '')
}
