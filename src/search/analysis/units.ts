const ROOM = 1 << 13 // units to begin with; nine abstracts in ten are shorter

/**
 * Copies texts into an array of their UTF-16 units, which a loop reads several times as fast as the string. The array is the same
 * each time and is overwritten by the next text; it is longer than the text, and 0 stands where that ends.
 */
export function unitReader(): (text: string) => Uint16Array {
  let bytes = Buffer.alloc(2 * ROOM)
  let units = new Uint16Array(bytes.buffer, bytes.byteOffset, ROOM)
  return (text) => {
    if (text.length >= units.length) {
      bytes = Buffer.alloc(4 * text.length + 4)
      units = new Uint16Array(bytes.buffer, bytes.byteOffset, 2 * text.length + 2)
    }
    bytes.write(text, 'utf16le')
    units[text.length] = 0
    return units
  }
}
