// The line at the bottom of a phone: text, quoted reply, pictures, files, voice notes, places.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const MOST_BYTES = 16 * 1024 * 1024;
const CONTACT = { name: "Marie Ngoma", phones: ["+242061234567"] };

/** Makes the composer; `send` takes a message of the control API. */
export function createComposer({ screen, person, send, openPlace }) {
  const input = el("textarea", {
    className: "input", rows: 1, placeholder: "Votre message",
    attrs: { "data-testid": "chat-input", "aria-label": `Message de ${person.name}`, enterkeyhint: "send" },
  });
  const quoteLine = el("div", { className: "quoting", hidden: true });
  const menu = el("div", { className: "attach-menu", hidden: true, attrs: { role: "menu" } });
  const attach = round("attach", "Joindre", () => toggle());
  const submit = el("button", { className: "round send", attrs: { "data-testid": "send", "aria-label": "Envoyer" } }, icon("send"));
  const form = el("form", { className: "composer" }, menu, quoteLine, attach,
    el("div", { className: "input-frame" }, input), round("mic", "Envoyer une note vocale", () => pick("audio/*", "audio")), submit);
  let quoted = null;

  function toggle(isOpen = menu.hidden) {
    menu.hidden = !isOpen;
    attach.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) menu.querySelector("button").focus();
  }
  const choose = (act) => () => {
    toggle(false);
    act();
  };
  menu.append(
    item("image", "Photo ou vidéo", choose(() => pick("image/*,video/*"))),
    item("file", "Document", choose(() => pick("", "document"))),
    item("mic", "Note vocale", choose(() => pick("audio/*", "audio"))),
    item("pin", "Position", choose(openPlace)),
    item("person", "Contact", choose(() => send({ type: "contacts", contacts: [CONTACT] }))));

  function pick(accept, kind) {
    const chooser = el("input", { type: "file", accept });
    chooser.addEventListener("change", () => chooser.files[0] && sendFile(chooser.files[0], kind));
    chooser.click();
  }

  async function sendFile(file, kind) {
    if (file.size > MOST_BYTES) return;
    const data = await asBase64(file);
    const type = kind ?? (file.type.startsWith("video/") ? "video" : "image");
    await send({ type, data, mime_type: file.type || undefined, filename: file.name, caption: input.value.trim() || undefined, context: quoted ?? undefined });
    clear();
  }

  function quote(entry) {
    quoted = entry?.id ?? null;
    quoteLine.hidden = !quoted;
    if (!quoted) return;
    const text = (entry.text ?? entry.header ?? "Pièce jointe").replace(/[*_~`]/g, "");
    quoteLine.replaceChildren(el("span", { textContent: text.slice(0, 90) }), round("close", "Ne plus citer", () => quote(null)));
    input.focus();
  }

  function clear() {
    input.value = "";
    quote(null);
    grow();
  }

  function grow() {
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
    form.classList.toggle("has-text", input.value.trim() !== "");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    send({ type: "text", text, context: quoted ?? undefined });
    clear();
  });
  input.addEventListener("input", grow);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  screen.addEventListener("keydown", (event) => event.key === "Escape" && !menu.hidden && (toggle(false), attach.focus()));
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !attach.contains(event.target)) toggle(false);
  });
  return { element: form, quote, focus: () => input.focus({ preventScroll: true }) };
}

function round(name, label, act) {
  return el("button", { type: "button", className: "round", attrs: { "aria-label": label }, on: { click: act } }, icon(name));
}

function item(name, label, act) {
  return el("button", { type: "button", className: "attach-item", attrs: { role: "menuitem" }, on: { click: act } }, el("span", { className: `attach-icon is-${name}` }, icon(name)), label);
}

function asBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
