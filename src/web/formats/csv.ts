type Cell = string | number | null

/**
 * A table as RFC 4180 has it, with names in the first line. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it (OWASP, CSV injection); numbers are numbers.
 */
export function csv(names: string[], rows: Cell[][]): string {
  return [names, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

const FORMULA = /^[=+\-@\t\r\n|%]/ // also what spreadsheets trim or older ones ran (DDE)
const SPECIAL = /[",\r\n]/

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
