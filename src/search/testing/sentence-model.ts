import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../meaning/random.ts'

const VOCABULARY = ['[PAD]', '[CLS]', '[SEP]', '[UNK]', 'owls', 'hunt', 'mice', 'night']

/** The smallest sentence model there is: a tokenizer of eight words, and a network that looks up a vector for each. */
export function sentenceModel({ dimensions = 16, seed = 1, byFirst = false, longest = 128 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'sentence-model-'))
  const random = seededRandom(seed)
  const table = Float32Array.from({ length: VOCABULARY.length * dimensions }, () => random() - 0.5)
  for (const inside of ['onnx', '1_Pooling']) mkdirSync(join(folder, inside))
  writeFileSync(join(folder, 'onnx/model.onnx'), lookUpNetwork(table, dimensions))
  const write = (name: string, json: object) =>
    writeFileSync(join(folder, name), JSON.stringify(json))
  write('tokenizer.json', wordPieces())
  write('tokenizer_config.json', { tokenizer_class: 'BertTokenizer', model_max_length: longest })
  write('1_Pooling/config.json', {
    pooling_mode_cls_token: byFirst,
    pooling_mode_mean_tokens: !byFirst,
  })

  /** What the model makes of these tokens, by hand. */
  function meanOf(tokens: string[]): Float32Array {
    const sum = new Float32Array(dimensions)
    for (const token of tokens)
      for (let d = 0; d < dimensions; d++)
        sum[d]! += table[VOCABULARY.indexOf(token) * dimensions + d]!
    const length = Math.hypot(...sum)
    return sum.map((value) => value / length)
  }
  return { folder, meanOf }
}

function wordPieces(): object {
  const special = VOCABULARY.slice(0, 4).map((content, id) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  }))
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special,
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', sep: ['[SEP]', 2], cls: ['[CLS]', 1] },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(VOCABULARY.map((word, id) => [word, id])),
    },
  }
}

/** `last_hidden_state = Gather(table, input_ids)` as an ONNX file: protocol buffers, fields by number as in onnx.proto. */
function lookUpNetwork(table: Float32Array, dimensions: number): Buffer {
  const FLOAT = 1
  const INT64 = 7
  const tableTensor = message(
    field(1, varint(table.length / dimensions)),
    field(1, varint(dimensions)),
    field(2, varint(FLOAT)),
    field(8, Buffer.from('table')),
    field(9, Buffer.from(table.buffer)),
  )
  const node = message(
    field(1, Buffer.from('table')),
    field(1, Buffer.from('input_ids')),
    field(2, Buffer.from('last_hidden_state')),
    field(4, Buffer.from('Gather')),
  )
  const shape = (sizes: (string | number)[]) =>
    message(...sizes.map((size) => field(1, message(typeof size === 'string' ? field(2, Buffer.from(size)) : field(1, varint(size)))))) // prettier-ignore
  const value = (name: string, type: number, sizes: (string | number)[]) =>
    message(field(1, Buffer.from(name)), field(2, message(field(1, message(field(1, varint(type)), field(2, shape(sizes))))))) // prettier-ignore
  const graph = message(
    field(1, node),
    field(2, Buffer.from('look-up')),
    field(5, tableTensor),
    field(11, value('input_ids', INT64, ['batch', 'width'])),
    field(11, value('attention_mask', INT64, ['batch', 'width'])),
    field(12, value('last_hidden_state', FLOAT, ['batch', 'width', dimensions])),
  )
  return message(field(1, varint(8)), field(7, graph), field(8, message(field(2, varint(17)))))
}

interface Varint {
  varint: number
}

function varint(value: number): Varint {
  return { varint: value }
}

function field(number: number, value: Buffer | Varint): Buffer {
  if (!Buffer.isBuffer(value)) return Buffer.concat([bytesOf(number << 3), bytesOf(value.varint)])
  return Buffer.concat([bytesOf((number << 3) | 2), bytesOf(value.length), value])
}

function message(...fields: Buffer[]): Buffer {
  return Buffer.concat(fields)
}

function bytesOf(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest >>>= 7) {
    bytes.push(rest > 127 ? (rest & 127) | 128 : rest)
    if (rest <= 127) return Buffer.from(bytes)
  }
}
