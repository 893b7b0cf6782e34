type Cell = string | number | null

/** Without it, Excel takes UTF-8 for the encoding of the country it was sold in. Readers of CSV pass over it. */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A table as RFC 4180 has it, with names in the first line, behind a byte order mark. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it (OWASP, CSV injection); numbers are numbers.
 */
export function csv(names: string[], rows: Cell[][]): string {
  const lines = [names, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`)
  return BYTE_ORDER_MARK + lines.join('')
}

const FORMULA = /^[=+\-@\t\r\n|%]/ // also what spreadsheets trim or older ones ran (DDE)
const SPECIAL = /[",\r\n]/

function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value.trimStart()) || FORMULA.test(value) ? `'${value}` : value
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
