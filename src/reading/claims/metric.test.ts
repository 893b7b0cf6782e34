import { expect, test } from 'vitest'
import { readPaper } from '../read.ts'

/** The first claim of a sentence behind an introduction that makes it the paper's own. */
const claims = (sentence: string) =>
  readPaper({ title: 'MapNet: Drawing Maps', abstract: `We propose MapNet, a model. ${sentence}` })
    .claims

test.each([
  ['It reaches an accuracy of 91% on maps.', 'accuracy'],
  ['It gains 5% in terms of Dice.', 'Dice'],
  ['It reduces the gap by 9% relative to rivals.', 'gap'],
  ['It wins by 5% in much less time.', ''],
  ['It takes 41 seconds per mile.', ''],
  ['The overall failure rate has reduced from 1.4% to 0.2%.', 'overall failure rate'],
  ['Drawing latency varies by 60%.', 'latency'],
  ['It achieves RMS up to 30.7%.', 'RMS'],
  ['It reaches good accuracy (71%).', 'accuracy'],
  ['It trains with 16GB memory in 8 hours.', 'memory'],
  ['It trains with little memory in 8 hours.', ''],
  ['It draws at a speed of 4 ms per map.', 'speed'],
  ['It draws 6 fps on a phone.', ''],
  ['It gains a 57% relative improvement in recall.', 'relative improvement in recall'],
  ['It gains 9.8% relative to rivals.', ''],
  ['A gap of 3.5% remains between them.', 'gap'],
  ['Road-based memory systems achieve only 30%.', ''],
  ['It improves over rivals by 6%.', ''],
  ['It works with MAPE ranging from 9% to 21%.', 'MAPE'],
  ['The accuracy of a single round of drawing can be improved by 5%.', 'accuracy'],
  ['It has an accuracy for all of it, for factors of 2, up to 50%.', ''],
  ['It wins by 16.7 points on R-F1.', 'R-F1'],
  ['It wins by 16.7 points on roads.', 'on roads'],
  ['Das Modell erreicht 93% für Wege.', ''],
  ['It yields 0.7% ~ 6.1% more roads.', ''],
])('what was measured in “%s” is “%s”: when and how often are no measures', (sentence, metric) => {
  expect(claims(sentence)[0]?.metric).toBe(metric)
})
