import { describe, expect, test } from 'vitest'
import { SHOWN_FROM, type Claim } from '../finding.ts'
import { readPaper } from '../read.ts'

const TITLE = 'MapNet: Drawing Maps'

/** The claims shown for a sentence behind an introduction that makes it the paper's own. */
const claims = (sentence: string): Claim[] =>
  readPaper({ title: TITLE, abstract: `We propose MapNet, a model. ${sentence}` }).claims.filter(
    ({ confidence }) => confidence >= SHOWN_FROM,
  )
const brief = (sentence: string) => claims(sentence).map(({ value, unit }) => [value, unit])

describe('what is claimed', () => {
  test.each<[string, [Claim['value'], string][]]>([
    ['It has 1.5 billion parameters.', [[1.5e9, 'parameters']]],
    ['It reduces memory by up to 60\\%.', [[60, '%']]],
    ['It is 3.7x faster.', [[3.7, 'x']]],
    [
      'It trains in less than a week on eight GPU nodes.',
      [
        [1, 'weeks'],
        [8, 'GPU nodes'],
      ],
    ],
    [
      'It scores 77.5 on ROADS and 96.2 on TRAILS 500.',
      [
        [77.5, 'score'],
        [96.2, 'score'],
      ],
    ],
    ['It reaches an F1 of 0.87.', [[0.87, 'score']]],
    ['It reaches an accuracy of $95.50\\% \\pm 0.84\\%$.', [[95.5, '%']]],
    ['It is off by 0.99 +/- 0.23 mm.', [[0.99, 'mm']]],
    ['It errs in 29\\% - 36\\% of cases.', [[[29, 36], '%']]],
    ['We did 100 runs at 1.5B, 5 seeds each.', [[100, 'runs']]],
    ['We train on a 100M word dataset.', [[100e6, 'words']]],
    ['It is trained at a budget of just 190.', [[190, 'USD']]],
    [
      'The data holds 12K dialogues of 392 speakers.',
      [
        [12000, 'dialogues'],
        [392, 'speakers'],
      ],
    ],
    ['We release a 2 billion example dataset.', [[2e9, 'examples']]],
    ['It is trained on a >100B corpus.', [[100e9, 'tokens']]],
    ['It wins in 20 out of the 21 domains.', [[20, 'domains']]],
    ['It has a trillion parameters.', [[1e12, 'parameters']]],
    ['It needs 19.8 GFLOPs.', [[19.8, 'GFLOPs']]],
    [
      'It improves roads by x1.30 and trails by ×2.',
      [
        [1.3, 'x'],
        [2, 'x'],
      ],
    ],
    ['It accepts 87%- 88% of maps.', [[[87, 88], '%']]],
    [
      'It reaches 0.84 mean accuracy and 77.3 macro-F1.',
      [
        [0.84, 'score'],
        [77.3, 'score'],
      ],
    ],
    ['It improves by 1.3 AP.', [[1.3, 'points']]],
    ['It samples at 28 GHz.', [[28, 'GHz']]],
    ['Errors range from -12.5% to 4.7%.', [[[-12.5, 4.7], '%']]],
    [
      'It wins by 16.7 points on Roads and 4.3 on Trails.',
      [
        [16.7, 'points'],
        [4.3, 'points'],
      ],
    ],
    ['It brings a 2.5 point improvement.', [[2.5, 'points']]],
    ['It draws 25 frames per second.', [[25, 'FPS']]],
    ['It gains 92.1 +/- 0.7% accuracy.', [[92.1, '%']]],
    ['The scores double every three months.', [[3, 'months']]],
    ['It handles T5 variants (le 11B).', [[11e9, 'parameters']]],
    ['It holds 1,548 diverse and well-made samples.', [[1548, 'samples']]],
    ['It has 1,200 open-ended, visually dependent problems.', [[1200, 'problems']]],
    ['It holds over two thousand annotated examples.', [[2000, 'examples']]],
    ['We asked 1205 children.', [[1205, 'children']]],
    [
      'It reaches top-1 accuracies (Acc@1) of 0.929, 0.534, and 0.53.',
      [
        [0.929, 'score'],
        [0.534, 'score'],
        [0.53, 'score'],
      ],
    ],
  ])('%s', (sentence, expected) => {
    expect(brief(sentence)).toEqual(expected)
  })
})

