import type { PersonalData } from '../accounts/personal-data.ts'

/** The votes of a person. When they leave, what the votes count stays behind, by nobody's name. */
export const VOTE_DATA: PersonalData = {
  table: 'votes',
  read: (db, { id }) =>
    db
      .selectFrom('votes')
      .select(['paperId', 'givenAt', 'state'])
      .where('personId', '=', id)
      .orderBy('givenAt')
      .execute(),
  async erase() {}, // with the person: the row refers to it with 'on delete cascade'
}
