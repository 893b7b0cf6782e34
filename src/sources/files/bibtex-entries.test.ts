import { describe, expect, test } from 'vitest'
import { chunksOf, collected } from '../../../test/chunks.ts'
import { bibtexEntries } from './bibtex-entries.ts'
import { lines } from './lines.ts'

const entriesOf = (content: string, chunkBytes = 1 << 20) =>
  collected(bibtexEntries(lines(chunksOf(content, chunkBytes))))

const LIBRARY = `% a comment with an address: tea@cups.example
@string{tea = "Journal of Tea"}
@comment{ @article{hidden, title={No}} }
@article{one,
  title = {Cups {and} "Saucers"},
  journal = tea # " Studies",
}
Text between entries. @misc{two, title="A {)} B"} @misc(three, title={C)})
@preamble{"\\newcommand{\\x}{y}"}
`

test('entries come alone, with the abbreviations that they use', async () => {
  expect(await entriesOf(LIBRARY)).toEqual([
    {
      line: 4,
      text: '@string{tea = "Journal of Tea"}\n@article{one,\n  title = {Cups {and} "Saucers"},\n  journal = tea # " Studies",\n}',
    },
    { line: 8, text: '@misc{two, title="A {)} B"}' },
    { line: 8, text: '@misc(three, title={C)})' },
  ])
})

describe.each([1, 3, 20])('in chunks of %i bytes', (chunkBytes) => {
  test('the entries are the same', async () => {
    expect(await entriesOf(LIBRARY, chunkBytes)).toEqual(await entriesOf(LIBRARY))
  })
})

test('an entry that never ends is rejected with its line, and the next one is read', async () => {
  const found = await entriesOf(
    '@article{one,\n  title = {Cups\n}\n\n@article{two, title={Saucers}}',
  )
  expect(found).toEqual([
    { line: 1, reason: 'The entry never ends: a brace is missing.' },
    { line: 5, text: '@article{two, title={Saucers}}' },
  ])
})

test('a library that was cut short says so', async () => {
  expect(await entriesOf('@article{one, title={Cu')).toEqual([
    { line: 1, reason: 'The file ends inside this entry.' },
  ])
})
