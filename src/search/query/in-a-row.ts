import type { Token } from '../analysis/analyse.ts'

/**
 * Those of a text's tokens, or of some whole chunks of it, that follow each other as it was written, with a size as one: without the
 * pieces of sizes and the compounds as one word. Of 'LLaMA-7B', 'llama' and '7000000000'.
 */
export function inARow(tokens: Token[]): Set<Token> {
  const pieces = new Set(tokens.flatMap((token, i) => placesOfSize(token, tokens[i + 1])))
  const isOne = ({ isQuantity, joined, position }: Token) =>
    isQuantity || (!joined && !pieces.has(position))
  return new Set(tokens.filter(isOne))
}

/** Positions: '20M' has one, '20 million' two. None if it is no size. Its first piece comes right after it. */
function placesOfSize({ isQuantity, position }: Token, piece: Token | undefined): number[] {
  if (!isQuantity || !piece) return []
  return /\d$/.test(piece.text) ? [position, position + 1] : [position]
}
