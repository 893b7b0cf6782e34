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

test.each([
  ['It improves drawing by up to 60% in our experiments.', 'drawing'],
  ['It wins by up to 60% in our experiments.', ''],
  ['It reaches 99.5% in our tests.', ''],
  ['It answers in less than 1 second in all presented trials.', ''],
  ['It wins by 35% in some cases.', ''],
  ['It wins by 4.8 dB in average.', ''],
  ['It fails by 9% in practice.', ''],
  ['It fails by 9% in the wild.', ''],
  ['It fails by 9% in the worst case, on average.', ''],
  ['It wins by 12% on average across towns.', ''],
  ['It wins by 54% in comparison to rivals.', ''],
  ['It holds 40M words in total.', ''],
  ['It draws 40% of maps in real time.', 'maps'],
  ['It costs just 4% overhead on average.', 'overhead'],
  ['It brings a 41x speedup in practice.', 'speedup'],
  ['It cuts drawing time on average by 20%.', 'drawing time'],
  ['It reduces memory by 20% in our tests on phones.', 'memory'],
  ['It wins by 11% in cross-town settings.', 'in cross-town settings'],
  ['It shrinks models by 4% in the task of drawing.', 'models'],
  ['It reduces memory by 50% in night-time scenarios.', 'memory'],
  // What these words name themselves is a measure:
  ['It brings a 30% reduction in tests.', 'reduction in tests'],
  ['It brings a 30% reduction in the number of tests.', 'reduction in the number of tests'],
  ['It gains 5% in test accuracy.', 'test accuracy'],
  ['It gains 5% in case law.', 'case law'],
  ['It brings a 30% reduction in time.', 'reduction in time'],
])('where and how often a number held is no measure: of “%s” it is “%s”', (sentence, metric) => {
  expect(claims(sentence)[0]?.metric).toBe(metric)
})

test.each([
  ['Savings of nearly 40% can be achieved.', 'Savings'],
  ['It finds 38% of those roads.', 'roads'],
  ['It optimizes 79% of them.', ''],
  ['It anticipates turns 3.5 seconds before they occur.', ''],
  ['It lies 15% above the baseline.', ''],
  ['It is off by 40% depending on the month.', ''],
  ['It reaches an accuracy of 90% even in the dark.', 'accuracy'],
  ['At a height of 135 cm our robot sees all.', 'height'],
  ['It gets 2x the throughput of others.', 'throughput of others'],
  ['Asking twice raises this to 66%.', ''],
  ['Its performance declines sharply to 25%.', 'performance'],
  ['It shows a reduction of map errors by 79%.', 'map errors'],
  ['It yields gains of 5%.', 'gains'],
  ['We estimate energy savings of 14%.', 'energy savings'],
  ['It can reach F1 of 93%.', 'F1'],
  ['It brings even larger improvements of 5%.', 'improvements'],
  ['It sets a new state-of-the-art recall of 86%.', 'recall'],
  ['It brings 2x speedup for scenarios that are hard.', 'speedup'],
  ['It has an F1 measure of 23%.', 'F1 measure'],
  ['We show that road recall of 96% is possible.', 'road recall'],
  ['It brings a reach increase of 16%.', 'reach increase'],
  ['It has a recall of 0.47 on the ROADS task.', 'recall'],
  ['It gains 2.3 on the ROADS task.', 'ROADS'],
])('the words around a measure are none of it: of “%s” it is “%s”', (sentence, metric) => {
  expect(claims(sentence)[0]?.metric).toBe(metric)
})
