/* What is offered to whoever is ready, on every page of staff. Works without: the next page that is loaded shows it too.
   Where a contact is open, static/js/desk.js asks; everywhere else this asks the same address, every five seconds.
   A new offer is spoken once, in a region that stays; its seconds are counted down by the clock, so that a computer that
   has slept knows how late it is. */

const POLL_EVERY = 5000;
const offer = () => document.getElementById("phone-offer");
const speaker = document.getElementById("phone-alarm");
let stamp = "";
let announced = "";
let isOver = false;

async function poll() {
  if (isOver) return;
  try {
    const answer = await fetch(`${offer().dataset.poll}?${new URLSearchParams({ stamp })}`, { headers: { Poll: "1" }, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 403) isOver = true;
    if (answer.status !== 200) return;
    stamp = answer.headers.get("Stamp");
    bringParts(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch { /* the next one asks again */ }
}

/* Seconds that are left, by when the part came. */
const endsAt = new WeakMap();

function tick() {
  const shown = offer().querySelector("[data-countdown]");
  if (shown) {
    if (!endsAt.has(shown)) endsAt.set(shown, Date.now() + Number(shown.dataset.countdown) * 1000);
    shown.textContent = Math.max(0, Math.round((endsAt.get(shown) - Date.now()) / 1000));
  }
  announce();
}

function announce() {
  const { offer: token = "" } = offer().dataset;
  if (token === announced) return;
  announced = token;
  speaker.textContent = token ? `${offer().ariaLabel}: ${offer().querySelector("[data-words]").textContent}` : "";
}

setInterval(tick, 1000);
tick();
if (!document.getElementById("contact")) {
  setInterval(poll, POLL_EVERY);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
}
