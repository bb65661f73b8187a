// The timeline under the map: bars of how many began when, and a range that is dragged, moved by arrow keys or
// typed as dates. Days are whole numbers from 1970, never instants: a date has no time zone.

const DAY = 86_400_000;
const SVG = "http://www.w3.org/2000/svg";
const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const UNITS = { day: 1, week: 7, month: 30, year: 365 };
const CLICK = 4; // pixels that a pointer may move and still mean a click

export const dayOf = (date) => Math.round(Date.parse(`${date}T00:00:00Z`) / DAY);
export const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const shown = (day) => LONG.format(new Date(day * DAY));
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

export class Timeline {
  constructor(root, changed) {
    this.changed = changed;
    this.strip = root.querySelector("#strip");
    this.svg = root.querySelector(".bars");
    this.axis = root.querySelector("#axis");
    this.note = root.querySelector("#timeline-note");
    this.brush = root.querySelector(".brush");
    this.clear = root.querySelector("#timeline-clear");
    this.inputs = { since: root.querySelector("#since"), until: root.querySelector("#until") };
    this.handles = { since: root.querySelector(".handle-since"), until: root.querySelector(".handle-until") };
    this.mirrored = () => getComputedStyle(root).direction === "rtl";
    for (const name of ["since", "until"]) {
      this.inputs[name].addEventListener("change", () => { this.place(); this.tell(); });
      this.handles[name].addEventListener("keydown", (event) => this.key(event, name));
    }
    this.clear.addEventListener("click", () => {
      this.set(null, null);
      this.inputs.since.focus();
    });
    this.strip.addEventListener("pointerdown", (event) => this.grab(event));
  }

  // --- what is drawn ------------------------------------------------------------------------------

  draw(times) {
    this.times = times;
    const there = times.begin !== null;
    this.strip.hidden = this.axis.hidden = !there;
    this.note.textContent = this.remark();
    if (!there) return;
    this.begin = dayOf(times.begin);
    this.end = dayOf(times.end) + 1; // behind the last day
    this.bars();
    this.ticks();
    this.place();
  }

  bars() {
    const most = Math.max(1, ...this.times.bars.map((bar) => bar.count));
    this.svg.setAttribute("viewBox", `0 0 ${this.end - this.begin} 100`);
    this.drawn = this.times.bars.map((bar) => {
      const rect = document.createElementNS(SVG, "rect");
      const from = Math.max(dayOf(bar.begin), this.begin);
      const to = Math.min(dayOf(bar.end) + 1, this.end);
      const height = Math.max(4, (bar.count / most) * 96);
      const title = document.createElementNS(SVG, "title");
      title.textContent = `${bar.begin === bar.end ? bar.begin : `${bar.begin} to ${bar.end}`}: ${bar.count}`;
      rect.append(title);
      for (const [name, value] of Object.entries({ x: from - this.begin, y: 100 - height, width: (to - from) * 0.9, height }))
        rect.setAttribute(name, value);
      return { rect, from, to };
    });
    this.svg.replaceChildren(...this.drawn.map((one) => one.rect));
  }

  ticks() {
    const last = this.end - 1;
    const count = last - this.begin < 4 ? 2 : 5;
    const days = Array.from({ length: count }, (_, number) => Math.round(this.begin + ((last - this.begin) * number) / (count - 1)));
    this.axis.replaceChildren(...[...new Set(days)].map((day) => {
      const label = document.createElement("span");
      label.textContent = shown(day);
      return label;
    }));
  }

  remark() {
    const { unit, earlier, later, wider, begin } = this.times;
    if (begin === null) return "Nothing here has a date.";
    const parts = [`Bars of one ${unit}`];
    if (earlier) parts.push(`${earlier.toLocaleString("en")} earlier than drawn`);
    if (later) parts.push(`${later.toLocaleString("en")} later than drawn`);
    if (wider) parts.push(`${wider.toLocaleString("en")} dated too roughly for a bar`);
    return `${parts.join("; ")}.`;
  }

  // Puts handles and brush where the dates say; they lie at the ends where there is none.
  place() {
    if (this.begin === undefined) return;
    const { since, until } = this.range();
    const from = since === null ? this.begin : clamp(since, this.begin, this.end);
    const to = until === null ? this.end : clamp(until + 1, this.begin, this.end);
    const share = (day) => `${((day - this.begin) / (this.end - this.begin)) * 100}%`;
    this.handles.since.style.insetInlineStart = this.brush.style.insetInlineStart = share(from);
    this.handles.until.style.insetInlineStart = share(to);
    this.brush.style.inlineSize = `${Math.max(0, ((to - from) / (this.end - this.begin)) * 100)}%`;
    this.brush.hidden = this.clear.hidden = since === null && until === null;
    for (const { rect, from: left, to: right } of this.drawn) rect.classList.toggle("out", right <= from || left >= to);
    this.say("since", since ?? this.begin, since === null);
    this.say("until", until ?? this.end - 1, until === null);
  }

