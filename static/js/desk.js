/* The workspace of a contact. Everything works without it: a Save button does then what happens here by itself.

   - Saves what is typed 400 ms after the last key, after a second at most while typing goes on, and tries again until the
     server has it. It says so in words in #save-state.
   - Asks every five seconds what colleagues have changed, and puts it where nobody is typing.
   - Sends the last keys along when the page is left, and which field had the focus.

   Hooks in the templates, which tests and static/js/keys.js use too:
     #contact            the form; data-typed, data-draft, data-poll, data-revision: where and as whom to save and to ask
     [data-field=NAME]   round one field: its control (name=NAME), [data-base] what stands in the database, [data-notes]
     [data-question]     a question's card            [data-outcomes]  its outcomes
     [data-add-question] and [data-close]             the two buttons
     [data-part]         a part round the fields that a poll may replace whole, by its id
   A field's base is what the server says stands there. A change names its base, so that the server can tell whether somebody
   else was there meanwhile; unanswered values are named as well, for they may or may not have arrived. */
const form = document.getElementById("contact");
const saveState = document.getElementById("save-state");
const saveAlarm = document.getElementById("save-alarm");

const AFTER_A_KEY = 400;
const AT_MOST = 1000;
const RETRY = [1000, 2000, 4000, 5000];
const POLL_EVERY = 5000;
const TYPING_FOR = 2000;

/* Fields */

const fieldNamed = (name) => form.querySelector(`[data-field="${name}"]`);
const nameOfField = (element) => element.closest?.("[data-field]")?.dataset.field ?? "";
const bases = (field) => field.querySelector("[data-base]");

function controls(field) {
  return [...field.querySelectorAll("select, textarea, input:not([type=hidden])")];
}

function valueOf(field) {
  const [first, ...others] = controls(field);
  if (!first) return ""; // nothing to choose among yet
  if (first.type === "radio") return [first, ...others].find((radio) => radio.checked)?.value ?? "";
  if (first.type === "checkbox") return first.checked ? "on" : "";
  return first.value;
}

function show(field, value) {
  const [first, ...others] = controls(field);
  if (first.type === "radio") for (const radio of [first, ...others]) radio.checked = radio.value === value;
  else if (first.type === "checkbox") first.checked = value === "on";
  else if (first.matches("textarea")) showText(first, value);
  else first.value = value;
}

/* The caret keeps its place before what follows it. */
function showText(area, value) {
  const fromTheEnd = area.value.length - area.selectionEnd;
  area.value = value;
  const caret = Math.max(0, value.length - fromTheEnd);
  if (document.activeElement === area) area.setSelectionRange(caret, caret);
}

const unsaved = () => [...form.querySelectorAll("[data-field]")].filter((field) => {
  const value = valueOf(field);
  return value !== bases(field).value && value !== field.dataset.refused;
});

/* Saving: one request at a time, so that an older text never comes after a newer one. */

let underway = null;
let timer = 0;
let typingSince = 0;
let lastKey = 0;
let failures = 0;
let isSubmitting = false;
let isOver = false;
let focusSent = form.dataset.focus;
let latest = Number(form.dataset.revision); // an answer that was made before it is out of date

const sentUnanswered = new Map(); // a field's name → values of which nobody knows whether they arrived

function body(fields) {
  const data = new URLSearchParams();
  for (const field of fields) {
    const name = field.dataset.field;
    data.append(name, valueOf(field));
    for (const base of [bases(field).value, ...(sentUnanswered.get(name) ?? [])]) data.append(`base-${name}`, base);
  }
  const focus = nameOfField(document.activeElement);
  if (focus) data.append("focus", focus);
  return data;
}

