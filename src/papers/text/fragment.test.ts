import { expect, test } from 'vitest'
import { renderFragment } from '../text.ts'

test.each([
  ['G_{road}', 'G_road'],
  ['$M^2$-Map', 'M²-Map'],
  ['F$_1$ score', 'F₁ score'],
  ['Map$^2', 'Map²'],
  ['Map-$\\alpha', 'Map-α'],
  ['\\alpha$-Map', 'α-Map'],
  ['40\\%$', '40%'],
  ['$u', 'u'],
  ['\\text{ AP_{10:50}$', 'AP_(10:50)'],
  ['vs.\\', 'vs.'],
  ['of form $\\{0', 'of form 0'],
  ['a $1000 map', 'a $1000 map'],
  ['\\$4.2', '$4.2'],
  ['plain words', 'plain words'],
])('of “%s”, cut out of a text, a person reads “%s”', (raw, text) => {
  expect(renderFragment(raw)).toBe(text)
})

test('the text around tells how a macro is spelled', () => {
  expect(renderFragment('\\ournet', 'OUR-Net: \\ournet maps')).toBe('OUR-Net')
  expect(renderFragment('\\ournet')).toBe('ournet')
})
