/* Keys, their list (?) and the command palette (Ctrl+K). Everything works without them.
   A key is declared on what it presses: data-key="g d" on a link, data-key="/, Ctrl+K" for two ways to one thing. So a page
   has the keys of what stands on it, no others, and the list and the palette show just those. Single characters work
   outside fields only, and not at all for whoever has switched them off in the profile (WCAG 2.1.4). */

const FIELD = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select";
const GROUP = "fieldset, .field";
const COMMANDS = "[data-key], .main-nav a, .top-bar .menu-list :is(a, button)";
const OUT_OF_REACH = "[hidden], [inert], :disabled, dialog:not([open])";

const hint = document.getElementById("key-hint");
const help = document.getElementById("keys-help");
const palette = document.getElementById("palette");
const query = document.getElementById("palette-query");
const options = document.getElementById("palette-commands");

/* What stands on the page, and its keys */

function inReach(selector) {
  const room = document.querySelector("dialog:modal") ?? document;
  return [...room.querySelectorAll(selector)].filter((element) => !element.closest(OUT_OF_REACH));
}

function keysOf(element) {
  const keys = element.dataset.key?.split(", ") ?? [];
  return "singleKeys" in document.body.dataset ? keys : keys.filter((key) => key.includes("+"));
}

function labelOf(element) {
  const named = element.matches(GROUP) ? element.querySelector("legend, label") : element.labels?.[0];
  const words = (named ?? element).cloneNode(true);
  for (const aside of words.querySelectorAll("kbd, svg, select, .count")) aside.remove();
  return element.dataset.label ?? element.ariaLabel ?? words.textContent.replace(/\s+/g, " ").trim();
}

/* Several elements may have one key, the outcomes of two questions say: meant is the one where one was working last, then
   the page's before the frame's. */
let lastPlace = null;

function rememberPlace(event) {
  lastPlace = event.target.closest("[data-keys-here]") ?? lastPlace;
}

function nearest(elements) {
  return elements.find((element) => lastPlace?.contains(element))
    ?? elements.find((element) => element.closest("main, dialog"))
    ?? elements[0];
}

/* A field gets the focus, a group gives it to its chosen or first field, everything else is clicked. */
function press(element) {
  const field = element.matches(GROUP) ? element.querySelector("input:checked") ?? element.querySelector(`:is(${FIELD}, input):enabled`) : element;
  if (field.type === "search") field.select();
  else if (field !== element || field.matches(FIELD)) field.focus();
  else field.click();
}

/* What was pressed. Signs of another script, and what Alt makes of a letter on a Mac, go by their place on the keyboard. */

function nameOf(event) {
  const isChord = event.ctrlKey || event.metaKey || event.altKey;
  const isPlain = (isChord ? /^([a-z0-9]|..+)$/i : /^([!-~]|..+)$/).test(event.key);
  const key = isPlain ? event.key : event.code.replace(/^(Key|Digit)/, "");
  if (!isChord) return key.length === 1 ? key.toLowerCase() : key;
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  return [...held.filter(Boolean), key.length === 1 ? key.toUpperCase() : key].join("+");
}

/* The first key of two ("g d") waits for the second, however long that takes, and says which ones there are. */
let begun = "";

function begin(keys) {
  begun = keys;
  const next = keys ? everyKey().filter(([key]) => key.startsWith(`${keys} `)) : [];
  hint.replaceChildren(...next.map(([key, element]) => row([key.slice(keys.length + 1)], labelOf(element))));
}

function onKey(event) {
  const isTyping = event.target.closest?.(FIELD) && !(event.ctrlKey || event.metaKey || event.altKey);
  const isHalf = ["Shift", "Control", "Alt", "AltGraph", "Meta"].includes(event.key);
  if (event.defaultPrevented || event.repeat || event.isComposing || isTyping || isHalf) return;
  if (event.getModifierState("AltGraph")) return; // it writes @ and the like
  const keys = begun ? `${begun} ${nameOf(event)}` : nameOf(event);
  if (begun) begin("");
  const elements = inReach("[data-key]");
  const meant = elements.filter((element) => keysOf(element).includes(keys));
  const begins = elements.some((element) => keysOf(element).some((key) => key.startsWith(`${keys} `)));
  if (!meant.length && !begins) return;
  event.preventDefault();
  if (meant.length) press(nearest(meant));
  else begin(keys);
}

/* The list of keys */

function everyKey() {
  const elements = inReach("[data-key]");
  const keys = new Set(elements.flatMap(keysOf));
  return [...keys].map((key) => [key, nearest(elements.filter((element) => keysOf(element).includes(key)))]);
}

