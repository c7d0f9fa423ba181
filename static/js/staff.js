/* What script adds to staff's pages. Everything works without it.
   Toasts are announced and can be closed; a refused or lost htmx request says so; before the idle time is over a
   question appears that one key answers; open menus close by Escape. */
"use strict";

const toasts = document.getElementById("toasts");

/* Toasts */

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "toast-close";
  button.textContent = "×";
  button.setAttribute("aria-label", toasts.dataset.close);
  button.addEventListener("click", () => button.parentElement.remove());
  return button;
}

function showToast(text) {
  const toast = document.createElement("div");
  toast.className = "notice toast notice-error";
  const words = document.createElement("div");
  words.textContent = text;
  toast.append(words);
  toasts.replaceChildren(toast);
}

const isPoll = (event) => "Poll" in event.detail.requestConfig.headers;

/* What asks every few seconds fails every few seconds: that is said once, until it works again. */
function tellFailure(event, text) {
  if (isPoll(event) && toasts.querySelector("[data-of-poll]")) return;
  showToast(text);
  toasts.lastElementChild.toggleAttribute("data-of-poll", isPoll(event));
}

function letToastsBeClosed() {
  for (const toast of toasts.querySelectorAll(".toast")) {
    if (!toast.querySelector(".toast-close")) toast.append(closeButton());
  }
}

/* A live region speaks only when it changes: what the page came with is put in again. */
function announceMessages() {
  const messages = document.querySelector("[data-announce]");
  if (!messages) return;
  const speaker = document.createElement("div");
  speaker.className = "visually-hidden";
  speaker.setAttribute("role", "status");
  document.body.append(speaker);
  setTimeout(() => { speaker.textContent = messages.textContent; }, 200);
}

/* Parts of the page that a poll brought. One in which somebody works is put in when they have left it. */

const parts = new Map(); // by id

function bringParts(fresh) {
  for (const part of fresh.querySelectorAll("[data-part]")) parts.set(part.id, part);
  putParts();
}

function putParts() {
  for (const [id, part] of parts) {
    const old = document.getElementById(id);
    if (old?.contains(document.activeElement)) continue;
    old?.replaceWith(part);
    parts.delete(id);
  }
}

/* The session. Polls (requests with a Poll header) do not keep it alive. Time is read from the clock, not counted, so that
   a computer that has slept knows how late it is. */

const SECONDS_TO_ANSWER = 150;
const LOOK_AT_THE_CLOCK_EVERY = 5000;
const tabs = new BroadcastChannel("session");
const warning = document.getElementById("session-warning");
let lastActivity = Date.now();
let isOver = false;

function hearOfActivity() {
  if (isOver) return; // the form on this page belongs to the session that has ended
  lastActivity = Date.now();
  if (warning?.open) warning.close();
}

function somethingHappened() {
  hearOfActivity();
  tabs.postMessage("active");
}

function lookAtTheClock() {
  const secondsLeft = Number(warning.dataset.idleSeconds) - (Date.now() - lastActivity) / 1000;
  if (isOver || warning.open && secondsLeft > 0) return;
  if (secondsLeft <= 0) showThatItIsOver();
  else if (secondsLeft <= SECONDS_TO_ANSWER) warning.showModal();
}

function showThatItIsOver() {
  isOver = true;
  for (const part of warning.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== "over";
  warning.setAttribute("aria-labelledby", "session-over-heading");
  if (warning.open) warning.close();
  warning.showModal();
}

async function staySignedIn() {
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  try {
    const answer = await fetch(warning.dataset.keepAlive, { method: "POST", headers, redirect: "manual" });
    if (answer.ok) somethingHappened();
    else showThatItIsOver();
  } catch {
    showToast(toasts.dataset.offline);
  }
}

/* Wiring */

new MutationObserver(letToastsBeClosed).observe(toasts, { childList: true });
announceMessages();
tabs.addEventListener("message", hearOfActivity);
if (warning) {
  somethingHappened();
  setInterval(lookAtTheClock, LOOK_AT_THE_CLOCK_EVERY);
  document.addEventListener("visibilitychange", lookAtTheClock);
  warning.querySelector("[data-stay]").addEventListener("click", staySignedIn);
  warning.addEventListener("cancel", (event) => {
    if (isOver) return;
    event.preventDefault();
    staySignedIn();
  });
}

document.addEventListener("focusout", () => setTimeout(putParts)); // once it is somewhere else
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isPoll(event)) somethingHappened();
  else if (event.detail.successful) toasts.querySelector("[data-of-poll]")?.remove();
});
document.addEventListener("htmx:responseError", (event) => {
  tellFailure(event, event.detail.xhr.status === 403 ? toasts.dataset.refused : toasts.dataset.failed);
});
document.addEventListener("htmx:sendError", (event) => tellFailure(event, toasts.dataset.offline));

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const leaving of ["click", "focusin"]) {
  document.addEventListener(leaving, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
}
