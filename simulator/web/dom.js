// Building elements without a framework. Text always goes in as text, never as HTML.

/** Makes an element: properties, `data` and `aria`/attributes by `attrs`, then children. */
export function el(tag, properties = {}, ...children) {
  const { attrs = {}, on = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Gives initials for an avatar. */
export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, "").split(" ").filter(Boolean);
  return words.slice(0, 2).map((word) => word[0].toUpperCase()).join("") || "?";
}

/** Writes a phone the way people read it: +242 06 555 01 01. */
export function readablePhone(digits) {
  const prefix = ["242", "237"].find((known) => digits.startsWith(known));
  if (!prefix) return `+${digits}`;
  const rest = digits.slice(3);
  const groups = prefix === "242" ? [2, 3, 2, 2] : [1, 2, 2, 2, 2];
  let start = 0;
  const parts = groups.map((size) => rest.slice(start, (start += size))).filter(Boolean);
  return `+${prefix} ${parts.join(" ")}${rest.slice(start)}`;
}
