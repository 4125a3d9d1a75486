// One message as a bubble: every kind of content, what can be tapped, time and ticks.

import { el, readablePhone } from "./dom.js";
import { icon, ticks } from "./icons.js";
import { marked } from "./marks.js";
import { openReactions } from "./sheet.js";

const CLOCK = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("fr", { weekday: "long", day: "numeric", month: "long" });
const LONG_PRESS_MS = 450;

/** Names the day of a message: Aujourd’hui, Hier, or its date. */
export function dayName(at) {
  const day = new Date(at);
  const today = new Date();
  const gap = Math.round((today.setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  if (gap === 0) return "Aujourd’hui";
  return gap === 1 ? "Hier" : DAY.format(day);
}

/** Makes the bubble of a message; `actions` are what its owner can do with it. */
export function bubble(entry, actions, reactions) {
  const isMine = entry.direction === "in";
  const body = el("div", { className: "bubble" },
    quote(entry, actions),
    entry.media ? media(entry.media) : null,
    entry.header ? el("p", { className: "header" }, marked(entry.header)) : null,
    entry.location ? location(entry.location) : null,
    entry.contact ? contact(entry.contact, entry.more_contacts.length) : null,
    entry.text ? el("div", { className: entry.type === "unsupported" ? "text faint" : "text" }, marked(entry.text)) : null,
    entry.footer ? el("p", { className: "footer", textContent: entry.footer }) : null,
    el("span", { className: "meta" }, CLOCK.format(new Date(entry.at)), isMine ? ticks(entry.status) : null),
    ...choices(entry, actions));
  if (entry.media?.kind === "sticker") body.classList.add("is-bare");
  const marks = Object.values(reactions ?? {}).filter(Boolean);
  const view = el("article", {
    className: `message ${isMine ? "is-mine" : "is-theirs"}${marks.length ? " has-reaction" : ""}`,
    attrs: { "data-testid": "message", "data-direction": entry.direction, "data-seq": entry.seq, "data-type": entry.type },
  }, body, marks.length ? el("span", { className: "reaction", textContent: marks.join(" ") }) : null);
  view.append(menuButton(view, entry, actions));
  return view;
}

function quote(entry, actions) {
  const quoted = entry.context ? actions.find(entry.context) : null;
  if (!quoted) return null;
  const who = quoted.direction === "in" ? "Vous" : actions.business;
  const text = quoted.text ?? quoted.header ?? "Pièce jointe";
  return el("button", { type: "button", className: "quote", attrs: { "aria-label": "Aller au message cité" }, on: { click: () => actions.jump(entry.context) } },
    el("strong", { textContent: who }), el("span", { textContent: text.replace(/[*_~`]/g, "").slice(0, 90) }));
}

function media(file) {
  switch (file.kind) {
    case "image":
    case "sticker":
      return picture(file);
    case "video":
      return el("video", { className: "film", src: file.url, controls: true, preload: "metadata" });
    case "audio":
      return el("div", { className: "sound" },
        el("span", { className: "sound-icon" }, icon(file.is_voice ? "mic" : "play")),
        el("audio", { src: file.url, controls: true, preload: "metadata", attrs: { "aria-label": file.is_voice ? "Message vocal" : "Audio" } }));
    default:
      return el("a", { className: "file", href: file.url, target: "_blank", rel: "noopener", download: file.filename ?? "" },
        el("span", { className: "file-icon" }, icon("file")),
        el("span", {}, el("strong", { textContent: file.filename ?? "Document" }), el("small", { textContent: fileKind(file) })));
  }
}

function picture(file) {
  const name = file.kind === "sticker" ? "Autocollant" : "Image";
  const frame = el("a", { className: `picture ${file.kind}`, href: file.url, target: "_blank", rel: "noopener", attrs: { "aria-label": `Ouvrir : ${name}` } });
  const missing = () => {
    frame.classList.add("is-missing");
    frame.replaceChildren(icon("image"), el("small", { textContent: name }));
  };
  frame.append(el("img", { src: file.url, alt: name, on: { error: missing } }));
  return frame;
}

function fileKind(file) {
  const name = (file.filename ?? "").split(".").pop();
  return (file.mime_type?.split("/").pop() ?? name ?? "fichier").toUpperCase().slice(0, 12);
}

function location({ latitude, longitude, name, address }) {
  const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return el("a", { className: "spot", href: `https://maps.google.com/?q=${latitude},${longitude}`, target: "_blank", rel: "noopener noreferrer" },
    el("span", { className: "spot-map", attrs: { "aria-hidden": "true" } }, icon("pin")),
    el("span", { className: "spot-text" }, el("strong", { textContent: name ?? "Position partagée" }), el("small", { textContent: address ?? at })));
}

function contact({ name, phones }, others) {
  const more = others ? ` et ${others} autre${others > 1 ? "s" : ""}` : "";
  return el("div", { className: "card" },
    el("span", { className: "avatar small" }, icon("person")),
    el("div", {}, el("strong", { textContent: name + more }), phones.map((phone) => el("a", { href: `tel:${phone}`, textContent: readablePhone(phone.replace(/\D/g, "")) }))));
}

function choices(entry, actions) {
  const rows = entry.buttons.map((button) => choice("reply", button.title, () => actions.tap(entry, button)));
  if (entry.rows.length) rows.push(choice("list", entry.list_button ?? "Choisir", () => actions.list(entry)));
  if (entry.location_request) rows.push(choice("pin", "Envoyer ma position", () => actions.place(entry)));
  if (entry.contact_request) rows.push(choice("person", "Partager mon contact", () => actions.card(entry)));
  for (const link of entry.links) rows.push(el("a", { className: "choice", href: link.url, target: "_blank", rel: "noopener noreferrer" }, icon("open"), link.title));
  if (entry.copy_code) rows.push(choice("copy", "Copier le code", () => navigator.clipboard?.writeText(entry.copy_code)));
  return rows;
}

function choice(name, label, act) {
  return el("button", { type: "button", className: "choice", on: { click: act } }, icon(name), label);
}

function menuButton(view, entry, actions) {
  const open = () => openReactions(view, {
    react: (emoji) => actions.react(entry, emoji),
    quote: () => actions.quote(entry),
  });
  let press = null;
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") press = setTimeout(open, LONG_PRESS_MS);
  });
  for (const end of ["pointerup", "pointercancel", "pointermove"]) {
    view.addEventListener(end, () => clearTimeout(press));
  }
  return el("button", { type: "button", className: "menu-button", attrs: { "aria-label": "Réagir ou répondre", "aria-haspopup": "true" }, on: { click: open } }, icon("smile"));
}
