/* Closes what a look-up has shown when nothing has happened for a while. Time is read from the clock, not counted, so that a
   computer that has slept closes it when it wakes. */
"use strict";

let lastMove = Date.now();

function closeWhenIdle() {
  const answer = document.querySelector("[data-closes-after]");
  if (!answer || Date.now() - lastMove < Number(answer.dataset.closesAfter) * 1000) return;
  const closed = document.getElementById(answer.dataset.closed);
  answer.remove();
  closed.hidden = false;
}

for (const sign of ["keydown", "pointermove", "pointerdown", "wheel"]) {
  document.addEventListener(sign, () => { lastMove = Date.now(); }, { passive: true });
}
document.addEventListener("visibilitychange", closeWhenIdle);
setInterval(closeWhenIdle, 1000);
