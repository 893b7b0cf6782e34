import { describe, expect, test } from 'vitest'
import { readPaper } from '../read.ts'

const systems = (abstract: string, title = 'On Maps') => readPaper({ title, abstract }).systems
const names = (abstract: string, title?: string) => systems(abstract, title).map(({ name }) => name)

describe('names that are introduced', () => {
  test.each([
    ['We propose MapNet, a model of roads.', ['MapNet']],
    ['We introduce Holm, a training framework.', ['Holm']],
    ['This paper presents the LOAM toolkit.', ['LOAM']],
    ['We release a curated dataset of traps, TRAP-Set, to help.', ['TRAP-Set']],
    ['We build a new operator, called K_{fold}, for maps.', ['K_{fold}']],
    ['We present \\mymap, a tool.', ['\\mymap']],
    ['We present Map$^2$, a tool.', ['Map$^2$']],
    ['We present $M^2$-Map, a tool.', ['$M^2$-Map']],
    ['We present $M^2MAP$, a tool.', ['M^2MAP']],
    ['We present $\\sim$543K maps.', []],
    ["We propose ``MapT5+'', a family of models.", ['MapT5+']],
    [
      'We train two models: MapBase, with 9M weights, and MapLarge with 30M weights.',
      ['MapBase', 'MapLarge'],
    ],
    ['We offer two models, namely Ming-Tiny and Ming-Huge.', ['Ming-Tiny', 'Ming-Huge']],
    ['We create Road-Data, a corpus of roads, and Road-Eval, a test.', ['Road-Data', 'Road-Eval']],
    ['On it, our multi-agent framework OMEN wins.', ['OMEN']],
    [
      'We run two sites: (1) Vega: a cluster, and (2) Blue Vega: a host. Vega and Blue Vega differ.',
      ['Vega', 'Blue Vega'],
    ],
    ['A model called MapNet has been proposed.', ['MapNet']],
    ['We build a "Large Map Model".', ['Large Map Model']],
    ['We propose a Cluster-By-Road (CBR) drawing framework.', ['Cluster-By-Road']],
    ['We use a new method, ROAD (Really Odd Drawing), for maps.', []],
    ['We introduce a new method, ROMD (Really Odd Map Drawing) for roads.', ['ROMD']],
    ['We design two algorithms, MAPS and TIMER, and study them.', ['MAPS', 'TIMER']],
    ['We propose the Map-Gradient Proxy that draws roads.', ['Map-Gradient Proxy']],
    ['We build a mixed training set MapMixSet.', ['MapMixSet']],
    ['This paper introduces the Map Profiler, a toolkit of maps.', ['Map Profiler']],
    ['We introduce roadlib, an open toolkit. With roadlib, maps are drawn.', ['roadlib']],
    ['We study RoadLR, a novel scheduler.', ['RoadLR']],
    ['We propose Map-Insertion Drawing language models (MID).', ['Map-Insertion Drawing']],
    ['We build the ROAD-MIX and PathMIX benchmarks.', ['ROAD-MIX', 'PathMIX']],
    ['We propose "Long Inference for Good Road Maps with Drawing Transformers Of All Roads".', []], // prettier-ignore
    ['On a part of RoadQuad 2.0, our agent achieves more.', []],
    ['In this report we tell the practice of Road k1.5, our latest model.', ['Road k1.5']],
    ['We propose ways to draw in two settings of maps: Local Road Drawing (LRD), and Far Road Drawing (FRD).', []], // prettier-ignore
    ['We present a study of maps for two prevalent graphs: ROADNET (Doe, 2019) and PathNet (Roe, 2017).', []], // prettier-ignore
    ['Maps with road surfaces (RSFs) are old. We develop a wide RSF model.', []],
    ['We build three things for maps: RoadSet, a corpus, and PathTool, a toolkit.', ['RoadSet', 'PathTool']], // prettier-ignore
    ['We give two constructions of Roads-And-Paths (RAP) codes.', []],
    ['We propose a way without maps, called two-step road drawing (TSRD).', ['TSRD']],
    ['We use an old way called two-step road drawing, and paths (TSRD).', []],
    ['We give an algorithm, RoadGiver, for maps.', ['RoadGiver']],
    ['We took part in Task 3 of MapEval-2021, named ROADS, and won.', []],
    ['We took part with a system named RoadNet and won.', ['RoadNet']],
  ])('%s', (abstract, expected) => {
    expect(names(abstract)).toEqual(expected)
  })
})