function plan(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

function onInput(event) {
  if (!nameOfField(event.target)) return;
  const now = Date.now();
  lastKey = now;
  typingSince ||= now;
  plan(failures ? RETRY[0] : Math.max(0, Math.min(AFTER_A_KEY, typingSince + AT_MOST - now)));
}

function send(fields, { leaving = false } = {}) {
  const data = body(fields);
  const sent = new Map(fields.map((field) => [field.dataset.field, valueOf(field)]));
  for (const [name, value] of sent) sentUnanswered.set(name, [...(sentUnanswered.get(name) ?? []), value].slice(-5));
  focusSent = data.get("focus") ?? focusSent;
  const stop = new AbortController();
  const request = fetch(form.dataset.typed, {
    method: "POST", body: data, headers: { Draft: form.dataset.draft }, redirect: "manual",
    keepalive: leaving || data.toString().length < 30000, signal: stop.signal,
  });
  return { request, sent, stop };
}

async function save() {
  if (underway) return underway.done;
  const fields = unsaved();
  typingSince = 0;
  if (!fields.length) return settle(saveState.textContent);
  say(form.dataset.saving);
  const { request, sent, stop } = send(fields);
  const giveUp = setTimeout(() => stop.abort(), 15000);
  underway = { stop, done: receive(request, sent).finally(() => clearTimeout(giveUp)) };
  const isDone = await underway.done;
  underway = null;
  if (!isDone) plan(RETRY[Math.min(failures++, RETRY.length - 1)]);
  else if (unsaved().length) plan(AFTER_A_KEY);
  return isDone;
}

/* Answers whether the server has it; if not, it is tried again. */
async function receive(request, sent) {
  try {
    const answer = await request;
    if (answer.type === "opaqueredirect" || answer.status === 403) return refuse();
    if (!answer.ok && answer.status !== 401 && answer.status !== 409) throw new Error(answer.status);
    const told = await answer.json();
    failures = 0;
    if (answer.status === 409) return refuse(told.state);
    takeIn(told.fields ?? {}, sent);
    if (answer.status === 401) sessionIsOver(told.state);
    else { noteRevision(told.revision); settle(told.state); somethingHappened(); }
    return true;
  } catch {
    say(form.dataset.retrying, true);
    return false;
  }
}

function takeIn(fields, sent) {
  for (const [name, value] of sent) {
    const field = fieldNamed(name);
    if (!field) continue;
    const { stored = value, notes, refused = false, conflict = false } = fields[name] ?? {};
    if (!conflict) sentUnanswered.delete(name);
    if (notes !== undefined) field.querySelector("[data-notes]").innerHTML = notes;
    field.dataset.refused = refused || conflict ? value : "";
    if (!(refused || conflict)) delete field.dataset.refused;
    if (conflict) continue; // the bases stay: what is typed here goes on beside the colleague's
    if (!refused && stored !== value && valueOf(field) === value) show(field, stored); // masked
    bases(field).value = refused ? bases(field).value : stored;
  }
}

function noteRevision(revision) {
  latest = Math.max(latest, revision);
  if (revision === Number(form.dataset.revision) + 1) form.dataset.revision = revision;
}

function settle(words) {
  say(words);
  return true;
}

function say(words, isFailing = false) {
  saveState.textContent = words;
  saveState.classList.toggle("is-failing", isFailing);
  saveAlarm.textContent = isFailing ? words : "";
}

/* Told once: whoever closes the dialog to look at the page types on, and is saved on. */
function sessionIsOver(words) {
  if (words) say(words);
  if (!isOver) showThatItIsOver();
  isOver = true;
}

/* Nothing more can be saved from this page: it says so, and the text stays to be copied. */
function refuse(words = form.dataset.refused) {
  say(words, true);
  for (const field of unsaved()) field.dataset.refused = valueOf(field);
  return true;
}

/* Leaving: the last keys go along, also when the browser is closed. */
function leave() {
  if (isSubmitting) return;
  const fields = unsaved();
  const focus = nameOfField(document.activeElement);
  if (!fields.length && (!focus || focus === focusSent)) return;
  underway?.stop.abort();
  send(fields, { leaving: true }).request.catch(() => {});
}

/* A button posts the whole form: not before what is on its way has arrived, and only once. */
async function onSubmit(event) {
  if (["waiting", "sent"].includes(isSubmitting)) return event.preventDefault();
  if ((underway || unsaved().length) && !isSubmitting) {
    event.preventDefault();
    isSubmitting = "waiting";
    clearTimeout(timer);
    const shown = shownBeside(event.submitter)?.value;
    await Promise.race([savedAll(), new Promise((resolve) => { setTimeout(resolve, 1500); })]);
    const submitter = stillThere(event.submitter);
    const isStuck = failures > 0 && unsaved().length > 0; // the browser's own error page would take the text away
    isSubmitting = submitter && !isStuck ? "ready" : false;
    if (!isSubmitting) return;
    if (shown !== undefined) shownBeside(submitter).value = shown;
    return form.requestSubmit(submitter);
  }
  clearTimeout(timer);
  for (const [name, values] of sentUnanswered) for (const value of values) addBase(fieldNamed(name), value);
  isSubmitting = "sent";
}

/* A choice between two versions was made on what was shown then; saving draws them anew. */
const shownBeside = (button) => button.closest(".versions")?.querySelector("[name^=shown-]");
const stillThere = (button) => button.isConnected ? button : form.querySelector(`button[name="choice"][value="${button.value}"]`);

async function savedAll() {
  await underway?.done;
  await save();
}

function addBase(field, value) {
  const base = bases(field).cloneNode();
  base.value = value;
  bases(field).after(base);
}

/* What colleagues change */

async function poll() {
  if (isOver) return;
  const asked = new URLSearchParams({ contact: form.dataset.contact, revision: form.dataset.revision, stamp: form.dataset.stamp ?? "" });
  const focus = nameOfField(document.activeElement);
  if (focus) asked.set("focus", focus);
  try {
    const answer = await fetch(`${form.dataset.poll}?${asked}`, { headers: { Poll: "1" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") return sessionIsOver();
    if (answer.status !== 200) return;
    const text = await answer.text();
    const revision = Number(answer.headers.get("Revision") || latest);
    if (underway || revision < latest) return;
    form.dataset.stamp = answer.headers.get("Stamp");
    form.dataset.revision = latest = revision;
    patch(new DOMParser().parseFromString(text, "text/html"));
  } catch { /* the next one asks again; saving says when the server is away */ }
}

function patch(fresh) {
  bringParts(fresh);
  for (const field of fresh.querySelectorAll("[data-field]")) patchField(field);
  patchQuestions([...fresh.querySelectorAll("[data-question]")]);
}

function patchField(fresh) {
  const field = fieldNamed(fresh.dataset.field);
  if (!field) return;
  const notes = field.querySelector("[data-notes]");
  const freshNotes = fresh.querySelector("[data-notes]");
  const isSettled = notes.querySelector(".versions") && !freshNotes.querySelector(".versions") && valueOf(field) === field.dataset.refused;
  if (isBeingTyped(field) && !isSettled) return;
  const value = valueOf(fresh);
  delete field.dataset.refused;
  bases(field).value = bases(fresh).value;
  notes.replaceChildren(...freshNotes.childNodes);
  if (valueOf(field) !== value) show(field, value);
}

const isBeingTyped = (field) => valueOf(field) !== bases(field).value || "refused" in field.dataset
  || field.contains(document.activeElement) && Date.now() - lastKey < TYPING_FOR;

function patchQuestions(fresh) {
  if (!fresh.length) return;
  const numbers = new Set(fresh.map((card) => card.dataset.question));
  const here = [...form.querySelectorAll("[data-question]")];
  for (const card of here) {
    const isTyped = [...card.querySelectorAll("[data-field]")].some(isBeingTyped);
    if (!numbers.has(card.dataset.question) && !isTyped) card.remove();
  }
  const known = new Set(here.map((card) => card.dataset.question));
  document.getElementById("questions").append(...fresh.filter((card) => !known.has(card.dataset.question)));
}

/* The head names the districts that the questions do; the hours are those of the last one. */
function onDistrict() {
  const chosen = [...form.querySelectorAll('select[name$="-district"]')].filter((select) => select.value);
  form.querySelector("[data-districts]").textContent = [...new Set(chosen.map((select) => select.selectedOptions[0].text))].join(", ");
  const hours = document.querySelector('[data-panel="hours"][aria-current]');
  if (hours) save().then(() => hours.click());
}

/* Wiring */

form.addEventListener("input", onInput);
form.addEventListener("submit", onSubmit);
form.addEventListener("change", (event) => {
  if (!event.target.matches("textarea")) plan(0);
  if (event.target.matches('select[name$="-district"]')) onDistrict();
});
form.addEventListener("focusout", (event) => { if (unsaved().length && nameOfField(event.target)) plan(0); });
window.addEventListener("pagehide", leave);
window.addEventListener("online", () => plan(0));
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); else poll(); });
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
if (document.activeElement.matches("textarea")) document.activeElement.setSelectionRange(1e6, 1e6);
setInterval(poll, POLL_EVERY);
