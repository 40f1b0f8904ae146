// Pages draw themselves anew with each state; the keyboard stays where it was.

/** Things that can have the focus bear `data-id`. */
export function replaceContent(page: HTMLElement | null, content: readonly Node[]): void {
  const focused = document.activeElement?.getAttribute("data-id") ?? undefined;
  page?.replaceChildren(...content);
  if (focused === undefined) return;
  const again = page?.querySelector(`[data-id="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus();
}