describe('ranges, changes and lists', () => {
  test('a range keeps both ends', () => {
    expect(brief('We train sizes ranging from 1B to 8B parameters.')).toEqual([
      [[1e9, 8e9], 'parameters'],
    ])
    expect(brief('Context lengths from 256K to 2048K are used.')).toEqual([
      [[256e3, 2048e3], 'tokens'],
    ])
  })

  test('a change by so much to so much is a range', () => {
    expect(brief('It can reduce costs by an additional 10% to 15% of the total.')).toEqual([
      [[10, 15], '%'],
    ])
  })

  test('of a change the end is the claim, the start what it is compared with', () => {
    expect(claims('It raises success from 18.6% to 81.7%.')).toMatchObject([
      { value: 81.7, unit: '%', comparator: '18.6%' },
    ])
    expect(claims('It helps both tasks (14.8% to 47.4%).')).toMatchObject([
      { value: 47.4, comparator: '14.8%' },
    ])
  })

  test('the ends of a change may have words between, those of a range a tie', () => {
    expect(claims('Failure rises from 45.0% in short to 71.9% in long talks.')).toMatchObject([
      { value: 71.9, comparator: '45.0%' },
    ])
    expect(brief('It is faster by 2.01x~3.81x.')).toEqual([[[2.01, 3.81], 'x']])
  })

  test('what stands in line shares the unit of the last', () => {
    expect(brief('We release 8B and 4B models.')).toEqual([
      [8e9, 'parameters'],
      [4e9, 'parameters'],
    ])
    expect(brief('It runs on 1024 and 3072 GPUs.')).toEqual([
      [1024, 'GPUs'],
      [3072, 'GPUs'],
    ])
  })

  test('a number behind a name is not in line with the next', () => {
    expect(brief('It solves the Game of 24, 20% faster than before.')).toEqual([[20, '%']])
  })

  test('the size of a model is claimed once, however often it is named', () => {
    expect(brief('Our 7B model is small. The 7B model is good.')).toEqual([[7e9, 'parameters']])
  })
})

describe('modifiers', () => {
  test.each([
    ['It needs at least 3x fewer steps.', 'at_least'],
    ['The error never exceeds 5%.', 'at_most'],
    ['It cuts costs by roughly 30%.', 'approx'],
    ['It draws over 20 million maps.', 'more_than'],
    ['It loses <2.5%.', 'less_than'],
    ['It is up to 40x faster.', 'at_most'],
    ['It saves 40% of the time.', undefined],
    ['It ran over 23 days.', undefined],
  ])('%s', (sentence, modifier) => {
    expect(claims(sentence)[0]?.modifier).toBe(modifier)
  })

  test('the quote holds the modifier and the unit', () => {
    expect(claims('It needs only about 200 GB of data.')[0]?.quote).toBe('only about 200 GB')
  })
})

