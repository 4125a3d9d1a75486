// One phone: its owner, the chat with the business, and what the owner can do in it.

import { say } from "./api.js";
import { bubble, dayName } from "./bubble.js";
import { createComposer } from "./composer.js";
import { el, initials, readablePhone } from "./dom.js";
import { icon } from "./icons.js";
import { openMap } from "./map.js";
import { roleName } from "./people.js";
import { openRows } from "./sheet.js";

/** Makes a phone; returns its element and what the page may do with it. */
export function createPhone(person, { business, close }) {
  const number = person.phone;
  const entries = new Map();
  const views = new Map();
  const reactions = new Map();
  const log = el("div", { className: "log", tabIndex: 0, attrs: { role: "log", "aria-live": "polite", "aria-label": `Discussion de ${person.name} avec ${business}` } });
  const status = el("small", { className: "chat-status", textContent: "en ligne" });
  const problem = el("p", { className: "toast", attrs: { role: "alert" }, hidden: true });
  const owner = el("header", { className: "owner" });
  const typing = el("div", { className: "typing", hidden: true, attrs: { "aria-label": `${business} écrit` } }, el("i"), el("i"), el("i"));
  const screen = el("div", { className: "screen" });
  let typingTimer = null;
  let jumpNeeded = true;

  const send = async (message) => {
    problem.hidden = true;
    try {
      await say(number, message);
    } catch (error) {
      problem.textContent = error instanceof TypeError ? "Pas de connexion au simulateur." : error.message;
      problem.hidden = false;
    }
  };
  const actions = {
    business,
    find: (id) => entries.get(id),
    tap: (entry, option) => send({ type: "tap", id: option.id, message_id: entry.id }),
    list: (entry) => openRows(screen, entry, (row) => send({ type: "tap", id: row.id, message_id: entry.id })),
    place: (entry) => openMap(screen, (spot) => send({ type: "location", ...spot, context: entry?.id })),
    card: (entry) => send({ type: "contacts", contacts: [{ name: person.name, phones: [`+${number}`] }], origin: "contact_request", context: entry.id }),
    react: (entry, emoji) => send({ type: "reaction", message_id: entry.id, emoji }),
    quote: (entry) => composer.quote(entry),
    jump: (id) => views.get(id)?.scrollIntoView({ block: "center", behavior: "smooth" }),
  };
  const composer = createComposer({ screen, person, send, openPlace: () => actions.place(null) });
  screen.append(
    el("header", { className: "chat-head" },
      el("img", { src: "/web/icon.svg", alt: "", width: 38, height: 38, className: "chat-logo" }),
      el("div", {}, el("strong", { textContent: business }), status)),
    log, problem, composer.element);
  log.append(typing);

  const element = el("section", { className: "phone", attrs: { "data-testid": `phone-${number}`, "data-role": person.role } }, owner, screen);

  function rename(changed) {
    person = changed;
    element.setAttribute("aria-label", `Téléphone de ${person.name}`);
    element.dataset.role = person.role;
    owner.replaceChildren(
      el("span", { className: "avatar", textContent: initials(person.name), attrs: { "aria-hidden": "true" } }),
      el("div", { className: "owner-name" }, el("h2", { textContent: person.name }), el("small", { textContent: readablePhone(number) })),
      el("span", { className: "role", textContent: roleName(person.role) }),
      el("button", { type: "button", className: "round ghost", attrs: { "aria-label": `Fermer le téléphone de ${person.name}` }, on: { click: close } }, icon("close")));
  }

  function show(entry) {
    const known = entries.get(entry.id);
    entries.set(entry.id, entry);
    if (entry.type === "reaction") return react(entry);
    const view = bubble(entry, actions, reactions.get(entry.id));
    view.classList.toggle("is-redrawn", Boolean(known)); // a new tick is no new message
    if (known) views.get(entry.id)?.replaceWith(view);
    else append(entry, view);
    views.set(entry.id, view);
  }

  function append(entry, view) {
    const isNear = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
    const day = dayName(entry.at);
    if (log.dataset.day !== day) {
      log.insertBefore(el("p", { className: "day", textContent: day }), typing);
      log.dataset.day = day;
    }
    log.insertBefore(view, typing);
    if (entry.direction === "out") setTyping(null);
    if (isNear || entry.direction === "in" || jumpNeeded) requestAnimationFrame(toEnd);
  }

  function toEnd() {
    log.scrollTop = log.scrollHeight;
    jumpNeeded = false;
  }

  function react(entry) {
    const { message_id: target, emoji } = entry.reaction;
    const given = reactions.get(target) ?? {};
    given[entry.direction] = emoji;
    reactions.set(target, given);
    const known = entries.get(target);
    if (known) show(known);
  }

  function setTyping(until) {
    clearTimeout(typingTimer);
    const left = until ? new Date(until) - Date.now() : 0;
    typing.hidden = !until;
    status.textContent = until ? "écrit…" : "en ligne";
    if (until) {
      typingTimer = setTimeout(() => setTyping(null), Math.min(Math.max(left, 1000), 25_000));
      requestAnimationFrame(toEnd);
    }
  }

  function clear() {
    entries.clear();
    views.clear();
    reactions.clear();
    delete log.dataset.day;
    jumpNeeded = true;
    log.replaceChildren(typing);
    setTyping(null);
  }

  log.addEventListener("load", () => {
    if (log.scrollHeight - log.scrollTop - log.clientHeight < 420) toEnd();
  }, true);
  rename(person);
  return { element, show, rename, setTyping, clear, focus: composer.focus };
}
