// The loops that JavaScript is too slow for, in AssemblyScript. `npm run kernel` builds src/search/kernel/kernel.wasm
// from it, and a test checks that the two belong together. All pointers are byte offsets into the imported memory.

/** Of three bits, what two or more of them say; `differ` is in which bits the first two differ. */
// @ts-ignore: decorator
@inline
function majority(a: v128, b: v128, differ: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(differ, c))
}

/**
 * Adds sixteen bitmaps of `width` bytes to counters of eight bits, of which each bit is a bitmap too, the lowest first: 128 rows at a time,
 * by full adders in a tree (Harley and Seal's count of bits; see Muła, Kurz and Lemire, 2018). `list`: where the bitmaps lie from `tile`, u32.
 */
function countSixteen(tile: usize, list: usize, counters: usize, width: usize): void {
  const a = tile + load<u32>(list), b = tile + load<u32>(list, 4)
  const c = tile + load<u32>(list, 8), d = tile + load<u32>(list, 12)
  const e = tile + load<u32>(list, 16), f = tile + load<u32>(list, 20)
  const g = tile + load<u32>(list, 24), h = tile + load<u32>(list, 28)
  const i = tile + load<u32>(list, 32), j = tile + load<u32>(list, 36)
  const k = tile + load<u32>(list, 40), l = tile + load<u32>(list, 44)
  const m = tile + load<u32>(list, 48), n = tile + load<u32>(list, 52)
  const o = tile + load<u32>(list, 56), p = tile + load<u32>(list, 60)
  for (let at: usize = 0; at < width; at += 16) {
    const counter = counters + at
    let x = v128.load(a + at), y = v128.load(b + at), differ = v128.xor(x, y)
    let ones = v128.load(counter)
    let two = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    x = v128.load(c + at), y = v128.load(d + at), differ = v128.xor(x, y)
    let other = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    let twos = v128.load(counter + width)
    differ = v128.xor(two, other)
    let four = majority(two, other, differ, twos)
    twos = v128.xor(twos, differ)

    x = v128.load(e + at), y = v128.load(f + at), differ = v128.xor(x, y)
    two = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    x = v128.load(g + at), y = v128.load(h + at), differ = v128.xor(x, y)
    other = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    differ = v128.xor(two, other)
    let otherFour = majority(two, other, differ, twos)
    twos = v128.xor(twos, differ)
    let fours = v128.load(counter + 2 * width)
    differ = v128.xor(four, otherFour)
    const eight = majority(four, otherFour, differ, fours)
    fours = v128.xor(fours, differ)

    x = v128.load(i + at), y = v128.load(j + at), differ = v128.xor(x, y)
    two = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    x = v128.load(k + at), y = v128.load(l + at), differ = v128.xor(x, y)
    other = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    differ = v128.xor(two, other)
    four = majority(two, other, differ, twos)
    twos = v128.xor(twos, differ)

    x = v128.load(m + at), y = v128.load(n + at), differ = v128.xor(x, y)
    two = majority(x, y, differ, ones)
    ones = v128.xor(ones, differ)
    x = v128.load(o + at), y = v128.load(p + at), differ = v128.xor(x, y)
    other = majority(x, y, differ, ones)
    v128.store(counter, v128.xor(ones, differ))
    differ = v128.xor(two, other)
    otherFour = majority(two, other, differ, twos)
    v128.store(counter + width, v128.xor(twos, differ))
    differ = v128.xor(four, otherFour)
    const otherEight = majority(four, otherFour, differ, fours)
    v128.store(counter + 2 * width, v128.xor(fours, differ))

    let eights = v128.load(counter + 3 * width)
    differ = v128.xor(eight, otherEight)
    let carry = majority(eight, otherEight, differ, eights)
    v128.store(counter + 3 * width, v128.xor(eights, differ))
    let higher = v128.load(counter + 4 * width)
    v128.store(counter + 4 * width, v128.xor(higher, carry))
    carry = v128.and(higher, carry)
    higher = v128.load(counter + 5 * width)
    v128.store(counter + 5 * width, v128.xor(higher, carry))
    carry = v128.and(higher, carry)
    higher = v128.load(counter + 6 * width)
    v128.store(counter + 6 * width, v128.xor(higher, carry))
    carry = v128.and(higher, carry)
    higher = v128.load(counter + 7 * width)
    v128.store(counter + 7 * width, v128.xor(higher, carry))
  }
}

