import type { Draft } from '../src/papers/paper.ts'
import type { ReadRecord, SourceRecord } from '../src/papers/record.ts'

/** Reads what `said` made. */
export const readSaid: ReadRecord = (_source, raw) => revive(JSON.parse(raw))

function revive({ published, versions, ...draft }: Draft): Draft {
  return {
    ...draft,
    ...(published && { published: { ...published, at: new Date(published.at) } }),
    ...(versions && { versions: versions.map(({ number, at }) => ({ number, at: new Date(at) })) }),
  }
}

/** A record of a source that says this, known there by `externalId`. */
export function said(
  draft: Partial<Draft> & { title: string },
  source = 'corpus',
  externalId?: string,
): SourceRecord {
  const whole: Draft = { ids: {}, ...draft }
  const name = externalId ?? Object.values(whole.ids)[0] ?? whole.title
  return { source, externalId: name, raw: JSON.stringify(whole), draft: whole }
}
