import type { PersonalData } from '../accounts/personal-data.ts'

/**
 * What a person said that papers say. It stays when they leave, without their name, whatever they choose: it is a fact
 * about a paper, and not theirs.
 */
export const CORRECTION_DATA: PersonalData = {
  table: 'corrections',
  read: (db, { id }) =>
    db
      .selectFrom('corrections')
      .select(['paperId', 'kind', 'quote', 'action', 'value', 'madeAt'])
      .where('personId', '=', id)
      .orderBy('madeAt')
      .execute(),
  async erase(db, { id }) {
    await db.updateTable('corrections').set({ personId: null }).where('personId', '=', id).execute()
  },
}
