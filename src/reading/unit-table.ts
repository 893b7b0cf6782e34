/**
 * What a noun behind a number tells.
 *
 * measure: a quantity by itself, claimed as soon as the paper speaks of itself ("175B parameters", "13 ms").
 * content: what a data set, corpus or study is made of ("12K dialogues"); small spelled numbers need a verb of holding.
 * tried: what something was tried on ("four benchmarks"); a small count of these is kept but not shown.
 * part: how the exposition or the method is divided ("three stages"); never a claim while small.
 */
export type UnitRole = 'measure' | 'content' | 'tried' | 'part'

export interface Unit {
  unit: string
  role: UnitRole
}

/** Unit, then the words of the text that stand for it. A word without its own list is its own plural. */
const MEASURES: Record<string, string> = {
  parameters: 'parameter parameters params param weights',
  tokens: 'token tokens',
  words: 'word words',
  FLOPs: 'flops flop',
  GFLOPs: 'gflops gflop',
  TFLOPs: 'tflops tflop teraflops',
  petaFLOPs: 'petaflops pflops',
  exaFLOPs: 'exaflops eflops',
  'petaFLOP/s': 'petaflop/s',
  GMACs: 'gmacs',
  GPUs: 'gpu gpus a100 a100s h100 h100s v100 v100s',
  TPUs: 'tpu tpus',
  CPUs: 'cpu cpus',
  cores: 'core cores',
  nodes: 'node nodes',
  chips: 'chip chips',
  sockets: 'socket sockets',
  accelerators: 'accelerator accelerators',
  seconds: 'second seconds s sec secs',
  ms: 'ms millisecond milliseconds msec',
  minutes: 'minute minutes min mins',
  hours: 'hour hours h hrs',
  days: 'day days',
  weeks: 'week weeks',
  months: 'month months',
  years: 'year years',
  GB: 'gb gib gigabyte gigabytes',
  TB: 'tb tib terabyte terabytes',
  MB: 'mb mib megabyte megabytes',
  KB: 'kb kib kilobytes',
  Gbps: 'gbps gb/s',
  Mbps: 'mbps',
  FPS: 'fps',
  Hz: 'hz',
  kHz: 'khz',
  MHz: 'mhz',
  GHz: 'ghz',
  dB: 'db',
  mm: 'mm',
  cm: 'cm',
  km: 'km',
  W: 'w watt watts',
  mW: 'mw',
  kW: 'kw',
  J: 'joule joules',
  mJ: 'mj',
  USD: 'usd dollar dollars budget',
  points: 'point points pts pt',
  'percentage points': 'pp',
  BLEU: 'bleu',
  ROUGE: 'rouge',
  PSNR: 'psnr',
  FID: 'fid',
  mAP: 'map',
  mIoU: 'miou',
  F1: 'f1',
  Elo: 'elo',
  percentile: 'percentile',
}

/** Each stands for itself; singulars follow. Other forms of one thing are in SAME. */
const CONTENTS =
  `models samples instances examples pairs triplets images photos videos clips frames articles papers publications documents
  pages texts paragraphs passages sentences utterances URLs molecules proteins questions queries answers problems prompts
  instructions conversations dialogues trajectories demonstrations episodes languages dialects modalities diseases sources
  domains subtasks authors institutions scenarios scenes speakers participants subjects users respondents students children
  people
  annotators patients experts clinicians classes categories annotations labels records posts tweets comments reviews
  repositories APIs tools functions countries experiments simulations songs books hypotheses entities relations facts`.split(
    /\s+/,
  )

/** One thing under several words. */
const SAME: Record<string, string> = {
  models: 'llms mllms lmms vlms lvlms plms networks transformers checkpoints',
  samples: 'datapoints data',
  dialogues: 'dialogs',
}

const TRIED: Record<string, string> = {
  tasks: 'task tasks',
  benchmarks: 'benchmark benchmarks',
  datasets: 'dataset datasets corpus corpora',
  'test sets': '',
  baselines: 'baseline baselines competitors',
  applications: 'application applications workloads games',
}

