// Reads what a list of rules needs to know of a rule's page.

export interface RulePage {
  readonly id: string;
  /** The page's first sentence, without its full stop. */
  readonly title: string;
}

/** The id in a page's file name; nothing for files that are not a rule's page. */
export function ruleIdOf(fileName: string): string | undefined {
  return /^([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/.exec(fileName)?.[1];
}

export function readRulePage(id: string, markdown: string): RulePage {
  const lines = markdown.split(/\r?\n/).map(line => line.trim());
  const heading = lines.findIndex(line => line.startsWith("# "));
  const title = lines.slice(heading + 1).find(line => line !== "") ?? "";
  return { id, title: title.replace(/\.$/, "") };
}
