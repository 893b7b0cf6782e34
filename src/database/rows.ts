import { sql, type RawBuilder } from 'kysely'

/** A column of given rows: null stands for SQL's null. */
type Value = string | number | boolean | null

type Type = 'text' | 'integer' | 'boolean' | 'timestamptz' | 'date' | 'real' | 'double precision'

/**
 * Many rows as a table, to be used in `from`: `unnest($1::text[], $2::integer[]) as given (kind, amount)`.
 *
 * One array per column costs a statement the same plan for any number of rows, and measured a third less than the
 * same rows as JSON. `columns` names the columns in SQL with their types. Text that PostgreSQL cannot store is cleaned.
 */
export function given<Column extends string>(
  columns: Record<Column, Type>,
  rows: Record<Column, Value>[],
): RawBuilder<unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the type of Object.keys forgets which keys
  const names = Object.keys(columns) as Column[]
  const arrays = names.map(
    (name) => sql`${rows.map((row) => storable(row[name]))}::${sql.raw(columns[name])}[]`,
  )
  return sql`unnest(${sql.join(arrays)}) as given (${sql.raw(names.join(', '))})`
}

/** A value as the text of a `json` column, null for null. Cleaned like other text: JSON hides NUL in an escape. */
export function jsonText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = JSON.stringify(value)
  return text.includes('\\u') ? JSON.stringify(value, (_, each: unknown) => storable(each)) : text
}

/** PostgreSQL stores no NUL and no half of a surrogate pair. The rest of the text stays. */
export function storable<Any>(value: Any): Any | string {
  if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))) return value
  return value.toWellFormed().replaceAll('\0', '')
}
