/** 'static', or which software to ask and where. Null for what is neither. */
export function placeOfMeaning(
  text: string,
): { kind: 'static' | 'onnx' | 'http'; place: string } | null {
  if (text === 'static') return { kind: 'static', place: '' }
  const onnx = /^onnx:(.+)$/.exec(text)?.[1]
  if (onnx !== undefined) return { kind: 'onnx', place: onnx }
  const url = /^(?:http:)?(https?:\/\/.+)$/.exec(text)?.[1]
  if (url === undefined || !URL.canParse(url)) return null
  const { username, password } = new URL(url)
  return username === '' && password === '' ? { kind: 'http', place: url } : null
}
