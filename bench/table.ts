/** One measurement beside its target. */
export interface Measured {
  what: string
  value: number
  unit: string
  target: string // '≥ 10,000', '< 700'
}

/** Prints a table with a verdict per row: the target is '≥', '≤', '<', '>' or '=' and a number. */
export function printTable(title: string, rows: Measured[]): void {
  console.log(`\n${title}`)
  console.table(
    rows.map(({ what, value, unit, target }) => ({
      what,
      measured: `${format(value)} ${unit}`,
      target: `${target} ${unit}`,
      met: meets(value, target) ? 'yes' : 'NO',
    })),
  )
}

function format(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}

function meets(value: number, target: string): boolean {
  const bound = Number(target.replace(/[^\d.]/g, ''))
  switch (target[0]) {
    case '≥':
      return value >= bound
    case '>':
      return value > bound
    case '≤':
      return value <= bound
    case '=':
      return value === bound
    default:
      return value < bound
  }
}
