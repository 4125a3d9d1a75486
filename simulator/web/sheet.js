// What slides over a phone: the sheet of a list, and the small menu of reactions.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const EMOJI = ["👍", "👎", "❤️", "😂", "😮", "🙏"];

/** Opens a sheet over a phone's screen; returns what closes it. Escape and the shade close it too. */
export function openSheet(screen, title, content, className = "") {
  const before = document.activeElement;
  const close = () => {
    shade.remove();
    before?.focus?.({ preventScroll: true });
  };
  const sheet = el("div", { className: `sheet ${className}`, attrs: { role: "dialog", "aria-modal": "true", "aria-label": title } },
    el("header", { className: "sheet-head" }, el("h3", { textContent: title }),
      el("button", { type: "button", className: "round", attrs: { "aria-label": "Fermer" }, on: { click: close } }, icon("close"))),
    content);
  const shade = el("div", { className: "shade", on: { click: (event) => event.target === shade && close() } }, sheet);
  shade.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") keepFocus(event, sheet);
  });
  screen.append(shade);
  sheet.querySelector(".sheet-body button, .sheet-body input")?.focus({ preventScroll: true });
  return close;
}

function keepFocus(event, sheet) {
  const stops = [...sheet.querySelectorAll("button, input, canvas[tabindex]")].filter((stop) => stop.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/** Opens the rows of a list by section and calls `choose(row)`. */
export function openRows(screen, entry, choose) {
  const body = el("div", { className: "sheet-body" });
  const close = openSheet(screen, entry.list_button ?? "Choisir", body);
  let section;
  for (const row of entry.rows) {
    if (row.section && row.section !== section) body.append(el("h4", { textContent: row.section }));
    section = row.section;
    body.append(el("button", { type: "button", className: "row", on: { click: () => { close(); choose(row); } } },
      el("span", { className: "row-text" }, el("strong", { textContent: row.title }), row.description ? el("small", { textContent: row.description }) : null),
      el("span", { className: "row-dot", attrs: { "aria-hidden": "true" } })));
  }
  body.querySelector("button")?.focus({ preventScroll: true });
}

/** Opens the emoji of a message, and answering it. */
export function openReactions(view, { react, quote }) {
  document.querySelector(".reactions")?.remove();
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside);
  };
  const outside = (event) => menu.contains(event.target) || close();
  const pick = (act) => () => {
    close();
    act();
  };
  const menu = el("div", { className: "reactions", attrs: { role: "menu", "aria-label": "Réagir" } },
    EMOJI.map((emoji) => el("button", { type: "button", textContent: emoji, attrs: { role: "menuitem", "aria-label": `Réagir ${emoji}` }, on: { click: pick(() => react(emoji)) } })),
    el("button", { type: "button", className: "reactions-reply", attrs: { role: "menuitem", "aria-label": "Répondre" }, on: { click: pick(quote) } }, icon("reply")));
  menu.addEventListener("keydown", (event) => event.key === "Escape" && close());
  view.append(menu);
  menu.querySelector("button").focus({ preventScroll: true });
  setTimeout(() => document.addEventListener("pointerdown", outside));
}
