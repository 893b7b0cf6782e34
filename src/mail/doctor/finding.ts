/** One thing that was looked at. */
export interface Finding {
  about: string // 'SPF'
  /** 'wrong' must be mended, 'better' could be better, 'unknown' could not be looked at from here. */
  state: 'good' | 'better' | 'wrong' | 'unknown'
  says: string // a sentence
  todo: string | null // a sentence; null where nothing is to be done
  record?: RecordToSet // that this is about
}

/** A record of DNS as it should be, and as it is. */
export interface RecordToSet {
  name: string
  type: 'TXT' | 'MX'
  value: string
  now: string[] // empty: there is none
}

export function good(about: string, says: string): Finding {
  return { about, state: 'good', says, todo: null }
}