describe('names that are not', () => {
  test.each([
    ['used only', 'We use RoadNet to draw maps and compare with MegaMap-LM.'],
    ['known to all', 'We propose to train GPT-4 and LLaMA-7B on ImageNet.'],
    ['abbreviations of the field', 'We present a study of Large Language Models (LLMs) with RL.'],
    ['a place behind a preposition', 'We propose a safeguard for Southern Islands (SIS).'],
    [
      'steps of a list that are not named again',
      'We offer (1) Search: a first look, and (2) Draw: a second.',
    ],
    ['what was released with something', 'It has been released with the RoadNet library.'],
    ['ordinary words', 'We introduce Bayesian inference for maps.'],
    ['somebody’s', "We describe Acme's cloud."],
    ['examples in brackets', 'We build a corpus of texts (PMX, WikiMed, etc.) for maps.'],
    ['what it rests on', 'It is built upon the RoadNet architecture.'],
    ['what is looked at', 'We present an analysis of Road Training (RT) for maps.'],
    [
      'what it rests on',
      'We propose a way that combines Road-Factored Curvature (RFC) based training.',
    ],
    [
      'what comes in a usual form',
      'We present a Map Control (MCX) framework. Unlike conventional MCX models, it draws.',
    ],
    [
      'what it is built upon',
      'We propose a way to paint maps, upon the recent "Deep Map Prior" (DMPR).',
    ],
    [
      'nouns without an article',
      'We introduce attention, a way to look. With attention, maps are drawn.',
    ],
    ['bounds', 'We describe algorithms. Our algorithms run in $g^{O(g)} n$ time.'],
    ['what is called common', 'We compare it with a simple and common way called "Greedy Map".'],
    ['what it integrates', 'We propose a detector that integrates a Map Pyramid Tool (MPT).'],
    [
      'a sentence without a stop before it',
      'We build a network: map-roads-trails Finally we draw.',
    ],
    ['what is extended', 'We propose an extension of the RoadCG algorithm.'],
    ['what is studied because it is known', 'We study RoadLR, a scheduler of many libraries.'],
    ['what is used on the way', 'We present a protocol that utilizes Slow Transmission (ST).'],
    ['sizes and units', 'We trained it on a 4TB corpus in 3D.'],
    ['a list of what was tried', 'It runs on two suites, namely RoadMark and TrailMark.'],
  ])('%s', (_, abstract) => {
    expect(names(abstract)).toEqual([])
  })

  test('names of the field, from before the paper speaks of itself', () => {
    expect(names('RoadNet is large. We propose to prune a model, RoadNet, by half.')).toEqual([])
  })

  test('an abbreviation that the field uses before', () => {
    expect(names('ZMP helps. We propose a Zero-Map Proof (ZMP) algorithm.')).toEqual([])
  })

  test('a survey introduces nothing', () => {
    expect(names('We propose MapTree, a taxonomy.', 'Maps: A Survey')).toEqual([])
  })
})

describe('the title', () => {
  test('a name before the colon needs no more when it can be nothing else', () => {
    expect(names('Maps are drawn.', 'Map4Road: Can Maps Help?')).toEqual(['Map4Road'])
    expect(names('Maps are drawn.', 'Scout Q: Maps by Search')).toEqual(['Scout Q'])
    expect(names('Maps are drawn.', "MapHelen's First Road: Training")).toEqual(['MapHelen'])
  })

  test('an ordinary word must be used as a name', () => {
    expect(names('The model Orka learns. It helps Orka.', 'Orka: Learning Maps')).toEqual(['Orka'])
    expect(names('Progress is slow.', 'Progress: Where Are We?')).toEqual([])
  })

  test('ordinary words in front of a colon are no name', () => {
    expect(
      names('Big Maps are everywhere, and Big Maps grow.', 'Big Maps: The End of Roads?'),
    ).toEqual([])
  })

  test('a title that the abstract abbreviates is a name', () => {
    expect(
      systems('We study the road filtering network (RFN) here.', 'Road Filtering Networks'),
    ).toMatchObject([{ name: 'road filtering network', aliases: ['RFN'] }])
  })
})

test('the article of a title is no part of the name', () => {
  expect(names('We derive the Best Map Baseline (BMB).', 'The Best Map Baseline: Less Noise')).toEqual(['Best Map Baseline']) // prettier-ignore
})

describe('aliases and types', () => {
  test('long and short form are one system', () => {
    expect(systems('We propose Branch-Train-Fold (BTF), an algorithm. BTF is fast.')).toMatchObject(
      [{ name: 'Branch-Train-Fold', aliases: ['BTF'], type: 'method' }],
    )
    expect(systems('We introduce LOAM (the Low Order Atlas Model), a platform.')).toMatchObject([
      { name: 'LOAM', aliases: ['Low Order Atlas Model'] },
    ])
  })

  test('"dubbed" names a name', () => {
    expect(
      systems('We propose ARTO, dubbed Aligning Roads To Origins, a framework.'),
    ).toMatchObject([{ name: 'ARTO', aliases: ['Aligning Roads To Origins'], type: 'method' }])
  })

  test.each([
    ['a large-scale, multilingual dataset for maps', 'dataset'],
    ['a comprehensive benchmark for drawing', 'benchmark'],
    ['a framework for language models', 'method'],
    ['a suite of strategies', 'method'],
    ['a family of language models', 'model'],
    ['a lightweight toolkit', 'tool'],
    ['a production system for models', 'system'],
    ['a learning environment', 'environment'],
    ['a benchmark assessing models and their learning', 'benchmark'],
    ['a benchmark rich in noise', 'benchmark'],
    ['a benchmark isolating this fault', 'benchmark'],
    ['a model merging scheme', 'method'],
    ['the first instruction dataset supporting LLMs', 'dataset'],
    ['a dataset pruning method', 'method'],
  ])('“%s” is a %s', (description, type) => {
    expect(systems(`We introduce MapNet, ${description}.`)[0]?.type).toBe(type)
  })

  test('the noun behind the short form in brackets says the type', () => {
    expect(systems('We construct the Nightly Road Pictures (NRP) dataset.')).toMatchObject([
      { name: 'Nightly Road Pictures', type: 'dataset' },
    ])
  })

  test('a name may say its type itself', () => {
    expect(systems('We introduce MapBench.')[0]?.type).toBe('benchmark')
  })
})

test('a title that has a name and its short form in brackets has both', () => {
  expect(
    systems('We study roads. By ROGO they are drawn.', 'Road Growing (ROGO): On Drawing Maps'),
  ).toMatchObject([{ name: 'Road Growing', aliases: ['ROGO'] }])
  expect(names('We study roads.', 'A road growing method (RG) - local RG for drawing')).toEqual([])
})