/** The counters become -1 - counter. */
function complement(counters: usize, width: usize): void {
  for (const end = counters + 8 * width; counters < end; counters += 16) v128.store(counters, v128.not(v128.load(counters)))
}

/** The rows, 128 of them in a vector, whose counters are at least `least`. */
// @ts-ignore: decorator
@inline
function reaching(least: i32, counter: usize, width: usize): v128 {
  let reached = i32x4.splat(-1)
  for (let bit = 0; bit < 8; bit++, counter += width) {
    const counted = v128.load(counter)
    reached = (least >>> bit) & 1 ? v128.and(reached, counted) : v128.or(reached, counted)
  }
  return reached
}

/**
 * One tile of a search for the `wanted` rows, 1 or more, at whose signs a query's dimensions have the highest sum, each counting 2, 1 or 0: of `rows` up
 * to 65,536 those that have as much as the last of the `wanted` so far, and may be found. Returns how many; what is written for
 * those that later ones push out is for the caller to leave out.
 *
 * tile: where the tile's part of the first bitmap begins; each dimension has a bitmap of the rows that are positive there. plan: u32 each,
 * four ends of lists, the number that counting begins with, and the lists, each of a multiple of sixteen bitmaps: what counts 2 for
 * being positive, 2 for being negative, 1 and 1. allowed: a bitmap of the rows of the tile, 0 for all. state: u32 each, how many rows had each score from
 * 0 to 255, the least that a row needs, how many have it; at first 0s. counters: nine bitmaps of the tile to work in. out: a word
 * for each row, its number and, above 16 bits, the score; 0 to count alone.
 */
export function nearBySigns(
  tile: usize, rows: i32, plan: usize, allowed: usize, wanted: u32, state: usize, counters: usize, out: usize,
): i32 {
  const start = out
  const width: usize = <usize>((rows + 127) >>> 7) << 4
  const doubled = counters + width // what is counted from its second bit on counts twice
  memory.fill(counters, 0, width)
  const initial = load<u32>(plan, 16)
  for (let bit: usize = 0; bit < 8; bit++) memory.fill(doubled + bit * width, (initial >>> <u32>bit) & 1 ? 255 : 0, width)
  let list = plan + 20
  for (let i: usize = 0; i < 4; i++) {
    const into = i < 2 ? doubled : counters
    for (const end = plan + load<u32>(plan + (i << 2)); list < end; list += 64) countSixteen(tile, list, into, width)
    complement(into, width) // twice, so that the second list is taken away: -1 - (-1 - a + b) = a - b
  }

  let least = load<i32>(state, 1024)
  let nearer = load<u32>(state, 1028)
  for (let at: usize = 0; at < width; at += 16) {
    let reached = reaching(least, counters + at, width)
    if (allowed != 0) reached = v128.and(reached, v128.load(allowed + at))
    if (!v128.any_true(reached)) continue
    for (let half: usize = 0; half < 16; half += 8) {
      let bits = half == 0 ? i64x2.extract_lane(reached, 0) : i64x2.extract_lane(reached, 1)
      for (; bits != 0; bits &= bits - 1) {
        const bit = ctz(bits)
        const row = (<i32>(at + half) << 3) + <i32>bit
        if (row >= rows) break
        let score: i32 = 0
        for (let power: usize = 0; power < 8; power++)
          score |= <i32>((load<u64>(counters + power * width + at + half) >>> bit) & 1) << <i32>power
        if (score < least) continue // what the least was when the vector was looked at
        if (out != 0) {
          store<u32>(out, row | (score << 16))
          out += 4
        }
        const seen = state + (<usize>score << 2)
        store<u32>(seen, load<u32>(seen) + 1)
        nearer++
        for (;;) {
          const last = load<u32>(state + (<usize>least << 2))
          if (nearer - last < wanted) break
          nearer -= last
          least++
        }
      }
    }
  }
  store<i32>(state, least, 1024)
  store<u32>(state, nearer, 1028)
  return <i32>((out - start) >> 2)
}

/** out (`width` × f32) = the sum of the rows of i8 that `list` (u32) names, each times its weight (f32). `width` is a multiple of 16. */
export function sumRows(rows: usize, width: i32, list: usize, weights: usize, count: i32, out: usize): void {
  for (let d = 0; d < width; d += 16) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    for (let i = 0; i < count; i++) {
      const row = v128.load(rows + <usize>load<u32>(list + (<usize>i << 2)) * width + d)
      const weight = v128.load32_splat(weights + (<usize>i << 2))
      const low = i16x8.extend_low_i8x16_s(row)
      const high = i16x8.extend_high_i8x16_s(row)
      s0 = f32x4.add(s0, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(low))))
      s1 = f32x4.add(s1, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(low))))
      s2 = f32x4.add(s2, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(high))))
      s3 = f32x4.add(s3, f32x4.mul(weight, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(high))))
    }
    v128.store(out, s0)
    v128.store(out, s1, 16)
    v128.store(out, s2, 32)
    v128.store(out, s3, 48)
    out += 64
  }
}

