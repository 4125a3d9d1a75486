// The page: which phones stand side by side, the switcher of narrow screens, the live feed.

import { follow, look, readMessages, readState } from "./api.js";
import { el, initials } from "./dom.js";
import { openPersonDialog, roleName } from "./people.js";
import { createPhone } from "./phone.js";

const DEFAULT_ROLES = ["client", "merchant", "driver", "driver"]; // one order seen by all whom it concerns
const REREAD = 30; // messages read again after a lost connection: their ticks may have moved
const narrow = matchMedia("(max-width: 760px)");
const board = document.getElementById("phones");
const switcher = document.getElementById("switcher");
const phones = new Map();
let people = [];
let business = "TokTok";
let current = null;

function chosenPhones() {
  const kept = JSON.parse(localStorage.getItem("phones") ?? "null");
  const known = kept?.filter((phone) => people.some((person) => person.phone === phone)) ?? [];
  if (known.length) return known;
  const first = new Set();
  for (const role of DEFAULT_ROLES) {
    const next = people.find((person) => person.role === role && !first.has(person.phone));
    if (next) first.add(next.phone);
  }
  for (const person of people) if (first.size < 3) first.add(person.phone);
  return [...first];
}

function keepChoice() {
  localStorage.setItem("phones", JSON.stringify([...phones.keys()]));
}

async function showPerson(person) {
  if (phones.has(person.phone)) return select(person.phone);
  const phone = createPhone(person, { business, close: () => hidePerson(person.phone) });
  phones.set(person.phone, { ...phone, person, last: 0, unread: 0 });
  board.append(phone.element);
  board.querySelector(".empty")?.remove();
  current ??= person.phone;
  drawSwitcher();
  await catchUp(person.phone);
}

function hidePerson(number) {
  phones.get(number)?.element.remove();
  phones.delete(number);
  if (current === number) current = phones.keys().next().value ?? null;
  keepChoice();
  drawSwitcher();
  if (!phones.size) showEmpty();
}

function showEmpty() {
  const add = el("button", { type: "button", className: "primary", textContent: "Ajouter une personne", on: { click: addPerson } });
  board.replaceChildren(el("div", { className: "empty" },
    el("img", { src: "/web/icon.svg", alt: "", width: 72, height: 72 }),
    el("h2", { textContent: "Aucun téléphone ouvert" }),
    el("p", { textContent: "Ajoutez un client, un livreur ou un commerçant : chacun a son téléphone ici." }), add));
}

function isVisible(number) {
  return document.visibilityState === "visible" && (!narrow.matches || current === number);
}

function select(number) {
  current = number;
  drawSwitcher();
  noteSeen(number);
  phones.get(number)?.focus();
}

function drawSwitcher() {
  switcher.replaceChildren(...[...phones.values()].map(({ person, unread, element }) => {
    const isCurrent = person.phone === current;
    element.classList.toggle("is-current", isCurrent);
    const badge = unread ? el("span", { className: "badge", textContent: unread, attrs: { "aria-label": `${unread} non lus` } }) : null;
    return el("button", {
      type: "button", className: "tab", on: { click: () => select(person.phone) },
      attrs: { role: "tab", "aria-selected": String(isCurrent), "data-role": person.role },
    }, el("span", { className: "avatar small", textContent: initials(person.name), attrs: { "aria-hidden": "true" } }),
    el("span", { className: "tab-name" }, el("span", { className: "tab-who", textContent: person.name }), el("small", { textContent: roleName(person.role) })), badge);
  }));
}

const pending = new Set();
function noteSeen(number) {
  const phone = phones.get(number);
  if (!phone || !isVisible(number) || pending.has(number)) return;
  if (phone.unread) {
    phone.unread = 0;
    drawSwitcher();
  }
  pending.add(number);
  setTimeout(() => {
    pending.delete(number);
    look(number).catch(() => {});
  }, 250);
}

function receive({ phone: number, message }) {
  const phone = phones.get(number);
  if (!phone) return;
  const isNew = message.seq > phone.last;
  phone.last = Math.max(phone.last, message.seq);
  phone.show(message);
  if (message.direction === "out" && !["read", "played"].includes(message.status)) {
    if (isVisible(number)) noteSeen(number);
    else if (isNew) {
      phone.unread += 1;
      drawSwitcher();
    }
  }
}

async function catchUp(number) {
  const phone = phones.get(number);
  if (!phone) return;
  const { messages } = await readMessages(number, Math.max(0, phone.last - REREAD));
  for (const message of messages) receive({ phone: number, message });
}

async function catchUpAll() {
  await Promise.allSettled([...phones.keys()].map(catchUp));
}

function learn(person) {
  const place = people.findIndex((known) => known.phone === person.phone);
  if (place < 0) people.push(person);
  else people[place] = person;
  const phone = phones.get(person.phone);
  if (phone) {
    phone.person = person;
    phone.rename(person);
    drawSwitcher();
  }
}

function startOver() {
  for (const phone of phones.values()) {
    phone.last = 0;
    phone.unread = 0;
    phone.clear();
  }
  drawSwitcher();
  catchUpAll();
}

function showLink(isUp) {
  const line = document.getElementById("link-state");
  line.textContent = isUp ? "En direct" : "Reconnexion…";
  line.classList.toggle("is-up", isUp);
}

function addPerson() {
  const hidden = people.filter((person) => !phones.has(person.phone));
  openPersonDialog(hidden, async (person) => {
    learn(person);
    await showPerson(person);
    keepChoice();
    select(person.phone);
  });
}

async function start() {
  const state = await readState();
  ({ people, business } = state);
  const wanted = chosenPhones();
  for (const number of wanted) await showPerson(people.find((person) => person.phone === number));
  if (!wanted.length) showEmpty();
  follow(state.live, {
    message: receive,
    person: learn,
    typing: ({ phone, until }) => phones.get(phone)?.setTyping(until),
    reset: startOver,
    catchUp: catchUpAll,
    state: showLink,
  });
}

document.getElementById("add-person").addEventListener("click", addPerson);
document.addEventListener("visibilitychange", () => [...phones.keys()].forEach(noteSeen));
narrow.addEventListener("change", () => [...phones.keys()].forEach(noteSeen));
start();