function keyCaps(keys) {
  const caps = document.createElement("span");
  caps.dir = "ltr";
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    caps.append(cap, " ");
  }
  return caps;
}

function row(keys, label) {
  const line = document.createElement("div");
  const [term, words] = [document.createElement("dt"), document.createElement("dd")];
  term.append(...keys.map(keyCaps));
  words.textContent = label;
  line.append(term, words);
  return line;
}

function showHelp(event) {
  event.preventDefault();
  const ways = new Map();
  for (const [key, element] of everyKey()) ways.set(element, [...ways.get(element) ?? [], key]);
  for (const part of help.querySelectorAll("[data-part]")) {
    const isOfPage = part.dataset.part === "page";
    const shown = [...ways].filter(([element]) => Boolean(element.closest("main")) === isOfPage);
    part.hidden = !shown.length;
    part.querySelector("dl").replaceChildren(...shown.map(([element, keys]) => row(keys, labelOf(element))));
  }
  help.showModal();
  help.scrollTop = 0; // the button that has the focus stands last
}

/* The palette: a combobox whose listbox holds the commands; what the search finds stands below it. Closing a dialog gives
   the focus back to where it was, so a command acts where one was working. */

let commands = [];

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function everyCommand(opener) {
  const found = new Map(); // what has one name is one command
  for (const element of inReach(COMMANDS)) {
    const label = labelOf(element);
    if (element !== opener) found.set(label, nearest([found.get(label), element].filter(Boolean)));
  }
  return [...found].flatMap(([label, element]) => [
    { label, words: plain(label), key: keysOf(element)[0], run: () => press(element) },
    ...choicesOf(element, label),
  ]);
}

/* What can be chosen in a list that has a key, a topic say, is a command for whoever types a word of it. */
function choicesOf(element, label) {
  const list = element.querySelector("select");
  return [...list?.options ?? []].filter(({ value }) => value).map(({ text, value, parentElement }) => {
    const name = [parentElement.label, text].filter(Boolean).join(" › ");
    const run = () => {
      list.value = value;
      for (const kind of ["input", "change"]) list.dispatchEvent(new Event(kind, { bubbles: true }));
    };
    return { label: `${label}: ${name}`, words: plain(`${label} ${name}`), isChoice: true, run };
  });
}

function showPalette(event) {
  event.preventDefault();
  if (palette.open) return;
  commands = everyCommand(event.currentTarget);
  query.value = "";
  document.getElementById("palette-found").replaceChildren();
  narrow();
  palette.showModal();
}

function narrow() {
  const asked = plain(query.value).split(/\s+/).filter(Boolean);
  const fitting = commands.filter(({ words, isChoice }) =>
    (asked.length || !isChoice) && asked.every((word) => words.includes(word)));
  options.replaceChildren(...fitting.map(option));
  options.hidden = !fitting.length;
  query.setAttribute("aria-expanded", String(fitting.length > 0));
  choose(asked.length ? options.firstElementChild : null);
}

function option(command, number) {
  const line = document.createElement("li");
  line.id = `palette-command-${number}`;
  line.role = "option";
  line.append(command.label);
  if (command.key) line.append(keyCaps(command.key));
  line.addEventListener("click", () => {
    palette.close();
    command.run();
  });
  return line;
}

function choose(line) {
  for (const each of options.children) each.ariaSelected = String(each === line);
  query.setAttribute("aria-activedescendant", line?.id ?? "");
  line?.scrollIntoView({ block: "nearest" });
}

function onPaletteKey(event) {
  const chosen = options.querySelector("[aria-selected=true]");
  const next = {
    ArrowDown: chosen?.nextElementSibling ?? options.firstElementChild,
    ArrowUp: chosen?.previousElementSibling ?? options.lastElementChild,
  }[event.key];
  if (next) choose(next);
  else if (event.key === "Enter" && chosen) chosen.click();
  else return;
  event.preventDefault();
}

/* Wiring */

document.addEventListener("keydown", onKey);
document.addEventListener("focusin", rememberPlace);
rememberPlace({ target: document.activeElement });
document.addEventListener("pointerdown", () => { if (begun) begin(""); });
for (const opener of document.querySelectorAll("[data-opens=keys-help]")) opener.addEventListener("click", showHelp);
for (const opener of document.querySelectorAll("[data-opens=palette]")) opener.addEventListener("click", showPalette);
query.addEventListener("input", narrow);
query.addEventListener("keydown", onPaletteKey);