const AT_ONCE: i32 = 16 // rows that are fetched together
const CACHE_LINE: i32 = 64 // bytes

/**
 * Dot products of one query (`width` × i16) with the rows of i8 that `list` (u32) names; out: one i32 each.
 * `width` is a multiple of 8. The sum cannot overflow up to 512 dimensions: 512 · 127 · 32767 < 2^31.
 *
 * Rows lie anywhere, and a processor waits for one after the other while it works. So some are touched first, with nothing
 * between that could fill its queue: memory then brings them all at once.
 */
export function dotRows(rows: usize, width: i32, list: usize, count: i32, query: usize, out: usize): void {
  for (let i = 0; i < count; i++) {
    if (i % AT_ONCE == 0) store<i32>(out, touched(rows, width, list, min(AT_ONCE, count - i)))
    const row = rows + <usize>load<u32>(list) * width
    let sum = i32x4.splat(0)
    for (let d = 0; d < width; d += 8) {
      const a = v128.load_ext<i8>(row + d)
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(a, v128.load(query + (d << 1))))
    }
    store<i32>(
      out,
      i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3),
    )
    list += 4
    out += 4
  }
}

/** A number of no meaning, so that the loads are not left out. */
function touched(rows: usize, width: i32, list: usize, count: i32): i32 {
  let any: i32 = 0
  for (let i = 0; i < count; i++, list += 4) {
    const row = rows + <usize>load<u32>(list) * width
    for (let d = 0; d < width; d += CACHE_LINE) any |= load<i8>(row + d)
  }
  return any
}

// @ts-ignore: decorator
@inline
function lanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3)
}

// @ts-ignore: decorator
@inline
function addProduct(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b))
}

/** c[m×n] = a[m×k] · b[n×k]ᵀ, all f32 and row-major; m even, n and k multiples of 4. Two by four rows at a time. */
export function timesTransposed(a: usize, b: usize, c: usize, m: i32, n: i32, k: i32): void {
  const stride = <usize>k << 2
  for (let i = 0; i < m; i += 2) {
    const a0 = a + <usize>i * stride
    const a1 = a0 + stride
    for (let j = 0; j < n; j += 4) {
      const b0 = b + <usize>j * stride
      const b1 = b0 + stride
      const b2 = b1 + stride
      const b3 = b2 + stride
      let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s03 = s00
      let s10 = s00, s11 = s00, s12 = s00, s13 = s00
      for (let d: usize = 0; d < stride; d += 16) {
        const x = v128.load(a0 + d)
        const y = v128.load(a1 + d)
        let w = v128.load(b0 + d)
        s00 = addProduct(s00, x, w)
        s10 = addProduct(s10, y, w)
        w = v128.load(b1 + d)
        s01 = addProduct(s01, x, w)
        s11 = addProduct(s11, y, w)
        w = v128.load(b2 + d)
        s02 = addProduct(s02, x, w)
        s12 = addProduct(s12, y, w)
        w = v128.load(b3 + d)
        s03 = addProduct(s03, x, w)
        s13 = addProduct(s13, y, w)
      }
      const out = c + ((<usize>i * n + j) << 2)
      store<f32>(out, lanes(s00), 0)
      store<f32>(out, lanes(s01), 4)
      store<f32>(out, lanes(s02), 8)
      store<f32>(out, lanes(s03), 12)
      const below = out + (<usize>n << 2)
      store<f32>(below, lanes(s10), 0)
      store<f32>(below, lanes(s11), 4)
      store<f32>(below, lanes(s12), 8)
      store<f32>(below, lanes(s13), 12)
    }
  }
}

/**
 * c[m×k] = p · b, where p[i][j] lies at p + i·rowStep + j·columnStep (bytes), so a transposed matrix needs no copy.
 * b[n×k] and c are f32, row-major; m a multiple of 4, k a multiple of 8.
 */