  say(name, day, isOpen) {
    const handle = this.handles[name];
    handle.setAttribute("aria-valuemin", this.begin);
    handle.setAttribute("aria-valuemax", this.end - 1);
    handle.setAttribute("aria-valuenow", clamp(day, this.begin, this.end - 1));
    handle.setAttribute("aria-valuetext", isOpen ? `${shown(day)}, no limit` : shown(day));
  }

  // --- what is chosen -----------------------------------------------------------------------------

  range() {
    const of = (input) => (input.value ? dayOf(input.value) : null);
    return { since: of(this.inputs.since), until: of(this.inputs.until) };
  }

  set(since, until, { quietly = false } = {}) {
    this.inputs.since.value = since === null ? "" : dateOf(since);
    this.inputs.until.value = until === null ? "" : dateOf(until);
    this.place();
    if (!quietly) this.tell();
  }

  // Soon, not at once: a drag and a held key change the range many times.
  tell() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(this.changed, 120);
  }

  key(event, name) {
    const forward = this.mirrored() ? "ArrowLeft" : "ArrowRight";
    const back = this.mirrored() ? "ArrowRight" : "ArrowLeft";
    const unit = UNITS[this.times.unit];
    const far = event.shiftKey ? unit * 10 : unit;
    const steps = { [forward]: far, ArrowUp: far, [back]: -far, ArrowDown: -far, PageUp: unit * 10, PageDown: -unit * 10 };
    const last = this.end - 1;
    const { since, until } = this.range();
    const now = { since: since ?? this.begin, until: until ?? last };
    let day = now[name];
    if (event.key in steps) day += steps[event.key];
    else if (event.key === "Home") day = this.begin;
    else if (event.key === "End") day = last;
    else return;
    event.preventDefault();
    day = name === "since" ? clamp(day, this.begin, Math.min(now.until, last)) : clamp(day, Math.max(now.since, this.begin), last);
    // At its end, a handle limits nothing.
    if (name === "since") this.set(day === this.begin ? null : day, until);
    else this.set(since, day === last ? null : day);
  }

  dayAt(event) {
    const box = this.strip.getBoundingClientRect();
    const share = clamp((event.clientX - box.left) / box.width, 0, 1);
    return this.begin + (this.mirrored() ? 1 - share : share) * (this.end - this.begin);
  }

  // A new range from where the pointer goes down; a handle or the range itself moves.
  grab(event) {
    if (event.button !== 0 || this.begin === undefined) return;
    event.preventDefault();
    const start = this.dayAt(event);
    const before = this.range();
    const held = { from: before.since ?? this.begin, to: before.until ?? this.end - 1 };
    const onHandle = event.target.closest(".handle");
    const move = this.mover(onHandle, event.target === this.brush, start, held);
    onHandle?.focus();
    this.strip.setPointerCapture(event.pointerId);
    let dragged = false;
    const moved = (next) => {
      dragged ||= Math.abs(next.clientX - event.clientX) > CLICK;
      if (dragged) move(this.dayAt(next));
    };
    const done = () => {
      this.strip.removeEventListener("pointermove", moved);
      if (!dragged && !onHandle) this.pick(start);
    };
    this.strip.addEventListener("pointermove", moved);
    this.strip.addEventListener("pointerup", done, { once: true });
    this.strip.addEventListener("pointercancel", done, { once: true });
  }

  mover(handle, onBrush, start, held) {
    const last = this.end - 1;
    const limits = (from, to) => this.set(from <= this.begin ? null : from, to >= last ? null : to);
    if (handle === this.handles.since) return (day) => limits(Math.min(Math.round(day), held.to), held.to);
    if (handle) return (day) => limits(held.from, Math.max(Math.round(day) - 1, held.from));
    if (onBrush) {
      return (day) => {
        const by = clamp(Math.round(day - start), this.begin - held.from, last - held.to);
        limits(held.from + by, held.to + by);
      };
    }
    return (day) => {
      const [from, to] = [Math.floor(Math.min(start, day)), Math.ceil(Math.max(start, day)) - 1];
      limits(from, Math.max(from, to));
    };
  }

  // A click takes the days of the bar under it.
  pick(day) {
    const bar = this.drawn.find((one) => one.from <= day && day < one.to);
    if (bar) this.set(bar.from, bar.to - 1);
  }
}
