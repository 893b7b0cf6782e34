import { html } from 'hono/html'
import type { Collection } from '../../library/collection.ts'
import { paths } from '../paths.ts'
import { formField } from './form-field.ts'

/** Where a reader puts a paper into one of their collections: a button for each of those that changed last. */
export function collectForm(
  { id, titleText }: { id: string; titleText: string },
  own: Collection[],
) {
  if (own.length === 0) return ''
  return html`<details class="collect">
    <summary>Add to a collection</summary>
    ${own.map(
      (collection) =>
        html`<form class="shelf" method="post" action="${paths.collection(collection.id)}">
          ${formField()}
          <input type="hidden" name="paper" value="${id}" />
          <button name="do" value="add">
            ${collection.title}<span class="spoken">: add ${titleText}</span>
          </button>
        </form>`,
    )}
  </details>`
}
