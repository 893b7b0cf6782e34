import { expect, test } from 'vitest'
import { readingOf } from './read.ts'
import { readingReport } from './reading-report.ts'

const draft = {
  ids: { arxiv: '2401.00001' },
  title: 'OwlNet: Counting Owls by Sound',
  abstract:
    'Counting owls by hand is slow. We introduce OwlNet, a model that counts owls from sound recordings. ' +
    'OwlNet is 3.5$\\times$ faster than counting by hand and reaches an accuracy of 91.2%. ' +
    'Code is available at https://github.com/example/owlnet.',
}

test('a paper is read into findings, each with the stretch of the text it rests on', () => {
  const reading = readingOf(draft, 0.5)

  expect(reading).toMatchObject({
    id: '2401.00001',
    title_text: draft.title,
    systems: [{ name: 'OwlNet', type: 'model' }],
    artifacts: [{ url: 'https://github.com/example/owlnet', kind: 'code' }],
  })
  expect(reading.claims.map(({ value, unit }) => [value, unit])).toEqual([
    [3.5, 'x'],
    [91.2, '%'],
  ])
  for (const { quote, span } of reading.claims) expect(draft.abstract.slice(...span)).toBe(quote)
})

test('the report for a person names what the paper introduces, gives and claims', () => {
  const report = readingReport(readingOf(draft, 0.5))
  expect(report).toMatch(/introduces OwlNet \(model/)
  expect(report).toMatch(/gives code: https:\/\/github\.com\/example\/owlnet/)
  expect(report).toMatch(/claims 91\.2 %/)
})

test('names are shown without TeX, and stand beside it as the text has them', () => {
  const owls = {
    ...draft,
    title: 'Counting Owls by an OWL-Net',
    abstract:
      'We introduce \\owlnet, a model. \\owlnet counts $12$ owls, and reaches an F$_1$ of $91\\%$.',
  }
  const reading = readingOf(owls, 0.5)
  expect(reading.systems[0]).toMatchObject({ name: '\\owlnet', name_text: 'OWL-Net' })
  expect(reading.claims.at(-1)).toMatchObject({ subject: 'OWL-Net', metric: 'F₁' })
  expect(readingReport(reading)).not.toMatch(/[$\\]/)
})

test('a paper without an abstract has no findings and does not fail', () => {
  expect(readingOf({ ids: {}, title: 'Only a title of some length' }, 0.5)).toMatchObject({
    gist: '',
    claims: [],
    systems: [],
  })
})
