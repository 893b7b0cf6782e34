import { expect, test } from 'vitest'
import { seededRandom } from '../meaning/random.ts'
import { add, bitmap, numbersIn } from './bitmap.ts'
import { countedMost, countIn, tally } from './tally.ts'

const SIZE = 100

test.each([1, 2, 7, 64, 255])(
  'after %i sets, those in the most of them are those that plain counting has',
  (sets) => {
    const random = seededRandom(sets)
    const tallies = [tally(SIZE, sets), tally(SIZE, sets)]
    const counts = tallies.map(() => Array.from({ length: SIZE }, () => 0))
    for (const [part, planes] of tallies.entries()) {
      for (let set = 0; set < sets; set++) {
        const bits = bitmap(SIZE)
        for (let number = 0; number < SIZE; number++) {
          if (random() < 0.3 && number !== 5) continue
          add(bits, number)
          counts[part]![number]!++
        }
        countIn(planes, bits)
      }
    }
    const most = Math.max(...counts.flat())
    expect(countedMost(tallies).map((bits) => Array.from(numbersIn(bits)))).toEqual(
      counts.map((ofPart) => [...ofPart.keys()].filter((number) => ofPart[number] === most)),
    )
  },
)

test('where nothing was counted, none is in the most sets', () => {
  const nothing = countedMost([tally(SIZE, 3), tally(SIZE, 3)])
  expect(nothing.map((bits) => numbersIn(bits).length)).toEqual([0, 0])
})
