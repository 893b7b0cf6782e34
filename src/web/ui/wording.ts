const NUMBER = new Intl.NumberFormat('en-GB')

/** '12,288' */
export function number(value: number): string {
  return NUMBER.format(value)
}

/** '1 paper', '2 papers', '1,200 papers' */
export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`
}