const PARTS =
  `component phase stage step direction limitation issue aspect type level challenge part module operator pattern
  strategy rule function technique feature factor perspective characteristic way kind variant group principle
  dimension property objective loss paradigm mode version setting pillar branch head view finding contribution
  insight advantage drawback question approach method algorithm architecture role case form reason criterion
  idea innovation design concept idea layer hop shot bit agent stream space body time iteration round order
  decade century point-scale axis scheme policy theorem bound result metric measure parameterization`.split(
    /\s+/,
  )

/** Nouns that two words make. The first word is looked up only in front of the second. */
export const COMPOUNDS: Record<string, Unit> = {
  'gpu hours': { unit: 'GPU hours', role: 'measure' },
  'gpu-hours': { unit: 'GPU hours', role: 'measure' },
  'gpu days': { unit: 'GPU days', role: 'measure' },
  'gpu-days': { unit: 'GPU days', role: 'measure' },
  'gpu nodes': { unit: 'GPU nodes', role: 'measure' },
  'tpu hours': { unit: 'TPU hours', role: 'measure' },
  'percentage points': { unit: 'percentage points', role: 'measure' },
  'percentage point': { unit: 'percentage points', role: 'measure' },
  'percent points': { unit: 'percentage points', role: 'measure' },
  'bleu points': { unit: 'BLEU', role: 'measure' },
  'rouge points': { unit: 'ROUGE', role: 'measure' },
  'image-text pairs': { unit: 'image-text pairs', role: 'content' },
  'text-image pairs': { unit: 'image-text pairs', role: 'content' },
  'image-caption pairs': { unit: 'image-text pairs', role: 'content' },
  'video-text pairs': { unit: 'video-text pairs', role: 'content' },
  'question-answer pairs': { unit: 'question-answer pairs', role: 'content' },
  'qa pairs': { unit: 'question-answer pairs', role: 'content' },
  'web pages': { unit: 'web pages', role: 'content' },
  'image urls': { unit: 'image URLs', role: 'content' },
  'data points': { unit: 'samples', role: 'content' },
  'training samples': { unit: 'training samples', role: 'content' },
  'training examples': { unit: 'training examples', role: 'content' },
  'test sets': { unit: 'test sets', role: 'tried' },
  'data sets': { unit: 'datasets', role: 'tried' },
  'frames/s': { unit: 'FPS', role: 'measure' },
  'tv shows': { unit: 'TV shows', role: 'content' },
}

export const UNITS = new Map<string, Unit>()

for (const [role, table] of [
  ['measure', MEASURES],
  ['tried', TRIED],
] as const) {
  for (const [unit, forms] of Object.entries(table)) {
    for (const form of forms.split(' ')) if (form) UNITS.set(form, { unit, role })
  }
}

for (const unit of CONTENTS) {
  const lower = unit.toLowerCase()
  for (const form of [lower, singularOf(lower)]) UNITS.set(form, { unit, role: 'content' })
}
for (const [unit, forms] of Object.entries(SAME)) {
  for (const form of forms.split(' ')) UNITS.set(form, { unit, role: 'content' })
}
for (const form of ['llm', 'mllm', 'vlm']) UNITS.set(form, { unit: 'models', role: 'content' })
for (const noun of PARTS) {
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
  for (const form of [noun, plural, `${noun}es`]) {
    if (!UNITS.has(form)) UNITS.set(form, { unit: plural, role: 'part' })
  }
}

/** Every unit of the vocabulary, for the documentation and its test. */
export const VOCABULARY: string[] = [
  ...new Set(
    [...UNITS.values(), ...Object.values(COMPOUNDS)]
      .filter((u) => u.role !== 'part')
      .map((u) => u.unit),
  ),
]

function singularOf(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`
  return /(?:ss|ch|sh)es$/.test(plural) ? plural.slice(0, -2) : plural.slice(0, -1)
}
