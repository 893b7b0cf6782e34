/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// Suggestions under the search box, by the combobox pattern of the ARIA Authoring Practices: the list never takes the
// focus, and Enter sends the form unless something in the list was chosen.
const PAUSE_MS = 120 // between the last key and the question: nobody reads a list while typing
const box = document.querySelector<HTMLInputElement>('.search input')!
const list = made('ul', 'listbox', 'suggestions')
const news = made('p', 'status', 'spoken')

let addresses: string[] = []
let chosen = -1
let pause: ReturnType<typeof setTimeout> | undefined
let asking = new AbortController()

function made(name: string, role: string, className: string): HTMLElement {
  const element = document.createElement(name)
  element.setAttribute('role', role)
  element.className = className
  return element
}

function choose(at: number): void {
  chosen = at
  for (const [position, item] of [...list.children].entries()) {
    item.setAttribute('aria-selected', String(position === at))
    if (position === at) item.scrollIntoView({ block: 'nearest' })
  }
  if (at < 0) box.removeAttribute('aria-activedescendant')
  else box.setAttribute('aria-activedescendant', `${list.id}-${at}`)
}

function open(isOpen: boolean): void {
  list.hidden = !isOpen
  box.setAttribute('aria-expanded', String(isOpen))
  choose(-1)
}

function close(): void {
  clearTimeout(pause)
  asking.abort()
  news.textContent = ''
  open(false)
}

function option(text: string, kind: string, position: number): HTMLElement {
  const item = made('li', 'option', '')
  const small = document.createElement('small')
  item.id = `${list.id}-${position}`
  small.textContent = kind
  item.append(`${text} `, small)
  return item
}

async function ask(): Promise<void> {
  asking.abort()
  asking = new AbortController()
  const { signal } = asking
  try {
    const answer = await fetch(`/api/suggest?q=${encodeURIComponent(box.value)}`, { signal })
    const [, texts, kinds, paths] = await answer.json()
    if (signal.aborted) return
    addresses = paths
    list.replaceChildren(
      ...texts.map((text: string, position: number) => option(text, kinds[position], position)),
    )
    news.textContent = texts.length === 1 ? '1 suggestion' : `${texts.length} suggestions`
    open(texts.length > 0)
  } catch {
    // the next key asks again
  }
}

function press(event: KeyboardEvent): void {
  const { key, isComposing, altKey, ctrlKey, metaKey } = event
  if (list.hidden || isComposing || altKey || ctrlKey || metaKey) return
  const count = addresses.length
  if (key === 'ArrowDown') choose(chosen + 1 < count ? chosen + 1 : -1)
  else if (key === 'ArrowUp') choose(chosen < 0 ? count - 1 : chosen - 1)
  else if (key === 'Escape') close()
  else if (key === 'Enter' && chosen >= 0) location.assign(addresses[chosen]!)
  else return
  event.preventDefault()
}

list.id = 'suggestions'
list.setAttribute('aria-label', 'Suggestions')
box.setAttribute('role', 'combobox')
box.setAttribute('aria-autocomplete', 'list')
box.setAttribute('aria-controls', list.id)
box.form!.append(list, news)
open(false)

box.addEventListener('input', () => {
  clearTimeout(pause)
  if (box.value.trim() === '') close()
  else pause = setTimeout(() => void ask(), PAUSE_MS)
})
box.addEventListener('keydown', press)
box.addEventListener('blur', close)
list.addEventListener('pointerdown', (event) => event.preventDefault()) // the focus stays in the box
list.addEventListener('click', ({ target }) => {
  const at = [...list.children].findIndex((item) => target instanceof Node && item.contains(target))
  if (at >= 0) location.assign(addresses[at]!)
})
