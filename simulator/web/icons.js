// The few drawings of the page, as SVG. No emoji here: they look different on every machine.

const PATHS = {
  send: '<path d="M4 4.500 21 12 4 19.500 6.500 12.800 14 12 6.500 11.200z" fill="currentColor"/>',
  attach: '<path d="M12 5v14M5 12h14"/>',
  pin: '<path d="M12 21s7-6.200 7-11.500A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21z"/><circle cx="12" cy="9.500" r="2.500"/>',
  mic: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3"/>',
  image: '<rect x="3.500" y="5" width="17" height="14" rx="2.500"/><circle cx="9" cy="10" r="1.600"/><path d="m5 18 5-5 3 3 3-3 4 4"/>',
  file: '<path d="M7 3.500h7l4.500 4.500v12.500H7z"/><path d="M14 3.500V8h4.500M10 13h5M10 16.500h5"/>',
  person: '<circle cx="12" cy="8.500" r="3.700"/><path d="M4.800 20c.7-4 3.600-6 7.200-6s6.500 2 7.200 6"/>',
  list: '<path d="M9 7h11M9 12h11M9 17h11M4.500 7h.01M4.500 12h.01M4.500 17h.01"/>',
  open: '<path d="M14 4.500h5.500V10M19 5l-8 8M10 5.500H5v13.500h13.500V14"/>',
  reply: '<path d="M10 6 4.500 11.500 10 17M5 11.500h8.500c3.500 0 6 2 6 6"/>',
  smile: '<circle cx="12" cy="12" r="8.500"/><path d="M8.500 14c.8 1.500 2 2.200 3.500 2.200s2.700-.7 3.500-2.200M9 9.800h.01M15 9.800h.01"/>',
  copy: '<rect x="8.500" y="8.500" width="11" height="11" rx="2"/><path d="M15.500 8V4.500h-11v11H8"/>',
  close: '<path d="m6 6 12 12M18 6 6 18"/>',
  play: '<path d="M8 5.500v13l11-6.500z" fill="currentColor" stroke="none"/>',
  search: '<circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5 5"/>',
  clock: '<circle cx="12" cy="12" r="8"/><path d="M12 7.500V12l3 2"/>',
};

/** Makes an SVG element of 24 units; decorative, the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = PATHS[name];
  return svg;
}

const TICKS = {
  one: '<path d="m3.500 8.500 3.200 3.200L13.500 4.800"/>',
  two: '<path d="m1.500 8.500 3.200 3.200L11.500 4.800M8.500 11l.8.700L16.200 4.800"/>',
};

/** Makes the ticks of a message of one's own. */
export function ticks(status) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const names = { sent: "Envoyé", delivered: "Distribué", read: "Lu", played: "Écouté" };
  svg.setAttribute("viewBox", "0 0 18 16");
  svg.setAttribute("class", `ticks ticks-${status}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", names[status] ?? "Envoyé");
  svg.innerHTML = status === "sent" ? TICKS.one : TICKS.two;
  return svg;
}
