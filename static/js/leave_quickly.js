/* Leaves a page that nobody should see one on: at once, and without a way back to it. Without script the link is a link.
   Escape three times within two seconds does the same. */

const link = document.getElementById("leave-quickly");
const WITHIN = 2000;
let presses = [];

function leave(event) {
  event?.preventDefault();
  document.documentElement.hidden = true;
  document.title = "";
  location.replace(link.href);
}

link.addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  presses = [...presses.filter((moment) => event.timeStamp - moment < WITHIN), event.timeStamp];
  if (presses.length === 3) leave();
});
