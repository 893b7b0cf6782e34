import { expect, test } from 'vitest'
import { authorsOfLine } from './author-string.ts'

test.each([
  ['Ann Lee, Bo Kim and Cy Young', ['Ann Lee', 'Bo Kim', 'Cy Young']],
  ['Ann Lee, Bo Kim, and Cy Young', ['Ann Lee', 'Bo Kim', 'Cy Young']],
  ['A. Lee (1), B. Kim (1 and 2) ((1) Tea U., (2) Cup U.)', ['A. Lee', 'B. Kim']],
  ['A. Lee (Tea University, Leaf Town) and B. Kim', ['A. Lee', 'B. Kim']],
  ['Xiao (Joe) Lee, B. Kim', ['Xiao (Joe) Lee', 'B. Kim']],
  ['Sammy Lee, Jr., B. Kim III', ['Sammy Lee Jr.', 'B. Kim III']],
  ['The Cup Collaboration: A. Lee, B. Kim', ['The Cup Collaboration', 'A. Lee', 'B. Kim']],
  ['A. Lee (for the Cup Collaboration)', ['A. Lee']],
  [String.raw`\'E. Lee, B. M{\"u}ller`, ['É. Lee', 'B. Müller']],
  ['A. Lee\n  and B. Kim', ['A. Lee', 'B. Kim']],
  ['A. Lee (unclosed, B. Kim', ['A. Lee (unclosed', 'B. Kim']],
  ['', []],
])('%j names %j', (line, names) => {
  expect(authorsOfLine(line)).toEqual(names)
})
