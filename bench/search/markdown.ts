/** Prints a row of a Markdown table. */
export function row(...cells: string[]): void {
  console.log(`| ${cells.join(' | ')} |`)
}

/** Prints the head of a Markdown table: names to the left, figures to the right. */
export function head(...cells: string[]): void {
  row(...cells)
  row(...cells.map((_, i) => (i === 0 ? '---' : '--:')))
}
