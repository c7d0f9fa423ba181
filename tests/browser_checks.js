/* What tests/browser.py asks of a page; each answers with descriptions of what is at fault. */
const describe = (element) => element.outerHTML.slice(0, 160);

const isShown = (element) =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  && element.getBoundingClientRect().width > 1 && element.getBoundingClientRect().height > 1;

const targets = () =>
  [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]")].filter(isShown);

function fieldsWithoutLabel() {
  const fields = document.querySelectorAll("input:not([type=hidden], [type=submit], [type=button]), select, textarea");
  return [...fields].filter(isShown)
    .filter((field) => !field.closest("[role=search]")) // the button beside it says it
    .filter((field) => {
      const named = (field.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
      return ![...(field.labels || []), ...named].some((label) => label && isShown(label) && label.textContent.trim());
    })
    .map(describe);
}

function isWithinText(link) {
  const block = link.closest("p, li, dd, td, th, figcaption, legend, label, span, div");
  return getComputedStyle(link).display === "inline" && block && block.textContent.trim() !== link.textContent.trim();
}

function smallTargets(least) {
  const boxes = targets().map((element) => ({ element, box: element.getBoundingClientRect() }));
  const isSmall = ({ box }) => box.width < least - 0.5 || box.height < least - 0.5;
  const touches = (small) => boxes.some(({ element, box }) => {
    if (element === small.element || element.contains(small.element) || small.element.contains(element)) return false;
    const x = small.box.x + small.box.width / 2;
    const y = small.box.y + small.box.height / 2;
    const dx = Math.max(box.left - x, 0, x - box.right);
    const dy = Math.max(box.top - y, 0, y - box.bottom);
    return Math.hypot(dx, dy) < least / 2;
  });
  return boxes.filter((target) => isSmall(target) && !isWithinText(target.element) && touches(target))
    .map(({ element, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${describe(element)}`);
}

function focusedElement() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const faults = [];
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (style.outlineStyle === "none" && style.boxShadow === "none") faults.push("no ring");
  const [x, y] = [box.x + Math.min(box.width / 2, 40), box.y + Math.min(box.height / 2, 12)];
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) faults.push("out of view");
  else {
    const above = document.elementFromPoint(x, y);
    const labels = [...(element.labels || [])];
    if (above && !element.contains(above) && !above.contains(element) && !labels.some((label) => label.contains(above))) {
      faults.push(`covered by ${describe(above)}`);
    }
  }
  return { place: [...document.querySelectorAll("*")].indexOf(element), element: describe(element), faults };
}

function tooWide() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")].filter(isShown)
    .filter((element) => element.getBoundingClientRect().right > width + 1 || element.getBoundingClientRect().left < -1)
    .map(describe).concat([`scrollWidth ${document.documentElement.scrollWidth}`]);
}
