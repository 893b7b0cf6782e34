/** Does work with the same key one after another, in the order of the calls, and work with other keys beside it. */
type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

export function newTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, turn)
    try {
      return await turn
    } finally {
      if (last.get(key) === turn) last.delete(key)
    }
  }
}
