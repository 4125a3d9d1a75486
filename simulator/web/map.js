// Picks a place without the internet: quartiers by city, and a drawn map to move under a pin.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { CITIES } from "./places.js";
import { openSheet } from "./sheet.js";

const INK = { land: "#f3efe6", road: "#ffffff", edge: "#ddd5c5", water: "#b9dce6", waterText: "#4f8795", spot: "#0f7a68", text: "#3c4a46" };
const ZOOM = { least: 1_500, most: 24_000, start: 4_200 };

/** Opens the map over a phone and calls `choose({latitude, longitude, name?, address?})`. */
export function openMap(screen, choose) {
  const canvas = el("canvas", { className: "map", tabIndex: 0, attrs: { role: "application", "aria-label": "Plan : flèches pour déplacer, plus et moins pour zoomer" } });
  const view = { city: CITIES[0], latitude: CITIES[0].centre[0], longitude: CITIES[0].centre[1], zoom: ZOOM.start };
  const place = el("p", { className: "map-place", attrs: { "aria-live": "polite" } });
  const spots = el("div", { className: "spots", attrs: { role: "group", "aria-label": "Quartiers" } });
  const filter = el("input", { type: "search", className: "spot-filter", placeholder: "Chercher un quartier", attrs: { "aria-label": "Chercher un quartier" } });
  const cities = el("div", { className: "cities", attrs: { role: "group", "aria-label": "Ville" } });
  const frame = el("div", { className: "map-frame" }, canvas, el("span", { className: "map-pin", attrs: { "aria-hidden": "true" } }, icon("pin")),
    el("div", { className: "map-zoom" }, zoomButton("+", "Rapprocher", 1.5), zoomButton("−", "Éloigner", 1 / 1.5)));
  const confirm = el("button", { type: "button", className: "primary", textContent: "Envoyer cette position" });
  const body = el("div", { className: "sheet-body map-body" }, cities, frame, place, filter, spots, confirm);
  const close = openSheet(screen, "Choisir une position", body, "is-tall");

  function zoomButton(sign, label, factor) {
    return el("button", { type: "button", textContent: sign, attrs: { "aria-label": label }, on: { click: () => zoom(factor) } });
  }
  function zoom(factor) {
    view.zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, view.zoom * factor));
    draw();
  }
  function moveTo(latitude, longitude) {
    Object.assign(view, { latitude, longitude });
    draw();
  }
  function drawCities() {
    cities.replaceChildren(...CITIES.map((city) => el("button", {
      type: "button", textContent: city.name, attrs: { "aria-pressed": String(city === view.city) },
      on: { click: () => { view.city = city; view.zoom = ZOOM.start; drawCities(); drawSpots(); moveTo(...city.centre); } },
    })));
  }
  function drawSpots() {
    const wanted = plain(filter.value);
    spots.replaceChildren(...view.city.spots.filter(([name]) => plain(name).includes(wanted)).map(([name, latitude, longitude]) =>
      el("button", { type: "button", className: "spot-chip", textContent: name, on: { click: () => moveTo(latitude, longitude) } })));
  }
  function draw() {
    paint(canvas, view);
    const near = nearest(view);
    place.textContent = near.isHere ? `${near.name}, ${view.city.name}` : `Près de ${near.name}, ${view.city.name}`;
  }
  function picked() {
    const near = nearest(view);
    const spot = { latitude: round(view.latitude), longitude: round(view.longitude) };
    return near.isHere ? { ...spot, name: near.name, address: `${near.name}, ${view.city.name}` } : spot;
  }

  filter.addEventListener("input", drawSpots);
  confirm.addEventListener("click", () => { const spot = picked(); close(); choose(spot); });
  handle(canvas, view, { moveTo, zoom });
  drawCities();
  drawSpots();
  draw();
  new ResizeObserver(draw).observe(canvas);
}