describe('what is not claimed', () => {
  test.each([
    ['a threshold', 'It is judged at a 25% Intersection over Union (IoU) threshold.'],
    ['ages', 'We asked families at ages 2, 3 and 5-6 years, and adults aged 40 years.'],
    ['a product of a letter', 'It fits a $1 \\times b$ box.'],
    ['moments', 'It holds talks from 152 points in time.'],
    ['standards', 'It runs over WiFi (IEEE 802.11x) alone.'],
    ['what a verb does behind a number without unit', 'It came in at 93, beating models.'],
    ['the comparator’s number', 'It is good compared to a 7B model using 300B tokens.'],
    ['what a named rival uses', 'It is comparable to RoadNet, which uses 120 billion tokens.'],
    ['the baseline’s share', "It gains much over the 16% of the baseline and the rival's 12%."],
    ['the number in the name of a device', 'It runs on a GTX 960 GPU.'],
    ['what humans reach', 'It stays far below the human-level accuracy of 98.4%.'],
    ['what humans reach, in brackets', 'It is far from human performance (97%) and humans (96%).'],
    ['what the field does meanwhile', 'For comparison, roads age by about 2% a year.'],
    ['what a part reaches alone', 'While the map alone reaches 41%, all is well.'],
    ['the size of what was adapted', 'It adapts frozen RoadNet (200M parameters) to maps.'],
    [
      'how often something was done',
      'It helped those who used it more than 100 times over a year.',
    ],
    [
      'a count in another language',
      'Il est testé sur un corpus de 97 cartes dessinées par des enfants.',
    ],
    ['the chip of an x86', 'It runs on x86 machines.'],
    ['the band it works in', 'It simulates a 28 GHz link.'],
    ['its functions', 'It comprises two core functions.'],
    ['a name among names', 'It wins on ROADS, 300W and PATHS.'],
    ['a percentile that defines a measure', 'We look at the 95% Hausdorff distance.'],
    ['an age before birth', 'We imaged infants at 30 weeks postmenstrual age.'],
    ['the size of rivals in brackets', 'It outperforms larger models (7-11B) on roads.'],
    ['a verb that looks like a unit', 'Maps of 20 countries point at growth.'],
    ['speeds and rates', 'It crawls at 47 mm/s and grows at 5 points/year.'],
    ['the size of what was beaten', 'It outperforms a 9x larger rival.'],
    ['the size in a known name', 'It is built like Mistral 7B.'],
    ['the size of a known model in brackets', 'It learns from GPT-3.5 (175B).'],
    [
      'what an existing tool does',
      'It uses an existing space, RHUMB, which supports up to 200 languages.',
    ],
    ['the structure of the method', 'It has two components, three stages and a 7-step recipe.'],
    ['two key parameters', 'It has two key parameters.'],
    ['labels', 'It asks (1) where and (2) when.'],
    ['years', 'It won in 2019.'],
    ['the past 30 years', 'It describes the past 30 years.'],
    ['how far a number spreads', 'The error was ($\\pm$ 0.5\\%).'],
    [
      'the score of a named rival in brackets',
      'It outperforms RoadNet (78.8%) and TrailNet (62.1%).',
    ],
    ['the years of a table', 'It uses the 2001-2003 rankings.'],
    ['what the baseline does', 'Baseline A yields 100% errors.'],
    ['a length behind the word accuracy', 'It guarantees an accuracy of 28 $\\mu m$.'],
    ['a confidence interval', 'The result holds (95% CI).'],
    ['the top 10%', 'It is in the top 10%.'],
    ['a size in pixels', 'It takes 512 x 512 pixels.'],
    ['a formula', 'It works for $2 \\leq n \\leq 6$.'],
    ['4H in a formula', 'It needs VSRC(1, 4H + 2).'],
    ['bits and dimensions', 'It is 4-bit and 3D.'],
  ])('%s', (_, sentence) => {
    expect(brief(sentence)).toEqual([])
  })

  test('the numbers of the field, before the paper speaks of itself', () => {
    const abstract = 'Training needs 10,000 GPUs. We propose MapNet, a model. It needs 8 GPUs.'
    expect(readPaper({ title: TITLE, abstract }).claims.map(({ value }) => value)).toEqual([8])
  })
})

describe('numbers that only look like the comparator’s', () => {
  test.each<[string, [number, string][]]>([
    ['It outperforms the baseline by 12%.', [[12, '%']]],
    ['For comparison, our map needs 12% less ink.', [[12, '%']]],
    ['While MapNet reaches 41%, all is well.', [[41, '%']]],
    ['It used 5 times fewer roads.', [[5, 'x']]],
    ['It asked human experts (40 people).', [[40, 'people']]],
    ['It beats all rivals on Maps (91.5%).', [[91.5, '%']]],
    ['It reaches 95.5\\% \\pm 0.8\\% at once.', [[95.5, '%']]],
    ['Compared to a 7B model, our model needs 194B tokens.', [[194e9, 'tokens']]],
    ['It is better than rivals using only 5% of the data.', [[5, '%']]],
    ['It is 40 times less costly than the original.', [[40, 'x']]],
    ['It outperforms all rivals on 54 tasks.', [[54, 'tasks']]],
    ['It scales existing models to over 10,000 words.', [[10000, 'words']]],
    [
      'It has more than 12K maps of 392 towns.',
      [
        [12000, 'maps'],
        [392, 'towns'],
      ],
    ],
  ])('%s', (sentence, expected) => {
    expect(brief(sentence)).toEqual(expected)
  })
})

test('small counts of what was tried are kept but not shown', () => {
  const { claims: all } = readPaper({
    title: TITLE,
    abstract: 'We propose MapNet, a model. We try it on four benchmarks and three LLMs.',
  })
  expect(all.map(({ value }) => value)).toEqual([4, 3])
  expect(all.every(({ confidence }) => confidence < SHOWN_FROM)).toBe(true)
})

test('the size in the paper’s own name is claimed', () => {
  const abstract = 'We propose MapNet, a model. MapNet 7B draws maps.'
  expect(readPaper({ title: TITLE, abstract }).claims).toMatchObject([
    { value: 7e9, unit: 'parameters' },
  ])
})

