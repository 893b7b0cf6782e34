/**
 * One call for many: what is asked while `work` runs waits and is done by the next run, all at once. Made for commits
 * to disk, which take the same time for one row as for fifty. Each caller gets the result of its own item; when a run
 * fails, it fails for those in it.
 */
export function grouped<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: {
    item: Item
    resolve: (result: Result) => void
    reject: (error: unknown) => void
  }[] = []
  let isRunning = false

  async function run(): Promise<void> {
    isRunning = true
    await Promise.resolve() // whoever asks in the same turn is in the first run
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        const results = await work(group.map(({ item }) => item))
        for (const [at, { resolve }] of group.entries()) resolve(results[at]!)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    isRunning = false
  }

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    waiting.push({ item, resolve, reject })
    if (!isRunning) void run()
    return promise
  }
}