export function times(p: usize, rowStep: i32, columnStep: i32, b: usize, c: usize, m: i32, n: i32, k: i32): void {
  const stride = <usize>k << 2
  for (let i = 0; i < m; i += 4) {
    const p0 = p + <usize>i * rowStep
    for (let d: usize = 0; d < stride; d += 32) {
      let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00
      let s20 = s00, s21 = s00, s30 = s00, s31 = s00
      let at = p0
      let row = b + d
      for (let j = 0; j < n; j++) {
        const x = v128.load(row)
        const y = v128.load(row, 16)
        let w = v128.load32_splat(at)
        s00 = addProduct(s00, w, x)
        s01 = addProduct(s01, w, y)
        w = v128.load32_splat(at + rowStep)
        s10 = addProduct(s10, w, x)
        s11 = addProduct(s11, w, y)
        w = v128.load32_splat(at + 2 * rowStep)
        s20 = addProduct(s20, w, x)
        s21 = addProduct(s21, w, y)
        w = v128.load32_splat(at + 3 * rowStep)
        s30 = addProduct(s30, w, x)
        s31 = addProduct(s31, w, y)
        at += columnStep
        row += stride
      }
      let out = c + <usize>i * stride + d
      v128.store(out, s00)
      v128.store(out, s01, 16)
      out += stride
      v128.store(out, s10)
      v128.store(out, s11, 16)
      out += stride
      v128.store(out, s20)
      v128.store(out, s21, 16)
      out += stride
      v128.store(out, s30)
      v128.store(out, s31, 16)
    }
  }
}

const WINDOW: i32 = 2048 // documents, as in structures/postings.ts
const GROUPS: u32 = 32 // of 64 documents, in a window
const SIXTEENS: u32 = 128 // of documents, in a window

/** What the kernel is told of a window: four words, then its common terms, the most telling first, and its rare ones. */
const HEAD: usize = 16

// @ts-ignore: decorator
@inline
function startOf(window: usize): u32 {
  return load<u32>(window)
}

/** The most that all of its terms together can add to a document. */
// @ts-ignore: decorator
@inline
function promiseOf(window: usize): u32 {
  return load<u32>(window, 4)
}

// @ts-ignore: decorator
@inline
function commonsOf(window: usize): u32 {
  return load<u32>(window, 8)
}

// @ts-ignore: decorator
@inline
function raresOf(window: usize): u32 {
  return load<u32>(window, 12)
}

/** A common term in a window: its weight, where its bitmap lies, its highest impacts by group, its impacts; and the groups it was added in. */
const COMMON: usize = 20

/** A rare term in a window: its weight, the most it can add to a document, its first block that reaches into the window, the end of its blocks. */
const RARE: usize = 16

// @ts-ignore: decorator
@inline
function weightOf(term: usize): u32 {
  return load<u32>(term)
}

// @ts-ignore: decorator
@inline
function bitsOf(common: usize): usize {
  return load<u32>(common, 4)
}

// @ts-ignore: decorator
@inline
function maximaOf(common: usize): usize {
  return load<u32>(common, 8)
}

// @ts-ignore: decorator
@inline
function impactsOf(common: usize): usize {
  return load<u32>(common, 12)
}

// @ts-ignore: decorator
@inline
function addedIn(common: usize): u32 {
  return load<u32>(common, 16)
}

// @ts-ignore: decorator
@inline
function setAddedIn(common: usize, groups: u32): void {
  store<u32>(common, groups, 16)
}

// @ts-ignore: decorator
@inline
function mostOf(rare: usize): u32 {
  return load<u32>(rare, 4)
}

// @ts-ignore: decorator
@inline
function firstBlockOf(rare: usize): u32 {
  return load<u32>(rare, 8)
}

// @ts-ignore: decorator
@inline
function lastBlockOf(rare: usize): u32 {
  return load<u32>(rare, 12)
}

/**
 * A desk begins with six words: where four arrays of rare postings lie, how many candidates there are, and where their window starts. What
 * else it has is listed below, from `REST` on.
 */
// @ts-ignore: decorator
@inline
function blockFirst(desk: usize, block: u32): u32 {
  return load<u32>(<usize>load<u32>(desk) + (<usize>block << 2))
}

// @ts-ignore: decorator
@inline
function blockStart(desk: usize, block: u32): u32 {
  return load<u32>(<usize>load<u32>(desk, 4) + (<usize>block << 2))
}

// @ts-ignore: decorator
@inline
function distancesAt(desk: usize): usize {
  return load<u32>(desk, 8)
}

// @ts-ignore: decorator
@inline
function rareImpactsAt(desk: usize): usize {
  return load<u32>(desk, 12)
}

