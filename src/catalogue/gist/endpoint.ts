import { z } from 'zod'

/** An OpenAI-compatible server that may write gists. */
export interface GistEndpoint {
  url: string // up to and without '/chat/completions'
  model: string
  key: string | null
  timeoutMs: number
}

/** The endpoint did not answer as it should. `retryAfterMs` is what it asked for; null: it did not say. */
export class EndpointError extends Error {
  override name = 'EndpointError'
  readonly retryAfterMs: number | null

  constructor(message: string, retryAfterMs: number | null = null, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterMs = retryAfterMs
  }
}

const ANSWER_BYTES_MAX = 64 * 1024 // a sentence and its envelope are 2 kB
const ABSTRACT_LENGTH_MAX = 6_000 // characters; no abstract of our own is longer

const Answer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})

const TASK =
  'Say in one plain sentence of at most 35 words what this paper brings. Use no number that is not in the text, no markup and no introduction such as "This paper".'

/** What the model answers for a paper. Throws EndpointError for everything else than an answer in time. */
export async function askForGist(
  { url, model, key, timeoutMs }: GistEndpoint,
  { title, abstract }: { title: string; abstract: string },
): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  const messages = [
    { role: 'system', content: TASK },
    {
      role: 'user',
      content: `${title}\n\n${abstract.slice(0, ABSTRACT_LENGTH_MAX).toWellFormed()}`,
    },
  ]
  try {
    const response = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, messages, temperature: 0, max_tokens: 120 }),
      redirect: 'error', // the key goes to nobody else
      signal,
    })
    if (!response.ok) throw await refusal(response)
    return contentOf(await limitedText(response))
  } catch (error) {
    if (error instanceof EndpointError) throw error
    throw new EndpointError('The endpoint for gists did not answer', null, { cause: error })
  }
}

async function refusal(response: Response): Promise<EndpointError> {
  await response.body?.cancel()
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new EndpointError(
    `The endpoint for gists answered ${response.status}`,
    seconds > 0 ? seconds * 1000 : null,
  )
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX)
      throw new EndpointError('The endpoint for gists answers without end')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function contentOf(text: string): string {
  const answer = Answer.safeParse(parsed(text))
  if (!answer.success) throw new EndpointError('The endpoint for gists answered something else')
  return answer.data.choices[0]!.message.content
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
