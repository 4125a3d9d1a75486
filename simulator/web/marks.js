// WhatsApp's text marks (*bold* _italic_ ~strike~ `code` ```block```) and links, as DOM nodes.

const MARKS = [
  { pattern: /```([\s\S]+?)```/, tag: "code" },
  { pattern: /`([^`\n]+)`/, tag: "code" },
  { pattern: /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/, tag: "a" },
  { pattern: /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/u, tag: "strong" },
  { pattern: /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\p{L}\p{N}_])/u, tag: "em" },
  { pattern: /(?<![\p{L}\p{N}~])~(?=\S)([^~\n]+?)(?<=\S)~(?![\p{L}\p{N}~])/u, tag: "s" },
];

/** Turns marked text into nodes; marks nest, but nothing is marked inside code or links. */
export function marked(text) {
  let first = null;
  for (const mark of MARKS) {
    const match = mark.pattern.exec(text);
    if (match && (first === null || match.index < first.match.index)) first = { match, mark };
  }
  if (first === null) return text === "" ? [] : [document.createTextNode(text)];
  const { match, mark } = first;
  const after = text.slice(match.index + match[0].length);
  return [...marked(text.slice(0, match.index)), node(mark.tag, match), ...marked(after)];
}

function node(tag, match) {
  const element = document.createElement(tag);
  if (tag === "a") {
    element.href = match[0];
    element.target = "_blank";
    element.rel = "noopener noreferrer";
    element.textContent = match[0];
  } else if (tag === "code") {
    element.textContent = match[1];
  } else {
    element.append(...marked(match[1]));
  }
  return element;
}