const REST: usize = 32 // from the desk's start: what common terms that were not added yet can add to a document, by group, u32
const NEED: usize = REST + 4 * GROUPS // what a document must have by now to reach the threshold, by group, u32
const FILLED: usize = NEED + 4 * GROUPS // of each sixteen documents, whether sums of theirs are not 0, in the highest bit of a byte
const SUMS: usize = FILLED + SIXTEENS // u32 by document of the window
const CANDIDATES: usize = SUMS + 4 * WINDOW // u16
const SPREAD: usize = CANDIDATES + 2 * WINDOW // for each byte, eight more: which of the following impacts belongs to each of its bits, if any

const IS_FILLED: i32 = 128

/**
 * Goes through windows, as they lie one after the other from `window` to `end`, until one has documents that score at least
 * `threshold`, above 0, and may be found. Their distances from its start are then the candidates (u16 each, ascending), and their scores are in
 * the sums. Returns the end of that window; `end` after the last one. allowed: a bitmap of all documents that may be found, 0 for all.
 */
export function scoreWindows(window: usize, end: usize, threshold: u32, allowed: usize, desk: usize): usize {
  store<u32>(desk, 0, 16)
  while (window < end) {
    const next = window + HEAD + <usize>commonsOf(window) * COMMON + <usize>raresOf(window) * RARE
    const may: usize = allowed == 0 ? 0 : allowed + (startOf(window) >>> 3)
    const found = promiseOf(window) < threshold ? 0 : scoreWindow(window, threshold, may, desk)
    if (found > 0) {
      store<u32>(desk, found, 16)
      store<u32>(desk, startOf(window), 20)
      return next
    }
    window = next
  }
  return end
}

/**
 * Rare terms are added up where they matter, and where common terms alone could lift a document over the threshold, so are those, group by
 * group. What was not added is then looked up for the documents that can still get there.
 */
function scoreWindow(window: usize, threshold: u32, allowed: usize, desk: usize): i32 {
  const commons = window + HEAD
  const rares = commons + <usize>commonsOf(window) * COMMON
  const end = rares + <usize>raresOf(window) * RARE
  const start = startOf(window)
  const rest = desk + REST

  memory.fill(rest, 0, 4 * GROUPS)
  for (let term = commons; term < rares; term += COMMON) {
    setAddedIn(term, 0)
    addMaxima(term, rest)
  }
  const highest = highestOf(rest)
  let weak: u32 = 0
  for (let term = rares; term < end; term += RARE) weak += mostOf(term)
  if (highest + weak < threshold) return 0

  // the weakest, which with all common terms do not suffice, are not added
  sortByMost(rares, end)
  let strong = rares
  weak = 0
  for (; strong < end && weak + mostOf(strong) + highest < threshold; strong += RARE) weak += mostOf(strong)
  clear(desk)
  let left = 0
  if (strong + RARE == end && highest < threshold) {
    setNeeds(desk, threshold - weak)
    left = gatherRare(strong, start, allowed, desk)
  } else {
    for (let term = strong; term < end; term += RARE) addRare(term, start, desk)
    for (let term = commons; term < rares; term += COMMON) {
      const open = reachingGroups(rest, threshold)
      if (open == 0) break
      addCommon(term, open, desk)
      takeMaxima(term, open, rest)
    }
    setNeeds(desk, threshold - weak)
    left = gather(allowed, desk)
  }

  for (let term = commons; term < rares && left > 0; term += COMMON) {
    const before = addedIn(term)
    if (left >= MANY) addCommon(term, candidateGroups(desk, left) & ~before, desk)
    else lookUpCommon(term, desk, left)
    takeMaxima(term, ~before, rest)
    setNeeds(desk, threshold - weak)
    left = keepReaching(desk, left)
  }
  for (let term = strong - RARE; term >= rares && left > 0; term -= RARE) {
    if (left >= MANY) addRare(term, start, desk)
    else lookUpRare(term, start, desk, left)
    weak -= mostOf(term)
    setNeeds(desk, threshold - weak)
    left = keepReaching(desk, left)
  }
  return left
}

const MANY: i32 = 128 // candidates: to look so many up costs as much as to add the term to all documents

// @ts-ignore: decorator
@inline
function addProducts(rest: usize, impacts: v128, weight: v128): void {
  v128.store(rest, i32x4.add(v128.load(rest), i32x4.mul(impacts, weight)))
}