function handle(canvas, view, { moveTo, zoom }) {
  let from = null;
  canvas.addEventListener("pointerdown", (event) => {
    from = { x: event.offsetX, y: event.offsetY, startX: event.offsetX, startY: event.offsetY };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.offsetX - from.x, event.offsetY - from.y];
    Object.assign(from, { x: event.offsetX, y: event.offsetY });
    moveTo(view.latitude + dy / view.zoom, view.longitude - dx / view.zoom);
  });
  canvas.addEventListener("pointerup", (event) => {
    const isClick = from && Math.hypot(event.offsetX - from.startX, event.offsetY - from.startY) < 4;
    from = null;
    if (!isClick) return;
    const dx = event.offsetX - canvas.clientWidth / 2;
    const dy = event.offsetY - canvas.clientHeight / 2;
    moveTo(view.latitude - dy / view.zoom, view.longitude + dx / view.zoom);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2);
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    const step = 20 / view.zoom;
    const moves = { ArrowUp: [step, 0], ArrowDown: [-step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step] };
    if (moves[event.key]) {
      event.preventDefault();
      moveTo(view.latitude + moves[event.key][0], view.longitude + moves[event.key][1]);
    }
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1.5 : 1 / 1.5);
  });
}

function paint(canvas, view) {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (!width) return;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const at = ([latitude, longitude]) => [width / 2 + (longitude - view.longitude) * view.zoom, height / 2 - (latitude - view.latitude) * view.zoom];
  pen.fillStyle = INK.land;
  pen.fillRect(0, 0, width, height);
  paintWater(pen, view.city.water, at);
  paintRoads(pen, view.city.spots, at);
  paintSpots(pen, view.city.spots, at);
}

function paintWater(pen, water, at) {
  pen.beginPath();
  for (const point of water.points) pen.lineTo(...at(point));
  pen.closePath();
  pen.fillStyle = INK.water;
  pen.strokeStyle = INK.water;
  pen.lineJoin = "round";
  pen.lineWidth = 8;
  pen.stroke();
  pen.fill();
}

function paintRoads(pen, spots, at) {
  const roads = spots.flatMap((spot) => [...spots].sort((a, b) => gap(spot, a) - gap(spot, b)).slice(1, 4).map((other) => [spot, other]));
  pen.lineCap = "round";
  for (const [width, ink] of [[7, INK.edge], [5, INK.road]]) {
    pen.lineWidth = width;
    pen.strokeStyle = ink;
    for (const [from, to] of roads) {
      pen.beginPath();
      pen.moveTo(...at(from.slice(1)));
      pen.lineTo(...at(to.slice(1)));
      pen.stroke();
    }
  }
}

function paintSpots(pen, spots, at) {
  pen.font = "600 11px system-ui, sans-serif";
  pen.textAlign = "center";
  const taken = [];
  for (const [name, latitude, longitude] of spots) {
    const [x, y] = at([latitude, longitude]);
    pen.beginPath();
    pen.arc(x, y, 4, 0, Math.PI * 2);
    pen.fillStyle = INK.spot;
    pen.fill();
    const half = pen.measureText(name).width / 2 + 3;
    if (taken.some((box) => Math.abs(box.x - x) < box.half + half && Math.abs(box.y - y) < 15)) continue;
    taken.push({ x, y, half });
    pen.lineWidth = 3;
    pen.strokeStyle = "rgba(255,255,255,.9)";
    pen.strokeText(name, x, y - 9);
    pen.fillStyle = INK.text;
    pen.fillText(name, x, y - 9);
  }
}

const gap = (a, b) => Math.hypot(a[1] - b[1], a[2] - b[2]);
const round = (degrees) => Math.round(degrees * 1e6) / 1e6;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function nearest(view) {
  const here = ["", view.latitude, view.longitude];
  const [spot] = [...view.city.spots].sort((a, b) => gap(here, a) - gap(here, b));
  return { name: spot[0], isHere: gap(here, spot) < 0.0008 };
}
