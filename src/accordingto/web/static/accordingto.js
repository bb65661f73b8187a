// What pages do beyond links and forms. Everything works without it but for lighting words up and following
// what is being added by itself.

const text = document.getElementById("text");
const layers = document.getElementById("layers");
const claims = [...document.querySelectorAll("[data-claim]")];

// --- the menu, which scrolls on a small screen ----------------------------------------------------

const menu = document.querySelector(".top nav");
const here = menu?.querySelector("[aria-current]");
if (here && menu.scrollWidth > menu.clientWidth) {
  const [outer, inner] = [menu.getBoundingClientRect(), here.getBoundingClientRect()];
  menu.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
}

// --- claims and words light each other ----------------------------------------------------------

const words = new Map(); // key -> elements of the text
for (const element of text?.querySelectorAll("[data-k]") ?? []) {
  for (const key of element.dataset.k.split(" ")) {
    if (!words.has(key)) words.set(key, []);
    words.get(key).push(element);
  }
}

function darken() {
  for (const one of document.querySelectorAll(".lit, .lit-source")) one.classList.remove("lit", "lit-source");
}

function light(number) {
  for (const element of words.get(`c${number}`) ?? []) element.classList.add("lit");
  for (const element of words.get(`s${number}`) ?? []) element.classList.add("lit-source");
}

function claimsAt(element) {
  const keys = element.dataset.k.split(" ").filter((key) => key.startsWith("c"));
  return keys.map((key) => Number(key.slice(1)));
}

function show(element) {
  element?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

for (const claim of claims) {
  const number = Number(claim.dataset.claim);
  const on = () => { darken(); light(number); };
  claim.addEventListener("mouseenter", on);
  claim.addEventListener("mouseleave", darken);
  claim.addEventListener("focusin", () => { on(); show(words.get(`c${number}`)?.[0]); });
  claim.addEventListener("focusout", darken);
}

function lightClaims(numbers) {
  darken();
  for (const number of numbers) {
    light(number);
    claims[number]?.classList.add("lit");
  }
  // Only the panel moves, and only where it has a scroll bar of its own.
  const panel = document.querySelector(".claims-panel");
  if (panel && numbers.length && panel.scrollHeight > panel.clientHeight) {
    const claim = claims[numbers[0]];
    panel.scrollTop = claim.offsetTop - panel.offsetTop - panel.clientHeight / 3;
  }
}

text?.addEventListener("mouseover", (event) => {
  const element = event.target.closest("[data-k]");
  if (element) lightClaims(claimsAt(element));
});
text?.addEventListener("mouseleave", darken);
text?.addEventListener("click", (event) => {
  const element = event.target.closest("[data-k]");
  const number = element ? claimsAt(element)[0] : undefined;
  if (number !== undefined && !getSelection().toString()) claims[number]?.querySelector("a.claim-link").focus();
});

// The text is one stop of the Tab key; within it, arrows go from claim to claim.
let at = -1;
text?.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") darken();
  if (event.key === "Enter" && at >= 0) claims[at].querySelector("a.claim-link").focus();
  if (!step || !claims.length) return;
  event.preventDefault();
  at = (at + step + claims.length) % claims.length;
  lightClaims([at]);
  show(words.get(`c${at}`)?.[0]);
});
text?.addEventListener("blur", () => { at = -1; darken(); });

// --- layers --------------------------------------------------------------------------------------

layers?.addEventListener("change", () => {
  const on = [...layers.querySelectorAll("input[type=checkbox]")].filter((box) => box.checked).map((box) => box.value);
  text.dataset.on = on.join(" ");
  const address = new URL(location.href);
  address.searchParams.set("layers", on.join(","));
  history.replaceState(null, "", address);
});

// --- dropping files -------------------------------------------------------------------------------

const drop = document.getElementById("drop");
if (drop) {
  const files = drop.querySelector("input[type=file]");
  const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
  // Anywhere on the page: a browser would leave it for a file that is dropped beside the field.
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    drop.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    files.files = event.dataTransfer.files;
  });
}
