// Review by keyboard alone. Everything works without it, by forms and links.

const page = document.querySelector("[data-review]");
const report = document.getElementById("words");
const form = document.getElementById("decide");
const correct = document.getElementById("correct");
const because = document.getElementById("because");
const keys = document.getElementById("keys");
const single = document.getElementById("single");
const KEPT = "accordingto-single-keys";

// --- keys ----------------------------------------------------------------------------------------

// Some people's tools send letters at random: keys can be switched off, and this browser remembers.
if (single) {
  single.closest("[data-single]").hidden = false;
  single.checked = localStorage.getItem(KEPT) !== "off";
  single.addEventListener("change", () => localStorage.setItem(KEPT, single.checked ? "on" : "off"));
}

const types = (element) => element?.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && types(document.activeElement)) return leave();
  if (event.ctrlKey && event.key === "Enter" && correct?.contains(document.activeElement)) {
    event.preventDefault();
    return correct.requestSubmit(correct.querySelector(".actions button"));
  }
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (modified || types(document.activeElement) || (single && !single.checked)) return;
  const does = ACTIONS[event.key];
  if (!does) return;
  event.preventDefault();
  // A key that is held down must not judge a row of claims unseen.
  if (!event.repeat) does();
});

const press = (key) => document.querySelector(`[data-key="${key}"]`)?.click();
const ACTIONS = {
  a: () => press("a"),
  z: () => press("z"),
  j: () => press("j"),
  k: () => press("k"),
  c: beginCorrecting,
  r: () => ask("r"),
  u: () => ask("u"),
  "?": () => {
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  },
  "/": () => document.getElementById("find")?.focus(),
};

function leave() {
  asked = null;
  document.getElementById("because-for")?.replaceChildren();
  document.getElementById("claim")?.focus();
}

// --- reasons -------------------------------------------------------------------------------------

let asked = null; // the button that Enter in the reason presses

function ask(key) {
  asked = form?.querySelector(`[data-reasoned="${key}"]`);
  if (!asked) return;
  document.getElementById("because-for").textContent = `to ${key === "r" ? "reject" : "leave it as unsure"}`;
  because.focus();
}

because?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (asked) form.requestSubmit(asked);
});

const offered = document.querySelector("[data-reasons]");
if (offered) offered.hidden = false;
offered?.addEventListener("click", (event) => {
  const reason = event.target.closest("[data-reason]")?.dataset.reason;
  if (reason === undefined) return;
  because.value = reason;
  because.focus();
});

// --- correcting ----------------------------------------------------------------------------------

let row = null; // the field that had the focus last

function beginCorrecting() {
  correct?.scrollIntoView({ block: "nearest" });
  correct?.querySelector("select, input:not([type=hidden])")?.focus();
}

document.querySelector(".open-correct")?.addEventListener("click", (event) => {
  event.preventDefault();
  beginCorrecting();
});

correct?.addEventListener("focusin", (event) => {
  row = event.target.closest("tr[data-field]") ?? row;
  light(row?.dataset.field);
});
correct?.addEventListener("focusout", () => light());
for (const each of correct?.querySelectorAll("tr[data-field]") ?? []) {
  each.addEventListener("mouseenter", () => light(each.dataset.field));
  each.addEventListener("mouseleave", () => light());
}

function light(key) {
  for (const lit of report?.querySelectorAll(".lit-source") ?? []) lit.classList.remove("lit-source");
  if (!key) return;
  const found = [...report.querySelectorAll("[data-f]")].filter((one) => one.dataset.f.split(" ").includes(key));
  for (const one of found) one.classList.add("lit-source");
  if (found.length) show(found[0]);
}

// Only the report moves, so that the field stays where it is.
function show(element) {
  const box = report.getBoundingClientRect();
  const its = element.getBoundingClientRect();
  if (its.top < box.top || its.bottom > box.bottom) report.scrollTop += its.top - box.top - box.height / 3;
}

// Offsets are code points, of which an emoji is one; the server looks for the words nearest to there.
function offset(range) {
  const paragraph = (range.startContainer.parentElement ?? range.startContainer).closest("[data-at]");
  if (!paragraph) return "";
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return String(Number(paragraph.dataset.at) + [...before.toString()].length);
}

function take() {
  const selection = getSelection();
  const words = selection.toString().trim();
  if (!row || !words || !report.contains(selection.anchorNode)) return;
  const name = row.querySelector("[id^=v-]").id.slice(2);
  row.querySelector(`[name="w-${name}"]`).value = words;
  row.querySelector(`[name="a-${name}"]`).value = offset(selection.getRangeAt(0));
  const value = row.querySelector(`[name="v-${name}"]`);
  if (value.dataset.kind === "words") value.value = words.replace(/\s+/g, " ");
  value.focus();
}
report?.addEventListener("mouseup", take);
report?.addEventListener("keyup", (event) => {
  if (event.key === "Enter") take();
});

// --- what is seen first --------------------------------------------------------------------------

const first = report?.querySelector(".r-claim");
if (first) show(first);
if (page && !types(document.activeElement)) document.getElementById("claim")?.focus({ preventScroll: true });
