import { expect, test } from 'vitest'
import { renderAbstract } from '../../text.ts'
import { takeDefinitions } from './definitions.ts'

const text = (raw: string) => renderAbstract(raw).text

test('macros that a text defines are known in its formulas, and their definitions are not shown', () => {
  expect(text('$\\newcommand{\\tol}{\\varepsilon}$ We find $(1+\\tol)$ of \\tol.')).toBe(
    'We find (1+ε) of ε.',
  )
  expect(text('\\newcommand{\\set}[1]{\\{#1\\}}Let $\\set{x}$ be')).toBe('Let {x} be')
  expect(text('\\def\\reach{\\mathrm{Reach}} $\\reach(x)$')).toBe('Reach(x)')
  expect(text('\\DeclareMathOperator{\\conv}{conv} $\\conv S$')).toBe('conv S')
})

test('a display formula behind a definition keeps its dollars', () => {
  expect(renderAbstract('$\\newcommand{\\a}{b}$ x $$\\a$$').html).toContain('display="block"')
})

test('a macro that would grow as it is used is forgotten', () => {
  expect(takeDefinitions('\\newcommand{\\grow}[1]{\\grow{#1#1}}')?.macros).toBeNull()
  expect(text('\\def\\x{\\x\\x} Words $\\x$ go on')).toBe('Words x go on')
})

test('a text without definitions has none', () => {
  expect(takeDefinitions('a \\define and \\textbf{b}')).toBeNull()
})
