import { ACCOUNT_DATA } from '../accounts/own-data-store.ts'
import type { PersonalData } from '../accounts/personal-data.ts'
import { LIBRARY_DATA } from '../library/library-data-store.ts'
import { VOTE_DATA } from '../trending/vote-data-store.ts'
import { COMMUNITY_DATA } from '../community/personal-data-store.ts'
import { READER_DATA } from '../digests/reader-data-store.ts'
import { CORRECTION_DATA } from '../catalogue/correction-data-store.ts'

/** Every table that knows anything about people. A feature that adds one describes it and lists it here. */
export const PERSONAL_DATA: PersonalData[] = [
  ...COMMUNITY_DATA,
  VOTE_DATA,
  ...LIBRARY_DATA,
  CORRECTION_DATA,
  ...READER_DATA,
  ...ACCOUNT_DATA,
]
