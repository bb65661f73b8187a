// The map, and how it, the list and the timeline follow each other. The server chooses and counts; this draws
// what it answers: `/api/map` gives marks and bars, `/map/list` the list as markup that it has escaped.

import { Timeline } from "./timeline.js";

const { L, topojson } = window;
const form = document.getElementById("map-form");
const frame = document.getElementById("map");
const list = document.getElementById("map-list");
const undrawn = document.getElementById("map-undrawn");
const regionsKey = document.getElementById("map-regions");
const status = document.getElementById("map-status");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

const FINE_FROM = 5; // the zoom from which on finer borders are worth their size
const REGIONS = { from: 6, to: 10 }; // zooms at which regions are named; any nearer, their lines are off by too much
const FIRST_ZOOM = 9; // no nearer at first: a single town says nothing without what lies around it
const RING = 25_000; // metres: a district of common size. The real outline is not known here.
const POPUP = 4; // items in a popup; the list has all
const SIZES = [[1, 18], [9, 28], [99, 34], [999, 42], [Infinity, 52]]; // up to how many, pixels

// --- the address ----------------------------------------------------------------------------------

function filters() {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value && name !== "at") chosen.set(name, value);
  return chosen;
}

function remember() {
  if (!moved) {
    form.elements.at.value = "";
    history.replaceState(null, "", `?${filters()}`);
    return;
  }
  const { lat, lng } = map.getCenter().wrap();
  const at = `${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
  form.elements.at.value = at;
  const kept = filters();
  kept.set("at", at);
  history.replaceState(null, "", `?${kept}`);
}

function lookedAt() {
  const [zoom, latitude, longitude] = form.elements.at.value.split("/").map(Number);
  return [zoom, latitude, longitude].every(Number.isFinite) && longitude !== undefined ? { zoom, centre: [latitude, longitude] } : null;
}

// --- the base map ---------------------------------------------------------------------------------

const map = L.map(frame, {
  attributionControl: false,
  worldCopyJump: true,
  minZoom: 2,
  maxZoom: 14,
  zoomAnimation: !still,
  fadeAnimation: !still,
  markerZoomAnimation: !still,
  inertia: !still,
  maxBounds: [[-85, -Infinity], [85, Infinity]],
});
L.control.attribution({ prefix: false }).addAttribution("Borders as drawn by Natural Earth; names, regions: GeoNames").addTo(map);
// In a corner of its own: on a narrow map, the attribution takes the whole lower edge.
L.control.scale({ imperial: false, position: "topright" }).addTo(map);

const canvas = L.canvas({ padding: 0.5 });
let borders = null;
let scale = null;
let tinted = new Map(); // country -> share of the most that any country has

const colour = (name) => getComputedStyle(frame).getPropertyValue(name).trim();

function style(feature) {
  const share = tinted.get(feature.id);
  return {
    renderer: canvas,
    interactive: false,
    weight: 0.8,
    color: colour("--map-border"),
    fillColor: share ? colour("--map-tint") : colour("--map-land"),
    fillOpacity: share ? 0.15 + 0.3 * share : 1,
  };
}

// The source is drawn on a globe, where nothing ends at 180 degrees. On a flat map, a country that goes on beyond
// would be drawn back across the whole world; it is drawn in one piece instead, at both edges.
function flattened(feature) {
  const { type, coordinates } = feature.geometry;
  const pieces = (type === "Polygon" ? [coordinates] : coordinates).map((rings) => rings.map(unrolled));
  const moved = (rings, by) => rings.map((ring) => ring.map(([longitude, latitude]) => [longitude + by, latitude]));
  const beyond = (rings, sign) => rings[0].some(([longitude]) => longitude * sign > 180);
  const copies = [1, -1].flatMap((sign) => pieces.filter((rings) => beyond(rings, sign)).map((rings) => moved(rings, -360 * sign)));
  return { ...feature, geometry: { type: "MultiPolygon", coordinates: [...pieces, ...copies] } };
}

function unrolled(ring) {
  let turned = 0;
  const flat = ring.map(([longitude, latitude], index) => {
    const step = index ? longitude - ring[index - 1][0] : 0;
    turned += step > 180 ? -360 : step < -180 ? 360 : 0;
    return [longitude + turned, latitude];
  });
  // Around the pole there is no way back: down to it, and along the edge of the map.
  return turned ? [...flat, [flat.at(-1)[0], -90], [flat[0][0], -90]] : flat;
}

async function drawBorders() {
  // The coarse ones are there at once; the fine ones take their place.
  if (scale === null) await take("coarse");
  if (scale === "coarse" && map.getZoom() >= FINE_FROM) await take("fine");
  await drawRegions();
}

const fetched = async (name) => (await fetch(frame.dataset[name])).json();

async function take(wanted) {
  scale = wanted;
  const world = await fetched(wanted);
  const countries = topojson.feature(world, world.objects.countries).features.map(flattened);
  const drawn = L.geoJSON(countries, { style, interactive: false });
  borders?.remove();
  borders = drawn.addTo(map).bringToBack();
}

let regions = null; // the layer of lines between regions, once they are asked for: one piece for each country

const regionStyle = () => ({ renderer: canvas, interactive: false, fill: false, weight: 0.8, dashArray: "5 4", color: colour("--map-region") });

async function takeRegions() {
  const all = await fetched("regions");
  return L.geoJSON(topojson.feature(all, all.objects.regions), { style: regionStyle, interactive: false });
}

async function drawRegions() {
  // Not before somebody moves the map: with them, the first load would be half as large again.
  const helpful = () => moved && map.getZoom() >= REGIONS.from && map.getZoom() <= REGIONS.to;
  if (helpful()) regions ??= takeRegions();
  const lines = await regions;
  if (helpful()) lines?.addTo(map);
  else lines?.remove();
  regionsKey.hidden = !lines || !map.hasLayer(lines);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", async () => {
  borders?.setStyle(style);
  (await regions)?.setStyle(regionStyle);
});

// --- names ----------------------------------------------------------------------------------------

const names = L.layerGroup().addTo(map);
map.createPane("names").classList.add("names-pane");

function box() {
  const bounds = map.getBounds();
  const edges = [bounds.getWest(), Math.max(bounds.getSouth(), -90), bounds.getEast(), Math.min(bounds.getNorth(), 90)];
  return edges.map((edge) => edge.toFixed(5)).join(",");
}

function named(place) {
  const element = document.createElement("span");
  element.textContent = place.name;
  element.dir = "auto";
  const icon = L.divIcon({ className: `name name-${place.kind}${place.capital ? " name-capital" : ""}`, html: element, iconSize: null });
  return L.marker([place.latitude, place.longitude], { icon, interactive: false, keyboard: false, pane: "names" });
}

async function drawNames(signal) {
  const answer = await fetch(`/api/map/places?${new URLSearchParams({ bbox: box(), zoom: map.getZoom() })}`, { signal });
  if (!answer.ok) return;
  const places = await answer.json();
  names.clearLayers();
  for (const place of places) names.addLayer(named(place));
}

// --- marks ----------------------------------------------------------------------------------------

const marks = L.layerGroup().addTo(map);
let elements = new Map(); // key of a cell -> the element that stands for it

const sizeOf = (count) => SIZES.find(([most]) => count <= most)[1];

function counted(number) {
  return `${number.toLocaleString("en")} ${frame.dataset.noun}${number === 1 ? "" : "s"}`;
}

// Marks of rings and countries step aside where points stand already, so that none hides another.
function aside(cell, taken) {
  const { x, y } = map.latLngToContainerPoint([cell.latitude, cell.longitude]);
  const radius = sizeOf(cell.count) / 2;
  const free = ([left, up]) => taken.every((one) => Math.hypot(x + left - one.x, y + up - one.y) >= (radius + one.radius) * 0.9);
  const ways = [0, 22, 34, 46].flatMap((far) => [[far, 0], [0, -far], [-far, 0], [0, far]]);
  const [left, up] = cell.drawn === "point" ? [0, 0] : ways.find(free) ?? [0, 0];
  taken.push({ x: x + left, y: y + up, radius });
  return [radius - left, radius - up];
}

function iconOf(cell, taken) {
  const number = document.createElement("span");
  number.textContent = cell.count === 1 ? "" : cell.count.toLocaleString("en", { notation: cell.count > 9999 ? "compact" : "standard" });
  const size = sizeOf(cell.count);
  return L.divIcon({
    className: `cell cell-${cell.drawn}${cell.contested * 2 >= cell.count ? " cell-contested" : ""}`,
    html: number,
    iconSize: [size, size],
    iconAnchor: aside(cell, taken),
  });
}

function drawCells(cells) {
  marks.clearLayers();
  elements = new Map();
  const most = Math.max(1, ...cells.filter((cell) => cell.drawn === "area").map((cell) => cell.count));
  tinted = new Map();
  const taken = [];
  const points = cells.filter((cell) => cell.drawn === "point");
  for (const cell of [...points, ...cells.filter((cell) => cell.drawn !== "point")]) {
    if (cell.drawn === "area" && cell.country) tinted.set(cell.country, cell.count / most);
    if (cell.drawn === "ring" && !cell.apart) marks.addLayer(L.circle([cell.latitude, cell.longitude], { radius: RING, className: "ring", interactive: false }));
    marks.addLayer(markOf(cell, taken));
  }
  borders?.setStyle(style);
}

function markOf(cell, taken) {
  const mark = L.marker([cell.latitude, cell.longitude], { icon: iconOf(cell, taken), keyboard: false, riseOnHover: true });
  mark.on("add", () => {
    const element = mark.getElement();
    const where = cell.place ? `: ${cell.place}` : "";
    element.title = `${counted(cell.count)}${where}${cell.contested ? `, ${cell.contested.toLocaleString("en")} contradicted` : ""}`;
    elements.set(cell.key, element);
  });
  mark.on("mouseover", () => lightItems(cell.key));
  mark.on("mouseout", darken);
  mark.on("click", () => (cell.apart && map.getZoom() < map.getMaxZoom() ? goInto(cell) : open(cell)));
  return mark;
}

function goInto(cell) {
  const bounds = [[cell.south, cell.west], [cell.north, cell.east]];
  const zoom = Math.max(map.getZoom() + 1, Math.min(map.getBoundsZoom(bounds, false, [40, 40]), map.getZoom() + 4));
  map.setView([(cell.south + cell.north) / 2, (cell.west + cell.east) / 2], Math.min(zoom, map.getMaxZoom()));
}

async function open(cell) {
  const near = 0.00001; // degrees: numbers in an address are rounded
  const around = [cell.west - near, cell.south - near, cell.east + near, cell.north + near].map((edge) => edge.toFixed(6));
  const query = filters();
  query.set("bbox", around.join(","));
  query.set("zoom", map.getZoom());
  query.set("limit", POPUP);
  const answer = await fetch(`/map/list?${query}`);
  if (!answer.ok) return;
  const items = parsed(await answer.text()).querySelector(".items");
  if (!items) return;
  const content = document.createElement("div");
  const head = document.createElement("p");
  head.className = "popup-head";
  head.textContent = `${cell.place ?? cell.country ?? ""} · ${counted(cell.count)}`;
  content.append(head, items);
  if (cell.count > items.children.length) {
    const rest = document.createElement("p");
    rest.className = "muted small";
    rest.textContent = `and ${(cell.count - items.children.length).toLocaleString("en")} more in the list`;
    content.append(rest);
  }
  L.popup({ maxWidth: 300, minWidth: 180, maxHeight: 260, autoPanPadding: [12, 12] }).setLatLng([cell.latitude, cell.longitude]).setContent(content).openOn(map);
}

// Markup of our own server; scripts in what is parsed so would not run.
const parsed = (markup) => new DOMParser().parseFromString(markup, "text/html").body;

// --- list and map light each other ----------------------------------------------------------------

function darken() {
  for (const one of document.querySelectorAll(".cell.lit, .item.lit")) one.classList.remove("lit");
}

function lightCell(item) {
  darken();
  if (!item) return;
  item.classList.add("lit");
  elements.get(item.dataset.cell)?.classList.add("lit");
}

function lightItems(key) {
  darken();
  elements.get(key)?.classList.add("lit");
  const items = [...list.querySelectorAll(".item")].filter((item) => item.dataset.cell === key);
  for (const item of items) item.classList.add("lit");
  // Only the list moves, and only where it has a scroll bar of its own.
  if (items.length && list.scrollHeight > list.clientHeight) list.scrollTop = items[0].offsetTop - list.clientHeight / 3;
}

list.addEventListener("mouseover", (event) => lightCell(event.target.closest(".item")));
list.addEventListener("mouseleave", darken);
list.addEventListener("focusin", (event) => lightCell(event.target.closest(".item")));
list.addEventListener("focusout", darken);

list.addEventListener("click", async (event) => {
  const more = event.target.closest("[data-after]");
  if (!more) return;
  event.preventDefault();
  const following = query();
  following.set("after", more.dataset.after);
  const answer = await fetch(`/map/list?${following}`);
  if (!answer.ok) return;
  const part = parsed(await answer.text());
  const added = [...(part.querySelector(".items")?.children ?? [])];
  list.querySelector(".items").append(...added);
  list.querySelector(".more").replaceWith(part.querySelector(".more") ?? "");
  added[0]?.querySelector("a")?.focus();
});

// --- all together ---------------------------------------------------------------------------------

const timeline = new Timeline(document.getElementById("timeline"), refresh);
let asking = null;
// Whether somebody chose what part of the world to look at. Until then all that passes is listed, also what has
// no point on the map.
let moved = false;
let settling = false;

function query() {
  const asked = filters();
  if (map._loaded) asked.set("zoom", map.getZoom());
  if (moved) asked.set("bbox", box());
  return asked;
}

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    await follow(query(), signal);
  } catch (error) {
    if (error.name !== "AbortError") status.textContent = "The server does not answer.";
  }
}

async function follow(asked, signal) {
  const answer = await fetch(`/api/map?${asked}`, { signal });
  if (!answer.ok) {
    status.textContent = (await answer.json()).detail;
    return;
  }
  const view = await answer.json();
  if (!map._loaded) {
    firstView(view.box); // moves the map, which asks again for what it shows
    return;
  }
  const markup = await (await fetch(`/map/list?${asked}`, { signal })).text();
  remember();
  drawCells(view.cells);
  undrawn.hidden = moved || view.cells.length > 0 || view.counts.passing === 0;
  timeline.draw(view.times);
  if (!list.contains(document.activeElement)) list.replaceChildren(...parsed(markup).childNodes);
  status.textContent = `${counted(view.counts.shown)} shown of ${view.counts.passing.toLocaleString("en")}`;
  frame.dataset.ready = "yes";
  // Something was written a moment ago, and the counts are from before.
  if (!view.fresh) setTimeout(refresh, 1500);
  await Promise.all([drawBorders(), drawNames(signal)]);
}

function firstView(around) {
  settling = true;
  if (around) map.fitBounds([[around.south, around.west], [around.north, around.east]], { padding: [30, 30], maxZoom: FIRST_ZOOM, animate: false });
  else map.setView([20, 10], 2);
  settling = false;
}

let pause = null;
map.on("movestart", () => { moved ||= !settling; });
map.on("moveend", () => {
  clearTimeout(pause);
  pause = setTimeout(refresh, 80);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  refresh();
});
for (const select of form.querySelectorAll("select")) select.addEventListener("change", refresh);
for (const input of form.querySelectorAll(".fields input")) input.addEventListener("change", refresh);

const before = lookedAt();
if (before) map.setView(before.centre, before.zoom);
else refresh();