/** Multiplies sixteen bytes and adds them to as many words. */
// @ts-ignore: decorator
@inline
function addSixteen(words: usize, bytes: v128, weight: v128): void {
  const low = i16x8.extend_low_i8x16_u(bytes)
  const high = i16x8.extend_high_i8x16_u(bytes)
  addProducts(words, i32x4.extend_low_i16x8_u(low), weight)
  addProducts(words + 16, i32x4.extend_high_i16x8_u(low), weight)
  addProducts(words + 32, i32x4.extend_low_i16x8_u(high), weight)
  addProducts(words + 48, i32x4.extend_high_i16x8_u(high), weight)
}

/** Adds the most that a common term can add to a document of each group. */
function addMaxima(common: usize, rest: usize): void {
  const weight = i32x4.splat(weightOf(common))
  const maxima = maximaOf(common)
  addSixteen(rest, v128.load(maxima), weight)
  addSixteen(rest + 64, v128.load(maxima, 16), weight)
}

/** Takes them away again for some groups, as the term was added there or looked up. */
function takeMaxima(common: usize, groups: u32, rest: usize): void {
  for (; groups != 0; groups &= groups - 1) {
    const group = ctz(groups)
    const at = rest + (<usize>group << 2)
    store<u32>(at, load<u32>(at) - weightOf(common) * <u32>load<u8>(maximaOf(common) + group))
  }
}

function highestOf(rest: usize): u32 {
  let most = i32x4.max_u(v128.load(rest), v128.load(rest, 16))
  for (let at = rest + 32; at < rest + 4 * GROUPS; at += 16) most = i32x4.max_u(most, v128.load(at))
  return max<u32>(
    max<u32>(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)),
    max<u32>(i32x4.extract_lane(most, 2), i32x4.extract_lane(most, 3)),
  )
}

/** The groups where what is left to add may suffice alone. */
function reachingGroups(rest: usize, threshold: u32): u32 {
  const bound = i32x4.splat(threshold)
  let groups: u32 = 0
  for (let group: u32 = 0; group < GROUPS; group += 4)
    groups |= <u32>i32x4.bitmask(i32x4.ge_u(v128.load(rest + (<usize>group << 2)), bound)) << group
  return groups
}

/** Weakest first. They are few, or most in their place. */
function sortByMost(rares: usize, end: usize): void {
  for (let next = rares + RARE; next < end; next += RARE) {
    const term = v128.load(next)
    const most = mostOf(next)
    let at = next
    for (; at > rares && mostOf(at - RARE) > most; at -= RARE) v128.store(at, v128.load(at - RARE))
    v128.store(at, term)
  }
}

/** Makes all sums 0. */
function clear(desk: usize): void {
  const zero = i32x4.splat(0)
  for (let sixteen: usize = 0; sixteen < SIXTEENS; sixteen += 16) {
    const filled = desk + FILLED + sixteen
    for (let bits = i8x16.bitmask(v128.load(filled)); bits != 0; bits &= bits - 1) {
      const sums = desk + ((sixteen + ctz(bits)) << 6)
      v128.store(sums, zero, SUMS)
      v128.store(sums, zero, SUMS + 16)
      v128.store(sums, zero, SUMS + 32)
      v128.store(sums, zero, SUMS + 48)
    }
    v128.store(filled, zero)
  }
}

/** `least` is what a document needs with all that common terms which were not added yet can add to it. */
function setNeeds(desk: usize, least: u32): void {
  const all = i32x4.splat(least)
  for (let at = desk; at < desk + 4 * GROUPS; at += 16) v128.store(at, i32x4.sub(all, v128.load(at, REST)), NEED)
}

// @ts-ignore: decorator
@inline
function needAt(desk: usize, document: u32): u32 {
  return load<u32>(desk + ((document >>> 6) << 2), NEED)
}

// @ts-ignore: decorator
@inline
function markFilled(desk: usize, document: u32): void {
  store<u8>(desk + (document >>> 4), IS_FILLED, FILLED)
}

/** Adds a rare term to its documents of the window. */
function addRare(term: usize, start: u32, desk: usize): void {
  walkRare(term, start, desk, false, 0)
}

/** Where one rare term is all that is added at first: makes candidates of its documents that reach what they need. Returns how many. */
function gatherRare(term: usize, start: u32, allowed: usize, desk: usize): i32 {
  return walkRare(term, start, desk, true, allowed)
}

