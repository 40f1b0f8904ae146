// The picture as a file of its own: the theme's colours are written into it, since nobody else knows VS Code's variables.

const PROPERTIES = ["fill", "stroke", "stroke-width", "font-family", "font-size", "font-weight"] as const;

/** One file with the graphs of all predictors below each other, each under its heading. */
export function exportedSvg(graphs: readonly { readonly title: string; readonly picture: Element }[]): string {
  const body = getComputedStyle(document.body);
  let top = 12;
  let right = 0;
  const parts = graphs.map(({ title, picture }) => {
    const copy = withStyles(picture);
    const { width, height } = sizeOf(picture);
    const heading = `<text x="12" y="${top + 14}" fill="${body.color}" font-family="sans-serif" font-size="14">${escaped(title)}</text>`;
    const placed = `<g transform="translate(12 ${top + 26})">${copy}</g>`;
    top += 26 + height + 24;
    right = Math.max(right, width + 24);
    return heading + placed;
  });
  const background = `<rect width="100%" height="100%" fill="${body.backgroundColor}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${top}">${background}${parts.join("")}</svg>\n`;
}

function withStyles(picture: Element): string {
  const copy = picture.cloneNode(true);
  if (!(copy instanceof Element)) return "";
  const originals = [...picture.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const property of PROPERTIES) element.setAttribute(property, style.getPropertyValue(property));
    for (const name of ["class", "tabindex", "role", "data-id", "aria-label", "aria-current"])
      element.removeAttribute(name);
  });
  return new XMLSerializer().serializeToString(copy).replace(/^<svg[^>]*>|<\/svg>$/g, "");
}

function sizeOf(picture: Element): { readonly width: number; readonly height: number } {
  return { width: Number(picture.getAttribute("width")), height: Number(picture.getAttribute("height")) };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
