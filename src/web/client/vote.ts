/// <reference lib="dom" />

// Votes without leaving the page. When anything goes wrong, the form is sent as it would be without script.
interface Answer {
  label: string
  votes: string
  next: string
}

async function vote(form: HTMLFormElement): Promise<void> {
  const body = new FormData(form)
  const headers = { accept: 'application/json' }
  const response = await fetch(form.action, { method: 'POST', body, headers })
  if (!response.ok || response.redirected) throw new Error('refused')
  const { label, votes, next }: Answer = await response.json()
  form.querySelector('b')!.textContent = label
  form.querySelector('span')!.textContent = votes
  form.querySelector<HTMLInputElement>('[name=vote]')!.value = next
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches('.vote')) return
  event.preventDefault()
  vote(form).catch(() => form.submit())
})
