const NUMBER = new Intl.NumberFormat('en-GB')

/** '12,288' */
export function number(value: number): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value) // a page has hundreds of them
  return NUMBER.format(value)
}

/** '1 paper', '2 papers', '1,200 papers'. `many` is for nouns that do not take an s: '2 entries'. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : many}`
}

const BYTE_UNITS = ['kB', 'MB', 'GB', 'TB']

/** '512 bytes', '1.5 kB', '20 MB': powers of a thousand, as disks are sold. */
export function bytes(count: number): string {
  if (count < 1000) return counted(count, 'byte')
  const power = Math.min(BYTE_UNITS.length, Math.floor(Math.log10(count) / 3))
  const value = count / 1000 ** power
  return `${number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))} ${BYTE_UNITS[power - 1]}`
}

/** '40 seconds', '3 minutes', '5 hours', '12 days': the largest unit that fits, rounded down. */
export function duration(seconds: number): string {
  for (const [noun, length] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const) {
    if (seconds >= length) return counted(Math.floor(seconds / length), noun)
  }
  return counted(Math.floor(seconds), 'second')
}
