/* The urgent page over every other: its link opens a dialog at once, and htmx fills it. Without script the link is a link. */

const dialog = document.getElementById("urgent");
const opener = document.getElementById("urgent-opener");

function opens(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  dialog.showModal();
}

if (dialog) opener?.addEventListener("click", opens);
