// Numbers as they arrive and as one reads them, and sentences with their blanks filled.
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
const doubles = (text) => new Float64Array(bytes(text));
const floats = (text) => new Float32Array(bytes(text));
const MINUS = "\u2212";

function spell(value, digits = 3) {
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size >= 1e5 || size < 1e-4 ? value.toExponential(digits - 1) : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", MINUS);
}
const factor = (value) => (value < 0 ? `(${spell(value)})` : spell(value));
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