test('a claim says what was measured, whose it is and what it is compared with', () => {
  const [claim] = claims('MapNet reduces memory use by 60% compared to RoadNet.')
  expect(claim).toMatchObject({
    metric: 'memory use',
    subject: 'MapNet',
    comparator: 'RoadNet',
    kind: 'efficiency',
  })
})

test.each([
  ['It is 3x faster.', 'speedup'],
  ['It saves 40% of the cost.', 'cost'],
  ['It gains 5 points.', 'accuracy'],
  ['It has 7 billion parameters.', 'scale'],
  ['It uses 60% less memory.', 'efficiency'],
  ['The set holds 200 hours of speech.', 'scale'],
  ['It has a translational error of 5.9 mm.', 'accuracy'],
  ['It reduces the failure rate from 2% to 1%.', 'accuracy'],
  ['We hold recordings (totalling 475 hours).', 'scale'],
  ['It draws 5 mJ each.', 'efficiency'],
])('%s is a claim of %s', (sentence, kind) => {
  expect(claims(sentence)[0]?.kind).toBe(kind)
})

describe('what is measured, and against what', () => {
  test('what the sentence makes of a number is no metric', () => {
    expect(
      claims('It raises label accuracy from 84% to 93% highlighting the use of maps.'),
    ).toMatchObject([{ metric: 'label accuracy', comparator: '84%' }])
  })

  test('of two changes the second is measured by what stands behind the first', () => {
    expect(claims('It reduces load by 45.5% and memory usage by 16.5%.')).toMatchObject([
      { metric: 'load' },
      { metric: 'memory usage' },
    ])
  })

  test('"more than" in front of the next number compares nothing', () => {
    const [kinds] = claims('It covers 33 map categories and more than 7,000 rare roads.')
    expect(kinds).not.toHaveProperty('comparator')
  })

  test('places are counted, not scored', () => {
    expect(brief('The scheme has 13 space points.')).toEqual([[13, 'space points']])
  })

  test('all numbers behind "compared to" are the rival’s, up to the next verb', () => {
    expect(
      brief(
        'It reaches 97.5 F1 and 92.6% recall, compared to 95.9 F1, 92.1 recall, and 89.9% for others, while reducing errors to 4.9%.',
      ),
    ).toEqual([
      // prettier-ignore
      [97.5, 'F1'],
      [92.6, '%'],
      [4.9, '%'],
    ])
  })

  test('a number that stands against another is compared with it; what was tried on is not', () => {
    expect(claims('In the field it reaches 91% against 37.5% for a rival.')).toMatchObject([
      { value: 91, metric: '', comparator: '37.5%' },
    ])
    const [study] = claims('We ran a study with 31 participants against six tools.')
    expect(study).toMatchObject({ value: 31, metric: 'number of participants' })
    expect(study).not.toHaveProperty('comparator')
  })

  test('accuracy is quality, whatever else the sentence praises', () => {
    expect(claims('It gains 76.8% accuracy at the best efficiency.')).toMatchObject([{ kind: 'accuracy' }]) // prettier-ignore
    expect(claims('It saves 40% of memory.')).toMatchObject([{ kind: 'cost' }])
  })
})

test('what the paper finds about others is theirs, what it beats them by its own', () => {
  const subject = (sentence: string) => claims(sentence)[0]?.subject
  expect(subject('On MapNet, we find that even the best models reach only 40%.')).toBe('')
  expect(subject('On MapNet, our best model reaches 40%.')).toBe('MapNet')
  expect(subject('MapNet beats existing models by 12%.')).toBe('MapNet')
})

test('no rival: what was measured on, how long it took, what was withstood', () => {
  const comparator = (sentence: string) => claims(sentence)[0]?.comparator
  expect(comparator('It reaches an F1-score of 95.5% over an unseen test set.')).toBeUndefined()
  expect(comparator('It reaches an AUROC of 0.99 against our attack.')).toBeUndefined()
  expect(comparator('It takes 20,000 calls and over USD 6,000.')).toBeUndefined()
  expect(comparator('It gains 5% over RoadNet.')).toBe('RoadNet')
  expect(comparator('In the field it reaches 91% against 37.5% for a rival.')).toBe('37.5%')
})

test('what stands behind "at" is a setting', () => {
  expect(brief('It saves 48% of memory at 128 frames.')).toEqual([[48, '%']])
  expect(brief('It saves memory and holds 128 frames.')).toEqual([[128, 'frames']])
})
