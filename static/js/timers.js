/* Counts on from the server's clock: [data-timer] holds the seconds when the page, or its part, was made. */

const madeAt = new WeakMap();

function run() {
  for (const shown of document.querySelectorAll("[data-timer]")) {
    if (!madeAt.has(shown)) madeAt.set(shown, Date.now());
    const seconds = Number(shown.dataset.timer) + Math.floor((Date.now() - madeAt.get(shown)) / 1000);
    const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
    const hours = Math.floor(seconds / 3600);
    shown.textContent = (hours ? [hours, ...parts] : parts).join(":");
  }
}

setInterval(run, 1000);
run();