/** What both do. It is inlined, and `isAlone` a constant in either, so asking for it costs nothing. */
// @ts-ignore: decorator
@inline
function walkRare(term: usize, start: u32, desk: usize, isAlone: bool, allowed: usize): i32 {
  const sums = desk + SUMS
  const distances = distancesAt(desk)
  const impacts = rareImpactsAt(desk)
  const weight = weightOf(term)
  let candidates = 0
  for (let block = firstBlockOf(term); block < lastBlockOf(term); block++) {
    const offset = <i32>(blockFirst(desk, block) - start)
    if (offset >= WINDOW) break
    const end = blockStart(desk, block + 1)
    let i = blockStart(desk, block)
    if (offset < 0) i = firstFrom(distances, i, end, -offset)
    for (; i < end; i++) {
      const at = offset + <i32>load<u16>(distances + (<usize>i << 1))
      if (at >= WINDOW) break // as the next block does
      const score = weight * <u32>load<u8>(impacts + i)
      if (isAlone) {
        if (score < needAt(desk, at)) continue
        if (allowed != 0 && (load<u8>(allowed + (at >>> 3)) & (1 << (at & 7))) == 0) continue
        store<u16>(desk + (<usize>candidates << 1), at, CANDIDATES)
        candidates++
      }
      const sum = sums + (<usize>at << 2)
      store<u32>(sum, load<u32>(sum) + score)
      markFilled(desk, at)
    }
  }
  return candidates
}

/** The first place in [from, end) that holds at least `least`, or `end`. */
function firstFrom(ascending: usize, from: u32, end: u32, least: u32): u32 {
  let at = from
  for (let step: u32 = 1; at + step < end && <u32>load<u16>(ascending + (<usize>(at + step) << 1)) < least; step <<= 1) at += step
  while (at < end && <u32>load<u16>(ascending + (<usize>at << 1)) < least) at++
  return at
}

const DENSE: u32 = 10 // documents of a group, from which sixteen at a time are faster than one by one

/** Adds a common term to the documents of some groups. */
function addCommon(term: usize, groups: u32, desk: usize): void {
  setAddedIn(term, addedIn(term) | groups)
  for (let rest = groups; rest != 0; rest &= rest - 1)
    store<u32>(desk + (<usize>ctz(rest) << 2), 0x80808080, FILLED)
  const weight = weightOf(term)
  let impacts = impactsOf(term)
  let bits = bitsOf(term)
  for (let sums = desk + SUMS; groups != 0; groups >>>= 1, bits += 8, sums += 256) {
    let word = load<u64>(bits)
    const count = <u32>popcnt(word)
    if ((groups & 1) == 0) {
      impacts += count
    } else if (count >= DENSE) {
      addDense(bits, impacts, weight, desk + SPREAD, sums)
      impacts += count
    } else {
      for (; word != 0; word &= word - 1) {
        const sum = sums + <usize>(ctz(word) << 2)
        store<u32>(sum, load<u32>(sum) + weight * <u32>load<u8>(impacts++))
      }
    }
  }
}

/** To the documents of one group, by spreading the impacts of sixteen to their places. */
// @ts-ignore: decorator
@inline
function addDense(bits: usize, impacts: usize, weight: u32, spread: usize, sums: usize): void {
  const factor = i32x4.splat(weight)
  for (const end = bits + 8; bits < end; bits += 2, sums += 64) {
    const word = <u32>load<u16>(bits)
    const below = popcnt<u32>(word & 255)
    const low = v128.load64_zero(spread + (<usize>(word & 255) << 3))
    const high = i8x16.add(v128.load64_zero(spread + (<usize>(word >>> 8) << 3)), i8x16.splat(<i8>below))
    addSixteen(sums, i8x16.swizzle(v128.load(impacts), i64x2.shuffle(low, high, 0, 2)), factor)
    impacts += popcnt<u32>(word)
  }
}

/** Makes candidates of the documents that have what they need and may be found. Returns how many. */
function gather(allowed: usize, desk: usize): i32 {
  const start = desk + CANDIDATES
  let candidates = start
  for (let sixteen: u32 = 0; sixteen < SIXTEENS; sixteen += 16) {
    for (let filled = i8x16.bitmask(v128.load(desk + sixteen, FILLED)); filled != 0; filled &= filled - 1) {
      const at = (sixteen + <u32>ctz(filled)) << 4
      const need = i32x4.splat(needAt(desk, at))
      const sums = desk + (<usize>at << 2)
      const a = i32x4.ge_u(v128.load(sums, SUMS), need)
      const b = i32x4.ge_u(v128.load(sums, SUMS + 16), need)
      const c = i32x4.ge_u(v128.load(sums, SUMS + 32), need)
      const d = i32x4.ge_u(v128.load(sums, SUMS + 48), need)
      let bits = i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)))
      if (bits == 0) continue
      if (allowed != 0) bits &= <i32>load<u16>(allowed + (at >>> 3))
      for (; bits != 0; bits &= bits - 1) {
        store<u16>(candidates, at + ctz(bits))
        candidates += 2
      }
    }
  }
  return <i32>((candidates - start) >>> 1)
}

