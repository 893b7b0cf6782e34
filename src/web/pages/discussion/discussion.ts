import { html } from 'hono/html'
import type { Person } from '../../../accounts/person.ts'
import type { Authorship } from '../../../community/authorship.ts'
import type { Comment } from '../../../community/comment.ts'
import { paths } from '../../paths.ts'
import { pagination, type Pages } from '../../ui/pagination.ts'
import { counted } from '../../ui/wording.ts'
import { commentForm } from './comment-form.ts'
import { commentView, type Roles } from './comment-view.ts'

/** A paper's discussion, or a page of it. */
export interface Discussion {
  paperId: string
  comments: Comment[]
  total: number
  pages: Pages
  reader: Person | null
  roles: Roles
  authors: Authorship[] // who wrote the paper and is here
  submitter: Named | null // who brought the paper; null when it came by other ways
}

type Named = NonNullable<Comment['author']>

/** What readers say about a paper, and the form to say something. */
export function discussion({ paperId, comments, total, pages, reader, roles }: Discussion) {
  return html`<section id="discussion" class="discussion" aria-labelledby="discussion-title">
    <h2 id="discussion-title">${total === 0 ? 'Discussion' : counted(total, 'comment')}</h2>
    ${total === 0 ? html`<p class="note">Nobody has said anything yet.</p>` : ''}
    ${comments.map((comment) => commentView(comment, reader, roles))} ${pagination(pages)}
    ${
      reader
        ? commentForm({ paperId, parentId: null, label: 'Your comment', button: 'Comment' })
        : html`<p><a href="${paths.login(paths.paper(paperId))}">Sign in to comment</a></p>`
    }
    ${total === 0 ? '' : html`<p class="note"><a href="${paths.paperFeed(paperId)}">Feed of this discussion</a></p>`}
  </section>`
}
