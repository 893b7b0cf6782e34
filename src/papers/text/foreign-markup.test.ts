import { expect, test } from 'vitest'
import { renderTitle } from '../text.ts'

test('HTML in pairs is what it says', () => {
  expect(renderTitle('<i>post-hoc <b>x</b></i>, CO<sub>2</sub>')).toEqual({
    text: 'post-hoc x, CO₂',
    html: '<em>post-hoc <strong>x</strong></em>, CO<sub>2</sub>',
  })
})

test('a tag without its partner is the name of a token', () => {
  expect(renderTitle('the <SEG> and <s> tokens, <think>hard</think> <i>').html).toBe(
    'the &lt;SEG&gt; and &lt;s&gt; tokens, &lt;think&gt;hard&lt;/think&gt; &lt;i&gt;',
  )
})

test('two stars around words make them strong', () => {
  expect(renderTitle('the **best** of **A**ll').html).toBe(
    'the <strong>best</strong> of <strong>A</strong>ll',
  )
})

test('two stars between numbers are a power in a program', () => {
  expect(renderTitle('x**2 + y**2').text).toBe('x**2 + y**2')
})
