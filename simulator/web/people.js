// The dialog that opens another phone: somebody known, or a new number.

import { putPerson } from "./api.js";
import { el, initials, readablePhone } from "./dom.js";
import { icon } from "./icons.js";

const ROLES = { client: "Client", driver: "Livreur", merchant: "Commerçant", provider: "Prestataire", admin: "Admin" };

/** Names a role in French. */
export function roleName(role) {
  return ROLES[role] ?? role;
}

/** Asks who is to have a phone on the page and calls `chosen(person)`. */
export function openPersonDialog(known, chosen) {
  const dialog = document.getElementById("person-dialog");
  const choose = (person) => {
    dialog.close();
    chosen(person);
  };
  dialog.replaceChildren(
    el("header", { className: "dialog-head" },
      el("h2", { id: "person-title", textContent: "Ajouter une personne" }),
      el("button", { type: "button", className: "round", attrs: { "aria-label": "Fermer" }, on: { click: () => dialog.close() } }, icon("close"))),
    known.length ? knownList(known, choose) : "",
    newPersonForm(choose),
  );
  dialog.showModal();
}

function knownList(known, choose) {
  const rows = known.map((person) => el("button", { type: "button", className: "person-row", attrs: { "data-role": person.role }, on: { click: () => choose(person) } },
    el("span", { className: "avatar", textContent: initials(person.name), attrs: { "aria-hidden": "true" } }),
    el("span", {}, el("strong", { textContent: person.name }), el("small", { textContent: `${roleName(person.role)} · ${readablePhone(person.phone)}` }))));
  return el("div", { className: "known" }, el("h3", { textContent: "Déjà connues" }), el("div", { className: "known-list" }, rows));
}

function newPersonForm(choose) {
  const phone = el("input", { id: "new-phone", type: "tel", required: true, placeholder: "+242 06 123 45 67", autocomplete: "off" });
  const name = el("input", { id: "new-name", required: true, placeholder: "Prénom Nom", autocomplete: "off" });
  const role = el("select", { id: "new-role" }, Object.entries(ROLES).map(([value, label]) => el("option", { value, textContent: label })));
  const problem = el("p", { className: "problem", attrs: { role: "alert" } });
  const form = el("form", { className: "form" },
    el("h3", { textContent: "Nouveau numéro" }),
    el("label", { htmlFor: "new-phone" }, "Téléphone", phone),
    el("label", { htmlFor: "new-name" }, "Nom", name),
    el("label", { htmlFor: "new-role" }, "Rôle", role),
    problem,
    el("button", { className: "primary", textContent: "Ouvrir son téléphone" }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const digits = phone.value.replace(/\D/g, "").replace(/^00/, "");
    try {
      choose(await putPerson(digits, { name: name.value.trim(), role: role.value }));
    } catch {
      problem.textContent = "Ce numéro n’est pas complet. Exemple : +242 06 123 45 67";
    }
  });
  return form;
}