/** The groups that candidates are in. */
function candidateGroups(desk: usize, count: i32): u32 {
  let groups: u32 = 0
  for (let i = 0; i < count; i++) groups |= 1 << (load<u16>(desk + (<usize>i << 1), CANDIDATES) >>> 6)
  return groups
}

/** Adds a common term to the candidates in whose group it was not added. */
function lookUpCommon(term: usize, desk: usize, count: i32): void {
  let bits = bitsOf(term)
  let impacts = impactsOf(term)
  const weight = weightOf(term)
  const added = addedIn(term)
  const candidates = desk + CANDIDATES
  let group: u32 = 0
  for (let i = 0; i < count; i++) {
    const at = <u32>load<u16>(candidates + (<usize>i << 1))
    for (; group < at >>> 6; group++, bits += 8) impacts += <usize>popcnt(load<u64>(bits))
    if ((added >>> group) & 1) continue
    const bit: u64 = (<u64>1) << (at & 63)
    const having = load<u64>(bits)
    if ((having & bit) == 0) continue
    const sum = desk + SUMS + (<usize>at << 2)
    store<u32>(sum, load<u32>(sum) + weight * <u32>load<u8>(impacts + <usize>popcnt(having & (bit - 1))))
  }
}

/** Adds a rare term to the candidates that have it. */
function lookUpRare(term: usize, start: u32, desk: usize, count: i32): void {
  const distances = distancesAt(desk)
  const impacts = rareImpactsAt(desk)
  const candidates = desk + CANDIDATES
  const weight = weightOf(term)
  const last = lastBlockOf(term)
  let block = firstBlockOf(term)
  let index = blockStart(desk, block)
  let end = blockStart(desk, block + 1)
  let first = blockFirst(desk, block)
  for (let i = 0; i < count; i++) {
    const at = <u32>load<u16>(candidates + (<usize>i << 1))
    const document = start + at
    if (block + 1 < last && blockFirst(desk, block + 1) <= document) {
      do block++
      while (block + 1 < last && blockFirst(desk, block + 1) <= document)
      index = blockStart(desk, block)
      end = blockStart(desk, block + 1)
      first = blockFirst(desk, block)
    }
    if (document < first) continue
    index = firstFrom(distances, index, end, document - first)
    if (index >= end || <u32>load<u16>(distances + (<usize>index << 1)) != document - first) continue
    const sum = desk + SUMS + (<usize>at << 2)
    store<u32>(sum, load<u32>(sum) + weight * <u32>load<u8>(impacts + index))
  }
}

/** Leaves those candidates that still have what they need. Returns how many. */
function keepReaching(desk: usize, count: i32): i32 {
  const candidates = desk + CANDIDATES
  let kept = 0
  for (let i = 0; i < count; i++) {
    const at = load<u16>(candidates + (<usize>i << 1))
    store<u16>(candidates + (<usize>kept << 1), at)
    kept += i32(load<u32>(desk + SUMS + (<usize>at << 2)) >= needAt(desk, at))
  }
  return kept
}

/** Sets the bits of the documents of some blocks. */
export function addBlocks(block: u32, last: u32, bits: usize, desk: usize): void {
  const distances = distancesAt(desk)
  for (; block < last; block++) {
    const first = blockFirst(desk, block)
    const end = blockStart(desk, block + 1)
    for (let i = blockStart(desk, block); i < end; i++) {
      const document = first + <u32>load<u16>(distances + (<usize>i << 1))
      const at = bits + ((document >>> 5) << 2)
      store<u32>(at, load<u32>(at) | (1 << (document & 31)))
    }
  }
}

/** Adds a bitmap of so many bytes, a multiple of sixteen, to another. */
export function addBits(from: usize, bits: usize, bytes: usize): void {
  for (const end = bits + bytes; bits < end; bits += 16, from += 16)
    v128.store(bits, v128.or(v128.load(bits), v128.load(from)))
}

/** How many bits of so many bytes, a multiple of eight, are set. */
export function countBits(bits: usize, bytes: usize): i32 {
  let count: i64 = 0
  for (const end = bits + bytes; bits < end; bits += 8) count += popcnt(load<i64>(bits))
  return <i32>count
}
