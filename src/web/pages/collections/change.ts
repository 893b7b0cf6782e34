import { html } from 'hono/html'
import { NOTE_LENGTH_MAX, type Collection } from '../../../library/collection.ts'
import { paths } from '../../paths.ts'
import { formField } from '../../ui/form-field.ts'
import { hidingForm } from '../moderation/hide.ts'
import { collectionFields } from './fields.ts'

/** The forms with which a collection is changed. */
export function changing(collection: Collection) {
  const action = paths.collection(collection.id)
  return html`<details>
      <summary>Add a paper</summary>
      <form class="fields" method="post" action="${action}">
        ${formField()}
        <p>
          <label for="paper">Its id, such as 2406.01234 or doi:10.1000/182</label>
          <input
            id="paper"
            type="text"
            name="paper"
            required
            autocapitalize="off"
            spellcheck="false"
          />
        </p>
        <p>
          <label for="note">A note, if you like</label>
          <textarea id="note" name="note" rows="2" maxlength="${NOTE_LENGTH_MAX}"></textarea>
        </p>
        <button name="do" value="add">Add</button>
      </form>
    </details>
    <details>
      <summary>Change or delete this collection</summary>
      ${collectionFields(action, collection)}
      <form class="fields" method="post" action="${action}">
        ${formField()}
        <button name="do" value="delete">Delete this collection</button>
      </form>
    </details>`
}

/** What a moderator does about a collection of somebody else. */
export function moderating({ id, hiddenReason }: Collection) {
  if (hiddenReason === null) {
    return html`<details>
      <summary>Hide this collection</summary>
      ${hidingForm(paths.collectionHide(id), 'collection')}
    </details>`
  }
  return html`<form class="fields" method="post" action="${paths.collectionRestore(id)}">
    ${formField()}
    <button>Show it again to everybody</button>
  </form>`
}
