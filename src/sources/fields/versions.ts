import type { Draft } from '../../papers/paper.ts'
import type { Note } from '../reading.ts'
import { dateIn } from './when.ts'

/** Versions as arXiv names them ('v1'), with the moment each was sent in, and the dates of the paper that follow. */
export function versionsIn(
  entries: { name: string | undefined; date: string | undefined }[],
  note: Note,
): Pick<Draft, 'published' | 'updated' | 'versions'> {
  const versions = entries.flatMap(({ name, date }) => {
    const number = Number(/^v(\d{1,4})$/.exec(name ?? '')?.[1])
    const moment = dateIn(date, note)
    return number > 0 && moment ? [{ number, at: moment.at }] : []
  })
  const first = versions.find(({ number }) => number === 1)
  const last = versions.at(-1)
  return {
    versions,
    published: first && { at: first.at, precision: 'second' },
    updated: last && last !== first ? last.at : undefined,
  }
}
